"""Sound devices are really taken away from a real sound server, while it plays and while it records."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import PySide6.QtMultimedia  # noqa: F401 - what it warns of at loading belongs to no test
import pytest
from pytestqt.qtbot import QtBot
from support import pulse
from support.fault_table import Fault
from support.spoken import spoken_project

from cosydesk.playback.player import Player
from cosydesk.playback.recorder import Recorder, RecorderState, input_names
from tests.playback.test_devices import PATIENCE_MS, Headset, goes_on, headset, heard_on  # noqa: F401 - a fixture

ROOT = Path(__file__).parents[2]

ALONE = """
import sys
from PySide6.QtWidgets import QApplication
from support.spoken import spoken_project
from cosydesk.playback.player import Player
from cosydesk.playback.recorder import Recorder, input_names

app = QApplication(sys.argv)
player = Player(spoken_project(0.3))
player.play()
print("silent" if player.silent else "sounding", flush=True)
failed = []
recorder = Recorder()
recorder.failed.connect(failed.append)
recorder.start()
print(failed, input_names(), flush=True)
while player.playing:
    app.processEvents()
print("played to the end", flush=True)
player.close()
"""


@pytest.mark.slow
def test_unplugged_while_it_plays(qtbot: QtBot, headset: Headset, fault: Fault) -> None:  # noqa: F811
    count = fault("the sound device is pulled out while it plays, and comes back")
    player = Player(spoken_project(120.0))
    headset.plug()
    qtbot.waitUntil(lambda: "Headset" in player.devices(), timeout=PATIENCE_MS)
    player.set_output("Headset")
    player.play()
    for _ in range(count.tries(2)):
        qtbot.waitUntil(lambda: heard_on() == "headset", timeout=PATIENCE_MS)
        goes_on(qtbot, player)
        headset.unplug()
        qtbot.waitUntil(lambda: heard_on() == pulse.SINK, timeout=PATIENCE_MS)
        goes_on(qtbot, player)
        headset.plug()
        qtbot.waitUntil(lambda: heard_on() == "headset", timeout=PATIENCE_MS)
        goes_on(qtbot, player)
        player.seek(0)
        count.survived()
    player.close()
    count.lost(
        "nothing: it goes on from the same place on the device that is left, and on the first when it is back"
    )


@pytest.mark.slow
def test_unplugged_while_it_records(qtbot: QtBot, headset: Headset, fault: Fault) -> None:  # noqa: F811
    """The microphone stays and gives nothing any more, or vanishes from the server."""
    count = fault("the microphone is pulled out while it records")
    for _ in range(count.tries(2)):
        with pulse.microphone("Microphone"):
            qtbot.waitUntil(lambda: "Microphone" in input_names(), timeout=PATIENCE_MS)
            recorder = Recorder("Microphone", beat_ms=20)
            recorder.start()
            qtbot.waitUntil(lambda recorder=recorder: recorder.seconds > 0.3, timeout=PATIENCE_MS)
            with qtbot.waitSignal(recorder.failed, timeout=PATIENCE_MS) as failed:
                pulse.put_to_sleep("Microphone")
        assert failed.args[0] in ("device_silent", "device_lost")
        assert recorder.state is RecorderState.IDLE
        assert len(recorder.samples()) >= 0.3 * recorder.sample_rate, "what was recorded is kept"
        count.survived()
    count.lost("nothing: what was recorded until then is kept")


@pytest.fixture
def no_server(tmp_path: Path) -> dict[str, str]:
    """An environment whose sound server isn't there."""
    return {
        **os.environ,
        "PULSE_SERVER": f"unix:{tmp_path / 'nobody'}",
        "XDG_RUNTIME_DIR": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
    }


@pytest.mark.skipif(sys.platform != "linux", reason="takes the sound server away")
def test_none_at_start(no_server: dict[str, str], fault: Fault) -> None:
    count = fault("there is no sound device at all")
    for _ in range(count.tries(1, at_most=5)):
        done = subprocess.run(
            [sys.executable, "-c", ALONE], env=no_server, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines() == ["silent", "['no_device'] []", "played to the end"]
        count.survived()
    count.lost("nothing: it plays without sound and says so")
