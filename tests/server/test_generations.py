"""The service on the tiny model of each generation: every route speaks, or says why not and where to ask."""

from __future__ import annotations

import base64
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
import torch

from cosydesk.engine import open_model
from cosydesk.engine.random_model import write_random_model
from tests.server.conftest import Serve, running
from tests.support.golden_models import golden_model
from tests.support.speech_like import speech_like

TEXT = "你好。"
TRANSCRIPT = "希望你以后能够做的比我还好。"
MANNER = "用四川话说这句话。"
LATER = [2, 3]


@pytest.fixture(scope="module")
def recording() -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, speech_like(3.0), 24_000, format="WAV")
    return buffer.getvalue()


def served(golden_dir: Path, generation: int) -> Iterator[str]:
    with running(open_model(golden_model(golden_dir, generation))) as service:
        yield service.url


@pytest.fixture(scope="module")
def first(golden_dir: Path) -> Iterator[str]:
    yield from served(golden_dir, 1)


@pytest.fixture(scope="module", params=LATER, ids=["v2", "v3"])
def later(request: pytest.FixtureRequest, golden_dir: Path) -> Iterator[str]:
    yield from served(golden_dir, request.param)


@pytest.fixture(scope="module", params=[1, 2, 3], ids=["v1", "v2", "v3"])
def each(request: pytest.FixtureRequest, golden_dir: Path) -> Iterator[str]:
    yield from served(golden_dir, request.param)


def ask(client: httpx.Client, method: str, url: str, texts: dict[str, str], **files: bytes) -> httpx.Response:
    """As clients of CosyVoice do: texts in a form, recordings as files beside them."""
    sent = {name: (name, data, "application/octet-stream") for name, data in files.items()}
    return client.request(method, url, data=texts, files=sent or None)


def check_speech(answer: httpx.Response, mode: str) -> None:
    assert answer.status_code == 200, answer.text
    assert answer.headers["x-mode"] == mode
    samples = np.frombuffer(answer.content, "<i2")
    assert len(samples) > int(answer.headers["x-sample-rate"]) // 10
    assert np.abs(samples).max() > 0


