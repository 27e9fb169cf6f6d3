"""Voices of one's own in the window: spoken by an open model, encoded once, stale when they change."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from support.voices import TRANSCRIPT, add_voice

from cosydesk.engine.random_model import write_random_model
from cosydesk.engine.types import EncodedPrompt
from cosydesk.studio.my_voice import MyVoice
from cosydesk.studio.voice_modes import MODES
from cosydesk.ui.inspector.mode_box import ModeBox
from cosydesk.ui.inspector.take_words import TakeWords
from cosydesk.ui.library.audition import Audition
from cosydesk.ui.main_window import MainWindow

from .conftest import ENGLISH, write

PATIENCE_MS = 60_000


@pytest.fixture
def ann(window: MainWindow) -> Iterator[MyVoice]:
    mine = window.document.voices.mine
    voice = add_voice(mine)
    yield voice
    for left in mine.all():
        mine.delete(left.id)


@pytest.fixture
def model(window: MainWindow, golden_dir: Path, qtbot: QtBot) -> Iterator[str]:
    """The golden model, open; its id."""
    with qtbot.waitSignal(window.models.opened, timeout=PATIENCE_MS) as opened:
        window.models.open(golden_dir / "model")
    yield str(opened.args[0])
    for entry in window.models.entries():
        window.models.close(entry.id)


@pytest.fixture
def encoded(window: MainWindow) -> Iterator[list[EncodedPrompt]]:
    """What the engine had to encode, as it comes."""
    found: list[EncodedPrompt] = []

    def note(_job: object, made: EncodedPrompt) -> None:
        found.append(made)

    window.queue.prompt_encoded.connect(note)
    yield found
    window.queue.prompt_encoded.disconnect(note)


def speak(window: MainWindow, qtbot: QtBot, *line_ids: str, anew: bool = False) -> None:
    for line_id in line_ids:
        with qtbot.waitSignal(window.speech.finished, timeout=PATIENCE_MS):
            window.speech.speak([line_id], anew=anew)


def refusal(window: MainWindow, qtbot: QtBot, line_id: str) -> tuple[str, str]:
    with qtbot.waitSignal(window.speech.refused, timeout=5_000) as refused:
        window.speech.speak([line_id])
    message, remedy = refused.args
    return str(message), str(remedy)


def choose_mode(box: ModeBox, mode: str) -> None:
    """As the person does it: greyed modes can't be picked."""
    row = MODES.index(mode)
    assert not box.refused(mode), box.refused(mode)
    box.setCurrentIndex(row)
    box.activated.emit(row)


@pytest.mark.slow
def test_a_line_is_cloned_and_the_voice_encoded_once(
    window: MainWindow, ann: MyVoice, model: str, encoded: list[EncodedPrompt], qtbot: QtBot
) -> None:
    cloned, across = write(window, "收到好友从远方寄来的生日礼物。", "And then later on.", voice=ann.id)
    window.document.set_current_line(across)
    choose_mode(window.inspector.line.mode, "cross_lingual")
    speak(window, qtbot, cloned, across)
    project = window.document.project
    first, second = project.chosen_take(cloned), project.chosen_take(across)
    assert first is not None
    assert second is not None
    assert (first.request.model_id, first.request.mode, first.request.transcript) == (
        model,
        "zero_shot",
        TRANSCRIPT,
    )
    assert (second.request.mode, second.request.transcript) == ("cross_lingual", "")
    assert first.request.prompt == second.request.prompt == ann.prompt
    for take in (first, second):
        assert np.abs(project.audio(take.id)).max() > 0
    assert project.line_state(cloned) == project.line_state(across) == "done"
    assert project.voices == {ann.id: ann}, "it can be spoken on another machine"
    assert len(encoded) == 1
    assert window.document.voices.mine.encoded.of(ann.prompt).keys() == {encoded[0].encoder}
    assert window.document.voices.mine.encoded.of(ann.prompt)[encoded[0].encoder] == encoded[0].data


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_encoded_voice_outlives_the_engine(
    window: MainWindow, ann: MyVoice, model: str, encoded: list[EncodedPrompt], qtbot: QtBot
) -> None:
    (line_id,) = write(window, "你好。", voice=ann.id)
    speak(window, qtbot, line_id)
    made = len(encoded)
    before = window.queue.engine_pid
    with qtbot.waitSignal(window.queue.engine_state_changed, timeout=PATIENCE_MS):
        os.kill(before or 0, signal.SIGKILL)
    qtbot.waitUntil(lambda: window.queue.engine_pid is None, timeout=PATIENCE_MS)
    speak(window, qtbot, line_id, anew=True)
    assert window.queue.engine_pid not in (None, before)
    assert len(encoded) == made, "nothing was encoded again"
    takes = window.document.project.takes_of(line_id)
    assert len(takes) == 2
    assert takes[0].request.seed != takes[1].request.seed


