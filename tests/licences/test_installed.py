"""What ships, and under which licences: read from distributions as they lie on a disk."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from cosydesk.licences import Component, Part, installed, load, notices, save
from cosydesk.licences.expressions import identifiers

MIT_TEXT = "MIT License\n\nCopyright (c) 2026 Somebody\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed distributions, found by Python before all others."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def install(site: Path, name: str, *headers: str, files: dict[str, str] | None = None) -> None:
    """Lay a distribution down as pip would; files that don't end in .py and have no folder are metadata."""
    info = f"{name.replace('-', '_')}-1.0.dist-info"
    lying = {
        f"{info}/METADATA": "\n".join(["Metadata-Version: 2.4", f"Name: {name}", "Version: 1.0", *headers])
        + "\n",
        **{path.replace("INFO", info): text for path, text in (files or {}).items()},
    }
    for path, text in lying.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    (site / info / "RECORD").write_text("".join(f"{path},,\n" for path in lying), "utf-8")


def test_what_is_needed_ships_and_nothing_else(site: Path) -> None:
    never = "sys_platform == 'nowhere'"
    install(
        site,
        "top",
        "Requires-Dist: Need.Ed[fast]",
        f"Requires-Dist: elsewhere; {never}",
        "Requires-Dist: tests-only; extra == 'test'",
        "Requires-Dist: not-installed-here; extra != 'x'",
    )
    install(site, "need_ed", "Requires-Dist: deeper", "Requires-Dist: quick; extra == 'fast'")
    for name in ("deeper", "quick", "elsewhere", "tests-only"):
        install(site, name, "Requires-Dist: top")
    assert [package.name for package in installed.shipped("top")] == ["deeper", "need_ed", "quick"]
    assert "tests-only" in [package.name for package in installed.shipped("top", ["test"])]
    with pytest.raises(PackageNotFoundError):
        installed.shipped("never-installed")


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        (["License-Expression: MIT OR Apache-2.0", "License: something else"], "MIT OR Apache-2.0"),
        (["License: BSD"], "BSD-3-Clause"),
        (["License: MPL-2.0 AND MIT"], "MPL-2.0 AND MIT"),
        (["License: UNKNOWN", "Classifier: License :: OSI Approved :: MIT License"], "MIT"),
        (
            [
                "Classifier: License :: OSI Approved :: MIT License",
                "Classifier: License :: OSI Approved :: Apache Software License",
            ],
            "MIT AND Apache-2.0",
        ),
        (
            ["License: MIT", "Classifier: License :: OSI Approved :: GNU General Public License v3 (GPLv3)"],
            "GPL-3.0-only",
        ),
        (["License: see the file beside this"], ""),
        ([], ""),
    ],
)
def test_licences_are_told_in_one_language(site: Path, headers: list[str], licence: str) -> None:
    install(site, "thing", *headers)
    assert installed.component_of(distribution("thing")).licence == licence


def test_each_licence_file_comes_along_once(site: Path) -> None:
    install(
        site,
        "thing",
        "License-Expression: MIT",
        files={
            "INFO/licenses/LICENSE.txt": MIT_TEXT,
            "thing/LICENSE": MIT_TEXT,
            "thing/vendored/COPYING": "Public domain.",
            "thing/license_check.py": "print()",
            "thing/test/LICENSE": "of the tests",
        },
    )
    found = installed.component_of(distribution("thing"))
    assert dict(found.texts) == {"LICENSE.txt": MIT_TEXT, "vendored/COPYING": "Public domain.\n"}


def test_a_package_without_a_licence_file_gets_the_standard_text(site: Path) -> None:
    install(site, "thing", "License-Expression: MIT", "Author: Ann Other")
    ((title, text),) = installed.component_of(distribution("thing")).texts
    assert title == "MIT"
    assert text.startswith("Copyright (c) Ann Other\n\nMIT License")


def test_of_a_choice_with_the_gpl_the_lgpl_is_taken(site: Path) -> None:
    install(site, "thing", "License-Expression: GPL-2.0-only OR LGPL-3.0-only")
    # the LGPL 3 is written as additions to the GPL 3, which therefore belongs to it
    assert [title for title, _ in installed.component_of(distribution("thing")).texts] == [
        "LGPL-3.0",
        "GPL-3.0",
    ]


