"""Small videos that tests make themselves."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np


def make_film(path: Path, seconds: float = 4.0, codec: str = "libx264", sound: bool = True) -> Path:
    """25 pictures a second that change, with a second of tone in stereo where there is `sound`."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        voice = (
            container.add_stream("libopus" if path.suffix == ".webm" else "aac", rate=48_000)
            if sound
            else None
        )
        for number in range(round(25 * seconds)):
            picture = np.full((48, 64, 3), number * 5 % 256, np.uint8)
            picture[:, : number % 64] = 255 - picture[0, 0]
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if voice is not None:
            tone = np.sin(np.arange(48_000) * 0.06).astype(np.float32) * 0.2
            frame = av.AudioFrame.from_ndarray(np.stack([tone, tone]), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = 48_000, 0
            container.mux(voice.encode(frame))
            container.mux(voice.encode(None))
    return path


def pictures_of(path: Path) -> list[tuple[bytes, float | None]]:
    """The packets of the picture with their times in seconds, as they lie in the file."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        return [
            (
                bytes(packet),
                round(float(packet.pts * packet.time_base), 4) if packet.pts is not None else None,
            )
            for packet in container.demux(stream)
            if packet.size
        ]
