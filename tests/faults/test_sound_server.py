"""PulseAudio itself is really killed, while it plays, while it records and in between.

In a process of its own each time, since that is what would end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from support.fault_table import Fault

ROOT = Path(__file__).parents[2]

BEGIN = """
    import os, subprocess, sys, time
    from PySide6.QtWidgets import QApplication
    from cosydesk.playback.player import Player
    from cosydesk.playback.recorder import Recorder, input_names
    from cosydesk.playback.sound_server import sound_server
    from support.pulse import SINK, PulseMissing, private_pulse
    from support.spoken import spoken_project

    def until(true, patience=20.0):
        end = time.monotonic() + patience
        while not true():
            assert time.monotonic() < end, "waited in vain"
            app.processEvents()
            time.sleep(0.005)

    def goes_on(player):
        at = player.position
        until(lambda: player.position > at + 6_000)
        assert player.playing

    def events(seconds):
        end = time.monotonic() + seconds
        until(lambda: time.monotonic() > end, seconds + 20)

    def studio(server):
        os.environ.update(server.environment)
        global app
        app = QApplication(sys.argv)
        player = Player(spoken_project(600.0))
        player.play()
        assert not player.silent
        goes_on(player)
        return player

    def plug_in_a_microphone():
        source = [f"master={SINK}.monitor", "source_name=microphone"]
        subprocess.run(["pactl", "load-module", "module-remap-source", *source], check=True)

    def recorder():
        recorder = Recorder(beat_ms=20)
        recorder.failures = []
        recorder.failed.connect(recorder.failures.append)
        return recorder

    try:
        with private_pulse() as server:
            player = studio(server)
            story(server, player)
            player.close()
            print("survived", flush=True)
    except PulseMissing as missing:
        print("missing", missing, flush=True)
"""

ENDS_WHILE_IT_PLAYS = """
    def story(server, player):
        server.kill()
        until(lambda: player.silent)
        goes_on(player)
        until(lambda: sound_server().gone)
        goes_on(player)
        server.start()
        for _ in range(2):
            player.stop()
            events(1.5)
            player.play()
            goes_on(player)
        player.set_output("Another")
        player.seek(0)
        goes_on(player)
        microphone = recorder()
        microphone.start()
        assert microphone.failures == ["no_device"], microphone.failures
"""

ENDS_WHILE_IT_RESTS = """
    def story(server, player):
        player.stop()
        events(2.0)
        server.kill()
        player.play()
        assert player.silent
        goes_on(player)
        microphone = recorder()
        microphone.start()
        assert microphone.failures == ["no_device"], microphone.failures
"""

IS_STARTED_ANEW = """
    def story(server, player):
        for _ in range(2):
            server.kill()
            server.start()
            until(lambda: player.silent)
            assert not sound_server().gone
            goes_on(player)
            until(lambda: not player.silent)
            goes_on(player)
            assert player.output_name
"""

ENDS_WHILE_IT_RECORDS = """
    def story(server, player):
        plug_in_a_microphone()
        until(input_names)
        microphone = recorder()
        microphone.start()
        until(lambda: microphone.seconds > 0.3)
        server.kill()
        until(lambda: microphone.failures)
        assert microphone.failures[0] in ("device_lost", "device_silent")
        assert len(microphone.samples()) >= 0.3 * microphone.sample_rate
        goes_on(player)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="kills PulseAudio")
@pytest.mark.parametrize(
    ("name", "story", "lost"),
    [
        (
            "the sound server ends while it plays, and stays away",
            ENDS_WHILE_IT_PLAYS,
            "sound, until the program is started anew: it plays on without and says so",
        ),
        (
            "the sound server ends between two plays",
            ENDS_WHILE_IT_RESTS,
            "sound, until the program is started anew: it plays without and says so",
        ),
        (
            "the sound server is started anew while it plays",
            IS_STARTED_ANEW,
            "sound for about five seconds",
        ),
        (
            "the sound server ends while it records",
            ENDS_WHILE_IT_RECORDS,
            "nothing: what was recorded until then is kept",
        ),
    ],
)
def test_it_goes_on(fault: Fault, name: str, story: str, lost: str) -> None:
    count = fault(name)
    script = textwrap.dedent(story) + textwrap.dedent(BEGIN)
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": paths}
    for _ in range(count.tries(1, at_most=10)):
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=180
        )
        if done.stdout.startswith("missing"):
            pytest.skip(done.stdout)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[-1] == "survived"
        count.survived()
    count.lost(lost)
