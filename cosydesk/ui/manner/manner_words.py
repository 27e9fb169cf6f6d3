"""What the presets of manners are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.studio.manner import Preset
from cosydesk.ui.noop import QT_TRANSLATE_NOOP

_NAMES = {
    "happy": QT_TRANSLATE_NOOP("Manner", "Happy"),
    "sad": QT_TRANSLATE_NOOP("Manner", "Sad"),
    "angry": QT_TRANSLATE_NOOP("Manner", "Angry"),
    "calm": QT_TRANSLATE_NOOP("Manner", "Calm"),
    "fearful": QT_TRANSLATE_NOOP("Manner", "Frightened"),
    "loud": QT_TRANSLATE_NOOP("Manner", "Very loud"),
    "soft": QT_TRANSLATE_NOOP("Manner", "Softly"),
    "fast": QT_TRANSLATE_NOOP("Manner", "Very fast"),
    "slow": QT_TRANSLATE_NOOP("Manner", "Very slow"),
    "narrator": QT_TRANSLATE_NOOP("Manner", "Narrator"),
    "presenter": QT_TRANSLATE_NOOP("Manner", "News presenter"),
    "storyteller": QT_TRANSLATE_NOOP("Manner", "Storyteller for children"),
    "mysterious": QT_TRANSLATE_NOOP("Manner", "Mysterious stranger"),
    "hero": QT_TRANSLATE_NOOP("Manner", "Hero"),
    "robot": QT_TRANSLATE_NOOP("Manner", "Robot"),
    "piglet": QT_TRANSLATE_NOOP("Manner", "Cartoon piglet"),
    "yue": QT_TRANSLATE_NOOP("Manner", "Cantonese"),
    "northeast": QT_TRANSLATE_NOOP("Manner", "Northeastern"),
    "gansu": QT_TRANSLATE_NOOP("Manner", "Gansu"),
    "guizhou": QT_TRANSLATE_NOOP("Manner", "Guizhou"),
    "henan": QT_TRANSLATE_NOOP("Manner", "Henan"),
    "hubei": QT_TRANSLATE_NOOP("Manner", "Hubei"),
    "hunan": QT_TRANSLATE_NOOP("Manner", "Hunan"),
    "jiangxi": QT_TRANSLATE_NOOP("Manner", "Jiangxi"),
    "minnan": QT_TRANSLATE_NOOP("Manner", "Hokkien"),
    "ningxia": QT_TRANSLATE_NOOP("Manner", "Ningxia"),
    "shanxi": QT_TRANSLATE_NOOP("Manner", "Shanxi"),
    "shaanxi": QT_TRANSLATE_NOOP("Manner", "Shaanxi"),
    "shandong": QT_TRANSLATE_NOOP("Manner", "Shandong"),
    "shanghai": QT_TRANSLATE_NOOP("Manner", "Shanghainese"),
    "sichuan": QT_TRANSLATE_NOOP("Manner", "Sichuanese"),
    "tianjin": QT_TRANSLATE_NOOP("Manner", "Tianjin"),
    "yunnan": QT_TRANSLATE_NOOP("Manner", "Yunnan"),
}
_GROUPS = {
    "mood": QT_TRANSLATE_NOOP("Manner", "Mood"),
    "delivery": QT_TRANSLATE_NOOP("Manner", "Delivery"),
    "character": QT_TRANSLATE_NOOP("Manner", "Character"),
    "dialect": QT_TRANSLATE_NOOP("Manner", "Dialect"),
}


def preset_name(preset: Preset) -> str:
    return QCoreApplication.translate("Manner", _NAMES[preset.key])


def group_name(group: str) -> str:
    return QCoreApplication.translate("Manner", _GROUPS[group])
