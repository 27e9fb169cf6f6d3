"""The picture and the playhead: standing, stepping, dragged, playing at any rate, and in a loop."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.timecode import frame_at, sample_of
from tests.support.films import number_in

RATE = 24_000
SLACK = RATE // 1000
"""A picture may come so many samples early, since the clocks of some films count in milliseconds."""


def shown(window: MainWindow) -> int:
    """The number of the picture that the panel shows; -1 without one."""
    assert window.video.panel is not None
    picture = window.video.panel.view.picture
    return number_in(picture.image[:, :, :3]) if picture is not None else -1


def painted(view: QWidget) -> int:
    """The number that can be read off the screen."""
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = pixels[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    high = image.width() * 9 // 16
    top = (image.height() - high) // 2
    return number_in(pixels[max(0, top) : top + high])


def wanted(window: MainWindow) -> int:
    return frame_at(window.player.position, RATE)


def test_standing_it_is_exactly_the_picture_there(dubbing: MainWindow, qtbot: QtBot) -> None:
    for number in (0, 1, 2, 3, 250, 249, 248, 13, 499, 77):
        for sample in (sample_of(number, RATE), sample_of(number + 1, RATE) - 30):
            dubbing.timeline.seek(sample)
            qtbot.waitUntil(lambda number=number: shown(dubbing) == number)
    assert dubbing.video.panel is not None
    assert painted(dubbing.video.panel.view) == 77


def test_arrow_keys_step_picture_by_picture(dubbing: MainWindow, qtbot: QtBot) -> None:
    from PySide6.QtCore import Qt

    dubbing.timeline.seek(sample_of(100, RATE))
    qtbot.waitUntil(lambda: shown(dubbing) == 100)
    for key, step in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Left, -1)):
        for _ in range(4):
            before = shown(dubbing)
            qtbot.keyClick(dubbing.timeline.canvas, key)
            qtbot.waitUntil(lambda before=before, step=step: shown(dubbing) == before + step)


def test_dragged_about_it_ends_where_the_playhead_is(dubbing: MainWindow, qtbot: QtBot) -> None:
    rng = np.random.default_rng(2)
    for number in rng.integers(0, 500, 60):
        dubbing.timeline.seek(sample_of(int(number), RATE))
    last = wanted(dubbing)
    qtbot.waitUntil(lambda: shown(dubbing) == last)


def played(window: MainWindow, qtbot: QtBot, moments: int = 60) -> np.ndarray:
    """How many pictures the shown one was away from the playhead, at so many moments of playing."""
    away: list[int] = []
    window.player.position_changed.connect(collect := lambda _at: away.append(shown(window) - wanted(window)))
    try:
        qtbot.waitUntil(lambda: len(away) >= moments, timeout=20_000)
    finally:
        window.player.position_changed.disconnect(collect)
    return np.abs(np.array(away))


@pytest.mark.parametrize(
    "rate", [1.0, -1.0, *(pytest.param(rate, marks=pytest.mark.slow) for rate in (0.5, 2.0, 4.0, -2.0))]
)
def test_playing_it_keeps_step(dubbing: MainWindow, qtbot: QtBot, rate: float) -> None:
    player = dubbing.player
    dubbing.timeline.seek(sample_of(150 if rate > 0 else 400, RATE))
    qtbot.waitUntil(lambda: shown(dubbing) == wanted(dubbing))
    if rate in (0.5, 1.0):
        player.set_speed(rate)
        player.play()
    else:
        for _ in range({2.0: 2, 4.0: 3, -1.0: 1, -2.0: 2}[rate]):
            player.shuttle(1 if rate > 0 else -1)
    assert player.rate == rate
    # A machine that is busy elsewhere costs a stretch its pictures; one that can't keep step gets no better.
    stretches: list[np.ndarray] = []
    while not stretches or ((stretches[-1] <= max(1, abs(rate))).mean() <= 0.9 and len(stretches) < 5):
        # Until a picture is on the screen the playhead has gone on, by as many as pass in a tick.
        stretches.append(played(dubbing, qtbot))
    assert (stretches[-1] <= max(1, abs(rate))).mean() > 0.9, [np.bincount(away) for away in stretches]
    player.stop()
    stopped = {wanted(dubbing), frame_at(player.position + SLACK, RATE)}
    qtbot.waitUntil(lambda: shown(dubbing) in stopped)


def test_in_a_loop_it_goes_back_with_the_playhead(dubbing: MainWindow, qtbot: QtBot) -> None:
    begin, end = sample_of(200, RATE), sample_of(215, RATE)
    dubbing.timeline.state.set_loop(begin, end)
    dubbing.timeline.seek(begin)
    dubbing.player.play()
    seen: list[int] = []
    dubbing.player.position_changed.connect(collect := lambda _at: seen.append(shown(dubbing)))
    qtbot.waitUntil(lambda: len(seen) > 20 and (np.diff(seen) < -8).sum() >= 2, timeout=20_000)
    dubbing.player.position_changed.disconnect(collect)
    dubbing.player.stop()
    dubbing.timeline.clear_loop()
    assert min(seen[5:]) >= 199
    assert max(seen) <= 215


def test_after_the_films_end_there_is_no_picture(dubbing: MainWindow, qtbot: QtBot) -> None:
    dubbing.timeline.seek(21 * RATE)
    qtbot.waitUntil(lambda: shown(dubbing) == -1)
    dubbing.timeline.seek(RATE)
    qtbot.waitUntil(lambda: shown(dubbing) == 25)
