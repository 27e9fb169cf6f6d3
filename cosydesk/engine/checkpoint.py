"""A model directory: which generation it is, its configuration, its weights loaded strictly and safely.

Source: spec cosyvoice1.md sections 1.1 and 8.1.
"""

from __future__ import annotations

import logging
import pickle
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor, nn

from cosydesk.engine.config import Record, read_config
from cosydesk.engine.errors import FETCH_AGAIN, ModelError
from cosydesk.engine.generations import CONFIGS

log = logging.getLogger(__name__)

M = TypeVar("M", bound=nn.Module)


@dataclass(frozen=True)
class Checkpoint:
    """A model directory with its configuration read."""

    directory: Path
    generation: int
    config: Record

    @staticmethod
    def open(directory: Path) -> Checkpoint:
        """Read the configuration of a model directory.

        Raises:
            ModelError: not a model directory, or a configuration that is damaged or refused.
        """
        if not directory.is_dir():
            raise ModelError(
                f"There is no model folder at {directory}.",
                "Check the path, or use the starter voices.",
                code="model_missing",
            )
        for generation, name in CONFIGS.items():
            if (directory / name).is_file():
                return Checkpoint(directory, generation, read_config(directory / name))
        raise ModelError(
            f"“{directory.resolve().name}” is not a CosyVoice model: it holds none of {', '.join(CONFIGS.values())}.",
            "Choose the folder that holds the YAML file and the .pt files.",
            code="model_unknown",
        )

    def file(self, name: str) -> Path:
        """A file that must be there.

        Raises:
            ModelError: it is missing.
        """
        path = self.directory / name
        if not path.is_file():
            raise ModelError(f"The model folder lacks {name}.", FETCH_AGAIN, code="file_missing")
        return path

    def weights(self, name: str) -> dict[str, Tensor]:
        """The tensors of ``name``; see `read_weights`."""
        return read_weights(self.file(name))

    def voices(self) -> dict[str, Mapping[str, object]]:
        """The entries of ``spk2info.pt``: voice name to its features; empty where the file is absent."""
        path = self.directory / "spk2info.pt"
        if not path.is_file():
            return {}
        entries = _load(path, mmap=False)
        if not isinstance(entries, dict) or not all(isinstance(entry, dict) for entry in entries.values()):
            raise ModelError("spk2info.pt holds no voices.", FETCH_AGAIN, code="weights_damaged")
        return {str(name): entry for name, entry in entries.items()}


def read_weights(path: Path) -> dict[str, Tensor]:
    """A flat mapping of tensors, memory-mapped, read without running anything in the file.

    Raises:
        ModelError: truncated, not a checkpoint, or a pickle that would run code.
    """
    state = _load(path, mmap=True)
    if not isinstance(state, Mapping):
        raise ModelError(f"{path.name} holds no weights.", FETCH_AGAIN, code="weights_damaged")
    # Fine-tunes keep `epoch` and `step` beside the tensors.
    return {str(key): value for key, value in state.items() if isinstance(value, Tensor)}


def load_strictly(module: M, state: Mapping[str, Tensor], file: str) -> M:
    """Give a module that was built on the meta device its weights; every key and shape must agree.

    Raises:
        ModelError: naming the first keys that are missing, left over, of another shape or in a form of their own.
    """
    expected = module.state_dict()
    missing = [key for key in expected if key not in state]
    left_over = [key for key in state if key not in expected]
    shapes = [
        f"{key} is {tuple(state[key].shape)} and should be {tuple(value.shape)}"
        for key, value in expected.items()
        if key in state and state[key].shape != value.shape
    ]
    forms = [key for key in expected if key in state and not _is_plain(state[key])]
    for what, keys in (
        ("lacks", missing),
        ("has unknown", left_over),
        ("has wrong shapes:", shapes),
        ("has in an unknown form", forms),
    ):
        if keys:
            more = f" and {len(keys) - 3} more" if len(keys) > 3 else ""
            raise ModelError(
                f"{file} {what} {', '.join(keys[:3])}{more}; it doesn't belong to this configuration.",
                FETCH_AGAIN,
                code="weights_mismatch",
            )
    module.load_state_dict(
        {key: value.to(torch.float32) for key, value in state.items()}, strict=True, assign=True
    )
    return module.eval().requires_grad_(False)


def _is_plain(value: Tensor) -> bool:
    """Whether it is numbers in memory, one beside the other: not sparse, quantised, complex, or without content."""
    plain = value.layout is torch.strided and value.device.type == "cpu"
    return plain and not value.is_quantized and not value.is_complex()


def speaker_of(name: str, entry: Mapping[str, object], width: int) -> Tensor:
    """The speaker embedding, (1, `width`) float32, of an entry of ``spk2info.pt``.

    Raises:
        ModelError: there is none.
    """
    vector = entry.get("embedding", entry.get("llm_embedding"))
    fits = isinstance(vector, Tensor) and _is_plain(vector) and vector.numel() == width
    if not isinstance(vector, Tensor) or not fits or not vector.float().isfinite().all():
        raise ModelError(
            f"The voice “{name}” in spk2info.pt has no speaker embedding.", code="weights_damaged"
        )
    return vector.float().reshape(1, -1)


def _load(path: Path, mmap: bool) -> object:
    try:
        with warnings.catch_warnings():
            # torch comments on unusual pickles before it refuses them; our error says it better.
            warnings.simplefilter("ignore", UserWarning)
            return torch.load(
                path, map_location="cpu", weights_only=True, mmap=mmap and zipfile.is_zipfile(path)
            )
    except pickle.UnpicklingError as error:
        log.warning("refused %s", path, exc_info=True)
        raise ModelError(
            f"{path.name} holds more than weights and was not opened, since it could run code.",
            "Don't use this file; fetch the model from its official page.",
            code="weights_refused",
        ) from error
    except Exception as error:  # there is no kind of it that torch doesn't trip over damaged files with
        log.warning("can't read %s", path, exc_info=True)
        raise ModelError(
            f"{path.name} is damaged or incomplete.", FETCH_AGAIN, code="weights_damaged"
        ) from error
