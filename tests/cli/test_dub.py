"""`cosydesk dub` from subtitles and a film to a dubbed film, as a process and with the starter voices."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import av
import numpy as np
import pytest
from support.films import make_film

from cosydesk.studio import project_file

PROGRAM = [sys.executable, "-m", "cosydesk"]
FILM_S = 180.0
PICTURES_A_SECOND = 10

SCRIPT = (
    (2.0, 5.5, "Ann", "Good morning, Bob.", "早上好，鲍勃。"),
    (8.0, 11.0, "Bob", "Hello, Ann.", "你好，安。"),
    (31.0, 34.5, "Ann", "The train was late.", "火车晚点了。"),
    (62.0, 66.0, "Bob", "Shall we walk?", "我们走路吧？"),
    (118.0, 121.0, "Ann", "Yes, let us go.", "好，走吧。"),
    (171.0, 175.0, "Bob", "It is raining again.", "又下雨了。"),
)
"""Seconds from and to, who, and what in two languages."""
STARTS_WITHIN_S = 0.040
LOUDNESS_WITHIN_LU = 0.5
PODCAST_LUFS, PODCAST_DBTP = -16.0, -1.0


def stamp(seconds: float) -> str:
    ms = round(1000 * seconds)
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three minutes of film and its subtitles."""
    folder = tmp_path_factory.mktemp("scene")
    blocks = [
        f"{number}\n{stamp(start)} --> {stamp(end)}\n{who}: {english}\n{chinese}\n"
        for number, (start, end, who, english, chinese) in enumerate(SCRIPT, 1)
    ]
    (folder / "film.srt").write_text("\n".join(blocks), encoding="utf-8")
    times = np.arange(round(FILM_S * 48_000)) / 48_000
    hum = (0.02 * np.sin(2 * np.pi * 90 * times)).astype(np.float32)
    make_film(folder / "film.mp4", seconds=FILM_S, rate=PICTURES_A_SECOND, sound=np.stack([hum, hum], axis=1))
    return folder


def command(scene: Path, out: Path, *more: str) -> list[str]:
    return [
        *PROGRAM,
        "dub",
        str(scene / "film.srt"),
        "--video",
        str(scene / "film.mp4"),
        "--voice",
        "Ann=Heart",
        "--voice",
        "Bob=am_michael",
        "--loudness",
        "podcast",
        "--original",
        "replaced",
        "-o",
        str(out),
        *more,
    ]


@pytest.fixture(scope="module")
def dubbed(scene: Path) -> Path:
    """The dubbed film of one undisturbed run."""
    (scene / "whole").mkdir()
    out = scene / "whole" / "dub.mp4"
    done = subprocess.run(command(scene, out, "--json"), capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert events[0] == {"event": "begun", "due": len(SCRIPT), "current": 0}
    assert [event["line"] for event in events if event["event"] == "spoken"] == [1, 2, 3, 4, 5, 6]
    ended = {"event": "ended", "status": 0, "files": [str(out)], "spoken": len(SCRIPT), "failed": []}
    assert events[-1] == ended
    return out


def packets(path: Path) -> list[tuple[int | None, int | None, bool, bytes]]:
    """Everything of the picture: times, key frames, bytes."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [
            (packet.pts, packet.dts, packet.is_keyframe, bytes(packet))
            for packet in container.demux(stream)
            if packet.size
        ]


def sound_of(path: Path) -> tuple[np.ndarray, int]:
    """The sound as it is heard from the film's beginning: float32 mono, and its rate."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        rate = stream.rate
        sound = np.zeros(round((FILM_S + 10) * rate), np.float32)
        for frame in container.decode(stream):
            at = round(float(frame.pts * frame.time_base) * rate)
            block = frame.to_ndarray().reshape(-1, frame.samples if frame.format.is_planar else 1)
            mono = block.mean(axis=0) if frame.format.is_planar else block.ravel()
            first = max(0, -at)
            sound[at + first : at + len(mono)] = mono[first:]
    return sound, rate


def begins(sound: np.ndarray, rate: int, between: tuple[float, float]) -> float:
    """Second at which something is first heard within a stretch of time."""
    window = round(0.005 * rate)
    first, last = (round(second * rate) for second in between)
    part = sound[first:last]
    power = np.array([np.sqrt(np.mean(part[at : at + window] ** 2)) for at in range(0, len(part), window)])
    loud = np.flatnonzero(power > 0.02 * power.max())
    return between[0] + loud[0] * window / rate


@pytest.mark.slow
def test_the_picture_is_the_same_bit_for_bit(scene: Path, dubbed: Path) -> None:
    assert packets(dubbed) == packets(scene / "film.mp4")


@pytest.mark.slow
def test_every_line_begins_where_its_slot_does(dubbed: Path) -> None:
    sound, rate = sound_of(dubbed)
    late = {start: begins(sound, rate, (start - 0.5, end)) - start for start, end, *_ in SCRIPT}
    assert all(abs(by) <= STARTS_WITHIN_S for by in late.values()), late


@pytest.mark.slow
def test_nothing_is_cut_off(dubbed: Path) -> None:
    project = project_file.open(dubbed.with_name("dub.mp4.cosydesk"), read_only=True)
    try:
        for line in project.lines:
            take = project.chosen_take(line.id)
            assert take is not None
            (placed,) = [placed for placed in project.layout() if placed.clip.line_id == line.id]
            sound = project.audio(take.id)
            heard = np.abs(sound) > 0.02 * np.abs(sound).max()
            speech = np.flatnonzero(heard)
            assert placed.clip.tempo == 1.0  # there is room enough in this script
            assert placed.offset <= speech[0]
            assert placed.offset + placed.length > speech[-1]
    finally:
        project_file.close(project)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="ffmpeg, whose meter is asked, isn't installed")
