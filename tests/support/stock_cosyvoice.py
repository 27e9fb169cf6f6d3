"""A stand-in for the FastAPI server that comes with CosyVoice, made from its well-known routes and forms.

It answers as that one does: headers at once, raw int16 as it is made, no rate, no list of voices, and a connection
that breaks off when something can't be spoken.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import numpy as np
import uvicorn
from fastapi import FastAPI, Form, UploadFile
from fastapi.responses import StreamingResponse

from cosydesk.engine import Mode, Model, Prompt, Request


def stock_app(model: Model) -> FastAPI:
    app = FastAPI()

    def answer(request: Request) -> StreamingResponse:
        def data() -> Iterator[bytes]:
            for chunk in model.speak(request):
                yield (chunk.samples * 2**15).astype(np.int16).tobytes()

        return StreamingResponse(data())

    async def prompt(file: UploadFile, transcript: str = "") -> Prompt:
        return Prompt(await file.read(), transcript)

    @app.get("/inference_sft")
    @app.post("/inference_sft")
    async def sft(tts_text: str = Form(), spk_id: str = Form()) -> StreamingResponse:
        return answer(Request(tts_text, Mode.SFT, spk_id))

    @app.get("/inference_zero_shot")
    @app.post("/inference_zero_shot")
    async def zero_shot(
        prompt_wav: UploadFile, tts_text: str = Form(), prompt_text: str = Form()
    ) -> StreamingResponse:
        return answer(Request(tts_text, Mode.ZERO_SHOT, prompt=await prompt(prompt_wav, prompt_text)))

    @app.get("/inference_cross_lingual")
    @app.post("/inference_cross_lingual")
    async def cross_lingual(prompt_wav: UploadFile, tts_text: str = Form()) -> StreamingResponse:
        return answer(Request(tts_text, Mode.CROSS_LINGUAL, prompt=await prompt(prompt_wav)))

    @app.get("/inference_instruct")
    @app.post("/inference_instruct")
    async def instruct(
        tts_text: str = Form(), spk_id: str = Form(), instruct_text: str = Form()
    ) -> StreamingResponse:
        return answer(Request(tts_text, Mode.INSTRUCT, spk_id, instruct=instruct_text))

    @app.get("/inference_instruct2")
    @app.post("/inference_instruct2")
    async def instruct2(
        prompt_wav: UploadFile, tts_text: str = Form(), instruct_text: str = Form()
    ) -> StreamingResponse:
        return answer(
            Request(tts_text, Mode.INSTRUCT, prompt=await prompt(prompt_wav), instruct=instruct_text)
        )

    return app


@contextlib.contextmanager
def stock_server(model: Model) -> Iterator[str]:
    """The address of one that runs until the end."""
    with socket.create_server(("127.0.0.1", 0)) as ear:
        server = uvicorn.Server(
            uvicorn.Config(stock_app(model), log_config=None, timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [ear]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{ear.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive()
