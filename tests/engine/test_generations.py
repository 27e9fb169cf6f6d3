"""Which generations there are, told from file names, and that what is said to be spoken is opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk.engine import open_model
from cosydesk.engine.family import FAMILIES
from cosydesk.engine.generations import CONFIGS, SPOKEN, generation_of
from cosydesk.engine.random_model import write_random_model

DATA = Path(__file__).parents[1] / "data"


def test_the_configuration_tells_the_generation() -> None:
    assert generation_of(["llm.pt", "cosyvoice2.yaml"]) == 2
    assert generation_of(["model.onnx"]) is None


def test_every_generation_has_its_family() -> None:
    assert set(CONFIGS) == SPOKEN == set(FAMILIES)


@pytest.mark.parametrize("generation", sorted(SPOKEN))
def test_what_is_said_to_be_spoken_is_opened(generation: int, tmp_path: Path) -> None:
    config = DATA / ("tiny.yaml" if generation == 1 else f"tiny{generation}.yaml")
    write_random_model(tmp_path / "model", 0, config, generation, DATA / "tiny_qwen.json")
    assert open_model(tmp_path / "model").capabilities.modes
