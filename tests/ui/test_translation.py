"""Every text of the window is translated, and the translation keeps what must be kept."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from cosydesk.engine.errors import EngineError
from cosydesk.studio.edit import EDIT_NAMES
from cosydesk.studio.errors import StudioError
from cosydesk.ui import failures, phrases
from cosydesk.ui.failure_texts import BY_CODE, SENTENCES
from cosydesk.ui.model_file_failure_texts import OF_MODEL_FILES
from cosydesk.ui.translation import Translation, TsTranslator
from cosydesk.weights.errors import WeightsError

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


def trees(*folders: str) -> Iterator[ast.AST]:
    for folder in folders:
        for path in sorted((ROOT / "cosydesk" / folder).rglob("*.py")):
            if not path.name.endswith("failure_texts.py"):
                yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def codes(*folders: str, of_model_files: bool = False) -> set[str]:
    """The codes of all errors that these layers make; those of model files have codes of their own."""
    found = set()
    for node in trees(*folders):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "")
        given = [keyword.value for keyword in node.keywords if keyword.arg == "code"] or node.args[2:3]
        if (
            name.endswith("Error")
            and (name == "WeightsError") is of_model_files
            and given
            and isinstance(given[0], ast.Constant)
        ):
            found.add(str(given[0].value))
    return found


def test_every_error_has_words_for_its_code() -> None:
    raised = codes("engine", "studio", "jobs")
    assert {"out_of_memory", "prompt_long", "locked", "engine_crashed"} <= raised
    assert raised - set(BY_CODE) == set()
    assert codes("weights", "jobs", of_model_files=True) - set(OF_MODEL_FILES) == set()


def said(node: ast.AST) -> str:
    """A string as a template: the gaps of an f-string, or of a `format`, are numbered in their order."""
    text = ""
    for part in node.values if isinstance(node, ast.JoinedStr) else [node]:
        gap = isinstance(part, ast.FormattedValue)
        text += "{}" if gap else str(part.value) if isinstance(part, ast.Constant) else ""
    pieces = text.split("{}")
    return "".join(f"{piece}{{{index}}}" for index, piece in enumerate(pieces[:-1])) + pieces[-1]


def test_sentences_that_are_translated_are_said_somewhere() -> None:
    everything = {said(node) for node in trees("") if isinstance(node, ast.Constant | ast.JoinedStr)}
    assert set(SENTENCES) - everything == set()


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


def test_names_and_numbers_of_an_error_stay(chinese: object) -> None:
    long = EngineError(
        "The recording is 74 s long; at most 30 s can be used.",
        "Cut it: the part from 12.5 s to 42.5 s holds the most speech.",
        code="prompt_long",
    )
    assert failures.words(long) == (
        "录音长 74 秒，最多可用 30 秒。",
        "请截短：第 12.5 秒到第 42.5 秒之间的人声最多。",
    )
    gone = StudioError("第一场.cosydesk isn't there any more.", "Was it moved or renamed?", "missing")
    assert failures.words(gone) == ("第一场.cosydesk 已不在原处。", "它可能已被移动或改名。")


def test_sentences_stand_apart_as_each_language_wants() -> None:
    assert phrases.paragraph("Out of memory.", "", "Close something.") == "Out of memory. Close something."
    assert phrases.paragraph("内存不足。", "请关闭其他程序。") == "内存不足。请关闭其他程序。"
    assert phrases.paragraph("", "") == ""


def test_a_code_of_model_files_is_not_taken_for_the_studio_s(chinese: object) -> None:
    damaged = WeightsError("The downloaded model is damaged: llm.pt: wrong size.", "Try again.", "damaged")
    assert failures.words(damaged)[0] == "下载的模型已损坏。"


def test_english_keeps_the_exact_sentence(qapp: QApplication) -> None:
    error = StudioError("scene.cosydesk is damaged.", "Open a copy.", "damaged")
    assert failures.words(error) == ("scene.cosydesk is damaged.", "Open a copy.")


def test_qt_itself_speaks_chinese(chinese: object) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
