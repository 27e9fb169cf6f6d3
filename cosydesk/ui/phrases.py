"""Sentences that the layers below say in English, so that they can be translated when they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QCoreApplication

from cosydesk.ui.noop import QT_TRANSLATE_NOOP

EDITS = (
    QT_TRANSLATE_NOOP("Edit", "Typing"),
    QT_TRANSLATE_NOOP("Edit", "Edit text"),
    QT_TRANSLATE_NOOP("Edit", "Edit lines"),
    QT_TRANSLATE_NOOP("Edit", "Replace"),
    QT_TRANSLATE_NOOP("Edit", "Replace all"),
    QT_TRANSLATE_NOOP("Edit", "Insert lines"),
    QT_TRANSLATE_NOOP("Edit", "Import lines"),
    QT_TRANSLATE_NOOP("Edit", "Delete lines"),
    QT_TRANSLATE_NOOP("Edit", "Move lines"),
    QT_TRANSLATE_NOOP("Edit", "Change voice"),
    QT_TRANSLATE_NOOP("Edit", "Change line"),
    QT_TRANSLATE_NOOP("Edit", "Change notes"),
    QT_TRANSLATE_NOOP("Edit", "Change slot"),
    QT_TRANSLATE_NOOP("Edit", "Change lines"),
    QT_TRANSLATE_NOOP("Edit", "Move clip"),
    QT_TRANSLATE_NOOP("Edit", "Trim clip"),
    QT_TRANSLATE_NOOP("Edit", "Split clip"),
    QT_TRANSLATE_NOOP("Edit", "Change clip"),
    QT_TRANSLATE_NOOP("Edit", "Delete clips"),
    QT_TRANSLATE_NOOP("Edit", "Move clips"),
    QT_TRANSLATE_NOOP("Edit", "Nudge clips"),
    QT_TRANSLATE_NOOP("Edit", "Follow the script"),
    QT_TRANSLATE_NOOP("Edit", "Change gap"),
    QT_TRANSLATE_NOOP("Edit", "Trim clips"),
    QT_TRANSLATE_NOOP("Edit", "Split clips"),
    QT_TRANSLATE_NOOP("Edit", "Change fade"),
    QT_TRANSLATE_NOOP("Edit", "Change fades"),
    QT_TRANSLATE_NOOP("Edit", "Change gain"),
    QT_TRANSLATE_NOOP("Edit", "Change tempo"),
    QT_TRANSLATE_NOOP("Edit", "Fit line"),
    QT_TRANSLATE_NOOP("Edit", "Fit lines"),
    QT_TRANSLATE_NOOP("Edit", "Delete clip"),
    QT_TRANSLATE_NOOP("Edit", "Cut clips"),
    QT_TRANSLATE_NOOP("Edit", "Ripple delete"),
    QT_TRANSLATE_NOOP("Edit", "Paste clips"),
    QT_TRANSLATE_NOOP("Edit", "Duplicate clips"),
    QT_TRANSLATE_NOOP("Edit", "Add sound"),
    QT_TRANSLATE_NOOP("Edit", "Rename track"),
    QT_TRANSLATE_NOOP("Edit", "Choose take"),
    QT_TRANSLATE_NOOP("Edit", "Star take"),
    QT_TRANSLATE_NOOP("Edit", "Delete take"),
    QT_TRANSLATE_NOOP("Edit", "Clean up takes"),
    QT_TRANSLATE_NOOP("Edit", "Add track"),
    QT_TRANSLATE_NOOP("Edit", "Change track"),
    QT_TRANSLATE_NOOP("Edit", "Move track"),
    QT_TRANSLATE_NOOP("Edit", "Delete track"),
    QT_TRANSLATE_NOOP("Edit", "Change project"),
    QT_TRANSLATE_NOOP("Edit", "Add marker"),
    QT_TRANSLATE_NOOP("Edit", "Move marker"),
    QT_TRANSLATE_NOOP("Edit", "Rename marker"),
    QT_TRANSLATE_NOOP("Edit", "Change marker"),
    QT_TRANSLATE_NOOP("Edit", "Delete marker"),
    QT_TRANSLATE_NOOP("Edit", "Delete markers"),
    QT_TRANSLATE_NOOP("Edit", "Change loop range"),
    QT_TRANSLATE_NOOP("Edit", "Add pronunciation"),
    QT_TRANSLATE_NOOP("Edit", "Change pronunciation"),
    QT_TRANSLATE_NOOP("Edit", "Delete pronunciation"),
    QT_TRANSLATE_NOOP("Edit", "Delete pronunciations"),
    QT_TRANSLATE_NOOP("Edit", "Import pronunciations"),
    QT_TRANSLATE_NOOP("Edit", "Choose model"),
    QT_TRANSLATE_NOOP("Edit", "Open video"),
    QT_TRANSLATE_NOOP("Edit", "Close video"),
    QT_TRANSLATE_NOOP("Edit", "Change original sound"),
)
"""The names in `cosydesk.studio.edit.EDIT_NAMES`; a test compares them."""

_NOTICES = (
    QT_TRANSLATE_NOOP("Notice", "A CosyVoice server can't be told this, so it was left out: {0}."),
    QT_TRANSLATE_NOOP("Notice", "The starter voices can't speak {0}; it was left out."),
    QT_TRANSLATE_NOOP("Notice", "Unknown tags were left out: {0}."),
    QT_TRANSLATE_NOOP("Notice", "Emoji and pictures were left out: {0}."),
    QT_TRANSLATE_NOOP(
        "Notice", "Letters of a language that the starter voices don't speak were left out: {0}."
    ),
    QT_TRANSLATE_NOOP("Notice", "This model can't speak {0}; it was left out."),
    QT_TRANSLATE_NOOP("Notice", "The starter voices have one quality only; this is spoken in it."),
    QT_TRANSLATE_NOOP("Notice", "Spoken as a draft, with fewer solver steps; take it again in full quality."),
    QT_TRANSLATE_NOOP("Notice", "The transcript is much longer than its recording; check it."),
)


_WIDE_STOPS = ("。", "！", "？")


def notice(text: str) -> str:
    """A notice of a take in the language of the window; as it is when we don't know it."""
    return filled("Notice", _NOTICES, text)


def filled(context: str, templates: Iterable[str], text: str) -> str:
    """`text` in the language of the window by the template that it fills; as it is when it fills none."""
    for template in templates:
        found = _pattern(template).fullmatch(text)
        if found:
            return QCoreApplication.translate(context, template).format(*found.groups())
    return text


def paragraph(*sentences: str) -> str:
    """Sentences one after another; full-width stops bring their own room."""
    text = ""
    for sentence in filter(None, sentences):
        text += sentence if not text or text.endswith(_WIDE_STOPS) else f" {sentence}"
    return text


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Gaps are numbered from 0 in the order of the English sentence."""
    return re.compile("(.+?)".join(map(re.escape, re.split(r"\{\d\}", template))), re.DOTALL)
