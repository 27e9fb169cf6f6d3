"""Voice files and the library: what strangers packed is taken in, or refused with a reason; nothing is ever lost."""

from __future__ import annotations

import contextlib
import io
import json
import sqlite3
import stat
import tempfile
import warnings
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import example
from hypothesis import strategies as st
from safetensors.numpy import save
from support.fuzzing import fuzz, told
from support.mutations import VALUES, json_bytes, mutated, mutated_json
from support.voices import CONSENT, TRANSCRIPT, add_voice, recording

from cosydesk.engine.frontend.encoded_prompt import PromptShape, pack, unpack
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library import Library
from cosydesk.studio.my_voice import MyVoice, PromptAudio, new_voice
from cosydesk.studio.voice_file import VoiceFile, read_voice_file, write_voice_file

ENCODED = save({"mel": np.zeros((1, 3, 80), np.float32)}, {"encoder": "0" * 32})
PROMPT = recording(1.2)
VOICE = new_voice("安 Ann", PROMPT, CONSENT, language="zh", transcript=TRANSCRIPT, tags=("calm", "旁白"))
CONTENT = VoiceFile(VOICE, PROMPT, {"0" * 32: ENCODED})
CODES = {"missing", "voice_foreign", "voice_newer", "voice_damaged", "voice_refused"}
DESCRIPTION = {"format": "cosydesk-voice", "version": 1, "voice": VOICE.to_json()}
NAMES = (
    *("voice.json", "transcript.txt", "prompt.flac", f"encoded/{'0' * 32}.safetensors", "encoded/x.safetensors"),
    *("../x", "/etc/x", "a/../../b", "C:\\x", "voice.json/", "", "\ud800x", "a" * 300, "later.bin"),
    "prompt.flac\0.txt",
)  # fmt: skip


@cache
def seed() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.cosyvoice"
        write_voice_file(path, CONTENT)
        return path.read_bytes()


def check(data: bytes) -> None:
    """The file is read, and what was read can be kept and written again; or it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "inner" / "a.cosyvoice"
        path.parent.mkdir()
        path.write_bytes(data)
        try:
            read = read_voice_file(path)
        except StudioError as error:
            told(error, CODES, remedy=True)
        else:
            write_voice_file(path, read)
            assert read_voice_file(path) == read
            path.write_bytes(data)
        assert [entry.name for entry in Path(folder).iterdir()] == ["inner"]
        assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@fuzz(
    100,
    data=mutated([seed()], (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"voice.json", b"../"), head=200),
)
def test_damaged_files(data: bytes) -> None:
    check(data)


@fuzz(60, description=mutated_json([DESCRIPTION]))
def test_forged_descriptions(description: Any) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("voice.json", json_bytes(description))
        archive.writestr("prompt.flac", PROMPT.flac)
    check(made.getvalue())


@example(parts=[("", b"", zipfile.ZIP_STORED, 0o644)])  # a part without a name
@fuzz(
    60,
    parts=st.lists(
        st.tuples(
            st.sampled_from(NAMES),
            st.sampled_from([json.dumps(DESCRIPTION).encode(), PROMPT.flac, ENCODED, b"", bytes(2**21)])
            | st.binary(max_size=30),
            st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]),
            st.sampled_from([0o644, stat.S_IFLNK | 0o777, stat.S_IFDIR | 0o755]),
        ),
        max_size=6,
    ),
)
def test_forged_archives(parts: list[tuple[str, bytes, int, int]]) -> None:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w") as archive,
        warnings.catch_warnings(action="ignore"),  # of names that come twice
        contextlib.suppress(UnicodeError),
    ):
        for name, data, method, mode in parts:
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            info.external_attr = mode << 16
            archive.writestr(info, data)
    check(made.getvalue())


@fuzz(100, description=mutated_json([VOICE.to_json()]) | VALUES)
def test_descriptions_of_voices(description: Any) -> None:
    try:
        voice = MyVoice.from_json(description)
    except StudioError as error:
        told(error, ("invalid", "consent", "prompt"))
    else:
        assert MyVoice.from_json(json.loads(json.dumps(voice.to_json()))) == voice


@fuzz(120, flac=mutated([PROMPT.flac], (b"fLaC", b"\xff\xf8"), head=60))
def test_damaged_recordings(flac: bytes) -> None:
    try:
        prompt = PromptAudio.read(flac)
    except StudioError as error:
        told(error, ("prompt",))
    else:
        assert len(prompt.samples()) == prompt.length


def _encoded() -> bytes:
    import torch

    from cosydesk.engine.frontend.encoded_prompt import VoicePrompt

    prompt = VoicePrompt(
        torch.zeros((1, 5), dtype=torch.int32), torch.zeros((1, 10, 8)), torch.zeros((1, 192))
    )
    return pack(prompt, "e", "r")


@fuzz(150, data=mutated([_encoded()], (b'"dtype":"F64"', b'"shape":[', b"[0,0]", b"{", b"}"), head=400))
def test_damaged_encoded_prompts(data: bytes) -> None:
    shape = PromptShape(8, 192, 4_096)
    prompt = unpack(data, "e", "r", shape)
    assert prompt is None or shape.fits(prompt)


@cache
def library() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        made = Library(path)
        add_voice(made.mine)
        made.set_favourite("starter:af_heart", True)
        made.close()
        return path.read_bytes()


@fuzz(15, data=mutated([library()], (b"SQLite format 3\0", b"\x0d\x00\x00\x00"), head=120))
def test_damaged_libraries(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        path.write_bytes(data)
        opened = Library(path)
        try:
            _use(opened)
        finally:
            opened.close()
        if opened.problem is not None and opened.problem.code == "library_damaged":
            assert any(entry.read_bytes() == data for entry in path.parent.glob("library.damaged-*.sqlite"))


@example(cells=[("prompts.flac", 1.5), ("encoded_prompts.data", "x")])
@example(cells=[("prompts.flac", -1), ("encoded_prompts.data", 1 << 40)])
@example(cells=[("prompts.flac", 1 << 40), ("voices.deleted", 7)])
@example(cells=[("voices.data", "[" * 100_000)])
@fuzz(
    10,
    cells=st.lists(
        st.tuples(
            st.sampled_from(
                [
                    *("voices.id", "voices.prompt", "voices.data"),
                    *("voices.deleted", "prompts.hash", "prompts.flac"),
                    *("favourites.voice_id", "uses.voice_id", "uses.at", "encoded_prompts.data"),
                ]
            ),
            st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=9) | st.binary(max_size=9),
        ),
        max_size=4,
    ),
)  # fmt: skip
def test_forged_libraries(cells: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        path.write_bytes(library())
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as database:
            for cell, value in cells:
                table, column = cell.split(".")
                with contextlib.suppress(sqlite3.Error):
                    database.execute(f"UPDATE {table} SET {column} = ?", (value,))
                    database.execute("INSERT OR IGNORE INTO uses VALUES ('x', ?)", (value,))
        opened = Library(path)
        try:
            _use(opened)
        finally:
            opened.close()


def _use(opened: Library) -> None:
    for voice in opened.mine.all():
        with contextlib.suppress(StudioError):
            opened.mine.prompt(voice.id)
    with contextlib.suppress(StudioError):
        add_voice(opened.mine, "Another")
    with contextlib.suppress(StudioError):
        opened.set_favourite("starter:bm_george", True)
    for voice in opened.voices():
        opened.is_favourite(voice.id)
