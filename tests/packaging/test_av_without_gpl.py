"""PyAV with an FFmpeg of our own: where its sources come from, what it can do, and which licences go with it."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import shutil
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from cosydesk.server.audio import FORMATS
from cosydesk.studio.delivery.mux import _CONTAINERS
from cosydesk.studio.delivery.packed_sound import CODECS, CONTAINERS

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The script, with a folder of its own to build in."""
    monkeypatch.syspath_prepend(str(PACKAGING))
    module = importlib.import_module("av_without_gpl")
    monkeypatch.setattr(module, "FOLDER", tmp_path / "build")
    return module


def enabled(script: ModuleType, kind: str) -> set[str]:
    (value,) = (
        option.partition("=")[2] for option in script.FFMPEG_OPTIONS if option.startswith(f"--enable-{kind}=")
    )
    return set(value.split(","))


def test_everything_that_we_write_is_built(script: ModuleType) -> None:
    streamed = [form for form in FORMATS.values() if form.container]
    encoders = {*CODECS.values(), *(form.codec for form in streamed)}
    assert encoders <= enabled(script, "encoder")
    muxers = {*CONTAINERS.values(), *_CONTAINERS.values(), *(form.container for form in streamed)}
    assert muxers <= enabled(script, "muxer")


def test_nothing_is_built_under_the_gpl(script: ModuleType, tmp_path: Path) -> None:
    licences = importlib.import_module("shipped_licences")
    configured = " ".join(script.FFMPEG_OPTIONS)
    library = tmp_path / "libavutil.so"
    library.write_bytes(f"{configured}\0libavutil license: LGPL version 2.1 or later\0".encode())
    assert list(licences.reasons(library)) == []


def test_a_library_is_downloaded_once_and_only_the_right_file_taken(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, wrong = tmp_path / "right.tar", tmp_path / "wrong.tar"
    right.write_bytes(b"the archive")
    wrong.write_bytes(b"something else")
    digest = hashlib.sha256(b"the archive").hexdigest()
    source = dataclasses.replace(script.SOURCES[0], sha256=digest, address=right.as_uri())
    assert script.fetch(source).read_bytes() == b"the archive"
    right.unlink()
    assert script.fetch(source).read_bytes() == b"the archive"
    monkeypatch.setattr(script, "debian_mirrors", lambda: [])
    for address, reason in ((wrong.as_uri(), "another file"), (right.as_uri(), "cannot be had")):
        with pytest.raises(script.SetupError, match=reason):
            script.fetch(dataclasses.replace(source, version="2", address=address))


def test_an_archive_that_its_makers_dont_give_comes_from_where_debian_keeps_it(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many machines may reach the archive of their system, and nothing else."""
    kept = tmp_path / "mirror" / "pool" / "main" / "l" / "lame" / "lame.tar"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"the archive")
    source = dataclasses.replace(
        script.SOURCES[0],
        sha256=hashlib.sha256(b"the archive").hexdigest(),
        address=(tmp_path / "gone").as_uri(),
        debian="l/lame/lame.tar",
    )
    mirrors = [f"{(tmp_path / name).as_uri()}/" for name in ("security", "mirror")]
    monkeypatch.setattr(script, "debian_mirrors", lambda: mirrors)
    assert script.fetch(source).read_bytes() == b"the archive"
    kept.write_bytes(b"another one")
    with pytest.raises(script.SetupError, match="start again") as caught:
        script.fetch(dataclasses.replace(source, version="2"))
    assert str(caught.value).count("cannot be had") == 3


@pytest.mark.skipif(shutil.which("apt-get") is None, reason="no apt here")
def test_the_mirrors_are_the_systems_own(script: ModuleType) -> None:
    mirrors = script.debian_mirrors()
    assert mirrors
    assert all(mirror.endswith("/") for mirror in mirrors)
    assert len(set(mirrors)) == len(mirrors)


def make_wheel(path: Path, library: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("av/__init__.py", "")
        packed.writestr("av.libs/libavutil-0123abcd.so.60", library)
        packed.writestr("av-18.1.0.dist-info/METADATA", "Name: av\n")
    return path


def test_licences_and_sources_are_told_in_the_wheel(script: ModuleType, tmp_path: Path) -> None:
    for source in script.SOURCES:
        (script.FOLDER / source.folder).mkdir(parents=True)
        for name in source.licences:
            (script.FOLDER / source.folder / name).write_text(f"terms of {source.name}")
    wheel = make_wheel(tmp_path / "av-18.1.0-cp311-abi3-linux_x86_64.whl", b"")
    script.add_licences(wheel)
    with zipfile.ZipFile(wheel) as packed:
        folder = "av-18.1.0.dist-info/licenses"
        terms = packed.read(f"{folder}/ffmpeg-{script.SOURCES[-1].version}/COPYING.LGPLv2.1")
        told = packed.read(f"{folder}/LIBRARIES.txt").decode()
    assert terms == b"terms of ffmpeg"
    for source in script.SOURCES:
        assert source.folder in told
        assert source.sha256 in told
    assert "--enable-encoder=" in told


def test_a_wheel_with_gpl_is_refused(script: ModuleType, tmp_path: Path) -> None:
    script.check(make_wheel(tmp_path / "good.whl", b"libavutil license: LGPL version 2.1 or later\0"))
    bad = make_wheel(tmp_path / "bad.whl", b"--enable-libx264\0libavutil license: LGPL version 3 or later\0")
    with pytest.raises(script.SetupError, match="--enable-libx264"):
        script.check(bad)


def test_what_was_built_is_not_built_again(
    script: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = script.SOURCES[1]
    script.FOLDER.mkdir()
    (script.FOLDER / f"{source.folder}.built").write_text("as before")
    fetched: list[str] = []

    def fetch(wanted: object) -> Path:
        fetched.append(source.name)
        raise script.SetupError("not here")

    monkeypatch.setattr(script, "fetch", fetch)
    script.build(source, "as before", {}, 1)
    assert fetched == []
    with pytest.raises(script.SetupError):
        script.build(source, "with other options", {}, 1)
    assert fetched == [source.name]
