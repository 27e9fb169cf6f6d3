"""Where the speech of a take begins and ends."""

from __future__ import annotations

from cosydesk.studio.sound import Samples
from cosydesk.studio.speech_frames import find_speech, frame_levels, frame_size, runs


def speech_span(samples: Samples, sample_rate: int) -> tuple[int, int] | None:
    """First sample of the speech and the one after its last, to 10 ms; all of it where nothing stands out as speech,
    None where there is no sound at all.

    Args:
        samples: float32 mono. sample_rate: Hz.
    """
    if not len(samples):
        return None
    levels = frame_levels(samples, sample_rate)
    spoken = runs(find_speech(levels).speaking)
    if not len(spoken):
        return 0, len(samples)
    size = frame_size(sample_rate)
    first, last = int(spoken[0, 0]), int(spoken[-1, 1])
    # What is left over behind the last whole frame belongs to it.
    return first * size, len(samples) if last == len(levels) else last * size