def test_a_changed_transcript_makes_its_lines_stale(
    window: MainWindow, ann: MyVoice, model: str, qtbot: QtBot
) -> None:
    cloned, across = write(window, "你好。", "Hello.", voice=ann.id)
    project = window.document.project
    window.document.apply(project.edit_line(across, mode="cross_lingual"))
    speak(window, qtbot, cloned, across)
    assert window.stale.count == 0
    told: list[object] = []
    window.document.lines_changed.connect(told.append)
    window.document.voices.mine.change(ann.id, transcript="别的话。")
    window.document.lines_changed.disconnect(told.append)
    assert [project.line_state(line_id) for line_id in (cloned, across)] == ["stale", "done"]
    assert told == [frozenset({cloned, across})], "the rows are painted anew"
    assert window.stale.count == 1
    with qtbot.waitSignal(window.speech.finished, timeout=PATIENCE_MS):
        window.speech.speak_stale()
    assert project.line_state(cloned) == "done"
    window.document.voices.mine.change(ann.id, name="Anna")
    assert window.stale.count == 0, "a name isn't heard"
    assert window.document.voices.name(ann.id) == "Anna"


def test_takes_say_what_they_were_cloned_from(
    window: MainWindow, ann: MyVoice, model: str, qtbot: QtBot
) -> None:
    (line_id,) = write(window, "你好。", voice=ann.id)
    speak(window, qtbot, line_id)
    project, document = window.document.project, window.document
    (take,) = project.takes_of(line_id)
    words = TakeWords(document)

    def said() -> str:
        return words.differences(project.line(line_id), take).short

    assert said() == ""
    document.voices.mine.change(ann.id, transcript="别的话。")
    assert said() == "Another transcript of the voice"
    document.apply(project.edit_line(line_id, mode="cross_lingual"))
    assert said() == "Cloned"
    document.apply(project.set_project(cloning_model="Other"))
    assert said() == f"Model: {model} · Cloned"
    document.apply(project.assign_voice([line_id], ENGLISH))
    assert said() == "Voice: Ann · Cloned"


def test_without_a_model_that_clones_the_line_says_what_to_do(
    window: MainWindow, ann: MyVoice, qtbot: QtBot
) -> None:
    (line_id,) = write(window, "Hello.", voice=ann.id)
    message, remedy = refusal(window, qtbot, line_id)
    assert "Line 1" in message
    assert "No model that can clone" in message
    assert "Model menu" in remedy
    assert window.speaking_model.id == ""
    assert "No model" in window.top_bar.model.text()
    box = window.inspector.line.mode
    assert box.currentText() == "Clone"
    assert all(box.refused(mode) for mode in MODES)
    assert not window.queue.jobs() or all(job.state.ended for job in window.queue.jobs())


def test_without_a_transcript_the_other_mode_is_offered(
    window: MainWindow, ann: MyVoice, model: str, qtbot: QtBot
) -> None:
    window.document.voices.mine.change(ann.id, transcript="")
    (line_id,) = write(window, "Hello.", voice=ann.id)
    message, remedy = refusal(window, qtbot, line_id)
    assert "“Ann” has no transcript" in message
    assert "cross-lingual" in remedy
    box = window.inspector.line.mode
    assert "transcript" in box.refused("zero_shot")
    assert box.refused("sft")
    choose_mode(box, "cross_lingual")
    assert window.document.project.line(line_id).mode == "cross_lingual"
    speak(window, qtbot, line_id)
    window.document.undo.undo()
    assert window.inspector.line.mode.currentText() == "Clone"


def test_the_modes_follow_voice_and_model(window: MainWindow, ann: MyVoice, model: str, qtbot: QtBot) -> None:
    panel = window.inspector.line
    write(window, "你好。", voice=f"{model}:中文女")
    qtbot.waitUntil(panel.manner.isEnabled, timeout=PATIENCE_MS)
    assert [bool(panel.mode.refused(mode)) for mode in MODES] == [False, True, True, False]
    panel.manner.setPlainText("calm")
    assert panel.mode.currentText() == "Instruct"
    choose_mode(panel.mode, "sft")
    assert window.document.current_line().mode == "sft"  # type: ignore[union-attr]
    window.library.assign(ann.id)
    assert panel.mode.currentText() == "Clone"
    assert [bool(panel.mode.refused(mode)) for mode in MODES] == [True, False, False, True]
    assert model in panel.mode.refused("instruct")
    assert not panel.manner.isEnabled()
    assert not panel.presets.isEnabled()
    line = window.document.current_line()
    assert line is not None
    assert not window.editor.edit.rows.facts.can_direct(line)
    window.library.assign(ENGLISH)
    assert panel.mode.currentText() == "Built-in"
    assert "Starter" in panel.mode.refused("instruct")
    window.document.undo.undo()
    assert panel.mode.currentText() == "Clone"