def test_what_is_compiled_in_is_known_from_the_bill_of_materials(site: Path) -> None:
    bill = """{"components": [
        {"name": "serde", "version": "1.0", "licenses": [{"expression": "MIT OR Apache-2.0"}]},
        {"name": "old", "version": "2", "licenses": [{"license": {"id": "MIT"}}]},
        {"name": "old", "version": "2", "licenses": [{"license": {"id": "MIT"}}]},
        {"name": "libxcb", "version": "1.13"}]}"""
    install(site, "thing", files={"INFO/sboms/thing.cdx.json": bill, "INFO/sboms/broken.json": "{"})
    found = installed.component_of(distribution("thing"))
    assert found.parts == (Part("serde", "1.0", "MIT OR Apache-2.0"), Part("old", "2", "MIT"))


def test_libraries_in_a_wheel_are_told_with_their_own_licences(site: Path) -> None:
    install(
        site,
        "sound",
        files={
            "sound.libs/libavutil-0123abcd.so.60.1": "\0FFmpeg version 8.1.2\0",
            "sound.libs/libavcodec-0123abcd.so.62.1": "",
            "sound.libs/libx264-0123abcd.so.165": "",
            "sound/_core.abi3.so": "",
            "torch/lib/libtorch_cpu.so": "",
            "sound/libof_its_own.so": "",
        },
    )
    found = installed.merged(installed.libraries_of(distribution("sound")))
    assert [(entry.name, entry.version, entry.licence) for entry in found] == [
        ("FFmpeg", "8.1.2", "LGPL-2.1-or-later"),
        ("x264", "", "GPL-2.0-or-later"),
    ]
    assert [title for title, _ in found[0].texts] == ["LGPL-2.1"]


def test_two_versions_of_a_library_are_two_entries_and_two_places_one() -> None:
    bare = Component("FFmpeg", "8.1", "LGPL-2.1-or-later", kind="library", within="av")
    found = installed.merged(
        [
            bare,
            Component("FFmpeg", "", "LGPL-2.1-or-later", kind="library", within="Other"),
            Component("FFmpeg", "7.1", "LGPL-2.1-or-later", kind="library", within="PySide6"),
        ]
    )
    assert [(entry.version, entry.within) for entry in found] == [("8.1", "av, Other"), ("7.1", "PySide6")]


def test_notices_are_the_same_after_writing_and_reading(tmp_path: Path) -> None:
    texts = (("LICENSE", "Ça va\n"), ("NOTICE", "Ça va\n"))
    entries = [
        Component("字", "1", "MIT", "https://example.org", "data", "av", texts, (Part("a", "", ""),)),
        Component("b", "", ""),
    ]
    save(entries, tmp_path / "notices.json")
    assert load(tmp_path / "notices.json") == entries
    assert (tmp_path / "notices.json").read_text("utf-8").count("Ça va") == 1
    (tmp_path / "notices.json").write_text('{"components": [{}]}')
    with pytest.raises(ValueError, match="holds no notices"):
        load(tmp_path / "notices.json")


def test_this_program_tells_of_everything_it_stands_on() -> None:
    entries = notices()
    told = {entry.name: entry for entry in entries}
    for name in (
        "numpy",
        "PySide6",
        "Qt",
        "FFmpeg",
        "Inter",
        "Lucide icons",
        "Python",
        "torch",
        "libsndfile",
    ):
        assert name in told
    assert not told.keys() & {"pytest", "ruff", "mypy", "cosydesk", "pyinstaller"}
    assert [entry.name for entry in entries if not entry.licence] == []
    without = {entry.name for entry in entries if not entry.texts}
    assert without <= {"x264", "x265", "SVT-AV1"}  # which no installer carries
    assert any("GNU LESSER GENERAL PUBLIC" in text for _, text in told["PySide6"].texts)
    assert told["Python"].version == ".".join(map(str, sys.version_info[:3]))


def test_the_licences_of_an_expression_are_named_once() -> None:
    assert identifiers("(MIT OR GPL-2.0+) AND MIT") == ["MIT", "GPL-2.0"]
