"""The set-up script: what it installs when, how it recovers, and what it says to Pythons it can't use."""

from __future__ import annotations

import contextlib
import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PACKAGING))


def script(name: str) -> ModuleType:
    return importlib.import_module(name)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout that needs nothing, with an environment that takes no second to make: without pip."""
    module = script("environment")
    run = module._run

    def run_without_pip(command: list[str]) -> subprocess.CompletedProcess[str]:
        answer = run([*command, "--without-pip"] if "venv" in command else command)
        assert isinstance(answer, subprocess.CompletedProcess)
        return answer

    monkeypatch.setattr(module, "_run", run_without_pip)
    monkeypatch.setattr(module.Environment, "_works", lambda self: self.python.exists())
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "constraints.txt").write_text("setuptools==84.2.1\n")
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "nothing"\nversion = "1"\n')
    return tmp_path


@pytest.fixture
def pip_calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Instead of pip: what it would have been asked for."""
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(script("environment").Environment, "pip", lambda _self, *words: calls.append(words))
    return calls


def test_second_start_installs_nothing(checkout: Path, pip_calls: list[tuple[str, ...]]) -> None:
    environment = script("environment").Environment(checkout)
    environment.prepare()
    assert environment.python.exists()
    assert pip_calls == [("setuptools",), ("--no-build-isolation", "--editable", str(checkout))]
    pip_calls.clear()
    script("environment").Environment(checkout).prepare()
    assert pip_calls == []


def test_extras_add_up_and_changes_reinstall(checkout: Path, pip_calls: list[tuple[str, ...]]) -> None:
    environment = script("environment").Environment(checkout)
    environment.prepare(["test"])
    environment.prepare(["japanese"])
    assert pip_calls[-1][-1] == f"{checkout}[japanese,test]"
    pip_calls.clear()
    environment.prepare(["test"])
    assert pip_calls == []
    (checkout / "packaging" / "constraints.txt").write_text("setuptools==84.2.0\n")
    environment.prepare()
    assert pip_calls[-1][-1] == f"{checkout}[japanese,test]"


def test_interrupted_installation_is_repaired(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = script("environment")
    environment = module.Environment(checkout)

    def interrupted(_self: object, *_words: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module.Environment, "pip", interrupted)
    with pytest.raises(KeyboardInterrupt):
        environment.prepare()
    site = next(environment.folder.glob("[Ll]ib*/**/site-packages"))
    (site / "half.dist-info").mkdir()
    (site / "half.dist-info" / "METADATA").write_text("Name: half\nVersion: 1\n")
    (site / "~eft").mkdir()
    (site / "whole.dist-info").mkdir()
    for name in ("METADATA", "RECORD", "INSTALLER"):
        (site / "whole.dist-info" / name).touch()
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(module.Environment, "pip", lambda _self, *words: calls.append(words))
    environment.prepare()
    assert calls
    assert not (site / "half.dist-info").exists()
    assert not (site / "~eft").exists()
    assert (site / "whole.dist-info").exists()


def test_broken_environment_is_made_anew(checkout: Path, pip_calls: list[tuple[str, ...]]) -> None:
    environment = script("environment").Environment(checkout)
    environment.prepare()
    environment.python.unlink()
    pip_calls.clear()
    environment.prepare()
    assert environment.python.exists()
    assert pip_calls


def test_failed_installation_says_why(checkout: Path) -> None:
    module = script("environment")
    environment = module.Environment(checkout)
    environment.folder.mkdir()
    environment.python = Path(sys.executable)
    with pytest.raises(module.SetupError, match="no-such-folder"):
        environment.pip("--no-index", "./no-such-folder")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  Downloading torch-2.13.0-cp311.whl (826.1 MB)", "downloading torch (826 MB)"),
        ("Downloading nvidia_cublas-13-py3.whl.metadata (1.2 GB)", "downloading nvidia_cublas (1200 MB)"),
        ("  Downloading idna-3.20-py3-none-any.whl (65 kB)", None),
        ("  Downloading small-1.0.whl (1.5 MB)", None),
        ("Installing collected packages: one, two, three", "unpacking 3 packages"),
        ("Requirement already satisfied: torch", None),
        ("Downloading", None),
    ],
)
def test_progress_is_told_plainly(line: str, expected: str | None) -> None:
    assert script("environment").progress_line(line) == expected


def test_missing_system_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    module = script("system_packages")
    answer = "installed libegl1\ninstalled libglib2.0-0t64\nconfig-files xvfb\n"
    monkeypatch.setattr(
        module.subprocess, "run", lambda *_a, **_k: subprocess.CompletedProcess([], 1, answer, "")
    )
    assert module.missing(["libegl1", "libglib2.0-0", "xvfb", "xdotool"]) == ["xvfb", "xdotool"]


