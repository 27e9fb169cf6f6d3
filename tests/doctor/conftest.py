"""Machines and engines to make reports of."""

from __future__ import annotations

from pathlib import Path

import pytest

from cosydesk.doctor.machine import Cores, Machine
from cosydesk.engine.fact_types import EngineFacts
from cosydesk.settings import Settings

GIB = 1 << 30
MACHINE = Machine(
    "An OS 1.0", "A chip", Cores(4, 8, 8), 32 * GIB, 20 * GIB, disk_free_bytes=500 * GIB, gpus=()
)
ENGINE = EngineFacts(
    pid=1, threads=7, torch="2.13.0", onnxruntime="1.32.0", providers=("CPUExecutionProvider",)
)


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home / "config" / "settings.toml")


@pytest.fixture(autouse=True)
def _no_caches(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """The models of whoever runs the tests are nobody's business."""
    monkeypatch.setenv("HOME", str(home))
    for name in ("MODELSCOPE_CACHE", "HF_HUB_CACHE", "HF_HOME"):
        monkeypatch.delenv(name, raising=False)
