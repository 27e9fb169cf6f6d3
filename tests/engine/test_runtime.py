"""torch in a folder of its own: found beside an installed program, told of in plain words where it isn't."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, sys
from pathlib import Path
from cosydesk.doctor.drivers import torch_cuda
from cosydesk.doctor.versions import installed
from cosydesk.engine.errors import EngineError
from cosydesk.engine.runtime import attach
from cosydesk.engine.opening import open_model

# As the installed program: none of its own modules is torch.
sys.path = [folder for folder in sys.path if "site-packages" not in folder]
sys.frozen, sys.executable = True, sys.argv[1]
found = {"cuda": torch_cuda(), "version": installed("torch"), "code": "", "message": ""}
found["findable_before"] = any(folder.endswith("runtime") for folder in sys.path)
try:
    attach()
    found["torch"] = sys.modules["torch"].__file__
except EngineError as error:
    found |= {"code": error.code, "message": error.message, "remedy": error.remedy}
try:
    open_model(Path(sys.argv[1]).parent / "no model")
except EngineError as error:
    found["opening"] = error.code
except ImportError:
    found["opening"] = "imports torch"
print(json.dumps(found))
"""


def installed_program(folder: Path) -> dict[str, str]:
    """What a program that lies in this folder finds."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder / "CosyDesk")],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def runtime(folder: Path, code: str) -> Path:
    """Lay out a runtime whose torch runs that code when it is imported."""
    torch = folder / "runtime" / "torch"
    torch.mkdir(parents=True)
    (torch / "__init__.py").write_text(code, "utf-8")
    (torch / "version.py").write_text("cuda: Optional[str] = '13.0'\n", "utf-8")
    metadata = folder / "runtime" / "torch-2.13.0+cu130.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Name: torch\nVersion: 2.13.0+cu130\n", "utf-8")
    return torch


def test_it_is_found_beside_the_program(tmp_path: Path) -> None:
    torch = runtime(tmp_path, "")
    found = installed_program(tmp_path)
    assert found["torch"] == str(torch / "__init__.py")
    assert found["code"] == ""
    assert found["opening"] == "imports torch"  # which here is nothing but a name


def test_the_doctor_tells_of_it_without_making_it_findable(tmp_path: Path) -> None:
    runtime(tmp_path, "")
    found = installed_program(tmp_path)
    assert found["cuda"] == [True, "13.0"]
    assert found["version"] == "2.13.0+cu130"
    assert not found["findable_before"]


def test_a_mac_s_application_keeps_it_with_its_resources(tmp_path: Path) -> None:
    (tmp_path / "MacOS").mkdir()
    torch = runtime(tmp_path / "Resources", "")
    assert installed_program(tmp_path / "MacOS")["torch"] == str(torch / "__init__.py")


def test_where_there_is_none_it_is_said_so(tmp_path: Path) -> None:
    found = installed_program(tmp_path)
    assert found["code"] == found["opening"] == "runtime_missing"
    assert "starter voices" in found["remedy"]
    assert found["cuda"] == [False, None]


@pytest.mark.parametrize(
    "code",
    [
        "raise OSError('libcudart.so.13: cannot open shared object file')",
        "raise ImportError('libcudart.so.13: cannot open shared object file')",
        "raise RuntimeError('libcudart.so.13: cannot open shared object file\\nand a page more')",
    ],
)
def test_one_that_does_not_load_says_why(tmp_path: Path, code: str) -> None:
    runtime(tmp_path, code)
    found = installed_program(tmp_path)
    assert found["code"] == found["opening"] == "runtime_broken"
    assert found["message"].endswith("libcudart.so.13: cannot open shared object file.")
