"""Clips and their handles in words, for tooltips and screen readers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.markup import Text, parse
from cosydesk.ui.timeline.clip_hit import Hit, Part
from cosydesk.ui.timeline.clip_table import ClipEntry
from cosydesk.ui.timeline.geometry import decibels
from cosydesk.ui.timeline.shape_drags import gain_words
from cosydesk.ui.timeline.state import TimelineState

_LONGEST = 80


def clip_words(state: TimelineState, entry: ClipEntry) -> str:
    """A clip: its line, speaker, place and length, what a hand changed, and what it says."""
    translate = QCoreApplication.translate
    rate = state.sample_rate
    take = state.document.project.takes.get(entry.take_id)
    line = state.document.line(entry.line_id or "")
    parts = [
        translate("Canvas", "Line {0}").format(entry.label) if entry.label else translate("Canvas", "Clip")
    ]
    voice_id = line.voice_id if line is not None else take.request.voice_id if take is not None else ""
    parts.append(state.document.voices.name(voice_id) if voice_id else "")
    parts.append(state.moment(entry.start))
    parts.append(translate("Canvas", "{0} s").format(f"{entry.length / rate:.2f}"))
    if abs(decibels(entry.gain)) >= 0.05:
        parts.append(gain_words(decibels(entry.gain)))
    if entry.tempo != 1.0:
        parts.append(translate("Canvas", "tempo {0}×").format(f"{entry.tempo:.2f}"))
    for length, words in (
        (entry.fade_in, translate("Canvas", "fade in {0} s")),
        (entry.fade_out, translate("Canvas", "fade out {0} s")),
    ):
        if length:
            parts.append(words.format(f"{length / rate:.2f}"))
    if entry.line_id is None:
        parts.append(translate("Canvas", "copy, keeps its take"))
    elif entry.pinned:
        parts.append(translate("Canvas", "placed by hand"))
    described = " · ".join(part for part in parts if part)
    text = line.text if line is not None else take.request.text if take is not None else ""
    words = "".join(node.text for node in parse(text) if isinstance(node, Text)).strip()
    if words:
        described += "\n" + (words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…")
    return described


def part_words(state: TimelineState, found: Hit) -> str:
    """What a handle does; "" where there is none."""
    if found.entry is None or state.document.project.read_only:
        return ""
    translate = QCoreApplication.translate
    rate = state.sample_rate
    match found.part:
        case Part.START_EDGE | Part.END_EDGE:
            return translate("Canvas", "Drag to trim")
        case Part.FADE_IN:
            words = translate("Canvas", "Fade in {0} s, equal power. Drag to change, double-click to remove")
            return words.format(f"{found.entry.fade_in / rate:.2f}")
        case Part.FADE_OUT:
            words = translate("Canvas", "Fade out {0} s, equal power. Drag to change, double-click to remove")
            return words.format(f"{found.entry.fade_out / rate:.2f}")
        case Part.GAIN:
            words = translate("Canvas", "Gain {0}. Drag to change, double-click for 0 dB")
            return words.format(gain_words(decibels(found.entry.gain)))
        case Part.GAP_END:
            words = translate(
                "Canvas", "Gap after the line {0} s. Drag to change, double-click for the project's"
            )
            return words.format(f"{max(0, found.entry.gap) / rate:.2f}")
    return ""
