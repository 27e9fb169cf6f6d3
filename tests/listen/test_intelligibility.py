"""Can the starter voices be understood? An independent recogniser writes down what it hears.

Run with ``pytest -m listen tests/listen``; needs the packages of the ``listen`` extra. The figures are printed with
``-s`` and kept in the README.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from cosydesk.engine import Request, open_model

sys.path.insert(0, str(Path(__file__).parent))

from recogniser import Recogniser, is_installed
from scoring import character_error, word_error
from sentences import CHINESE_HELD_OUT, CHINESE_TUNED, ENGLISH_HELD_OUT, ENGLISH_TUNED, Line

pytestmark = [
    pytest.mark.listen,
    pytest.mark.slow,
    pytest.mark.skipif(not is_installed(), reason="needs the packages of the listen extra"),
]


@pytest.fixture(scope="module")
def recogniser(tmp_path_factory: pytest.TempPathFactory) -> Recogniser:
    return Recogniser(tmp_path_factory.mktemp("whisper"))


@pytest.mark.parametrize("lines", [ENGLISH_TUNED, ENGLISH_HELD_OUT], ids=["tuned", "held_out"])
def test_english_words_are_understood(lines: Sequence[Line], recogniser: Recogniser) -> None:
    assert _rate(lines, "en", recogniser, word_error) < 0.12


@pytest.mark.parametrize("lines", [CHINESE_TUNED, CHINESE_HELD_OUT], ids=["tuned", "held_out"])
def test_chinese_characters_are_understood(lines: Sequence[Line], recogniser: Recogniser) -> None:
    assert _rate(lines, "zh", recogniser, character_error) < 0.08


def _rate(
    lines: Sequence[Line],
    language: str,
    recogniser: Recogniser,
    error: Callable[[Sequence[str], Sequence[str]], tuple[int, int]],
) -> float:
    model = open_model("starter")
    heard = []
    for line in lines:
        chunks = [chunk.samples for chunk in model.speak(Request(text=line.text, voice=line.voice))]
        heard.append(recogniser.transcribe(np.concatenate(chunks), 24_000, language))
        edits, _ = error([line.words], [heard[-1]])
        print(f"{edits:2d}  {line.voice}  {line.text}\n    {heard[-1]}")
    edits, total = error([line.words for line in lines], heard)
    print(f"{edits} of {total}: {edits / total:.1%}")
    return edits / total
