"""F6: from one panel of the window to the next, by keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


class PanelCycle:
    """Goes round the visible panels; each gets the keyboard back where it last had it."""

    def __init__(self, panels: list[tuple[QWidget, QWidget]]) -> None:
        """Args: panels: each with the widget in it that is to have the keyboard the first time, in order."""
        self._panels = panels
        self._last: dict[QWidget, QWidget] = {}

    def insert(self, index: int, panel: QWidget, first: QWidget) -> None:
        """Take in a panel that was made later, at its place in the order."""
        self._panels.insert(index, (panel, first))

    def go(self, step: int) -> None:
        """Give the keyboard to the next (1) or the previous (-1) panel."""
        focused = QApplication.focusWidget()
        shown = [pair for pair in self._panels if pair[0].isVisible()]
        here = next(
            (place for place, (panel, _) in enumerate(shown) if focused and _is_in(focused, panel)), None
        )
        if here is not None and focused is not None:
            self._last[shown[here][0]] = focused
        if shown:
            start = -1 if here is None and step > 0 else 0 if here is None else here
            panel, first = shown[(start + step) % len(shown)]
            self._focus(panel, first)

    def _focus(self, panel: QWidget, first: QWidget) -> None:
        reason = Qt.FocusReason.ShortcutFocusReason
        last = self._last.get(panel)
        for wanted in (last, first, *panel.findChildren(QWidget)):
            if wanted is not None and _can_have(wanted, panel):
                wanted.setFocus(reason)
                return


def _is_in(widget: QWidget, panel: QWidget) -> bool:
    return widget is panel or panel.isAncestorOf(widget)


def _can_have(widget: QWidget, panel: QWidget) -> bool:
    return (
        widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and widget.isEnabled()
        and _is_in(widget, panel)
    )