def test_without_rights_one_line_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = script("system_packages")
    monkeypatch.setattr(module.sys, "platform", "linux")
    monkeypatch.setattr(module.shutil, "which", lambda name: None if name == "sudo" else f"/usr/bin/{name}")
    monkeypatch.setattr(module, "missing", lambda _names: ["xvfb", "xdotool"])
    monkeypatch.setattr(module.os, "geteuid", lambda: 1000)
    assert module.ensure(["xvfb", "xdotool"], "the tests") is False
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1].strip() == "sudo apt-get install -y --no-install-recommends xvfb xdotool"


def test_unsupported_python_gets_a_clear_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = script("interpreter")
    monkeypatch.setattr(module, "works", lambda *_: False)
    assert module.run_with_another_python((3, 11), (3, 13)) == 1
    said = capsys.readouterr().err
    assert "CosyDesk needs Python 3.11 or 3.12" in said
    assert len(said.splitlines()) == 2


def test_a_fitting_python_is_recognised_by_starting_it() -> None:
    module = script("interpreter")
    mine = sys.version_info[:2]
    assert module.works([sys.executable], mine, (mine[0], mine[1] + 1))
    assert not module.works([sys.executable], (mine[0], mine[1] + 1), (mine[0], mine[1] + 2))
    assert not module.works(["no-such-python"], mine, (9, 9))


def test_the_whole_run_goes_in_parallel_and_a_part_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    module = script("commands")
    for cores, workers in ((2, "2"), (64, str(module.MOST_WORKERS))):
        monkeypatch.setattr(
            module.os, "sched_getaffinity", lambda _pid, n=cores: set(range(n)), raising=False
        )
        assert module._workers([])[:2] == ["-n", workers]
        assert module._workers(["tests/studio", "-k", "undo"]) == []
    monkeypatch.setattr(module.os, "sched_getaffinity", lambda _pid: {0}, raising=False)
    assert module._workers([]) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["--quick"]),
        (["--slow"], ["--cover-at-least=95"]),
        (["--listen"], ["--listen"]),
        (["--slow", "tests/studio"], ["tests/studio"]),
        (["-k", "undo"], ["-k", "undo"]),
    ],
)
def test_only_a_whole_run_with_the_slow_tests_asks_for_lines_covered(
    arguments: list[str], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = script("commands")
    called: list[list[str]] = []
    monkeypatch.setattr(commands.system_packages, "ensure", lambda *_: True)
    monkeypatch.setattr(commands.Environment, "prepare", lambda *_: None)
    monkeypatch.setattr(commands, "_call", lambda _, words, *__: called.append(list(words)) or 0)
    monkeypatch.setattr(commands, "_beside", lambda *_: contextlib.nullcontext(lambda: True))
    monkeypatch.setattr(commands, "_workers", lambda _: [])
    assert commands.main(["test", *arguments]) == 0
    assert called[-1] == ["-m", "pytest", *expected]


@pytest.mark.parametrize(("module", "fine"), [("this", True), ("no_such_module", False)])
def test_a_check_beside_the_tests_speaks_only_when_it_fails(
    module: str, fine: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    environment = script("environment").Environment(PACKAGING.parent)
    environment.python = Path(sys.executable)
    with script("commands")._beside(environment, ["-m", module]) as done:
        assert capfd.readouterr().out == ""
        assert done() is fine
    said = capfd.readouterr().out
    assert said == "" if fine else said.startswith("no_such_module:\n") and "No module named" in said


def test_a_check_ends_with_what_it_ran_beside() -> None:
    commands = script("commands")
    environment = script("environment").Environment(PACKAGING.parent)
    environment.python = Path(sys.executable)
    with (
        pytest.raises(KeyboardInterrupt),
        commands._beside(environment, ["-c", "import time; time.sleep(1000)"]),
    ):
        raise KeyboardInterrupt


@pytest.mark.parametrize("name", ["dev.py", "interpreter.py"])
def test_old_pythons_can_read_the_entry(name: str) -> None:
    import ast

    ast.parse((PACKAGING / name).read_text("utf-8"), feature_version=(3, 7))


def test_an_unknown_fuzz_target_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert script("commands").main(["fuzz", "scripts", "nothing"]) == 1
    told = capsys.readouterr().err
    assert "no target nothing" in told
    assert "scripts" in told


def test_fuzzing_and_soaking_hand_their_numbers_to_pytest(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []
    commands = script("commands")
    monkeypatch.setattr(commands.Environment, "prepare", lambda *_: None)
    monkeypatch.setattr(commands.system_packages, "ensure", lambda *_: None)
    monkeypatch.setattr(commands, "_call", lambda _, arguments: calls.append(arguments) or 0)
    assert commands.main(["fuzz", "--minutes", "2", "scripts", "-x"]) == 0
    assert commands.main(["soak", "--minutes", "3", "--lines", "50"]) == 0
    assert calls == [
        [
            "-m",
            "pytest",
            "tests/fuzz/test_scripts.py",
            "-p",
            "no:schemathesis",
            "--fuzz-minutes",
            "2.0",
            "-x",
        ],
        ["-m", "pytest", "tests/faults/test_soak.py", "--soak-minutes", "3.0", "--soak-lines", "50"],
    ]
