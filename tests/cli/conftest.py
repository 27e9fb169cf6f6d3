"""Running the command line inside the test's process, so that the starter voices load once."""

from __future__ import annotations

import io
import logging
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from cosydesk.__main__ import main
from cosydesk.engine.starter import model, weights


@dataclass(frozen=True)
class Result:
    status: int
    out: bytes
    err: str

    @property
    def line(self) -> str:
        """The one line of a complaint."""
        assert self.err.startswith("cosydesk: ")
        assert self.err.count("\n") == 1, self.err
        return self.err.removeprefix("cosydesk: ").rstrip("\n")


Cosydesk = Callable[..., Result]


@cache
def _open_network(threads: int) -> weights.Network:
    """The starter voices' network, which each command of its own would open anew in two thirds of a second."""
    return weights.open_network(threads)


@pytest.fixture(autouse=True)
def _one_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "open_network", _open_network)


@pytest.fixture
def cosydesk(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Cosydesk]:
    """Call with arguments, and `stdin` as bytes; works in `tmp_path`."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "COSYDESK_THREADS"):
        monkeypatch.setenv(name, "")
    monkeypatch.chdir(tmp_path)
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    for module in (sys, threading):
        monkeypatch.setattr(module, "excepthook", module.excepthook)  # put back at the end

    def run(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfdbinary.readouterr()
        try:
            status = main(arguments)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else -1
        out, err = capfdbinary.readouterr()
        return Result(status, out, err.decode())

    yield run
    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)
    logging.captureWarnings(False)
