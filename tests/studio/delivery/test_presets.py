"""Export presets: kept, replaced, deleted, and read whatever is in the file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cosydesk.studio.delivery.presets import BUILT_IN, Presets, from_text, same_but_name, to_text
from cosydesk.studio.delivery.recipe import Recipe


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "export_presets.json"


@pytest.mark.parametrize("recipe", BUILT_IN, ids=lambda recipe: recipe.name)
def test_recipes_come_back_from_their_text(recipe: Recipe) -> None:
    assert from_text(to_text(recipe)) == recipe


def test_presets_are_kept_by_name(path: Path) -> None:
    presets = Presets(path)
    presets.save(Recipe("b", audio="flac"))
    presets.save(Recipe("A"))
    presets.save(Recipe("B", audio="opus", subtitles=("vtt",)))
    assert (
        Presets(path).saved == presets.saved == [Recipe("A"), Recipe("B", audio="opus", subtitles=("vtt",))]
    )
    presets.delete("A")
    assert [recipe.name for recipe in Presets(path).saved] == ["B"]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_another_version_wrote_is_read_as_far_as_it_can_be(path: Path) -> None:
    path.parent.mkdir()
    odd = {
        "name": "Odd",
        "audio": "aiff",
        "channels": 7,
        "bitrate_kbps": 9_000,
        "sample_rate": 1,
        "label": "no",
    }
    lists = {"name": "Lists", "subtitles": ["ass", "sub", "srt"], "timelines": "edl", "new_thing": 1}
    path.write_text(json.dumps([odd, lists, 5, {"audio": "flac"}]), "utf-8")
    saved = {recipe.name: recipe for recipe in Presets(path).saved}
    assert saved["Odd"] == Recipe("Odd", bitrate_kbps=512)
    assert saved["Lists"] == Recipe("Lists", subtitles=("srt", "ass"))
    assert len(saved) == 2


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '"x"', "[" * 100_000])
def test_damage_is_no_preset(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    assert Presets(path).saved == []
    assert from_text(text) is None


def test_the_name_does_not_make_another_recipe() -> None:
    assert same_but_name(replace(BUILT_IN[0], name="x"), BUILT_IN[0])
    assert not same_but_name(BUILT_IN[0], BUILT_IN[1])
