"""Which stretch of time the timeline shows, and how samples and pixels map onto each other."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from cosydesk.ui.timeline.sizes import (
    LEFT_MARGIN,
    MAX_PIXELS_PER_SECOND,
    NORMAL_PIXELS_PER_SECOND,
    SHORTEST_VIEW_S,
)

_TAIL = 0.5
"""Part of the view that may lie behind the end of the content."""


@dataclass(frozen=True)
class Viewport:
    """An immutable view; every change makes a new one, kept inside its limits.

    Attributes:
        sample_rate: of the project, Hz.
        width: of the canvas, device-independent px.
        samples_per_pixel: the zoom.
        left: the sample at pixel 0; negative inside the margin before sample 0.
        length: of the content, samples.
    """

    sample_rate: int
    width: int
    samples_per_pixel: float
    left: float
    length: int

    @classmethod
    def normal(cls, sample_rate: int, width: int, length: int) -> Viewport:
        """The start of the project at the everyday zoom."""
        zoom = sample_rate / NORMAL_PIXELS_PER_SECOND
        return cls(sample_rate, max(1, width), zoom, -LEFT_MARGIN * zoom, max(0, length))._kept()

    @property
    def right(self) -> float:
        """The sample at the right edge."""
        return self.left + self.width * self.samples_per_pixel

    @property
    def finest(self) -> float:
        """Samples a pixel at the deepest zoom."""
        return self.sample_rate / MAX_PIXELS_PER_SECOND

    @property
    def coarsest(self) -> float:
        """Samples a pixel when everything is in sight, and some more."""
        shown = max(self.length * 1.2, SHORTEST_VIEW_S * self.sample_rate)
        return max(self.finest, shown / max(1, self.width - LEFT_MARGIN))

    def to_px(self, sample: float) -> float:
        return (sample - self.left) / self.samples_per_pixel

    def to_sample(self, px: float) -> int:
        """The sample at a pixel; never negative."""
        return max(0, round(self.left + px * self.samples_per_pixel))

    def shows(self, sample: float) -> bool:
        return self.left <= sample < self.right

    def zoomed(self, factor: float, at_px: float) -> Viewport:
        """Nearer by `factor` (over 1) or farther; what lies at `at_px` stays there."""
        return self.at_zoom(self.samples_per_pixel / factor, at_px)

    def at_zoom(self, samples_per_pixel: float, at_px: float) -> Viewport:
        zoom = min(max(samples_per_pixel, self.finest), self.coarsest)
        anchor = self.left + at_px * self.samples_per_pixel
        return replace(self, samples_per_pixel=zoom, left=anchor - at_px * zoom)._kept()

    def scrolled(self, px: float) -> Viewport:
        """Moved to the right by `px`."""
        return replace(self, left=self.left + px * self.samples_per_pixel)._kept()

    def starting_at(self, sample: float) -> Viewport:
        return replace(self, left=float(sample))._kept()

    def resized(self, width: int) -> Viewport:
        return replace(self, width=max(1, width))._kept()

    def holding(self, length: int) -> Viewport:
        """The same view over content of another length."""
        return replace(self, length=max(0, length))._kept()

    def fitted(self, start: int, end: int) -> Viewport:
        """All from `start` to `end`, with the margin at both sides."""
        room = max(1, self.width - 2 * LEFT_MARGIN)
        zoom = min(max((end - start) / room, self.finest), self.coarsest)
        return replace(self, samples_per_pixel=zoom, left=start - LEFT_MARGIN * zoom)._kept()

    def paged_to(self, sample: int) -> Viewport:
        """Turned like a page when `sample` is out of sight; else the same view."""
        if self.shows(sample):
            return self
        return self.starting_at(sample - LEFT_MARGIN * self.samples_per_pixel)

    # The slider and the scroll bar speak in fractions and whole pixels.

    @property
    def zoom_fraction(self) -> float:
        """0 at the coarsest zoom, 1 at the finest, even steps looking even."""
        span = math.log(self.coarsest / self.finest)
        return math.log(self.coarsest / self.samples_per_pixel) / span if span > 0 else 1.0

    def at_zoom_fraction(self, fraction: float, at_px: float) -> Viewport:
        span = math.log(self.coarsest / self.finest)
        return self.at_zoom(self.coarsest / math.exp(min(max(fraction, 0.0), 1.0) * span), at_px)

    @property
    def scroll_range(self) -> int:
        """How many pixels the view can be scrolled in all."""
        return max(0, math.ceil((self._last_left - self._first_left) / self.samples_per_pixel))

    @property
    def scroll_value(self) -> int:
        """How many pixels the view is scrolled from its start."""
        return round((self.left - self._first_left) / self.samples_per_pixel)

    def at_scroll_value(self, px: int) -> Viewport:
        return self.starting_at(self._first_left + px * self.samples_per_pixel)

    @property
    def _first_left(self) -> float:
        return -LEFT_MARGIN * self.samples_per_pixel

    @property
    def _last_left(self) -> float:
        shown = self.width * self.samples_per_pixel
        if self.length - self._first_left <= shown * (1 - _TAIL / 2):
            return self._first_left
        return max(self._first_left, self.length - (1 - _TAIL) * shown)

    def _kept(self) -> Viewport:
        zoom = min(max(self.samples_per_pixel, self.finest), self.coarsest)
        kept = self if zoom == self.samples_per_pixel else replace(self, samples_per_pixel=zoom)
        left = min(max(kept.left, kept._first_left), max(kept._first_left, kept._last_left))
        return kept if left == kept.left else replace(kept, left=left)
