"""From a name or a directory to an opened model."""

from __future__ import annotations

from pathlib import Path

from cosydesk.engine.errors import ModelError
from cosydesk.engine.types import Model

STARTER_ID = "starter"
"""The embedded starter voices, opened by this name instead of a directory."""


def open_model(path: str | Path, device: str = "auto", precision: str = "auto") -> Model:
    """Open a model by its directory, or the starter voices by `STARTER_ID`.

    Args:
        path: a model directory as its release lays it out, or ``"starter"``.
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:1``, ``mps``.
        precision: ``auto``, ``float32``, ``float16``, ``bfloat16``, ``int8``.

    Raises:
        ModelError: the directory is missing or of a kind this version doesn't speak.
    """
    if str(path) == STARTER_ID:
        from cosydesk.engine.starter.model import StarterModel

        return StarterModel()
    directory = Path(path)
    if not directory.is_dir():
        raise ModelError(
            f"There is no model folder at {directory}.",
            "Check the path, or use the starter voices.",
            code="model_missing",
        )
    raise ModelError(
        f"{directory.name} is not a model that this version can speak with.",
        "Use the starter voices for now.",
        code="model_unknown",
    )
