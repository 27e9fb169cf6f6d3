"""Preferences: where models run. What can't be chosen says why; what is chosen is kept and told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.engine.messages import Devices
from cosydesk.engine.types import DeviceOffer
from cosydesk.settings import Settings
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.preferences.engine_place import EnginePlace
from cosydesk.ui.preferences.preferences_dialog import PreferencesDialog

CPU = DeviceOffer("cpu", "", ("float32", "int8"))
CARD = DeviceOffer("cuda:0", "GeForce", ("float32", "float16"))
NO_CARD = DeviceOffer("cuda", "", (), "no_gpu", "No card.")
NO_APPLE = DeviceOffer("mps", "", (), "no_support", "No Apple.")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.toml")


@pytest.fixture
def place(qapp: QApplication, qtbot: QtBot, settings: Settings) -> EnginePlace:
    made = EnginePlace(settings)
    for part in (made.device, made.precision, made.hint):
        qtbot.addWidget(part)
    return made


def choose(place: EnginePlace, box: str, data: str) -> None:
    field = getattr(place, box)
    field.setCurrentIndex(field.findData(data))
    field.activated.emit(field.currentIndex())


def enabled(place: EnginePlace, box: str) -> list[str]:
    field = getattr(place, box)
    flags = [field.model().flags(field.model().index(row, 0)) for row in range(field.count())]
    return [field.itemData(row) for row, flag in enumerate(flags) if flag & Qt.ItemFlag.ItemIsEnabled]


def test_what_is_missing_says_why(place: EnginePlace) -> None:
    place.show_devices(Devices((NO_CARD, NO_APPLE, CPU), "cpu"))
    assert enabled(place, "device") == ["auto", "cpu"]
    row = place.device.findData("cuda")
    assert "driver" in place.device.itemData(row, Qt.ItemDataRole.ToolTipRole)
    assert "Processor" in place.hint.text()
    assert "driver" in place.hint.text()
    assert enabled(place, "precision") == ["auto", "float32", "int8"]


def test_a_choice_is_told(place: EnginePlace, settings: Settings, qtbot: QtBot) -> None:
    place.show_devices(Devices((CARD, NO_APPLE, CPU), "cuda:0"))
    assert enabled(place, "precision") == ["auto", "float32", "float16"]
    assert "GeForce" in place.hint.text()
    with qtbot.waitSignal(place.chosen) as told:
        choose(place, "precision", "float16")
    assert told.args == ["auto", "float16"]
    settings.engine_precision = "float16"
    with qtbot.waitSignal(place.chosen) as told:
        choose(place, "device", "cpu")
    assert told.args == ["cpu", "auto"], "float16 doesn't go with a processor"
    settings.engine_device, settings.engine_precision = "cpu", "auto"
    place.renew()
    assert place.hint.text() == ""


def test_a_device_that_is_gone_stays_visible(place: EnginePlace, settings: Settings) -> None:
    settings.engine_device = "cuda:3"
    place.show_devices(Devices((NO_CARD, NO_APPLE, CPU), "cpu"))
    assert place.device.currentData() == "cuda:3"
    assert "cuda:3" not in enabled(place, "device")
    settings.engine_device = "auto"
    place.renew()
    assert place.device.findData("cuda:3") < 0


@pytest.mark.slow
def test_the_window_asks_the_engine_and_tells_it(window: MainWindow, qtbot: QtBot) -> None:
    window.dialogs.show_preferences()
    (dialog,) = window.findChildren(PreferencesDialog)
    qtbot.waitUntil(lambda: dialog.place.hint.text() != "", timeout=60_000)
    choose(dialog.place, "device", "cpu")
    assert window.settings.engine_device == "cpu"
    assert Settings.load(window.settings.path).engine_device == "cpu"
    choose(dialog.place, "device", "auto")
    assert window.settings.engine_device == "auto"
