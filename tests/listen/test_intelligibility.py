"""Can the starter voices be understood? The embedded recogniser, which shares nothing with them, writes it down.

Run with ``pytest --listen tests/listen``. The figures are printed with ``-s`` and kept in the README.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from cosydesk.engine import Request, open_model
from cosydesk.engine.questions import Transcribe
from cosydesk.engine.recognition.ear import Ear

sys.path.insert(0, str(Path(__file__).parent))

from scoring import character_error, word_error
from sentences import CHINESE_HELD_OUT, CHINESE_TUNED, ENGLISH_HELD_OUT, ENGLISH_TUNED, Line

pytestmark = [pytest.mark.listen, pytest.mark.slow]


@pytest.fixture(scope="module")
def ear() -> Ear:
    return Ear()


@pytest.mark.parametrize("lines", [ENGLISH_TUNED, ENGLISH_HELD_OUT], ids=["tuned", "held_out"])
def test_english_words_are_understood(lines: Sequence[Line], ear: Ear) -> None:
    assert _rate(lines, "en", ear, word_error) < 0.12


@pytest.mark.parametrize("lines", [CHINESE_TUNED, CHINESE_HELD_OUT], ids=["tuned", "held_out"])
def test_chinese_characters_are_understood(lines: Sequence[Line], ear: Ear) -> None:
    assert _rate(lines, "zh", ear, character_error) < 0.08


def _rate(
    lines: Sequence[Line],
    language: str,
    ear: Ear,
    error: Callable[[Sequence[str], Sequence[str]], tuple[int, int]],
) -> float:
    model = open_model("starter")
    heard = []
    for line in lines:
        chunks = [chunk.samples for chunk in model.speak(Request(text=line.text, voice=line.voice))]
        question = Transcribe(np.concatenate(chunks), 24_000, language, "whisper")
        heard.append(ear.transcribe(question, threading.Event()).text)
        edits, _ = error([line.words], [heard[-1]])
        print(f"{edits:2d}  {line.voice}  {line.text}\n    {heard[-1]}")
    edits, total = error([line.words for line in lines], heard)
    print(f"{edits} of {total}: {edits / total:.1%}")
    return edits / total
