"""The model folders of the golden data, one for each generation."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk.engine.generations import CONFIGS


def golden_model(golden_dir: Path, generation: int) -> Path:
    """The folder of a generation's tiny model; the test is skipped where there is none."""
    for folder in (golden_dir, golden_dir.parent / f"v{generation}_tiny"):
        if (folder / "model" / CONFIGS[generation]).is_file():
            return folder / "model"
    pytest.skip(f"no golden data of generation {generation} at {golden_dir.parent}")
