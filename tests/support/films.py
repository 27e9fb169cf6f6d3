"""Small films made for tests: each picture carries its own number as bars, the sound is given."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from cosydesk.studio.kept_sound import KeptSound

WIDTH, HEIGHT = 320, 180
BITS = 12


def picture(number: int) -> npt.NDArray[np.uint8]:
    """RGB of shape (HEIGHT, WIDTH, 3): the number in binary, one upright bar for each bit, lowest first."""
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for bit in range(BITS):
        if number >> bit & 1:
            image[:, bit * WIDTH // BITS : (bit + 1) * WIDTH // BITS] = 255
    return image


def number_in(image: npt.NDArray[np.uint8]) -> int:
    """The number that a picture (h, w, 3), of any size, carries."""
    height, width, _ = image.shape
    middle = image[height // 3 : -height // 3].mean(axis=(0, 2))
    bars = [middle[int((bit + 0.5) * width / BITS)] > 128 for bit in range(BITS)]
    return sum(1 << bit for bit, on in enumerate(bars) if on)


def kept(samples: npt.NDArray[np.float32], sample_rate: int) -> KeptSound:
    """A sound of shape (n, channels) as the cache keeps it, but in memory."""
    return KeptSound(io.BytesIO(samples.astype("<f4").tobytes()), sample_rate, samples.shape[1])


def make_film(
    path: Path,
    *,
    seconds: float = 4.0,
    rate: Fraction | int = 25,
    sound: npt.NDArray[np.float32] | None = None,
    sound_rate: int = 48_000,
    keyframes: int = 12,
    b_frames: int = 2,
    lossless: bool = False,
    sound_from_s: float = 0.0,
) -> Path:
    """Write a film (MPEG-4 picture, AAC sound; with `lossless` PCM, for MKV and MOV).

    Args:
        sound: float32 of shape (n, channels), or None for a silent film. keyframes: pictures from one to the next.
        sound_from_s: when it begins.
    """
    with av.open(str(path), "w") as container:
        video = container.add_stream("mpeg4", rate=rate)
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.bit_rate = 4_000_000
        video.codec_context.gop_size = keyframes
        video.codec_context.max_b_frames = b_frames
        audio = None
        if sound is not None:
            layout = "mono" if sound.shape[1] == 1 else "stereo"
            audio = container.add_stream("pcm_s16le" if lossless else "aac", rate=sound_rate, layout=layout)
        for number in range(round(seconds * rate)):
            frame = av.VideoFrame.from_ndarray(picture(number), format="rgb24")
            container.mux(video.encode(frame))
        container.mux(video.encode())
        if audio is not None and sound is not None:
            step = 1024
            for at in range(0, len(sound), step):
                piece = np.ascontiguousarray(sound[at : at + step])
                if lossless:
                    data = np.rint(np.clip(piece, -1, 1) * 32_767).astype(np.int16).reshape(1, -1)
                    frame = av.AudioFrame.from_ndarray(data, format="s16", layout=layout)
                else:
                    frame = av.AudioFrame.from_ndarray(
                        np.ascontiguousarray(piece.T), format="fltp", layout=layout
                    )
                frame.sample_rate = sound_rate
                frame.time_base = Fraction(1, sound_rate)
                frame.pts = at + round(sound_from_s * sound_rate)
                container.mux(audio.encode(frame))
            container.mux(audio.encode())
    return path
