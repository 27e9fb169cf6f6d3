"""OpenAI's own Python client, pointed at the service."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path

import av
import httpx
import numpy as np
import openai
import pytest

from cosydesk.engine import AudioChunk, DeviceError, Request
from cosydesk.server import Limits
from tests.server.conftest import Serve
from tests.server.scripted_model import RATE, ScriptedModel, tone

FORMATS = ["wav", "mp3", "flac", "opus", "aac", "pcm"]
MEDIA_TYPES = {
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "flac": "audio/flac",
    "opus": "audio/ogg",
    "aac": "audio/aac",
    "pcm": "audio/pcm",
}
CONTAINERS = {"wav": "wav", "mp3": "mp3", "flac": "flac", "opus": "ogg", "aac": "aac"}

# Its client reads a binary answer through a class that says it is old.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:openai")


@pytest.fixture
def ask() -> Iterator[openai.OpenAI]:
    http = openai.DefaultHttpxClient(trust_env=False)
    with openai.OpenAI(
        base_url="http://unset.invalid/v1", api_key="none", max_retries=0, http_client=http
    ) as client:
        yield client


def at(client: openai.OpenAI, url: str, key: str = "none") -> openai.OpenAI:
    return client.with_options(base_url=f"{url}/v1", api_key=key)


def three_tones(model: ScriptedModel, _: Request) -> Iterator[AudioChunk]:
    """Two seconds of sound, then more when the test says so."""
    yield tone(2.0)
    assert model.go_on.wait(30)
    yield tone(0.5)
    yield tone(0.5)


def decoded(data: bytes, audio: str) -> tuple[np.ndarray, int]:
    """Samples and rate of what was sent."""
    if audio == "pcm":
        return np.frombuffer(data, "<i2") / 32768, 24_000
    with av.open(io.BytesIO(data), format=CONTAINERS[audio]) as container:
        stream = container.streams.audio[0]
        resampler = av.AudioResampler(format="flt", layout="mono", rate=stream.rate)
        frames = [
            one.to_ndarray()[0] for frame in container.decode(stream) for one in resampler.resample(frame)
        ]
        return np.concatenate(frames), stream.rate


@pytest.mark.parametrize("audio", FORMATS)
def test_each_format_is_sent_before_the_rest_is_made(serve: Serve, ask: openai.OpenAI, audio: str) -> None:
    model = ScriptedModel(three_tones)
    speech = at(ask, serve(model).url).audio.speech
    with speech.with_streaming_response.create(
        model="gpt-4o-mini-tts", voice="ann", input="Hello.", response_format=audio
    ) as answer:
        assert answer.headers["content-type"] == MEDIA_TYPES[audio]
        pieces = answer.iter_bytes(64)
        data = next(pieces)  # the model waits for the test: what is here was sent before the end was made
        model.go_on.set()
        data += b"".join(pieces)
    samples, rate = decoded(data, audio)
    assert abs(len(samples) / rate - 3.0) < 0.1
    assert 0.3 < float(np.sqrt(np.mean(samples[rate // 4 : 2 * rate] ** 2))) < 0.4


@pytest.mark.parametrize("audio", FORMATS)
def test_a_model_of_another_rate(serve: Serve, ask: openai.OpenAI, audio: str) -> None:
    def at_22050(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        time = np.arange(22_050, dtype=np.float32) / 22_050
        for _ in range(2):
            yield AudioChunk((0.5 * np.sin(2 * np.pi * 441 * time)).astype(np.float32), 22_050)

    answer = at(ask, serve(ScriptedModel(at_22050)).url).audio.speech.create(
        model="tts-1", voice="ann", input="Hello.", response_format=audio
    )
    samples, rate = decoded(answer.content, audio)
    assert abs(len(samples) / rate - 2.0) < 0.1
    assert rate == {"pcm": 24_000, "opus": 48_000}.get(audio, 22_050)
    middle = samples[rate // 2 : rate // 2 + rate]  # one second, in which the tone swings 441 times
    assert abs(np.count_nonzero(np.diff(np.signbit(middle))) / 2 - 441) < 2


def test_written_to_a_file_with_what_else_can_be_said(
    serve: Serve, ask: openai.OpenAI, tmp_path: Path
) -> None:
    model = ScriptedModel()
    answer = at(ask, serve(model).url).audio.speech.create(
        model="tts-1-hd",
        voice={"id": "bob"},
        input="Hello.",
        instructions="Speak softly.",
        speed=1.5,
        extra_body={"seed": 7, "stream": False, "response_format": "wav"},
    )
    answer.write_to_file(tmp_path / "speech.wav")
    samples, _ = decoded((tmp_path / "speech.wav").read_bytes(), "wav")
    assert len(samples) == len(tone().samples)
    (request,) = model.requests
    assert (request.voice, request.speed, request.seed, request.stream) == ("bob", 1.5, 7, False)
    assert request.instruct == ""  # this model takes none, and OpenAI's leave them out as well


@pytest.mark.parametrize("audio", ["pcm", "mp3"])
def test_events(serve: Serve, ask: openai.OpenAI, audio: str) -> None:
    def counted(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        for tokens in (20, 30):
            yield AudioChunk(tone(1.0).samples, RATE, speech_tokens=tokens)

    speech = at(ask, serve(ScriptedModel(counted)).url).audio.speech
    with speech.with_streaming_response.create(
        model="gpt-4o-mini-tts", voice="ann", input="Hello.", response_format=audio, stream_format="sse"
    ) as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        events = [json.loads(line.removeprefix("data: ")) for line in answer.iter_lines() if line]
    *deltas, done = events
    assert {event["type"] for event in deltas} == {"speech.audio.delta"}
    assert len(deltas) >= 2
    samples, rate = decoded(b"".join(base64.b64decode(event["audio"]) for event in deltas), audio)
    assert abs(len(samples) / rate - 2.0) < 0.1
    assert done == {
        "type": "speech.audio.done",
        "usage": {"input_tokens": 6, "output_tokens": 50, "total_tokens": 56},
    }


def test_events_tell_of_a_failure_in_the_middle(serve: Serve, client: httpx.Client) -> None:
    def fail_later(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        yield tone()
        raise DeviceError("Out of memory at /srv/models.")

    body = {
        "model": "tts-1",
        "voice": "ann",
        "input": "Hello.",
        "response_format": "pcm",
        "stream_format": "sse",
    }
    answer = client.post(f"{serve(ScriptedModel(fail_later)).url}/v1/audio/speech", json=body)
    *_, last = [json.loads(line.removeprefix("data: ")) for line in answer.iter_lines() if line]
    assert (last["type"], last["error"]["code"]) == ("error", "device")
    assert "/srv" not in answer.text


def test_its_errors(serve: Serve, ask: openai.OpenAI) -> None:
    model = ScriptedModel()
    service = serve(model, token="secret", limits=Limits(max_chars=20))
    client = at(ask, service.url, "secret")

    def say(**change: object) -> None:
        client.audio.speech.create(**{"model": "tts-1", "voice": "ann", "input": "Hello."} | change)

    with pytest.raises(openai.AuthenticationError):
        at(ask, service.url, "wrong").models.list()
    with pytest.raises(openai.NotFoundError) as caught:
        say(voice="nobody")
    assert caught.value.code == "voice_unknown"
    with pytest.raises(openai.NotFoundError):
        say(model="whisper-1")
    with pytest.raises(openai.BadRequestError, match=r"between 0\.5 and 2"):
        say(speed=4.0)
    with pytest.raises(openai.BadRequestError) as caught:
        say(input="a" * 21)
    assert caught.value.code == "text_too_long"
    with pytest.raises(openai.BadRequestError):
        say(voice={"name": "ann"})
    assert model.requests == []


def test_a_full_queue_and_a_broken_engine(serve: Serve, ask: openai.OpenAI) -> None:
    def fail(_: ScriptedModel, __: Request) -> Iterator[AudioChunk]:
        raise DeviceError("Out of memory.")
        yield tone()

    with pytest.raises(openai.InternalServerError):
        at(ask, serve(ScriptedModel(fail)).url).audio.speech.create(
            model="tts-1", voice="ann", input="Hello."
        )
    model = ScriptedModel(three_tones)
    client = at(ask, serve(model, limits=Limits(waiting=0)).url)
    with client.audio.speech.with_streaming_response.create(
        model="tts-1", voice="ann", input="Hello.", response_format="pcm"
    ) as answer:
        pieces = answer.iter_bytes(64)
        next(pieces)
        with pytest.raises(openai.RateLimitError) as caught:
            client.audio.speech.create(model="tts-1", voice="ann", input="Hello.")
        assert int(caught.value.response.headers["retry-after"]) >= 1
        model.go_on.set()
        assert len(b"".join(pieces)) > 2 * RATE


def test_the_models(serve: Serve, ask: openai.OpenAI) -> None:
    client = at(ask, serve(ScriptedModel()).url)
    assert [model.id for model in client.models.list()] == ["scripted"]
    for name in ("scripted", "tts-1", "gpt-4o-mini-tts-2025-12-15"):
        assert client.models.retrieve(name).id == "scripted"
    with pytest.raises(openai.NotFoundError) as caught:
        client.models.retrieve("gpt-4")
    assert caught.value.code == "model_not_found"


def test_the_asynchronous_client(serve: Serve) -> None:
    import asyncio

    url = serve(ScriptedModel()).url

    async def listen() -> bytes:
        http = openai.DefaultAsyncHttpxClient(trust_env=False)
        async with (
            openai.AsyncOpenAI(base_url=f"{url}/v1", api_key="none", http_client=http) as client,
            client.audio.speech.with_streaming_response.create(
                model="tts-1", voice="alloy", input="Hello.", response_format="pcm"
            ) as answer,
        ):
            return b"".join([piece async for piece in answer.iter_bytes()])

    assert len(asyncio.run(listen())) == 2 * len(tone().samples)
