"""A model of the 300M family with tiny dimensions and random weights, made once per run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from cosydesk.engine.random_model import write_random_model

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="session")
def tiny_model_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("models") / "tiny"
    write_random_model(directory, seed=1, config=DATA / "tiny.yaml")
    return directory


@pytest.fixture(scope="session")
def terse_model_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model that ends every utterance as soon as it may, for long texts; random ones ramble on."""
    folder = tmp_path_factory.mktemp("models")
    config = folder / "terse.yaml"
    dims = (DATA / "tiny.yaml").read_text("utf-8").replace("4096", "64")
    config.write_text(dims.replace("base_channels: 16", "base_channels: 64"), "utf-8")
    directory = folder / "terse"
    write_random_model(directory, seed=1, config=config)
    state = torch.load(directory / "llm.pt", weights_only=True)
    state["llm_decoder.bias"][-1] = 50.0
    torch.save(state, directory / "llm.pt")
    return directory


@pytest.fixture(scope="session")
def recording_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds that pass for speech: a modulated buzz with pauses, at 24 kHz."""
    time = np.arange(4 * 24_000) / 24_000
    buzz = np.sign(np.sin(2 * np.pi * 140 * time)) * 0.2 * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * time))
    path = tmp_path_factory.mktemp("audio") / "prompt.wav"
    soundfile.write(path, buzz.astype(np.float32), 24_000)
    return path


@pytest.fixture(scope="session", params=[2, 3], ids=["v2", "v3"])
def later_model_dir(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny model of CosyVoice 2, and one of CosyVoice 3."""
    directory = tmp_path_factory.mktemp("models") / f"tiny{request.param}"
    write_random_model(
        directory,
        seed=1,
        config=DATA / f"tiny{request.param}.yaml",
        generation=request.param,
        qwen=DATA / "tiny_qwen.json",
    )
    return directory
