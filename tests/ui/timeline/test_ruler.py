from __future__ import annotations

import itertools

import pytest

from cosydesk.ui.timeline.ruler import RulerUnit, moment, ticks
from cosydesk.ui.timeline.viewport import Viewport

HOUR = 3600 * 24_000


def at(pixels_per_second: float, start_s: float = 0.0) -> Viewport:
    view = Viewport.normal(24_000, 1272, 20 * HOUR)
    return view.at_zoom(24_000 / pixels_per_second, 0).starting_at(start_s * 24_000)


@pytest.mark.parametrize("unit", list(RulerUnit))
@pytest.mark.parametrize("zoom", [1000, 700, 250, 97, 48, 10, 3.3, 1, 0.1, 0.02])
def test_labels_have_room_and_stand_where_they_say(zoom: float, unit: RulerUnit) -> None:
    view = at(zoom, 100)
    marks = ticks(view, unit)
    labelled = [mark for mark in marks if mark.label]
    assert 2 <= len(labelled) <= 16
    for left, right in itertools.pairwise(labelled):
        assert right.px - left.px >= 90
    for mark in labelled:
        sample = round(view.left + mark.px * view.samples_per_pixel)
        assert moment(sample, 24_000, unit).startswith(mark.label)
    assert labelled[0].px <= 0 or labelled[0].px - (labelled[1].px - labelled[0].px) < 0


def test_everyday_zoom_counts_two_seconds() -> None:
    labels = [mark.label for mark in ticks(at(48)) if mark.label]
    assert labels[:3] == ["00:00:00", "00:00:02", "00:00:04"]


def test_deep_zoom_writes_frames_after_the_dot() -> None:
    labels = [mark.label for mark in ticks(at(1000)) if mark.label]
    assert labels[:3] == ["00:00:00.00", "00:00:00.05", "00:00:00.10"]


def test_frames_are_counted_at_25_a_second() -> None:
    labels = [mark.label for mark in ticks(at(48), RulerUnit.FRAMES) if mark.label]
    assert labels[:3] == ["0", "50", "100"]
    assert moment(83 * 24_000 + 960 * 4, 24_000) == "00:01:23.04"


def test_no_mark_before_zero() -> None:
    view = Viewport.normal(24_000, 1272, HOUR)
    assert min(mark.px for mark in ticks(view)) == pytest.approx(view.to_px(0))
