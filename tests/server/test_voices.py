"""Voices that are uploaded once and spoken with again and again."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import openai
import pytest
import soundfile

from cosydesk.engine import AudioChunk, EncodedPrompt, Mode, Request, open_model
from cosydesk.server import Limits
from tests.server.conftest import Serve, running
from tests.server.scripted_model import ScriptedModel, cloning, tone
from tests.support.golden_models import golden_model
from tests.support.speech_like import speech_like

TRANSCRIPT = "希望你以后能够做的比我还好。"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the voices of one test are."""
    monkeypatch.setenv("COSYDESK_HOME", str(tmp_path))
    return tmp_path / "data" / "service" / "voices"


@pytest.fixture(scope="module")
def recording() -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, speech_like(3.0), 24_000, format="WAV")
    return buffer.getvalue()


def upload(client: httpx.Client, url: str, recording: bytes, **texts: str) -> httpx.Response:
    return client.post(
        f"{url}/v1/voices", data={"name": "Ann's voice"} | texts, files={"recording": recording}
    )


def kept(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    voice: dict[str, Any] = answer.json()
    return voice


def refused(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def say(client: httpx.Client, url: str, voice: object, **more: object) -> httpx.Response:
    body = {"model": "tts-1", "input": "Hello.", "voice": voice, "response_format": "pcm"} | more
    return client.post(f"{url}/v1/audio/speech", json=body)


def test_uploaded_once_and_used_in_every_route(serve: Serve, client: httpx.Client, recording: bytes) -> None:
    model = cloning()
    url = serve(model).url
    voice = kept(upload(client, url, recording, transcript=TRANSCRIPT, consent="By e-mail of 3 May."))
    assert (voice["name"], voice["mode"], voice["object"]) == ("Ann's voice", "zero_shot", "audio.voice")
    (listed,) = client.get(f"{url}/v1/voices").json()["data"]
    assert listed == voice
    everything = client.get(f"{url}/v1/audio/voices").json()["voices"]
    assert [one["id"] for one in everything if one["uploaded"]] == [voice["id"]]
    texts = {"tts_text": "Hello.", "spk_id": voice["id"]}
    source = {"source_wav": ("a.wav", recording)}
    answers = [
        say(client, url, voice["id"]),
        say(client, url, {"id": voice["id"]}),
        say(client, url, "ann's VOICE", instructions="Softly."),
        client.post(f"{url}/inference_sft", data=texts),
        client.get(f"{url}/inference_zero_shot", params=texts | {"prompt_text": ""}),
        client.post(f"{url}/inference_cross_lingual", data=texts),
        client.post(f"{url}/inference_instruct2", data=texts | {"instruct_text": "Softly."}),
        client.post(f"{url}/inference_vc", data={"spk_id": voice["id"]}, files=source),
        client.post(
            f"{url}/inference_cross_lingual", data={"tts_text": "Hello.", "zero_shot_spk_id": voice["id"]}
        ),
    ]
    assert [answer.status_code for answer in answers] == [200] * len(answers), answers[-1].text
    modes = [
        "zero_shot",
        "zero_shot",
        "instruct",
        "zero_shot",
        "zero_shot",
        "cross_lingual",
        "instruct",
        "vc",
        "cross_lingual",
    ]
    assert [answer.headers["x-mode"] for answer in answers] == modes
    assert {answer.headers["x-voice"] for answer in answers} == {voice["id"]}
    assert len(model.encoded) == 1
    for request in model.requests:
        assert request.prompt is not None
        assert (request.prompt.audio, request.prompt.transcript) == (recording, TRANSCRIPT)
        assert request.prompt.encoded == (model.encode(request.prompt),)


def test_without_a_transcript_it_is_cross_lingual(
    serve: Serve, client: httpx.Client, recording: bytes
) -> None:
    url = serve(cloning()).url
    voice = kept(upload(client, url, recording, transcript="  "))
    assert voice["mode"] == "cross_lingual"
    assert say(client, url, voice["id"]).headers["x-mode"] == "cross_lingual"
    texts = {"tts_text": "Hello.", "spk_id": voice["id"]}
    assert client.post(f"{url}/inference_zero_shot", data=texts).headers["x-mode"] == "cross_lingual"


def test_a_recording_that_is_sent_along_goes_before(
    serve: Serve, client: httpx.Client, recording: bytes
) -> None:
    model = cloning()
    url = serve(model).url
    texts = {"tts_text": "Hello.", "spk_id": "whoever", "prompt_text": "Said."}
    answer = client.post(f"{url}/inference_zero_shot", data=texts, files={"prompt_wav": recording})
    assert answer.status_code == 200
    (request,) = model.requests
    assert request.prompt is not None
    assert (request.prompt.transcript, request.voice) == ("Said.", "")


def test_it_survives_a_restart_and_another_model_encodes_it_once(
    client: httpx.Client, recording: bytes, home: Path
) -> None:
    def encodes(model: ScriptedModel, request: Request) -> Iterator[AudioChunk]:
        assert request.prompt is not None
        if model.revision not in {encoded.encoder for encoded in request.prompt.encoded}:
            assert request.on_encoded is not None
            request.on_encoded(model.encode(request.prompt))
        yield tone()

    with running(cloning()) as service:
        voice = kept(upload(client, service.url, recording, transcript=TRANSCRIPT))
    another = cloning(encodes)
    another.revision = "2"
    with running(another) as service:
        assert client.get(f"{service.url}/v1/voices").json()["data"] == [voice]
        for _ in range(2):
            assert say(client, service.url, voice["id"]).status_code == 200
    assert len(another.encoded) == 1
    last = another.requests[-1].prompt
    assert last is not None
    assert [encoded.encoder for encoded in last.encoded] == ["1", "2"]
    if sys.platform != "win32":
        modes = {path.stat().st_mode & 0o077 for path in [home, *home.rglob("*")]}
        assert modes == {0}


def test_what_a_service_left_behind_when_it_was_killed_is_removed(
    serve: Serve, client: httpx.Client, recording: bytes, home: Path
) -> None:
    import os

    left, busy = home / ".voice_1", home / ".voice_2"
    for folder in (left, busy):
        folder.mkdir(parents=True)
        (folder / "recording").write_bytes(recording)
    os.utime(left, (0, 0))
    damaged = home / "voice_3"
    damaged.mkdir()
    (damaged / "voice.json").write_text("{")
    assert client.get(f"{serve(cloning()).url}/v1/voices").json()["data"] == []
    assert not left.exists()
    assert busy.exists()


def test_deleted_with_its_recording(serve: Serve, client: httpx.Client, recording: bytes, home: Path) -> None:
    url = serve(cloning()).url
    voice = kept(upload(client, url, recording))
    assert refused(client.delete(f"{url}/v1/voices/{voice['name']}")) == (404, "voice_unknown")
    answer = client.delete(f"{url}/v1/voices/{voice['id']}")
    assert answer.json() == {"id": voice["id"], "object": "audio.voice.deleted", "deleted": True}
    assert list(home.iterdir()) == []
    assert refused(client.delete(f"{url}/v1/voices/{voice['id']}")) == (404, "voice_unknown")
    assert refused(say(client, url, voice["id"])) == (404, "voice_unknown")


def test_openais_client_keeps_voices_too(serve: Serve, recording: bytes) -> None:
    url = serve(cloning()).url
    http = openai.DefaultHttpxClient(trust_env=False)
    with openai.OpenAI(base_url=f"{url}/v1", api_key="none", http_client=http) as client:
        voice = client.audio.voices.create(
            name="Bo", audio_sample=("bo.wav", recording, "audio/wav"), consent="cons_1"
        )
        assert (voice.name, voice.object, voice.type) == ("Bo", "audio.voice", "audio_sample")
        assert client.audio.speech.create(model="tts-1", voice={"id": voice.id}, input="Hello.").content
        assert client.audio.voices.delete(voice.id).deleted


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"name": " "}, "field_invalid"),
        ({"name": "a" * 81}, "field_invalid"),
        ({"name": "a\x00b"}, "field_invalid"),
        ({"transcript": "a" * 101}, "text_too_long"),
        ({"consent": "a" * 501}, "text_too_long"),
    ],
)
def test_mistakes(
    serve: Serve, client: httpx.Client, recording: bytes, texts: dict[str, str], code: str
) -> None:
    model = cloning()
    url = serve(model, limits=Limits(max_chars=100)).url
    assert refused(upload(client, url, recording, **texts)) == (400, code)
    assert model.encoded == []


