"""The model manager with the real client, a hub on this machine, and an engine that opens what was fetched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cosydesk.engine.types import Request
from cosydesk.jobs.downloads import Downloads
from cosydesk.settings import Settings
from cosydesk.studio.library import STARTER
from cosydesk.ui.actions import ActionId
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.models.card_state import Deed, Kind
from cosydesk.ui.models.manager_dialog import ModelManager
from cosydesk.ui.models.model_card import ModelCard
from cosydesk.ui.models.stock import ModelStock
from cosydesk.ui.preferences.controls import PressControl
from cosydesk.ui.preferences.folder_controls import FolderControl, FoldersControl
from cosydesk.ui.preferences.preferences_dialog import PreferencesDialog
from tests.support.accessible import nameless
from tests.ui.window.model_hub import LATER, PATIENCE_MS, RECOGNISER, SPEECH, Desk

SOUND = "Checked: every file is right, and it can be opened"
LOOKS_INSIDE = "Checking whether it can be opened…"


@pytest.fixture
def manager(desk: Desk, qtbot: QtBot) -> ModelManager:
    """The manager as the action shows it, done with looking."""
    desk.window.actions_by_id[ActionId.MANAGE_MODELS].trigger()
    found = desk.window.findChild(ModelManager)
    assert found is not None
    qtbot.waitUntil(
        lambda: desk.window.stock.known and all(card.state.folder is None for card in found.cards.values()),
        timeout=PATIENCE_MS,
    )
    return found


@pytest.fixture
def mine(folder: Path, tmp_path: Path) -> Path:
    """The model as somebody has laid it down by hand."""
    return shutil.copytree(folder, tmp_path / "mine" / "pretrained_models" / "CosyVoice-300M")


def click(qtbot: QtBot, card: ModelCard, deed: Deed) -> None:
    button = card.button(deed)
    assert button is not None, f"{deed} can't be done: {card.state}"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def until(qtbot: QtBot, card: ModelCard, kind: Kind) -> None:
    qtbot.waitUntil(lambda: card.state.kind is kind, timeout=PATIENCE_MS)


def settings_over(manager: ModelManager, qtbot: QtBot) -> PreferencesDialog:
    """The preferences that the manager's button brings up over it."""
    qtbot.mouseClick(manager.place.change, Qt.MouseButton.LeftButton)
    shown = manager.findChild(PreferencesDialog)
    assert shown is not None
    assert shown.isVisible()
    assert shown.page == "models"
    return shown


def fetched(qtbot: QtBot, card: ModelCard) -> None:
    click(qtbot, card, Deed.DOWNLOAD)
    qtbot.waitUntil(lambda: card.state.in_use, timeout=PATIENCE_MS)
    until(qtbot, card, Kind.HERE)


def test_the_first_day_says_what_can_be_had(manager: ModelManager) -> None:
    assert manager.summary_text().startswith("No model is here yet.")
    assert "free on this disk" in manager.place.room_text()
    assert set(manager.cards) == {SPEECH, LATER, RECOGNISER}
    assert manager.cards[SPEECH].button(Deed.DOWNLOAD) is not None
    later = manager.cards[LATER]
    assert later.button(Deed.DOWNLOAD) is None
    assert later.state_text() == "Can't be spoken with yet in this version."
    assert nameless(manager) == []


@pytest.mark.slow
def test_a_fetched_model_is_checked_opened_and_its_voices_are_there(
    manager: ModelManager, desk: Desk, qtbot: QtBot
) -> None:
    card = manager.cards[SPEECH]
    seen: list[tuple[Kind, str]] = []

    def note(_model_id: str) -> None:
        seen.append((card.state.kind, card.state_text()))

    desk.window.stock.changed.connect(note)
    fetched(qtbot, card)
    desk.window.stock.changed.disconnect(note)
    kinds = list(dict.fromkeys(kind for kind, _text in seen))
    assert kinds[-4:] == [Kind.DOWNLOADING, Kind.CHECKING, Kind.OPENING, Kind.HERE]
    assert (Kind.CHECKING, LOOKS_INSIDE) in seen
    assert any("%" in text for _kind, text in seen)
    assert card.state_text() == "In use: its voices are in the library"
    assert card.state.folder == desk.target
    assert not card.state.in_place
    assert any(voice.model_id == "CosyVoice-300M" for voice in desk.window.document.voices.all())
    assert not (desk.target / "big.zip").exists()
    assert desk.window.fetching.isHidden()
    assert manager.summary_text().startswith("Here: 1")


