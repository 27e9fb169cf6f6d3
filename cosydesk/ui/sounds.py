"""The sounds that a person can put into a line: in which order they are offered, and the action of each."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.ui.actions import SPECS, ActionId

A = ActionId
COMMON: dict[str, ActionId] = {"laughter": A.LAUGH, "breath": A.BREATH}
"""Those that stand by themselves in menus and on the toolbar, by the name of the event in `cosydesk.markup`."""

OTHERS: dict[str, ActionId] = {
    "sigh": A.SIGH,
    "cough": A.COUGH,
    "quick_breath": A.QUICK_BREATH,
    "mn": A.MM,
    "accent": A.ACCENT,
    "clucking": A.CLUCKING,
    "lipsmack": A.LIP_SMACK,
    "hissing": A.HISSING,
    "noise": A.NOISE,
    "vocalized-noise": A.VOICED_NOISE,
}
"""Those that stand in a menu of their own, the most wanted first."""

SOUNDS = COMMON | OTHERS


def sound_name(event: str) -> str:
    """What a sound is called in menus and on buttons."""
    return QCoreApplication.translate("Action", SPECS[SOUNDS[event]].text)


def sound_icon(event: str) -> str:
    """Its icon, a name in ``resources/icons``."""
    return SPECS[SOUNDS[event]].icon
