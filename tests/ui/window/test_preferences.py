"""The preferences in the real window: every row changes what it says, is kept, found and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from cosydesk import crashes
from cosydesk.engine.messages import Devices
from cosydesk.engine.types import DeviceOffer
from cosydesk.settings import Settings
from cosydesk.studio import project_file
from cosydesk.ui.actions import ActionId
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.export.export_dialog import ExportDialog
from cosydesk.ui.files import first_project
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.models.first_start import FirstStart
from cosydesk.ui.preferences.controls import (
    AddressControl,
    ChoiceControl,
    DeviceControl,
    NameControl,
    NumberControl,
    PressControl,
    SwitchControl,
)
from cosydesk.ui.preferences.doings import Doings
from cosydesk.ui.preferences.folder_controls import FolderControl, FoldersControl
from cosydesk.ui.preferences.kept_places import KeptPlaces
from cosydesk.ui.preferences.preferences_dialog import PreferencesDialog
from cosydesk.ui.preferences.table import PAGES
from tests.support.accessible import nameless
from tests.support.studio import tone
from tests.ui.window.conftest import write

ROWS = [(page.name, row.setting) for page in PAGES for row in page.rows if row.setting]


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[PreferencesDialog]:
    before = dict(window.settings.values)
    for _page, setting in ROWS:
        window.settings.reset(setting)  # what other tests left
    shown = window.dialogs.show_preferences()
    yield shown
    Doings(window).reset(*(setting for _page, setting in ROWS))
    window.settings.values = before
    window.settings.save()


def kept(window: MainWindow, name: str) -> Any:
    """What the file has."""
    return getattr(Settings.load(window.settings.path), name)


def choose(dialog: PreferencesDialog, name: str, value: object) -> None:
    """As a person does in the list of a box."""
    control = dialog.row(name).control
    assert isinstance(control, ChoiceControl | DeviceControl)
    box = control.box
    box.setCurrentIndex(next(row for row in range(box.count()) if box.itemData(row) == value))
    box.activated.emit(box.currentIndex())


def throw(dialog: PreferencesDialog, name: str) -> None:
    control = dialog.row(name).control
    assert isinstance(control, SwitchControl)
    control.switch.click()


def enter(dialog: PreferencesDialog, qtbot: QtBot, name: str, text: str) -> None:
    control = dialog.row(name).control
    assert isinstance(control, NumberControl)
    control.box.selectAll()
    qtbot.keyClicks(control.box, text)
    qtbot.keyClick(control.box, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter is no “Done”"


def press(dialog: PreferencesDialog, command: str) -> None:
    control = dialog.row(command).control
    assert isinstance(control, PressControl)
    control.button.click()


# -- rows ----------------------------------------------------------------------------------------------------


def test_every_row_names_a_setting_and_can_show_all_its_values(dialog: PreferencesDialog) -> None:
    table = {setting.name: setting for setting in Settings.table()}
    for _page, name in ROWS:
        control = dialog.row(name).control
        if isinstance(control, ChoiceControl):
            values = [control.box.itemData(row) for row in range(control.box.count())]
            assert tuple(values) == table[name].choices, name
        if isinstance(control, NumberControl):
            assert table[name].minimum is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "zh_CN"),
        ("theme", "dark"),
        ("loudness_shown", "momentary"),
        ("recogniser", "whisper"),
        ("export_subtype", "FLOAT"),
        ("export_sample_rate", 48_000),
        ("export_channels", 2),
    ],
)
def test_a_choice_is_kept_and_comes_back(
    window: MainWindow, dialog: PreferencesDialog, name: str, value: object
) -> None:
    default = vars(Settings)[name].default
    dialog.doings.reset(name)
    row = dialog.row(name)
    assert row.reset.isHidden()
    choose(dialog, name, value)
    assert kept(window, name) == value
    assert not row.reset.isHidden()
    row.reset.click()
    assert kept(window, name) == default
    assert row.reset.isHidden()
    assert isinstance(row.control, ChoiceControl)
    assert row.control.box.currentData() == default


def test_language_and_look_take_effect_at_once(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    choose(dialog, "theme", "dark")
    assert window.theme.is_dark
    assert window.actions_by_id[ActionId.THEME_DARK].isChecked()
    choose(dialog, "language", "zh_CN")
    assert window.translation.language == "zh_CN"
    assert window.actions_by_id[ActionId.LANGUAGE_ZH].isChecked()
    qtbot.waitUntil(lambda: dialog.windowTitle() == "偏好设置")
    assert dialog.pages.item(0).text() == "通用"


def test_loudness_and_live_hearing_reach_the_window(window: MainWindow, dialog: PreferencesDialog) -> None:
    before = window.actions_by_id[ActionId.HEAR_LIVE].isChecked()
    throw(dialog, "hear_live")
    assert window.actions_by_id[ActionId.HEAR_LIVE].isChecked() is not before
    assert kept(window, "hear_live") is not before
    throw(dialog, "hear_live")
    assert window.actions_by_id[ActionId.HEAR_LIVE].isChecked() is before


def test_the_view_follows_the_playhead_only_when_it_shall(
    window: MainWindow, dialog: PreferencesDialog
) -> None:
    (line_id,) = write(window, "Hello.")
    project = window.document.project
    project.add_take(line_id, project.take_request(project.line(line_id)), tone(40), 24_000)
    timeline = window.timeline
    rate = timeline.state.sample_rate
    for follows in (False, True):
        if window.settings.follow_playhead is not follows:
            throw(dialog, "follow_playhead")
        timeline.seek(0)
        timeline.state.set_view(timeline.state.view.fitted(0, rate))
        start = timeline.state.view.left
        window.player.position_changed.emit(30 * rate)
        assert timeline.state.playhead == 30 * rate
        assert (timeline.state.view.left != start) is follows


def test_numbers_are_shown_in_their_units(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    dialog.go_to("engine")
    idle, threads = dialog.row("idle_unload_s").control, dialog.row("engine_threads").control
    assert isinstance(idle, NumberControl)
    assert isinstance(threads, NumberControl)
    assert (idle.box.text(), threads.box.text()) == ("10 min", "All cores but one")
    enter(dialog, qtbot, "idle_unload_s", "1.5")
    assert kept(window, "idle_unload_s") == 90
    assert idle.box.text() == "1.5 min"
    enter(dialog, qtbot, "idle_unload_s", "0")
    assert idle.box.text() == "Never"
    dialog.go_to("audio")
    enter(dialog, qtbot, "gap_ms", "0.45")
    assert kept(window, "gap_ms") == 450
    window.files.new()
    assert window.document.project.settings.gap_ms == 450


@pytest.mark.slow
def test_idle_time_and_threads_reach_the_engine(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.queue.devices_listed, timeout=60_000):
        window.queue.list_devices()
    qtbot.waitUntil(lambda: window.queue.engine_pid is not None)
    first = window.queue.engine_pid
    dialog.go_to("engine")
    enter(dialog, qtbot, "engine_threads", "1")
    qtbot.waitUntil(lambda: window.queue.engine_pid != first, timeout=60_000)
    with qtbot.waitSignal(window.queue.devices_listed, timeout=60_000):
        window.queue.list_devices()
    assert "The engine starts with 1 threads" in (crashes.log_dir() / "engine.log").read_text("utf-8")
    off = ("off", "idle")
    with qtbot.waitSignal(
        window.queue.engine_state_changed, timeout=60_000, check_params_cb=lambda *state: state == off
    ):
        dialog.doings.set({"idle_unload_s": 1})


def test_place_of_the_models_is_kept_and_brought_back(window: MainWindow, dialog: PreferencesDialog) -> None:
    card = DeviceOffer("cuda:0", "GeForce", ("float32", "float16"))
    dialog.place.show_devices(Devices((card, DeviceOffer("cpu", "", ("float32", "int8"))), "cuda:0"))
    dialog.place.precision.setCurrentIndex(dialog.place.precision.findData("float16"))
    dialog.place.precision.activated.emit(dialog.place.precision.currentIndex())
    assert kept(window, "engine_precision") == "float16"
    assert not dialog.row("engine_precision").reset.isHidden()
    dialog.place.device.setCurrentIndex(dialog.place.device.findData("cpu"))
    dialog.place.device.activated.emit(dialog.place.device.currentIndex())
    assert (kept(window, "engine_device"), kept(window, "engine_precision")) == ("cpu", "auto")
    dialog.row("engine_device").reset.click()
    assert dialog.place.device.currentData() == "auto"
    assert dialog.place.precision.accessibleName() == "Number format"


def test_sound_devices_are_those_of_the_machine(window: MainWindow, dialog: PreferencesDialog) -> None:
    window.settings.audio_input = "A microphone that is gone"
    dialog.row("audio_input").renew()
    control = dialog.row("audio_input").control
    assert isinstance(control, DeviceControl)
    assert control.box.currentText() == "A microphone that is gone (not connected)"
    names = window.player.devices()
    if not names:
        pytest.skip("this machine has no sound device, not even the tests' own")
    choose(dialog, "audio_output", names[0])
    assert kept(window, "audio_output") == names[0]
    choose(dialog, "audio_input", "")
    assert kept(window, "audio_input") == ""


@pytest.mark.parametrize("name", ["hub_endpoint", "hub_proxy"])
def test_what_is_no_address_is_marked_and_not_taken(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot, name: str
) -> None:
    row = dialog.row(name)
    assert isinstance(row.control, AddressControl)
    dialog.go_to("models")
    for text, taken in (("mirror.example", ""), ("http://mirror.example:8080", "http://mirror.example:8080")):
        row.control.field.clear()
        qtbot.keyClicks(row.control.field, text)
        qtbot.keyClick(row.control.field, Qt.Key.Key_Return)
        assert kept(window, name) == taken
        assert ("no address" in row.note) is (taken == "")


def test_folders_for_models(window: MainWindow, dialog: PreferencesDialog, tmp_path: Path) -> None:
    row = dialog.row("models_folder")
    assert isinstance(row.control, FolderControl)
    dialog.go_to("models")
    assert "free on this disk" in row.note
    (tmp_path / "file").touch()
    row.control.use(tmp_path / "file")
    assert "can't be written" in row.note
    assert kept(window, "models_folder") == ""
    row.control.use(tmp_path)
    assert kept(window, "models_folder") == str(tmp_path)
    (tmp_path / "a model").mkdir()
    (tmp_path / "later").mkdir()
    row.control.use(tmp_path / "later")
    assert kept(window, "more_model_folders") == [str(tmp_path)], "what is in the old folder stays in use"
    row.control.use(tmp_path)
    assert kept(window, "more_model_folders") == []
    assert "free on this disk" in row.note
    window.settings.models_folder = str(tmp_path / "gone")
    row.renew()
    assert "can't be reached" in row.note
    more = dialog.row("more_model_folders").control
    assert isinstance(more, FoldersControl)
    for name in ("one", "two", "one"):
        (tmp_path / name).mkdir(exist_ok=True)
        more.use(tmp_path / name)
    assert kept(window, "more_model_folders") == [str(tmp_path / "one"), str(tmp_path / "two")]
    more.removers[0].click()
    assert kept(window, "more_model_folders") == [str(tmp_path / "two")]


def test_recent_projects_are_forgotten(window: MainWindow, dialog: PreferencesDialog, tmp_path: Path) -> None:
    window.settings.recent_files = [str(tmp_path / "a.cosydesk")]
    dialog.row("clear_recent").control.retranslate("Recent projects")
    press(dialog, "clear_recent")
    assert kept(window, "recent_files") == []
    control = dialog.row("clear_recent").control
    assert isinstance(control, PressControl)
    assert not control.button.isEnabled()
    assert control.button.toolTip() == "There are none"


def test_the_tour_is_shown_once_the_dialog_is_gone(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    press(dialog, "tour")
    qtbot.waitUntil(lambda: window.dialogs.tour.isVisible())
    assert not [shown for shown in window.findChildren(PreferencesDialog) if shown.isVisible()]
    window.dialogs.tour.end()


def test_the_first_start_is_shown_again_once_the_dialog_is_gone(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    press(dialog, "set_up")
    qtbot.waitUntil(lambda: any(card.isVisible() for card in window.findChildren(FirstStart)))
    assert not [shown for shown in window.findChildren(PreferencesDialog) if shown.isVisible()]
    for card in window.findChildren(FirstStart):
        card.reject()


def test_without_reopening_the_program_begins_with_a_new_project(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.toml")
    left = project_file.create(tmp_path / "left.cosydesk")
    project_file.close(left)
    settings.last_project = str(tmp_path / "left.cosydesk")
    settings.reopen_last = False
    project, _failure = first_project(settings)
    assert project.path != tmp_path / "left.cosydesk"
    assert [line.text for line in project.lines] == [""]
    project_file.close(project)
    settings.last_project = str(tmp_path / "left.cosydesk")
    settings.reopen_last = True
    project, _failure = first_project(settings)
    assert project.path == tmp_path / "left.cosydesk"
    project_file.close(project)


# -- the search ----------------------------------------------------------------------------------------------


def found(dialog: PreferencesDialog) -> list[tuple[str, str]]:
    return [(hit.page, hit.label) for hit in dialog.results.hits()]


@pytest.mark.parametrize("typed", ["dark", "深色", "Appear", "夜间", "high CONTRAST"])
def test_settings_are_found_by_any_of_their_words_in_both_languages(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot, typed: str
) -> None:
    for language, label in (("en", "Appearance"), ("zh_CN", "外观")):
        window.translation.choose(language)
        qtbot.waitUntil(lambda wanted=label: dialog.row("theme").control.box.accessibleName() == wanted)  # type: ignore[attr-defined]
        dialog.search.setText(typed)
        assert ("general", label) in found(dialog)


def test_enter_goes_to_what_was_found(window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot) -> None:
    window.activateWindow()
    dialog.go_to("general")
    dialog.search.setFocus()
    qtbot.keyClicks(dialog.search, "memory")
    assert [page for page, _label in found(dialog)] == ["engine"] * 3
    assert dialog.results.hits()[1].in_label == ((9, 15),)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    assert dialog.results.current is not None
    assert dialog.results.current.label == "Free the memory after"
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible(), "Enter is no “Done”"
    assert dialog.search.text() == ""
    assert dialog.page == "engine"
    row = dialog.row("idle_unload_s")
    assert row.isVisible()
    qtbot.waitUntil(lambda: row.isAncestorOf(QApplication.focusWidget()))


def test_clicking_a_result_goes_there_and_names_of_pages_are_no_results(
    dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    dialog.search.setText("folder")
    listed = dialog.results.list
    first = listed.visualRect(listed.model().index(0, 0)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert dialog.search.text() == "folder"
    second = listed.visualRect(listed.model().index(1, 0)).center()
    qtbot.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert dialog.page == "models"
    dialog.search.setText("hotkeys")
    dialog.results.take()
    assert dialog.page == "shortcuts"


def test_nothing_found_is_said_and_escape_empties_the_search(dialog: PreferencesDialog, qtbot: QtBot) -> None:
    dialog.go_to("export")
    dialog.search.setText("xyzzy")
    assert found(dialog) == []
    assert dialog.results.currentWidget() is not dialog.results.list
    assert not dialog.reset_page.isEnabled()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.page == "export"
    assert dialog.row("export_subtype").isVisible()


# -- the ways back -------------------------------------------------------------------------------------------


def test_a_page_is_reset_and_that_is_undone(window: MainWindow, dialog: PreferencesDialog) -> None:
    dialog.go_to("export")
    assert not dialog.reset_page.isEnabled()
    choose(dialog, "export_channels", 2)
    choose(dialog, "recogniser", "off")
    dialog.reset_page.click()
    assert (kept(window, "export_channels"), kept(window, "recogniser")) == (1, "off")
    assert "Export" in dialog.undo.text
    dialog.undo.button.click()
    assert kept(window, "export_channels") == 2
    assert dialog.row("export_channels").control.box.currentData() == 2  # type: ignore[attr-defined]


def test_all_is_reset_after_a_question_and_that_is_undone(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    window.settings.recent_files = ["a.cosydesk"]
    dialog.doings.set({"theme": "dark", "download_workers": 7})
    window.keymap.set_keys("ABOUT", ("F7",))
    dialog.reset_all.click()
    (question,) = [found for found in dialog.findChildren(Question) if found.isVisible()]
    question.no.click()
    assert kept(window, "theme") == "dark"
    dialog.reset_all.click()
    question = next(found for found in dialog.findChildren(Question) if found.isVisible())
    question.yes.click()
    assert (kept(window, "theme"), kept(window, "download_workers")) == ("system", 3)
    assert window.keymap.keys("ABOUT") == ()
    assert kept(window, "recent_files") == ["a.cosydesk"]
    assert not dialog.reset_all.isEnabled()
    dialog.undo.button.click()
    assert (kept(window, "theme"), kept(window, "download_workers")) == ("dark", 7)
    assert window.keymap.keys("ABOUT") == ("F7",)
    assert window.theme.is_dark
    window.keymap.reset_all()
    qtbot.waitUntil(lambda: not [found for found in dialog.findChildren(Question) if found.isVisible()])


# -- the dialog ----------------------------------------------------------------------------------------------


def test_last_page_is_remembered(window: MainWindow, dialog: PreferencesDialog) -> None:
    dialog.pages.setCurrentRow(4)
    dialog.accept()
    assert kept(window, "preferences_page") == "models"
    assert window.dialogs.show_preferences().page == "models"
    window.settings.preferences_page = "of a newer version"
    assert window.dialogs.show_preferences().page == "general"


def test_settings_that_cant_be_written_count_and_say_so(
    window: MainWindow, dialog: PreferencesDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "in the way").touch()
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(window.settings, "path", tmp_path / "in the way" / "settings.toml")
        choose(dialog, "theme", "dark")
    assert window.theme.is_dark
    assert not dialog._not_kept.isHidden()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_pages_fit_small_windows_and_have_names(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot, page: str, language: str
) -> None:
    window.translation.choose(language)
    dialog.go_to(page)
    dialog.resize(640, 300)
    qtbot.waitUntil(lambda: dialog.size().width() == 640)
    assert dialog.height() <= 330, "fits twice as large on a screen of 1366 x 768"
    assert nameless(dialog) == []
    for row in dialog._by_name[page].rows:
        edge = row.control.mapTo(row, row.control.rect().bottomRight())
        assert edge.x() <= row.width()
        assert row.width() <= dialog.width()


# -- privacy -------------------------------------------------------------------------------------------------


def test_places_say_their_sizes_and_open(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toLocalFile()))
    (crashes.log_dir() / "heavy").write_bytes(b"x" * 2_000_000)
    dialog.go_to("privacy")
    places = dialog.findChild(KeptPlaces)
    assert isinstance(places, KeptPlaces)
    qtbot.waitUntil(lambda: all(words.text() for words in places.sizes))
    assert any(words.text().startswith("2") and "MB" in words.text() for words in places.sizes)
    for button in places.buttons:
        button.click()
    assert len(set(opened)) == len(places.buttons)
    assert str(crashes.crash_dir()) in opened
    assert all(Path(path).is_dir() for path in opened)


def test_crash_reports_are_deleted(dialog: PreferencesDialog) -> None:
    crashes.write_report("engine", "", [])
    dialog.row("delete_crashes").control.retranslate("")
    press(dialog, "delete_crashes")
    assert crashes.reports() == []
    control = dialog.row("delete_crashes").control
    assert isinstance(control, PressControl)
    assert not control.button.isEnabled()


def test_closing_while_folders_are_measured_is_no_fault(window: MainWindow, qtbot: QtBot) -> None:
    shown = window.dialogs.show_preferences()
    shown.go_to("privacy")
    shown.close()
    qtbot.waitUntil(
        lambda: not any(isinstance(dialog, PreferencesDialog) for dialog in window.findChildren(QDialog))
    )


def test_the_label_of_exports_and_who_stands_in_it(
    window: MainWindow, dialog: PreferencesDialog, qtbot: QtBot
) -> None:
    dialog.go_to("export")
    throw(dialog, "label_exports")
    assert kept(window, "label_exports") is False
    row = dialog.row("label_producer")
    assert isinstance(row.control, NameControl)
    qtbot.keyClicks(row.control.field, "Studio A")
    qtbot.keyClick(row.control.field, Qt.Key.Key_Return)
    assert (kept(window, "label_producer"), row.note) == ("Studio A", "")
    row.control.field.setText("Studio 北京")
    qtbot.keyClick(row.control.field, Qt.Key.Key_Return)
    assert row.note.startswith("Written as “Studio”")
    window.export()
    export = window.findChildren(ExportDialog)[-1]
    assert (export.form.recipe.label, export.form.names.producer.text()) == (False, "Studio 北京")
