"""Which devices this machine has for models, which of them `auto` takes, and why not the others."""

from __future__ import annotations

import platform

import torch

from cosydesk.engine.types import DeviceOffer

LEAST_GPU_BYTES = 4 << 30
"""Below this, weights and work of the 300M family don't fit beside what else uses the card."""

HALVES = ("float16", "bfloat16")
INT8 = "int8"


def device_offers() -> tuple[DeviceOffer, ...]:
    """Every device that could be expected here, the ones to prefer first; the last is the CPU, always there."""
    return (*_cuda(), *_mps(), DeviceOffer("cpu", "", cpu_precisions()))


def best_offer(offers: tuple[DeviceOffer, ...]) -> DeviceOffer:
    """The device that `auto` means."""
    return next(offer for offer in offers if offer.precisions and not offer.code)


def cpu_precisions() -> tuple[str, ...]:
    """int8 needs kernels that torch has on x86 only."""
    kernels = set(torch.backends.quantized.supported_engines) & {"fbgemm", "x86", "onednn"}
    return ("float32", INT8) if kernels else ("float32",)


def cuda_precisions() -> tuple[str, ...]:
    """bfloat16 needs a card that computes in it."""
    return ("float32", *(HALVES if torch.cuda.is_bf16_supported() else HALVES[:1]))


def _cuda() -> list[DeviceOffer]:
    if torch.version.cuda is None:
        return [
            DeviceOffer("cuda", "", (), "no_support", "This installation has no support for NVIDIA cards.")
        ]
    if not torch.cuda.is_available():
        return [DeviceOffer("cuda", "", (), "no_gpu", "No NVIDIA card with a working driver was found.")]
    offers = []
    for index in range(torch.cuda.device_count()):
        card = torch.cuda.get_device_properties(index)
        small = card.total_memory < LEAST_GPU_BYTES
        reason = f"It has only {card.total_memory / 1e9:.1f} GB of memory." if small else ""
        code = "small" if small else ""
        offers.append(DeviceOffer(f"cuda:{index}", card.name, cuda_precisions(), code, reason))
    return offers


def _mps() -> list[DeviceOffer]:
    if platform.system() != "Darwin":
        return []
    if not torch.backends.mps.is_built():
        return [
            DeviceOffer("mps", "", (), "no_support", "This installation has no support for Apple's GPUs.")
        ]
    if not torch.backends.mps.is_available():
        return [DeviceOffer("mps", "", (), "no_gpu", "No GPU of Apple's was found.")]
    return [DeviceOffer("mps", "", ("float32",))]