def test_a_download_shows_files_and_saving_is_paused_and_goes_on(
    manager: ModelManager, desk: Desk, qtbot: QtBot
) -> None:
    held = desk.hold()
    card = manager.cards[SPEECH]
    click(qtbot, card, Deed.DOWNLOAD)
    qtbot.waitUntil(desk.repository.held.is_set, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: held in card.file_texts(), timeout=PATIENCE_MS)
    assert " instead of " in card.size_text()
    assert not card.bar.isHidden()
    assert "CosyVoice-300M" in desk.window.fetching.text()
    click(qtbot, card, Deed.PAUSE)
    until(qtbot, card, Kind.PAUSED)
    assert card.state_text().startswith("Paused")
    assert not desk.target.exists()
    assert "paused" in desk.window.fetching.text()
    desk.repository.release.set()
    click(qtbot, card, Deed.RESUME)
    qtbot.waitUntil(lambda: card.state.in_use, timeout=PATIENCE_MS)
    assert desk.server.starts(held)[-1] > 0


def test_cancelling_leaves_nothing(manager: ModelManager, desk: Desk, qtbot: QtBot) -> None:
    desk.hold()
    card = manager.cards[SPEECH]
    click(qtbot, card, Deed.DOWNLOAD)
    qtbot.waitUntil(desk.repository.held.is_set, timeout=PATIENCE_MS)
    click(qtbot, card, Deed.CANCEL)
    until(qtbot, card, Kind.ABSENT)
    assert list(desk.root.iterdir()) == []
    assert desk.window.fetching.isHidden()


@pytest.mark.slow
def test_a_busy_hub_is_tried_again_and_at_once_when_asked(
    manager: ModelManager, desk: Desk, qtbot: QtBot
) -> None:
    desk.repository.answers["<listing>"] = [500] * 1000
    card = manager.cards[SPEECH]
    click(qtbot, card, Deed.DOWNLOAD)
    until(qtbot, card, Kind.RETRYING)
    assert "Trying again in" in card.state_text()
    assert "busy" in card.state_text()
    desk.repository.answers["<listing>"].clear()
    click(qtbot, card, Deed.TRY_NOW)
    qtbot.waitUntil(lambda: card.state.in_use, timeout=PATIENCE_MS)


def test_a_failure_is_said_on_the_card_with_a_way_out(
    manager: ModelManager, desk: Desk, qtbot: QtBot
) -> None:
    del desk.server.repositories[SPEECH]
    card = manager.cards[SPEECH]
    click(qtbot, card, Deed.DOWNLOAD)
    until(qtbot, card, Kind.FAILED)
    assert "not found" in card.state_text()
    desk.server.repositories[SPEECH] = desk.repository
    click(qtbot, card, Deed.TRY_AGAIN)
    qtbot.waitUntil(lambda: card.state.in_use, timeout=PATIENCE_MS)