def test_more_mistakes(serve: Serve, client: httpx.Client, recording: bytes, home: Path) -> None:
    url = serve(cloning(), limits=Limits(voices=2)).url
    assert refused(upload(client, url, b"no sound")) == (400, "prompt_unreadable")
    assert refused(upload(client, url, b"")) == (400, "field_invalid")
    assert refused(client.post(f"{url}/v1/voices", data={"name": "Bo"})) == (400, "field_missing")
    assert refused(client.post(f"{url}/v1/voices", files={"recording": recording})) == (400, "field_missing")
    assert list(home.iterdir()) == []
    assert refused(upload(client, url, recording, name="xiao")) == (409, "voice_exists")
    kept(upload(client, url, recording))
    assert refused(upload(client, url, recording, name="ann's VOICE")) == (409, "voice_exists")
    kept(upload(client, url, recording, name="Bo"))
    assert refused(upload(client, url, recording, name="Cy")) == (409, "voices_full")
    assert refused(client.post(f"{url}/inference_zero_shot", data={"tts_text": "a", "spk_id": "Cy"})) == (
        404,
        "voice_unknown",
    )


def test_they_have_so_much_room(serve: Serve, client: httpx.Client, recording: bytes) -> None:
    url = serve(cloning(), limits=Limits(voices_bytes=3 * len(recording))).url
    kept(upload(client, url, recording))  # the recording and its encoded form, which is as long here
    assert refused(upload(client, url, recording, name="Bo")) == (409, "voices_full")


