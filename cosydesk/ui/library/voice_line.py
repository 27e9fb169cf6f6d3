"""What stands below a voice's name."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.studio.library import STARTER, Voice
from cosydesk.ui.library.languages import language_name
from cosydesk.ui.noop import QT_TRANSLATE_NOOP

_STARTER = QT_TRANSLATE_NOOP("VoiceLine", "starter")
_BUILT_IN = QT_TRANSLATE_NOOP("VoiceLine", "built-in")


def voice_line(voice: Voice) -> str:
    """Language and kind; of a voice of one's own the length of its recording and its tags."""
    language = language_name(voice.language) if voice.language else ""
    if voice.mine:
        parts = [language, f"{voice.seconds:.1f} s", ", ".join(voice.tags)]
    else:
        kind = _STARTER if voice.model_id == STARTER else _BUILT_IN
        parts = [language, QCoreApplication.translate("VoiceLine", kind)]
    return " · ".join(filter(None, parts))
