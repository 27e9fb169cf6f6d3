"""What the catalogue says of its models, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

SPEAKS = (
    QT_TRANSLATE_NOOP("Catalogue", "Clones a voice from a few seconds of it, also into another language."),
    QT_TRANSLATE_NOOP(
        "Catalogue", "Seven built-in voices in Mandarin, Cantonese, English, Japanese and Korean."
    ),
    QT_TRANSLATE_NOOP(
        "Catalogue", "The built-in voices with a described manner, emphasis, laughter and breaths."
    ),
    QT_TRANSLATE_NOOP("Catalogue", "Clones like the 300M, with half as many speech tokens a second."),
    QT_TRANSLATE_NOOP("Catalogue", "Clones voices, follows instructions and streams with a short delay."),
    QT_TRANSLATE_NOOP(
        "Catalogue", "Clones voices in many languages and Chinese dialects and follows instructions."
    ),
    QT_TRANSLATE_NOOP("Catalogue", "Writes down what is said, to fill in the transcript of a prompt."),
    QT_TRANSLATE_NOOP(
        "Catalogue", "The closed-source text normaliser of the original program; never required."
    ),
)
"""The sentences of ``resources/models.json``."""

_MODES = {
    "sft": QT_TRANSLATE_NOOP("Catalogue", "Built-in voices"),
    "zero_shot": QT_TRANSLATE_NOOP("Catalogue", "Cloning"),
    "cross_lingual": QT_TRANSLATE_NOOP("Catalogue", "Other languages"),
    "instruct": QT_TRANSLATE_NOOP("Catalogue", "Manner"),
    "vc": QT_TRANSLATE_NOOP("Catalogue", "Voice conversion"),
}


def speaks(sentence: str) -> str:
    """A sentence of the catalogue as the window says it."""
    return QCoreApplication.translate("Catalogue", sentence)


def mode_name(mode: str) -> str:
    """A way to speak in a word or two; its own name where we have none."""
    return QCoreApplication.translate("Catalogue", _MODES[mode]) if mode in _MODES else mode
