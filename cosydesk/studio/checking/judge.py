"""The verdict on a take: how far it is from its line, what is wrong with it, and whether that is too much."""

from __future__ import annotations

from cosydesk.studio.checking.along import unlikely_words
from cosydesk.studio.checking.leak import leaked_prompt
from cosydesk.studio.checking.reading import Hearing, read_back, unit_of
from cosydesk.studio.checking.signal import Expected, signal_faults
from cosydesk.studio.language import language_of
from cosydesk.studio.sound import Samples
from cosydesk.studio.take import TakeRequest
from cosydesk.studio.take_check import FAULTS, TakeCheck

MISSING_LETTERS = {"word": 3, "character": 1}
EXTRA_LETTERS = {"word": 4, "character": 2}
"""From so many letters at one place on, words are missing or too many; a recogniser that errs replaces words, and
drops or adds their ends. Set by the tuned half of ``tests/listen/measure_checks.py``."""


def check_take(
    request: TakeRequest,
    samples: Samples,
    sample_rate: int,
    hearing: Hearing,
    *,
    language: str = "",
    expected_s: float = 0.0,
    limit: float = 0.2,
) -> TakeCheck:
    """Judge a take.

    Args:
        request: what was asked for.
        samples: what came, float32 mono.
        hearing: what a recogniser and a detector of speech found, as far as there are any.
        language: primary code of what is spoken; empty = as the letters tell.
        expected_s: how long it should be; 0 = nobody knows.
        limit: the error rate above which it fails; any fault fails it too.
    """
    language = language or language_of(request.sent)
    unit = unit_of(language)
    faults = set(signal_faults(samples, sample_rate, Expected.of(request, expected_s), hearing.spans))
    rate = None
    if hearing.text is not None:
        reading = read_back(request, hearing.text, language)
        rate = reading.error_rate
        if leaked_prompt(hearing.text, reading.text, (request.transcript, request.instruct), language):
            faults.add("leaked_prompt")
        elif reading.extra >= EXTRA_LETTERS[unit]:
            faults.add("extra_words")
        if reading.missing >= MISSING_LETTERS[unit]:
            faults.add("missing_words")
        if unlikely_words(hearing.along, reading, unit):
            faults.add("unlikely_words")
    return TakeCheck(
        error_rate=rate,
        unit=unit,
        heard=hearing.text or "",
        faults=tuple(fault for fault in FAULTS if fault in faults),
        recogniser=hearing.recogniser if hearing.text is not None else "",
        failed=bool(faults) or (rate is not None and rate > limit),
    )
