"""The model menu: which models are open, opening another, closing one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from cosydesk.studio.library import STARTER
from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.model_shelf import ModelShelf


class ModelMenu(QObject):
    """Fills a menu anew each time it is shown.

    Attributes:
        current: id of the model that is marked; `cloning`: only one that clones may be chosen.

    Signals:
        chosen: id of a model to load now.
    """

    chosen = Signal(str)

    def __init__(self, menu: QMenu, shelf: ModelShelf, actions: Actions) -> None:
        super().__init__(menu)
        self._menu = menu
        self._shelf = shelf
        self._actions = actions
        self.current = STARTER
        self.cloning = False
        self._closing = QMenu(menu)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        menu = self._menu
        menu.clear()
        self._add(STARTER, self.tr("Starter voices"), "", there=True, clones=False)
        entries = self._shelf.entries()
        for entry in entries:
            text, tip = entry.id, entry.address
            if entry.base:
                text = self.tr("{model}, RL weights").format(model=entry.base)
                tip = self.tr("With {file}, the language model after reinforcement learning.").format(
                    file=entry.weights
                )
            self._add(entry.id, text, tip, there=entry.there, clones=entry.clones)
        menu.addSeparator()
        menu.addAction(self._actions[ActionId.MANAGE_MODELS])
        menu.addAction(self._actions[ActionId.OPEN_MODEL])
        menu.addAction(self._actions[ActionId.SERVERS])
        if entries:
            self._closing.clear()
            self._closing.setTitle(self.tr("Close a model"))
            for entry in entries:
                if entry.base:
                    continue  # closes with the other one of its folder
                action = self._closing.addAction(entry.id)
                action.triggered.connect(
                    lambda _checked=False, model_id=entry.id: self._shelf.close(model_id)
                )
            menu.addMenu(self._closing)
        menu.addAction(self._actions[ActionId.WARM_UP])
        menu.addAction(self._actions[ActionId.UNLOAD])
        menu.addSeparator()
        menu.addAction(self._actions[ActionId.SET_UP])

    def _add(self, model_id: str, text: str, tip: str, *, there: bool, clones: bool) -> None:
        action = self._menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(model_id == self.current)
        fits = clones or not self.cloning
        action.setEnabled(there and fits)
        if not there:
            tip = self.tr("Its folder {path} is not there any more.").format(path=tip)
        elif not fits:
            tip = self.tr("It can't clone, and the current line has a voice of your own.")
        action.setToolTip(tip)
        action.triggered.connect(lambda _checked=False: self.chosen.emit(model_id))
