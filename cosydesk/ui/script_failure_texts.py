"""What can go wrong with scripts and subtitles, in words that can be translated; `failures` shows them."""

from __future__ import annotations

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

SCRIPTS_BY_CODE: dict[str, tuple[str, str]] = {
    "script_unreadable": (
        QT_TRANSLATE_NOOP("Error", "The script can't be read."),
        QT_TRANSLATE_NOOP("Error", "Save it as text or as subtitles and import that."),
    ),
    "script_too_big": (
        QT_TRANSLATE_NOOP("Error", "The script is too big."),
        QT_TRANSLATE_NOOP("Error", "Split it into several files and import them one by one."),
    ),
}

SCRIPT_SENTENCES = (
    QT_TRANSLATE_NOOP("Error", "{0} is not there."),
    QT_TRANSLATE_NOOP("Error", "{0} is bigger than {1} MB."),
    QT_TRANSLATE_NOOP("Error", "The file has more than {0} lines to speak."),
    QT_TRANSLATE_NOOP("Error", "The file holds no text."),
    QT_TRANSLATE_NOOP("Error", "The file is an old Word document."),
    QT_TRANSLATE_NOOP("Error", "The file is a rich text document."),
    QT_TRANSLATE_NOOP("Error", "The file is a PDF."),
    QT_TRANSLATE_NOOP("Error", "The file is no Word document."),
    QT_TRANSLATE_NOOP("Error", "The Word document is damaged."),
    QT_TRANSLATE_NOOP("Error", "The Word document is damaged, or it has a password."),
    QT_TRANSLATE_NOOP("Error", "The Word document is too big."),
    QT_TRANSLATE_NOOP("Error", "The Markdown of the file can't be read."),
    QT_TRANSLATE_NOOP("Error", "Save it as .docx or as plain text, and import that."),
)
"""Exact sentences of the importing layer; {0}, {1} … stand for what it names."""
