from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cosydesk.ui.timeline.clip_hit import Part, hit
from cosydesk.ui.timeline.clip_table import ClipColumns, ClipEntry, ClipTable, TrackRow
from cosydesk.ui.timeline.sizes import ROW_HEIGHT
from cosydesk.ui.timeline.viewport import Viewport


def entry(clip_id: str, start: int, length: int) -> ClipEntry:
    return ClipEntry(clip_id, f"line-{clip_id}", f"take-{clip_id}", "1", 0, 0, start, length)


def row(*entries: ClipEntry) -> TrackRow:
    return TrackRow("track", "Ann", None, 0, ClipColumns(entries))


spans = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 200)), max_size=30)


@given(spans, st.integers(-50, 800), st.integers(1, 300))
def test_bisection_finds_what_a_search_finds(placed: list[tuple[int, int]], first: int, width: int) -> None:
    clips = ClipColumns(entry(str(n), start, length) for n, (start, length) in enumerate(placed))
    touching = {e.clip_id for e in clips.entries if e.start < first + width and e.end > first}
    assert touching <= {e.clip_id for e in clips.entries[clips.within(first, first + width)]}
    for sample in (first, first + width):
        under = [e for e in clips.entries if e.start <= sample < e.end]
        index = clips.at(sample)
        assert (clips.entries[index] if index is not None else None) == (under[-1] if under else None)


def test_a_long_clip_under_short_ones_is_not_forgotten() -> None:
    clips = ClipColumns((entry("long", 0, 10_000), entry("a", 100, 50), entry("b", 300, 50)))
    assert clips.entries[clips.at(5_000) or 0].clip_id == "long"
    assert clips.reach.tolist() == [10_000] * 3
    assert clips.reacher.tolist() == [0] * 3


def test_moving_between_rows_leaves_the_others_alone() -> None:
    table = ClipTable((row(entry("a", 0, 100), entry("b", 200, 100)), row(entry("c", 0, 100))))
    moved = table.with_entries({"a": (1, entry("a", 500, 100)), "gone": (0, entry("gone", 0, 1))})
    assert [e.clip_id for e in moved.rows[0].clips.entries] == ["b"]
    assert [(e.clip_id, e.start) for e in moved.rows[1].clips.entries] == [("c", 0), ("a", 500)]
    assert table.rows[0].clips.index("a") == 0, "the table itself stays as it was"


def test_edges_leave_the_dragged_clip_out() -> None:
    table = ClipTable((row(entry("a", 50, 100), entry("b", 200, 100)), row(entry("c", 200, 33))))
    assert table.edges().tolist() == [0, 50, 150, 200, 233, 300]
    assert table.edges(without=["a"]).tolist() == [0, 200, 233, 300]


def test_hits_body_edges_and_gaps() -> None:
    table = ClipTable((row(entry("a", 0, 24_000)),))
    view = Viewport.normal(24_000, 1272, 240_000)
    middle = ROW_HEIGHT / 2
    left, right = view.to_px(0), view.to_px(24_000)
    assert hit(table, view, left + 1, middle).part is Part.START_EDGE
    assert hit(table, view, right - 1, middle).part is Part.END_EDGE
    assert hit(table, view, (left + right) / 2, middle).part is Part.BODY
    assert hit(table, view, right + 1, middle).part is Part.GAP
    assert hit(table, view, left + 10, 1).part is Part.GAP, "above the clip, inside the row"
    below = hit(table, view, left + 10, ROW_HEIGHT + 5)
    assert (below.part, below.row) == (Part.NOTHING, None)
    scrolled = hit(table, view, left + 10, middle - 20, scroll=20)
    assert scrolled.part is Part.BODY
    assert isinstance(scrolled.sample, int)
    assert np.isclose(scrolled.sample, 10 * view.samples_per_pixel)
