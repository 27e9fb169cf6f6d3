"""Another computer speaks for the window: added in the preferences, spoken with, lost and found again."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from cosydesk import servers
from cosydesk.engine import AudioChunk, Request
from cosydesk.servers import Server
from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.preferences.preferences_dialog import PreferencesDialog
from cosydesk.ui.preferences.servers_view import ServersView
from cosydesk.ui.widgets.failure_card import FailureCard
from tests.server.conftest import running
from tests.server.scripted_model import ScriptedModel, tone, until_cancelled
from tests.support.accessible import nameless
from tests.support.relay import relayed
from tests.support.stock_cosyvoice import stock_server

from .conftest import write

TOKEN = "only-for-friends"


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> Iterator[ServersView]:
    # The engine's process of another test has that one's list of servers.
    if (earlier := window.queue.engine_pid) is not None:
        window.queue.unload()
        qtbot.waitUntil(lambda: window.queue.engine_pid != earlier, timeout=20_000)
    window.actions_by_id[ActionId.SERVERS].trigger()
    (dialog,) = window.findChildren(PreferencesDialog)
    assert dialog.page == "servers"
    yield dialog.servers
    for server in servers.servers():
        window.servers.remove(server.url)


def add(view: ServersView, qtbot: QtBot, address: str, token: str = "", name: str = "") -> None:
    """As a person does it."""
    for field, text in ((view.address, address), (view.name, name), (view.token, token)):
        field.clear()
        qtbot.keyClicks(field, text)
    qtbot.mouseClick(view.add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.note_text() != "Connecting…", timeout=20_000)


def voice_of(window: MainWindow, name: str) -> str:
    return next(voice.id for voice in window.document.voices.all() if voice.name == name)


def failure_of(window: MainWindow) -> FailureCard:
    card = window.inspector.line.findChild(FailureCard)
    assert card is not None
    return card


@pytest.mark.slow
def test_a_server_is_added_and_speaks_a_line(window: MainWindow, view: ServersView, qtbot: QtBot) -> None:
    model = ScriptedModel()
    with running(model, token=TOKEN) as service:
        assert not view.add.isEnabled()
        add(view, qtbot, service.url.removeprefix("http://"), TOKEN, "Studio")
        (card,) = view.cards
        assert card.state_text() == "Scripted · Studio: 3 voices in the library"
        assert not nameless(view)
        assert (view.address.text(), view.token.text()) == ("", "")
        assert servers.server_for(service.url).token == TOKEN
        window.menus.model.aboutToShow.emit()
        entry = window.menus.model.actions()[1]
        assert (entry.text(), entry.toolTip()) == ("Scripted · Studio", service.url)
        voice = voice_of(window, "Ann")
        (line_id,) = write(window, "Hello.", voice=voice)
        with qtbot.waitSignal(window.speech.finished, timeout=60_000):
            window.speech.speak([line_id])
        project = window.document.project
        (take,) = project.takes_of(line_id)
        assert np.abs(project.audio(take.id) - tone().samples).max() < 2**-23, "kept with 24 bits"
        assert (take.request.model_id, take.revision) == ("Scripted · Studio", "1")
        assert (model.requests[0].voice, model.requests[0].text) == ("ann", "Hello.")
        assert "on Studio" in window.status.engine_text()
    assert all(TOKEN not in str(entry) for entry in window.models.entries())


def test_a_wrong_token_is_told_and_nothing_kept(window: MainWindow, view: ServersView, qtbot: QtBot) -> None:
    with running(ScriptedModel(), token=TOKEN) as service:
        add(view, qtbot, service.url, "guessed")
        assert "doesn't take the token" in view.note_text()
        assert "Enter the token" in view.note_text()
        assert (view.cards, servers.servers()) == ([], [])
        window.translation.choose("zh_CN")
        qtbot.waitUntil(lambda: "令牌" in view.note_text())
    add(view, qtbot, "no address")
    assert "http://studio-pc:50000" in view.note_text()


@pytest.mark.slow
def test_cancelling_reaches_the_server(window: MainWindow, view: ServersView, qtbot: QtBot) -> None:
    model = ScriptedModel(until_cancelled)
    with running(model) as service:
        add(view, qtbot, service.url)
        (line_id,) = write(window, "Hello.", voice=voice_of(window, "Bob"))
        with qtbot.waitSignal(window.queue.chunk_ready, timeout=60_000):
            window.speech.speak([line_id])
        window.speech.cancel_line(line_id)
        assert model.cancelled_one.wait(10)
        assert not window.document.project.takes_of(line_id)


@pytest.mark.slow
def test_a_server_that_goes_in_mid_sentence_fails_the_line_and_speaks_it_when_it_is_back(
    window: MainWindow, view: ServersView, qtbot: QtBot
) -> None:
    def script(model: ScriptedModel, request: Request) -> Iterator[AudioChunk]:
        yield tone()
        assert request.cancel is not None
        while not model.go_on.wait(0.005) and not request.cancel.is_set():
            pass

    model = ScriptedModel(script)
    with running(model) as service, relayed(service.url) as line:
        add(view, qtbot, line.url)
        (line_id,) = write(window, "Hello.", voice=voice_of(window, "Ann"))
        with qtbot.waitSignal(window.queue.chunk_ready, timeout=60_000):
            window.speech.speak([line_id])
        with qtbot.waitSignal(window.queue.job_failed, timeout=20_000) as failed:
            line.cut()
        (job,) = failed.args
        assert job.error.code == "server_gone"
        assert "doesn't answer" in failure_of(window).message
        view.cards[0].connect_button.click()
        qtbot.waitUntil(lambda: "doesn't answer" in view.cards[0].state_text(), timeout=20_000)
        line.mend()
        model.go_on.set()
        with qtbot.waitSignal(window.speech.finished, timeout=60_000):
            failure_of(window).retry.emit()
        assert len(window.document.project.takes_of(line_id)) == 1
        view.cards[0].connect_button.click()
        qtbot.waitUntil(lambda: "3 voices" in view.cards[0].state_text(), timeout=20_000)


def test_a_removed_server_takes_its_voices_and_token_along(
    window: MainWindow, view: ServersView, qtbot: QtBot
) -> None:
    with running(ScriptedModel(), token=TOKEN) as service:
        add(view, qtbot, service.url, TOKEN)
    assert voice_of(window, "Xiao")
    qtbot.mouseClick(view.cards[0].remove, Qt.MouseButton.LeftButton)
    assert (view.cards, servers.servers(), window.models.entries()) == ([], [], [])


@pytest.mark.slow
def test_cosyvoices_own_server_is_told_its_generation(
    window: MainWindow, view: ServersView, qtbot: QtBot
) -> None:
    model = ScriptedModel()
    with stock_server(model) as url:
        add(view, qtbot, url)
        (card,) = view.cards
        assert not card.rate.isHidden()
        assert "no built-in voices; it clones" in card.state_text()
        card.rate.setCurrentIndex(1)
        card.rate.activated.emit(1)
        qtbot.waitUntil(lambda: "7 voices" in card.state_text(), timeout=20_000)
        assert servers.servers() == [Server(url, kind="cosyvoice", sample_rate=22_050, generation=1)]
        (line_id,) = write(window, "Hello.", voice=voice_of(window, "英文女"))
        with qtbot.waitSignal(window.speech.finished, timeout=60_000):
            window.speech.speak([line_id])
        (take,) = window.document.project.takes_of(line_id)
        assert take.sample_rate == 22_050
        assert model.requests[-1].voice == "英文女"
