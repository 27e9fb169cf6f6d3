"""The one stretch of a recording that suits best for cloning: dense speech, clean, from pause to pause."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cosydesk.studio.prompt_check import Recorded
from cosydesk.studio.speech_frames import FRAME_S, Mask, find_speech, frame_size, runs

SHORTEST_S = 3.0
LONGEST_S = 10.0
_WANTED_S = 8.0
_MARGIN_S = 0.15


@dataclass(frozen=True)
class Stretch:
    """From `start` to `end`, in samples of the recording."""

    start: int
    end: int


def best_stretch(recorded: Recorded, speaking: Mask | None = None) -> Stretch | None:
    """3 to 10 s of it; None where there aren't 3 s, or nobody speaks.

    Speech between pauses counts as one phrase. Every series of whole phrases that fits is rated by how much of it is
    speech, how near it is to 8 s, how far it stands above the noise, and against what is clipped. Somebody who makes
    no pause is cut where the least is said.

    Args:
        speaking: for each frame whether somebody speaks, where that is known better than by the level.
    """
    speech = find_speech(recorded.levels)
    if speaking is not None:
        speech = replace(speech, speaking=speaking)
    if recorded.seconds < SHORTEST_S or not speech.speaking.any():
        return None
    phrases = runs(speech.speaking)
    spoken = np.concatenate([[0], np.cumsum(speech.speaking)])
    power = np.concatenate([[0.0], np.cumsum(10 ** (recorded.levels / 10.0) * speech.speaking)])
    shortest, longest = round(SHORTEST_S / FRAME_S), round(LONGEST_S / FRAME_S)
    starts, ends = _widened(phrases, len(speech.speaking))
    found: tuple[float, int, int] | None = None
    for index, start in enumerate(starts):
        # Ends are sorted: only those within reach are looked at.
        near = ends[np.searchsorted(ends, start + shortest) : np.searchsorted(ends, start + longest, "right")]
        near = near[near >= ends[index]]
        if not len(near):
            continue
        length = near - start
        share = (spoken[near] - spoken[start]) / length
        level = 10 * np.log10((power[near] - power[start]) / np.maximum(1, spoken[near] - spoken[start]))
        clipped = recorded.clipped_before[near] - recorded.clipped_before[start]
        rating = (
            2.0 * share
            - np.abs(length * FRAME_S - _WANTED_S) / _WANTED_S
            + np.minimum(level - speech.noise_db, 40.0) / 40.0
            - np.minimum(1.0, 2000.0 * clipped / (length * frame_size(recorded.sample_rate)))
        )
        best = int(np.argmax(rating))
        if found is None or rating[best] > found[0]:
            found = (float(rating[best]), int(start), int(near[best]))
    if found is None:
        found = (0.0, *_anywhere(recorded, speech.speaking))
    size = frame_size(recorded.sample_rate)
    return Stretch(found[1] * size, min(found[2] * size, len(recorded.samples)))


def _widened(phrases: np.ndarray, frames: int) -> tuple[np.ndarray, np.ndarray]:
    """Where to begin and end around each phrase: a little into the pause, at most to its middle."""
    margin = round(_MARGIN_S / FRAME_S)
    gaps = phrases[1:, 0] - phrases[:-1, 1]
    before = np.concatenate([[phrases[0, 0]], gaps // 2])
    after = np.concatenate([gaps // 2, [frames - phrases[-1, 1]]])
    return phrases[:, 0] - np.minimum(before, margin), phrases[:, 1] + np.minimum(after, margin)


def _anywhere(recorded: Recorded, speaking: np.ndarray) -> tuple[int, int]:
    """Where there are no pauses in reach: the densest 8 s, its ends moved to the softest frames near them."""
    frames = len(speaking)
    length = min(frames, round(_WANTED_S / FRAME_S))
    sums = np.concatenate([[0], np.cumsum(speaking)])
    start = int(np.argmax(sums[length:] - sums[:-length])) if frames > length else 0
    reach = round(0.5 / FRAME_S)

    def softest(at: int) -> int:
        low, high = max(0, at - reach), min(frames, at + reach)
        return low + int(np.argmin(recorded.levels[low:high]))

    end = start + length
    begin = 0 if start == 0 else softest(start)
    stop = frames if end >= frames else softest(end) + 1
    return (begin, stop) if stop - begin >= round(SHORTEST_S / FRAME_S) else (start, end)
