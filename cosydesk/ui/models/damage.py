"""What is wrong with a model's files, from whichever check, and what to call it in front of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from cosydesk.engine.model_fault import ModelFault
from cosydesk.ui.noop import QT_TRANSLATE_NOOP
from cosydesk.weights import Checked

MOST = 4
"""Files that are named one by one."""

INCOMPLETE = "incomplete"
"""Code of a file of which only the size was looked at."""
_HOSTILE = ("config_refused",)

_WHAT = {
    INCOMPLETE: QT_TRANSLATE_NOOP("ModelCard", "is missing or cut short"),
    # found by the catalogue
    "missing": QT_TRANSLATE_NOOP("ModelCard", "is missing"),
    "size": QT_TRANSLATE_NOOP("ModelCard", "has the wrong size"),
    "hash": QT_TRANSLATE_NOOP("ModelCard", "differs from the release"),
    "unreadable": QT_TRANSLATE_NOOP("ModelCard", "can't be read"),
    # found by the engine
    "file_missing": QT_TRANSLATE_NOOP("ModelCard", "is missing"),
    "contents": QT_TRANSLATE_NOOP("ModelCard", "its contents are damaged"),
    "tensor_missing": QT_TRANSLATE_NOOP("ModelCard", "lacks parts of the model"),
    "tensor_unknown": QT_TRANSLATE_NOOP("ModelCard", "has parts that aren't this model's"),
    "tensor_shape": QT_TRANSLATE_NOOP("ModelCard", "has parts of the wrong shape"),
    "tensor_type": QT_TRANSLATE_NOOP("ModelCard", "has numbers of the wrong kind"),
    "weights_damaged": QT_TRANSLATE_NOOP("ModelCard", "is damaged or cut short"),
    "weights_mismatch": QT_TRANSLATE_NOOP("ModelCard", "belongs to another model"),
    # A damaged file often looks like one with code in it.
    "weights_refused": QT_TRANSLATE_NOOP("ModelCard", "is damaged, or unsafe since it could run code"),
    "config_missing": QT_TRANSLATE_NOOP("ModelCard", "can't be read"),
    "config_damaged": QT_TRANSLATE_NOOP("ModelCard", "is damaged"),
    "config_incomplete": QT_TRANSLATE_NOOP("ModelCard", "is incomplete"),
    "config_unfit": QT_TRANSLATE_NOOP("ModelCard", "has settings that don't fit together"),
    "config_refused": QT_TRANSLATE_NOOP("ModelCard", "is unsafe: it would run code"),
    "config_unknown": QT_TRANSLATE_NOOP("ModelCard", "asks for what this version doesn't know"),
    "vocabulary_missing": QT_TRANSLATE_NOOP("ModelCard", "its vocabulary is missing"),
    "vocabulary_damaged": QT_TRANSLATE_NOOP("ModelCard", "its vocabulary is damaged"),
}
_OTHER = QT_TRANSLATE_NOOP("ModelCard", "is damaged")
_LINE = QT_TRANSLATE_NOOP("ModelCard", "{file}: {what}")
_MORE = QT_TRANSLATE_NOOP("ModelCard", "and {n} more files")


@dataclass(frozen=True)
class Damage:
    """One file that is not as it should be; `code` as in `weights.Fault` or `ModelFault`, or `INCOMPLETE`."""

    file: str
    code: str


def damage_of(checked: Checked | None, inside: Iterable[ModelFault]) -> tuple[Damage, ...]:
    """One for each bad file: what the catalogue says of it, else what the engine says first.

    That something would run code outdoes all else.
    """
    found = [Damage(fault.path, fault.code) for fault in checked.faults] if checked is not None else []
    found += [Damage(fault.file, fault.code) for fault in inside]
    named: dict[str, Damage] = {}
    for damage in found:
        if damage.file not in named or damage.code in _HOSTILE:
            named[damage.file] = damage
    return tuple(named.values())


def damage_words(damage: tuple[Damage, ...]) -> str:
    """A line for each file, the first few of them."""
    lines = [_tr(_LINE).format(file=one.file, what=_tr(_WHAT.get(one.code, _OTHER))) for one in damage[:MOST]]
    if len(damage) > MOST:
        lines.append(_tr(_MORE).format(n=len(damage) - MOST))
    return "\n".join(lines)


def known_codes() -> frozenset[str]:
    """Codes that have words of their own."""
    return frozenset(_WHAT)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ModelCard", text)
