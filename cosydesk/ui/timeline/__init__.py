"""The timeline: tracks, clips with their waveforms, ruler and playhead."""

from __future__ import annotations

from cosydesk.ui.timeline.timeline_view import TimelineView

__all__ = ["TimelineView"]
