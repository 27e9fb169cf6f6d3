"""Recordings that can't be cloned from are refused with a reason and a way out."""

from __future__ import annotations

import io
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from cosydesk.engine.errors import PromptError
from cosydesk.engine.frontend.audio import read_recording
from cosydesk.engine.frontend.voice_prompt import best_stretch, check_prompt
from cosydesk.engine.types import Prompt

RATE = 16_000


def tone(seconds: float, level: float = 0.3, rate: int = RATE) -> np.ndarray:
    return (level * np.sin(2 * np.pi * 220 * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def refusal(samples: np.ndarray, rate: int = RATE) -> PromptError:
    with pytest.raises(PromptError) as refused:
        check_prompt(read_recording(Prompt(samples, sample_rate=rate)))
    assert refused.value.remedy
    return refused.value


def test_good_recordings_pass() -> None:
    for seconds in (1.5, 10, 30):
        check_prompt(read_recording(Prompt(tone(seconds), sample_rate=RATE)))


def test_refusals() -> None:
    quiet = np.zeros(3 * RATE, np.float32)
    assert refusal(tone(0.5)).code == "prompt_short"
    assert refusal(np.concatenate([tone(0.5), quiet])).code == "prompt_short"
    assert refusal(quiet).code == "prompt_silent"
    assert refusal(np.clip(tone(3, 2.0), -1, 1)).code == "prompt_clipped"
    assert refusal(tone(3, rate=8000), 8000).code == "prompt_rate"
    assert refusal(np.zeros(0, np.float32)).code == "prompt_empty"
    assert refusal(np.full(RATE, np.nan, np.float32)).code == "prompt_empty"


def test_too_long_offers_the_best_stretch() -> None:
    samples = np.concatenate([np.zeros(20 * RATE, np.float32), tone(30), np.zeros(10 * RATE, np.float32)])
    start, end = best_stretch(read_recording(Prompt(samples, sample_rate=RATE)))
    assert (start, end) == pytest.approx((20, 50), abs=0.1)
    error = refusal(samples)
    assert error.code == "prompt_long"
    assert "20.0 s to 50.0 s" in error.remedy


@pytest.mark.parametrize(("container", "codec"), [("webm", "libopus"), ("mp4", "aac")])
def test_what_browsers_record(container: str, codec: str) -> None:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as file:
        stream = file.add_stream(codec, rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone(2, rate=48_000).reshape(1, -1), format="flt", layout="mono")
        frame.sample_rate = 48_000
        for packed in (frame, None):
            file.mux(stream.encode(packed))
    recording = read_recording(Prompt(buffer.getvalue()))
    assert recording.sample_rate == 48_000
    assert recording.seconds == pytest.approx(2, abs=0.05)


def test_bytes_that_name_other_files_are_no_recording(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "secret.wav", tone(2), RATE)
    playlist = f"#EXTM3U\n#EXTINF:2,\n{tmp_path / 'secret.wav'}\n#EXT-X-ENDLIST\n".encode()
    for data in (playlist, b"ffconcat version 1.0\nfile secret.wav\n", b"\x1a\x45\xdf\xa3" + bytes(99)):
        with pytest.raises(PromptError) as refused:
            read_recording(Prompt(data))
        assert refused.value.code == "prompt_unreadable"


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".ogg", ".mp3"])
def test_files_and_channels(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"声音{suffix}"
    soundfile.write(path, np.stack([tone(2, rate=44100)] * 2, axis=1), 44100)
    recording = read_recording(Prompt(path))
    assert recording.sample_rate == 44100
    assert recording.samples.dim() == 1
    assert recording.seconds == pytest.approx(2, abs=0.1)
    assert len(recording.at(RATE)) == pytest.approx(2 * RATE, rel=0.05)


def test_what_libsndfile_cannot_read_goes_through_ffmpeg(tmp_path: Path) -> None:
    import av

    path = tmp_path / "clip.m4a"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=48000, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone(2, rate=48000).reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate = 48000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    recording = read_recording(Prompt(path))
    assert recording.sample_rate == 48000
    assert recording.seconds == pytest.approx(2, abs=0.1)
    middle = recording.samples[24_000:72_000]
    assert float(middle.square().mean().sqrt()) == pytest.approx(0.3 / 2**0.5, rel=0.1)


@pytest.mark.parametrize("content", [b"", b"not sound at all", b"RIFF\x00\x00\x00\x00WAVE"])
def test_unreadable_files(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    with pytest.raises(PromptError) as refused:
        read_recording(Prompt(path))
    assert refused.value.code in {"prompt_unreadable", "prompt_empty"}
    with pytest.raises(PromptError) as missing:
        read_recording(Prompt(tmp_path / "none.wav"))
    assert missing.value.code == "prompt_missing"
