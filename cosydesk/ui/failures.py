"""Errors in the words of the window: English as the layers below say it, other languages by message or code."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.engine.errors import EngineError
from cosydesk.studio.errors import StudioError
from cosydesk.ui.noop import QT_TRANSLATE_NOOP as N

_BY_CODE: dict[str, tuple[str, str]] = {
    # the studio's
    "missing": (N("Error", "The file is not there."), N("Error", "It may have been moved or renamed.")),
    "foreign": (N("Error", "This is not a CosyDesk project."), N("Error", "Choose a .cosydesk file.")),
    "newer": (
        N("Error", "The project was made by a newer version."),
        N("Error", "Update CosyDesk to open it."),
    ),
    "damaged": (
        N("Error", "The file is damaged."),
        N("Error", "Open an older copy of it; this file was not altered."),
    ),
    "locked": (
        N("Error", "Another window has this project open."),
        N("Error", "Close it there, or choose another name."),
    ),
    "read_only": (
        N("Error", "This project is open to look at only."),
        N("Error", "Save it under another name to change it."),
    ),
    "write": (
        N("Error", "The file can't be written."),
        N("Error", "Choose another folder, or free some space on the disk."),
    ),
    "audio": (N("Error", "The sound of a take is missing or damaged."), N("Error", "Speak the line again.")),
    "invalid": (N("Error", "That can't be done."), ""),
    # the engine's
    "engine_crashed": (
        N("Error", "The engine stopped unexpectedly."),
        N("Error", "Try again; the engine starts anew by itself."),
    ),
    "engine_killed": (N("Error", "The engine was stopped."), N("Error", "Try again.")),
    "engine_start": (
        N("Error", "The engine can't be started."),
        N("Error", "Details are in the log. Installing CosyDesk again may help."),
    ),
    "nothing_to_say": (N("Error", "There is nothing to speak."), N("Error", "Type some words first.")),
    "nothing_spoken": (
        N("Error", "The model gave no sound for this text."),
        N("Error", "Write it another way."),
    ),
    "voice_unknown": (
        N("Error", "The model doesn't have this voice."),
        N("Error", "Choose another voice."),
    ),
    "mode_unknown": (
        N("Error", "The model can't speak in this mode."),
        N("Error", "Choose a built-in voice."),
    ),
    "speed_range": (N("Error", "The speed is out of range."), N("Error", "Choose 0.5 to 2.")),
    "japanese_missing": (
        N("Error", "The Japanese pronunciation parts are not installed."),
        N("Error", "Choose an English or Chinese voice."),
    ),
    "model_missing": (N("Error", "The model folder is not there."), N("Error", "Use the starter voices.")),
    "model_unknown": (
        N("Error", "This version can't speak with that model."),
        N("Error", "Use the starter voices."),
    ),
    "out_of_memory": (
        N("Error", "The memory was not enough."),
        N("Error", "Close other programs, or speak shorter lines."),
    ),
    "starter_missing": (
        N("Error", "The starter voices are not installed completely."),
        N("Error", "Install CosyDesk again."),
    ),
    "starter_damaged": (N("Error", "The starter voices are damaged."), N("Error", "Install CosyDesk again.")),
    "internal": (
        N("Error", "Something went wrong inside CosyDesk."),
        N("Error", "Details are in the log. Trying again may help."),
    ),
}


def words(error: EngineError | StudioError) -> tuple[str, str]:
    """(message, remedy) to show. English keeps the exact sentence, which may name a file or a number."""
    general, way_out = _BY_CODE.get(error.code, ("", ""))
    translated = _tr(general) if general else ""
    exact = _tr(error.message)
    if exact != error.message:
        message = exact
    elif translated != general:
        message = translated
    else:
        message = error.message
    remedy = _tr(error.remedy) if error.remedy else ""
    if remedy == error.remedy and translated != general:
        remedy = _tr(way_out) if way_out else remedy
    return message, remedy


def _tr(text: str) -> str:
    return QCoreApplication.translate("Error", text)
