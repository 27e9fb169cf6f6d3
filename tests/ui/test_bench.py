"""The measuring programs measure what they say, at sizes that a test can afford."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cosydesk import app
from cosydesk.settings import Settings
from cosydesk.studio.project import Project
from cosydesk.ui.bench_frames import PaintWatch, key_to_paint_ms, spread, timeline_frame_ms
from cosydesk.ui.bench_scene import many_clips
from cosydesk.ui.main_window import MainWindow


@pytest.fixture
def window(qapp: QApplication, home: object) -> Iterator[MainWindow]:
    settings = Settings.load()
    settings.language = "en"
    made = app.build(qapp, settings)
    made.show()
    yield made
    made.queue.shutdown()
    made.player.close()
    made.close()
    made.deleteLater()


def test_clips_fill_the_hours_they_should() -> None:
    project = Project()
    many_clips(project, 50, hours=0.05)
    assert len(project.layout()) == 50
    assert project.length() / project.sample_rate == pytest.approx(180, rel=0.01)
    assert len({placed.clip.track_id for placed in project.layout()}) == 3


def test_keys_and_frames_are_timed_in_the_real_window(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitExposed(window)
    keys = key_to_paint_ms(window, 60)
    assert keys["lines"] == 60
    for name in ("type", "enter", "undo"):
        times = keys[name]
        assert isinstance(times, dict)
        assert 0 < times["p50"] <= times["p95"] <= times["worst"]
    frames = timeline_frame_ms(window, 30)
    for name in ("pan", "zoom"):
        times = frames[name]
        assert isinstance(times, dict)
        assert 0 < times["p50"] <= times["p95"] <= times["worst"]
    assert [line.text for line in window.document.project.lines] == [""]


def test_what_paints_nothing_is_told(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cosydesk.ui.bench_frames._PATIENCE_MS", 50)
    label = QLabel("still")
    qtbot.addWidget(label)
    label.show()
    qtbot.waitExposed(label)
    watch = PaintWatch(label)
    assert watch.time(lambda: label.setText("moved")) > 0
    with pytest.raises(TimeoutError):
        watch.time(lambda: None)


def test_spread_names_the_middle_and_the_late_ones() -> None:
    assert spread([1.0] * 95 + [100.0] * 5)["p50"] == 1.0
    assert spread([1.0, 2.0, 3.0])["worst"] == 3.0
