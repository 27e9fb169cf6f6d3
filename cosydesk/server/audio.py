"""Chunks of samples as bytes that can be sent at once, in each of the formats a client may ask for."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO, Protocol

import av
import numpy as np
import soxr

from cosydesk.engine.types import Samples

STREAMED = "pcm"
_OPEN_END = 0xFFFF_FFFF
_OPUS_HZ = (8_000, 12_000, 16_000, 24_000, 48_000)
_MPEG_HZ = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes:
        media_type: of its bytes.
        container, codec: FFmpeg's names; empty for plain samples.
        sample_format: what the codec takes.
        bit_rate: of what is lossy.
        rates: Hz that the codec knows, ascending; none = whatever there is.
        options: of the container, so that it can be sent before its end is known.
    """

    media_type: str
    container: str = ""
    codec: str = ""
    sample_format: str = ""
    bit_rate: int = 0
    rates: tuple[int, ...] = ()
    options: tuple[tuple[str, str], ...] = ()


FORMATS = {
    STREAMED: Format("audio/pcm"),
    "wav": Format("audio/wav", "wav", "pcm_s16le", "s16"),
    "flac": Format("audio/flac", "flac", "flac", "s16"),
    "mp3": Format("audio/mpeg", "mp3", "libmp3lame", "fltp", 128_000, _MPEG_HZ, (("id3v2_version", "0"),)),
    "opus": Format("audio/ogg", "ogg", "libopus", "flt", 64_000, _OPUS_HZ, (("page_duration", "200000"),)),
    "aac": Format("audio/aac", "adts", "aac", "fltp", 96_000, _MPEG_HZ),
}
"""By the names of OpenAI's `response_format`; aac is an ADTS stream, opus lies in Ogg."""


class Encoder(Protocol):
    """Turns one stream of speech into the bytes of one format.

    Attributes:
        sample_rate: Hz of what comes out.
    """

    sample_rate: int

    def feed(self, samples: Samples) -> bytes:
        """What can be sent after these samples; it may be nothing yet."""

    def finish(self) -> bytes:
        """What is left."""


def open_encoder(name: str, sample_rate: int, wanted_rate: int | None = None) -> Encoder:
    """An encoder to send as it goes.

    Args:
        name: one of `FORMATS`.
        sample_rate: Hz of what will be fed.
        wanted_rate: Hz of what comes out; without it the same, or one that the codec knows.
    """
    rate = _known_rate(name, wanted_rate or sample_rate)
    encoder = _packed(name, rate)
    return encoder if rate == sample_rate else _Resampled(encoder, sample_rate)


def pcm16(samples: Samples) -> bytes:
    """Signed 16-bit little-endian samples of float32 ones, clipped at full scale."""
    return _int16(samples).tobytes()


def wave_header(sample_rate: int, data_bytes: int = _OPEN_END) -> bytes:
    """The 44 bytes before mono 16-bit samples; without a length they say that it isn't known, as streams do."""
    whole = min(_OPEN_END, data_bytes + 36)
    form = struct.pack("<HHIIHH", 1, 1, sample_rate, 2 * sample_rate, 2, 16)
    return (
        b"RIFF"
        + struct.pack("<I", whole)
        + b"WAVEfmt \x10\0\0\0"
        + form
        + b"data"
        + struct.pack("<I", data_bytes)
    )


class FileEncoder:
    """Encodes into a file that can be gone back in, so that the header gets the length where the format has one.

    Attributes:
        sample_rate: Hz of what lies in the file.
    """

    def __init__(self, file: BinaryIO, name: str, sample_rate: int, wanted_rate: int | None = None) -> None:
        """
        Args:
            file: to write to; it stays open.
            name, sample_rate, wanted_rate: as for `open_encoder`.
        """
        self.sample_rate = _known_rate(name, wanted_rate or sample_rate)
        self._resampler = (
            None if self.sample_rate == sample_rate else _resampler(sample_rate, self.sample_rate)
        )
        self._file = file
        self._container = None if name == STREAMED else _Container(file, FORMATS[name], self.sample_rate)

    def feed(self, samples: Samples) -> None:
        """Raises:
        OSError: the disk is full.
        """
        self._write(self._resampler.resample_chunk(samples) if self._resampler else samples)

    def finish(self) -> None:
        """Raises:
        OSError: the disk is full.
        """
        if self._resampler:
            self._write(self._resampler.resample_chunk(np.zeros(0, np.float32), last=True))
        if self._container:
            self._container.finish()

    def _write(self, samples: Samples) -> None:
        if self._container:
            self._container.feed(samples)
        else:
            self._file.write(pcm16(samples))


