"""The actions as lists show them: name, menu, keys, and why one is off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from cosydesk.ui.actions import SPECS, ActionId, Actions, keys_text
from cosydesk.ui.menus import Menus
from cosydesk.ui.palette.fuzzy import Match, match
from cosydesk.ui.translation import TsTranslator


@dataclass(frozen=True)
class Entry:
    """One action.

    Attributes:
        name: of its `ActionId`. text: as shown. group: the menu it is in. other: the text in the other language.
        keys: all its keys as the platform writes them. reason: why it is off; "" where it is on.
        checked: None where it isn't a switch. match: how it fits what was typed.
    """

    name: str
    text: str
    group: str
    other: str
    keys: tuple[str, ...]
    icon: str
    enabled: bool
    reason: str
    checked: bool | None
    match: Match


@dataclass(frozen=True)
class Extra:
    """A command that is no action of the window, such as the timeline's own.

    Attributes:
        name: in the keymap. context, source: its text for the translation. group: where it counts.
        keys: in Qt's portable writing. run: does it.
    """

    name: str
    context: str
    source: str
    group: str
    keys: tuple[str, ...]
    run: Callable[[], None]


def entries(actions: Actions, menus: Menus, extras: Sequence[Extra] = ()) -> list[Entry]:
    """All actions in the order of their table, then the others."""
    found = [_entry(action_id, actions, menus.path_of(actions[action_id])) for action_id in SPECS]
    return found + [_extra(extra) for extra in extras]


def fitting(found: list[Entry], query: str, recent: list[str]) -> list[Entry]:
    """Those that fit what was typed in either language, best first.

    What was chosen lately goes first where nothing is typed, and ahead of its equals otherwise.
    """
    order = {name: place for place, name in enumerate(recent)}
    ranked: list[tuple[float, int, int, Entry]] = []
    for number, entry in enumerate(found):
        fit = _fit(query, entry)
        if fit is not None:
            shown = Entry(**{**entry.__dict__, "match": fit})
            ranked.append((-fit.score, order.get(entry.name, len(order)), number, shown))
    return [row[-1] for row in sorted(ranked, key=lambda row: row[:3])]


def _fit(query: str, entry: Entry) -> Match | None:
    shown = match(query, entry.text)
    other = match(query, entry.other)
    if other is None or (shown is not None and shown.score >= other.score):
        if shown is not None:
            return shown
        # "view dark": words may come from the menu's name too.
        whole = match(query, f"{entry.text} {entry.group}")
        if whole is None:
            return None
        return Match(whole.score - 1, tuple(place for place in whole.places if place < len(entry.text)))
    return Match(other.score)


def _entry(action_id: ActionId, actions: Actions, path: list[str]) -> Entry:
    action = actions[action_id]
    text = action.text().rstrip("…")
    for title in path[1:]:
        text = f"{title}: {text}"
    reason = ""
    if not action.isEnabled():
        reason = str(action.property("reason") or "") or QCoreApplication.translate(
            "Palette", "Not possible right now"
        )
    return Entry(
        name=action_id.name,
        text=text,
        group=path[0] if path else "",
        other=_other(action_id, action),
        keys=tuple(
            keys_text(keys)
            for keys in action.shortcuts()
            if "Enter" not in keys.toString()  # the other Enter key of the same habit
        ),
        icon=SPECS[action_id].icon,
        enabled=action.isEnabled(),
        reason=reason,
        checked=action.isChecked() if action.isCheckable() else None,
        match=Match(0.0),
    )


def _extra(extra: Extra) -> Entry:
    text = QCoreApplication.translate(extra.context, extra.source)
    return Entry(
        name=extra.name,
        text=text,
        group=extra.group,
        other=_in_the_other(extra.context, extra.source, text),
        keys=tuple(keys_text(QKeySequence(key)) for key in extra.keys if "Enter" not in key),
        icon="",
        enabled=True,
        reason="",
        checked=None,
        match=Match(0.0),
    )


def _other(action_id: ActionId, action: QAction) -> str:
    return _in_the_other("Action", SPECS[action_id].text, action.text()).rstrip("…")


def _in_the_other(context: str, source: str, shown: str) -> str:
    """What it is called in the language that the window doesn't speak now."""
    translated = _chinese().translate(context, source) or source
    return source if shown == translated else translated


@cache
def _chinese() -> TsTranslator:
    return TsTranslator("zh_CN")
