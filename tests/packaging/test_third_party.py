"""What the build writes of licences and materials, and what it refuses to hand out."""

from __future__ import annotations

import importlib
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import files
from pathlib import Path
from types import ModuleType

import pytest

from cosydesk.licences import Component, Part, load, notices

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
GPL_WHEEL = any("x264" in file.name for file in files("av") or [])
"""PyAV's own wheel, and not the one that av_without_gpl.py builds."""


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))


def script(name: str) -> ModuleType:
    return importlib.import_module(name)


@pytest.mark.parametrize(
    "expression",
    [
        "MIT",
        "LGPL-3.0-only",
        "LGPL-2.1-or-later AND BSD-3-Clause",
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        "GPL-3.0-or-later WITH GCC-exception-3.1",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "Apache-2.0 WITH LLVM-exception",
        "(AFL-2.1 OR GPL-2.0-or-later) AND MIT",
        "LicenseRef-NVIDIA",
    ],
)
def test_may_be_handed_out(expression: str) -> None:
    assert script("licence_policy").acceptable(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "GPL-2.0-only",
        "GPL-3.0+",
        "AGPL-3.0-or-later",
        "MIT AND GPL-2.0-or-later",
        "GPL-2.0-only OR AGPL-3.0-only",
        "GPL-2.0-only WITH Font-exception-2.0",
        "GPL-3.0 (or later, we think",
        "SSPL-1.0",
    ],
)
def test_may_not_be_handed_out(expression: str) -> None:
    assert not script("licence_policy").acceptable(expression)


def test_each_objection_names_what_and_where() -> None:
    entries = [
        Component("fine", "1", "MIT", parts=(Part("told by nobody", "", ""),)),
        Component("mystery", "2", ""),
        Component("x264", "", "GPL-2.0-or-later", kind="library", within="av"),
        Component("hull", "3", "MIT", parts=(Part("kernel", "4", "AGPL-3.0-only"),)),
    ]
    assert script("licence_policy").objections(entries) == [
        "mystery 2: no licence is known",
        "x264 (in av): GPL-2.0-or-later",
        "hull 3 holds kernel 4: AGPL-3.0-only",
    ]


def test_only_pyavs_own_wheel_keeps_this_environment_from_being_handed_out() -> None:
    found = script("licence_policy").objections(notices())
    assert found == (
        ["x264 (in av): GPL-2.0-or-later", "x265 (in av): GPL-2.0-or-later"] if GPL_WHEEL else []
    )


@pytest.mark.slow
def test_one_command_writes_notices_text_and_bill(tmp_path: Path) -> None:
    third_party = script("third_party")
    assert third_party.write_with(Path(sys.executable), tmp_path / "out") is not GPL_WHEEL
    components = load(tmp_path / "out" / third_party.NOTICES)
    assert components == notices()
    text = (tmp_path / "out" / third_party.READABLE).read_text("utf-8")
    assert "source is at the addresses" in text
    for component in components:
        assert f"\n{component.name} {component.version}".rstrip() in text
        assert all(licence in text for _, licence in component.texts)
    bill = json.loads((tmp_path / "out" / third_party.BILL).read_text("utf-8"))
    assert {entry["name"] for entry in bill["components"]} == {entry.name for entry in components}
    assert bill["metadata"]["component"]["name"] == "CosyDesk"
    tokenizers = next(entry for entry in bill["components"] if entry["name"] == "tokenizers")
    assert tokenizers["purl"].startswith("pkg:pypi/tokenizers@")
    assert {"expression": "Apache-2.0"} in tokenizers["licenses"]
    assert len(tokenizers["components"]) > 50


@pytest.mark.slow
def test_the_bill_is_what_cyclonedx_asks_for(tmp_path: Path) -> None:
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    odd = Component("odd", "", "who knows", parts=(Part("p", "", ""), Part("p", "2", "MIT OR ISC")))
    entries = [replace(entry, parts=entry.parts[:3]) for entry in notices()]  # the validator takes its time
    script("bill_of_materials").write([odd, *entries], tmp_path / "bill.json")
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str((tmp_path / "bill.json").read_text("utf-8")) is None
    assert (
        validator.validate_str('{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": "?"}') is not None
    )


@pytest.mark.slow
def test_a_program_is_judged_by_what_it_really_holds(tmp_path: Path) -> None:
    """A small program, built: only what it imports is told, and what is sealed or planted in it is found."""
    pytest.importorskip("PyInstaller", reason="PyInstaller isn't installed")
    (tmp_path / "hello.py").write_text("import yaml, num2words\nprint('hello')\n")
    build = ["--distpath", "dist", "--workpath", "work", "--specpath", ".", "--log-level", "ERROR"]
    subprocess.run([sys.executable, "-m", "PyInstaller", *build, "hello.py"], cwd=tmp_path, check=True)
    program = tmp_path / "dist" / "hello"
    command = [
        sys.executable,
        str(PACKAGING / "third_party.py"),
        str(tmp_path / "out"),
        "--program",
        str(program),
    ]

    def run() -> tuple[int, list[str]]:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        assert not answer.stderr
        return answer.returncode, answer.stdout.splitlines()

    status, said = run()
    assert status == 1
    assert said[-2:] == [
        "May not be handed out:",
        "num2words: under the LGPL, but sealed in an archive; collect it as files",
    ]
    told = {entry.name for entry in load(tmp_path / "out" / "third-party.json")}
    assert {"PyYAML", "num2words", "Python", "PyInstaller bootloader", "OpenSSL"} <= told
    assert not told & {"numpy", "torch", "PySide6", "Qt", "pytest"}
    inner = program / "_internal"
    (inner / "num2words").mkdir()
    (inner / "num2words" / "base.py").write_text("")
    assert run()[0] == 0
    (inner / "libx265.so.7").write_bytes(b"\x7fELF")
    (inner / "libof_nobody.so").write_bytes(b"\x7fELF")
    status, said = run()
    assert status == 1
    assert "_internal/libx265.so.7: a library under the GPL" in said
    assert any(
        line.startswith("_internal/libof_nobody.so: nobody tells whose library this is") for line in said
    )


@pytest.mark.parametrize(
    ("version", "upstream"),
    [
        ("1:3.0.19-1~deb12u2", "3.0.19"),
        ("2.12.1+dfsg-5+deb12u4", "2.12.1"),
        ("1:1.2.13.dfsg-1", "1.2.13"),
        ("7", "7"),
    ],
)
def test_versions_of_the_system_are_told_as_their_makers_count(version: str, upstream: str) -> None:
    assert script("system_copyright").upstream(version) == upstream


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="no Debian here")
def test_libraries_of_the_system_bring_their_copyright_files() -> None:
    found = script("system_copyright").system_libraries(["libz.so.1", "libof_nobody.so.1"])
    assert found.keys() == {"libz.so.1"}
    assert found["libz.so.1"].package == "zlib1g"
    assert "Jean-loup Gailly" in found["libz.so.1"].text
