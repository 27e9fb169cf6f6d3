"""Files that are made to harm whoever opens them, and small projects and voice files to make them of."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import soundfile

from cosydesk.studio import project_file, schema
from cosydesk.studio.my_voice import Consent, PromptAudio, new_voice
from cosydesk.studio.voice_file import VoiceFile, write_voice_file

RATE = 24_000
COUNT = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
ENDLESS_VIEW = (
    "DROP TABLE markers; CREATE VIEW markers AS "
    f"{COUNT} SELECT hex(x) AS id, x AS at, '' AS name, 1 AS color FROM n"
)
ENDLESS_TRIGGER = (
    "CREATE TRIGGER t AFTER INSERT ON meta BEGIN INSERT INTO lines "
    "SELECT hex(randomblob(8)), 1, 'x', '', 'sft', '', 1, 0, 0, NULL, '', NULL, NULL, NULL, '', '' "
    "FROM takes a, takes b, takes c, takes d, takes e, takes f, takes g; END"
)
DEEP = "[" * 500_000
SQL = {
    "a view without end": (ENDLESS_VIEW, {"refused"}),
    "a trigger that breeds lines": (ENDLESS_TRIGGER, {"refused"}),
    "a trigger that empties the script": (
        "CREATE TRIGGER t AFTER INSERT ON meta BEGIN DELETE FROM lines; END",
        {"refused"},
    ),
    "a virtual table": ("CREATE VIRTUAL TABLE more USING fts5(x)", {"damaged"}),
    "a condition that fills the memory": (
        "DROP TABLE markers; CREATE TABLE markers (id TEXT PRIMARY KEY, at INTEGER NOT NULL, name TEXT NOT NULL,"
        " color INTEGER NOT NULL CHECK (length(hex(zeroblob(400000000))) > color))",
        {"damaged"},
    ),
    "notices nested without end": (f"UPDATE takes SET notices = '{DEEP}'", {"damaged"}),
    "settings nested without end": (f"INSERT OR REPLACE INTO meta VALUES ('gap_ms', '{DEEP}')", {"damaged"}),
    "a take of a million years": ("UPDATE takes SET length = 1 << 60", {"damaged"}),
    "a clip beyond the end of time": ("UPDATE clips SET start = 1 << 60", {"damaged"}),
    "a number that is a text": ("UPDATE lines SET speed = 'fast'", {"damaged"}),
    "an endless number": ("UPDATE lines SET speed = 9e999", {"damaged"}),
}
"""What is done to a project, and how it must be refused."""


def projects(folder: Path) -> Iterator[tuple[str, Path, set[str]]]:
    """(what it is, file, codes that it may be refused with)."""
    good = folder / "good.cosydesk"
    project = project_file.create(good)
    lines = [project.new_line(f"Line {number}. " * 40, "starter:af_heart") for number in range(60)]
    project.apply(project.edit_lines([], lines, 0))
    for line in lines[:7]:
        silence = np.zeros(RATE // 2, np.float32)
        project.add_take(line.id, project.new_take_request(line), silence, RATE)
    project_file.close(project)
    for number, (what, (script, codes)) in enumerate(SQL.items()):
        path = folder / f"{number}.cosydesk"
        path.write_bytes(good.read_bytes())
        with closing(sqlite3.connect(path)) as database:
            database.executescript(script)
        yield what, path, codes
    for what, change, codes in (
        ("a table that is its own branch", _loop_tree, {"damaged"}),
        ("a text that claims a gigabyte", _huge_text, {"damaged"}),
        ("a file from the future", _newer, {"newer"}),
        ("a header that claims four million pages", _huge_header, {"damaged"}),
    ):
        path = folder / f"{what[:12]}.cosydesk"
        data = bytearray(good.read_bytes())
        change(data)
        path.write_bytes(data)
        yield what, path, codes
    zipped = folder / "zip.cosydesk"
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", bytes(10**8))
    yield "a zip of zeros in a project's name", zipped, {"foreign"}


def _inner_pages(data: bytearray) -> list[int]:
    return [start for start in range(4096, len(data), 4096) if data[start] == 5 and data[start + 4]]


def _loop_tree(data: bytearray) -> None:
    for start in _inner_pages(data):
        (cells,) = struct.unpack_from(">H", data, start + 3)
        own = struct.pack(">I", start // 4096 + 1)
        data[start + 8 : start + 12] = own
        for index in range(cells):
            (cell,) = struct.unpack_from(">H", data, start + 12 + 2 * index)
            data[start + cell : start + cell + 4] = own


def _huge_text(data: bytearray) -> None:
    for start in range(4096, len(data), 4096):
        if data[start] == 13 and data[start + 4]:
            (cell,) = struct.unpack_from(">H", data, start + 8)
            data[start + cell : start + cell + 5] = b"\x83\xff\xff\xff\x7f"


def _newer(data: bytearray) -> None:
    data[60:64] = struct.pack(">I", len(schema.MIGRATIONS) + 1)


def _huge_header(data: bytearray) -> None:
    data[28:32] = struct.pack(">I", 4_000_000)


def voices(folder: Path) -> Iterator[tuple[str, Path, set[str]]]:
    """(what it is, file, codes that it may be refused with)."""
    prompt = PromptAudio.of(0.1 * np.sin(np.arange(2 * RATE) / 9).astype(np.float32), RATE)
    voice = new_voice("Ann", prompt, Consent.now("I may use it."), transcript="One.")
    good = folder / "good.cosyvoice"
    write_voice_file(good, VoiceFile(voice, prompt))
    with zipfile.ZipFile(good) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    described = json.loads(parts["voice.json"])
    silent = io.BytesIO()
    soundfile.write(silent, np.zeros(30 * RATE, np.float32), RATE, format="FLAC", subtype="PCM_16")
    endless = bytearray(silent.getvalue())
    endless[21] |= 0x0F  # the upper bits of how many samples there are
    endless[22:26] = b"\xff" * 4
    for name in ("../out.flac", "/etc/passwd", "C:\\a", "a/../../b", "\\\\server\\share", "..\\a", "a:b"):
        yield f"a part called {name}", _pack(folder, {**parts, name: b"x"}), {"voice_refused"}
    for name in ("prompt.flac\0.exe", "．．／out", "\u202egnp.flac", "con.flac", "a" * 60_000):
        # Parts that nobody asks for are never unpacked, whatever they are called.
        yield f"a part called {name[:12]!a}", _pack(folder, {**parts, name: b"x"}), {"", "voice_refused"}
    yield (
        "ten thousand parts",
        _pack(folder, {**parts, **{f"x{n}": b"" for n in range(10_000)}}),
        {"voice_refused"},
    )
    yield "a description of 100 MB", _pack(folder, {**parts, "voice.json": bytes(10**8)}), {"voice_refused"}
    yield (
        "a description without bottom",
        _pack(folder, {**parts, "voice.json": DEEP.encode()}),
        {"voice_damaged"},
    )
    yield (
        "a recording without end",
        _pack(folder, {**parts, "prompt.flac": bytes(endless)}),
        {"voice_damaged"},
    )
    newer = json.dumps({**described, "version": 99}).encode()
    yield "a voice file from the future", _pack(folder, {**parts, "voice.json": newer}), {"voice_newer"}
    encodings = {f"encoded/{n:032x}.safetensors": bytes(8 * 2**20) for n in range(50)}
    yield "fifty encodings of 8 MB", _pack(folder, {**parts, **encodings}), {"voice_refused"}
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("prompt.flac", bytes(10**8))
    yield "a zip in the zip", _pack(folder, {**parts, "prompt.flac": nested.getvalue()}), {"voice_damaged"}


def _pack(folder: Path, parts: dict[str, bytes]) -> Path:
    path = folder / f"{len(list(folder.iterdir()))}.cosyvoice"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo("x")
            info.filename = name
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return path


def wave(
    *, data_size: int, riff_size: int = 0, kind: bytes = b"RIFF", channels: int = 1, rate: int = RATE,
    bits: int = 16, ds64: tuple[int, int, int] | None = None,
) -> bytes:  # fmt: skip
    """A second of a tone under a header that may lie."""
    tone = (8_000 * np.sin(np.arange(RATE) / 9)).astype("<i2").tobytes()
    long = b"ds64" + struct.pack("<IQQQI", 28, *ds64, 0) if ds64 is not None else b""
    step = channels * bits // 8
    form = struct.pack(
        "<HHIIHH", 1, channels, rate & 0xFFFFFFFF, rate * step & 0xFFFFFFFF, step & 0xFFFF, bits
    )
    data = b"data" + struct.pack("<I", data_size)
    head = kind + struct.pack("<I", riff_size) + b"WAVE"
    return head + long + b"fmt " + struct.pack("<I", 16) + form + data + tone


def sounds() -> Iterator[tuple[str, str, bytes]]:
    """(what it is, suffix, bytes)."""
    most = 2**32 - 1
    yield "a WAV that claims 4 GB", ".wav", wave(data_size=most, riff_size=most)
    yield "a WAV that claims 4 GB less a byte", ".wav", wave(data_size=most - 1, riff_size=most - 37)
    yield "a WAV that claims a negative size", ".wav", wave(data_size=2**31, riff_size=2**31 + 36)
    yield "a WAV of nothing", ".wav", wave(data_size=0)
    yield (
        "an RF64 of 16 exabytes",
        ".wav",
        wave(data_size=most, riff_size=most, kind=b"RF64", ds64=(2**64 - 1, 2**64 - 1, 2**64 - 1)),
    )
    yield "an RF64 without its sizes", ".wav", wave(data_size=most, riff_size=most, kind=b"RF64")
    yield "a WAV of no channel", ".wav", wave(data_size=48_000, channels=0)
    yield "a WAV of 65535 channels", ".wav", wave(data_size=48_000, channels=65_535)
    yield "a WAV of rate 0", ".wav", wave(data_size=48_000, rate=0)
    yield "a WAV of 4 GHz", ".wav", wave(data_size=48_000, rate=most)
    yield "a WAV of 0 bits", ".wav", wave(data_size=48_000, bits=0)
    for kind, subtype, suffix in (("FLAC", "PCM_16", ".flac"), ("MP3", "MPEG_LAYER_III", ".mp3")):
        made = io.BytesIO()
        soundfile.write(made, np.zeros(RATE, np.float32), RATE, format=kind, subtype=subtype)
        yield f"half a {kind}", suffix, made.getvalue()[: len(made.getvalue()) // 2]
    flac = io.BytesIO()
    soundfile.write(flac, np.zeros(RATE, np.float32), RATE, format="FLAC", subtype="PCM_16")
    lying = bytearray(flac.getvalue())
    lying[21] |= 0x0F
    lying[22:26] = b"\xff" * 4
    yield "a FLAC of 68 billion samples", ".flac", bytes(lying)
    yield "an MP3 tag of 256 MB", ".mp3", b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(2_000)
    box = struct.pack(">I4sQ", 1, b"moov", 2**63) + bytes(200)
    yield "an MP4 with a box of 8 exabytes", ".mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + box
