"""SenseVoice from a folder, with a tiny network in the place of the released one, which can't be had here."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from support.sensevoice_folder import TOKENS, expected_text, write_normalisation, write_sensevoice
from support.speech_like import speech_like

from cosydesk.engine.errors import RecognitionError
from cosydesk.engine.recognition.sensevoice import SenseVoice, is_there


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_sensevoice(tmp_path / "SenseVoiceSmall-onnx")


def clip(seconds: float, seed: int = 0) -> np.ndarray:
    return speech_like(seconds, seed, rate=16_000)


@pytest.mark.parametrize("seconds", [0.3, 1.0, 4.7])
@pytest.mark.parametrize("network", ["model_quant.onnx", "model.onnx"])
def test_the_whole_path_is_that_of_the_formulas(seconds: float, network: str, tmp_path: Path) -> None:
    samples = clip(seconds, seed=int(seconds * 10))
    heard = SenseVoice(write_sensevoice(tmp_path / "sense", network)).hear(samples, "en")
    assert heard.text == expected_text(samples)
    assert len(heard.text) > 2
    assert heard.language == "en"
    assert heard.hints == ("music", "happy")
    assert 0 < heard.confidence <= 1
    assert "".join(word.text for word in heard.words) == heard.text.replace(" ", "")
    times = [time for word in heard.words for time in (word.start_s, word.end_s)]
    assert times == sorted(times)
    assert times[-1] <= seconds + 0.06


@pytest.mark.parametrize(
    ("asked", "answered"), [("", "en"), ("zh", "zh"), ("yue", "yue"), ("ja", "ja"), ("ko", "ko")]
)
def test_the_network_is_told_the_language_and_tells_it(asked: str, answered: str, folder: Path) -> None:
    assert SenseVoice(folder).hear(clip(2.0), asked).language == answered


def test_less_than_a_window_is_no_fault(folder: Path) -> None:
    SenseVoice(folder).hear(np.zeros(10, np.float32), "")
    SenseVoice(folder).hear(np.zeros(0, np.float32), "")


@pytest.mark.parametrize("name", ["model_quant.onnx", "am.mvn", "tokens.json"])
def test_a_missing_file_is_named(name: str, folder: Path) -> None:
    assert is_there(str(folder))
    (folder / name).unlink()
    assert not is_there(str(folder))
    with pytest.raises(RecognitionError, match=name) as caught:
        SenseVoice(folder)
    assert caught.value.code == "sensevoice_incomplete"


def test_no_folder_is_no_sensevoice(tmp_path: Path) -> None:
    assert not is_there("")
    assert not is_there(str(tmp_path / "nowhere"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("model_quant.onnx", "not a network"),
        ("am.mvn", "<AddShift> 2 2\n<LearnRateCoef> 0 [ 1 2 ]\n<Rescale> 2 2\n<LearnRateCoef> 0 [ 1 2 ]"),
        ("tokens.json", "{"),
        ("tokens.json", '{"a": 1}'),
        ("tokens.json", json.dumps(TOKENS[:-1])),
    ],
)
def test_a_damaged_file_is_an_answer(name: str, content: str, folder: Path) -> None:
    (folder / name).write_text(content, "utf-8")
    with pytest.raises(RecognitionError) as caught:
        SenseVoice(folder).hear(clip(1.0), "")
    assert caught.value.code == "sensevoice_damaged"


def test_a_normalisation_that_is_no_number_is_damage(folder: Path) -> None:
    write_normalisation(folder / "am.mvn", np.zeros(560), np.ones(560))
    text = (folder / "am.mvn").read_text("utf-8")
    (folder / "am.mvn").write_text(text.replace("[ 0 0", "[ 0 x", 1), "utf-8")
    with pytest.raises(RecognitionError) as caught:
        SenseVoice(folder).hear(clip(1.0), "")
    assert caught.value.code == "sensevoice_damaged"
