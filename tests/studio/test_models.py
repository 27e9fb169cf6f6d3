"""Opened model folders and their voices, remembered between sessions."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk.studio.library import Library
from cosydesk.studio.models import BuiltIn, Models

VOICES = (BuiltIn("中文女", "中文女", "zh", "female"), BuiltIn("英文男", "英文男", "en", "male", ("warm",)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "a" / "CosyVoice-300M-SFT"
    path.mkdir(parents=True)
    return path


def names(library: Library) -> set[str]:
    return {voice.id for voice in library.voices() if voice.model_id != "starter"}


def test_an_opened_folder_shows_its_voices_now_and_next_time(folder: Path) -> None:
    library = Library()
    models = Models(library)
    entry = models.add(folder, VOICES)
    assert entry.id == "CosyVoice-300M-SFT"
    assert names(library) == {"CosyVoice-300M-SFT:中文女", "CosyVoice-300M-SFT:英文男"}
    again = Library()
    assert Models(again).entries() == [entry]
    assert names(again) == names(library)
    voice = again.get("CosyVoice-300M-SFT:英文男")
    assert voice is not None
    assert (voice.engine_voice, voice.language, voice.gender) == ("英文男", "en", "male")
    assert voice.sample_text


def test_two_folders_of_one_name_are_told_apart(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "b" / folder.name
    other.mkdir(parents=True)
    models = Models(Library())
    first, second = models.add(folder, VOICES), models.add(other, VOICES[:1])
    assert second.id == "CosyVoice-300M-SFT 2"
    assert models.address(first.id) == str(folder)
    assert models.address(second.id) == str(other)
    assert models.address("starter") == "starter"
    assert models.add(folder, VOICES[:1]).id == first.id


def test_a_folder_that_is_gone_is_remembered_without_voices(folder: Path) -> None:
    Models(Library()).add(folder, VOICES)
    folder.rmdir()
    library = Library()
    (entry,) = Models(library).entries()
    assert not entry.there
    assert not names(library)


def test_removing_forgets_and_deletes_nothing(folder: Path) -> None:
    library = Library()
    models = Models(library)
    models.remove(models.add(folder, VOICES).id)
    assert folder.is_dir()
    assert not names(library)
    assert not Models(Library()).entries()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"models": [{"id": 1}]}'])
def test_a_damaged_list_costs_only_the_list(tmp_path: Path, content: str) -> None:
    path = tmp_path / "models.json"
    path.write_text(content)
    assert Models(Library(), path).entries() == []


def test_a_folder_with_two_language_models_is_two_models(folder: Path) -> None:
    library = Library()
    models = Models(library)
    (folder / "llm.rl.pt").touch()
    usual = models.add(folder, VOICES[:1])
    first, second = models.entries()
    assert (first, second.base, second.weights) == (usual, usual.id, "llm.rl.pt")
    assert models.address(second.id) == str(folder / "llm.rl.pt")
    assert models.get(second.id) == models.at(folder / "llm.rl.pt") == second
    assert models.cloning() == [usual, second], "the usual one is chosen where nobody chose"
    assert names(library) == {f"{entry.id}:中文女" for entry in (usual, second)}
    again = Models(Library())
    assert again.entries() == [usual, second]
    (folder / "llm.rl.pt").unlink()
    assert again.entries() == [usual]
    (folder / "llm.rl.pt").touch()
    models.remove(second.id)
    assert not models.entries()
    assert not names(library)


def test_opened_by_its_language_model_a_folder_is_one_of_the_two(folder: Path) -> None:
    (folder / "llm.rl.pt").touch()
    models = Models(Library())
    chosen = models.add(folder / "llm.rl.pt", VOICES)
    assert chosen.weights == "llm.rl.pt"
    assert chosen.base == folder.name
    assert len(models.entries()) == 2
