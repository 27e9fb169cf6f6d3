"""Which keys do what: the defaults, and what the person changed, kept in the settings."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from cosydesk.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Binding:
    """Attributes:
    name: of the action. keys: its defaults in Qt's portable writing.
    scope: "window", or the part of the window in which its keys count before the window's.
    """

    name: str
    keys: tuple[str, ...]
    scope: str = "window"


class Keymap(QObject):
    """Keys by the names of actions. A key belongs to at most one action of a scope.

    The settings hold only what differs from the defaults, one text for each action: ``NAME=Key Key``.

    Signals:
        changed: the keys of the action with this name are others now.
    """

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._bindings: dict[str, Binding] = {}
        self._own = _read(settings.shortcuts)

    def register(self, name: str, keys: tuple[str, ...], scope: str = "window") -> None:
        """Make an action known with its default keys."""
        self._bindings[name] = Binding(name, tuple(portable(key) for key in keys), scope)

    def names(self) -> list[str]:
        """All actions in the order in which they were registered."""
        return list(self._bindings)

    def keys(self, name: str) -> tuple[str, ...]:
        """The action's keys, the one to be shown first."""
        return self._own.get(name, self._bindings[name].keys)

    def is_changed(self, name: str) -> bool:
        return name in self._own

    def owner(self, key: str, scope_of: str) -> str | None:
        """The other action in the scope of `scope_of` that has this key already."""
        scope = self._bindings[scope_of].scope
        wanted = portable(key)
        for name, binding in self._bindings.items():
            if name != scope_of and binding.scope == scope and wanted in self.keys(name):
                return name
        return None

    def set_keys(self, name: str, keys: tuple[str, ...]) -> None:
        """Give the action these keys and no others; whoever had one of them loses it."""
        wanted = tuple(dict.fromkeys(portable(key) for key in keys if portable(key)))
        losing = {key: self.owner(key, name) for key in wanted}
        for key, other in losing.items():
            if other is not None:
                self._put(other, tuple(kept for kept in self.keys(other) if kept != key))
        self._put(name, wanted)
        self._keep()

    def reset(self, name: str) -> None:
        """Give the action its defaults back; whoever took one of them loses it."""
        self.set_keys(name, self._bindings[name].keys)

    def reset_all(self) -> None:
        names = list(self._own)
        self._own.clear()
        self._keep()
        for name in names:
            if name in self._bindings:
                self.changed.emit(name)

    def restore(self, entries: list[str]) -> None:
        """Have the keys that the setting had, as it was written then."""
        names = {*self._own}
        self._own = _read(entries)
        self._keep()
        for name in names | {*self._own}:
            if name in self._bindings:
                self.changed.emit(name)

    def _put(self, name: str, keys: tuple[str, ...]) -> None:
        if keys == self.keys(name):
            return
        if keys == self._bindings[name].keys:
            self._own.pop(name, None)
        else:
            self._own[name] = keys
        self.changed.emit(name)

    def _keep(self) -> None:
        self._settings.shortcuts = [f"{name}={' '.join(keys)}" for name, keys in self._own.items()]
        try:
            self._settings.save()
        except OSError:
            log.exception("the settings could not be written")


def portable(key: str) -> str:
    """One key in the writing that is the same on every system; "" when there is no such key."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def _read(entries: list[str]) -> dict[str, tuple[str, ...]]:
    found = {}
    for entry in entries:
        name, separator, keys = entry.partition("=")
        if separator:
            found[name] = tuple(filter(None, map(portable, keys.split())))
    return found
