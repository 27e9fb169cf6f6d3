"""What is found in binaries before they are handed out."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import ModuleType

import PySide6
import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return importlib.import_module("shipped_licences")


def ffmpeg(licence: str, configuration: str) -> bytes:
    """The two texts as they lie in FFmpeg's libraries."""
    texts = (configuration, "something else", f"libavutil license: {licence}", "libavutil")
    return b"\x7fELF\0" + "".join(f"{text}\0" for text in texts).encode() + bytes(64)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("libx264.so.164", True),
        ("libx264-d6533a8d.so.165", True),
        ("libx265.215.dylib", True),
        ("libx265-0123456789abcdef0123456789abcdef.dll", True),
        ("x264-164.dll", True),
        ("libxvidcore.so.4", True),
        ("libpostproc.so.58.3.100", True),
        ("libreadline.so.8", True),
        ("libfftw3f.so.3", True),
        ("libmp3lame.so.0", False),
        ("libmadness.so", False),
        ("x264.py", False),
        ("libavcodec.so.62", False),
    ],
)
def test_names(script: ModuleType, tmp_path: Path, name: str, found: bool) -> None:
    (tmp_path / name).write_bytes(b"\x7fELF")
    assert script.gpl_parts(tmp_path) == ([f"{name}: a library under the GPL"] if found else [])


@pytest.mark.parametrize(
    ("licence", "configuration", "expected"),
    [
        ("LGPL version 2.1 or later", "--enable-shared --enable-libmp3lame", []),
        ("LGPL version 3 or later", "--enable-version3 --enable-libgpl", []),
        ("GPL version 2 or later", "--enable-shared", ["FFmpeg under the GPL version 2 or later"]),
        ("nonfree and unredistributable", "", ["FFmpeg under the nonfree and unredistributable"]),
        (
            "LGPL version 3 or later",
            "--enable-libx265 --enable-zlib --enable-libx264",
            ["FFmpeg configured with --enable-libx264 --enable-libx265"],
        ),
        (
            "GPL version 3 or later",
            "--enable-gpl",
            ["FFmpeg under the GPL version 3 or later", "FFmpeg configured with --enable-gpl"],
        ),
    ],
)
@pytest.mark.parametrize("name", ["libavutil.so.60", "avutil-60.dll", "libavutil.60.dylib", "whatever.so"])
def test_what_ffmpeg_says_of_itself(
    script: ModuleType, tmp_path: Path, name: str, licence: str, configuration: str, expected: list[str]
) -> None:
    (tmp_path / "deep" / "down").mkdir(parents=True)
    (tmp_path / "deep" / "down" / name).write_bytes(ffmpeg(licence, configuration))
    assert script.gpl_parts(tmp_path) == [f"deep/down/{name}: {reason}" for reason in expected]


def test_flags_of_other_programs_and_empty_files_mean_nothing(script: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "other.so").write_bytes(b"usage: configure --enable-gpl\0")
    (tmp_path / "empty.so").touch()
    assert script.gpl_parts(tmp_path) == []


def test_the_ffmpeg_of_qt_may_ship(script: ModuleType) -> None:
    libraries = [path for path in Path(PySide6.__file__).parent.rglob("*avutil*") if path.is_file()]
    if not libraries:
        pytest.skip("this PySide6 has no FFmpeg")
    for path in libraries:
        assert b"libavutil license: LGPL" in path.read_bytes()
        assert list(script.reasons(path)) == []


def test_the_command_fails_where_there_is_gpl(
    script: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["shipped_licences.py", str(tmp_path)])
    assert script.main() == 0
    assert capsys.readouterr().out == "No GPL in these binaries.\n"
    (tmp_path / "libx264.so.164").write_bytes(b"\x7fELF")
    assert script.main() == 1
    assert capsys.readouterr().out == "libx264.so.164: a library under the GPL\n"
    monkeypatch.setattr(sys, "argv", ["shipped_licences.py"])
    assert script.main() == 2
