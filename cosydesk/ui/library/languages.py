"""Names of languages and of a voice's qualities, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

_LANGUAGES = {
    "en": QT_TRANSLATE_NOOP("Language", "English"),
    "en-US": QT_TRANSLATE_NOOP("Language", "English US"),
    "en-GB": QT_TRANSLATE_NOOP("Language", "English UK"),
    "zh": QT_TRANSLATE_NOOP("Language", "Chinese"),
    "yue": QT_TRANSLATE_NOOP("Language", "Cantonese"),
    "ja": QT_TRANSLATE_NOOP("Language", "Japanese"),
    "ko": QT_TRANSLATE_NOOP("Language", "Korean"),
    "de": QT_TRANSLATE_NOOP("Language", "German"),
    "fr": QT_TRANSLATE_NOOP("Language", "French"),
    "es": QT_TRANSLATE_NOOP("Language", "Spanish"),
    "it": QT_TRANSLATE_NOOP("Language", "Italian"),
    "ru": QT_TRANSLATE_NOOP("Language", "Russian"),
}

SPOKEN = ("en", "zh", "yue", "ja", "ko", "de", "fr", "es", "it", "ru")
"""What voices of one's own may speak: the languages of the CosyVoice models."""


def language_name(code: str) -> str:
    """The language of a BCP 47 code; the code itself when we have no name for it."""
    source = _LANGUAGES.get(code) or _LANGUAGES.get(code.partition("-")[0])
    return QCoreApplication.translate("Language", source) if source else code
