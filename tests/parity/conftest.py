"""Golden data: reference inputs and outputs of every stage, in a directory given by ``--golden``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor

from cosydesk.engine.causal_sound import Sound, load_sound
from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.cosyvoice1 import Networks, load_networks
from cosydesk.engine.device import Placement

Golden = Callable[[str], dict[str, Tensor]]

TOLERANCE = 1e-4
F0_TOLERANCE_HZ = 2e-4
OWN_EXCITATION_TOLERANCE = 5e-4


@pytest.fixture(scope="session")
def checkpoint(golden_dir: Path) -> Checkpoint:
    opened = Checkpoint.open(golden_dir / "model")
    if opened.generation != 1:
        pytest.skip("these stages are of the 300M family")
    return opened


@pytest.fixture(scope="session")
def networks(checkpoint: Checkpoint) -> Networks:
    return Placement.choose("cpu").place(load_networks(checkpoint))


@pytest.fixture(scope="session")
def golden(golden_dir: Path) -> Golden:
    """Arrays of one file as tensors, by name."""
    return _reader(golden_dir)


@pytest.fixture(scope="session", params=[2, 3], ids=["v2", "v3"])
def later_checkpoint(request: pytest.FixtureRequest, golden_dir: Path) -> Checkpoint:
    """Each later generation's: `--golden` if it is of that generation, else its own folder beside the first's."""
    return _of_generation(request, golden_dir)


@pytest.fixture(scope="session", params=[1, 2, 3], ids=["v1", "v2", "v3"])
def every_checkpoint(request: pytest.FixtureRequest, golden_dir: Path) -> Checkpoint:
    """Each generation's, found in the same way."""
    return _of_generation(request, golden_dir)


def _of_generation(request: pytest.FixtureRequest, golden_dir: Path) -> Checkpoint:
    given = request.config.getoption("--golden")
    folder = given or golden_dir.parent / f"v{request.param}_tiny"
    if not folder.is_dir():
        pytest.skip(f"no golden data: there is no {folder}")
    opened = Checkpoint.open(folder / "model")
    if opened.generation != request.param:
        pytest.skip(f"these data are of generation {opened.generation}")
    return opened


@pytest.fixture(scope="session")
def later_golden(later_checkpoint: Checkpoint) -> Golden:
    """Arrays of one file of a later generation."""
    return _reader(later_checkpoint.directory.parent)


@pytest.fixture(scope="session")
def sound(later_checkpoint: Checkpoint) -> Sound:
    """A later generation's flow and vocoder."""
    loaded = load_sound(later_checkpoint)
    loaded.prepare()
    return loaded


def _reader(folder: Path) -> Golden:
    def read(name: str) -> dict[str, Tensor]:
        with np.load(folder / f"{name}.npz", allow_pickle=False) as file:
            return {key: torch.from_numpy(np.array(file[key])) for key in file}

    return read


def pieces(reference: dict[str, Tensor], prefix: str) -> list[Tensor]:
    """What was recorded piece by piece, as PREFIX0, PREFIX1, …, each (n,)."""
    numbers = sorted(int(key.removeprefix(prefix)) for key in reference if key.startswith(prefix))
    return [reference[f"{prefix}{number}"][0] for number in numbers]


def distance(ours: Tensor, reference: Tensor) -> float:
    """Largest absolute difference; shapes must agree."""
    assert ours.shape == reference.shape
    return float((ours.double() - reference.double()).abs().max()) if ours.numel() else 0.0
