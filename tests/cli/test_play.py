"""`cosydesk say --play`, heard at a null sink."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from support.pulse import RATE, PulseMissing, private_pulse

PLAY = [sys.executable, "-m", "cosydesk", "say", "Hello there.", "--play"]


@pytest.mark.slow
def test_it_is_heard_and_no_file_is_written(tmp_path: Path) -> None:
    try:
        with private_pulse() as server, server.recording() as recording:
            done = subprocess.run(
                PLAY,
                cwd=tmp_path,
                env={**os.environ, **server.environment},
                capture_output=True,
                text=True,
                timeout=120,
            )
            heard = recording.samples
    except PulseMissing as missing:
        pytest.skip(str(missing))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    loud = np.flatnonzero(np.abs(heard).max(axis=1) > 0.02)
    assert 0.4 < (loud[-1] - loud[0]) / RATE < 4
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the sound system can't be hidden")
def test_without_a_device_it_says_so(tmp_path: Path) -> None:
    environment = {**os.environ, "PULSE_SERVER": f"unix:{tmp_path}/none", "XDG_RUNTIME_DIR": str(tmp_path)}
    done = subprocess.run(PLAY, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines()[-1].startswith("cosydesk: There is no sound device to play on.")
    assert not list(tmp_path.glob("*.wav"))
