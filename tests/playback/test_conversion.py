"""From the mixer's frames to a device's bytes."""

from __future__ import annotations

import numpy as np
import pytest

from cosydesk.playback.conversion import FrameConverter


class Tape:
    """Gives a stereo sine in whatever blocks are asked for."""

    def __init__(self, rate: int = 24_000) -> None:
        at = np.arange(rate * 2) / rate
        left = 0.5 * np.sin(2 * np.pi * 300 * at)
        right = 0.25 * np.sin(2 * np.pi * 300 * at)
        self.sound = np.stack([left, right], axis=1).astype(np.float32)
        self.at = 0

    def pull(self, n: int) -> np.ndarray:
        part = self.sound[self.at : self.at + n]
        assert len(part) == n
        self.at += n
        return part


def read(converter: FrameConverter, kind: str, channels: int, *sizes: int) -> np.ndarray:
    data = b""
    for size in sizes:
        block = converter.read(size)
        assert len(block) == size * converter.frame_bytes
        data += block
    return np.frombuffer(data, kind).reshape(-1, channels)


@pytest.mark.parametrize(
    ("kind", "scale", "offset"),
    [("float32", 1.0, 0), ("int16", 32_767, 0), ("int32", 2**31 - 1, 0), ("uint8", 127, 128)],
)
def test_every_sample_format(kind: str, scale: float, offset: int) -> None:
    tape = Tape()
    got = read(FrameConverter(tape.pull, 24_000, 24_000, 2, kind), kind, 2, 100, 1, 500).astype(np.float64)
    assert np.abs((got - offset) / scale - tape.sound[:601]).max() <= 0.51 / scale + 1e-7


def test_mono_is_the_middle_and_more_channels_are_silent() -> None:
    tape = Tape()
    mono = read(FrameConverter(tape.pull, 24_000, 24_000, 1, "float32"), "float32", 1, 400)
    np.testing.assert_allclose(mono[:, 0], tape.sound[:400].mean(axis=1), atol=1e-7)
    tape = Tape()
    six = read(FrameConverter(tape.pull, 24_000, 24_000, 6, "float32"), "float32", 6, 400)
    np.testing.assert_array_equal(six[:, :2], tape.sound[:400])
    assert not six[:, 2:].any()


@pytest.mark.parametrize("rate", [44_100, 48_000, 16_000])
def test_another_rate_streams_without_seams(rate: int) -> None:
    tape = Tape()
    sizes = [441, 3, 1_000, 64, 512] * 4
    got = read(FrameConverter(tape.pull, 24_000, rate, 2, "float32"), "float32", 2, *sizes)
    same = Tape(rate).sound[: len(got)]
    assert np.abs(got - same)[200:].max() < 3e-3


def test_too_loud_is_clipped_not_wrapped() -> None:
    converter = FrameConverter(lambda n: np.full((n, 2), 1.7, np.float32), 24_000, 24_000, 2, "int16")
    assert (read(converter, "int16", 2, 10) == 32_767).all()
