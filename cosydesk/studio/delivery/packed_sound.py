"""Sound packed by FFmpeg (PyAV): FLAC, MP3, AAC and Opus, as a file of its own or as a video's sound."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cosydesk.studio.delivery.label import KEY
from cosydesk.studio.delivery.mp4_label import write_mp4_label
from cosydesk.studio.delivery.pcm import pcm24
from cosydesk.studio.mix import Frames

if TYPE_CHECKING:
    import av

CODECS = {"flac": "flac", "mp3": "libmp3lame", "m4a": "aac", "opus": "libopus"}
CONTAINERS = {"flac": "flac", "mp3": "mp3", "m4a": "ipod", "opus": "opus"}
SAME_BYTES = {"fflags": "+bitexact"}
"""What keeps the time and the library's version out of a container."""

_AAC_BITS_PER_SAMPLE = 6
_OPUS_KBPS = 256


class Encoder:
    """Encodes one stream of a container as frames come."""

    def __init__(
        self,
        container: av.container.OutputContainer,
        codec: str,
        sample_rate: int,
        channels: int,
        bitrate_kbps: int,
    ) -> None:
        import av

        self._container = container
        self._layout = "mono" if channels == 1 else "stereo"
        self._lossless = codec == "flac"
        self._sample_rate = sample_rate
        self._count = 0
        # "flac" and its like are encoders of sound, which the types can't know.
        stream = container.add_stream(codec, rate=sample_rate)
        assert isinstance(stream, av.AudioStream)
        self.stream = stream
        stream.layout = self._layout
        context = stream.codec_context
        context.flags |= av.codec.context.Flags.bitexact
        if self._lossless:
            context.format = "s32"
        else:
            stream.bit_rate = 1000 * min(bitrate_kbps, most_kbps(codec, sample_rate, channels))

    @property
    def seconds(self) -> float:
        """How much sound has come."""
        return self._count / self._sample_rate

    def write(self, frames: Frames) -> None:
        """Add float32 frames of shape (n, channels)."""
        import av

        if not len(frames):
            return
        if self._lossless:
            whole = np.ascontiguousarray(pcm24(frames) << 8).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(whole, format="s32", layout=self._layout)
        else:
            planes = np.ascontiguousarray(frames.T, np.float32)
            frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout=self._layout)
        frame.sample_rate = self._sample_rate
        frame.pts = self._count
        self._count += len(frames)
        self._container.mux(self.stream.encode(frame))

    def finish(self) -> None:
        """Encode what is left."""
        self._container.mux(self.stream.encode(None))


class PackedWriter:
    """Writes one sound file."""

    def __init__(
        self, path: Path, audio: str, sample_rate: int, channels: int, bitrate_kbps: int, label: str
    ) -> None:
        """`audio`: one of `CODECS`. Raises `OSError`."""
        import av

        self._path = path
        self._label = label
        with as_os_errors():
            self._container = av.open(str(path), "w", format=CONTAINERS[audio], options=dict(SAME_BYTES))
            self._encoder = Encoder(self._container, CODECS[audio], sample_rate, channels, bitrate_kbps)
        self._in_mp4 = audio == "m4a"
        if label and not self._in_mp4:
            self._container.metadata[KEY] = label

    def write(self, frames: Frames) -> None:
        """Add float32 frames of shape (n, channels)."""
        with as_os_errors():
            self._encoder.write(frames)

    def close(self) -> None:
        """Finish the file."""
        with as_os_errors():
            self._encoder.finish()
            self._container.close()
        if self._label and self._in_mp4:
            write_mp4_label(self._path, self._label)

    def abandon(self) -> None:
        """Stop; the file is of no use."""
        with contextlib.suppress(Exception):
            self._container.close()


def most_kbps(codec: str, sample_rate: int, channels: int) -> int:
    """The greatest bit rate that the codec has for this."""
    if codec == "aac":
        return sample_rate * channels * _AAC_BITS_PER_SAMPLE // 1000
    return _OPUS_KBPS * channels if codec == "libopus" else 320


@contextlib.contextmanager
def as_os_errors() -> Iterator[None]:
    """Errors of FFmpeg become `OSError` with the system's number."""
    import av

    try:
        yield
    except av.FFmpegError as error:
        raise OSError(error.errno, error.strerror) from error
