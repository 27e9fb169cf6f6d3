"""Whether a model fits into the memory that is free. Torch is loaded only where a graphics card is asked."""

from __future__ import annotations

from pathlib import Path

import psutil

from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import Place
from cosydesk.engine.opening import split_address

READ_FILES = ("flow.pt", "hift.pt", "campplus.onnx", "speech_tokenizer_v*.onnx")
"""What opening a model and cloning with it reads into memory, beside the language model."""

GROWTH = 1.25
"""Memory for each byte of weights: speaking needs some beside them."""

RESERVE_BYTES = 1 << 30
"""Left to the window, the system and the takes."""


def fits(model: str, place: Place) -> bool:
    """Whether a model can be opened without another one leaving.

    Args:
        model: a model's address; what is none, such as the starter voices, is small and always fits.
    """
    size = weight_bytes(*split_address(model))
    return not size or size * GROWTH + RESERVE_BYTES <= free_bytes(place)


def weight_bytes(folder: Path, llm: str = "") -> int:
    """Bytes of the weights in a model's folder; 0 if it is none.

    Args:
        llm: the language model's file; "" = the usual one.
    """
    names = (llm or "llm.pt", *READ_FILES)
    return sum(path.stat().st_size for name in names for path in folder.glob(name))


def free_bytes(place: Place) -> int:
    """Memory that is free where models are placed."""
    import torch

    from cosydesk.engine.device import Placement

    try:
        device = Placement.choose(place.device, place.precision).device
    except EngineError:  # opening the model says so better
        device = torch.device("cpu")
    if device.type != "cuda":
        return int(psutil.virtual_memory().available)
    free, _total = torch.cuda.mem_get_info(device)
    # What torch holds back for itself is as good as free to the next model.
    return int(free + torch.cuda.memory_reserved(device) - torch.cuda.memory_allocated(device))
