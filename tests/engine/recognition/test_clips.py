"""A recording in pieces that a recogniser can hear at once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cosydesk.engine.recognition.clips import LONGEST_S, MARGIN_S, clips


def test_short_speech_is_one_clip_with_a_margin() -> None:
    assert clips([(1.0, 2.0), (4.0, 6.0)], 10.0) == [(0.8, 6.2)]
    assert clips([(0.1, 2.0)], 2.1) == [(0.0, 2.1)]


def test_long_speech_is_cut_in_pauses() -> None:
    assert clips([(0.0, 20.0), (20.2, 40.0)], 40.0) == [(0.0, 20.1), (20.1, 40.0)]


def test_without_speech_the_whole_recording_is_cut_blindly() -> None:
    assert clips([], 10.0) == [(0.0, 10.0)]
    assert clips([], 60.0) == [(0.0, 28.0), (28.0, 56.0), (56.0, 60.0)]
    assert clips([], 0.0) == [(0.0, 0.0)]


@given(
    st.lists(st.tuples(st.floats(0.01, 5.0), st.floats(0.1, LONGEST_S)), min_size=1, max_size=20),
    st.floats(0, 5),
)
def test_all_speech_is_in_clips_that_are_apart_and_short(
    steps: list[tuple[float, float]], rest: float
) -> None:
    spans, at = [], 0.0
    for pause, speech in steps:
        spans.append((at + pause, at + pause + speech))
        at += pause + speech
    found = clips(spans, at + rest)
    assert all(end - start <= LONGEST_S + 2 * MARGIN_S + 1e-9 for start, end in found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
    assert all(any(a <= start and end <= b for a, b in found) for start, end in spans)
    assert found[0][0] >= 0
    assert found[-1][1] <= at + rest
