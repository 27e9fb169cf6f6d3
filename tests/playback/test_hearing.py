"""What the sound server really gets: captured from a null sink, aligned with what the mixer made."""

from __future__ import annotations

import os

import numpy as np
import pytest
import soxr
from pytestqt.qtbot import QtBot
from support import pulse
from support.spoken import RATE, spoken_project

from cosydesk.playback.player import Player
from cosydesk.studio.mix import plan_of, render_speech


@pytest.fixture(autouse=True)
def null_sink(qtbot: QtBot) -> None:
    if not os.environ.get("PULSE_SERVER", "").startswith("unix:"):
        pytest.skip("there is no private PulseAudio")


def at_server_rate(samples: np.ndarray) -> np.ndarray:
    return soxr.resample(samples, RATE, pulse.RATE)


def likeness(part: np.ndarray, wanted: np.ndarray) -> float:
    """Signal to error in dB, at the best common gain."""
    gain = float(part @ wanted) / float(wanted @ wanted)
    return float(10 * np.log10((gain * wanted) @ (gain * wanted) / ((part - gain * wanted) ** 2).sum()))


def test_what_is_heard_is_what_was_mixed_and_the_playhead_is_there(qtbot: QtBot) -> None:
    project = spoken_project(0.8, 0.7)
    player = Player(project)
    shown: list[tuple[int, int]] = []
    with pulse.recording() as recording:
        player.position_changed.connect(lambda at: shown.append((len(recording.samples), at)))
        with qtbot.waitSignal(player.playing_changed):
            player.play()
        assert not player.silent
        assert player.output_name
        # An edit that changes nothing audible, in the middle of playing: no seam.
        qtbot.waitUntil(lambda: player.position > 8_000)
        project.apply(project.edit_line(project.lines[1].id, gap_ms=77))
        with qtbot.waitSignal(player.playing_changed, timeout=20_000):
            pass
        wanted = at_server_rate(render_speech(plan_of(project), 0, project.length()))
        end = len(recording.samples) + len(wanted)
        qtbot.waitUntil(lambda: len(recording.samples) > end - len(wanted) + pulse.RATE // 2, timeout=20_000)
    player.close()

    heard = recording.samples[:, 0]
    begin, part = pulse.aligned(heard, wanted)
    assert likeness(part, wanted) > 15.0
    assert np.abs(heard[: begin - 100]).max() < 1e-3
    # Where the playhead was, against how much the monitor had given by then (itself some 20 ms late).
    late = [(seen - begin) / pulse.RATE - at / RATE for seen, at in shown if 8_000 < at < 30_000]
    assert abs(float(np.median(late))) < 0.12


def test_a_stream_of_chunks_is_heard_whole(qtbot: QtBot) -> None:
    project = spoken_project(1.0)
    sound = project.audio(project.lines[0].take_id or "")
    player = Player(project)
    with pulse.recording() as recording:
        for start in range(0, len(sound), 6_000):
            player.append_live("line", sound[start : start + 6_000], RATE)
        player.end_live("line")
        with qtbot.waitSignal(player.live_ended, timeout=20_000):
            pass
        more = len(recording.samples) + pulse.RATE // 2
        qtbot.waitUntil(lambda: len(recording.samples) > more, timeout=20_000)
    player.close()
    wanted = at_server_rate(sound)
    _, part = pulse.aligned(recording.samples[:, 0], wanted)
    assert likeness(part, wanted) > 15.0
