"""Clients written for CosyVoice's own FastAPI server: what its client does, for each of its modes.

It sends GET with a form in the body, texts as fields and recordings as files without a name that tells what they
are, and takes the answer as raw 16-bit samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import requests
import soundfile

from cosydesk.engine import open_model
from tests.server.conftest import running
from tests.support.golden_models import golden_model
from tests.support.speech_like import speech_like

# misaki 0.9.4 opens its dictionaries that way; the service speaks in this process.
pytestmark = pytest.mark.filterwarnings("ignore:open_text is deprecated:DeprecationWarning")

TEXT = "你好。"
SAID = "希望你以后能够做的比我还好。"
MANNER = "用四川话说这句话。"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recordings") / "zero_shot_prompt.wav"
    soundfile.write(path, speech_like(3.0), 16_000)
    return path


@pytest.fixture(scope="module", params=[1, 3], ids=["v1", "v3"])
def generation(request: pytest.FixtureRequest, golden_dir: Path) -> Iterator[tuple[int, str]]:
    number: int = request.param
    with running(open_model(golden_model(golden_dir, number))) as service:
        yield number, service.url


def spoken(url: str, payload: dict[str, str], recordings: dict[str, Path] | None = None) -> np.ndarray:
    """The samples that such a client ends with."""
    files = [
        (name, (name, path.open("rb"), "application/octet-stream"))
        for name, path in (recordings or {}).items()
    ]
    try:
        response = requests.request("GET", url, data=payload, files=files or None, stream=True, timeout=120)
        with response:
            assert response.status_code == 200, response.text
            audio = b""
            for piece in response.iter_content(chunk_size=16_000):
                audio += piece
    finally:
        for _, (_, file, _) in files:
            file.close()
    samples = np.frombuffer(audio, dtype=np.int16)
    assert len(samples) > 2_000
    assert np.abs(samples).max() > 0
    return samples


def test_sft_with_the_starter_voices(starter: str) -> None:
    samples = spoken(f"{starter}/inference_sft", {"tts_text": "今天天气真不错。", "spk_id": "中文女"})
    assert 1.0 < len(samples) / 24_000 < 5.0


def test_zero_shot(generation: tuple[int, str], recording: Path) -> None:
    _, url = generation
    payload = {"tts_text": TEXT, "prompt_text": SAID}
    plain = spoken(f"{url}/inference_zero_shot", payload, {"prompt_wav": recording})
    payload["spk_id"] = payload["zero_shot_spk_id"] = ""  # later ones send it along
    assert np.array_equal(spoken(f"{url}/inference_zero_shot", payload, {"prompt_wav": recording}), plain)


def test_cross_lingual(generation: tuple[int, str], recording: Path) -> None:
    _, url = generation
    spoken(f"{url}/inference_cross_lingual", {"tts_text": TEXT}, {"prompt_wav": recording})


def test_instruct(generation: tuple[int, str], recording: Path) -> None:
    number, url = generation
    payload = {"tts_text": TEXT, "spk_id": "中文女", "instruct_text": MANNER}
    if number == 1:
        spoken(f"{url}/inference_instruct", payload)
    else:
        del payload["spk_id"]
        spoken(f"{url}/inference_instruct2", payload, {"prompt_wav": recording})


def test_sft_and_vc(generation: tuple[int, str], recording: Path) -> None:
    number, url = generation
    if number == 1:
        spoken(f"{url}/inference_sft", {"tts_text": TEXT, "spk_id": "中文女"})
    spoken(f"{url}/inference_vc", {}, {"source_wav": recording, "prompt_wav": recording})
