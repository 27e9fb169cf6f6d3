"""Where the parts of a clip lie on the canvas."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF

from cosydesk.studio.arrange import HIGHEST_DB, LOWEST_DB
from cosydesk.ui.timeline.clip_table import ClipEntry
from cosydesk.ui.timeline.sizes import CLIP_INSET, ROW_HEIGHT
from cosydesk.ui.timeline.viewport import Viewport

CLIP_HEIGHT = ROW_HEIGHT - 1 - 2 * CLIP_INSET
_GAIN_INSET = 6
"""Between the line of the highest and lowest gain and the clip's edges."""


def clip_rect(view: Viewport, row_scroll: int, entry: ClipEntry, row: int, ratio: float = 1.0) -> QRectF:
    """Where a clip is drawn, in px of the canvas; on the same device pixels as the raster draws it."""
    zoom = view.samples_per_pixel / ratio
    origin = round(view.left / zoom)
    left, right = round(entry.start / zoom) - origin, round(entry.end / zoom) - origin
    top = row * ROW_HEIGHT - row_scroll + CLIP_INSET
    return QRectF(left / ratio, top, max(3.0, (right - left) / ratio), CLIP_HEIGHT)


def decibels(gain: float) -> float:
    """A factor in dB."""
    return 20.0 * math.log10(gain) if gain > 0 else LOWEST_DB


def gain_y(gain_db: float) -> float:
    """How far below a clip's top its gain line lies, px."""
    part = (HIGHEST_DB - min(max(gain_db, LOWEST_DB), HIGHEST_DB)) / (HIGHEST_DB - LOWEST_DB)
    return _GAIN_INSET + part * (CLIP_HEIGHT - 2 * _GAIN_INSET)


def gain_at(y: float) -> float:
    """The gain whose line lies `y` px below a clip's top, dB."""
    part = (y - _GAIN_INSET) / (CLIP_HEIGHT - 2 * _GAIN_INSET)
    return HIGHEST_DB - min(max(part, 0.0), 1.0) * (HIGHEST_DB - LOWEST_DB)
