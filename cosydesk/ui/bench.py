"""How quick the window is: its start, a key in a long script, the timeline's frames, opening, its loop while it speaks.

``python -m cosydesk.ui.bench [--runs N] [--json]``
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from cosydesk.own_command import own_command

if TYPE_CHECKING:
    from cosydesk.ui.main_window import MainWindow

TICK_MS = 16
LINES = 5_000
CLIPS = (1_000, 10_000)
TAKES, HOURS = 2_000, 2.0
SPOKEN = (
    "The last train had left an hour ago, and the platform was quiet. A paper cup rolled slowly along the rail. "
    "Somewhere above, a window opened, and somebody laughed. She looked at the clock once more, counted the minutes, "
    "and decided to walk home through the rain, past the market, over the bridge, and up the long stairs."
)
"""About twenty seconds of speech."""


def starts(runs: int) -> list[dict[str, Any]]:
    """What the program says of its first frame, once for each warm start: ``first_frame_ms``, ``torch_loaded``."""
    found = []
    with tempfile.TemporaryDirectory(prefix="cosydesk-bench-") as home:
        for run in range(runs + 1):
            done = subprocess.run(
                [*own_command(), "--quit-after-first-frame"],
                env={**os.environ, "COSYDESK_HOME": home},
                capture_output=True,
                text=True,
                check=True,
            )
            if run:  # the first one fills the caches: what counts is the warm start
                found.append(json.loads(done.stdout.splitlines()[-1]))
    return found


def in_window() -> dict[str, object]:
    """Everything that is measured in one window: keys, frames, and its loop while the engine speaks."""
    with tempfile.TemporaryDirectory(prefix="cosydesk-bench-") as home:
        os.environ["COSYDESK_HOME"] = home
        from cosydesk.app import build
        from cosydesk.settings import Settings
        from cosydesk.ui.bench_frames import find_ms, key_to_paint_ms, open_ms, timeline_frame_ms
        from cosydesk.ui.screenshots import settle

        application = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(application, QApplication)
        window = build(application, Settings.load())
        window.show()
        settle(200)
        try:
            return {
                "key_to_paint_ms": key_to_paint_ms(window, LINES),
                "find_ms": find_ms(window, LINES),
                "timeline_frame_ms": [timeline_frame_ms(window, clips) for clips in CLIPS],
                "open_2000_takes_ms": open_ms(window, TAKES, HOURS),
                "tick_while_speaking": tick_lateness_ms(window),
            }
        finally:
            window.queue.shutdown()
            window.player.close()
            window.close()


def tick_lateness_ms(window: MainWindow) -> dict[str, float]:
    """How late a 16 ms tick comes in the window's thread while the engine speaks about twenty seconds."""
    from cosydesk.ui.screenshots import settle, wait_for

    project = window.document.project
    line = project.lines[0]
    window.document.apply(project.edit_line(line.id, text=SPOKEN))
    window.queue.warm_up(window.settings.model)
    wait_for(lambda: window.status.state == "ready")
    late: list[float] = []
    due = time.perf_counter() + TICK_MS / 1000

    def tick() -> None:
        nonlocal due
        now = time.perf_counter()
        late.append(max(0.0, 1000 * (now - due)))
        due = now + TICK_MS / 1000

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(TICK_MS)
    timer.timeout.connect(tick)
    timer.start()
    window.speech.speak([line.id])
    wait_for(lambda: not window.queue.busy)
    settle(100)
    timer.stop()
    p50, p95, p99 = np.percentile(late, [50, 95, 99])
    return {
        "ticks": float(len(late)),
        "p50_ms": round(float(p50), 2),
        "p95_ms": round(float(p95), 2),
        "p99_ms": round(float(p99), 2),
        "rtf": round(window.speech.rtf, 3),
    }


def measure_window(runs: int = 5) -> dict[str, object]:
    """All figures as plain values.

    ``first_frame_ms`` (median and worst of warm starts, each run, and whether torch was loaded in the window's
    process), ``key_to_paint_ms`` and ``find_ms`` at 5,000 lines, ``timeline_frame_ms`` at 1,000 and 10,000 clips,
    ``open_2000_takes_ms`` of a project of two hours, ``tick_while_speaking``.
    """
    said = starts(max(1, runs))
    times = [float(start["first_frame_ms"]) for start in said]
    return {
        "first_frame_ms": {
            "median": median(times),
            "worst": max(times),
            "runs": times,
            "torch_loaded": any(start["torch_loaded"] for start in said),
        },
        **in_window(),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how quick the window is.")
    parser.add_argument("--runs", type=int, default=5, help="starts to measure (default 5)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    result = measure_window(arguments.runs)
    if arguments.json:
        print(json.dumps(result))
    else:
        for name, value in result.items():
            print(f"{name}: {json.dumps(value)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