def test_a_model_that_does_not_clone_keeps_none(serve: Serve, client: httpx.Client, recording: bytes) -> None:
    with running(cloning()) as service:
        voice = kept(upload(client, service.url, recording))
    url = serve(ScriptedModel()).url
    assert refused(upload(client, url, recording, name="Bo")) == (400, "mode_unavailable")
    assert refused(say(client, url, voice["id"])) == (400, "mode_unavailable")
    assert not any(one["uploaded"] for one in client.get(f"{url}/v1/audio/voices").json()["voices"])


@pytest.mark.parametrize("generation", [1, 3])
def test_a_real_model(golden_dir: Path, client: httpx.Client, recording: bytes, generation: int) -> None:
    with running(open_model(golden_model(golden_dir, generation))) as service:
        assert refused(upload(client, service.url, recording[:20_000])) == (400, "prompt_short")
        voice = kept(upload(client, service.url, recording, transcript=TRANSCRIPT))
        texts = {"tts_text": "你好。"}
        by_voice = client.post(f"{service.url}/inference_zero_shot", data=texts | {"spk_id": voice["id"]})
        by_recording = client.post(
            f"{service.url}/inference_zero_shot",
            data=texts | {"prompt_text": TRANSCRIPT},
            files={"prompt_wav": recording},
        )
        assert by_voice.headers["x-mode"] == Mode.ZERO_SHOT
        assert np.frombuffer(by_voice.content, "<i2").any()
        assert by_voice.content == by_recording.content
        if generation > 1:
            manner = texts | {"spk_id": "ann's voice", "instruct_text": "用四川话说这句话。"}
            assert client.post(f"{service.url}/inference_instruct2", data=manner).status_code == 200


def test_the_encoded_form_is_told_apart_from_its_description(home: Path) -> None:
    from cosydesk.server.voice_store import KeptVoice, VoiceStore

    store = VoiceStore(lambda: home, 3, 1_000)
    encoded = EncodedPrompt("e", "r", b"\n{\n")
    voice = store.add(KeptVoice("", "Ann"), b"sound", encoded)
    assert store.prompt(voice).encoded == (encoded,)
    for number in range(5):
        store.keeper(voice)(EncodedPrompt(str(number), "r", b""))
    store.keeper(voice)(EncodedPrompt("3", "r", b"again"))
    kept_forms = [(one.encoder, one.data) for one in store.prompt(voice).encoded]
    assert kept_forms == [("1", b""), ("2", b""), ("4", b""), ("3", b"again")]
    assert json.loads((home / voice.id / "voice.json").read_text("utf-8"))["name"] == "Ann"


def test_a_folder_that_cannot_be_made_stops_nobody_from_speaking(
    serve: Serve, client: httpx.Client, recording: bytes, home: Path
) -> None:
    home.parent.parent.mkdir(parents=True)
    home.parent.write_bytes(b"in the way")
    url = serve(cloning()).url
    assert say(client, url, "ann").status_code == 200
    assert client.get(f"{url}/v1/voices").json()["data"] == []
    assert refused(upload(client, url, recording)) == (507, "storage")
