"""From a name or a directory to an opened model."""

from __future__ import annotations

from pathlib import Path

from cosydesk.engine.errors import ModelError
from cosydesk.engine.parity import Parity
from cosydesk.engine.runtime import attach
from cosydesk.engine.types import Model
from cosydesk.servers import is_url

STARTER_ID = "starter"
"""The embedded starter voices, opened by this name instead of a directory."""


def open_model(
    path: str | Path,
    device: str = "auto",
    precision: str = "auto",
    *,
    cuda_graph: bool = False,
    parity: Parity = Parity.FIXED,
    llm_weights: str = "",
    token: str = "",
    sample_rate: int = 0,
) -> Model:
    """Open a model by its directory, the starter voices by `STARTER_ID`, or that of a server by its address.

    Args:
        path: a model directory as its release lays it out, or the file of the language model in it that is to be
            used; ``"starter"``; or such as ``"http://studio-pc:50000"``:
            that server then speaks, and chooses device and precision itself.
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:1``, ``mps``.
        precision: ``auto``, ``float32``, ``float16``, ``bfloat16``, ``int8``.
        cuda_graph: on a CUDA device, record the decode step once and replay it; elsewhere without effect.
        parity: `Parity.REFERENCE` does everything as the reference program does, its slips included.
        llm_weights: another file of the folder for the language model, such as ``llm.rl.pt``; "" is the usual one.
        token: what a server wants to be sent; "" = the one that is kept for it.
        sample_rate: Hz of what a server of CosyVoice's own kind sends, which it doesn't tell: 22,050 for the first
            generation of models, 24,000 for later ones; 0 = as it is kept, or else 24,000.

    Raises:
        ModelError: the directory is missing, damaged, refused, or of a kind this version doesn't speak.
        DeviceError: the device is not there or too small.
        EngineError: ``server_gone`` and the like; ``runtime_missing``, ``runtime_broken``.
    """
    if is_url(str(path)):
        from cosydesk.engine.remote import open_remote

        return open_remote(str(path), token, sample_rate)
    if str(path) == STARTER_ID:
        from cosydesk.engine.starter.model import StarterModel

        return StarterModel()
    attach()
    from cosydesk.engine.pipeline import CosyVoiceModel

    folder, named = split_address(path)
    llm_weights = llm_weights or named
    if llm_weights != Path(llm_weights).name:
        raise ModelError(
            f"“{llm_weights}” is not a file of the model's folder.",
            "Name a file that lies in it, such as llm.rl.pt.",
            code="file_missing",
        )
    chosen = {"llm_weights": llm_weights} if llm_weights else {}
    return CosyVoiceModel(folder, device, precision, parity, cuda_graph=cuda_graph, **chosen)


def split_address(path: str | Path) -> tuple[Path, str]:
    """The folder of a model, and the file of its language model if that is what is named; "" = the usual one."""
    path = Path(path)
    return (path.parent, path.name) if path.suffix == ".pt" and path.is_file() else (path, "")
