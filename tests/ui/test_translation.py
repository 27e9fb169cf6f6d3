"""Every text of the window is translated, and the translation keeps what must be kept."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from cosydesk.engine.errors import EngineError
from cosydesk.studio.edit import EDIT_NAMES
from cosydesk.studio.errors import StudioError
from cosydesk.ui import failures, phrases
from cosydesk.ui.translation import Translation, TsTranslator

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translate", ROOT / "packaging" / "translate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translate"] = module
    spec.loader.exec_module(module)
    return module


def test_nothing_is_missing_left_over_or_untranslated(tool: ModuleType) -> None:
    assert tool.problems() == []


def test_placeholders_are_kept(tool: ModuleType) -> None:
    for (context, source), text in tool.texts(tool.TARGET).items():
        names = sorted(re.findall(r"\{\w*\}", source))
        assert sorted(re.findall(r"\{\w*\}", text)) == names, (context, source)


def test_names_of_edits_are_all_known() -> None:
    assert set(EDIT_NAMES) <= set(phrases.EDITS)


@pytest.fixture
def chinese(qapp: QApplication) -> object:
    translation = Translation(qapp, "zh_CN")
    yield translation
    translation.choose("en")


def test_translator_answers_only_for_what_it_knows(qapp: QApplication) -> None:
    translator = TsTranslator("zh_CN")
    assert not translator.isEmpty()
    assert translator.translate("Action", "Undo") == "撤销"
    assert translator.translate("Action", "No such text") is None
    assert TsTranslator("xx").isEmpty()


def test_errors_and_notices_speak_chinese(chinese: object) -> None:
    message, remedy = failures.words(StudioError("scene.cosydesk is damaged.", "Open a copy.", "damaged"))
    assert message == "文件已损坏。"
    assert "副本" in remedy
    error = EngineError("The engine crashed (SIGSEGV).", "Try again.", code="engine_crashed")
    assert failures.words(error)[0] == "引擎意外停止。"
    unknown = EngineError("Something new.", "Do this.", code="brand_new")
    assert failures.words(unknown) == ("Something new.", "Do this.")
    assert (
        phrases.notice("The starter voices can't speak [breath]; it was left out.")
        == "入门音色读不出 [breath]，已略过。"
    )
    assert phrases.notice("Something new.") == "Something new."


def test_english_keeps_the_exact_sentence(qapp: QApplication) -> None:
    error = StudioError("scene.cosydesk is damaged.", "Open a copy.", "damaged")
    assert failures.words(error) == ("scene.cosydesk is damaged.", "Open a copy.")


def test_qt_itself_speaks_chinese(chinese: object) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
