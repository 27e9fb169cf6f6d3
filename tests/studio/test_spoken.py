"""Where a recording has speech, and what follows from it for its ends and its checks."""

from __future__ import annotations

import numpy as np
import pytest

from cosydesk.studio.best_stretch import best_stretch
from cosydesk.studio.prompt_check import Check, Finding, Recorded, Severity, judge
from cosydesk.studio.prompt_words import judge_words
from cosydesk.studio.speech_check import Heard, judge_heard, judge_spoken
from cosydesk.studio.spoken import Spoken, is_cut, reach
from tests.support.speech_like import speech_like

RATE = 24_000


def spoken(*spans: tuple[float, float], score: float = 0.95, seconds: float = 20.0) -> Spoken:
    return Spoken.of_seconds(spans, score, RATE, (0, round(seconds * RATE)))


def samples(*seconds: float) -> tuple[int, ...]:
    return tuple(round(one * RATE) for one in seconds)


def silence_of(findings: tuple[Finding, ...]) -> Finding:
    return next(one for one in findings if one.check is Check.SILENCE)


def test_seconds_count_from_where_was_looked() -> None:
    found = Spoken.of_seconds([(0.5, 1.0), (2.0, 9.0)], 0.9, RATE, samples(10.0, 15.0))
    assert found.spans == (samples(10.5, 11.0), samples(12.0, 15.0))
    assert found.covers(*samples(10.0, 15.0))
    assert not found.covers(*samples(9.9, 12.0))


def test_trimming_keeps_a_little_around_the_speech_and_never_widens() -> None:
    found = spoken((1.0, 3.0), (4.0, 6.0))
    assert found.trimmed(*samples(0.0, 10.0), RATE) == samples(0.92, 6.2)
    assert found.trimmed(*samples(0.95, 6.1), RATE) == samples(0.95, 6.1)
    assert found.trimmed(*samples(3.2, 5.0), RATE) == samples(3.92, 5.0)
    assert found.trimmed(*samples(7.0, 9.0), RATE) is None


def test_other_words_are_told_from_another_end_in_a_pause() -> None:
    found = spoken((1.0, 3.0), (4.0, 6.0))
    assert found.differs(samples(0.5, 6.5), samples(0.9, 7.0)) == 0
    assert found.differs(samples(0.5, 6.5), samples(0.5, 3.5)) == samples(2.0)[0]
    assert found.differs(samples(0.5, 3.5), samples(3.5, 6.5)) == samples(4.0)[0]


def test_of_a_long_recording_only_what_lies_around_is_looked_at() -> None:
    assert reach(*samples(30.0, 40.0), samples(100.0)[0], RATE) == samples(0.0, 100.0)
    assert reach(*samples(30.0, 40.0), samples(500.0)[0], RATE) == samples(10.0, 60.0)
    assert reach(*samples(490.0, 500.0), samples(500.0)[0], RATE) == samples(470.0, 500.0)


def test_the_level_finds_the_phrases_of_clean_speech() -> None:
    recorded = Recorded.of(speech_like(10.0), RATE)
    found = Spoken.by_level(recorded)
    assert found.score is None
    assert found.samples(0, 10 * RATE) == pytest.approx(recorded.spoken_s(0, 10 * RATE) * RATE)
    assert Spoken.by_level(Recorded.of(np.zeros(RATE, np.float32), RATE)).spans == ()


@pytest.mark.parametrize(
    ("spans", "score", "code", "figure"),
    [
        ([(0.1, 4.0), (4.4, 9.9)], 0.95, "speech_ok", 9.4),
        ([], 0.0, "speech_none", 0.0),
        ([(2.0, 2.8)], 0.9, "speech_little", 0.8),
        ([(0.5, 3.0)], 0.9, "silence_much", 0.75),
        ([(0.1, 4.0), (6.0, 9.9)], 0.9, "silence_long", 2.0),
        ([(0.1, 9.9)], 0.6, "speech_unclear", 0.6),
    ],
)
def test_where_speech_is_says_the_detector(
    spans: list[tuple[float, float]], score: float, code: str, figure: float
) -> None:
    recorded = Recorded.of(speech_like(10.0), RATE)
    findings = judge_spoken(recorded, spoken(*spans, score=score, seconds=10.0), 0, 10 * RATE)
    found = silence_of(findings)
    assert (found.code, found.figure) == (code, pytest.approx(figure))
    assert found.severity is (Severity.OK if code == "speech_ok" else Severity.WARNING)
    by_level = judge(recorded)
    assert [one for one in findings if one is not found] == [
        one for one in by_level if one.check is not Check.SILENCE
    ]


def test_until_the_detector_has_looked_the_level_says_it() -> None:
    recorded = Recorded.of(speech_like(10.0), RATE)
    assert judge_spoken(recorded, Spoken.by_level(recorded), 0, 5 * RATE) == judge(recorded, 0, 5 * RATE)
    elsewhere = Spoken.of_seconds([], 0.0, RATE, (0, RATE))
    assert judge_spoken(recorded, elsewhere, 0, 5 * RATE) == judge(recorded, 0, 5 * RATE)


def test_silence_stays_a_problem_of_the_level() -> None:
    recorded = Recorded.of(np.zeros(5 * RATE, np.float32), RATE)
    assert silence_of(judge_spoken(recorded, spoken(seconds=5.0), 0, 5 * RATE)).code == "silence_all"


def test_ends_that_go_through_a_word_are_named() -> None:
    tone = (0.3 * np.sin(2 * np.pi * 220 * np.arange(6 * RATE) / RATE)).astype(np.float32)
    tone[: RATE // 2] = tone[-RATE // 2 :] = 0
    tone[3 * RATE : round(3.1 * RATE)] *= 1e-3  # between two words of one span
    recorded = Recorded.of(tone, RATE)
    found = spoken((0.5, 5.5), seconds=6.0)
    assert is_cut(recorded, found, 2 * RATE)
    assert not is_cut(recorded, found, samples(3.05)[0])
    assert not is_cut(recorded, found, samples(0.52)[0])
    codes = {
        (0.4, 5.6): None,
        (1.0, 5.6): "ends_start",
        (0.4, 5.0): "ends_end",
        (1.0, 5.0): "ends_both",
        (0.4, 3.05): None,
    }
    for stretch, code in codes.items():
        findings = judge_spoken(recorded, found, *samples(*stretch))
        assert next((one.code for one in findings if one.check is Check.ENDS), None) == code


def test_the_best_stretch_follows_the_detector() -> None:
    recorded = Recorded.of(speech_like(20.0), RATE)
    found = spoken((12.0, 17.0))
    best = best_stretch(recorded, found.frames(recorded))
    assert best is not None
    assert best.start == pytest.approx(samples(11.85)[0], abs=500)
    assert best.end == pytest.approx(samples(17.15)[0], abs=500)


def test_who_listened_knows_better_than_the_count_of_syllables() -> None:
    words = judge_words("Yes.", 6.0)
    assert words.code == "words_few"
    assert judge_heard(words, None) is words
    assert judge_heard(words, Heard.FITS).code == "words_fit"
    other = judge_heard(judge_words("Nothing of that was said here.", 3.0), Heard.OTHER)
    assert (other.code, other.severity) == ("words_other", Severity.WARNING)
    assert judge_heard(judge_words("", 3.0), Heard.OTHER).code == "words_none"
