"""The count of lines: which tests count, also in a process of their own, and that too few lines fail the run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
OWN, OTHER = "tests/studio/test_lock.py", "tests/playback/test_mixer.py"


@pytest.mark.slow
def test_lines_count_while_own_tests_run_and_too_few_fail() -> None:
    words = ["-q", "-p", "no:cacheprovider", "-n", "1", "--cover-at-least=95", OWN, OTHER]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    said = done.stdout
    assert done.returncode == 1
    assert re.search(r"\d+ passed", said), "nothing else is wrong"
    told = re.search(
        r"^cosydesk/studio: its own tests run ([\d.]+) % of its lines, but 95 %", said, re.MULTILINE
    )
    assert told, said
    assert 0 < float(told[1]) < 60, "what the other tests run is left out"
    assert "cosydesk/studio/mix.py" in said
    assert "cosydesk/studio/lock.py" not in said, "the lines of this one were all run"
