"""Sound files of every kind come in as mono samples, and what can't be read says why."""

from __future__ import annotations

import threading
import tracemalloc
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from cosydesk.studio.errors import StudioError
from cosydesk.studio.sound_file import is_sound, read_sound
from tests.support.speech_like import speech_like

RATE = 24_000


def encode(path: Path, samples: np.ndarray, codec: str, rate: int = 48_000) -> Path:
    """Write what libsndfile doesn't, with FFmpeg."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout="mono")
        resampler = av.AudioResampler(format=stream.format, layout="mono", rate=rate, frame_size=1024)
        frame = av.AudioFrame.from_ndarray(samples[None].astype(np.float32), format="fltp", layout="mono")
        frame.sample_rate = rate
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize(
    ("suffix", "subtype", "tolerance"),
    [
        ("wav", "PCM_16", 1e-4),
        ("wav", "FLOAT", 0),
        ("flac", "PCM_24", 1e-6),
        ("ogg", "VORBIS", 0.2),
        ("mp3", None, 0.2),
    ],
)
def test_what_libsndfile_reads(tmp_path: Path, suffix: str, subtype: str | None, tolerance: float) -> None:
    samples = speech_like(1.0)
    path = tmp_path / f"旁白.{suffix}"
    soundfile.write(path, samples, RATE, subtype=subtype)
    read = read_sound(path)
    assert (read.sample_rate, read.channels, read.mixed_away_db) == (RATE, 1, 0.0)
    assert read.samples.dtype == np.float32
    assert len(read.samples) == pytest.approx(len(samples), rel=0.1)
    assert np.abs(read.samples[: len(samples)] - samples[: len(read.samples)]).max() <= tolerance


def test_what_only_ffmpeg_reads(tmp_path: Path) -> None:
    samples = speech_like(1.5, rate=48_000)
    read = read_sound(encode(tmp_path / "voice.m4a", samples, "aac"))
    assert read.sample_rate == 48_000
    assert len(read.samples) == pytest.approx(len(samples), abs=4096)
    assert np.sqrt((read.samples**2).mean()) == pytest.approx(np.sqrt((samples**2).mean()), rel=0.1)


def test_stereo_is_mixed_and_says_when_it_cancels_out(tmp_path: Path) -> None:
    samples = speech_like(1.0)
    for name, other, lost in (("same", samples, 0.0), ("one", 0 * samples, 3.0), ("anti", -samples, 60.0)):
        path = tmp_path / f"{name}.wav"
        soundfile.write(path, np.stack([samples, other], axis=1), RATE, subtype="FLOAT")
        read = read_sound(path)
        assert read.channels == 2
        assert read.samples.ndim == 1
        assert read.mixed_away_db >= 60 if lost > 50 else read.mixed_away_db == pytest.approx(lost, abs=0.1)


def test_numbers_that_are_none_become_silence(tmp_path: Path) -> None:
    samples = speech_like(1.0)
    samples[100:200] = np.nan
    samples[300] = np.inf
    path = tmp_path / "odd.wav"
    soundfile.write(path, samples, RATE, subtype="FLOAT")
    read = read_sound(path)
    assert np.isfinite(read.samples).all()
    assert not read.samples[100:200].any()


def code_of(path: Path, cancel: threading.Event | None = None) -> str:
    with pytest.raises(StudioError) as caught:
        read_sound(path, cancel)
    return caught.value.code


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.wav") == "missing"
    assert code_of(tmp_path) == "missing"
    text = tmp_path / "text.wav"
    text.write_text("This is no sound.")
    assert code_of(text) == "sound_unreadable"
    empty = tmp_path / "empty.wav"
    soundfile.write(empty, np.zeros(0, np.float32), RATE)
    assert code_of(empty) == "sound_empty"
    long = tmp_path / "long.flac"
    soundfile.write(long, np.zeros(3601 * 8_000, np.int16), 8_000)
    assert code_of(long) == "sound_long"


def test_of_many_channels_only_one_is_ever_kept(tmp_path: Path) -> None:
    """An hour of a film in 7.1 would take 5.5 GB."""
    path = tmp_path / "film.wav"
    frames = np.random.default_rng(0).uniform(-0.5, 0.5, (20 * RATE, 8)).astype(np.float32)
    soundfile.write(path, frames, RATE, subtype="FLOAT")
    tracemalloc.start()
    try:
        read = read_sound(path)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert read.channels == 8
    assert np.abs(read.samples - frames.mean(axis=1)).max() < 1e-6
    assert read.mixed_away_db == pytest.approx(9.03, abs=0.1)
    assert most < frames.nbytes / 2


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "voice.wav"
    soundfile.write(path, speech_like(1.0), RATE)
    cancel = threading.Event()
    cancel.set()
    assert code_of(path, cancel) == "cancelled"


def test_names_of_sound_files() -> None:
    assert is_sound(Path("a/B.WAV"))
    assert is_sound(Path("film.mp4"))
    assert not is_sound(Path("script.txt"))
