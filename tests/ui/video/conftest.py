"""The real window, as its own tests build it, and a film that carries its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.video.film import FilmState
from tests.support.films import make_film
from tests.ui.window.conftest import built  # noqa: F401 - a fixture
from tests.ui.window.conftest import window as window


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """20 s at 25 pictures a second, with a tone in both ears."""
    t = np.arange(20 * 48_000) / 48_000
    sound = np.stack([0.3 * np.sin(2 * np.pi * hz * t) for hz in (440, 300)], axis=1).astype(np.float32)
    return make_film(tmp_path_factory.mktemp("films") / "film.mp4", seconds=20, sound=sound)


@pytest.fixture
def dubbing(window: MainWindow, film: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The window with that film open and its sound read."""
    window.settings.show_video = True
    window.video.open(film)
    qtbot.waitUntil(lambda: window.video.film.state is FilmState.READY, timeout=20_000)
    yield window
    window.player.stop()
    window.player.set_speed(1.0)
