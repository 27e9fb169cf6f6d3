from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from cosydesk.ui.theme import Theme
from cosydesk.ui.timeline.clip_table import ClipColumns, ClipEntry, ClipTable, TrackRow
from cosydesk.ui.timeline.colours import TimelineColours
from cosydesk.ui.timeline.peak_bank import BASE_BIN, PeakBank, TakePeaks, pyramid
from cosydesk.ui.timeline.raster import Grid, Raster
from cosydesk.ui.timeline.sizes import BAR_PITCH, BAR_WIDTH, CLIP_INSET, ROW_HEIGHT
from cosydesk.ui.timeline.viewport import Viewport

RATE = 24_000
WIDTH = 800
Pixels = npt.NDArray[np.uint32]


@pytest.fixture
def colours(theme: Theme) -> TimelineColours:
    return TimelineColours(theme)


@pytest.fixture
def bank() -> PeakBank:
    """Take "burst": 2 s, loud from 0.5 to 1.5 s."""
    bank = PeakBank()
    base = np.zeros(2 * RATE // BASE_BIN, np.uint8)
    base[len(base) // 4 : 3 * len(base) // 4] = 230
    bank.fill(bank.slot("burst"), TakePeaks(pyramid(base)))
    return bank


def clip(
    name: str, start_s: float, length_s: float = 2.0, speaker: int = 0, offset_s: float = 0
) -> ClipEntry:
    start, length, offset = (round(value * RATE) for value in (start_s, length_s, offset_s))
    return ClipEntry(name, None, "burst", name, speaker, 0, start, length, offset)


def row(*clips: ClipEntry, audible: bool = True) -> TrackRow:
    return TrackRow("track", "Ann", None, 0, ClipColumns(clips), audible=audible)


def drawn(
    bank: PeakBank,
    colours: TimelineColours,
    rows: tuple[TrackRow, ...],
    view: Viewport,
    *,
    ratio: float = 1.0,
    scroll: int = 0,
    height: int = 2 * ROW_HEIGHT,
) -> Pixels:
    out = np.zeros((round(height * ratio), round(view.width * ratio)), np.uint32)
    Raster(bank).paint(out, ClipTable(rows), view, colours, Grid(ratio, 4), scroll)
    return out


def bar_heights(
    out: Pixels, colours: TimelineColours, speaker: int = 0, ratio: float = 1.0
) -> npt.NDArray[np.intp]:
    """In each column of the first row, how many pixels have the waveform's full colour."""
    ink = np.uint32(colours.ink(speaker).rgba())
    heights: npt.NDArray[np.intp] = (out[: round(ROW_HEIGHT * ratio)] == ink).sum(axis=0)
    return heights


VIEW = Viewport.normal(RATE, WIDTH, 60 * RATE)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
@pytest.mark.parametrize("start_s", [0.0, 1.237])
def test_waveform_stands_where_it_is_loud(
    bank: PeakBank, colours: TimelineColours, ratio: float, start_s: float
) -> None:
    heights = bar_heights(
        drawn(bank, colours, (row(clip("a", start_s)),), VIEW, ratio=ratio), colours, ratio=ratio
    )
    at = np.array([VIEW.to_px((start_s + part) * RATE) for part in (0.05, 0.42, 0.58, 1.42, 1.62, 1.95)])
    silent_1, silent_2, loud_1, loud_2, silent_3, silent_4 = (at * ratio).astype(int)
    loud = heights[loud_1:loud_2]
    assert loud.max() > 20 * ratio
    grid = Grid(ratio, 4)
    assert (loud > 20 * ratio).mean() == pytest.approx(grid.px(BAR_WIDTH) / grid.px(BAR_PITCH), abs=0.12)
    assert heights[silent_1:silent_2].max() == 0
    assert heights[silent_3:silent_4].max() == 0
    assert heights[: int(VIEW.to_px(start_s * RATE) * ratio) - 1].max(initial=0) == 0


def test_bars_do_not_shimmer_while_panning(bank: PeakBank, colours: TimelineColours) -> None:
    rows = (row(clip("a", 3.1), clip("b", 6.77)),)
    view = VIEW.starting_at(RATE)
    still = drawn(bank, colours, rows, view)
    for px in (1, 7, 40):
        panned = drawn(bank, colours, rows, view.scrolled(px))
        assert np.array_equal(panned[:, : WIDTH - 60], still[:, px : WIDTH - 60 + px])


def test_offset_and_gain_show(bank: PeakBank, colours: TimelineColours) -> None:
    cut = bar_heights(drawn(bank, colours, (row(clip("a", 0, 1.5, offset_s=0.5)),), VIEW), colours)
    begin = int(VIEW.to_px(0))
    assert cut[begin + 3 : begin + 20].max() > 20, "what was cut off isn't drawn"
    quiet = replace(row(), clips=ClipColumns([clip("a", 0)._replace(gain=0.25)]))
    assert 0 < bar_heights(drawn(bank, colours, (quiet,), VIEW), colours).max() < 16


def test_overlaps_are_hatched_and_both_edges_seen(bank: PeakBank, colours: TimelineColours) -> None:
    one = drawn(bank, colours, (row(clip("a", 0)),), VIEW)
    both = drawn(bank, colours, (row(clip("a", 0), clip("b", 1.8, speaker=1)),), VIEW)
    left, right = int(VIEW.to_px(1.8 * RATE)), int(VIEW.to_px(2.0 * RATE))
    hatched = np.unique(both[CLIP_INSET + 8 : ROW_HEIGHT - CLIP_INSET - 8, left + 2 : right - 2])
    alone = np.unique(both[CLIP_INSET + 8 : ROW_HEIGHT - CLIP_INSET - 8, right + 2 : right + 9])
    assert len(hatched) > len(alone)
    middle = ROW_HEIGHT // 3
    edge_a = np.uint32(colours.edge(0).rgba())
    assert edge_a in both[middle, right - 2 : right + 1], "the end of the clip below"
    assert np.array_equal(one[:, : left - 2], both[:, : left - 2])


def test_muted_rows_are_dimmed(bank: PeakBank, colours: TimelineColours) -> None:
    loud = drawn(bank, colours, (row(clip("a", 0)),), VIEW)
    muted = drawn(bank, colours, (row(clip("a", 0), audible=False),), VIEW)
    assert bar_heights(loud, colours).max() > 20
    assert bar_heights(muted, colours).max() == 0
    assert (muted == np.uint32(colours.ink(0, dim=True).rgba())).any()


def test_corners_are_round(bank: PeakBank, colours: TimelineColours) -> None:
    out = drawn(bank, colours, (row(clip("a", 0)),), VIEW)
    x, y = round(VIEW.to_px(0)), CLIP_INSET
    assert out[y, x] == colours.ground
    assert out[y + 10, x] == np.uint32(colours.edge(0).rgba())


@pytest.mark.parametrize("scroll", [0, 1, 20, ROW_HEIGHT - 1, ROW_HEIGHT + 7])
def test_scrolling_down_moves_rows_up(bank: PeakBank, colours: TimelineColours, scroll: int) -> None:
    rows = (row(clip("a", 0)), row(clip("b", 3, speaker=1)), row(clip("c", 1, speaker=2)))
    whole = drawn(bank, colours, rows, VIEW, height=4 * ROW_HEIGHT)
    part = drawn(bank, colours, rows, VIEW, scroll=scroll, height=2 * ROW_HEIGHT)
    assert np.array_equal(part, whole[scroll : scroll + 2 * ROW_HEIGHT])


def test_from_afar_a_crowd_is_density(bank: PeakBank, colours: TimelineColours) -> None:
    crowd = tuple(clip(str(n), n * 3.0) for n in range(1000))
    view = Viewport.normal(RATE, WIDTH, 3000 * RATE).fitted(0, 3000 * RATE)
    raster = Raster(bank)
    assert raster.is_wide(ClipColumns(crowd), view)
    out = drawn(bank, colours, (row(*crowd),), view)
    begin, end = int(view.to_px(0)) + 2, int(view.to_px(3000 * RATE)) - 4
    assert (bar_heights(out, colours)[begin:end] > 15).mean() == pytest.approx(2 / 3, abs=0.1)
    assert (out[:ROW_HEIGHT, end + 10 :][: ROW_HEIGHT - 1] == colours.ground).all()
    fewer = drawn(bank, colours, (row(*crowd[:500]),), view)
    assert np.array_equal(fewer[:, : WIDTH // 2 - 40], out[:, : WIDTH // 2 - 40])


def test_empty_rows_are_ground_and_a_hairline(bank: PeakBank, colours: TimelineColours) -> None:
    out = drawn(bank, colours, (row(),), VIEW, height=ROW_HEIGHT)
    assert (out[:-1] == colours.ground).all()
    assert (out[-1] == colours.hairline).all()
