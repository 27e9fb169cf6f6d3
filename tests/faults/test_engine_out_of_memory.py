"""Memory really runs out: the engine process is allowed no more of it, as a machine would that has no more."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import torch
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from support.fault_table import Fault

from cosydesk.engine.errors import DeviceError, ModelError
from cosydesk.engine.out_of_memory import is_out_of_memory, out_of_memory
from cosydesk.engine.types import Request
from cosydesk.ui.main_window import MainWindow
from cosydesk.ui.preferences.preferences_dialog import PreferencesDialog
from tests.faults.test_engine_killed import LOADING_MS
from tests.jobs.conftest import MakeQueue
from tests.ui.window.conftest import write

linux = pytest.mark.skipif(sys.platform != "linux", reason="limits the memory of another process")
LONG = "The quick brown fox jumps over the lazy dog and nobody in the whole wide world minds it at all, " * 5


@contextmanager
def starved(pid: int, room_bytes: int) -> Iterator[None]:
    """The process may have that much more than it has, and no more."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    size = next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmSize"))
    before = resource.prlimit(pid, resource.RLIMIT_AS, (size + room_bytes, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        if Path(f"/proc/{pid}").exists():
            resource.prlimit(pid, resource.RLIMIT_AS, before)


@linux
@pytest.mark.slow
def test_window_whose_engine_has_no_memory_for_a_line(window: MainWindow, qtbot: QtBot, fault: Fault) -> None:
    count = fault("the engine runs out of memory in mid-sentence")
    short, long = write(window, "Hello.", LONG)
    for _ in range(count.tries(1, at_most=10)):
        with qtbot.waitSignal(window.speech.finished, timeout=LOADING_MS):
            window.commands.speak([short], anew=True)
        pid = window.queue.engine_pid
        assert pid is not None
        with starved(pid, 1 << 20), qtbot.waitSignal(window.queue.job_failed, timeout=LOADING_MS):
            window.commands.speak([long])
        assert window.messages.message == "Line 2: The engine ran out of memory."
        assert window.messages._remedy.text() == "Close other programs or speak shorter lines."
        assert window.messages.way_out.text() == "Use less memory…"
        qtbot.mouseClick(window.messages.way_out, Qt.MouseButton.LeftButton)
        dialog = window.findChild(PreferencesDialog)
        assert dialog is not None
        assert dialog.page == "engine"
        dialog.accept()
        with qtbot.waitSignal(window.speech.finished, timeout=LOADING_MS) as finished:
            window.editor.focus_line(long)
            window.inspector.line.retry.emit(long)
        assert finished.args == [long]
        assert window.queue.engine_pid == pid, "the engine goes on with the memory it has"
        # What it had for the long line it keeps: the next try needs one that never had so much.
        window.queue.unload()
        qtbot.waitUntil(lambda: window.queue.engine_pid is None, timeout=LOADING_MS)
        count.survived()
    count.lost("the take that was being made; Retry makes it anew")


@linux
@pytest.mark.slow
def test_no_memory_to_open_a_model(make_queue: MakeQueue, fault: Fault) -> None:
    """Whatever library fails for it: never are the voices called damaged."""
    count = fault("the engine runs out of memory while it opens a model")
    record = make_queue(opener=None)
    tries = count.tries(2, at_most=12)
    for nth in range(tries):
        job_id = record.queue.submit("starter", Request("Hello."))
        record.until(lambda: record.engine[-1:] == [("loading", "starter")])
        with starved(record.queue.engine_pid or 0, (nth + 1) * (100 << 20) // tries):
            record.until(lambda nth=nth: len(record.failed) > nth)
        error = record.failed[-1].error
        assert error is not None
        assert error.code in ("out_of_memory", "engine_crashed")
        record.queue.retry(job_id)
        record.until(lambda nth=nth: len(record.finished) > nth)
        record.queue.unload()
        record.until(lambda: record.engine[-1][0] == "off")
        count.survived()
    count.lost("nothing; the line is spoken when it is tried again")


def torch_asks_for_too_much() -> None:
    torch.empty(1 << 50)


def numpy_asks_for_too_much() -> None:
    np.empty(1 << 50)


def read_for_want_of_memory() -> None:
    try:
        torch_asks_for_too_much()
    except RuntimeError as error:
        raise ModelError("llm.pt is damaged.", code="weights_damaged") from error


def a_library_has_no_room() -> None:
    raise ImportError("libonnxruntime.so: failed to map segment from shared object")


def a_graphics_card_asks_for_too_much() -> None:
    raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (torch_asks_for_too_much, "choose int8"),
        (numpy_asks_for_too_much, "choose int8"),
        (read_for_want_of_memory, "choose int8"),
        (a_library_has_no_room, "choose int8"),
        (a_graphics_card_asks_for_too_much, "choose the CPU"),
    ],
)
def test_every_library_is_understood(ask: Callable[[], None], words: str) -> None:
    with pytest.raises((RuntimeError, MemoryError, ModelError, ImportError)) as raised:
        ask()
    assert is_out_of_memory(raised.value)
    error = out_of_memory(raised.value, smaller=True)
    assert isinstance(error, DeviceError)
    assert words in error.remedy


def test_other_faults_are_no_lack_of_memory() -> None:
    forbidden = ImportError("x.so: failed to map segment from shared object: Operation not permitted")
    damaged, full = ModelError("llm.pt is damaged."), OSError(28, "No space left")
    for error in (ValueError("a bug"), damaged, full, forbidden):
        assert not is_out_of_memory(error)
