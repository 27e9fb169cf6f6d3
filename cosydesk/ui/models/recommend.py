"""Which model suits a machine: pure choice, from what was found out about the machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cosydesk.doctor.machine import Machine
from cosydesk.weights import Catalogue, CatalogueModel

GPU_ORDER = (
    "FunAudioLLM/Fun-CosyVoice3-0.5B-2512",
    "iic/CosyVoice2-0.5B",
    "iic/CosyVoice-300M",
    "iic/CosyVoice-300M-25Hz",
)
"""The best first, as long as it can be spoken with: all of these clone, and clones are what people come for."""

CPU_ORDER = ("iic/CosyVoice-300M-25Hz", "iic/CosyVoice-300M")
"""Half as many speech tokens a second are half the work, which counts on a processor."""

RESERVE_BYTES = 1 << 30
"""Disk space that should be left, and memory that the rest of the machine needs."""


@dataclass(frozen=True)
class Advice:
    """What to offer.

    Attributes:
        model: the one that suits; None where none does.
        obstacle: why none does: ``memory``, ``disk``, or ``none`` when nothing in the catalogue can be used.
        missing_bytes: how much of it is missing.
    """

    model: CatalogueModel | None
    obstacle: str = ""
    missing_bytes: int = 0


def advise(
    machine: Machine,
    catalogue: Catalogue,
    speakable: Callable[[CatalogueModel], bool],
    *,
    language: str = "en",
    processor_only: bool = False,
) -> Advice:
    """The model to offer on this machine.

    What isn't known about the machine stops nothing: the download and the engine check again.

    Args:
        speakable: whether the engine opens a model.
        language: of the window, BCP 47; models that speak it go first.
        processor_only: the settings keep models off graphics cards.
    """
    gpu = None if processor_only else machine.best_gpu
    order = GPU_ORDER if gpu is not None else CPU_ORDER
    known = {model.id: model for model in catalogue}
    fitting = [known[model_id] for model_id in order if model_id in known and speakable(known[model_id])]
    fitting.sort(key=lambda model: language.split("-")[0].split("_")[0] not in model.languages)
    if not fitting:
        return Advice(None, "none")
    shortages: list[tuple[str, int]] = []
    for model in fitting:
        memory = machine.memory_bytes
        disk = machine.disk_free_bytes
        lacking_memory = 0 if memory is None else memory_needed(model) - memory
        lacking_disk = 0 if disk is None else disk_needed(model) - disk
        if lacking_memory <= 0 and lacking_disk <= 0:
            return Advice(model)
        shortages.append(("memory", lacking_memory) if lacking_memory > 0 else ("disk", lacking_disk))
    obstacle, missing = min(shortages, key=lambda shortage: (shortage[0] == "memory", shortage[1]))
    return Advice(None, obstacle, missing)


def memory_needed(model: CatalogueModel) -> int:
    """Bytes of memory that it takes: as the catalogue says, else its weights and room to work."""
    return model.memory_bytes or disk_size(model) + RESERVE_BYTES


def disk_needed(model: CatalogueModel) -> int:
    """Bytes that must be free to fetch it."""
    return disk_size(model) + RESERVE_BYTES


def disk_size(model: CatalogueModel) -> int:
    return model.size or model.about_size
