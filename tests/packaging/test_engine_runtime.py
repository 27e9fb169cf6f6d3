"""The folder of torch: which build, what is taken out of it, and how it gets into the program."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    return importlib.import_module("engine_runtime")


def distribution(folder: Path, name: str, *files: str) -> None:
    """Install a distribution as pip does: its files, and a record of them."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n")
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text("")
    own = [f"{info.name}/METADATA", f"{info.name}/RECORD"]
    (info / "RECORD").write_text("".join(f"{file},,\n" for file in (*files, *own)))


def test_what_the_program_has_is_not_shipped_twice(script: ModuleType, tmp_path: Path) -> None:
    program, runtime = tmp_path / "program", tmp_path / "runtime"
    distribution(program, "typing_extensions", "typing_extensions.py")
    distribution(runtime, "typing_extensions", "typing_extensions.py", "../../elsewhere.py")
    distribution(runtime, "torch", "torch/__init__.py")
    script.remove_distributions(runtime, script.installed_in(program))
    assert sorted(path.name for path in runtime.iterdir()) == ["torch", "torch-1.0.dist-info"]
    assert script.installed_in(runtime) == {"torch"}


def test_nothing_outside_the_folder_is_removed(script: ModuleType, tmp_path: Path) -> None:
    outside = tmp_path / "bin"
    outside.mkdir()
    (outside / "tool").write_text("")
    distribution(tmp_path / "runtime", "tool", "tool.py", "../bin/tool")
    script.remove_distributions(tmp_path / "runtime", {"tool"})
    assert (outside / "tool").exists()


def test_the_variant_for_cards_names_its_build(script: ModuleType) -> None:
    assert all(line.partition("+")[2] == "cu130" for line in script.wanted(ROOT, "cuda"))
    assert script.wanted(ROOT, "cpu") == ["torch>=2.9", "torchaudio>=2.9"]


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has one build for all")
@pytest.mark.parametrize("line", ["cuda: Optional[str] = {}", "cuda = {}"])
def test_the_wrong_build_is_refused(script: ModuleType, tmp_path: Path, line: str) -> None:
    (tmp_path / "torch").mkdir()
    version = tmp_path / "torch" / "version.py"
    error = importlib.import_module("environment").SetupError
    for value, right, wrong in (("None", "cpu", "cuda"), ("'13.0'", "cuda", "cpu")):
        version.write_text(line.format(value) + "\n")
        script.check(tmp_path, right)
        with pytest.raises(error, match="variant"):
            script.check(tmp_path, wrong)


def test_the_runtime_lies_beside_the_program(script: ModuleType, tmp_path: Path) -> None:
    build = importlib.import_module("build_program")
    runtime = tmp_path / "runtime-cpu"
    (runtime / "torch").mkdir(parents=True)
    (runtime / "torch" / "version.py").write_text("cuda = None\n")
    program = tmp_path / "CosyDesk"
    (program / "_internal" / "numpy").mkdir(parents=True)
    (program / "_internal" / "numpy" / "core.so").write_bytes(b"0" * 2_000_000)
    build.place(runtime, build.runtime_place(program))
    build.place(runtime, build.runtime_place(program))  # again, over what is there
    placed = program / "runtime" / "torch" / "version.py"
    assert placed.read_text() == "cuda = None\n"
    assert os.path.samefile(placed, runtime / "torch" / "version.py")
    assert build.sizes(program)[0].startswith("Program: 2 MB, of it 0 MB the engine's runtime.")
    assert build.sizes(program)[1].split() == ["2", "MB", "numpy"]


def test_on_a_mac_it_lies_with_the_application_s_resources(script: ModuleType) -> None:
    build = importlib.import_module("build_program")
    place = build.runtime_place(Path("CosyDesk.app"))
    assert place == Path("CosyDesk.app/Contents/Resources/runtime")


def test_libraries_that_were_moved_into_a_wheel_are_not_stripped(script: ModuleType) -> None:
    build = importlib.import_module("build_program")
    assert build.is_strippable("_internal/spacy/vocab.cpython-311-x86_64-linux-gnu.so")
    assert build.is_strippable("_internal/libpython3.11.so.1.0")
    assert not build.is_strippable("_internal/numpy.libs/libscipy_openblas64_-32a4b2a6.so")
    assert not build.is_strippable("_internal/libssl.so.3")
