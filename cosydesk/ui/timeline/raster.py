"""Clips and waveforms drawn by numpy into one pixel buffer, column by column and without a loop over clips.

Of every pixel column it is looked up, by bisection, which clip lies on top there and how loud it is at that place.
So a frame costs what the window's size costs, whether the project has ten clips or ten thousand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cosydesk.ui.timeline.clip_table import ClipColumns, ClipTable, TrackRow
from cosydesk.ui.timeline.colours import EDGE, FILLS, OVERLAP, SHADES, Pixels, TimelineColours
from cosydesk.ui.timeline.overview import TrackOverview
from cosydesk.ui.timeline.peak_bank import PeakBank
from cosydesk.ui.timeline.sizes import (
    BAR_PITCH,
    BAR_WIDTH,
    CLIP_INSET,
    ROW_HEIGHT,
    WAVE_INSET,
    WIDE_CLIP,
)
from cosydesk.ui.timeline.viewport import Viewport

Columns = npt.NDArray[np.int64]

QUIET = 0.3
"""Half height in px of a bar where there is silence: a faint dot that shows the clip goes on."""


@dataclass(frozen=True)
class Grid:
    """Sizes in device pixels for one device pixel ratio."""

    ratio: float
    radius: int

    def px(self, size: float) -> int:
        """A size in whole device pixels, at least one."""
        return max(1, round(size * self.ratio))

    def row_top(self, number: int, scroll: int) -> int:
        return round((number * ROW_HEIGHT - scroll) * self.ratio)


class Raster:
    """Draws rows of clips. Keeps the tracks' overviews between frames.

    Attributes:
        bank: peaks of all takes.
    """

    def __init__(self, bank: PeakBank) -> None:
        self.bank = bank
        self._overviews: dict[int, tuple[ClipColumns, int, TrackOverview]] = {}

    def paint(
        self,
        out: Pixels,
        table: ClipTable,
        view: Viewport,
        colours: TimelineColours,
        grid: Grid,
        scroll: int = 0,
    ) -> None:
        """Fill `out`, uint32 [height, width] in device pixels, with the rows from `scroll` px down."""
        out[:] = colours.ground
        line = grid.px(1)
        corners = colours.corners(grid.px(grid.radius), line)
        for number, row in enumerate(table.rows):
            top, bottom = grid.row_top(number, scroll), grid.row_top(number + 1, scroll)
            if bottom <= 0 or top >= len(out):
                continue
            if bottom <= len(out):
                out[max(0, bottom - line) : bottom] = colours.hairline
            clip_top = top + grid.px(CLIP_INSET)
            clip_bottom = bottom - line - grid.px(CLIP_INSET)
            band = self._band(number, row, clip_bottom - clip_top, out.shape[1], view, colours, grid, corners)
            if band is not None:
                low, high = max(0, clip_top), min(len(out), clip_bottom)
                if low < high:
                    out[low:high] = band[low - clip_top : high - clip_top]

    def is_wide(self, clips: ClipColumns, view: Viewport) -> bool:
        """Whether the clips in sight are too narrow to be drawn one by one."""
        seen = clips.within(view.left, view.right)
        count = seen.stop - seen.start
        if not count:
            return False
        mean = float((clips.ends[seen] - clips.starts[seen]).mean())
        return mean / view.samples_per_pixel < WIDE_CLIP

    def _band(
        self,
        number: int,
        row: TrackRow,
        height: int,
        width: int,
        view: Viewport,
        colours: TimelineColours,
        grid: Grid,
        corners: Pixels,
    ) -> Pixels | None:
        """One row's clips, uint32 [height, width]; None where nothing is in sight."""
        clips = row.clips
        seen = clips.within(view.left, view.right)
        if seen.start == seen.stop:
            return None
        if self.is_wide(clips, view):
            base, half = self._from_afar(number, row, height, width, view, colours, grid)
            return _shaded(base, half, height, colours)
        return self._one_by_one(row, seen, height, width, view, colours, grid, corners)

    def _one_by_one(
        self,
        row: TrackRow,
        seen: slice,
        height: int,
        width: int,
        view: Viewport,
        colours: TimelineColours,
        grid: Grid,
        corners: Pixels,
    ) -> Pixels:
        clips, dim, line = row.clips, not row.audible, grid.px(1)
        zoom = view.samples_per_pixel / grid.ratio
        origin = round(view.left / zoom)
        # Whole columns, so that panning never makes edges or bars shimmer.
        x0 = np.rint(clips.starts[seen] / zoom).astype(np.int64) - origin
        x1 = np.maximum(np.rint(clips.ends[seen] / zoom).astype(np.int64) - origin, x0 + 1)
        top, covered, doubled = _topmost(x0, x1, width)
        owner = seen.start + top
        speaker = clips.speakers[owner]
        base = np.where(covered, colours.base(FILLS - 1, speaker, dim), np.int32(0))
        within = np.arange(width) - x0[top]
        pitch, thick = grid.px(BAR_PITCH), grid.px(BAR_WIDTH)
        on_bar = (
            covered & ((within - line) % pitch < thick) & (within >= line) & (within < (x1 - x0)[top] - line)
        )
        first = ((within - line) // pitch * pitch * zoom).astype(np.int64) + clips.offsets[owner]
        loud = self.bank.loudest(clips.slots[owner], first, pitch * zoom) * clips.gains[owner] / 255.0
        if clips.has_fades:
            loud *= _fade_factor(within * zoom, clips, owner)
        half = np.where(on_bar, _half_height(loud, height, grid), 0.0)
        band = _shaded(base, half, height, colours)
        if doubled.any():
            _hatch(band, doubled, half, colours.base(OVERLAP, speaker, dim), colours, grid)
        edge = colours.table[colours.base(EDGE, speaker, dim)]
        band[:line, covered] = edge[covered]
        band[-line:, covered] = edge[covered]
        _mark_edges(band, x0, x1, line, colours.table[colours.base(EDGE, clips.speakers[seen], dim)])
        alone = covered & ~doubled
        _round(band, x0, x1, alone, top, corners[colours.hue(clips.speakers[seen]), int(dim)])
        return band

    def _from_afar(
        self,
        number: int,
        row: TrackRow,
        height: int,
        width: int,
        view: Viewport,
        colours: TimelineColours,
        grid: Grid,
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float64]]:
        overview = self._overview(number, row.clips)
        zoom = view.samples_per_pixel / grid.ratio
        origin = round(view.left / zoom)
        columns = np.arange(width) + origin
        part = overview.coverage(np.arange(origin, origin + width + 1, dtype=np.float64) * zoom)
        fill = np.ceil(np.clip(part, 0, 1) * (FILLS - 1)).astype(np.int64)
        owner = np.clip(np.searchsorted(row.clips.starts, columns * zoom + zoom, "left") - 1, 0, None)
        pitch, thick = grid.px(BAR_PITCH), grid.px(BAR_WIDTH)
        loud = overview.loudest((columns // pitch * pitch * zoom).astype(np.int64), pitch * zoom) / 255.0
        on_bar = (columns % pitch < thick) & (fill > 0)
        half = np.where(on_bar, _half_height(loud, height, grid), 0.0)
        return colours.base(fill, row.clips.speakers[owner], not row.audible), half

    def _overview(self, number: int, clips: ClipColumns) -> TrackOverview:
        kept = self._overviews.get(number)
        if kept is None or kept[0] is not clips or kept[1] != self.bank.version:
            kept = self._overviews[number] = (clips, self.bank.version, TrackOverview(clips, self.bank))
        return kept[2]


def _fade_factor(
    inside: npt.NDArray[np.floating], clips: ClipColumns, owner: Columns
) -> npt.NDArray[np.float64]:
    """What the fades leave of each column, `inside` samples [width] behind its clip's beginning."""
    lengths = clips.ends[owner] - clips.starts[owner]
    fade_in, fade_out = clips.fades[owner, 0], clips.fades[owner, 1]
    rising = np.clip(inside / np.maximum(fade_in, 1), 0, 1)
    falling = np.clip((lengths - inside) / np.maximum(fade_out, 1), 0, 1)
    factor: npt.NDArray[np.float64] = np.sin(np.where(fade_in > 0, rising, 1.0) * (np.pi / 2)) * np.sin(
        np.where(fade_out > 0, falling, 1.0) * (np.pi / 2)
    )
    return factor


def _half_height(loud: npt.NDArray[np.floating], height: int, grid: Grid) -> npt.NDArray[np.float64]:
    """Half a bar's height in px for loudness 0..1; a little lifted, so that quiet speech is seen."""
    most = height / 2 - grid.px(WAVE_INSET)
    lifted: npt.NDArray[np.float64] = np.minimum(loud, 1.0) ** 0.8 * most
    return np.maximum(lifted, QUIET * grid.ratio)


def _topmost(
    x0: Columns, x1: Columns, width: int
) -> tuple[Columns, npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """For each column: the clip on top, whether there is one, whether there is more than one."""
    columns = np.arange(width)
    last = np.clip(np.searchsorted(x0, columns, "right") - 1, 0, None)
    begun = columns >= x0[last]
    reach = np.maximum.accumulate(x1)
    is_new = np.concatenate(([True], x1[1:] > reach[:-1]))
    reacher = np.maximum.accumulate(np.where(is_new, np.arange(len(x1)), 0))
    on_last = begun & (columns < x1[last])
    top = np.where(on_last, last, reacher[last])
    covered = begun & (columns < reach[last])
    before = np.clip(last - 1, 0, None)
    doubled = on_last & (last > 0) & (columns < reach[before])
    return top, covered, doubled


def _shaded(
    base: npt.NDArray[np.int32], half: npt.NDArray[np.float64], height: int, colours: TimelineColours
) -> Pixels:
    """Bars of half height `half` [width] around the middle, with soft ends, over their ground `base` [width]."""
    made: Pixels = colours.table[_shades(half, height) + base]
    return made


def _shades(half: npt.NDArray[np.float64], height: int) -> npt.NDArray[np.int32]:
    """How much of each pixel its column's bar covers, in table steps, int32 [height, width]."""
    upper = (height + 1) // 2
    away = np.abs(np.arange(upper) + 0.5 - height / 2).astype(np.float32)
    reach = (half + 0.5).astype(np.float32)
    reach[half <= 0] = 0
    steps = np.clip(reach[None, :] - away[:, None], 0, 1)
    steps *= SHADES - 1
    top = steps.astype(np.int32)
    return np.concatenate((top, top[: height // 2][::-1]))


def _mark_edges(band: Pixels, x0: Columns, x1: Columns, line: int, edge: Pixels) -> None:
    """Outline the sides of every clip, also where another one lies over it."""
    for step in range(line):
        for columns in (x1 - 1 - step, x0 + step):
            seen = (columns >= 0) & (columns < band.shape[1])
            band[:, columns[seen]] = edge[seen]


def _hatch(
    band: Pixels,
    doubled: npt.NDArray[np.bool_],
    half: npt.NDArray[np.float64],
    base: npt.NDArray[np.int32],
    colours: TimelineColours,
    grid: Grid,
) -> None:
    """Stripe the columns where clips lie over each other."""
    columns = np.flatnonzero(doubled)
    stripe = grid.px(5)
    rows = np.arange(len(band))
    striped = (columns[None, :] + rows[:, None]) % (2 * stripe) < stripe
    over = colours.table[_shades(half[columns], len(band)) + base[columns]]
    band[:, columns] = np.where(striped, over, band[:, columns])


def _round(
    band: Pixels,
    x0: Columns,
    x1: Columns,
    alone: npt.NDArray[np.bool_],
    top: Columns,
    corners: Pixels,
) -> None:
    """Round the corners of clips that are wide enough, where no other clip lies.

    Args:
        alone: [width] whether exactly one clip lies there; top: [width] which.
        corners: uint32 [clips, r, r], each clip's top left corner.
    """
    radius = corners.shape[-1]
    height, width = band.shape
    if height < 2 * radius:
        return
    roomy = x1 - x0 >= 2 * radius + 2
    number = np.arange(len(x0))
    for outermost, columns, turned in (
        (x0, x0, corners),
        (x1 - 1, x1 - radius, corners[:, :, ::-1]),
    ):
        shown = roomy & (columns >= 0) & (columns + radius <= width)
        at = np.clip(outermost, 0, width - 1)
        shown &= alone[at] & (top[at] == number)
        if shown.any():
            into = columns[shown, None] + np.arange(radius)
            pieces = turned[shown].transpose(1, 0, 2)
            band[:radius, into] = pieces
            band[height - radius :, into] = pieces[::-1]
