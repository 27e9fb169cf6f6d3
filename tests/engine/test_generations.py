"""Which generations there are, told from file names, and that what is said to be spoken is opened."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cosydesk.engine import ModelError, open_model
from cosydesk.engine.generations import CONFIGS, SPOKEN, generation_of
from cosydesk.engine.random_model import write_random_model

TINY = Path(__file__).parents[1] / "data" / "tiny.yaml"


def test_the_configuration_tells_the_generation() -> None:
    assert generation_of(["llm.pt", "cosyvoice2.yaml"]) == 2
    assert generation_of(["model.onnx"]) is None


@pytest.mark.parametrize("generation", sorted(set(CONFIGS) - SPOKEN))
def test_what_is_not_spoken_is_refused_by_the_engine(generation: int, tmp_path: Path) -> None:
    write_random_model(tmp_path / "model", config=TINY)
    shutil.move(tmp_path / "model" / CONFIGS[1], tmp_path / "model" / CONFIGS[generation])
    with pytest.raises(ModelError, match=f"generation {generation}"):
        open_model(tmp_path / "model")


def test_the_first_is_spoken(tmp_path: Path) -> None:
    assert 1 in SPOKEN
    write_random_model(tmp_path / "model", config=TINY)
    assert open_model(tmp_path / "model").capabilities.modes
