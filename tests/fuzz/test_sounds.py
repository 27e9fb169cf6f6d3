"""Sound and film files: a damaged one gives sound that can be played, or is refused with a reason."""

from __future__ import annotations

import io
import struct
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import example
from hypothesis import strategies as st
from support.fuzzing import fuzz, told
from support.mutations import mutated
from support.studio import export_mix, two_speakers

from cosydesk.engine.errors import PromptError
from cosydesk.engine.frontend.audio import read_recording
from cosydesk.engine.types import Prompt
from cosydesk.studio.delivery.inspection import inspect_file
from cosydesk.studio.errors import StudioError
from cosydesk.studio.sound import from_flac
from cosydesk.studio.sound_file import SUFFIXES, read_sound

PROMPT_CODES = {"prompt_unreadable", "prompt_empty", "prompt_rate", "prompt_long"}
CODES = {"missing", "sound_unreadable", "sound_empty", "sound_long", "audio"}


@cache
def seeds() -> list[bytes]:
    """Short files of the kinds that are read and written."""
    tone = (0.3 * np.sin(np.arange(600) / 5)).astype(np.float32)
    made = []
    for kind, subtype in (
        *(("WAV", "PCM_16"), ("WAV", "PCM_24"), ("WAV", "FLOAT")),
        *(("WAV", "ULAW"), ("WAVEX", "PCM_16"), ("RF64", "PCM_16")),
        *(("W64", "PCM_16"), ("FLAC", "PCM_16"), ("FLAC", "PCM_24")),
        *(("OGG", "VORBIS"), ("OGG", "OPUS"), ("AIFF", "PCM_16")),
        *(("CAF", "PCM_16"), ("AU", "PCM_16"), ("MP3", "MPEG_LAYER_III")),
    ):  # fmt: skip
        buffer = io.BytesIO()
        soundfile.write(buffer, tone, 24_000, format=kind, subtype=subtype)
        made.append(buffer.getvalue())
    with tempfile.TemporaryDirectory() as folder:
        for audio, suffix in (("wav16", "wav"), ("m4a", "m4a"), ("opus", "opus"), ("mp3", "mp3")):
            made.append(export_mix(two_speakers(), Path(folder) / f"a.{suffix}", audio).read_bytes())
    return made


TOKENS = (
    *(b"RIFF", b"RF64", b"WAVE", b"fmt ", b"data", b"ds64"),
    *(b"LIST", b"AIGC", b"fLaC", b"OggS", b"FORM", b"moov", b"udta"),
    *(b"ftyp", b"mdat", b"\xff\xfb\x90"),
    *(b"ID3\x04\0\0\x7f\x7f\x7f\x7f", struct.pack("<I", 2**32 - 1), struct.pack(">I", 1)),
)  # fmt: skip


def check(data: bytes, suffix: str) -> None:
    """As a file of a voice, of the studio, and as what a client of the service sends."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(data)
        try:
            sound = read_sound(path)
        except StudioError as error:
            told(error, CODES, remedy=True)
        else:
            assert sound.samples.dtype == np.float32
            assert sound.samples.ndim == 1
            assert len(sound.samples)
            assert np.isfinite(sound.samples).all()
            assert sound.sample_rate > 0
        try:
            found = inspect_file(path)
        except StudioError as error:
            told(error, CODES, remedy=True)
        else:
            assert found.sample_rate >= 0
            assert found.duration_s >= 0
        for prompt in (path, data):
            try:
                recording = read_recording(Prompt(prompt))
            except PromptError as error:
                told(error, PROMPT_CODES)
            else:
                assert recording.samples.isfinite().all()


def wave(rate: int, kind: bytes = b"RIFF", data_bytes: int = 4) -> bytes:
    """A file of two samples whose header says so."""
    form = struct.pack("<HHIIHH", 1, 1, rate, min(2 * rate, 2**32 - 1), 2, 16)
    sizes = (
        b"ds64" + struct.pack("<IQQQI", 28, 2**64 - 1, data_bytes, 2**64 - 1, 0) if kind == b"RF64" else b""
    )
    size = 4 if kind == b"RIFF" else 2**32 - 1
    return (
        kind + struct.pack("<I", 100) + b"WAVE" + sizes + b"fmt " + struct.pack("<I", 16) + form
        + b"data" + struct.pack("<I", size) + bytes(4)
    )  # fmt: skip


def flac(rate: int, channels: int, frames: int) -> bytes:
    """A file whose header says so, with a moment of sound."""
    made = bytearray(next(seed for seed in seeds() if seed.startswith(b"fLaC")))
    made[18:26] = (rate << 44 | (channels - 1) << 41 | 15 << 36 | frames).to_bytes(8, "big")
    return bytes(made)


@example(data=flac(655_350, 8, 3_599 * 655_350), suffix=".flac")  # seventy gigabytes, were they read
@example(data=wave(2**32 - 1), suffix=".wav")  # a meter for so many samples takes gigabytes
@example(data=wave(24_000, b"RF64", 2**64 - 1), suffix=".wav")
@fuzz(60, data=mutated(seeds(), TOKENS, head=120), suffix=st.sampled_from(SUFFIXES))
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # libsndfile seeks before the start
def test_damaged_files(data: bytes, suffix: str) -> None:
    check(data, suffix)


@fuzz(100, data=mutated([seed for seed in seeds() if seed.startswith(b"fLaC")], TOKENS, head=60))
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_damaged_takes(data: bytes) -> None:
    try:
        samples = from_flac(data)
    except StudioError as error:
        told(error, ("audio",))
    else:
        assert samples.dtype == np.float32
