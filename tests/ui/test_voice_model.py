"""The list of voices: filtering, favourites, dragging."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from cosydesk.studio.library import Library
from cosydesk.ui.library.voice_model import MIME_TYPE, VoiceModel, VoiceRole
from cosydesk.ui.voices import VoiceCatalogue


@pytest.fixture
def voices(qapp: object, tmp_path: Path) -> VoiceCatalogue:
    return VoiceCatalogue(Library(tmp_path / "library.sqlite"))


def shown(model: VoiceModel) -> list[str]:
    return [model.index(row).data(VoiceRole.VOICE).id for row in range(model.rowCount())]


def test_model_keeps_qts_rules_while_it_changes(voices: VoiceCatalogue) -> None:
    model = VoiceModel(voices)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.rowCount() == 8
    model.set_filter("heart")
    model.set_filter("", "zh")
    voices.set_favourite("starter:af_heart", True)
    model.set_filter("", favourites_only=True)
    model.set_progress("starter:af_heart", 0.5)
    model.set_playing("starter:af_heart")
    assert shown(model) == ["starter:af_heart"]
    assert model.index(0).data(VoiceRole.PROGRESS) == 0.5
    assert model.index(0).data(VoiceRole.PLAYING) is True
    assert tester.model() is model


def test_search_finds_names_languages_and_tags(voices: VoiceCatalogue) -> None:
    model = VoiceModel(voices)
    model.set_filter("晓")
    assert shown(model) == ["starter:zf_xiaoxiao"]
    model.set_filter("english narrator")
    assert "starter:bf_emma" in shown(model)
    assert "starter:jf_alpha" not in shown(model)
    model.set_filter("no such voice")
    assert shown(model) == []


def test_dragged_voice_carries_its_id(voices: VoiceCatalogue) -> None:
    model = VoiceModel(voices)
    index = model.index(2)
    assert model.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
    data = model.mimeData([index])
    assert bytes(data.data(MIME_TYPE).data()).decode() == shown(model)[2]


def test_unknown_voice_has_a_steady_colour_and_its_id_for_a_name(voices: VoiceCatalogue) -> None:
    assert voices.name("gone:voice") == "gone:voice"
    assert voices.color_index("gone:voice") == voices.color_index("gone:voice")
    assert voices.name("starter:af_heart") == "Heart"
