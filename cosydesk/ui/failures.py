"""Errors in the words of the window: English as the layers below say it, other languages by message or code."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.engine.errors import EngineError
from cosydesk.studio.errors import StudioError
from cosydesk.ui.noop import QT_TRANSLATE_NOOP

_BY_CODE: dict[str, tuple[str, str]] = {
    # the studio's
    "missing": (
        QT_TRANSLATE_NOOP("Error", "The file is not there."),
        QT_TRANSLATE_NOOP("Error", "It may have been moved or renamed."),
    ),
    "foreign": (
        QT_TRANSLATE_NOOP("Error", "This is not a CosyDesk project."),
        QT_TRANSLATE_NOOP("Error", "Choose a .cosydesk file."),
    ),
    "newer": (
        QT_TRANSLATE_NOOP("Error", "The project was made by a newer version."),
        QT_TRANSLATE_NOOP("Error", "Update CosyDesk to open it."),
    ),
    "damaged": (
        QT_TRANSLATE_NOOP("Error", "The file is damaged."),
        QT_TRANSLATE_NOOP("Error", "Open an older copy of it; this file was not altered."),
    ),
    "locked": (
        QT_TRANSLATE_NOOP("Error", "Another window has this project open."),
        QT_TRANSLATE_NOOP("Error", "Close it there, or choose another name."),
    ),
    "read_only": (
        QT_TRANSLATE_NOOP("Error", "This project is open to look at only."),
        QT_TRANSLATE_NOOP("Error", "Save it under another name to change it."),
    ),
    "write": (
        QT_TRANSLATE_NOOP("Error", "The file can't be written."),
        QT_TRANSLATE_NOOP("Error", "Choose another folder, or free some space on the disk."),
    ),
    "audio": (
        QT_TRANSLATE_NOOP("Error", "The sound of a take is missing or damaged."),
        QT_TRANSLATE_NOOP("Error", "Speak the line again."),
    ),
    "invalid": (QT_TRANSLATE_NOOP("Error", "That can't be done."), ""),
    # the engine's
    "engine_crashed": (
        QT_TRANSLATE_NOOP("Error", "The engine stopped unexpectedly."),
        QT_TRANSLATE_NOOP("Error", "Try again; the engine starts anew by itself."),
    ),
    "engine_killed": (
        QT_TRANSLATE_NOOP("Error", "The engine was stopped."),
        QT_TRANSLATE_NOOP("Error", "Try again."),
    ),
    "engine_start": (
        QT_TRANSLATE_NOOP("Error", "The engine can't be started."),
        QT_TRANSLATE_NOOP("Error", "Details are in the log. Installing CosyDesk again may help."),
    ),
    "nothing_to_say": (
        QT_TRANSLATE_NOOP("Error", "There is nothing to speak."),
        QT_TRANSLATE_NOOP("Error", "Type some words first."),
    ),
    "nothing_spoken": (
        QT_TRANSLATE_NOOP("Error", "The model gave no sound for this text."),
        QT_TRANSLATE_NOOP("Error", "Write it another way."),
    ),
    "voice_unknown": (
        QT_TRANSLATE_NOOP("Error", "The model doesn't have this voice."),
        QT_TRANSLATE_NOOP("Error", "Choose another voice."),
    ),
    "mode_unknown": (
        QT_TRANSLATE_NOOP("Error", "The model can't speak in this mode."),
        QT_TRANSLATE_NOOP("Error", "Choose a built-in voice."),
    ),
    "speed_range": (
        QT_TRANSLATE_NOOP("Error", "The speed is out of range."),
        QT_TRANSLATE_NOOP("Error", "Choose 0.5 to 2."),
    ),
    "japanese_missing": (
        QT_TRANSLATE_NOOP("Error", "The Japanese pronunciation parts are not installed."),
        QT_TRANSLATE_NOOP("Error", "Choose an English or Chinese voice."),
    ),
    "model_missing": (
        QT_TRANSLATE_NOOP("Error", "The model folder is not there."),
        QT_TRANSLATE_NOOP("Error", "Use the starter voices."),
    ),
    "model_unknown": (
        QT_TRANSLATE_NOOP("Error", "This version can't speak with that model."),
        QT_TRANSLATE_NOOP("Error", "Use the starter voices."),
    ),
    "out_of_memory": (
        QT_TRANSLATE_NOOP("Error", "The memory was not enough."),
        QT_TRANSLATE_NOOP("Error", "Close other programs, or speak shorter lines."),
    ),
    "starter_missing": (
        QT_TRANSLATE_NOOP("Error", "The starter voices are not installed completely."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again."),
    ),
    "starter_damaged": (
        QT_TRANSLATE_NOOP("Error", "The starter voices are damaged."),
        QT_TRANSLATE_NOOP("Error", "Install CosyDesk again."),
    ),
    "starter_text": (
        QT_TRANSLATE_NOOP("Error", "The starter voices can't read this sentence."),
        QT_TRANSLATE_NOOP("Error", "Write it in other words, or leave out unusual characters."),
    ),
    "starter_run": (
        QT_TRANSLATE_NOOP("Error", "The starter voices could not speak this sentence."),
        QT_TRANSLATE_NOOP("Error", "Close other programs to free memory, then try again."),
    ),
    "internal": (
        QT_TRANSLATE_NOOP("Error", "Something went wrong inside CosyDesk."),
        QT_TRANSLATE_NOOP("Error", "Details are in the log. Trying again may help."),
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
