"""Voices, favourites and the welcome scene."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk import markup
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library import Library, Voice, find_voice, starter_voices
from cosydesk.studio.project import Project
from cosydesk.studio.welcome import fill, welcome_lines


def voice(name: str, language: str, *tags: str) -> Voice:
    return Voice(f"m:{name}", "m", name.lower(), name, language, "female", tags)


VOICES = (
    voice("Heart", "en-US", "warm"),
    voice("晓晓", "zh", "bright"),
    voice("Emma", "en-GB", "calm", "warm"),
)


def test_the_shipped_voices_are_complete() -> None:
    voices = starter_voices()
    assert {"starter:af_heart", "starter:bm_george", "starter:zf_xiaoxiao"} <= {one.id for one in voices}
    for one in voices:
        assert one.id == f"{one.model_id}:{one.engine_voice}"
        assert one.name
        assert one.language
        assert one.gender in ("female", "male")
        assert one.sample_text


def test_missing_voices_are_told(tmp_path: Path) -> None:
    with pytest.raises(StudioError):
        starter_voices(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text('[{"id": 3}]')
    with pytest.raises(StudioError):
        starter_voices(tmp_path / "bad.json")


def test_search_finds_every_word_in_any_field(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.sqlite", VOICES)
    assert [one.name for one in library.search("WARM")] == ["Heart", "Emma"]
    assert [one.name for one in library.search("warm gb")] == ["Emma"]
    assert [one.name for one in library.search("晓")] == ["晓晓"]
    assert [one.name for one in library.search(language="en")] == ["Heart", "Emma"]
    assert library.search("loud") == []
    library.set_favourite("m:Emma", True)
    assert [one.name for one in library.search()] == ["Emma", "Heart", "晓晓"]
    assert [one.name for one in library.search(favourites_only=True)] == ["Emma"]
    library.close()


def test_favourites_are_kept(tmp_path: Path) -> None:
    first = Library(tmp_path / "library.sqlite", VOICES)
    first.set_favourite("m:Heart", True)
    first.set_favourite("m:Emma", True)
    first.set_favourite("m:Heart", False)
    first.close()
    second = Library(tmp_path / "library.sqlite", VOICES)
    assert (second.is_favourite("m:Heart"), second.is_favourite("m:Emma")) == (False, True)
    second.close()


def test_a_broken_favourites_file_costs_no_voice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"not a database at all, not even a little" * 30)
    library = Library(path, VOICES)
    library.set_favourite("m:Heart", True)
    assert library.is_favourite("m:Heart")
    assert len(library.voices()) == 3
    assert "favourites" in caplog.text
    library.close()


def test_a_models_voices_can_be_replaced(tmp_path: Path) -> None:
    library = Library(tmp_path / "library.sqlite", VOICES)
    library.set_model_voices("n", [Voice("n:a", "n", "a", "A", "zh")])
    assert len(library.voices()) == 4
    library.set_model_voices("m", [])
    assert [one.id for one in library.voices()] == ["n:a"]
    assert library.get("m:Heart") is None
    library.close()


def test_the_welcome_scene_can_be_spoken() -> None:
    project = Project()
    fill(project)
    voices = {one.id: one for one in starter_voices()}
    assert len(project.lines) == len(welcome_lines()) >= 6
    assert len({line.voice_id for line in project.lines}) == 3
    nodes = [node for line in project.lines for node in markup.parse(line.text)]
    assert any(isinstance(node, markup.Event) and node.name == "breath" for node in nodes)
    assert any(isinstance(node, markup.Break) for node in nodes)
    assert any("strong" in node.styles for node in nodes)
    assert not any(isinstance(node, markup.Unknown) for node in nodes)
    for line in project.lines:
        chinese = any("\u4e00" <= char <= "\u9fff" for char in line.text)
        assert voices[line.voice_id].language.startswith("zh") == chinese
        assert project.line_state(line.id) == "new"


@pytest.mark.parametrize("wanted", ["heart", " HEART ", "m:Heart"])
def test_a_voice_is_found_by_what_somebody_typed(wanted: str) -> None:
    assert find_voice(VOICES, wanted) is VOICES[0]


def test_a_voice_that_is_not_there_has_a_neighbour() -> None:
    with pytest.raises(StudioError, match='no voice "hart"') as refused:
        find_voice(VOICES, "hart")
    assert refused.value.remedy == "Did you mean Heart (m:Heart)?"
    with pytest.raises(StudioError) as refused:
        find_voice(VOICES, "qqqqqq")
    assert refused.value.remedy == ""
