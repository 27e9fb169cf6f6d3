"""How long a line will take to speak, estimated from its letters and corrected by the project's own takes."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from cosydesk.markup import Break, Event, Text, parse
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project
from cosydesk.studio.take import Take, TakeRequest

# Seconds each letter takes at the usual pace, measured over the starter voices' samples.
_LETTERS: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"), 0.22),
    (re.compile(r"[\u3041-\u30ff]"), 0.13),
    (re.compile(r"[\uac00-\ud7af]"), 0.16),
    (re.compile(r"[0-9]"), 0.25),
    (re.compile(r"[^\W\d_\u2e80-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"), 0.07),
)
_PAUSES: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(r"[,，、;；:：—]+(?=\S|\s)"), 0.2),
    (re.compile(r"[.。!！?？…]+(?=\s*\w)"), 0.4),
)
_EDGES_S = 0.3
"""Silence before and behind the words of a take."""

_EVENT_S = 0.5
_PRIOR_S = 10.0
"""How much heard speech outweighs the rule of thumb by half."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A text's size.

    Attributes:
        letters: characters as they are written, tags and the blanks at the ends left out.
        speech_s: seconds of speech, which speed changes; silence_s: exact pauses, which it doesn't.
    """

    letters: int
    speech_s: float
    silence_s: float

    def seconds(self, speed: float, factor: float = 1.0) -> float:
        return self.speech_s * factor / speed + self.silence_s


@lru_cache(maxsize=16_384)
def measure(markup: str) -> Measure:
    """The size of a line's markup."""
    words: list[str] = []
    silence = events = 0.0
    for node in parse(markup):
        match node:
            case Text(text):
                words.append(text)
            case Break(seconds):
                silence += seconds
            case Event():
                events += _EVENT_S
    text = "".join(words).strip()
    speech = sum(len(pattern.findall(text)) * seconds for pattern, seconds in (*_LETTERS, *_PAUSES)) + events
    return Measure(len(text), speech + _EDGES_S if speech else 0.0, silence)


class Pace:
    """Learns from every take how fast each voice speaks; what a voice hasn't said yet is taken from the others."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._seen: set[str] = set()
        self._heard: defaultdict[str, float] = defaultdict(float)
        self._expected: defaultdict[str, float] = defaultdict(float)

    def seconds(self, line: Line) -> float:
        """How long the line will probably take; 0 when there is nothing to say."""
        request = self._project.take_request(line)
        return measure(request.sent).seconds(line.speed, self._factor(line.voice_id))

    def take_seconds(self, take: Take) -> float:
        """How long a take should have been by all others; 0 when there is nothing to say."""
        factor = self._factor(take.request.voice_id, without=take)
        return measure(take.request.sent).seconds(take.request.speed, factor)

    def _factor(self, voice_id: str, without: Take | None = None) -> float:
        self._learn()
        heard, expected = 0.0, 0.0
        if without is not None and without.id in self._seen:
            heard, expected = _noted(without.request, without.length / without.sample_rate)
        everybody = _shrunk(self._heard[""] - heard, self._expected[""] - expected, 1.0)
        return _shrunk(self._heard[voice_id] - heard, self._expected[voice_id] - expected, everybody)

    def _learn(self) -> None:
        takes = self._project.takes
        if len(takes) == len(self._seen):
            return
        for take_id, take in takes.items():
            if take_id not in self._seen:
                self._seen.add(take_id)
                self._note(take.request, take.length / take.sample_rate)
        # What was deleted is still known to have been spoken that fast.
        self._seen &= takes.keys()

    def _note(self, request: TakeRequest, seconds: float) -> None:
        heard, expected = _noted(request, seconds)
        for key in ("", request.voice_id):
            self._heard[key] += heard
            self._expected[key] += expected


def _noted(request: TakeRequest, seconds: float) -> tuple[float, float]:
    """What a take adds to what was heard, and to what was expected: seconds at the usual speed."""
    size = measure(request.sent)
    if not size.speech_s or seconds <= size.silence_s:
        return 0.0, 0.0
    return (seconds - size.silence_s) * request.speed, size.speech_s


def _shrunk(heard: float, expected: float, prior: float) -> float:
    return (heard + _PRIOR_S * prior) / (expected + _PRIOR_S)
