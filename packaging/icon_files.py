"""Draw the icons of the program and of its files: PNG in every size, ICO for Windows, ICNS for macOS.

    python packaging/icon_files.py [FOLDER]       (default: build/icons)

The drawings are resources/icons/cosydesk.svg and packaging/icons/*.svg. What ends in ``-small`` is drawn for a grid of
16 pixels and used where the other would blur. Containers: Microsoft's ICO with bitmaps, and PNG at 256 pixels, as
Windows wants it; Apple's ICNS with PNG alone.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
DRAWINGS = {
    "cosydesk": ROOT / "resources" / "icons" / "cosydesk.svg",
    "project": ROOT / "packaging" / "icons" / "project.svg",
    "voice": ROOT / "packaging" / "icons" / "voice.svg",
}
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
ICNS_TYPES = {
    **{b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024},
    **{b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512},
}
WIZARD_SIZE = (328, 628)  # twice what the installer shows, for dense screens
WIZARD_GROUND = "#F4E6DA"
_LARGEST_SMALL = 32
_WHOLE_BITMAPS = 128  # pixels; beyond, Windows expects PNG


def main(arguments: list[str], quiet: bool = False) -> int:
    """Draw everything; returns the exit status."""
    folder = Path(arguments[0]) if arguments else ROOT / "build" / "icons"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    for path in draw_all(folder):
        if not quiet:
            print(path)
    del application
    return 0


def draw_all(folder: Path) -> list[Path]:
    """``NAME-SIZE.png``, ``NAME.ico``, ``NAME.icns`` for each drawing and ``wizard.bmp``; Qt's application exists."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name in DRAWINGS:
        pictures = {size: draw(name, size) for size in {*PNG_SIZES, *ICO_SIZES, *ICNS_TYPES.values()}}
        files = {f"{name}-{size}.png": png(pictures[size]) for size in PNG_SIZES}
        files[f"{name}.ico"] = ico(pictures[size] for size in ICO_SIZES)
        files[f"{name}.icns"] = icns({kind: pictures[size] for kind, size in ICNS_TYPES.items()})
        for file_name, content in files.items():
            (folder / file_name).write_bytes(content)
            made.append(folder / file_name)
    made.append(folder / "wizard.bmp")
    wizard().save(str(made[-1]), "BMP")  # type: ignore[call-overload] # see `png`
    return made


def wizard() -> QImage:
    """What stands beside the first and the last page of the installer for Windows."""
    image = QImage(*WIZARD_SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor(WIZARD_GROUND))
    side = WIZARD_SIZE[0] * 5 // 8
    painter = QPainter(image)
    painter.drawImage((WIZARD_SIZE[0] - side) // 2, WIZARD_SIZE[0] // 2, draw("cosydesk", side))
    painter.end()
    return image


def draw(name: str, size: int) -> QImage:
    """One drawing as a square of `size` pixels."""
    drawing = DRAWINGS[name]
    small = ROOT / "packaging" / "icons" / f"{name}-small.svg"
    renderer = QSvgRenderer(str(small if size <= _LARGEST_SMALL and small.is_file() else drawing))
    if not renderer.isValid():
        raise ValueError(f"{drawing} can't be drawn")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_ARGB32)


def png(image: QImage) -> bytes:
    """The image as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs know only the format as bytes
    return bytes(buffer.data().data())


def ico(images: Iterable[QImage]) -> bytes:
    """Several sizes as one ICO file."""
    entries = [
        (image.width(), png(image) if image.width() > _WHOLE_BITMAPS else _bitmap(image)) for image in images
    ]
    header = struct.pack("<HHH", 0, 1, len(entries))
    at = len(header) + 16 * len(entries)
    table = b""
    for width, content in entries:
        table += struct.pack("<BBBBHHII", width % 256, width % 256, 0, 0, 1, 32, len(content), at)
        at += len(content)
    return header + table + b"".join(content for _, content in entries)


def _bitmap(image: QImage) -> bytes:
    """A device-independent bitmap of 32 bits with an empty mask, its lines from the bottom up."""
    size = image.width()
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 4 * size * size, 0, 0, 0, 0)
    raw = bytes(image.constBits())
    step = image.bytesPerLine()
    lines = b"".join(raw[line * step : line * step + 4 * size] for line in reversed(range(size)))
    mask = bytes((size + 31) // 32 * 4 * size)
    return header + lines + mask


def icns(images: dict[bytes, QImage]) -> bytes:
    """Several sizes as one ICNS file; the keys are Apple's names for them."""
    entries = b"".join(
        kind + struct.pack(">I", 8 + len(content)) + content
        for kind, content in ((kind, png(image)) for kind, image in images.items())
    )
    return b"icns" + struct.pack(">I", 8 + len(entries)) + entries


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
