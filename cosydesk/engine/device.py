"""Which device and precision a model runs in, and why."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass

import torch

from cosydesk.engine.cosyvoice1 import Networks
from cosydesk.engine.errors import DeviceError

log = logging.getLogger(__name__)

AUTOCAST = {"float16": torch.float16, "bfloat16": torch.bfloat16}
PRECISIONS = ("float32", *AUTOCAST, "int8")
LEAST_GPU_BYTES = 4 << 30


@dataclass(frozen=True)
class Placement:
    """A device with a precision; int8 means the language model's decoder, the rest stays in float32."""

    device: torch.device
    precision: str

    def __str__(self) -> str:
        return f"{self.device} in {self.precision}"

    @staticmethod
    def choose(device: str = "auto", precision: str = "auto") -> Placement:
        """Pick by what the machine has.

        Raises:
            DeviceError: a device was asked for by name and isn't there.
        """
        if device == "auto":
            device = _best_device()
        try:
            chosen = torch.device(device)
        except RuntimeError as error:
            raise DeviceError(
                f"“{device}” is not a device.", "Choose auto, cpu, cuda or mps.", code="device_unknown"
            ) from error
        available = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
        if not available.get(chosen.type, False):
            raise DeviceError(
                f"The device {device} is not available on this machine.",
                "Choose auto or cpu.",
                code="device_missing",
            )
        if precision == "auto":
            precision = "float16" if chosen.type == "cuda" else "float32"
        if precision not in PRECISIONS:
            raise DeviceError(
                f"“{precision}” is not a precision.",
                f"Choose auto or one of {', '.join(PRECISIONS)}.",
                code="precision_unknown",
            )
        if (precision in AUTOCAST and chosen.type != "cuda") or (
            precision == "int8" and chosen.type != "cpu"
        ):
            kind = "a CPU" if precision == "int8" else "a CUDA device"
            raise DeviceError(
                f"{precision} runs on {kind} only.", "Choose float32 or auto.", code="precision_device"
            )
        return Placement(chosen, precision)

    def place(self, networks: Networks) -> Networks:
        """Move the networks and compute there what no request changes."""
        try:
            for network in (networks.llm, networks.flow, networks.vocoder):
                network.to(self.device)
        except torch.OutOfMemoryError as error:
            raise DeviceError(
                "The model doesn't fit into the graphics card's memory.",
                "Close other programs that use it, or choose the CPU.",
                code="out_of_memory",
            ) from error
        networks.llm.prepare()
        networks.flow.prepare()
        networks.vocoder.prepare()
        if self.precision == "int8":
            networks.llm.quantise()
        return networks

    def autocast(self) -> contextlib.AbstractContextManager[object]:
        """Mixed precision where it is safe (spec section 7.8); nothing in float32 and int8."""
        if self.precision not in AUTOCAST:
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, AUTOCAST[self.precision])


def _best_device() -> str:
    if torch.cuda.is_available():
        memory = torch.cuda.get_device_properties(0).total_memory
        if memory >= LEAST_GPU_BYTES:
            log.info("using CUDA: %s with %.1f GB", torch.cuda.get_device_name(0), memory / 1e9)
            return "cuda"
        log.info("not using CUDA: %.1f GB of memory is too little", memory / 1e9)
    if torch.backends.mps.is_available():
        log.info("using Apple's MPS")
        return "mps"
    log.info("using the CPU: no usable GPU was found")
    return "cpu"
