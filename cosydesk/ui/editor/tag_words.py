"""What tags are called and how they are shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from cosydesk.markup import Break, Event, Unknown
from cosydesk.ui.sounds import sound_icon
from cosydesk.ui.widgets.basics import repolish


def word(node: Event | Break | Unknown) -> str:
    """What a chip says, in the interface's language; an unknown tag as it was written."""
    match node:
        case Event(name):
            return _event_word(name)
        case Break(seconds):
            return QCoreApplication.translate("Tag", "{seconds} s").format(seconds=f"{seconds:g}")
        case Unknown(raw):
            return raw


def icon_name(node: Event | Break | Unknown) -> str:
    """The icon of a chip, a name in ``resources/icons``."""
    match node:
        case Event(name):
            return sound_icon(name)
        case Break():
            return "pause"
        case Unknown():
            return "circle-alert"


def tag_key(node: Event | Break | Unknown) -> str | None:
    """The tag as `Capabilities.tags` writes it. None: every model can (pauses) or none (unknown tags)."""
    return f"[{node.name}]" if isinstance(node, Event) else None


def left_out(node: Event | Break | Unknown, tags: frozenset[str] | None) -> bool:
    """Whether a voice that renders `tags` (None: not known) leaves the chip out."""
    if isinstance(node, Unknown):
        return True
    key = tag_key(node)
    return tags is not None and key is not None and key not in tags


def mark_left_out(button: QWidget, left_out: bool) -> None:
    """Draw a button as one whose tag the voice leaves out."""
    if bool(button.property("leftOut")) != left_out:
        button.setProperty("leftOut", left_out)
        repolish(button)


def _event_word(name: str) -> str:
    match name:
        case "laughter":
            return QCoreApplication.translate("Tag", "laugh")
        case "breath":
            return QCoreApplication.translate("Tag", "breath")
        case "quick_breath":
            return QCoreApplication.translate("Tag", "quick breath")
        case "sigh":
            return QCoreApplication.translate("Tag", "sigh")
        case "cough":
            return QCoreApplication.translate("Tag", "cough")
        case "noise":
            return QCoreApplication.translate("Tag", "noise")
        case "accent":
            return QCoreApplication.translate("Tag", "accent")
        case "clucking":
            return QCoreApplication.translate("Tag", "tongue click")
        case "hissing":
            return QCoreApplication.translate("Tag", "hiss")
        case "vocalized-noise":
            return QCoreApplication.translate("Tag", "noise of the voice")
        case "lipsmack":
            return QCoreApplication.translate("Tag", "lip smack")
        case "mn":
            return QCoreApplication.translate("Tag", "mm")
    return name
