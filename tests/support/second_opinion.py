"""What ffmpeg and ffprobe of the system say about a file: a second opinion beside our own meter."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

needs_ffmpeg = pytest.mark.skipif(
    shutil.which("ffmpeg") is None or shutil.which("ffprobe") is None, reason="ffmpeg isn't installed"
)


def loudness(path: Path) -> tuple[float, float]:
    """(integrated LUFS, true peak in dBTP), by ffmpeg's ebur128."""
    command = ["ffmpeg", "-nostats", "-i", str(path), "-map", "0:a", "-filter:a", "ebur128=peak=true"]
    said = subprocess.run(
        [*command, "-f", "null", "-"], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL
    ).stderr
    summary = said[said.rindex("Summary:") :]
    integrated = re.search(r"I:\s+(-?[\d.]+) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+|-inf) dBFS", summary)
    assert integrated is not None
    assert peak is not None
    return float(integrated[1]), float(peak[1])


def probe(path: Path) -> dict[str, Any]:
    """What ffprobe says of container and streams."""
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", str(path)]
    found: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found
