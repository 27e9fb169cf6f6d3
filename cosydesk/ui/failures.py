"""Errors in the words of the window: English as the layers below say it, other languages by sentence or code."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.engine.errors import EngineError
from cosydesk.studio.errors import StudioError
from cosydesk.ui import phrases
from cosydesk.ui.failure_texts import BY_CODE, SENTENCES
from cosydesk.ui.model_file_failure_texts import OF_MODEL_FILES
from cosydesk.ui.words import Words
from cosydesk.weights.errors import WeightsError

Known = EngineError | StudioError | WeightsError


def words(error: Known) -> tuple[Words, Words]:
    """(message, remedy) to show. English keeps the exact sentence, which may name a file or a number."""
    return Words(lambda: _told(error)[0]), Words(lambda: _told(error)[1])


def _told(error: Known) -> tuple[str, str]:
    table = OF_MODEL_FILES if isinstance(error, WeightsError) else BY_CODE
    general, way_out = table.get(error.code, ("", ""))
    translated = _tr(general) if general else ""
    exact = _exact(error.message)
    if exact != error.message:
        message = exact
    elif translated != general:
        message = translated
    else:
        message = error.message
    remedy = _exact(error.remedy) if error.remedy else ""
    if remedy == error.remedy and translated != general:
        remedy = _tr(way_out) if way_out else remedy
    return message, remedy


def _exact(text: str) -> str:
    """The sentence itself in the window's language; as it is when we don't know it."""
    known = _tr(text)
    return known if known != text else phrases.filled("Error", SENTENCES, text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Error", text)
