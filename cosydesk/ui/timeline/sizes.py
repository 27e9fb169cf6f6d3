"""The timeline's drawing sizes, in device-independent pixels on the theme's 4 px grid."""

from __future__ import annotations

RULER_HEIGHT = 26
ROW_HEIGHT = 46
"""One track, with the hairline under it."""
CLIP_INSET = 4
"""Between a clip and its row's edges."""
BAR_PITCH = 3
BAR_WIDTH = 2
"""The waveform is thin bars of this width, one every `BAR_PITCH`."""
WAVE_INSET = 4
"""Between a full-scale bar and its clip's edges."""
LEFT_MARGIN = 24
"""Empty space before sample 0, so that the first clip can be grabbed by its edge."""
SNAP = 8
EDGE_GRIP = 5
PLAYHEAD_GRIP = 4
PLAYHEAD_HEAD = 12
WIDE_CLIP = 10
"""Clips narrower than this on average are drawn as density instead of one by one."""
LABEL_CLIP = 18
"""Clips narrower than this carry no number."""
SCROLL_EDGE = 24
"""Dragging this close to a side scrolls."""
NORMAL_PIXELS_PER_SECOND = 48.0
MAX_PIXELS_PER_SECOND = 1000.0
SHORTEST_VIEW_S = 120.0
"""A short project can still be zoomed out to this much time."""
HANDLE_CLIP = 40
"""Clips narrower than this have no handles for fades and gain."""
FADE_GRIP = 7
"""How far around a fade's end, and below a clip's top, its handle is taken."""
GAIN_GRIP = 3
GAP_GRIP = 7
MARKER_LANE = 18
MARKER_GRIP = 7
LOOP_ZONE = 9
"""The upper part of the ruler, where the loop range is drawn and dragged."""
LOOP_GRIP = 6