class _Plain:
    """Samples as they are, behind a header or not."""

    def __init__(self, sample_rate: int, header: bytes = b"") -> None:
        self.sample_rate = sample_rate
        self._header = header

    def feed(self, samples: Samples) -> bytes:
        header, self._header = self._header, b""
        return header + pcm16(samples)

    def finish(self) -> bytes:
        return b""


class _Packed:
    """What FFmpeg encodes, taken from it as it comes."""

    def __init__(self, form: Format, sample_rate: int) -> None:
        self.sample_rate = sample_rate
        self._pipe = _Pipe()
        self._container = _Container(self._pipe, form, sample_rate)

    def feed(self, samples: Samples) -> bytes:
        self._container.feed(samples)
        return self._pipe.take()

    def finish(self) -> bytes:
        self._container.finish()
        return self._pipe.take()


class _Resampled:
    """An encoder that is fed at another rate."""

    def __init__(self, encoder: Encoder, sample_rate: int) -> None:
        self._encoder = encoder
        self.sample_rate = encoder.sample_rate
        self._resampler = _resampler(sample_rate, encoder.sample_rate)

    def feed(self, samples: Samples) -> bytes:
        return self._encoder.feed(self._resampler.resample_chunk(samples))

    def finish(self) -> bytes:
        rest = self._resampler.resample_chunk(np.zeros(0, np.float32), last=True)
        return self._encoder.feed(rest) + self._encoder.finish()


class _Pipe:
    """A file for FFmpeg that can't be gone back in, so that it writes nothing it would have to mend later."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


class _Container:
    """One mono stream in one of FFmpeg's containers."""

    def __init__(self, target: BinaryIO | _Pipe, form: Format, sample_rate: int) -> None:
        options = {"fflags": "+bitexact+flush_packets", **dict(form.options)}
        if isinstance(target, _Pipe) and form.container == "mp3":
            options["write_xing"] = "0"  # it holds the length, and would say that there is none
        self._form = form
        self._rate = sample_rate
        self._count = 0
        self._container = av.open(target, "w", format=form.container, options=options)
        stream = self._container.add_stream(form.codec, rate=sample_rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout = "mono"
        if form.bit_rate:
            stream.bit_rate = form.bit_rate
        self._stream = stream

    def feed(self, samples: Samples) -> None:
        if not len(samples):
            return
        whole = self._form.sample_format == "s16"
        row = (_int16(samples) if whole else np.clip(samples, -1.0, 1.0)).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(row, format=self._form.sample_format, layout="mono")
        frame.sample_rate = self._rate
        frame.pts = self._count
        self._count += len(samples)
        self._container.mux(self._stream.encode(frame))

    def finish(self) -> None:
        self._container.mux(self._stream.encode(None))
        self._container.close()


def _packed(name: str, rate: int) -> Encoder:
    if name == STREAMED:
        return _Plain(rate)
    if name == "wav":
        return _Plain(rate, wave_header(rate))
    return _Packed(FORMATS[name], rate)


def _known_rate(name: str, rate: int) -> int:
    """The rate, or the next one that the codec knows."""
    rates = FORMATS[name].rates
    if not rates or rate in rates:
        return rate
    return 48_000 if rates is _OPUS_HZ else next((known for known in rates if known > rate), rates[-1])


def _resampler(source: int, target: int) -> soxr.ResampleStream:
    return soxr.ResampleStream(source, target, 1, dtype="float32")


def _int16(samples: Samples) -> np.ndarray:
    return (np.clip(samples, -1.0, 1.0) * 32767.0).round().astype("<i2")
