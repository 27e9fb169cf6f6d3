"""Crash reports as files: what stands in them, what doesn't, and how many there are."""

from __future__ import annotations

import logging
import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from cosydesk import __version__, crashes, logs
from cosydesk.crashes import LogOf


@pytest.fixture
def engine_log() -> Iterator[Path]:
    path = logs.set_up("engine")
    yield path
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if Path(getattr(handler, "baseFilename", "")) == path:
            root.removeHandler(handler)
            handler.close()
    logging.captureWarnings(False)


def test_report_has_versions_details_and_the_last_lines(engine_log: Path) -> None:
    for number in range(300):
        logging.getLogger("cosydesk").info("line %d", number)
    path = crashes.write_report(
        "engine", "It crashed.\nTraceback: somewhere", [LogOf("engine"), LogOf("none")]
    )
    assert path is not None
    text = path.read_text("utf-8")
    assert f"CosyDesk {__version__}" in text
    assert "PySide6 6." in text
    assert "Traceback: somewhere" in text
    tail = text.partition("last lines of engine.log\n")[2].partition("\n\n")[0].splitlines()
    assert len(tail) == crashes.LOG_LINES
    assert tail[0].endswith("line 100")
    assert text.rstrip().endswith("(nothing)")


def test_lines_from_before_the_rotation_count(engine_log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine_log.with_name("engine.log.1").write_text("older\n" * 500, "utf-8")
    path = crashes.write_report("engine", "", [LogOf("engine")])
    assert path is not None
    assert path.read_text("utf-8").count("older\n") == crashes.LOG_LINES - 1


def test_only_the_lines_of_the_process_are_taken(home: Path) -> None:
    log = home / "log" / "window.log"
    log.parent.mkdir()
    log.write_text(
        "2026-01-01 10:00:00,000 11 INFO a: ours\nTraceback of ours\n"
        "2026-01-01 10:00:01,000 12 INFO a: theirs\nTraceback of theirs\n",
        "utf-8",
    )
    path = crashes.write_report("window", "", [LogOf("window", 11)])
    assert path is not None
    text = path.read_text("utf-8")
    assert "Traceback of ours" in text
    assert "theirs" not in text


def test_a_report_doesn_t_tell_whose_it_is(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/srv/mariechen")
    monkeypatch.setenv("USER", "mariechen")
    monkeypatch.setattr(platform, "node", lambda: "tischrechner")
    log = home / "log" / "window.log"
    log.parent.mkdir()
    log.write_text("opened /media/mariechen/scene.cosydesk on tischrechner\n", "utf-8")
    path = crashes.write_report("window", f"in {home}/data and /srv/mariechen/x.py", [LogOf("window")])
    assert path is not None
    text = path.read_text("utf-8")
    assert "in <COSYDESK_HOME>/data and ~/x.py" in text
    assert "opened /media/user/scene.cosydesk on computer" in text
    assert "mariechen" not in text


def test_the_oldest_go_when_there_are_too_many() -> None:
    written = [crashes.write_report("engine", f"number {n}", [], now=1e9 + n // 2) for n in range(25)]
    kept = crashes.reports()
    assert len(kept) == crashes.KEPT == 20
    assert kept == written[5:]
    assert "number 24" in kept[-1].read_text("utf-8")
    assert crashes.delete_reports() == 20
    assert crashes.reports() == []


def test_a_report_that_cant_be_kept_is_no_second_fault(home: Path) -> None:
    (home / "log").mkdir()
    (home / "log" / "crashes").write_text("in the way", "utf-8")
    assert crashes.write_report("window", "", []) is None
