"""The service on the real starter voices, asked as existing clients ask."""

from __future__ import annotations

import io
import signal
import subprocess
import sys

import httpx
import numpy as np
import pytest
import requests
import soundfile

RATE = 24_000

# misaki 0.9.4 opens its dictionaries that way; the service speaks in this process.
pytestmark = pytest.mark.filterwarnings("ignore:open_text is deprecated:DeprecationWarning")


def cosyvoice_client(method: str, url: str, payload: dict[str, str]) -> np.ndarray:
    """What clients of CosyVoice's FastAPI server do: a form body with whatever method, read as int16."""
    audio = b""
    with requests.request(method, url, data=payload, stream=True, timeout=120) as response:
        assert response.status_code == 200
        for piece in response.iter_content(chunk_size=16_000):
            audio += piece
    return np.frombuffer(audio, dtype=np.int16)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_client_written_for_cosyvoice_works_unchanged(starter: str, method: str) -> None:
    samples = cosyvoice_client(
        method, f"{starter}/inference_sft", {"tts_text": "今天天气真不错。", "spk_id": "中文女"}
    )
    assert 1.0 < len(samples) / RATE < 5.0
    assert 500 < float(np.sqrt(np.mean(samples.astype(np.float64) ** 2))) < 12_000


def test_the_same_request_has_the_same_samples(starter: str) -> None:
    payload = {"tts_text": "The same again, please.", "spk_id": "af_heart"}
    first, second = (cosyvoice_client("POST", f"{starter}/inference_sft", payload) for _ in range(2))
    assert np.array_equal(first, second)


@pytest.mark.slow
def test_the_first_sentence_comes_before_the_last_is_made(starter: str, client: httpx.Client) -> None:
    text = "First. " + "Here comes one more sentence that takes its time. " * 2
    with client.stream(
        "POST", f"{starter}/inference_sft", data={"tts_text": text, "spk_id": "af_heart"}
    ) as answer:
        pieces = answer.iter_raw()
        next(pieces)
        # The engine is still at it: the request is not through when its first audio is here.
        assert httpx.get(f"{starter}/healthz", trust_env=False).json()["requests"] == 1
        assert sum(map(len, pieces)) > 3.0 * 2 * RATE


def test_openais_route_gives_a_wav_in_another_speed(starter: str, client: httpx.Client) -> None:
    def seconds(speed: float) -> float:
        body = {
            "model": "tts-1",
            "voice": "alloy",
            "input": "A quick brown fox jumps over the lazy dog.",
            "response_format": "wav",
            "speed": speed,
        }
        answer = client.post(f"{starter}/v1/audio/speech", json=body)
        assert answer.status_code == 200
        samples, rate = soundfile.read(io.BytesIO(answer.content))
        assert rate == RATE
        return len(samples) / rate

    assert 1.2 < seconds(1.0) / seconds(1.5) < 1.8


def test_the_lists(starter: str, client: httpx.Client) -> None:
    (model,) = client.get(f"{starter}/v1/models").json()["data"]
    assert model["id"] == "starter"
    assert model["modes"] == ["sft"]
    voices = client.get(f"{starter}/v1/audio/voices").json()["voices"]
    assert {"af_heart", "zf_xiaoxiao"} <= {voice["id"] for voice in voices}
    unknown = client.post(f"{starter}/inference_sft", data={"tts_text": "Hello.", "spk_id": "nobody"})
    assert unknown.status_code == 404


def test_a_client_that_leaves_frees_the_engine_for_the_next(starter: str, client: httpx.Client) -> None:
    long = "Here comes one more sentence that takes its time. " * 60
    with client.stream(
        "POST", f"{starter}/inference_sft", data={"tts_text": long, "spk_id": "af_heart"}
    ) as answer:
        next(answer.iter_raw())
    samples = cosyvoice_client(
        "POST", f"{starter}/inference_sft", {"tts_text": "My turn.", "spk_id": "am_michael"}
    )
    assert 0.3 < len(samples) / RATE < 4.0


def test_served_from_the_outside_until_ctrl_c() -> None:
    code = "from cosydesk.server import serve; serve(port=0, on_ready=lambda url: print(url, flush=True))"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert httpx.get(f"{url}/healthz", trust_env=False, timeout=60).json()["status"] == "ok"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
