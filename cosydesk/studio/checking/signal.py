"""What the sound of a take shows without its words being known: cut off peaks, silence, noise, an odd length."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cosydesk.markup import Break, Event, Text, parse
from cosydesk.studio.clipping import clipped_samples
from cosydesk.studio.sound import Samples
from cosydesk.studio.speech_frames import FRAME_S, find_speech, frame_levels, runs
from cosydesk.studio.take import TakeRequest

CLIPPED_S = 0.002
"""So much of a take may lie at its limit: single peaks are not heard."""

SILENCE_S = 1.5
TAIL_S = 0.3
_TAIL_AFTER_S = 0.25
"""The last sound fades, and the detector of speech is late or early by a little."""

_TAIL_BELOW_DB = 35.0
_TAIL_LEAST_DB = -60.0
"""Softer than the speech by more, or than this: it isn't heard as noise."""

LONGEST_RATIO, SHORTEST_RATIO = 1.8, 0.5
_LENGTH_SLACK_S = 1.0
"""A short line is far from its estimate by a breath."""


@dataclass(frozen=True)
class Expected:
    """What a take's text asks for beside its words.

    Attributes:
        seconds: how long it should be, exact pauses included; 0 = nobody knows.
        pause_s: its longest exact pause.
        ends_in_sound: its last thing is a laugh or a breath, not a word.
        speed: as it was asked for.
    """

    seconds: float = 0.0
    pause_s: float = 0.0
    ends_in_sound: bool = False
    speed: float = 1.0

    @classmethod
    def of(cls, request: TakeRequest, seconds: float) -> Expected:
        nodes = [
            node for node in parse(request.sent) if not isinstance(node, Text) or node.text.strip(" .。!！")
        ]
        pauses = (node.seconds for node in nodes if isinstance(node, Break))
        return cls(
            seconds, max(pauses, default=0.0), bool(nodes) and isinstance(nodes[-1], Event), request.speed
        )


def signal_faults(
    samples: Samples,
    sample_rate: int,
    expected: Expected,
    spans: tuple[tuple[float, float], ...] | None = None,
) -> tuple[str, ...]:
    """Faults of `FAULTS` that the signal shows, in their order.

    Args:
        samples: the take, float32 mono.
        spans: where a detector found speech, in seconds; without it noise can't be told from speech.
    """
    levels = frame_levels(samples, sample_rate)
    speech = find_speech(levels)
    found = []
    if len(clipped_samples(samples)) > CLIPPED_S * sample_rate:
        found.append("clipped")
    speaking = runs(speech.speaking)
    gaps = speaking[1:, 0] - speaking[:-1, 1]
    allowed = expected.pause_s + SILENCE_S / min(1.0, expected.speed)
    if len(gaps) and gaps.max() * FRAME_S > allowed:
        found.append("silence")
    if spans and not expected.ends_in_sound:
        after = levels[round((spans[-1][1] + _TAIL_AFTER_S) / FRAME_S) :]
        audible = max(speech.level_db - _TAIL_BELOW_DB, _TAIL_LEAST_DB)
        if np.count_nonzero(after > audible) * FRAME_S > TAIL_S:
            found.append("noise_tail")
    if expected.seconds and _far(len(samples) / sample_rate, expected.seconds):
        found.append("length")
    return tuple(found)


def _far(seconds: float, expected: float) -> bool:
    ratio = seconds / expected
    return abs(seconds - expected) > _LENGTH_SLACK_S and not SHORTEST_RATIO < ratio < LONGEST_RATIO
