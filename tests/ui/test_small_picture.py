"""Pictures with a palette: small, and as they were where it is seen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from cosydesk.ui.small_picture import palette_of, write_small


@pytest.fixture
def picture(qapp: QApplication) -> QPixmap:
    """A window's ground with a word on it, and a stripe of many colours."""
    made = QPixmap(301, 120)
    made.fill(QColor("#F7F6F3"))
    painter = QPainter(made)
    painter.setPen(QColor("#1F2023"))
    painter.drawText(20, 40, "CosyDesk 配音")
    sky = QLinearGradient(0, 0, 301, 0)
    sky.setColorAt(0, QColor("#EB966E"))
    sky.setColorAt(1, QColor("#3C5078"))
    painter.fillRect(0, 80, 301, 40, sky)
    painter.end()
    return made


def pixels(image: QImage) -> np.ndarray:
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.bytesPerLine())
    return rows[:, : 3 * plain.width()].reshape(plain.height(), plain.width(), 3).astype(int)


def test_it_looks_the_same_with_few_colours(picture: QPixmap, tmp_path: Path) -> None:
    write_small(picture, tmp_path / "small.png", 64)
    read = QImage(str(tmp_path / "small.png"))
    assert read.colorCount() <= 64
    assert (read.width(), read.height()) == (301, 120)
    difference = np.abs(pixels(read) - pixels(picture.toImage()))
    assert (difference[:10] == 0).all()  # the ground is exact
    assert difference.max() < 40
    assert difference.mean() < 2


def test_few_colours_stay_exact() -> None:
    colours = np.array([[0, 0, 0], [1, 0, 0], [255, 255, 255]], np.uint8)
    assert palette_of(colours, np.array([5, 1, 9]), 16).tolist() == colours.tolist()


def test_a_file_that_cannot_be_written_is_an_error(picture: QPixmap, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="can't be written"):
        write_small(picture, tmp_path / "no folder" / "small.png")