def check_refusal(answer: httpx.Response, code: str, remedy: str) -> None:
    error: dict[str, Any] = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, code)
    assert remedy in error["remedy"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_instruct2(later: str, client: httpx.Client, recording: bytes, method: str) -> None:
    texts = {"tts_text": TEXT, "instruct_text": MANNER}
    answer = ask(client, method, f"{later}/inference_instruct2", texts, prompt_wav=recording)
    check_speech(answer, "instruct")
    assert answer.headers["x-sample-rate"] == "24000"


def test_the_modes_with_a_recording(each: str, client: httpx.Client, recording: bytes) -> None:
    texts = {"tts_text": TEXT, "prompt_text": TRANSCRIPT}
    check_speech(ask(client, "GET", f"{each}/inference_zero_shot", texts, prompt_wav=recording), "zero_shot")
    texts = {"tts_text": TEXT}
    check_speech(
        ask(client, "POST", f"{each}/inference_cross_lingual", texts, prompt_wav=recording), "cross_lingual"
    )
    files = {"source_wav": recording, "prompt_wav": recording}
    check_speech(ask(client, "POST", f"{each}/inference_vc", {}, **files), "vc")


def test_what_the_later_ones_refuse(later: str, client: httpx.Client) -> None:
    texts = {"tts_text": TEXT, "spk_id": "中文女"}
    check_refusal(
        client.post(f"{later}/inference_sft", data=texts), "mode_unavailable", "/inference_zero_shot"
    )
    texts |= {"instruct_text": MANNER}
    check_refusal(
        client.post(f"{later}/inference_instruct", data=texts), "mode_unavailable", "/inference_instruct2"
    )


def test_the_first_directs_its_own_voices(first: str, client: httpx.Client, recording: bytes) -> None:
    texts = {"tts_text": TEXT, "spk_id": "中文女", "instruct_text": MANNER}
    answer = client.get(f"{first}/inference_instruct", params=texts)
    check_speech(answer, "instruct")
    assert answer.headers["x-voice"] == "中文女"
    check_speech(client.post(f"{first}/inference_sft", data=texts), "sft")
    answer = ask(client, "POST", f"{first}/inference_instruct2", texts, prompt_wav=recording)
    check_refusal(answer, "mode_unavailable", "/inference_instruct")


def test_voices_that_someone_gave_a_later_model(
    golden_dir: Path, client: httpx.Client, serve: Serve, tmp_path: Path
) -> None:
    folder = shutil.copytree(golden_model(golden_dir, 2), tmp_path / "model", copy_function=shutil.copyfile)
    folder.chmod(0o755)
    (folder / "spk2info.pt").unlink()
    torch.save({"Ann": {"embedding": torch.ones(1, 192)}}, folder / "spk2info.pt")
    url = serve(open_model(folder)).url
    texts = {"tts_text": TEXT, "spk_id": "ann"}
    check_speech(client.post(f"{url}/inference_sft", data=texts), "sft")
    texts |= {"instruct_text": MANNER}
    check_refusal(
        client.post(f"{url}/inference_instruct", data=texts), "mode_unavailable", "/inference_instruct2"
    )


def test_openais_route_with_a_recording(later: str, client: httpx.Client, recording: bytes) -> None:
    encoded = base64.b64encode(recording).decode()
    body = {"model": "tts-1", "input": TEXT, "voice": "alloy", "response_format": "pcm"}
    check_refusal(
        client.post(f"{later}/v1/audio/speech", json=body), "mode_unavailable", "/inference_zero_shot"
    )
    for more, mode in (
        ({"ref_audio": encoded, "instructions": MANNER}, "instruct"),
        ({"ref_audio": f"data:audio/wav;base64,{encoded}", "ref_text": TRANSCRIPT}, "zero_shot"),
        ({"ref_audio": encoded}, "cross_lingual"),
    ):
        check_speech(client.post(f"{later}/v1/audio/speech", json=body | more), mode)


def test_openais_instructions_for_a_built_in_voice(first: str, client: httpx.Client) -> None:
    body = {"model": "tts-1", "input": TEXT, "voice": "nova", "response_format": "pcm"}
    check_speech(client.post(f"{first}/v1/audio/speech", json=body), "sft")
    check_speech(client.post(f"{first}/v1/audio/speech", json=body | {"instructions": MANNER}), "instruct")


def test_the_model_says_what_it_can(later: str, client: httpx.Client) -> None:
    (model,) = client.get(f"{later}/v1/models").json()["data"]
    assert model["modes"] == ["cross_lingual", "instruct", "vc", "zero_shot"]
    assert client.get(f"{later}/v1/audio/voices").json()["voices"] == []


@pytest.fixture(scope="module")
def random_later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A model for the mistakes, which need no golden data."""
    data = Path(__file__).parent.parent / "data"
    folder = tmp_path_factory.mktemp("models") / "tiny"
    write_random_model(folder, config=data / "tiny2.yaml", generation=2, qwen=data / "tiny_qwen.json")
    with running(open_model(folder)) as service:
        yield service.url


@pytest.mark.parametrize(
    ("texts", "files", "code", "param"),
    [
        ({"instruct_text": MANNER}, {"prompt_wav": b"x"}, "field_missing", "tts_text"),
        ({"tts_text": TEXT}, {"prompt_wav": b"x"}, "field_missing", "instruct_text"),
        ({"tts_text": TEXT, "instruct_text": MANNER}, {}, "field_missing", "prompt_wav"),
        ({"tts_text": TEXT, "instruct_text": MANNER}, {"prompt_wav": b""}, "field_invalid", "prompt_wav"),
        (
            {"tts_text": TEXT, "instruct_text": MANNER, "prompt_wav": "a.wav"},
            {},
            "field_invalid",
            "prompt_wav",
        ),
        ({"tts_text": TEXT, "instruct_text": MANNER}, {"prompt_wav": b"x" * 99}, "prompt_unreadable", None),
        ({"tts_text": TEXT, "instruct_text": "a" * 5_001}, {"prompt_wav": b"x"}, "text_too_long", None),
    ],
)
def test_mistakes(
    random_later: str,
    client: httpx.Client,
    texts: dict[str, str],
    files: dict[str, bytes],
    code: str,
    param: str | None,
) -> None:
    answer = ask(client, "POST", f"{random_later}/inference_instruct2", texts, **files)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["param"]) == (400, code, param)


def test_a_recording_that_unpacks_to_hours_is_refused(random_later: str, client: httpx.Client) -> None:
    buffer = io.BytesIO()
    with soundfile.SoundFile(buffer, "w", 16_000, 1, format="FLAC", subtype="PCM_16") as file:
        for _ in range(61):
            file.write(np.zeros(60 * 16_000, np.int16))
    answer = ask(
        client,
        "POST",
        f"{random_later}/inference_cross_lingual",
        {"tts_text": TEXT},
        prompt_wav=buffer.getvalue(),
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "prompt_long")


def test_the_starter_voices_clone_nobody(starter: str, client: httpx.Client, recording: bytes) -> None:
    answer = ask(
        client, "POST", f"{starter}/inference_cross_lingual", {"tts_text": "Hello."}, prompt_wav=recording
    )
    check_refusal(answer, "mode_unavailable", "/inference_sft")


def test_ref_audio_that_is_none(random_later: str, client: httpx.Client) -> None:
    body = {"model": "tts-1", "input": TEXT, "voice": "alloy", "ref_audio": "C:/ann.wav"}
    answer = client.post(f"{random_later}/v1/audio/speech", json=body)
    assert (answer.status_code, answer.json()["error"]["param"]) == (400, "ref_audio")
