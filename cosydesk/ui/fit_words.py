"""How a line lies in its slot, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.studio.fit import QUIET_TEMPO, FitState

_SEEN_S = 0.005
"""What would be written as 0.00 isn't written."""


def done_words(state: FitState) -> list[str]:
    """What was done to make it fit."""
    translate = QCoreApplication.translate
    said = []
    if state.trimmed_s >= _SEEN_S:
        said.append(translate("Fit", "trimmed {0} s").format(f"{state.trimmed_s:.2f}"))
    if state.borrowed_s >= _SEEN_S:
        said.append(translate("Fit", "borrowed {0} s").format(f"{state.borrowed_s:.2f}"))
    if state.tempo != 1.0:
        said.append(f"{state.tempo:.2f}×")
    return said


def verdict(state: FitState) -> tuple[str, str]:
    """(kind of the label, words): what matters most about it."""
    translate = QCoreApplication.translate
    if state.overflow_s > 0:
        return "error", translate("Fit", "Too long by {0} s").format(f"{max(0.01, state.overflow_s):.2f}")
    if state.late_s > 0 and not state.on_time:
        return "warn", translate("Fit", "Begins {0} s late").format(f"{state.late_s:.2f}")
    if not state.on_time:
        return "warn", translate("Fit", "Begins {0} s early").format(f"{-state.late_s:.2f}")
    if state.tempo > QUIET_TEMPO:
        return "warn", translate("Fit", "Fits, but is played noticeably faster")
    return "muted", translate("Fit", "Fits its slot")


def badge(state: FitState) -> tuple[str, str]:
    """(colour token, words) for the clip; without words where there is nothing to say."""
    if state.overflow_s > 0:
        return "error", f"+{max(0.1, state.overflow_s):.1f} s"
    if state.tempo > QUIET_TEMPO:
        return "warn", f"{state.tempo:.2f}×"
    if not state.on_time:
        sign = "+" if state.late_s > 0 else "−"
        return "warn", f"{sign}{max(0.1, abs(state.late_s)):.1f} s"
    return ("muted", f"{state.tempo:.2f}×") if state.tempo != 1.0 else ("", "")
