"""The timeline's colours as pixel values, blended once per theme so that drawing only looks them up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QColor

from cosydesk.ui.theme import Theme

Pixels = npt.NDArray[np.uint32]
"""0xffRRGGBB, as in QImage.Format_RGB32."""

SHADES = 17
"""Steps from the ground to the waveform's colour: a bar's soft ends."""
FILLS = 9
"""Steps from no clip to a whole one: how much of a column clips cover."""
EDGE = FILLS
OVERLAP = FILLS + 1
KINDS = FILLS + 2


@dataclass(frozen=True)
class Tint:
    """How strongly a speaker's colour shows on the ground, 0..1."""

    fill: float
    edge: float
    dim: float


_LIGHT_TINT = Tint(fill=0.14, edge=0.55, dim=0.35)
_DARK_TINT = Tint(fill=0.26, edge=0.62, dim=0.35)


class TimelineColours:
    """Look-up tables made from the theme's palette.

    Attributes:
        ground, hairline: pixel values of the empty canvas and of the lines between rows.
        table: uint32 [KINDS * speakers * 2 * SHADES], see `base`.
        speakers: how many colours there are, the neutral one (the last) included.
        corner: uint32 [speakers, 2, r, r], the top left corner of a clip; see `corners`.
    """

    def __init__(self, theme: Theme) -> None:
        palette = theme.palette
        tint = _DARK_TINT if theme.is_dark else _LIGHT_TINT
        self._ground = _rgb(palette.bg)
        self.ground = _pixel(self._ground)
        self.hairline = _pixel(_rgb(palette.line))
        hues = [_rgb(hue) for hue in (*palette.speakers, palette.muted)]
        self.speakers = len(hues)
        error = _rgb(palette.error)
        table = np.zeros((KINDS, self.speakers, 2, SHADES), np.uint32)
        self._fill = np.zeros((self.speakers, 2, 3))
        self._edge = np.zeros((self.speakers, 2, 3))
        self._ink = np.zeros((self.speakers, 2, 3))
        for speaker, hue in enumerate(hues):
            for dim in (0, 1):
                ink = _mix(self._ground, hue, tint.dim if dim else 1.0)
                fill = _mix(self._ground, ink, tint.fill)
                edge = _mix(self._ground, ink, tint.edge)
                for step in range(FILLS):
                    table[step, speaker, dim] = _ramp(_mix(self._ground, fill, step / (FILLS - 1)), ink)
                table[EDGE, speaker, dim] = _pixel(edge)
                table[OVERLAP, speaker, dim] = _ramp(_mix(fill, error, 0.2 if dim else 0.5), ink)
                self._fill[speaker, dim], self._edge[speaker, dim], self._ink[speaker, dim] = fill, edge, ink
        self.table: Pixels = table.reshape(-1)

    def hue(self, speaker: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Which colours speakers have; a negative one is neutral, the others wrap over the hues."""
        return np.where(speaker < 0, self.speakers - 1, speaker % (self.speakers - 1))

    def base(
        self, kind: int | npt.NDArray[np.int64], speaker: npt.NDArray[np.int64], dim: bool
    ) -> npt.NDArray[np.int32]:
        """Index in `table` of shade 0 of a kind (how much is covered, `EDGE`, `OVERLAP`). Index 0 is bare ground."""
        at = ((kind * self.speakers + self.hue(speaker)) * 2 + int(dim)) * SHADES
        made: npt.NDArray[np.int32] = at.astype(np.int32)
        return made

    def corners(self, radius: int, line: int) -> Pixels:
        """The top left corner of a clip with a rounded outline of `line` px, uint32 [speakers, 2, r, r]."""
        far = radius - (np.arange(radius) + 0.5)
        distance = np.hypot(far[:, None], far[None, :])
        outer = np.clip(radius - distance + 0.5, 0, 1)[None, None, :, :, None]
        inner = np.clip(radius - line - distance + 0.5, 0, 1)[None, None, :, :, None]
        fill, edge = self._fill[:, :, None, None, :], self._edge[:, :, None, None, :]
        mixed = self._ground * (1 - outer) + edge * (outer - inner) + fill * inner
        return _pixels(mixed)

    def ink(self, speaker: int, *, dim: bool = False) -> QColor:
        """The waveform's and label's colour."""
        return _colour(self._ink[self._row(speaker), int(dim)])

    def fill(self, speaker: int, *, dim: bool = False) -> QColor:
        return _colour(self._fill[self._row(speaker), int(dim)])

    def edge(self, speaker: int, *, dim: bool = False) -> QColor:
        return _colour(self._edge[self._row(speaker), int(dim)])

    def _row(self, speaker: int) -> int:
        return self.speakers - 1 if speaker < 0 else speaker % (self.speakers - 1)


Rgb = npt.NDArray[np.float64]


def _rgb(name: str) -> Rgb:
    colour = QColor(name)
    return np.array((colour.red(), colour.green(), colour.blue()), np.float64)


def _mix(ground: Rgb, over: Rgb, amount: float) -> Rgb:
    return ground + (over - ground) * amount


def _ramp(ground: Rgb, ink: Rgb) -> Pixels:
    steps = np.linspace(0.0, 1.0, SHADES)[:, None]
    return _pixels(ground + (ink - ground) * steps)


def _pixels(rgb: npt.NDArray[np.float64]) -> Pixels:
    whole = np.rint(rgb).astype(np.uint32)
    joined = (whole[..., 0] << 16) | (whole[..., 1] << 8) | whole[..., 2] | 0xFF000000
    return np.asarray(joined, np.uint32)


def _pixel(rgb: Rgb) -> np.uint32:
    return np.uint32(_pixels(rgb))


def _colour(rgb: Rgb) -> QColor:
    red, green, blue = (round(value) for value in rgb)
    return QColor(red, green, blue)