def test_damage_is_found_named_and_mended(manager: ModelManager, desk: Desk, qtbot: QtBot) -> None:
    card = manager.cards[SPEECH]
    fetched(qtbot, card)
    click(qtbot, card, Deed.VERIFY)
    qtbot.waitUntil(lambda: card.state_text() == SOUND, timeout=PATIENCE_MS)
    content = bytearray(desk.repository.files["flow.pt"])
    content[len(content) // 2] ^= 1
    (desk.target / "flow.pt").write_bytes(content)
    click(qtbot, card, Deed.VERIFY)
    until(qtbot, card, Kind.DAMAGED)
    assert card.state_text() == "flow.pt: differs from the release"
    before = len(desk.server.fetched)
    click(qtbot, card, Deed.REPAIR)
    until(qtbot, card, Kind.HERE)
    assert (desk.target / "flow.pt").read_bytes() == desk.repository.files["flow.pt"]
    assert [entry.path for entry in desk.server.fetched[before:]] == ["flow.pt"], "only what was bad"


def test_what_arrives_is_looked_into_before_it_is_opened(
    manager: ModelManager, desk: Desk, qtbot: QtBot
) -> None:
    good = desk.repository.files["llm.pt"]
    desk.repository.files["llm.pt"] = b"no weights" * 200
    card = manager.cards[SPEECH]
    with qtbot.waitSignal(desk.window.stock.refused, timeout=PATIENCE_MS):
        click(qtbot, card, Deed.DOWNLOAD)
    until(qtbot, card, Kind.DAMAGED)
    assert card.state_text() == "llm.pt: is damaged, or unsafe since it could run code"
    assert not desk.window.models.models.at(desk.target)
    assert card.button(Deed.DELETE) is not None
    desk.repository.files["llm.pt"] = good
    before = len(desk.server.fetched)
    click(qtbot, card, Deed.REPAIR)
    qtbot.waitUntil(lambda: card.state.in_use, timeout=PATIENCE_MS)
    assert [entry.path for entry in desk.server.fetched[before:]] == ["llm.pt"]


def test_what_the_engine_refuses_says_so_on_its_card(manager: ModelManager, mine: Path, qtbot: QtBot) -> None:
    (mine / "llm.pt").write_bytes(b"no weights" * 200)
    manager.look_in(mine.parent)
    card = manager.cards[SPEECH]
    until(qtbot, card, Kind.HERE)
    click(qtbot, card, Deed.USE)
    until(qtbot, card, Kind.REFUSED)
    assert card.state_text()
    assert card.button(Deed.REPAIR) is not None
    assert card.button(Deed.DELETE) is not None


def test_each_damage_of_a_folder_of_ones_own_is_named_and_mended_there(
    manager: ModelManager, desk: Desk, mine: Path, folder: Path, qtbot: QtBot
) -> None:
    (mine / "hift.pt").unlink()
    manager.look_in(mine.parent)
    card = manager.cards[SPEECH]
    until(qtbot, card, Kind.DAMAGED)
    assert card.state_text() == "hift.pt: is missing or cut short"
    state = torch.load(folder / "flow.pt", weights_only=True)
    first = next(iter(state))
    state[first] = torch.zeros(3, 3)
    torch.save(state, mine / "flow.pt")
    (mine / "cosyvoice.yaml").write_text("a: !apply:os.mkdir [hacked]\n", "utf-8")
    click(qtbot, card, Deed.VERIFY)
    qtbot.waitUntil(lambda: "cosyvoice.yaml" in card.state_text(), timeout=PATIENCE_MS)
    assert set(card.state_text().splitlines()) == {
        "hift.pt: is missing",
        "cosyvoice.yaml: is unsafe: it would run code",
    }, "what the other files should hold is only known with the settings"
    (mine / "cosyvoice.yaml").write_bytes((folder / "cosyvoice.yaml").read_bytes())
    click(qtbot, card, Deed.VERIFY)
    qtbot.waitUntil(lambda: "flow.pt" in card.state_text(), timeout=PATIENCE_MS)
    assert set(card.state_text().splitlines()) == {
        "hift.pt: is missing",
        "flow.pt: has parts of the wrong shape",
    }
    click(qtbot, card, Deed.REPAIR)
    qtbot.waitUntil(lambda: card.state.in_use, timeout=PATIENCE_MS)
    assert {entry.path for entry in desk.server.fetched} == {"hift.pt", "flow.pt"}
    assert card.state.folder == mine
    assert (mine / "flow.pt").read_bytes() == desk.repository.files["flow.pt"]
    assert not desk.target.exists()
    click(qtbot, card, Deed.VERIFY)
    qtbot.waitUntil(lambda: card.state_text() == SOUND, timeout=PATIENCE_MS)


def test_a_check_can_be_stopped_while_the_engine_is_at_it(
    manager: ModelManager, desk: Desk, mine: Path, qtbot: QtBot
) -> None:
    manager.look_in(mine.parent)
    card = manager.cards[SPEECH]
    until(qtbot, card, Kind.HERE)
    # The engine gets to it only when this has been spoken.
    desk.window.queue.submit(STARTER, Request("A long story, which takes its time. " * 50, voice="af_heart"))
    click(qtbot, card, Deed.VERIFY)
    qtbot.waitUntil(lambda: card.state_text() == LOOKS_INSIDE, timeout=PATIENCE_MS)
    assert card.bar.maximum() == 0, "nobody knows how long that takes"
    click(qtbot, card, Deed.STOP_CHECK)
    assert card.state.kind is Kind.HERE
    assert card.state_text() == "Ready to use"
    click(qtbot, card, Deed.VERIFY)
    desk.window.queue.cancel_all()
    qtbot.waitUntil(lambda: card.state_text() == SOUND, timeout=PATIENCE_MS)


@pytest.mark.parametrize("sure", [True, False])
def test_deleting_asks_once_and_frees_what_it_says(
    manager: ModelManager,
    desk: Desk,
    qtbot: QtBot,
    sure: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card = manager.cards[SPEECH]
    fetched(qtbot, card)
    asked: list[str] = []

    def answer(question: Question) -> int:
        asked.extend(words.text() for words in question.findChildren(type(question.heading)))
        return int(sure)

    monkeypatch.setattr(Question, "exec", answer)
    click(qtbot, card, Deed.DELETE)
    qtbot.waitUntil(lambda: bool(asked), timeout=PATIENCE_MS)
    text = " ".join(asked)
    assert "Delete CosyVoice-300M?" in text
    assert "bytes)" in text
    assert str(desk.target) in text
    if sure:
        until(qtbot, card, Kind.ABSENT)
        assert not desk.target.exists()
        assert not any(voice.model_id == "CosyVoice-300M" for voice in desk.window.document.voices.all())
    else:
        assert desk.target.is_dir()


def test_an_earlier_session_is_remembered(manager: ModelManager, desk: Desk, qtbot: QtBot) -> None:
    held = desk.hold()
    click(qtbot, manager.cards[SPEECH], Deed.DOWNLOAD)
    qtbot.waitUntil(desk.repository.held.is_set, timeout=PATIENCE_MS)
    with qtbot.waitSignal(desk.window.downloads.paused, timeout=PATIENCE_MS):
        desk.window.downloads.pause(SPEECH)
    desk.repository.release.set()

    window = desk.window
    downloads = Downloads()
    stock = ModelStock(window.settings, downloads, window.models, window.queue, None, window.stock.catalogue)
    later = ModelManager(stock, window.theme)
    qtbot.addWidget(later)
    until(qtbot, later.cards[SPEECH], Kind.PAUSED)
    click(qtbot, later.cards[SPEECH], Deed.RESUME)
    qtbot.waitUntil(lambda: later.cards[SPEECH].state.in_use, timeout=PATIENCE_MS)
    assert desk.server.starts(held)[-1] > 0
    downloads.shut_down()
    stock.shut_down()


def test_a_recogniser_fills_in_transcripts(manager: ModelManager, desk: Desk, qtbot: QtBot) -> None:
    card = manager.cards[RECOGNISER]
    click(qtbot, card, Deed.DOWNLOAD)
    until(qtbot, card, Kind.HERE)
    assert card.state_text() == "Fills in transcripts"
    assert card.button(Deed.USE) is None


def test_a_folder_of_ones_own_is_used_in_place(
    manager: ModelManager,
    desk: Desk,
    mine: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "mine"))
    qtbot.mouseClick(manager.find_folder, Qt.MouseButton.LeftButton)
    card = manager.cards[SPEECH]
    until(qtbot, card, Kind.HERE)
    assert card.place_text() == "Found in a folder of yours, used in place"
    assert card.state.folder == mine
    assert manager.note_text().startswith("Models found in")
    assert Settings.load(desk.window.settings.path).more_model_folders == [str(tmp_path / "mine")]
    click(qtbot, card, Deed.USE)
    qtbot.waitUntil(lambda: card.state.in_use, timeout=PATIENCE_MS)
    shown: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    click(qtbot, card, Deed.SHOW)
    assert shown == [QUrl.fromLocalFile(str(mine))]
    further = settings_over(manager, qtbot).row("more_model_folders").control
    assert isinstance(further, FoldersControl)
    qtbot.mouseClick(further.removers[0], Qt.MouseButton.LeftButton)
    until(qtbot, card, Kind.ABSENT)


def test_a_folder_without_models_says_so(
    manager: ModelManager, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    manager.look_in(empty)
    qtbot.waitUntil(lambda: bool(manager.note_text()), timeout=PATIENCE_MS)
    assert manager.note_text().startswith("None of these models is in")
    assert desk.window.settings.more_model_folders == []


def test_the_folder_can_be_another_and_the_old_one_stays_in_use(
    manager: ModelManager, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    card = manager.cards[SPEECH]
    fetched(qtbot, card)
    other = tmp_path / "other"
    other.mkdir()
    preferences = settings_over(manager, qtbot)
    control = preferences.row("models_folder").control
    assert isinstance(control, FolderControl)
    control.use(other)
    qtbot.waitUntil(lambda: card.state.in_place, timeout=PATIENCE_MS)
    assert manager.place.folder == other
    preferences.accept()
    kept = Settings.load(desk.window.settings.path)
    assert (kept.models_folder, kept.more_model_folders) == (str(other), [str(desk.root)])
    click(qtbot, manager.cards[RECOGNISER], Deed.DOWNLOAD)
    until(qtbot, manager.cards[RECOGNISER], Kind.HERE)
    assert (other / RECOGNISER / "model.onnx").is_file()


def test_the_tour_asked_for_over_the_manager_waits_until_it_is_closed(
    manager: ModelManager, desk: Desk, qtbot: QtBot
) -> None:
    button = settings_over(manager, qtbot).row("tour").control
    assert isinstance(button, PressControl)
    button.button.click()
    qtbot.waitUntil(lambda: not manager.findChildren(PreferencesDialog), timeout=PATIENCE_MS)
    tour = desk.window.dialogs.tour
    assert tour.isHidden()
    manager.close()
    qtbot.waitUntil(tour.isVisible, timeout=PATIENCE_MS)
    tour.end()


def test_the_keyboard_reaches_every_card(manager: ModelManager, desk: Desk, qtbot: QtBot) -> None:
    desk.hold()
    card = manager.cards[SPEECH]
    button = card.button(Deed.DOWNLOAD)
    assert button is not None
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    until(qtbot, card, Kind.DOWNLOADING)
    focused = manager.focusWidget()
    assert focused in (card.button(Deed.PAUSE), card.button(Deed.CANCEL)), "the focus stays on the card"


def test_a_click_in_the_status_bar_shows_the_manager(manager: ModelManager, desk: Desk, qtbot: QtBot) -> None:
    desk.hold()
    click(qtbot, manager.cards[SPEECH], Deed.DOWNLOAD)
    manager.close()
    qtbot.waitUntil(lambda: not desk.window.findChildren(ModelManager), timeout=PATIENCE_MS)
    assert not desk.window.fetching.isHidden()
    qtbot.mouseClick(desk.window.fetching, Qt.MouseButton.LeftButton)
    again = desk.window.findChild(ModelManager)
    assert again is not None
    assert again.cards[SPEECH].state.kind is Kind.DOWNLOADING


def test_both_languages_and_themes(manager: ModelManager, desk: Desk, qtbot: QtBot) -> None:
    fetched(qtbot, manager.cards[SPEECH])
    desk.window.translation.choose("zh_CN")
    desk.window.theme.choose("dark")
    qtbot.waitUntil(lambda: manager.heading.text() == "模型")
    assert manager.cards[SPEECH].state_text() == "使用中：音色已在音色库"
    assert manager.cards[LATER].state_text() == "此版本还不能用它朗读。"
