"""The doctor's texts in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def translated(text: str) -> str:
    """A text of `cosydesk.doctor.words` or `cosydesk.doctor.problem_words`."""
    return QCoreApplication.translate("Doctor", text)
