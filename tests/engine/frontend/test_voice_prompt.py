"""Recordings that can't be cloned from are refused with a reason and a way out."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import cast

import av
import numpy as np
import pytest
import soundfile

from cosydesk.engine import Mode, Request, open_model
from cosydesk.engine.errors import ModelError, PromptError
from cosydesk.engine.frontend.audio import read_recording
from cosydesk.engine.frontend.voice_prompt import best_stretch, check_prompt
from cosydesk.engine.pipeline import CosyVoiceModel
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


@pytest.mark.parametrize(
    ("prompt", "code"),
    [
        (Prompt(tone(2)), "prompt_rate"),
        (Prompt(tone(2, rate=8_000), sample_rate=8_000), "prompt_rate"),
        (Prompt(np.zeros(0, np.float32), sample_rate=RATE), "prompt_empty"),
        (Prompt(np.full(RATE, np.nan, np.float32), sample_rate=RATE), "prompt_empty"),
    ],
    ids=["no rate", "too coarse", "nothing", "no numbers"],
)
def test_samples_that_are_no_recording(prompt: Prompt, code: str) -> None:
    with pytest.raises(PromptError) as refused:
        read_recording(prompt)
    assert refused.value.code == code


def test_a_small_file_that_lasts_for_hours_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "hours.flac"
    with soundfile.SoundFile(path, "w", RATE, 1, subtype="PCM_16") as file:
        for _ in range(61):
            file.write(np.zeros(60 * RATE, np.int16))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(PromptError) as refused:
        read_recording(Prompt(path))
    assert refused.value.code == "prompt_long"


def test_a_film_without_sound(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 32
        picture = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8))
        for packet in (*stream.encode(picture), *stream.encode(None)):
            container.mux(packet)
    with pytest.raises(PromptError) as refused:
        read_recording(Prompt(path))
    assert refused.value.code == "prompt_empty"


@pytest.mark.parametrize(
    ("file", "damage", "code"),
    [
        ("speech_tokenizer_v1.onnx", "cut", "weights_damaged"),
        ("campplus.onnx", "cut", "weights_damaged"),
        ("campplus.onnx", "another", "weights_mismatch"),
    ],
)
def test_encoders_that_can_not_be_used_are_told(
    tiny_model_dir: Path, recording_file: Path, tmp_path: Path, file: str, damage: str, code: str
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(tiny_model_dir, folder)
    other = "speech_tokenizer_v1.onnx"
    content = (folder / file).read_bytes()
    (folder / file).write_bytes(
        content[: len(content) // 2] if damage == "cut" else (folder / other).read_bytes()
    )
    model = open_model(folder, "cpu")
    with pytest.raises(ModelError) as told:
        model.encode(Prompt(recording_file))
    assert told.value.code == code
    assert told.value.remedy
    model.close()


def test_the_source_of_a_conversion_may_be_short_but_not_silent(
    tiny_model_dir: Path, recording_file: Path
) -> None:
    model = cast(CosyVoiceModel, open_model(tiny_model_dir, "cpu"))
    prompt = Prompt(recording_file)
    for source, code in ((tone(3, level=0.0), "prompt_silent"), (tone(0.6), "")):
        request = Request("", Mode.VC, prompt=prompt, source=Prompt(source, sample_rate=RATE))
        if code:
            with pytest.raises(PromptError) as refused:
                list(model.speak(request))
            assert refused.value.code == code
        else:
            assert sum(len(chunk.samples) for chunk in model.speak(request)) > 0
    model.close()