def test_loudness_and_peak_keep_to_the_preset_by_another_meter(dubbed: Path) -> None:
    meter = ["-map", "0:a", "-af", "ebur128=peak=true", "-f", "null", "-"]
    done = subprocess.run(
        ["ffmpeg", "-nostats", "-hide_banner", "-i", dubbed, *meter],
        capture_output=True,
        text=True,
        check=True,
    )
    summary = done.stderr.rpartition("Summary:")[2].split()
    integrated = float(summary[summary.index("I:") + 1])
    peak = float(summary[summary.index("Peak:") + 1])
    assert abs(integrated - PODCAST_LUFS) <= LOUDNESS_WITHIN_LU
    assert peak <= PODCAST_DBTP


@pytest.mark.slow
def test_the_label_can_be_read(dubbed: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "inspect", str(dubbed), "--json"], capture_output=True, text=True, check=True
    )
    assert '"Label": "1"' in done.stdout or '"Label":"1"' in done.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_in_the_middle_and_run_again_it_makes_the_same_file(scene: Path, dubbed: Path) -> None:
    (scene / "killed").mkdir()
    out = scene / "killed" / "dub.mp4"
    spoken = _run_until_spoken(command(scene, out, "--json"), 3, signal.SIGKILL)
    before = _takes(out)
    assert len(before) >= 3
    done = subprocess.run(command(scene, out, "--json"), capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    events = [json.loads(line) for line in done.stdout.splitlines()]
    again = {event["line"] for event in events if event["event"] == "spoken"}
    assert not again & set(spoken)
    assert len(before) + len(again) == len(SCRIPT)
    after = _takes(out)
    assert {take_id: after[take_id] for take_id in before} == before
    assert out.read_bytes() == dubbed.read_bytes()
    assert sorted(os.listdir(out.parent)) == ["dub.mp4", "dub.mp4.cosydesk"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_says_how_to_go_on(scene: Path) -> None:
    (scene / "interrupted").mkdir()
    out = scene / "interrupted" / "dub.wav"
    complaint: list[str] = []
    spoken = _run_until_spoken(command(scene, out, "--json"), 1, signal.SIGINT, complaint, status=130)
    assert complaint == [
        f"cosydesk: Interrupted; {len(spoken)} of {len(SCRIPT)} lines are spoken and kept. "
        "The same command goes on from there.\n"
    ]
    assert os.listdir(out.parent) == ["dub.wav.cosydesk"]
    assert len(_takes(out)) == len(spoken)


def _takes(out: Path) -> dict[str, str]:
    """When each take was made, by its id."""
    project = project_file.open(out.with_name(out.name + ".cosydesk"), read_only=True)
    try:
        return {take.id: take.created for take in project.takes.values()}
    finally:
        project_file.close(project)


def _run_until_spoken(
    arguments: Sequence[str],
    count: int,
    number: signal.Signals,
    complaint: list[str] | None = None,
    status: int | None = None,
) -> list[int]:
    """Start it, send the signal when so many lines are spoken, and return which were told."""
    spoken: list[int] = []
    with subprocess.Popen(
        arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        watch = threading.Timer(120, process.kill)
        watch.start()
        for line in process.stdout:
            event = json.loads(line)
            if event["event"] == "spoken":
                spoken.append(event["line"])
                if len(spoken) == count:
                    process.send_signal(number)
        errors = process.stderr.read()
        ended = process.wait()
        watch.cancel()
    if complaint is not None:
        complaint.append(errors)
    assert ended == (-number if status is None else status), errors
    return spoken
