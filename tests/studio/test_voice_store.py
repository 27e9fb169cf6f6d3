"""My voices in the library: what is done to them is kept, comes back, and survives a damaged file."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from safetensors.numpy import save
from support.voices import CONSENT, add_voice, recording

from cosydesk.studio import voice_store
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library import Library, VoiceOrder
from cosydesk.studio.my_voice import MyVoice, new_voice
from cosydesk.studio.voice_file import read_voice_file

Open = Callable[[], Library]


@pytest.fixture
def reopened(tmp_path: Path) -> Iterator[Open]:
    """Opens the one library of the test; again after closing what was open."""
    libraries: list[Library] = []

    def again() -> Library:
        for library in libraries:
            library.close()
        libraries.append(Library(tmp_path / "library.sqlite", ()))
        return libraries[-1]

    yield again
    for library in libraries:
        library.close()


@pytest.fixture
def library(reopened: Open) -> Library:
    return reopened()


def names(library: Library) -> list[str]:
    return [voice.name for voice in library.mine.all()]


def refusal(action: Callable[[], object]) -> str:
    with pytest.raises(StudioError) as caught:
        action()
    assert caught.value.message
    return caught.value.code


def test_a_voice_is_kept_with_its_sound(library: Library, reopened: Open) -> None:
    ann = add_voice(library.mine)
    again = reopened()
    assert again.mine.get(ann.id) == ann
    assert again.mine.prompt(ann.id) == recording()
    shown = again.get(ann.id)
    assert shown is not None
    assert (shown.mine, shown.name, shown.seconds, shown.language) == (True, "Ann", 3.0, "zh")
    assert again.voices() == [shown]


def test_fields_can_be_changed(library: Library, reopened: Open) -> None:
    ann = add_voice(library.mine)
    heard: list[str] = []
    library.mine.on_changed = lambda: heard.append("changed")
    library.mine.change(ann.id, name=" Anna\n", tags=("low", "low", " "), language="en-GB")
    library.mine.change(ann.id, transcript="Hello.", notes="From the radio.", sample_text="Hi!")
    library.mine.change(ann.id, transcript="Hello.")
    assert len(heard) == 2, "what changes nothing is no change"
    kept = reopened().mine.get(ann.id)
    assert kept is not None
    assert (kept.name, kept.tags, kept.language) == ("Anna", ("low",), "en-GB")
    assert (kept.transcript, kept.notes, kept.trial) == ("Hello.", "From the radio.", "Hi!")
    assert kept.consent == CONSENT


def test_wrong_changes_are_refused(library: Library) -> None:
    ann = add_voice(library.mine)
    assert refusal(lambda: library.mine.change(ann.id, name="  ")) == "invalid"
    assert refusal(lambda: library.mine.change(ann.id, prompt="0" * 64)) == "invalid"
    assert refusal(lambda: library.mine.change(ann.id, tags="calm")) == "invalid"
    assert refusal(lambda: library.mine.change(ann.id, name=3)) == "invalid"
    assert refusal(lambda: library.mine.change("mine:none", name="A")) == "unknown_id"
    assert refusal(lambda: library.mine.add(ann, recording())) == "invalid"
    other = new_voice("B", recording(), CONSENT)
    assert refusal(lambda: library.mine.add(other, recording(hz=99))) == "invalid"
    assert library.mine.all() == [ann]


def test_a_copy_has_a_name_of_its_own(library: Library) -> None:
    ann = add_voice(library.mine)
    second = library.mine.duplicate(ann.id)
    library.mine.duplicate(second.id)
    assert names(library) == ["Ann", "Ann 2", "Ann 3"]
    assert second.sounds_like(ann)
    assert library.mine.prompt(second.id) == library.mine.prompt(ann.id)


def test_a_deleted_voice_comes_back(library: Library, reopened: Open) -> None:
    ann, ben = add_voice(library.mine), add_voice(library.mine, "Ben", hz=200)
    library.set_favourite(ann.id, True)
    library.mine.delete(ann.id)
    assert names(library) == ["Ben"]
    assert library.get(ann.id) is None
    again = reopened()
    assert again.mine.deleted() == [ann]
    assert again.mine.restore(ann.id) == ann
    assert again.mine.all() == [ann, ben], "where it was"
    assert again.is_favourite(ann.id)
    assert again.mine.prompt(ann.id) == recording()
    assert refusal(lambda: again.mine.restore(ann.id)) == "unknown_id"


def test_what_was_deleted_long_ago_goes(
    library: Library, reopened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, ben = add_voice(library.mine), add_voice(library.mine, "Ben", hz=200)
    library.mine.encoded.keep(ann.prompt, "0" * 32, b"encoded")
    library.mine.encoded.keep(ben.prompt, "0" * 32, b"encoded")
    library.mine.delete(ann.id)
    later = datetime.now(UTC) + timedelta(days=100)
    monkeypatch.setattr(voice_store, "_now", lambda: later)
    again = reopened()
    assert (again.mine.deleted(), again.mine.all()) == ([], [ben])
    assert again.mine.encoded.of(ann.prompt) == {}
    assert again.mine.encoded.of(ben.prompt) == {"0" * 32: b"encoded"}
    assert [path.stem for path in (tmp_path / "voices").iterdir()] == [ben.id.removeprefix("mine:")]
    assert reopened().mine.all() == [ben], "and isn't brought back"


def test_another_recording_makes_another_sound(library: Library) -> None:
    ann = add_voice(library.mine)
    other = recording(hz=220)
    changed = library.mine.replace_prompt(ann.id, other, CONSENT, transcript="Hello.", language="en")
    assert library.mine.prompt(ann.id) == other
    assert not changed.sounds_like(ann)
    assert changed.id == ann.id


def test_orders(library: Library) -> None:
    ben, ann, cid = (
        add_voice(library.mine, name, hz=hz) for name, hz in (("Ben", 90), ("ann", 120), ("Cid", 150))
    )
    library.note_used(ann.id)

    def order(wanted: VoiceOrder) -> list[str]:
        return [voice.name for voice in library.search(order=wanted, mine_only=True)]

    assert order(VoiceOrder.NAME) == ["ann", "Ben", "Cid"]
    assert order(VoiceOrder.NEWEST) == ["Cid", "ann", "Ben"]
    assert order(VoiceOrder.LAST_USED) == ["ann", "Ben", "Cid"]
    library.set_favourite(cid.id, True)
    assert order(VoiceOrder.NAME) == ["Cid", "ann", "Ben"]
    assert library.last_used(ben.id) == ""


def test_export_and_import(library: Library, tmp_path: Path) -> None:
    ann = add_voice(library.mine)
    library.mine.encoded.keep(ann.prompt, "0" * 32, ENCODED)
    path = tmp_path / "Ann.cosyvoice"
    library.mine.export(ann.id, path)
    assert read_voice_file(path).encoded == {"0" * 32: ENCODED}
    (tmp_path / "elsewhere").mkdir()
    elsewhere = Library(tmp_path / "elsewhere" / "library.sqlite", ())
    assert elsewhere.mine.import_file(path) == ann
    assert elsewhere.mine.prompt(ann.id) == library.mine.prompt(ann.id)
    assert elsewhere.mine.encoded.of(ann.prompt) == {"0" * 32: ENCODED}
    elsewhere.close()


def test_importing_again_asks(library: Library, tmp_path: Path) -> None:
    ann = add_voice(library.mine)
    path = tmp_path / "Ann.cosyvoice"
    library.mine.export(ann.id, path)
    assert refusal(lambda: library.mine.import_file(path)) == "voice_present"
    library.mine.change(ann.id, name="Anna", transcript="")
    assert library.mine.import_file(path, replacing=ann.id) == ann
    copy = library.mine.import_file(path, copy=True)
    assert names(library) == ["Ann", "Ann 2"]
    assert copy.id != ann.id
    library.mine.delete(ann.id)
    # The copy speaks the same, whatever it is called.
    assert refusal(lambda: library.mine.import_file(path)) == "voice_present"
    library.mine.delete(copy.id)
    assert library.mine.import_file(path) == ann
    assert library.mine.deleted() == [copy], "importing a deleted voice brings it back"


def damage(path: Path, start: int, length: int = 4096) -> None:
    data = bytearray(path.read_bytes())
    data[start : start + length] = b"x" * len(data[start : start + length])
    path.write_bytes(data)


def page_of(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        (page,) = database.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return (int(page) - 1) * 4096


@pytest.mark.parametrize("what", ["all", "voices", "uses", "header", "cut"])
def test_a_damaged_library_loses_no_voice(
    library: Library, reopened: Open, tmp_path: Path, what: str, caplog: pytest.LogCaptureFixture
) -> None:
    ann, ben = add_voice(library.mine), add_voice(library.mine, "Ben", hz=200)
    library.mine.change(ben.id, name="Benjamin")
    library.close()
    path = tmp_path / "library.sqlite"
    match what:
        case "all":
            path.write_bytes(b"not a database at all" * 300)
        case "header":
            damage(path, 0, 50)
        case "cut":
            path.write_bytes(path.read_bytes()[:5000])
        case table:
            damage(path, page_of(path, table))
    before = path.read_bytes()
    again = reopened()
    assert again.problem is not None
    assert again.problem.code == "library_damaged"
    assert [voice.name for voice in again.mine.all()] == ["Ann", "Benjamin"]
    assert again.mine.prompt(ann.id) == recording()
    (aside,) = tmp_path.glob("library.damaged-*.sqlite")
    assert aside.read_bytes() == before, "nobody writes to it any more"
    assert aside.name in again.problem.remedy
    assert reopened().problem is None
    assert caplog.records


def test_a_damaged_recording_comes_from_its_copy(library: Library, reopened: Open, tmp_path: Path) -> None:
    ann = add_voice(library.mine)
    library.close()
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as database, database:
        database.execute("UPDATE prompts SET flac = ?", (b"gone",))
    again = reopened()
    assert again.mine.prompt(ann.id) == recording()
    for path in (tmp_path / "voices").iterdir():
        path.unlink()
    assert reopened().mine.prompt(ann.id) == recording(), "the library was mended"


def test_a_recording_without_a_copy_is_told(library: Library, reopened: Open, tmp_path: Path) -> None:
    ann = add_voice(library.mine)
    library.close()
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as database, database:
        database.execute("UPDATE prompts SET flac = ?", (b"gone",))
    for path in (tmp_path / "voices").iterdir():
        path.unlink()
    again = reopened()
    assert refusal(lambda: again.mine.prompt(ann.id)) == "voice_damaged"
    assert names(again) == ["Ann"]


def test_a_library_of_a_newer_version_is_left_alone(library: Library, reopened: Open, tmp_path: Path) -> None:
    add_voice(library.mine)
    library.close()
    path = tmp_path / "library.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    again = reopened()
    assert again.problem is not None
    assert again.problem.code == "library_newer"
    assert refusal(lambda: add_voice(again.mine)) == "library_newer"
    again.set_favourite("x", True)
    again.close()
    assert path.read_bytes() == before


def test_the_first_version_is_brought_up_to_date(reopened: Open, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as database, database:
        database.execute("CREATE TABLE favourites (voice_id TEXT PRIMARY KEY)")
        database.execute("INSERT INTO favourites VALUES ('starter:af_heart')")
        database.execute("PRAGMA user_version = 1")
    library = reopened()
    assert library.problem is None
    assert library.is_favourite("starter:af_heart")
    add_voice(library.mine)
    assert names(reopened()) == ["Ann"]


def test_a_full_disk_changes_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    ann = add_voice(library.mine)

    def full(*_: object) -> None:
        raise StudioError("The voice library can't be written: disk full.", "Free some space.", "write")

    monkeypatch.setattr(library.mine._file, "write", full)
    assert refusal(lambda: library.mine.change(ann.id, name="Anna")) == "write"
    assert refusal(lambda: library.mine.delete(ann.id)) == "write"
    assert refusal(lambda: library.mine.duplicate(ann.id)) == "write"
    assert library.mine.all() == [ann]
    library.mine.encoded.keep(ann.prompt, "0" * 32, b"x")  # can be made again
    library.note_used(ann.id)


ENCODED = save({"speaker": np.zeros((1, 4), np.float32)})


class Voices(RuleBasedStateMachine):
    """The library against a plain dictionary, reopened at any moment."""

    voices = Bundle("voices")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.sqlite"
        self.library = Library(self.path, ())
        self.there: dict[str, MyVoice] = {}
        self.gone: dict[str, MyVoice] = {}

    @rule(target=voices, name=st.sampled_from(["Ann", "Ben", "安"]), hz=st.sampled_from([90.0, 140.0]))
    def add(self, name: str, hz: float) -> str:
        voice = add_voice(self.library.mine, name, hz=hz)
        self.there[voice.id] = voice
        return voice.id

    @rule(target=voices, voice_id=voices)
    def duplicate(self, voice_id: str) -> str:
        if voice_id not in self.there:
            return voice_id
        voice = self.library.mine.duplicate(voice_id)
        assert voice.name not in {other.name for other in self.there.values()}
        self.there[voice.id] = voice
        return voice.id

    @rule(voice_id=voices, name=st.sampled_from(["Cid", "旁白"]), transcript=st.sampled_from(["", "Hello."]))
    def change(self, voice_id: str, name: str, transcript: str) -> None:
        if voice_id in self.there:
            self.there[voice_id] = self.library.mine.change(voice_id, name=name, transcript=transcript)

    @rule(voice_id=voices)
    def delete_or_restore(self, voice_id: str) -> None:
        if voice_id in self.there:
            self.gone[voice_id] = self.library.mine.delete(voice_id)
            del self.there[voice_id]
        elif voice_id in self.gone:
            self.there[voice_id] = self.library.mine.restore(voice_id)
            del self.gone[voice_id]

    @rule(damaged=st.booleans())
    def reopen(self, damaged: bool) -> None:
        self.library.close()
        if damaged and self.gone:
            return self._open()  # a deleted voice may come back from a library that lost the deletion
        if damaged:
            self.path.write_bytes(b"x" * 100)
        return self._open()

    def _open(self) -> None:
        self.library = Library(self.path, ())

    @invariant()
    def same(self) -> None:
        assert {voice.id: voice for voice in self.library.mine.all()} == self.there
        assert {voice.id: voice for voice in self.library.mine.deleted()} == self.gone
        for voice in self.there.values():
            assert self.library.mine.prompt(voice.id).hash == voice.prompt

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()


TestVoices = Voices.TestCase
TestVoices.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)


def test_what_breaks_while_it_is_open_is_told_and_what_can_be_made_again_is_missing(
    library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    ann = add_voice(library.mine)
    library.mine.encoded.keep(ann.prompt, "m", save({"tokens": np.arange(3)}))
    file = library.mine._file
    file.write(("DROP TABLE encoded_prompts", ()))
    assert library.mine.encoded.of(ann.prompt) == {}
    with pytest.raises(StudioError) as told:
        file.read("SELECT * FROM encoded_prompts")
    assert told.value.code == "library_damaged"
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    library.mine.change(ann.id, name="Anna")
    assert names(library) == ["Anna"]


def test_a_library_in_the_way_of_a_folder_keeps_nothing_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "library.sqlite").mkdir()
    library = Library(tmp_path / "library.sqlite", ())
    assert library.problem is not None
    assert library.problem.code == "library_unusable"
    assert library.mine.all() == []
    library.note_used("starter:af_heart")
    assert library.last_used("starter:af_heart"), "for as long as the window is open"
    assert refusal(lambda: add_voice(library.mine)) == "library_unusable"
    library.close()
    assert caplog.records


def test_what_is_damaged_and_can_not_be_set_aside_is_left_alone(
    library: Library, reopened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_voice(library.mine)
    library.close()
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"not a database at all" * 300)
    before = path.read_bytes()

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("cosydesk.studio.library_file.os.replace", refused)
    again = reopened()
    assert again.problem is not None
    assert again.problem.code == "library_unusable"
    assert path.read_bytes() == before


def test_after_closing_nothing_is_kept(library: Library) -> None:
    library.close()
    assert refusal(lambda: library.mine._file.write(("DELETE FROM uses", ()))) == "write"
    assert library.mine._file.read("SELECT * FROM uses") == []
