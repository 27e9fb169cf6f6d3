"""The first start: what suits this computer, fetched while the window is used, and shown once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from cosydesk.doctor.desk import Desk as Devices
from cosydesk.doctor.gpus import Gpu
from cosydesk.doctor.machine import Cores, Machine
from cosydesk.playback.output import device_names
from cosydesk.playback.recorder import input_names
from cosydesk.settings import Settings
from cosydesk.ui.actions import ActionId
from cosydesk.ui.models.first_start import FirstStart
from cosydesk.ui.models.manager_dialog import ModelManager
from tests.support import pulse
from tests.support.accessible import nameless
from tests.ui.window.model_hub import PATIENCE_MS, SPEECH, Desk

CARD = Gpu("NVIDIA GeForce RTX 4070", 12 << 30, fits=True)
MACHINE = Machine("Linux", "A CPU", Cores(8, 16, 16), 16 << 30, 12 << 30, 500 << 30, (CARD,))


@pytest.fixture
def first(desk: Desk, qtbot: QtBot) -> Iterator[FirstStart]:
    """As its action shows it, on a computer with a graphics card."""
    desk.window.settings.first_start_seen = False
    desk.window.actions_by_id[ActionId.SET_UP].trigger()
    dialog = desk.window.findChild(FirstStart)
    assert dialog is not None
    stock = desk.window.stock
    qtbot.waitUntil(lambda: "Looking" not in dialog.where_text(), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: stock.known and stock.state(SPEECH).folder is None, timeout=PATIENCE_MS)
    dialog.show_machine(MACHINE)
    yield dialog
    desk.window.stock.suggest("")


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_this_computer_is_looked_at_without_being_told(desk: Desk, qtbot: QtBot) -> None:
    dialog = desk.window.dialogs.show_first_start()
    qtbot.waitUntil(lambda: dialog.where_text().startswith("Speech will run on"), timeout=PATIENCE_MS)


def test_it_says_what_runs_where_and_offers_what_suits(first: FirstStart) -> None:
    assert first.where_text() == "Speech will run on your NVIDIA GeForce RTX 4070 (12 GB)."
    assert first.model is not None
    assert first.model.id == SPEECH
    assert first.download.isVisible()
    assert first.later.text() == "Not now"
    assert first.state_text() == "", "no time is guessed before a byte has come"
    assert nameless(first) == []


def test_no_line_of_it_is_cut(first: FirstStart, qtbot: QtBot) -> None:
    """Its words come when it is shown already, and need as many lines as the fonts of the system want."""
    words = [one for one in first.findChildren(QLabel) if one.wordWrap() and one.isVisible()]
    assert len(words) > 3
    words[0].setText("Words that come late. " * 20)
    qtbot.waitUntil(lambda: all(one.height() >= one.heightForWidth(one.width()) for one in words))


def test_not_now_is_kept_and_it_can_be_asked_for_again(first: FirstStart, desk: Desk, qtbot: QtBot) -> None:
    click(qtbot, first.later)
    assert not first.isVisible()
    assert Settings.load(desk.window.settings.path).first_start_seen
    assert desk.window.downloads.all() == []
    qtbot.waitUntil(lambda: not desk.window.findChildren(FirstStart), timeout=PATIENCE_MS)
    desk.window.actions_by_id[ActionId.SET_UP].trigger()
    assert desk.window.findChild(FirstStart) is not None


@pytest.mark.slow
def test_one_starts_at_once_while_the_model_arrives(first: FirstStart, desk: Desk, qtbot: QtBot) -> None:
    desk.hold()
    click(qtbot, first.download)
    qtbot.waitUntil(desk.repository.held.is_set, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: " of " in first.state_text(), timeout=PATIENCE_MS)
    assert not first.bar.isHidden()
    assert first.later.text() == "Start"
    click(qtbot, first.later)
    assert not desk.window.fetching.isHidden(), "it goes on where everybody sees it"
    with qtbot.waitSignal(desk.window.models.opened, timeout=PATIENCE_MS):
        desk.repository.release.set()
    assert desk.window.fetching.isHidden()
    assert desk.target.is_dir()


def test_it_can_be_paused_and_goes_on(first: FirstStart, desk: Desk, qtbot: QtBot) -> None:
    desk.hold()
    click(qtbot, first.download)
    qtbot.waitUntil(desk.repository.held.is_set, timeout=PATIENCE_MS)
    assert first.pause.text() == "Pause"
    click(qtbot, first.pause)
    qtbot.waitUntil(lambda: first.state_text().startswith("Paused"), timeout=PATIENCE_MS)
    desk.repository.release.set()
    assert first.pause.text() == "Resume"
    with qtbot.waitSignal(desk.window.models.opened, timeout=PATIENCE_MS):
        click(qtbot, first.pause)
    qtbot.waitUntil(lambda: "In use" in first.state_text(), timeout=PATIENCE_MS)
    assert not first.download.isVisible()


def test_a_folder_that_is_there_already(
    first: FirstStart, desk: Desk, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    with qtbot.waitSignal(desk.window.models.opened, timeout=PATIENCE_MS):
        click(qtbot, first.have)
    qtbot.waitUntil(lambda: not first.isVisible(), timeout=PATIENCE_MS)
    assert any(voice.model_id == folder.name for voice in desk.window.document.voices.all())


def test_a_folder_that_is_none_says_so_here(first: FirstStart, tmp_path: Path, qtbot: QtBot) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    first.adopt(empty)
    qtbot.waitUntil(lambda: "not a CosyVoice model" in first.note_text(), timeout=PATIENCE_MS)
    assert first.isVisible()


def test_a_small_computer_is_told_what_it_lacks(first: FirstStart, qtbot: QtBot) -> None:
    first.show_machine(replace(MACHINE, memory_bytes=1 << 20, gpus=()))
    assert first.model is None
    assert not first.download.isVisible()
    assert not first.card.isVisible()
    assert first.later.isDefault()


SPEAKERS, HEADSET = ("Speakers (USB Audio)", "HDMI"), ("Headset", "Webcam")


@pytest.mark.parametrize(
    ("outputs", "inputs", "named", "missing"),
    [
        (SPEAKERS, HEADSET, "Sound: Speakers (USB Audio) · Microphone: Headset", []),
        (SPEAKERS, (), "Sound: Speakers (USB Audio)", ["There is no microphone"]),
        ((), HEADSET, "Microphone: Headset", ["There is no sound output"]),
        ((), (), "", ["There is no sound output", "There is no microphone"]),
        (None, None, "", []),
    ],
)
def test_it_says_which_sound_devices_there_are(
    first: FirstStart,
    outputs: tuple[str, ...] | None,
    inputs: tuple[str, ...] | None,
    named: str,
    missing: list[str],
) -> None:
    first.sound.show_desk(Devices(True, outputs=outputs, inputs=inputs))
    assert first.sound.devices.text() == named
    assert first.sound.devices.isVisible() == bool(named)
    hints = [row for row in (first.sound.no_output, first.sound.no_input) if row.isVisible()]
    assert [row.text().split(":")[0] for row in hints] == missing
    assert all("Plug" in row.text() for row in hints), "each says what to do"
    assert all(row.accessibleName() == row.text() for row in hints)
    assert first.sound.isVisible() == bool(named or missing)


def test_the_sound_devices_of_this_computer_come_and_go(first: FirstStart, qtbot: QtBot) -> None:
    if not os.environ.get("PULSE_SERVER", "").startswith("unix:"):
        pytest.skip("there is no private PulseAudio")
    sound, usual = first.sound.devices, f"Sound: {device_names()[0]}"
    assert sound.text().startswith(usual)
    with pulse.loudspeaker("Monitors"):
        qtbot.waitUntil(lambda: sound.text().startswith("Sound: Monitors"), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: sound.text().startswith(usual), timeout=PATIENCE_MS)
    with pulse.microphone("Lapel"):
        qtbot.waitUntil(lambda: "Lapel" in input_names(), timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: sound.text().endswith(f"Microphone: {input_names()[0]}"), timeout=PATIENCE_MS)
    assert not first.sound.no_input.isVisible()


def test_all_models_are_one_click_away(first: FirstStart, desk: Desk, qtbot: QtBot) -> None:
    click(qtbot, first.all)
    manager = desk.window.findChild(ModelManager)
    assert manager is not None
    assert manager.cards[SPEECH].state.suggested


def test_the_tour_follows_the_first_start_and_both_come_once(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    window.settings.first_start_seen = window.settings.tour_seen = False
    window.dialogs.welcome()
    dialog = window.findChild(FirstStart)
    assert dialog is not None
    assert window.dialogs.tour.isHidden()
    click(qtbot, dialog.later)
    qtbot.waitUntil(window.dialogs.tour.isVisible, timeout=PATIENCE_MS)
    window.dialogs.tour.end()
    qtbot.waitUntil(lambda: not window.findChildren(FirstStart), timeout=PATIENCE_MS)
    window.dialogs.welcome()
    assert window.findChild(FirstStart) is None
    assert window.dialogs.tour.isHidden()


def test_quitting_pauses_the_download_and_says_so(desk: Desk, qtbot: QtBot) -> None:
    held = desk.hold()
    window = desk.window
    window.stock.download(SPEECH)
    qtbot.waitUntil(desk.repository.held.is_set, timeout=PATIENCE_MS)
    window.leaving.tell_downloads_pause()
    assert window.messages.message == "The download is paused."
    window.downloads.pause(SPEECH)
    qtbot.waitUntil(lambda: not window.downloads.busy, timeout=PATIENCE_MS)
    desk.repository.release.set()
    assert (desk.root / ".incomplete").is_dir()
    with qtbot.waitSignal(window.models.opened, timeout=PATIENCE_MS):
        window.downloads.resume(SPEECH)
    assert desk.server.starts(held)[-1] > 0


def test_chinese(first: FirstStart, desk: Desk, qtbot: QtBot) -> None:
    desk.window.translation.choose("zh_CN")
    wanted = "语音将在您的 NVIDIA GeForce RTX 4070（12 GB）上生成。"
    qtbot.waitUntil(lambda: first.where_text() == wanted)
    assert first.download.text() == "下载"
    first.sound.show_desk(Devices(True, outputs=SPEAKERS, inputs=HEADSET))
    assert first.sound.devices.text() == "声音：Speakers (USB Audio) · 麦克风：Headset"
    first.sound.show_desk(Devices(True, outputs=(), inputs=HEADSET))
    assert first.sound.no_output.text().startswith("没有")
