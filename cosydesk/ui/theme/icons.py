"""Line icons (Lucide, ISC) tinted from tokens."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from cosydesk.resources import resource

STROKE_PX = 1.5


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def pixmap(name: str, color: str, size: int, ratio: float = 1.0, *, filled: bool = False) -> QPixmap:
    """One icon as pixels.

    Args:
        name: file name in ``resources/icons`` without ``.svg``.
        color: ``#rrggbb`` or ``#aarrggbb``.
        size: edge in device-independent pixels.
        ratio: device pixel ratio of the screen.
        filled: paint the inside too (a set star).
    """
    shade = QColor(color)
    stroke = min(STROKE_PX, STROKE_PX * size / 17) * 24 / size
    text = (
        _source(name)
        .replace("currentColor", shade.name())
        .replace('stroke-width="2"', f'stroke-width="{stroke:.3f}"')
    )
    if filled:
        text = text.replace('fill="none"', f'fill="{shade.name()}"', 1)
    pixels = max(1, round(size * ratio))
    image = QPixmap(pixels, pixels)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(shade.alphaF())
    QSvgRenderer(QByteArray(text.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


@lru_cache(maxsize=512)
def icon(name: str, color: str, disabled: str, size: int = 16, *, filled: bool = False) -> QIcon:
    """An icon for actions and buttons, with its disabled look, sharp on every screen that is connected."""
    made = QIcon()
    for ratio in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
        made.addPixmap(pixmap(name, color, size, ratio, filled=filled), QIcon.Mode.Normal)
        made.addPixmap(pixmap(name, disabled, size, ratio, filled=filled), QIcon.Mode.Disabled)
    return made


def app_icon() -> QIcon:
    """The application's own mark, in the sizes desktops ask for."""
    renderer = QSvgRenderer(str(resource("icons/cosydesk.svg")))
    made = QIcon()
    for edge in (16, 24, 32, 48, 64, 128, 256):
        image = QPixmap(QSize(edge, edge))
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        made.addPixmap(image)
    return made
