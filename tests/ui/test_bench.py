"""The measuring programs measure what they say, at sizes that a test can afford."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from cosydesk import app
from cosydesk.settings import Settings
from cosydesk.studio import storage
from cosydesk.studio.project import Project
from cosydesk.ui.bench_frames import PaintWatch, find_ms, key_to_paint_ms, open_ms, spread, timeline_frame_ms
from cosydesk.ui.bench_scene import many_clips, many_takes
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_finding_is_timed_in_the_real_window(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitExposed(window)
    found = find_ms(window, 60)
    assert isinstance(found["found"], int)
    assert found["found"] > 60
    for name in ("search", "turn", "type"):
        times = found[name]
        assert isinstance(times, dict)
        assert 0 < times["p50"] <= times["p95"] <= times["worst"]
    assert window.editor.finding.bar.isHidden()


@pytest.mark.slow
def test_opening_is_timed_until_the_timeline_is_painted(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitExposed(window)
    opened = open_ms(window, 12, 0.01)
    assert (opened["takes"], opened["hours"]) == (12, 0.01)
    assert 0 < opened["p50"] <= opened["worst"]
    assert [line.text for line in window.document.project.lines] == [""]


def test_a_day_of_work_has_takes_to_spare() -> None:
    project = Project()
    many_takes(project, 20, hours=0.02)
    assert len(project.takes) == 20
    assert project.length() / project.sample_rate == pytest.approx(72, rel=0.02)
    assert {len(takes) for takes in storage.spare_takes(project).values()} == {1}


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
