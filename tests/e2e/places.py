"""Where the window's parts lie, found by laying the same window out once on the same screen.

Run as a program; prints {name: [x, y, width, height]} relative to the window as one line of JSON. Parts go by their
object name, else by what a screen reader calls them.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from cosydesk.app import build
from cosydesk.settings import Settings


def places(window: QWidget) -> dict[str, list[int]]:
    """The visible named parts of a laid-out window."""
    found = {}
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        name = widget.objectName() or widget.accessibleName()
        if name and not name.startswith("qt_"):
            corner = widget.mapTo(window, QPoint(0, 0))
            found[name] = [corner.x(), corner.y(), widget.width(), widget.height()]
        if isinstance(widget, QAbstractItemView):
            found.update(rows(widget, window))
    return found


def rows(view: QAbstractItemView, window: QWidget) -> dict[str, list[int]]:
    """The rows of a list that can be seen whole, by their texts."""
    found = {}
    for row in range(view.model().rowCount()):
        index = view.model().index(row, 0)
        area = view.visualRect(index)
        if view.viewport().rect().contains(area):
            corner = view.viewport().mapTo(window, area.topLeft())
            found[str(index.data())] = [corner.x(), corner.y(), area.width(), area.height()]
    return found


def main() -> int:
    application = QApplication(sys.argv[:1])
    window = build(application, Settings.load())

    def tell() -> None:
        print(json.dumps(places(window)), flush=True)
        window.close()

    # After the first frame the window manager still has its say.
    window.shown.connect(lambda: QTimer.singleShot(300, tell))
    window.show()
    status = application.exec()
    window.queue.shutdown()
    window.player.close()
    return status


if __name__ == "__main__":
    sys.exit(main())
