"""Sound devices that come and go while it plays, with a real sound server."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from support import pulse
from support.spoken import spoken_project

from cosydesk.playback.player import Player

PATIENCE_MS = 20_000


def pactl(*arguments: str) -> str:
    done = subprocess.run(["pactl", *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def heard_on() -> str:
    """Name of the sink that our sound goes to; "" when it goes nowhere."""
    inputs = [row.split("\t") for row in pactl("list", "short", "sink-inputs").splitlines()]
    sinks = dict(row.split("\t")[:2] for row in pactl("list", "short", "sinks").splitlines())
    return sinks.get(inputs[0][1], "") if inputs else ""


class Headset:
    """A second device that can be plugged in and out."""

    def __init__(self) -> None:
        self.module = ""

    def plug(self, *, default: bool = False) -> None:
        self.module = pactl(
            "load-module",
            "module-null-sink",
            "sink_name=headset",
            "sink_properties=device.description=Headset",
        )
        if default:
            pactl("set-default-sink", "headset")

    def unplug(self) -> None:
        if self.module:
            pactl("unload-module", self.module)
            self.module = ""


@pytest.fixture
def headset(qtbot: QtBot) -> Iterator[Headset]:
    if not os.environ.get("PULSE_SERVER", "").startswith("unix:"):
        pytest.skip("there is no private PulseAudio")
    headset = Headset()
    yield headset
    headset.unplug()
    pactl("set-default-sink", pulse.SINK)


@pytest.fixture
def player(headset: Headset) -> Iterator[Player]:
    player = Player(spoken_project(60.0))
    yield player
    player.close()


def goes_on(qtbot: QtBot, player: Player) -> None:
    at = player.position
    qtbot.waitUntil(lambda: player.position > at + 6_000, timeout=PATIENCE_MS)
    assert player.playing
    assert not player.silent


@pytest.mark.slow
def test_a_device_that_is_pulled_out_and_plugged_in_again(
    qtbot: QtBot, player: Player, headset: Headset
) -> None:
    headset.plug()
    qtbot.waitUntil(lambda: "Headset" in player.devices(), timeout=PATIENCE_MS)
    player.set_output("Headset")
    player.play()
    assert player.output_name == "Headset"
    goes_on(qtbot, player)
    assert heard_on() == "headset"
    headset.unplug()
    qtbot.waitUntil(lambda: heard_on() == pulse.SINK, timeout=PATIENCE_MS)
    goes_on(qtbot, player)
    headset.plug()
    qtbot.waitUntil(lambda: heard_on() == "headset", timeout=PATIENCE_MS)
    goes_on(qtbot, player)


@pytest.mark.slow
def test_a_new_default_device_is_picked_up(qtbot: QtBot, player: Player, headset: Headset) -> None:
    player.play()
    first = player.output_name
    assert first not in ("", "Headset")
    goes_on(qtbot, player)
    headset.plug(default=True)
    qtbot.waitUntil(lambda: player.output_name == "Headset", timeout=PATIENCE_MS)
    goes_on(qtbot, player)
    assert heard_on() == "headset"
    headset.unplug()
    qtbot.waitUntil(lambda: player.output_name == first, timeout=PATIENCE_MS)
    goes_on(qtbot, player)


def test_without_any_device_it_plays_on_silently_until_one_is_there(
    qtbot: QtBot, player: Player, headset: Headset, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cosydesk.playback import qt_output

    gone = [True]
    found = qt_output.find_device
    monkeypatch.setattr(qt_output, "find_device", lambda name: None if gone[0] else found(name))
    player.play()
    assert (player.silent, player.output_name) == (True, "")
    at = player.position
    qtbot.waitUntil(lambda: player.position > at + 6_000, timeout=PATIENCE_MS)
    gone.clear()
    gone.append(False)
    headset.plug()
    qtbot.waitUntil(lambda: not player.silent, timeout=PATIENCE_MS)
    goes_on(qtbot, player)
