"""A flat button with one icon that follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import claims_space


class IconButton(QToolButton):
    """An icon in a square hit target; with a text beside it when `setText` gave one."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        *,
        token: str = "text",
        size: int | None = None,
        edge: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon = icon
        self._token = token
        self._filled = False
        self._size = size if size is not None else theme.metrics.icon + 2
        edge = edge if edge is not None else theme.metrics.control
        self.setFixedHeight(edge)
        self.setMinimumWidth(edge)
        self.setIconSize(QSize(self._size, self._size))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._refresh)
        self._refresh()

    def set_icon(self, icon: str, token: str | None = None, *, filled: bool = False) -> None:
        self._icon = icon
        self._token = token if token is not None else self._token
        self._filled = filled
        self._refresh()

    def follow(self, action: QAction) -> None:
        """Do what the action does, with its tooltip, state and name, but our own icon."""
        self.clicked.connect(action.trigger)
        self.setCheckable(action.isCheckable())

        def sync() -> None:
            self.setEnabled(action.isEnabled())
            self.setChecked(action.isChecked())
            self.setToolTip(action.toolTip())
            self.setAccessibleName(action.text())

        action.changed.connect(sync)
        sync()

    def event(self, event: QEvent) -> bool:
        return claims_space(event) or super().event(event)

    def _refresh(self) -> None:
        self.setIcon(self.theme.icon(self._icon, self._token, self._size, filled=self._filled))
