"""From a name or a directory to an opened model."""

from __future__ import annotations

from pathlib import Path

from cosydesk.engine.parity import Parity
from cosydesk.engine.types import Model

STARTER_ID = "starter"
"""The embedded starter voices, opened by this name instead of a directory."""


def open_model(
    path: str | Path,
    device: str = "auto",
    precision: str = "auto",
    *,
    cuda_graph: bool = False,
    parity: Parity = Parity.FIXED,
) -> Model:
    """Open a model by its directory, or the starter voices by `STARTER_ID`.

    Args:
        path: a model directory as its release lays it out, or ``"starter"``.
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:1``, ``mps``.
        precision: ``auto``, ``float32``, ``float16``, ``bfloat16``, ``int8``.
        cuda_graph: on a CUDA device, record the decode step once and replay it; elsewhere without effect.
        parity: `Parity.REFERENCE` does everything as the reference program does, its slips included.

    Raises:
        ModelError: the directory is missing, damaged, refused, or of a kind this version doesn't speak.
        DeviceError: the device is not there or too small.
    """
    if str(path) == STARTER_ID:
        from cosydesk.engine.starter.model import StarterModel

        return StarterModel()
    from cosydesk.engine.pipeline import CosyVoiceModel

    return CosyVoiceModel(Path(path), device, precision, parity, cuda_graph=cuda_graph)
