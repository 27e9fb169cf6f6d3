"""What a detector of speech, and one who listened, add to the checks of a recording. No Qt."""

from __future__ import annotations

from enum import StrEnum

from cosydesk.studio.prompt_check import (
    SHORTEST_S,
    SILENT_WARNING,
    Check,
    Finding,
    Recorded,
    Severity,
    judge,
)
from cosydesk.studio.spoken import Spoken, is_cut

_LONG_PAUSE_S = 1.0
_CLEAR = 0.75


def judge_spoken(recorded: Recorded, spoken: Spoken, start: int, end: int) -> tuple[Finding, ...]:
    """As `judge`, but where speech is says the detector, not the level; and ends that go through a word are named.

    Figures: `Check.SILENCE` seconds of speech, share of silence, or seconds of the longest pause; `Check.ENDS` none.
    """
    by_level = judge(recorded, start, end)
    if spoken.score is None or not spoken.covers(start, end):
        return by_level
    found = [_silence(spoken, start, end, recorded.sample_rate, spoken.score)]
    if (ends := _ends(recorded, spoken, start, end)) is not None:
        found.append(ends)
    # Where there is no level at all, that is what matters.
    silent = any(one.check is Check.LEVEL and one.severity is Severity.PROBLEM for one in by_level)
    if silent:
        return by_level
    place = next(index for index, one in enumerate(by_level) if one.check is Check.SILENCE)
    return (*by_level[:place], *found, *by_level[place + 1 :])


class Heard(StrEnum):
    """How a transcript goes with what somebody heard; the finding's code."""

    FITS = "words_fit"
    NEARLY = "words_near"
    OTHER = "words_other"


def judge_heard(words: Finding, heard: Heard | None) -> Finding:
    """What `judge_words` found, or what somebody who listened knows better.

    Args:
        heard: None = nobody knows.
    """
    if heard is None or words.code == "words_none":
        return words
    severity = Severity.WARNING if heard is Heard.OTHER else Severity.OK
    return Finding(Check.WORDS, severity, heard.value, words.figure)


def _silence(spoken: Spoken, start: int, end: int, rate: int, score: float) -> Finding:
    seconds = spoken.samples(start, end) / rate
    share = 1.0 - seconds * rate / max(1, end - start)
    pause = spoken.longest_gap_s(start, end, rate)
    if not seconds:
        return Finding(Check.SILENCE, Severity.WARNING, "speech_none", 0.0)
    if seconds < SHORTEST_S:
        return Finding(Check.SILENCE, Severity.WARNING, "speech_little", seconds)
    if share > SILENT_WARNING:
        return Finding(Check.SILENCE, Severity.WARNING, "silence_much", share)
    if pause > _LONG_PAUSE_S:
        return Finding(Check.SILENCE, Severity.WARNING, "silence_long", pause)
    if score < _CLEAR:
        return Finding(Check.SILENCE, Severity.WARNING, "speech_unclear", score)
    return Finding(Check.SILENCE, Severity.OK, "speech_ok", seconds)


def _ends(recorded: Recorded, spoken: Spoken, start: int, end: int) -> Finding | None:
    first, last = is_cut(recorded, spoken, start), is_cut(recorded, spoken, end)
    if not first and not last:
        return None
    code = "ends_both" if first and last else "ends_start" if first else "ends_end"
    return Finding(Check.ENDS, Severity.WARNING, code, 0.0)
