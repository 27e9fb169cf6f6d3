"""A small model made by the tests, and the hub that serves it."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from cosydesk.weights import CatalogueModel, ModelFile
from tests.weights.modelscope_server import ModelScopeServer, Repository

MODEL_ID = "iic/Tiny-0.1B"


def contents() -> dict[str, bytes]:
    rng = random.Random(7)
    return {
        "tiny.yaml": b"sample_rate: 24000\n",
        "llm.pt": rng.randbytes(5_000_000),
        "flow.pt": rng.randbytes(2_500_000),
        "Blank/vocab.json": rng.randbytes(300_000),
        "llm.fp16.zip": rng.randbytes(700_000),
        "README.md": b"# Tiny\n",
    }


def tiny_model(pinned: tuple[str, ...] = ("flow.pt",)) -> CatalogueModel:
    """The catalogue's entry; `pinned` files have size and SHA-256 there, the others only the hub knows."""
    made = contents()
    files = tuple(
        ModelFile(
            path,
            size=len(made[path]) if path in pinned else None,
            sha256=hashlib.sha256(made[path]).hexdigest() if path in pinned else None,
        )
        for path in ("tiny.yaml", "llm.pt", "flow.pt", "Blank/vocab.json")
    )
    return CatalogueModel(
        id=MODEL_ID,
        name="Tiny",
        kind="speech",
        speaks="Nothing.",
        languages=("en",),
        modes=("sft",),
        licence=None,
        memory_bytes=None,
        huggingface="Tiny/Tiny-0.1B",
        files=(*files, ModelFile("spk2info.pt", optional=True)),
        unneeded=("*.zip",),
    )


def lay_down(folder: Path) -> Path:
    """Write the model's files as someone would by hand."""
    for path, data in contents().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


@pytest.fixture
def model() -> CatalogueModel:
    return tiny_model()


@pytest.fixture
def repository() -> Repository:
    return Repository(contents())


@pytest.fixture
def hub(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[ModelScopeServer]:
    with ModelScopeServer() as server:
        server.repositories[MODEL_ID] = repository
        monkeypatch.setenv("COSYDESK_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("MODELSCOPE_ENDPOINT", server.address)
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        yield server
