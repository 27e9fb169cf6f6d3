"""Messages that come together: each is seen, and none has to be closed a hundred times."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.message_bar import MessageBar
from cosydesk.ui.words import Words


@pytest.fixture
def bar(qapp: QApplication, qtbot: QtBot) -> MessageBar:
    made = MessageBar(Theme(qapp, "light"))
    qtbot.addWidget(made)
    return made


def closed(bar: MessageBar, qtbot: QtBot) -> list[str]:
    """What is said one after another while the person closes it."""
    said = []
    while not bar.isHidden():
        said.append(bar.message)
        qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    return said


def test_the_latest_note_covers_the_others(bar: MessageBar, qtbot: QtBot) -> None:
    pressed: list[str] = []
    bar.show_note("one", "why", "Do it", lambda: pressed.append("one"))
    bar.show_note("two")
    bar.show_note("three", button="Do that", do=lambda: pressed.append("three"))
    assert bar.more == "2 more"
    qtbot.mouseClick(bar.way_out, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert bar.way_out.isHidden()
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(bar.way_out, Qt.MouseButton.LeftButton)
    assert pressed == ["three", "one"]
    assert closed(bar, qtbot) == ["one"]


def test_notes_wait_behind_an_error(bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_note("before")
    bar.show_error("bad")
    bar.show_note("after")
    assert closed(bar, qtbot) == ["bad", "after", "before"]


def test_an_error_that_was_seen_gives_way_to_the_next(bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_error("line 1")
    bar.show_error("line 2")
    assert closed(bar, qtbot) == ["line 2"]


def test_errors_that_nobody_could_see_yet_wait(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = MessageBar(Theme(qapp, "light"), window)
    bar.show_error("library")
    bar.show_error("project")
    window.show()
    assert closed(bar, qtbot) == ["project", "library"]


def test_the_same_is_said_once(bar: MessageBar, qtbot: QtBot) -> None:
    for text in ("one", "two", "one", "two"):
        bar.show_note(text)
    assert closed(bar, qtbot) == ["two", "one"]


def test_what_was_hidden_is_gone(bar: MessageBar, qtbot: QtBot) -> None:
    bar.show_note("one")
    bar.show_note("two")
    bar.hide()
    bar.show_note("three")
    assert closed(bar, qtbot) == ["three"]


def test_what_is_shown_and_what_waits_follow_the_language(bar: MessageBar, qtbot: QtBot) -> None:
    language = ["en"]
    bar.show_note(Words(lambda: f"one {language[0]}"), "", Words(lambda: f"do {language[0]}"), lambda: None)
    bar.show_error(Words(lambda: f"bad {language[0]}"), Words(lambda: f"mend {language[0]}"))
    language[0] = "zh"
    QCoreApplication.sendEvent(bar, QEvent(QEvent.Type.LanguageChange))
    assert {each.text() for each in bar.findChildren(QLabel)} >= {"bad zh", "mend zh"}
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert (bar.message, bar.way_out.text()) == ("one zh", "do zh")
