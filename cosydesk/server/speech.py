"""Answers made of speech: they start with the first audio, and stop the engine when the client goes away."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Mapping
from dataclasses import replace

import numpy as np
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cosydesk.engine import AudioChunk, EngineError, Mode, Quality, Request, RequestError
from cosydesk.server.audio import FILE_FORMATS, STREAMED, encode, pcm16
from cosydesk.server.errors import ApiError, error_response, from_engine
from cosydesk.server.limits import Limits
from cosydesk.server.modes import check_mode
from cosydesk.server.speaker import BusyError, Speaker, SpeechStream
from cosydesk.server.voices import choose_voice

SLOWEST, FASTEST = 0.5, 2.0


def speak(http: HttpRequest, request: Request, audio: str = STREAMED) -> SpeechResponse:
    """Queue a request and return the answer that will carry it.

    Args:
        request: its voice may be called as clients know it from elsewhere.
        audio: ``pcm`` to stream raw samples, or one of `FILE_FORMATS` for a whole file.

    Raises:
        ApiError: 400 for the texts, the speed or the mode, 404 for the voice, 429 when the queue is full.
    """
    speaker: Speaker = http.app.state.speaker
    limits: Limits = http.app.state.limits
    description = speaker.describe()
    check_mode(request, description.capabilities)
    if request.mode is not Mode.VC:
        _check_texts(request, min(limits.max_chars, description.capabilities.max_chars))
    if not SLOWEST <= request.speed <= FASTEST:
        raise ApiError(400, "speed", f"The speed must be between {SLOWEST} and {FASTEST}.", param="speed")
    if request.prompt is None:
        voice = choose_voice(request.voice, description.voices, str(request.text))
        request = replace(request, voice=voice.id)
    try:
        stream = speaker.submit(replace(request, stream=audio == STREAMED), client_of(http))
    except BusyError as error:
        raise ApiError(
            429,
            "busy",
            "Too many requests are waiting.",
            f"Try again in {error.retry_after_s} seconds.",
            retry_after_s=error.retry_after_s,
        ) from error
    made = request.quality if description.capabilities.draft else Quality.FULL
    headers = {"X-Mode": request.mode.value, "X-Quality": made.value}
    if request.voice:
        headers["X-Voice"] = request.voice
    return SpeechResponse(stream, audio, limits.stall_s, headers)


def client_of(http: HttpRequest) -> str:
    """Who asks, for taking turns: the address, which a proxy on this machine tells with X-Forwarded-For."""
    return http.client.host if http.client is not None else ""


def _check_texts(request: Request, longest: int) -> None:
    """Raises:
    ApiError: 400 ``text_empty``, ``text_too_long``.
    """
    if not str(request.text).strip():
        raise ApiError(400, "text_empty", "There is no text to speak.")
    transcript = request.prompt.transcript if request.prompt is not None else ""
    for what, text, remedy in (
        ("text", str(request.text), "Send it in parts."),
        ("instruction", request.instruct, "Shorten it."),
        ("transcript", transcript, "Send what is said in the recording."),
    ):
        if len(text) > longest:
            raise ApiError(400, "text_too_long", f"The {what} is longer than {longest:,} characters.", remedy)


class SpeechCutError(Exception):
    """An answer that had begun can't be finished; the connection is closed in the middle."""


class SpeechResponse(Response):
    """Carries one stream of speech.

    Nothing is sent before the first audio, so that a request that can't be spoken gets its proper status. When
    speaking fails later the connection is cut: a short answer must not look like a whole one.
    """

    def __init__(self, stream: SpeechStream, audio: str, stall_s: float, headers: Mapping[str, str]) -> None:
        super().__init__()
        self._stream = stream
        self._audio = audio
        self._stall_s = stall_s
        self._extra = dict(headers)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = asyncio.ensure_future(self._answer(scope, receive, send))
        gone = asyncio.ensure_future(_disconnected(receive))
        try:
            await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                answer.result()
        finally:
            self._stream.cancel()
            for task in (answer, gone):
                task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(answer, gone, return_exceptions=True)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            first = await anext(self._stream, None)
            if first is None:
                raise RequestError("There is nothing in the text that can be spoken.", code="nothing_spoken")
            if self._audio != STREAMED:
                await self._send_file(send, first)
                return
        except EngineError as error:
            await self._patiently(error_response(from_engine(error))(scope, receive, send))
            return
        await self._stream_pcm(send, first)

    async def _stream_pcm(self, send: Send, first: AudioChunk) -> None:
        await self._start(send, "audio/pcm", first.sample_rate)
        await self._body(send, pcm16(first.samples), more=True)
        try:
            async for chunk in self._stream:
                await self._body(send, pcm16(chunk.samples), more=True)
        except EngineError as error:
            raise SpeechCutError(f"speaking failed in the middle: {error.message}") from error
        await self._body(send, b"", more=False)

    async def _send_file(self, send: Send, first: AudioChunk) -> None:
        samples = [first.samples]
        async for chunk in self._stream:
            samples.append(chunk.samples)
        data = await asyncio.to_thread(encode, np.concatenate(samples), first.sample_rate, self._audio)
        await self._start(send, FILE_FORMATS[self._audio].media_type, first.sample_rate, len(data))
        await self._body(send, data, more=False)

    async def _start(self, send: Send, media_type: str, sample_rate: int, length: int | None = None) -> None:
        headers = {"Content-Type": media_type, "X-Sample-Rate": str(sample_rate), **self._extra}
        if length is not None:
            headers["Content-Length"] = str(length)
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await self._patiently(send({"type": "http.response.start", "status": 200, "headers": raw}))

    async def _body(self, send: Send, data: bytes, *, more: bool) -> None:
        await self._patiently(send({"type": "http.response.body", "body": data, "more_body": more}))

    async def _patiently(self, sending: Awaitable[None]) -> None:
        try:
            await asyncio.wait_for(sending, self._stall_s)
        except TimeoutError as error:
            raise SpeechCutError(f"the client took no data for {self._stall_s:g} s") from error


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
