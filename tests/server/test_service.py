"""The service's manners: errors, limits, the queue, clients that go away, who may ask."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import numpy as np
import pytest
import soundfile

from cosydesk import crashes
from cosydesk.engine import AudioChunk, DeviceError, ModelError, Quality, Request, RequestError
from cosydesk.server import Limits, ServerError, Service, create_app
from tests.server.conftest import Serve
from tests.server.scripted_model import RATE, ScriptedModel, one_tone, tone, until_cancelled, when_told

SFT = {"tts_text": "Hello.", "spk_id": "ann"}
SPEECH = {"model": "scripted", "input": "Hello.", "voice": "ann"}


def error_of(response: httpx.Response) -> dict[str, str]:
    error: dict[str, str] = response.json()["error"]
    assert set(error) == {"message", "remedy", "type", "code", "param"}
    assert "Traceback" not in response.text
    return error


def test_pcm_is_the_models_samples(serve: Serve, client: httpx.Client) -> None:
    model = ScriptedModel()
    url = serve(model).url
    for method in ("GET", "POST"):
        answer = client.request(method, f"{url}/inference_sft", data=SFT)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "audio/pcm"
        assert answer.headers["x-sample-rate"] == str(RATE)
        expected = np.round(tone().samples * 32767).astype("<i2")
        assert np.array_equal(np.frombuffer(answer.content, dtype="<i2"), expected)
    assert [request.voice for request in model.requests] == ["ann", "ann"]
    assert model.requests[0].stream


def test_a_form_that_nobody_escaped_is_read_as_it_was_typed(serve: Serve, client: httpx.Client) -> None:
    model = ScriptedModel()
    url = serve(model).url
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    for text in ("你好，世界", "Señor Müller"):
        body = f"tts_text={text}&spk_id=ann".encode()
        assert client.request("GET", f"{url}/inference_sft", content=body, headers=kind).status_code == 200
    assert [request.text for request in model.requests] == ["你好，世界", "Señor Müller"]


@pytest.mark.parametrize("form", ["query", "json", "multipart"])
def test_fields_may_come_in_other_forms(serve: Serve, client: httpx.Client, form: str) -> None:
    model = ScriptedModel()
    url = f"{serve(model).url}/inference_sft"
    if form == "query":
        answer = client.get(url, params=SFT)
    elif form == "json":
        answer = client.post(url, json=SFT)
    else:
        answer = client.post(url, files={name: (None, value) for name, value in SFT.items()})
    assert answer.status_code == 200
    assert model.requests[0].text == "Hello."


def test_a_draft_is_asked_for_and_marked(serve: Serve, client: httpx.Client) -> None:
    model = ScriptedModel()
    model.capabilities = replace(model.capabilities, draft=True)
    url = serve(model).url
    full = client.post(f"{url}/inference_sft", data=SFT)
    draft = client.post(f"{url}/inference_sft", data=SFT | {"quality": "draft"})
    whole = client.post(f"{url}/v1/audio/speech", json=SPEECH | {"quality": "draft"})
    assert [answer.headers["x-quality"] for answer in (full, draft, whole)] == ["full", "draft", "draft"]
    asked = [request.quality for request in model.requests]
    assert asked == [Quality.FULL, Quality.DRAFT, Quality.DRAFT]
    refused = client.post(f"{url}/inference_sft", data=SFT | {"quality": "best"})
    assert refused.status_code == 400
    assert error_of(refused)["param"] == "quality"


def test_a_model_without_drafts_answers_in_full(serve: Serve, client: httpx.Client) -> None:
    answer = client.post(f"{serve(ScriptedModel()).url}/inference_sft", data=SFT | {"quality": "draft"})
    assert answer.headers["x-quality"] == "full"


@pytest.mark.parametrize(
    ("name", "container"), [("wav", "WAV"), ("flac", "FLAC"), ("mp3", "MP3"), ("opus", "OGG")]
)
def test_whole_files_know_their_length(serve: Serve, client: httpx.Client, name: str, container: str) -> None:
    url = serve(ScriptedModel()).url
    answer = client.post(f"{url}/v1/audio/speech", json=SPEECH | {"response_format": name, "stream": False})
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) == len(answer.content)
    sound = soundfile.SoundFile(io.BytesIO(answer.content))
    assert sound.format == container
    samples = sound.read()
    assert abs(len(samples) / sound.samplerate - 0.1) < 0.06
    assert 0.2 < float(np.sqrt(np.mean(samples**2))) < 0.4


def test_mp3_is_the_default_as_tools_expect(serve: Serve, client: httpx.Client) -> None:
    answer = client.post(f"{serve(ScriptedModel()).url}/v1/audio/speech", json=SPEECH)
    assert answer.headers["content-type"] == "audio/mpeg"


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"voice": "nobody"}, 404, "voice_unknown"),
        ({"model": "other"}, 404, "model_not_found"),
        ({"input": "  "}, 400, "text_empty"),
        ({"input": "a" * 151}, 400, "text_too_long"),
        ({"input": "[pause 60]" * 10 + "[pause .1]"}, 400, "pauses_long"),
        ({"speed": 3.5}, 400, "speed"),
        ({"speed": "fast"}, 400, "field_invalid"),
        ({"response_format": "aiff"}, 400, "field_invalid"),
        ({"input": None}, 400, "field_invalid"),
    ],
)
def test_mistakes_of_the_client_are_named(
    serve: Serve, client: httpx.Client, change: dict[str, object], status: int, code: str
) -> None:
    model = ScriptedModel()
    url = serve(model, limits=Limits(max_chars=150)).url
    answer = client.post(f"{url}/v1/audio/speech", json=SPEECH | change)
    assert (answer.status_code, error_of(answer)["code"]) == (status, code)
    assert model.requests == []


def test_more_mistakes(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel(), limits=Limits(max_body_bytes=2_000)).url
    missing = client.post(f"{url}/inference_sft", data={"tts_text": "Hello."})
    assert (missing.status_code, error_of(missing)["param"]) == (400, "spk_id")
    missing = client.post(f"{url}/v1/audio/speech", json={"model": "scripted", "voice": "ann"})
    assert (missing.status_code, error_of(missing)["param"]) == (400, "input")
    broken = client.post(f"{url}/v1/audio/speech", content=b"{", headers={"Content-Type": "application/json"})
    assert (broken.status_code, error_of(broken)["code"]) == (400, "json")
    broken = client.post(f"{url}/inference_sft", content=b"{", headers={"Content-Type": "application/json"})
    assert (broken.status_code, error_of(broken)["code"]) == (400, "json")
    upload = client.post(f"{url}/inference_sft", files={"tts_text": b"Hello.", "spk_id": (None, "ann")})
    assert (upload.status_code, error_of(upload)["code"]) == (400, "field_invalid")
    nowhere = client.get(f"{url}/nowhere")
    assert (nowhere.status_code, error_of(nowhere)["code"]) == (404, "not_found")
    method = client.delete(f"{url}/v1/models")
    assert (method.status_code, error_of(method)["code"]) == (405, "method")
    long = client.post(f"{url}/inference_sft", data=SFT | {"tts_text": "a" * 3_000})
    assert (long.status_code, error_of(long)["code"]) == (413, "body_too_large")

    def pieces() -> Iterator[bytes]:
        yield b"spk_id=ann&tts_text="
        yield from [b"a" * 500] * 10

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    unannounced = client.post(f"{url}/inference_sft", content=pieces(), headers=kind)
    assert (unannounced.status_code, error_of(unannounced)["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RequestError("No word of it.", "Write words."), 400, "request"),
        (RequestError("Not there: /srv/voices/ann.wav.", code="prompt"), 400, "prompt"),
        (ModelError("Damaged: /srv/models/llm.pt."), 500, "engine"),
        (DeviceError("CUDA out of memory at /srv/models."), 500, "device"),
        (ZeroDivisionError("/srv/models"), 500, "internal"),
    ],
)
@pytest.mark.parametrize("whole", [True, False])
def test_errors_of_the_engine_have_a_status_and_no_paths(
    serve: Serve, client: httpx.Client, error: Exception, status: int, code: str, whole: bool
) -> None:
    def fail(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        raise error
        yield tone()

    url = serve(ScriptedModel(fail)).url
    if whole:
        answer = client.post(f"{url}/v1/audio/speech", json=SPEECH | {"stream": False})
    else:
        answer = client.post(f"{url}/inference_sft", data=SFT)
    assert (answer.status_code, error_of(answer)["code"]) == (status, code)
    assert "/srv" not in answer.text


def test_a_failure_in_the_middle_is_not_taken_for_the_end(serve: Serve, client: httpx.Client) -> None:
    def fail_later(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        yield tone()
        raise DeviceError("Out of memory.")

    url = serve(ScriptedModel(fail_later)).url
    with pytest.raises(httpx.RemoteProtocolError):
        client.post(f"{url}/inference_sft", data=SFT)


def test_a_text_without_words_is_the_clients_mistake(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel(lambda _, __: iter(()))).url
    answer = client.post(f"{url}/inference_sft", data=SFT | {"tts_text": "…"})
    assert (answer.status_code, error_of(answer)["code"]) == (400, "text_empty")


def test_chunks_are_sent_as_they_are_made(serve: Serve, client: httpx.Client) -> None:
    def two(model: ScriptedModel, _: Request) -> Iterator[AudioChunk]:
        yield tone()
        assert model.go_on.wait(30)
        yield tone()

    model = ScriptedModel(two)
    url = serve(model).url
    with client.stream("POST", f"{url}/inference_sft", data=SFT) as answer:
        pieces = answer.iter_raw()
        first = next(pieces)
        assert len(first) == 2 * len(tone().samples)
        model.go_on.set()
        assert sum(map(len, pieces)) == len(first)


def test_a_client_that_goes_away_cancels_its_request(serve: Serve, client: httpx.Client) -> None:
    model = ScriptedModel(until_cancelled)
    url = serve(model).url
    with client.stream("POST", f"{url}/inference_sft", data=SFT) as answer:
        next(answer.iter_raw())  # its generator ends here, and the connection with it
    assert model.cancelled_one.wait(30)


def test_a_client_that_leaves_before_the_first_audio_cancels_too(serve: Serve) -> None:
    model = ScriptedModel(when_told)
    url = serve(model).url
    with httpx.Client(trust_env=False) as impatient, pytest.raises(httpx.ReadTimeout):
        impatient.post(f"{url}/inference_sft", data=SFT, timeout=0.3)
    assert model.cancelled_one.wait(30)


def test_a_client_that_takes_nothing_does_not_hold_up_the_others(serve: Serve, client: httpx.Client) -> None:
    def long(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        for _ in range(200):
            yield tone(1.0)  # 9.6 MB, more than the sockets' buffers hold

    model = ScriptedModel(long)
    service = serve(model)
    with socket.create_connection(("127.0.0.1", int(service.url.rsplit(":", 1)[1]))) as idle:
        body = b"tts_text=Hello.&spk_id=ann"
        idle.sendall(
            b"POST /inference_sft HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body
        )
        assert model.speaking.wait(30)
        answer = client.post(f"{service.url}/inference_sft", data=SFT)
        assert len(answer.content) == 200 * RATE * 2


def test_a_client_that_takes_nothing_is_given_up(serve: Serve) -> None:
    model = ScriptedModel(until_cancelled)
    service = serve(model, limits=Limits(stall_s=0.3))
    with socket.create_connection(("127.0.0.1", int(service.url.rsplit(":", 1)[1]))) as idle:
        idle.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        idle.sendall(b"GET /inference_sft?tts_text=Hello.&spk_id=ann HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert model.cancelled_one.wait(60)


def test_the_queue_is_bounded_and_in_order(serve: Serve, client: httpx.Client) -> None:
    model = ScriptedModel(when_told)
    url = serve(model, limits=Limits(waiting=2)).url
    answers: dict[str, httpx.Response] = {}

    def ask(text: str) -> None:
        with httpx.Client(trust_env=False, timeout=60) as asking:
            answers[text] = asking.post(f"{url}/inference_sft", data=SFT | {"tts_text": text})

    threads = []
    for text in ("one", "two", "three"):
        threads.append(threading.Thread(target=ask, args=(text,)))
        threads[-1].start()
        _until_waiting(client, url, len(threads))
    refused = client.post(f"{url}/inference_sft", data=SFT)
    assert refused.status_code == 429
    assert error_of(refused)["code"] == "busy"
    assert 1 <= int(refused.headers["retry-after"]) <= 120
    model.go_on.set()
    for thread in threads:
        thread.join(30)
    assert {text: answer.status_code for text, answer in answers.items()} == dict.fromkeys(
        ("one", "two", "three"), 200
    )
    assert [request.text for request in model.requests] == ["one", "two", "three"]


def test_a_client_that_stops_waiting_gives_up_its_place(serve: Serve, client: httpx.Client) -> None:
    model = ScriptedModel(when_told)
    url = serve(model, limits=Limits(waiting=1)).url
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(httpx.Client(trust_env=False, timeout=60))
        thread = threading.Thread(target=lambda: first.post(f"{url}/inference_sft", data=SFT))
        thread.start()
        _until_waiting(client, url, 1)
        with pytest.raises(httpx.ReadTimeout):
            client.post(f"{url}/inference_sft", data=SFT, timeout=0.3)
        _until_waiting(client, url, 1)
        model.go_on.set()
        thread.join(30)
    assert client.post(f"{url}/inference_sft", data=SFT).status_code == 200
    assert len(model.requests) == 2


def _until_waiting(client: httpx.Client, url: str, count: int) -> None:
    """Wait until so many requests are in the service."""
    for _ in range(2_000):
        if client.get(f"{url}/healthz").json()["requests"] == count:
            return
    raise AssertionError(f"never {count} requests")


def test_the_token(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel(), token="s3cret ü").url
    assert client.get(f"{url}/healthz").status_code == 200
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": b"Basic s3cret \xc3\xbc"},
        {"Authorization": "Bearer"},
    ):
        answer = client.get(f"{url}/v1/models", headers=headers)
        assert (answer.status_code, error_of(answer)["code"]) == (401, "token")
        assert answer.headers["www-authenticate"] == "Bearer"
    right = {"Authorization": "Bearer s3cret ü".encode()}
    assert client.get(f"{url}/v1/models", headers=right).status_code == 200
    assert client.post(f"{url}/inference_sft", data=SFT, headers=right).status_code == 200


def test_web_pages_of_other_sites_may_not_use_it(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel()).url
    rebound = client.get(f"{url}/v1/models", headers={"Host": "evil.example"})
    assert (rebound.status_code, error_of(rebound)["code"]) == (403, "host")
    posted = client.post(f"{url}/inference_sft", data=SFT, headers={"Origin": "https://evil.example"})
    assert (posted.status_code, error_of(posted)["code"]) == (403, "origin")
    own = client.get(f"{url}/v1/models", headers={"Origin": url})
    assert own.status_code == 200
    assert "access-control-allow-origin" not in own.headers


def test_an_open_address_needs_a_token() -> None:
    with pytest.raises(ServerError) as caught:
        Service(ScriptedModel(), "0.0.0.0", 0)
    assert caught.value.code == "token_needed"


def test_a_port_that_is_taken(serve: Serve) -> None:
    port = int(serve(ScriptedModel()).url.rsplit(":", 1)[1])
    with pytest.raises(ServerError) as caught:
        Service(ScriptedModel(), port=port)
    assert caught.value.code == "port_in_use"
    assert str(port) in caught.value.message


@pytest.mark.parametrize(("host", "port"), [("no such host", 0), ("127.0.0.1", 99_999)])
def test_an_address_that_is_none(host: str, port: int) -> None:
    with pytest.raises(ServerError) as caught:
        Service(ScriptedModel(), host, port, token="t")
    assert caught.value.code == "address"


def test_a_model_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        Service(tmp_path / "nowhere", port=0)


def test_stopping_cancels_what_runs_and_closes_the_model() -> None:
    model = ScriptedModel(until_cancelled)
    service = Service(model, port=0)
    thread = threading.Thread(target=service.run)
    thread.start()
    with (
        httpx.Client(trust_env=False, timeout=60) as client,
        client.stream("POST", f"{service.url}/inference_sft", data=SFT) as answer,
    ):
        pieces = answer.iter_raw()
        next(pieces)
        service.stop()
        with pytest.raises(httpx.RemoteProtocolError):
            list(pieces)
    thread.join(30)
    assert not thread.is_alive()
    assert model.closed
    assert model.cancelled == 1


def test_a_mistake_of_the_service_is_answered_as_one_and_reported() -> None:
    app = create_app(ScriptedModel())

    @app.get("/broken")
    async def broken() -> None:
        raise LookupError("a slip in /srv/cosydesk")

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get("/broken")

    answer = asyncio.run(ask())
    app.state.speaker.close()
    assert (answer.status_code, error_of(answer)["code"]) == (500, "internal")
    assert "/srv" not in answer.text
    (report,) = crashes.reports()
    assert "LookupError: a slip" in report.read_text("utf-8")


@pytest.mark.parametrize(
    ("asked", "text", "voice"),
    [
        ("bob", "Hello.", "bob"),
        ("Xiao", "Hello.", "xiao"),
        ("中文女", "你好。", "xiao"),
        ("英文男", "Hello.", "bob"),
        ("alloy", "Hello.", "ann"),
        ("onyx", "Hello.", "bob"),
        ("nova", "你好，world。", "xiao"),
        ("echo", "你好。", "xiao"),
    ],
)
def test_names_that_clients_know_from_elsewhere(
    serve: Serve, client: httpx.Client, asked: str, text: str, voice: str
) -> None:
    model = ScriptedModel(one_tone)
    answer = client.post(f"{serve(model).url}/inference_sft", data={"tts_text": text, "spk_id": asked})
    assert answer.status_code == 200
    assert answer.headers["x-voice"] == voice
    assert model.requests[0].voice == voice


def test_a_language_that_nobody_speaks_is_refused(serve: Serve, client: httpx.Client) -> None:
    answer = client.post(f"{serve(ScriptedModel()).url}/inference_sft", data=SFT | {"spk_id": "韩语女"})
    assert (answer.status_code, error_of(answer)["code"]) == (404, "voice_unknown")


def test_the_description_names_every_route(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel()).url
    described = json.loads(client.get(f"{url}/openapi.json").text)["paths"]
    modes = ("sft", "zero_shot", "cross_lingual", "instruct", "instruct2", "vc")
    for mode in modes:
        assert set(described[f"/inference_{mode}"]) == {"get", "post"}
    assert {"/v1/audio/speech", "/v1/models", "/v1/audio/voices", "/healthz"} <= set(described)
