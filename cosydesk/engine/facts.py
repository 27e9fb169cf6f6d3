"""Finds out what the engine runs on: libraries, cards and what this build of them can use."""

from __future__ import annotations

import logging
import os
import platform
import re
import warnings
from typing import Any

from cosydesk.engine.fact_types import EngineFacts, GpuFacts, OpenModel
from cosydesk.engine.runtime import attach
from cosydesk.engine.threads import thread_count

log = logging.getLogger(__name__)

_INT8_ENGINES = ("x86", "fbgemm", "onednn")


def examine(models: tuple[OpenModel, ...] = ()) -> EngineFacts:
    """Look at this process. Loads torch and onnxruntime, which takes a second or two; never raises."""
    facts: dict[str, Any] = {}
    faults = []
    for name, look in (("PyTorch", _torch), ("ONNX Runtime", _onnxruntime)):
        try:
            facts |= look()
        except Exception as error:
            # What a damaged installation raises is anything: a missing library, a symbol, a driver's fault.
            log.exception("%s can't be examined", name)
            faults.append(f"{name} can't be used: {_sentence(error)}")
    return EngineFacts(os.getpid(), thread_count(), models=models, faults=tuple(faults), **facts)


def _torch() -> dict[str, Any]:
    attach()
    import torch

    works, reason = _cuda_works()
    mps = platform.system() == "Darwin"
    return {
        "torch": str(torch.__version__),
        "cuda": torch.version.cuda,
        "cuda_works": works,
        "cuda_reason": reason,
        "arch_list": tuple(torch.cuda.get_arch_list()) if works else (),
        "gpus": tuple(_card(index) for index in range(torch.cuda.device_count())) if works else (),
        "mps": torch.backends.mps.is_available() if mps else None,
        "int8_kernels": tuple(
            engine for engine in _INT8_ENGINES if engine in torch.backends.quantized.supported_engines
        ),
    }


def _cuda_works() -> tuple[bool, str]:
    import torch

    if torch.version.cuda is None:
        return False, ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        works = torch.cuda.is_available()
    if works:
        return True, ""
    if caught:  # torch says why in a warning
        return False, _sentence(caught[0].message)
    try:
        torch.cuda.init()  # type: ignore[no-untyped-call]
    except Exception as error:
        return False, _sentence(error)
    return False, ""


def _card(index: int) -> GpuFacts:
    import torch

    card = torch.cuda.get_device_properties(index)
    try:
        free, _total = torch.cuda.mem_get_info(index)
    except RuntimeError:  # a card of a kind that this torch can't even ask
        free = None
    return GpuFacts(
        device=f"cuda:{index}",
        name=card.name,
        capability=f"{card.major}.{card.minor}",
        memory_bytes=card.total_memory,
        free_bytes=free,
        supported=runs_on(card.major, card.minor, tuple(torch.cuda.get_arch_list())),
    )


def runs_on(major: int, minor: int, arch_list: tuple[str, ...]) -> bool:
    """Whether code for one of these architectures runs on a card of that compute capability.

    Machine code (``sm_86``) runs on cards of the same major capability from that minor one on; PTX (``compute_90``)
    is translated by the driver for every later card. With an ``a`` behind (``sm_90a``) it is for that one kind alone.
    """
    for arch in arch_list:
        parsed = re.fullmatch(r"(sm|compute)_(\d+)(\d)([a-z]?)", arch)
        if parsed is None:
            continue
        kind, code_major, code_minor, special = parsed.groups()
        have, need = (major, minor), (int(code_major), int(code_minor))
        if special == "a":
            fits = have == need
        elif kind == "compute":
            fits = have >= need
        else:
            fits = have[0] == need[0] and have >= need
        if fits:
            return True
    return False


def _onnxruntime() -> dict[str, Any]:
    import onnxruntime

    return {
        "onnxruntime": str(onnxruntime.__version__),
        "providers": tuple(onnxruntime.get_available_providers()),
    }


def _sentence(error: object) -> str:
    """The first line of what a library says, which may go on for a screen."""
    text = str(error).strip().splitlines()
    return text[0] if text else type(error).__name__
