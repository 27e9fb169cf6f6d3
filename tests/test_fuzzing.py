"""The fuzz plugin: hangs and greed fail, a long run brings new input, and what failed comes first the next time."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from _pytest.outcomes import Failed
from support.fuzzing import bounded

pytest_plugins = ["pytester"]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="bounds are kept on Linux")

TARGETS = """
from hypothesis import strategies as st
from support.fuzzing import fuzz

@fuzz(5, number=st.integers())
def test_good(number):
    assert isinstance(number, int)

@fuzz(5, text=st.text())
def test_bad(text):
    assert "\\u00e9" not in text
"""


@linux
def test_what_hangs_fails() -> None:
    def hang() -> None:
        while time.process_time():
            pass

    with pytest.raises(Failed, match="too long"), bounded(cpu_s=0.05):
        hang()


@linux
def test_what_asks_for_too_much_memory_fails() -> None:
    with pytest.raises(MemoryError), bounded(memory_bytes=1 << 26):
        bytearray(1 << 36)  # more than earlier tests may have left free in the process
    assert bytearray(1 << 28)


@pytest.mark.slow
def test_a_long_run_tries_more_and_tells_how_to_come_back(pytester: pytest.Pytester) -> None:
    folder = pytester.mkdir("fuzz")
    (folder / "test_numbers.py").write_text(TARGETS, "utf-8")
    pytester.makeini(f"[pytest]\npythonpath = {Path(__file__).parent}\naddopts = --import-mode=importlib")
    found = pytester.runpytest_subprocess("-p", "support.fuzzing", "--fuzz-minutes", "0.01", "fuzz")
    found.assert_outcomes(passed=1, failed=1)
    (tries,) = (line.split()[1] for line in found.outlines if line.startswith("numbers "))
    assert int(tries.replace(",", "")) >= 250
    found.stdout.fnmatch_lines(["*reproduce_failure*", "*dev.py fuzz numbers --minutes*"])
