"""CosyVoice 2 and 3 in the window: their sounds and their manners, with a voice of one's own and real speech."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.engine.random_model import write_random_model
from cosydesk.studio.dictionary_edits import add_respelling
from cosydesk.studio.manner import presets
from cosydesk.studio.my_voice import MyVoice
from cosydesk.studio.pinyin import characters
from cosydesk.ui.actions import ActionId
from cosydesk.ui.editor.manner_popover import MannerPopover
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.sounds import SOUNDS
from tests.support.my_voices import add_voice
from tests.ui.editor.test_row_cells import actions_of
from tests.ui.window.conftest import DATA, ENGLISH, write

SICHUAN = {2: "用四川话说这句话", 3: "请用四川话表达。"}


@pytest.fixture(scope="module", params=[2, 3], ids=["v2", "v3"])
def generation(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture(scope="module")
def folder(generation: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("models") / f"Later{generation}"
    qwen = DATA / "tiny_qwen.json"
    write_random_model(path, config=DATA / f"tiny{generation}.yaml", generation=generation, qwen=qwen)
    return path


@pytest.fixture
def ann(window: MainWindow) -> Iterator[MyVoice]:
    voice = add_voice(window.document.voices.mine)
    yield voice
    for left in window.document.voices.mine.all():
        window.document.voices.mine.delete(left.id)


@pytest.fixture
def line_id(opened: MainWindow, ann: MyVoice, qtbot: QtBot) -> str:
    """A line that the model clones, once the window knows what the model can do."""
    (line_id,) = write(opened, "你好，今天天气不错。", voice=ann.id)
    opened.speaking_model.load()
    qtbot.waitUntil(lambda: opened.speech.capabilities_of_voice(ann.id) is not None, timeout=30_000)
    return line_id


def speak(window: MainWindow, qtbot: QtBot, line_id: str) -> None:
    with qtbot.waitSignal(window.speech.finished, timeout=60_000):
        window.speech.speak([line_id])


def test_sounds_are_put_in_by_commands_and_spoken(opened: MainWindow, line_id: str, qtbot: QtBot) -> None:
    bar, document = opened.editor.toolbar, opened.document
    qtbot.waitUntil(lambda: not bar.sounds.property("leftOut"))
    for action in SOUNDS.values():
        opened.actions_by_id[action].trigger()
    text = document.project.line(line_id).text
    assert all(f"[{event}]" in text for event in SOUNDS)
    speak(opened, qtbot, line_id)
    (take,) = document.project.takes_of(line_id)
    assert take.notices == ()
    assert take.length > 0
    opened.actions_by_id[ActionId.UNDO].trigger()
    assert document.project.line(line_id).text.count("[") == len(SOUNDS) - 1


@pytest.mark.slow
def test_a_voice_that_makes_none_says_so(opened: MainWindow, line_id: str, qtbot: QtBot) -> None:
    opened.actions_by_id[ActionId.SIGH].trigger()
    project = opened.document.project
    opened.document.apply(project.assign_voice([line_id], ENGLISH))
    opened.document.apply(project.edit_text(line_id, "[sigh] Hello."))
    speak(opened, qtbot, line_id)
    (take,) = project.takes_of(line_id)
    assert any("[sigh]" in notice for notice in take.notices)


@pytest.mark.slow
def test_dialects_and_moods_are_chosen_by_name(
    opened: MainWindow, line_id: str, generation: int, qtbot: QtBot
) -> None:
    opened.editor.ask_manner()
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, MannerPopover)
    actions: dict[str, QAction] = actions_of(popover.menu)
    assert {action.toolTip() for action in actions.values()} >= {each.text for each in presets(generation)}
    actions["Sichuanese"].trigger()
    line = opened.document.project.line(line_id)
    assert (line.instruct, line.mode) == (SICHUAN[generation], "instruct")
    speak(opened, qtbot, line_id)
    assert opened.queue.jobs()[-1].request.instruct == SICHUAN[generation]
    (take,) = opened.document.project.takes_of(line_id)
    assert take.length > 0


def test_pinyin_in_brackets_goes_only_to_models_that_take_it(
    opened: MainWindow, line_id: str, generation: int, qtbot: QtBot
) -> None:
    project = opened.document.project
    opened.document.apply(add_respelling(project, "给", "[j][ǐ]", whole_word=False))
    opened.document.apply(project.edit_text(line_id, "报道给予好评。"))
    speak(opened, qtbot, line_id)
    sent = opened.queue.jobs()[-1].request.text
    assert sent == ("报道[j][ǐ]予好评。" if generation == 3 else f"报道{characters('ji3')}予好评。")