def test_the_model_menu_chooses_who_clones(window: MainWindow, ann: MyVoice, model: str) -> None:
    write(window, "你好。", voice=ann.id)
    assert window.speaking_model.id == model
    menu = window.menus.model
    menu.aboutToShow.emit()
    starter, golden = menu.actions()[:2]
    assert not starter.isEnabled()
    assert "clone" in starter.toolTip()
    golden.trigger()
    assert window.document.project.settings.cloning_model == model
    window.models.close(model)
    assert window.speaking_model.id == ""
    window.document.undo.undo()
    assert window.document.project.settings.cloning_model == ""


def test_the_other_weights_of_a_model_are_another_choice(
    window: MainWindow, ann: MyVoice, tmp_path: Path, qtbot: QtBot
) -> None:
    data, folder = Path(__file__).parents[2] / "data", tmp_path / "Tiny3"
    write_random_model(folder, 1, data / "tiny3.yaml", generation=3, qwen=data / "tiny_qwen.json")
    weights = (folder / "llm.pt").read_bytes()
    write_random_model(tmp_path / "other", 2, data / "tiny3.yaml", generation=3, qwen=data / "tiny_qwen.json")
    (tmp_path / "other" / "llm.pt").rename(folder / "llm.rl.pt")
    assert (folder / "llm.rl.pt").read_bytes() != weights
    with qtbot.waitSignal(window.models.opened, timeout=PATIENCE_MS):
        window.models.open(folder)
    (line_id,) = write(window, "好。", voice=ann.id)
    speak(window, qtbot, line_id)
    project, menu = window.document.project, window.menus.model
    assert project.line_state(line_id) == "done"
    menu.aboutToShow.emit()
    usual, other = menu.actions()[1:3]
    assert (usual.text(), other.text()) == ("Tiny3", "Tiny3, RL weights")
    assert [usual.isChecked(), other.isChecked()] == [True, False]
    assert "llm.rl.pt" in other.toolTip()
    other.trigger()
    assert window.speaking_model.id == "Tiny3 (RL)"
    assert project.line_state(line_id) == "stale", "another model speaks it now"
    speak(window, qtbot, line_id)
    first, second = project.takes_of(line_id)
    assert {first.request.model_id, second.request.model_id} == {"Tiny3", "Tiny3 (RL)"}
    assert first.revision != second.revision
    assert project.line_state(line_id) == "done"
    menu.aboutToShow.emit()
    assert menu.actions()[2].isChecked()
    window.models.close("Tiny3")
    assert not window.models.entries()


def test_a_closed_model_that_was_chosen_is_named(
    window: MainWindow, ann: MyVoice, model: str, qtbot: QtBot
) -> None:
    (line_id,) = write(window, "你好。", voice=ann.id)
    window.document.apply(window.document.project.set_project(cloning_model="Elsewhere"))
    message, remedy = refusal(window, qtbot, line_id)
    assert "Elsewhere" in message
    assert "choose another model" in remedy


def test_a_deleted_voice_stays_with_the_project(
    window: MainWindow, ann: MyVoice, model: str, qtbot: QtBot
) -> None:
    (line_id,) = write(window, "你好。", voice=ann.id)
    speak(window, qtbot, line_id)
    voices = window.document.voices
    voices.mine.delete(ann.id)
    assert voices.is_guest(ann.id)
    assert voices.name(ann.id) == "Ann"
    assert window.document.project.line_state(line_id) == "done"
    assert window.inspector.line.voice.currentText() == "Ann"
    speak(window, qtbot, line_id, anew=True)
    assert len(window.document.project.takes_of(line_id)) == 2
    window.document.apply(window.document.project.edit_lines([line_id], [], 0))
    assert window.files.new()
    qtbot.waitUntil(lambda: not voices.is_guest(ann.id))
    (line_id,) = write(window, "你好。", voice=ann.id)
    message, _ = refusal(window, qtbot, line_id)
    assert "isn't among your voices" in message


def test_a_voice_comes_into_the_project_with_its_first_line(
    window: MainWindow, ann: MyVoice, qtbot: QtBot
) -> None:
    write(window, "你好。", voice=ENGLISH)
    assert window.document.project.voices == {}
    window.library.assign(ann.id)
    qtbot.waitUntil(lambda: window.document.project.voices == {ann.id: ann})


def test_a_voice_is_heard_with_a_model_and_without(
    window: MainWindow, ann: MyVoice, golden_dir: Path, qtbot: QtBot
) -> None:
    audition: Audition = window.audition
    with qtbot.waitSignal(audition.playing_changed, timeout=PATIENCE_MS) as playing:
        window.library.hear(ann.id)
    assert playing.args == [ann.id]
    assert not any(job.label == "Ann" for job in window.queue.jobs()), "as it was recorded"
    window.library.hear(ann.id)
    with qtbot.waitSignal(window.models.opened, timeout=PATIENCE_MS):
        window.models.open(golden_dir / "model")
    with qtbot.waitSignal(window.queue.job_finished, timeout=PATIENCE_MS) as finished:
        window.library.hear(ann.id)
    assert finished.args[0].request.text == ann.trial
    window.library.hear(ann.id)
    for entry in window.models.entries():
        window.models.close(entry.id)
