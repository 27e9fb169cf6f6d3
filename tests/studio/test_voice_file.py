"""Voice files: what is written is read again, and what is no voice file is refused with a reason."""

from __future__ import annotations

import json
import stat
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import save
from support.voices import CONSENT, TRANSCRIPT, recording

from cosydesk.studio import voice_file
from cosydesk.studio.errors import StudioError
from cosydesk.studio.my_voice import new_voice
from cosydesk.studio.voice_file import VoiceFile, looks_like_safetensors, read_voice_file, write_voice_file

PROMPT = recording()
ENCODED = save({"mel": np.zeros((1, 3, 80), np.float32)}, {"encoder": "0" * 32})
VOICE = new_voice("安 Ann", PROMPT, CONSENT, language="zh", transcript=TRANSCRIPT, tags=("calm", "旁白"))
CONTENT = VoiceFile(VOICE, PROMPT, {"0" * 32: ENCODED})


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "安.cosyvoice"
    write_voice_file(path, CONTENT)
    return path


def test_everything_comes_back(written: Path) -> None:
    assert read_voice_file(written) == CONTENT
    assert read_voice_file(written).voice.consent == CONSENT


def test_it_is_a_plain_zip_that_anybody_can_look_into(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        assert names == {"voice.json", "transcript.txt", "prompt.flac", f"encoded/{'0' * 32}.safetensors"}
        assert archive.read("transcript.txt").decode() == f"{TRANSCRIPT}\n"
        assert archive.read("prompt.flac").startswith(b"fLaC")
        assert json.loads(archive.read("voice.json"))["version"] == 1


def test_the_same_voice_gives_the_same_file(written: Path, tmp_path: Path) -> None:
    write_voice_file(tmp_path / "again.cosyvoice", CONTENT)
    assert (tmp_path / "again.cosyvoice").read_bytes() == written.read_bytes()


def test_a_folder_that_is_not_there_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        write_voice_file(tmp_path / "none" / "a.cosyvoice", CONTENT)
    assert caught.value.code == "write"


def test_a_failed_write_leaves_the_old_file(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = written.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(voice_file.os, "fsync", full)
    with pytest.raises(StudioError) as caught:
        write_voice_file(written, CONTENT)
    assert caught.value.code == "write"
    assert written.read_bytes() == before
    assert list(written.parent.iterdir()) == [written]


def code_of(path: Path) -> str:
    with pytest.raises(StudioError) as caught:
        read_voice_file(path)
    assert caught.value.message
    assert caught.value.remedy
    return caught.value.code


def test_other_files_are_foreign(tmp_path: Path) -> None:
    path = tmp_path / "a.cosyvoice"
    assert code_of(path) == "missing"
    for data in (b"", b"hello", b"fLaC" + bytes(100), b"SQLite format 3\0"):
        path.write_bytes(data)
        assert code_of(path) == "voice_foreign"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert code_of(path) == "voice_foreign"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("voice.json", "{}")
    assert code_of(path) == "voice_foreign"


Change = Callable[[dict[str, bytes]], dict[str, bytes]]


def rewritten(path: Path, change: Change) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in change(members).items():
            archive.writestr(name, data)


def described(**values: object) -> Change:
    def change(members: dict[str, bytes]) -> dict[str, bytes]:
        description = json.loads(members["voice.json"])
        for name, value in values.items():
            if name in description:
                description[name] = value
            else:
                description["voice"][name] = value
        return {**members, "voice.json": json.dumps(description).encode()}

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (described(version=2), "voice_newer"),
        (described(version="1"), "voice_damaged"),
        (described(version=0), "voice_damaged"),
        (described(format="other"), "voice_foreign"),
        (described(voice=[]), "voice_damaged"),
        (described(consent=None), "voice_damaged"),
        (described(length=24_000), "voice_damaged"),
        (described(prompt="0" * 64), "voice_damaged"),
        (lambda members: {**members, "voice.json": b"{"}, "voice_damaged"),
        (lambda members: {**members, "voice.json": b"[" * 100_000}, "voice_damaged"),
        (lambda members: {**members, "voice.json": b"\xff\xfe\x00"}, "voice_damaged"),
        (lambda members: {**members, "prompt.flac": recording(hz=200).flac}, "voice_damaged"),
        (lambda members: {**members, "prompt.flac": b"MZ" + bytes(500)}, "voice_damaged"),
        (lambda members: {**members, "../outside.txt": b"x"}, "voice_refused"),
        (lambda members: {**members, "/etc/passwd": b"x"}, "voice_refused"),
        (lambda members: {**members, "C:\\boot.ini": b"x"}, "voice_refused"),
        (lambda members: {**members, "a/../../b": b"x"}, "voice_refused"),
        (lambda members: {**members, **{str(index): b"" for index in range(99)}}, "voice_refused"),
        (lambda members: {**members, "voice.json": bytes(2 * 2**20)}, "voice_refused"),
        (lambda members: {**members, f"encoded/{'1' * 32}.safetensors": bytes(9 * 2**20)}, "voice_refused"),
    ],
)
def test_damaged_and_hostile_files(written: Path, change: Change, code: str) -> None:
    rewritten(written, change)
    assert code_of(written) == code


def test_a_missing_recording_is_named(written: Path) -> None:
    rewritten(written, lambda members: {k: v for k, v in members.items() if k != "prompt.flac"})
    assert code_of(written) == "voice_damaged"


def test_parts_of_later_versions_are_never_unpacked(written: Path) -> None:
    rewritten(written, lambda members: {**members, "later/picture.png": bytes(60 * 2**20)})
    assert written.stat().st_size < 2**20
    assert read_voice_file(written) == CONTENT


def test_a_bomb_that_lies_about_its_size_is_refused(written: Path) -> None:
    rewritten(written, lambda members: {**members, "transcript.txt": bytes(900_000)})
    data = bytearray(written.read_bytes())
    size = (900_000).to_bytes(4, "little")
    at = 0
    while (at := data.find(size, at)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
        at += 4
    written.write_bytes(data)
    assert code_of(written) in ("voice_damaged", "voice_refused")


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.cosyvoice"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    assert code_of(path) == "voice_refused"


def test_links_encryption_and_doubles_are_refused(written: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    assert code_of(written) == "voice_refused"
    write_voice_file(written, CONTENT)
    data = bytearray(written.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    written.write_bytes(data)
    assert code_of(written) == "voice_refused"
    write_voice_file(written, CONTENT)
    with zipfile.ZipFile(written, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("voice.json", "{}")
    assert code_of(written) == "voice_refused"


def test_encoded_prompts_that_are_none_are_left_out(written: Path) -> None:
    rewritten(written, lambda members: {**members, f"encoded/{'0' * 32}.safetensors": b"\x80\x04pickle"})
    assert read_voice_file(written).encoded == {}


def test_safetensors_are_told_from_other_bytes() -> None:
    assert looks_like_safetensors(ENCODED)
    for data in (b"", ENCODED[:-1], ENCODED + b"x", b"\xff" * 64, b"\x02" + bytes(7) + b"[]"):
        assert not looks_like_safetensors(data)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_broken_byte_is_an_error_or_no_matter(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("voice") / "a.cosyvoice"
    write_voice_file(path, CONTENT)
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(raw)))
    path.write_bytes(raw if data.draw(st.booleans()) else raw[:end])
    with suppress(StudioError):
        found = read_voice_file(path)
        assert found.prompt.hash == found.voice.prompt
