"""What the editor's steps are called in the history; source texts of the translation context "Edit"."""

from __future__ import annotations

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

SPLIT = QT_TRANSLATE_NOOP("Edit", "Split line")
JOIN = QT_TRANSLATE_NOOP("Edit", "Join lines")
EDIT = QT_TRANSLATE_NOOP("Edit", "Edit lines")
PASTE = QT_TRANSLATE_NOOP("Edit", "Paste")
CUT = QT_TRANSLATE_NOOP("Edit", "Cut")
DROP = QT_TRANSLATE_NOOP("Edit", "Drop text")
STRONG = QT_TRANSLATE_NOOP("Edit", "Strong")
LAUGHTER = QT_TRANSLATE_NOOP("Edit", "Smile")
EVENT = QT_TRANSLATE_NOOP("Edit", "Insert sound")
BREAK = QT_TRANSLATE_NOOP("Edit", "Insert pause")
BREAK_LENGTH = QT_TRANSLATE_NOOP("Edit", "Change pause")
TAG = QT_TRANSLATE_NOOP("Edit", "Turn into tag")
SOURCE = QT_TRANSLATE_NOOP("Edit", "Edit source")
