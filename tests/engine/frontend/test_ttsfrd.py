"""The optional closed normaliser, played by a small module of the test: it can't be installed on every system."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from cosydesk.engine.frontend.text import TextFrontend
from cosydesk.engine.frontend.tokenizer import whisper_tokenizer
from cosydesk.engine.frontend.ttsfrd_normaliser import TtsfrdNormaliser


class Engine:
    """Answers as ttsfrd does: sentences as JSON."""

    folder = ""

    def initialize(self, folder: str) -> bool:
        Engine.folder = folder
        return "broken" not in folder

    def set_lang_type(self, language: str) -> None:
        assert language == "pinyinvg"

    def do_voicegen_frd(self, text: str) -> str:
        parts = [part + "。" for part in text.replace("3", "三").split("。") if part]
        return json.dumps({"sentences": [{"text": part} for part in parts]})


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("ttsfrd")
    module.TtsFrontendEngine = Engine  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "ttsfrd", module)


def test_it_is_used_where_it_is_installed(installed: None, tmp_path: Path) -> None:
    (tmp_path / "CosyVoice-ttsfrd" / "resource").mkdir(parents=True)
    normaliser = TtsfrdNormaliser.find([tmp_path / "elsewhere", tmp_path])
    assert normaliser is not None
    assert Engine.folder == str(tmp_path / "CosyVoice-ttsfrd" / "resource")
    frontend = TextFrontend(whisper_tokenizer(), normaliser)
    assert frontend.utterances("我有3个苹果。再见。！。") == ["我有三个苹果。", "再见。"]
    assert frontend.unsplit("我有3个。再见。") == "我有三个。再见。"
    assert frontend.utterances("  ") == []


def test_without_its_resources_it_is_left_alone(installed: None, tmp_path: Path) -> None:
    assert TtsfrdNormaliser.find([tmp_path]) is None
    broken = tmp_path / "broken"
    (broken / "CosyVoice-ttsfrd" / "resource").mkdir(parents=True)
    assert TtsfrdNormaliser.find([broken]) is None


def test_not_installed_is_fine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ttsfrd", None)
    assert TtsfrdNormaliser.find([tmp_path]) is None
