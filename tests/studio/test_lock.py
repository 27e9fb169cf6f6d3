"""One writer for a file: who has it, and what becomes of the lock file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from cosydesk.studio import lock
from cosydesk.studio.lock import FileLock


def test_there_is_one_holder_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "scene.cosydesk"
    held = FileLock.acquire(path)
    assert held is not None
    assert FileLock.acquire(path) is None
    held.release()
    assert os.listdir(tmp_path) == []
    again = FileLock.acquire(path)
    assert again is not None
    held.release()  # once more: it is no longer its to take away
    assert os.listdir(tmp_path) == [".scene.cosydesk.lock"]
    again.release()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be deleted there")
def test_a_lock_file_that_its_holder_deletes_meanwhile_is_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "scene.cosydesk"
    first = FileLock.acquire(path)
    assert first is not None
    really = lock._try_lock

    def once_late(descriptor: int) -> bool:
        monkeypatch.setattr(lock, "_try_lock", really)
        first.release()  # between the opening of the file and the locking
        return really(descriptor)

    monkeypatch.setattr(lock, "_try_lock", once_late)
    second = FileLock.acquire(path)
    assert second is not None
    assert os.listdir(tmp_path) == [".scene.cosydesk.lock"], "what was locked is what stands there"
    assert FileLock.acquire(path) is None
    second.release()


def test_no_lock_can_be_made_where_there_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        FileLock.acquire(tmp_path / "none" / "scene.cosydesk")
