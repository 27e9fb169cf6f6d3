"""What is written reaches the disk by itself."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from support.studio import write_lines

from cosydesk.studio import project_file
from cosydesk.studio.log_sync import LogSync

PATIENCE_S = 20.0


class Watch:
    """Lets every sync through and remembers which files they were of."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.files: list[int] = []
        self.seen = threading.Event()
        real = os.fsync

        def fsync(descriptor: int) -> None:
            real(descriptor)
            self.files.append(os.fstat(descriptor).st_ino)
            self.seen.set()

        monkeypatch.setattr(os, "fsync", fsync)

    def wait(self) -> list[int]:
        assert self.seen.wait(PATIENCE_S)
        self.seen.clear()
        files, self.files = self.files, []
        return files


def syncing() -> set[threading.Thread]:
    """The threads that bring logs to the disk; libraries that other tests left open have some."""
    return {thread for thread in threading.enumerate() if thread.name == "log-sync"}


def test_edits_reach_the_disk_without_being_asked_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.cosydesk"
    before = syncing()
    project = project_file.create(path)
    watch = Watch(monkeypatch)
    (line,) = write_lines(project, "One.")
    log = path.with_name(f"{path.name}-wal")
    assert watch.wait()[0] == log.stat().st_ino  # its folder may follow at once
    # Many edits in a row are synced together.
    for count in range(200):
        project.apply(project.edit_text(line.id, f"One {count}."))
    assert len(watch.wait()) < 20
    project_file.close(project)
    assert syncing() <= before


def test_a_log_that_is_gone_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = Watch(monkeypatch)
    log = tmp_path / "log"
    sync = LogSync(log)
    monkeypatch.setattr("cosydesk.studio.log_sync.DELAY_S", 0.01)
    sync.note()
    log.write_bytes(b"written")
    sync.note()
    assert watch.wait()[0] == log.stat().st_ino
    sync.close()
    sync.close()


def test_a_log_that_nobody_wrote_to_costs_nothing(tmp_path: Path) -> None:
    before = syncing()
    LogSync(tmp_path / "log").close()
    assert syncing() <= before
