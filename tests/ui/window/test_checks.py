"""Takes that check themselves, in the window: read back by the real engine, marked, spoken again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from cosydesk.studio.take import Take
from cosydesk.studio.take_check import TakeCheck
from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow
from tests.support.starter_speech import RATE, SENTENCES, starter_speech
from tests.support.studio import tone
from tests.ui.window.conftest import TINY, write

A = ActionId
SAID = SENTENCES["en"][1]
FAILED = TakeCheck(0.5, "word", "the lamp", ("missing_words",), "whisper-base", failed=True)


@pytest.fixture(autouse=True)
def calm(window: MainWindow, qtbot: QtBot) -> Iterator[None]:
    window.inspector.show_tab(0)
    window.inspector.line.checking.head.setChecked(False)
    yield
    window.checks.cancel()
    window.settings.recogniser = "auto"


def choose(window: MainWindow, **values: object) -> None:
    window.document.apply(window.document.project.set_project(**values))


def add_spoken(window: MainWindow, line_id: str) -> Take:
    """A take in which `SAID` is said, whatever the line says."""
    project = window.document.project
    return project.add_take(
        line_id, project.new_take_request(project.line(line_id)), starter_speech("en"), RATE
    )


def check_of(window: MainWindow, take: Take) -> TakeCheck | None:
    return window.document.project.takes[take.id].check


def wait(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.checks.busy and not window.queue.busy, timeout=60_000)


@pytest.mark.slow
def test_a_new_take_is_read_back_when_the_project_wants_it(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, "The lamp on the kitchen table was still burning.")
    window.commands.speak([line_id])
    wait(window, qtbot)
    (quiet,) = window.document.project.takes_of(line_id)
    assert quiet.check is None
    choose(window, check_takes="warn")
    steps = window.document.undo.count()
    window.commands.speak([line_id], anew=True)
    wait(window, qtbot)
    take = window.document.project.takes_of(line_id)[1]
    assert take.check is not None
    assert take.check.recogniser == "whisper-base"
    assert not take.check.failed
    assert window.document.undo.count() == steps
    first, second = window.inspector.line.takes.rows()
    assert first.check is None
    assert second.check is not None
    assert second.check.state == "passed"
    assert second.height() > first.height()
    assert f"check passed, {second.check.score}" in second.accessibleName()
    assert window.inspector.line.takes.check.isVisible()


@pytest.mark.slow
def test_what_differs_is_marked_at_the_take_and_at_the_line(window: MainWindow, qtbot: QtBot) -> None:
    good, bad = write(window, SAID, SAID.replace("nine fifteen", "nine fifteen or sometimes seven thirty"))
    takes = [add_spoken(window, line_id) for line_id in (good, bad)]
    toast: list[tuple[int, int]] = []
    window.checks.ended.connect(lambda *found: toast.append(found))
    window.actions_by_id[A.CHECK_TAKES].trigger()
    assert window.checks.busy
    assert window.inspector.line.checking.cancel.isVisibleTo(window.inspector.line.checking.body)
    wait(window, qtbot)
    assert toast == [(2, 1)]
    check = check_of(window, takes[1])
    assert check is not None
    assert "missing_words" in check.faults
    state = window.editor.edit.rows.facts.state(window.document.project.line(bad))
    assert (state.icon, state.token) == ("triangle-alert", "warn")
    assert "Words are missing" in state.reason
    assert window.editor.edit.rows.facts.state(window.document.project.line(good)).icon == "check"
    assert window.document.current_line_id == good
    window.actions_by_id[A.NEXT_FAILED].trigger()
    assert window.document.current_line_id == bad
    (row,) = window.inspector.line.takes.rows()
    assert row.check is not None
    assert row.check.state == "failed"
    assert "Words are missing" in row.accessibleName()
    card = window.inspector.line.takes.check
    assert "<s>" in card.words.text()
    assert "sometimes" in card.words.text()
    assert "Heard: " in card.words.text()
    assert card.verdict.text().startswith(row.check.score)


@pytest.mark.slow
def test_one_take_is_checked_again_by_key_and_by_menu(window: MainWindow, qtbot: QtBot) -> None:
    (line_id,) = write(window, SAID)
    take = add_spoken(window, line_id)
    (row,) = window.inspector.line.takes.rows()
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_C)
    wait(window, qtbot)
    found = check_of(window, take)
    assert found is not None
    assert not found.failed
    window.document.project.add_check(take.id, FAILED)
    window.actions_by_id[A.CHECK_TAKE].trigger()
    wait(window, qtbot)
    assert check_of(window, take) == found


def test_without_a_recogniser_the_signal_is_judged(window: MainWindow, qtbot: QtBot) -> None:
    window.settings.recogniser = "off"
    (line_id,) = write(window, SAID)
    take = add_spoken(window, line_id)
    window.checks.check([take.id])
    wait(window, qtbot)
    assert check_of(window, take) == TakeCheck(None, "word", failed=False)
    (row,) = window.inspector.line.takes.rows()
    assert row.check is not None
    assert (row.check.state, row.check.score, row.check.short) == ("unread", "–", "Not read back")


@pytest.mark.slow
def test_a_failing_line_is_spoken_again_and_the_best_take_is_kept(opened: MainWindow, qtbot: QtBot) -> None:
    window = opened
    choose(window, check_takes="redo", check_tries=2)
    (line_id,) = write(window, "今天天气很好。", voice=TINY)
    seen: set[str] = set()
    window.queue.job_changed.connect(
        lambda _job: seen.update(row.state_text() for row in window.inspector.queue.rows())
    )
    steps = window.document.undo.count()
    window.commands.speak([line_id])
    qtbot.waitUntil(lambda: len(window.document.project.takes_of(line_id)) == 3, timeout=60_000)
    wait(window, qtbot)
    takes = window.document.project.takes_of(line_id)
    assert len(takes) == 3
    assert len({take.request.seed for take in takes}) == 3
    assert all(take.check is not None and take.check.failed for take in takes)
    rates = {take.id: (take.check.error_rate, len(take.check.faults)) for take in takes if take.check}
    assert rates[str(window.document.project.line(line_id).take_id)] == min(rates.values())
    assert any(text.endswith("attempt 3 of 3") for text in seen)
    assert window.document.undo.count() == steps


def test_a_locked_seed_is_warned_of_and_not_spoken_again(opened: MainWindow, qtbot: QtBot) -> None:
    window = opened
    choose(window, check_takes="redo", check_tries=2)
    (line_id,) = write(window, "今天天气很好。", voice=TINY)
    window.document.apply(window.document.project.edit_each([line_id], seed=7, seed_locked=True))
    window.commands.speak([line_id])
    qtbot.waitUntil(lambda: bool(window.document.project.takes_of(line_id)), timeout=60_000)
    wait(window, qtbot)
    (take,) = window.document.project.takes_of(line_id)
    assert take.check is not None
    assert take.check.failed


def test_cancelling_the_job_ends_the_attempts(opened: MainWindow, qtbot: QtBot) -> None:
    window = opened
    choose(window, check_takes="redo", check_tries=9)
    (line_id,) = write(window, "今天天气很好。", voice=TINY)

    def stop(job: object) -> None:
        if getattr(job, "tries", None) == (2, 10):
            window.actions_by_id[A.CANCEL_ALL].trigger()

    window.queue.job_changed.connect(stop)
    window.commands.speak([line_id])
    with qtbot.waitSignal(window.queue.job_cancelled, timeout=60_000):
        pass
    window.queue.job_changed.disconnect(stop)
    wait(window, qtbot)
    (take,) = window.document.project.takes_of(line_id)
    assert window.document.project.line(line_id).take_id == take.id


@pytest.mark.slow
def test_speaking_goes_before_checking(window: MainWindow, qtbot: QtBot) -> None:
    first, second = write(window, SAID, "Hello.")
    take = add_spoken(window, first)
    order: list[str] = []
    window.speech.finished.connect(lambda _line: order.append("spoken"))
    window.checks.ended.connect(lambda *_found: order.append("checked"))
    window.checks.check([take.id])
    window.commands.speak([second])
    wait(window, qtbot)
    assert order == ["spoken", "checked"]
    assert check_of(window, take) is not None


def test_checking_is_cancelled(window: MainWindow, qtbot: QtBot) -> None:
    ids = write(window, SAID, SAID, SAID)
    takes = [add_spoken(window, line_id) for line_id in ids]
    window.actions_by_id[A.CHECK_TAKES].trigger()
    fold = window.inspector.line.checking
    assert fold.head.summary == "Checking 1 of 3"
    fold.head.setChecked(True)
    qtbot.mouseClick(fold.cancel, Qt.MouseButton.LeftButton)
    assert not window.checks.busy
    assert fold.head.summary == "Off"
    qtbot.wait(0)
    assert [check_of(window, take) for take in takes] == [None, None, None]


def test_the_project_says_how_takes_are_checked(window: MainWindow, qtbot: QtBot) -> None:
    fold = window.inspector.line.checking
    qtbot.mouseClick(fold.head, Qt.MouseButton.LeftButton)
    assert fold.body.isVisible()
    assert not fold.limit.isEnabled()
    third = QPoint(fold.mode.width() - 10, fold.mode.height() // 2)
    qtbot.mouseClick(fold.mode, Qt.MouseButton.LeftButton, pos=third)
    settings = window.document.project.settings
    assert settings.check_takes == "redo"
    assert fold.head.summary == "Speak again"
    fold.limit.setValue(35)
    fold.tries.setValue(4)
    settings = window.document.project.settings
    assert (settings.check_limit, settings.check_tries) == (0.35, 4)
    for _ in range(3):
        window.document.undo.undo()
    assert window.document.project.settings.check_takes == "off"
    assert (fold.mode.index, fold.tries.isEnabled()) == (0, False)


def test_the_next_failed_line_goes_round(window: MainWindow) -> None:
    ids = write(window, "One.", "Two.", "Three.")
    project = window.document.project
    window.actions_by_id[A.NEXT_FAILED].trigger()
    assert window.document.current_line_id == ids[0]
    assert window.toast.isVisible()
    for line_id in (ids[0], ids[2]):
        take = project.add_take(line_id, project.take_request(project.line(line_id)), tone(), RATE)
        project.add_check(take.id, FAILED)
    found = []
    for _ in range(3):
        window.actions_by_id[A.NEXT_FAILED].trigger()
        found.append(window.document.current_line_id)
    assert found == [ids[2], ids[0], ids[2]]
