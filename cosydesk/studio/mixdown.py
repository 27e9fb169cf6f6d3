"""Mixing down: the mix written to a sound file; streaming, cancellable, temporary until it is whole."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import new_id
from cosydesk.studio.mix import MixPlan, plan_of, render, render_mono
from cosydesk.studio.project import Project
from cosydesk.studio.store import Samples

__all__ = [
    "SAMPLE_RATES",
    "SUBTYPES",
    "Exported",
    "MixPlan",
    "export_plan",
    "export_wav",
    "plan_of",
    "render",
    "render_mono",
]

SUBTYPES = ("PCM_16", "PCM_24", "FLOAT")
SAMPLE_RATES = (24_000, 44_100, 48_000)

_BLOCK = 1 << 16
_CEILING = 0.999
"""Peak that a mix which is too loud is brought down to."""


@dataclass(frozen=True)
class Exported:
    """What was written. `gain_db` is below 0 when the mix was too loud for the format and was brought down."""

    path: Path
    frames: int
    sample_rate: int
    gain_db: float = 0.0
    notices: tuple[str, ...] = ()


def export_wav(
    project: Project,
    path: Path,
    subtype: str = "PCM_16",
    sample_rate: int = 24_000,
    channels: int = 1,
    on_progress: Callable[[float], None] | None = None,
    cancel: threading.Event | None = None,
) -> Exported:
    """Write the project's mix; see `export_plan`, which a thread can call with a plan made beforehand."""
    return export_plan(plan_of(project), path, subtype, sample_rate, channels, on_progress, cancel)


def export_plan(
    plan: MixPlan,
    path: Path,
    subtype: str = "PCM_16",
    sample_rate: int = 24_000,
    channels: int = 1,
    on_progress: Callable[[float], None] | None = None,
    cancel: threading.Event | None = None,
) -> Exported:
    """Write a mix as WAV. Any thread, no sound device.

    A mix that goes beyond full scale is brought down as a whole, never clipped, and the result says by how much
    (except as FLOAT, which can hold it). 16 bit is dithered; exact silence stays exact silence.

    Args:
        subtype: one of `SUBTYPES`; `sample_rate`: Hz, 8,000 to 192,000; `channels`: 1 or 2.
        on_progress: told a fraction from 0 to 1, in the calling thread.
        cancel: set it to stop; nothing is left behind.

    Raises:
        StudioError: ``invalid`` (nothing to export, unknown format), ``audio``, ``write``, ``cancelled``.
    """
    if subtype not in SUBTYPES or channels not in (1, 2) or not 8_000 <= sample_rate <= 192_000:
        raise StudioError("This sound format isn't supported.", "Choose another one.", "invalid")
    if not plan.length:
        raise StudioError("There is nothing to export yet.", "Speak a line first.", "invalid")
    path = Path(path)
    frames = (plan.length * sample_rate + plan.sample_rate // 2) // plan.sample_rate
    tell = on_progress or (lambda fraction: None)
    peak = 0.0
    for done, block in _blocks(plan, sample_rate, frames, cancel):
        peak = max(peak, float(np.abs(block).max(initial=0.0)))
        tell(0.5 * done)
    gain = _CEILING / peak if peak > _CEILING and subtype != "FLOAT" and peak > 1.0 else 1.0
    temporary = path.with_name(f".{path.name}.{new_id()[:8]}.tmp")
    too_long = frames * channels * 4 > 0xF000_0000
    dither = np.random.default_rng(0)
    try:
        with soundfile.SoundFile(
            temporary, "w", sample_rate, channels, subtype, format="RF64" if too_long else "WAV"
        ) as file:
            for done, block in _blocks(plan, sample_rate, frames, cancel):
                data = _quantised(block * np.float32(gain), subtype, dither)
                file.write(data if channels == 1 else np.repeat(data[:, None], 2, axis=1))
                tell(0.5 + 0.5 * done)
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        os.replace(temporary, path)
    except (OSError, soundfile.SoundFileError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise StudioError(
            f"{path.name} can't be written: {reason}", "Choose another folder.", "write"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    gain_db = float(20.0 * np.log10(gain))
    notices = (f"The mix was too loud and was lowered by {-gain_db:.1f} dB.",) if gain < 1.0 else ()
    return Exported(path, frames, sample_rate, gain_db, notices)


def _blocks(
    plan: MixPlan, sample_rate: int, frames: int, cancel: threading.Event | None
) -> Iterator[tuple[float, Samples]]:
    """(fraction done, mono block) at `sample_rate`, exactly `frames` samples in all."""
    stream = None
    if sample_rate != plan.sample_rate:
        stream = soxr.ResampleStream(plan.sample_rate, sample_rate, 1, dtype="float32", quality="HQ")
    given = 0
    for start in range(0, plan.length, _BLOCK):
        if cancel is not None and cancel.is_set():
            raise StudioError("Export cancelled.", code="cancelled")
        n = min(_BLOCK, plan.length - start)
        block = render_mono(plan, start, n)
        if stream is not None:
            block = stream.resample_chunk(block, last=start + n == plan.length)
        block = block[: frames - given]
        given += len(block)
        if start + n == plan.length and given < frames:
            block = np.pad(block, (0, frames - given))
        yield (start + n) / plan.length, block


def _quantised(block: Samples, subtype: str, dither: np.random.Generator) -> npt.NDArray[np.generic]:
    if subtype == "FLOAT":
        return block
    if subtype == "PCM_24":
        full = np.rint(block.astype(np.float64) * 8_388_608.0)
        return np.clip(full, -8_388_608, 8_388_607).astype(np.int32) << 8
    # Triangular noise of two steps' width makes the rounding error independent of the speech.
    noise = dither.random(len(block), np.float32) - dither.random(len(block), np.float32)
    noise[block == 0.0] = 0.0
    return np.clip(np.rint(block * np.float32(32_768.0) + noise), -32_768, 32_767).astype(np.int16)
