"""Recording, from a microphone that hears the null sink, and from inputs that misbehave on purpose."""

from __future__ import annotations

import os
from collections.abc import Iterator

import numpy as np
import PySide6.QtMultimedia  # noqa: F401 - what it warns of at loading belongs to no test
import pytest
import soxr
from pytestqt.qtbot import QtBot
from support import pulse

from cosydesk.playback.player import Player
from cosydesk.playback.recorder import Recorder, RecorderState, input_names
from tests.support.spoken import RATE, voice_like


class TapedInput:
    """Gives a block at each call, until it is unplugged."""

    description = "Tape"
    sample_rate = RATE

    def __init__(self) -> None:
        self.gone = False
        self.closed = False
        self.given = 0

    def take(self) -> np.ndarray:
        if self.gone:
            return np.zeros(0, np.float32)
        self.given += 1
        return np.full(480, 0.001 * self.given, np.float32)

    def lost(self) -> bool:
        return self.gone

    def close(self) -> None:
        self.closed = True


def states(recorder: Recorder) -> list[str]:
    seen: list[str] = []
    recorder.state_changed.connect(seen.append)
    return seen


def test_counts_in_then_records_then_keeps(qtbot: QtBot) -> None:
    tape = TapedInput()
    recorder = Recorder(factory=lambda _device: tape, beat_ms=20)
    seen, counts, levels = states(recorder), [], []
    recorder.counted.connect(counts.append)
    recorder.level_changed.connect(lambda peak, _rms: levels.append(peak))
    recorder.start()
    assert recorder.state is RecorderState.COUNTING
    qtbot.waitUntil(lambda: recorder.seconds > 0.1)
    recorder.stop()
    assert counts == [3, 2, 1]
    assert seen == ["counting", "recording", "idle"]
    assert tape.closed
    samples = recorder.samples()
    assert len(samples) / RATE == pytest.approx(recorder.seconds)
    # No block is missing, and none of the count-in is in it.
    steps = np.diff(samples[::480])
    assert np.allclose(steps, 0.001, atol=1e-6)
    assert samples[0] > 0.001
    assert levels[-1] == 0.0
    assert max(levels) == pytest.approx(samples[-1], abs=1e-6)


def test_stopping_while_it_counts_records_nothing(qtbot: QtBot) -> None:
    recorder = Recorder(factory=lambda _device: TapedInput(), beat_ms=10_000)
    recorder.start()
    recorder.stop()
    assert recorder.state is RecorderState.IDLE
    assert not len(recorder.samples())


def test_a_second_recording_replaces_the_first(qtbot: QtBot) -> None:
    tapes = [TapedInput(), TapedInput()]
    recorder = Recorder(factory=lambda _device: tapes.pop(0), beat_ms=5)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.seconds > 0.1)
    recorder.stop()
    first = recorder.seconds
    recorder.start()
    assert recorder.seconds == 0.0
    qtbot.waitUntil(lambda: recorder.state is RecorderState.RECORDING and recorder.seconds > 0)
    recorder.stop()
    assert first > 0.1
    assert recorder.samples()[0] < 0.1


def test_without_a_device_it_says_so(qtbot: QtBot) -> None:
    recorder = Recorder(factory=lambda _device: None)
    with qtbot.waitSignal(recorder.failed) as failed:
        recorder.start()
    assert failed.args == ["no_device"]
    assert recorder.state is RecorderState.IDLE


def test_a_lost_device_leaves_what_was_recorded(qtbot: QtBot) -> None:
    tape = TapedInput()
    recorder = Recorder(factory=lambda _device: tape, beat_ms=5)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.seconds > 0.1)
    with qtbot.waitSignal(recorder.failed) as failed:
        tape.gone = True
    assert failed.args == ["device_lost"]
    assert recorder.state is RecorderState.IDLE
    assert recorder.seconds > 0.1
    assert len(recorder.samples()) > 0


@pytest.fixture
def microphone(qtbot: QtBot) -> Iterator[str]:
    if not os.environ.get("PULSE_SERVER", "").startswith("unix:"):
        pytest.skip("there is no private PulseAudio")
    with pulse.microphone("Microphone"):
        qtbot.waitUntil(lambda: "Microphone" in input_names())
        yield "Microphone"


def played_and_recorded(qtbot: QtBot, microphone: str) -> tuple[np.ndarray, np.ndarray]:
    """A sound as it was recorded, and as it was; at the recorder's rate."""
    sound = voice_like(1.5, seed=3)
    recorder = Recorder(microphone, beat_ms=60)
    player = Player()
    recorder.start()
    qtbot.waitUntil(lambda: recorder.seconds > 0.2, timeout=20_000)
    with qtbot.waitSignal(player.once_ended, timeout=20_000):
        player.play_once(sound, RATE)
    longer = recorder.seconds + 0.5
    qtbot.waitUntil(lambda: recorder.seconds > longer, timeout=20_000)
    recorder.stop()
    player.close()
    wanted = soxr.resample(sound, RATE, recorder.sample_rate)
    _, part = pulse.aligned(recorder.samples(), wanted)
    return part, wanted


def test_what_is_played_is_what_is_recorded(qtbot: QtBot, microphone: str) -> None:
    for _ in range(4):  # on a machine that is busy with other things sound may break off on its way
        part, wanted = played_and_recorded(qtbot, microphone)
        if pulse.likeness(part, wanted) > 15.0:
            break
    assert pulse.likeness(part, wanted) > 15.0
    assert float(part @ wanted) / float(wanted @ wanted) == pytest.approx(1.0, abs=0.1)


@pytest.mark.slow
def test_a_microphone_that_goes_silent_ends_the_recording_and_it_is_kept(
    qtbot: QtBot, microphone: str
) -> None:
    recorder = Recorder(microphone, beat_ms=20)
    recorder.start()
    qtbot.waitUntil(lambda: recorder.seconds > 0.3, timeout=20_000)
    with qtbot.waitSignal(recorder.failed, timeout=20_000) as failed:
        pulse.put_to_sleep(microphone)
    assert failed.args == ["device_silent"]
    assert recorder.state is RecorderState.IDLE
    assert recorder.seconds > 0.3


def test_microphones_that_come_are_told(qtbot: QtBot) -> None:
    if not os.environ.get("PULSE_SERVER", "").startswith("unix:"):
        pytest.skip("there is no private PulseAudio")
    recorder = Recorder()
    with qtbot.waitSignal(recorder.devices_changed, timeout=20_000), pulse.microphone("Another"):
        qtbot.waitUntil(lambda: "Another" in input_names(), timeout=20_000)
