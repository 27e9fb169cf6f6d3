"""`cosydesk doctor`: readable, as JSON, without a display, and with what it must not hang or die on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cosydesk.cli import doctor_parts
from cosydesk.cli.doctor_parts import PartError, ask_desk, ask_engine
from cosydesk.engine.fact_types import EngineFacts

from .conftest import Cosydesk

ROOT = Path(__file__).parents[2]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays by environment")


@pytest.fixture(autouse=True)
def _children_find_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def headless(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


def test_quickly_as_text(cosydesk: Cosydesk) -> None:
    result = cosydesk("doctor", "--quick")
    text = result.out.decode()
    assert result.status in (0, 1)
    assert text.startswith("Computer\n  System")
    assert "Engine process" in text
    assert "not asked" in text
    assert result.err == ""


def test_problems_give_status_1(cosydesk: Cosydesk, home: Path) -> None:
    (home / "config").mkdir(exist_ok=True)
    (home / "config" / "settings.toml").write_text('more_model_folders = ["/nowhere/at all"]\n', "utf-8")
    result = cosydesk("doctor", "--quick", "--json")
    found = json.loads(result.out)
    assert result.status == 1
    assert found["fine"] is False
    (absent,) = [problem for problem in found["problems"] if problem["code"] == "models_absent"]
    assert "/nowhere/at all" in absent["message"]
    assert absent["remedy"]


def test_a_home_that_is_no_folder(
    cosydesk: Cosydesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setenv("COSYDESK_HOME", str(tmp_path / "file"))
    result = cosydesk("doctor", "--quick", "--json")
    assert result.status == 1
    codes = [problem["code"] for problem in json.loads(result.out)["problems"]]
    assert codes.count("not_writable") == 4


@linux
def test_everything_without_a_display(cosydesk: Cosydesk, monkeypatch: pytest.MonkeyPatch) -> None:
    headless(monkeypatch)
    result = cosydesk("doctor", "--json")
    found = json.loads(result.out)
    severities = {problem["code"]: problem["severity"] for problem in found["problems"]}
    assert severities["no_display"] == "hint"
    assert result.status == int(any(severity != "hint" for severity in severities.values()))
    engine = {row["subject"] or row["key"]: row["values"] for row in found["sections"]["engine"]}
    assert engine["engine"] == {"state": "works"}
    assert engine["PyTorch"]["version"]
    screen = {row["key"]: row["values"] for row in found["sections"]["desk"]}
    assert screen["screen"]["qt"].startswith("Qt 6")


@linux
def test_a_display_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    headless(monkeypatch)
    monkeypatch.setenv("DISPLAY", ":4711")
    desk = ask_desk()
    assert desk.display
    assert ":4711" in desk.failure
    assert desk.platform == ""
    assert desk.qt  # asked in a second child, for the sound


def test_a_part_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fake = tmp_path / "cosydesk"
    fake.mkdir()
    (fake / "__main__.py").write_text("import time; time.sleep(600)", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PartError, match="within"):
        doctor_parts._child("desk", 0.5)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        ("import os; os.abort()", "It ended with status"),
        ("raise RuntimeError('libtorch is gone')", "libtorch is gone"),
        ("print('nonsense')", "It ended with status 0"),
        ("import sys; sys.exit('qt.qpa.xcb: could not connect')", "could not connect"),
    ],
)
def test_a_part_that_dies_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str, words: str
) -> None:
    fake = tmp_path / "cosydesk"
    fake.mkdir()
    (fake / "__main__.py").write_text(program, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PartError) as caught:
        doctor_parts._child("engine", 60.0)
    assert words in str(caught.value)
    assert not str(caught.value).startswith("qt.")


def test_a_fresh_engine_answers() -> None:
    facts = ask_engine()
    assert isinstance(facts, EngineFacts)
    assert facts.pid != os.getpid()
    assert facts.providers


def test_the_doctor_s_own_process_loads_neither_torch_nor_qt(tmp_path: Path) -> None:
    program = (
        "import sys\nfrom cosydesk.__main__ import main\nmain(['doctor'])\n"
        "assert not {'torch', 'onnxruntime', 'PySide6'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, stdout=subprocess.DEVNULL, cwd=tmp_path)


def test_the_help_names_it(cosydesk: Cosydesk) -> None:
    result = cosydesk("doctor", "--help")
    assert result.status == 0
    assert b"--quick" in result.out
    assert b"--part" not in result.out
