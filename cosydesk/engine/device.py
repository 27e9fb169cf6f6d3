"""Which device and precision a model runs in, and why."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import nn

from cosydesk.engine.device_offers import (
    INT8,
    best_offer,
    cpu_precisions,
    cuda_precisions,
    device_offers,
)
from cosydesk.engine.errors import DeviceError
from cosydesk.engine.layers.weight_block import lay_side_by_side
from cosydesk.engine.networks import Network, Networks

log = logging.getLogger(__name__)

AUTOCAST = {"float16": torch.float16, "bfloat16": torch.bfloat16}
PRECISIONS = ("float32", *AUTOCAST, INT8)

N = TypeVar("N", bound=Networks)


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
        if not _is_there(chosen):
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
        _check_fit(chosen, precision)
        return Placement(chosen, precision)

    def place(self, networks: N) -> N:
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
        if self.precision == INT8:
            networks.llm.quantise()
        elif self.device.type == "cpu":
            lay_side_by_side(networks.llm.step_layers())
        if self.precision in AUTOCAST:
            for network in (networks.llm, networks.flow):
                _halve(network, AUTOCAST[self.precision])
        return networks

    def autocast(self) -> contextlib.AbstractContextManager[object]:
        """Mixed precision where it is safe (spec section 7.8); nothing in float32 and int8."""
        if self.precision not in AUTOCAST:
            return contextlib.nullcontext()
        return torch.autocast(self.device.type, AUTOCAST[self.precision])


def _halve(network: Network, dtype: torch.dtype) -> None:
    """Cast at once what autocast would cast again in every call; the results are the same."""
    for module in network.modules():
        if isinstance(module, nn.Linear | nn.Conv1d | nn.ConvTranspose1d):
            module.to(dtype)


def _is_there(device: torch.device) -> bool:
    match device.type:
        case "cuda":
            return torch.cuda.is_available() and (device.index or 0) < torch.cuda.device_count()
        case "mps":
            return torch.backends.mps.is_available()
        case kind:
            return kind == "cpu"


def _check_fit(device: torch.device, precision: str) -> None:
    """Raises:
    DeviceError: the device doesn't compute in that precision.
    """
    match device.type:
        case "cpu":
            fitting = cpu_precisions()
        case "cuda":
            fitting = cuda_precisions()
        case _:
            fitting = ("float32",)
    if precision in fitting:
        return
    kind = "an x86 processor" if precision == INT8 else "a CUDA device that knows it"
    raise DeviceError(f"{precision} runs on {kind} only.", "Choose float32 or auto.", code="precision_device")


def _best_device() -> str:
    offers = device_offers()
    best = best_offer(offers)
    for offer in offers[: offers.index(best)]:
        log.info("not using %s: %s", " ".join(filter(None, (offer.device, offer.name))), offer.reason)
    log.info("using %s", " ".join(filter(None, (best.device, best.name))))
    return best.device
