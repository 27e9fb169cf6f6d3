"""Weights load strictly and safely; every kind of damage is a typed error."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
import torch
from torch import nn

from cosydesk.engine.checkpoint import Checkpoint, load_strictly, read_weights
from cosydesk.engine.errors import ModelError


class Attack:
    """A pickle that would make a folder if it were loaded."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, (str(self.target),)


def code_of(call: object, *args: object) -> str:
    with pytest.raises(ModelError) as failed:
        call(*args)  # type: ignore[operator]
    return failed.value.code


def test_weights_are_read_and_scalars_dropped(tmp_path: Path) -> None:
    torch.save({"weight": torch.ones(2), "epoch": 3, "step": 9}, tmp_path / "llm.pt")
    assert read_weights(tmp_path / "llm.pt").keys() == {"weight"}


def test_the_old_file_format_is_read_too(tmp_path: Path) -> None:
    torch.save({"weight": torch.ones(2)}, tmp_path / "llm.pt", _use_new_zipfile_serialization=False)
    assert torch.equal(read_weights(tmp_path / "llm.pt")["weight"], torch.ones(2))


@pytest.mark.parametrize("zipped", [True, False])
def test_a_pickle_that_would_run_code_is_refused(tmp_path: Path, zipped: bool) -> None:
    path = tmp_path / "llm.pt"
    if zipped:
        torch.save({"weight": Attack(tmp_path / "hacked")}, path)
    else:
        path.write_bytes(pickle.dumps(Attack(tmp_path / "hacked")))
    assert code_of(read_weights, path) == "weights_refused"
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize("kept", [0, 10, 1500])
def test_a_truncated_file(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "llm.pt"
    torch.save({"weight": torch.ones(1000)}, path)
    path.write_bytes(path.read_bytes()[:kept])
    assert code_of(read_weights, path) in {"weights_damaged", "weights_refused"}


@pytest.mark.parametrize(
    ("state", "named"),
    [
        ({"weight": torch.ones(3, 2)}, "lacks bias"),
        ({"weight": torch.ones(3, 2), "bias": torch.ones(3), "more": torch.ones(1)}, "unknown more"),
        ({"weight": torch.ones(2, 3), "bias": torch.ones(3)}, r"weight is \(2, 3\) and should be \(3, 2\)"),
    ],
)
def test_keys_and_shapes_must_agree(state: dict[str, torch.Tensor], named: str) -> None:
    with torch.device("meta"):
        module = nn.Linear(2, 3)
    with pytest.raises(ModelError, match=named) as failed:
        load_strictly(module, state, "llm.pt")
    assert failed.value.code == "weights_mismatch"


def test_directories(tmp_path: Path) -> None:
    assert code_of(Checkpoint.open, tmp_path / "none") == "model_missing"
    assert code_of(Checkpoint.open, tmp_path) == "model_unknown"
    (tmp_path / "cosyvoice.yaml").write_text("sample_rate: 22050")
    opened = Checkpoint.open(tmp_path)
    assert opened.generation == 1
    assert opened.voices() == {}
    assert code_of(opened.file, "llm.pt") == "file_missing"
