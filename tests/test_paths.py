"""Folders, resources and the log file."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from cosydesk import logs, paths, resources


def test_home_variable_overrides_all(home: Path) -> None:
    made = [paths.data_dir(), paths.config_dir(), paths.cache_dir(), paths.log_dir()]
    assert len(set(made)) == 4
    assert all(path.is_dir() and path.parent == home for path in made)


def test_a_relative_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COSYDESK_HOME", "portable")
    assert paths.data_dir() == tmp_path / "portable" / "data"


@pytest.mark.skipif(sys.platform != "linux", reason="XDG folders")
def test_without_it_the_systems_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COSYDESK_HOME")
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    assert paths.data_dir() == tmp_path / "DATA" / "cosydesk"
    assert paths.config_dir() == tmp_path / "CONFIG" / "cosydesk"
    assert paths.cache_dir() == tmp_path / "CACHE" / "cosydesk"
    assert paths.log_dir().is_relative_to(tmp_path / "STATE" / "cosydesk")


@pytest.fixture
def fresh_root() -> Iterator[None]:
    resources._root.cache_clear()
    yield
    resources._root.cache_clear()


@pytest.mark.usefixtures("fresh_root")
def test_resources_of_a_checkout() -> None:
    assert resources.resource("models.json").parent == Path(__file__).parents[1] / "resources"
    assert resources.resource("").is_dir()


@pytest.mark.usefixtures("fresh_root")
def test_resources_of_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resources.resource("a/b.json") == tmp_path / "resources" / "a" / "b.json"


@pytest.mark.usefixtures("fresh_root")
def test_resources_of_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_resources").mkdir()
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "resources.py"))
    assert resources.resource("a.json") == tmp_path / "_resources" / "a.json"


@pytest.fixture
def clean_logging() -> Iterator[None]:
    root = logging.getLogger()
    level, handlers, hooks = root.level, list(root.handlers), (sys.excepthook, threading.excepthook)
    yield
    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)
    logging.captureWarnings(False)
    sys.excepthook, threading.excepthook = hooks


@pytest.mark.usefixtures("clean_logging")
def test_log_goes_to_the_file_of_the_process(home: Path) -> None:
    path = logs.set_up("test")
    assert path == home / "log" / "test.log"
    logging.getLogger("cosydesk.some").info("句子")
    other = logs.set_up("other")
    logging.getLogger("cosydesk.some").info("later")
    assert "cosydesk.some: 句子" in path.read_text("utf-8")
    assert "later" not in path.read_text("utf-8")
    assert "later" in other.read_text("utf-8")


@pytest.mark.usefixtures("clean_logging")
def test_warnings_are_logged() -> None:
    path = logs.set_up("test")
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(False)
        logging.captureWarnings(True)
        warnings.warn("take care", UserWarning, stacklevel=1)
    assert "take care" in path.read_text("utf-8")


@pytest.mark.usefixtures("clean_logging")
def test_log_rotates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "_MAX_BYTES", 1000)
    path = logs.set_up("test")
    for number in range(40):
        logging.getLogger("cosydesk").info("line %d %s", number, "x" * 60)
    assert path.stat().st_size <= 1000
    assert len(list(path.parent.glob("test.log*"))) == 4


def test_the_last_chance_is_logged_and_reported(home: Path) -> None:
    script = (
        "import sys, threading\n"
        "from cosydesk import logs\n"
        "logs.set_up('test')\n"
        "logs.catch_the_rest(lambda error: print(repr(error), file=sys.stderr))\n"
        "thread = threading.Thread(target=lambda: [][1])\n"
        "thread.start(); thread.join()\n"
        "raise ValueError('inside')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=dict(os.environ)
    )
    assert done.returncode == 1
    shown = done.stderr.splitlines()
    assert ["IndexError" in shown[0], "ValueError" in shown[1], len(shown)] == [True, True, 2]
    log = (home / "log" / "test.log").read_text("utf-8")
    assert "ValueError: inside" in log
    assert log.count("Traceback") == 2
