"""Pictures of the window as small files: PNG with a palette made for each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage, QPixmap

_COLOURS = 128
_STEPS = 8
"""Colours that differ by less than this in each part count as one while the palette is made."""


def write_small(picture: QPixmap, path: Path, colours: int = _COLOURS) -> None:
    """Write a picture as a PNG of so many colours.

    Raises: OSError: it can't be written.
    """
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB888)
    width, height = image.width(), image.height()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    pixels = rows[:, : 3 * width].reshape(-1, 3)
    unique, places, counts = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    palette = palette_of(unique, counts, colours)
    nearest = np.concatenate(
        [
            np.square(part[:, None, :].astype(np.int32) - palette[None]).sum(axis=2).argmin(axis=1)
            for part in np.array_split(unique, max(1, len(unique) // 4096))
        ]
    )
    indices = np.zeros((height, (width + 3) // 4 * 4), np.uint8)
    indices[:, :width] = nearest[places.reshape(-1)].reshape(height, width)
    small = QImage(indices.tobytes(), width, height, indices.shape[1], QImage.Format.Format_Indexed8)
    small.setColorTable(
        [0xFF000000 | int(red) << 16 | int(green) << 8 | int(blue) for red, green, blue in palette]
    )
    if not small.save(str(path), quality=0):
        raise OSError(f"{path} can't be written")


def palette_of(colours: np.ndarray, counts: np.ndarray, size: int) -> np.ndarray:
    """At most `size` colours (int32, [n, 3]) that stand for `colours` (uint8, [k, 3]), each seen `counts` times.

    Median cut: the box of colours that spreads most, by how often it is seen, is cut where half of its pixels lie on
    either side. What fills the window, its ground and its text, keeps its exact colour.
    """
    if len(colours) <= size:
        return colours.astype(np.int32)
    exact = colours[np.argsort(counts)[::-1][: size // 4]].astype(np.int32)
    _, box_of = np.unique(colours // _STEPS, axis=0, return_inverse=True)
    weights = np.bincount(box_of.reshape(-1), counts)
    means = np.stack(
        [np.bincount(box_of.reshape(-1), counts * colours[:, k]) / weights for k in range(3)], axis=1
    )
    boxes = [np.arange(len(means))]
    weights = np.sqrt(weights)
    while len(boxes) < size - len(exact):
        spreads = [
            weights[box].sum() * np.ptp(means[box], axis=0).max() if len(box) > 1 else 0 for box in boxes
        ]
        at = int(np.argmax(spreads))
        if not spreads[at]:
            break
        box = boxes.pop(at)
        box = box[np.argsort(means[box][:, np.ptp(means[box], axis=0).argmax()])]
        half = np.searchsorted(np.cumsum(weights[box]), weights[box].sum() / 2)
        cut = min(max(1, int(half)), len(box) - 1)
        boxes += [box[:cut], box[cut:]]
    found = [np.average(means[box], axis=0, weights=weights[box]) for box in boxes]
    return np.concatenate([exact, np.rint(found).astype(np.int32)])
