"""The computer and its graphics cards, and whether models can run on them."""

from __future__ import annotations

from collections.abc import Sequence

from cosydesk.doctor.drivers import least_driver, torch_cuda
from cosydesk.doctor.gpus import Gpu
from cosydesk.doctor.machine import Machine
from cosydesk.doctor.report import Fact, Problem, Section, Value
from cosydesk.doctor.sizes import disk_words, memory_words
from cosydesk.engine.fact_types import EngineFacts, GpuFacts
from cosydesk.weights import CatalogueModel

LOW_MEMORY_BYTES = 1 << 30
"""With less than this free, opening any model makes the system swap."""

_WORK_BYTES = 1 << 30


def needed_bytes(model: CatalogueModel) -> int:
    """Memory that a model needs: what the catalogue says, else its weights and a gigabyte to work in."""
    return model.memory_bytes if model.memory_bytes is not None else model.about_size + _WORK_BYTES


def check_system(
    machine: Machine, catalogue: Sequence[CatalogueModel], found: Sequence[str]
) -> tuple[Section, list[Problem]]:
    """The computer, with what its memory is too small for.

    Args:
        found: ids of the models that are complete on this machine.
    """
    cores = machine.cores
    counts = [Value("physical", cores.physical, "cores"), Value("logical", cores.logical, "hyperthreads")]
    if cores.usable != cores.logical:
        counts.append(Value("usable", cores.usable, "usable"))
    memory = Value("total", machine.memory_bytes, "memory")
    facts = (
        Fact("os", (Value("name", machine.system),)),
        Fact("cpu", (Value("name", machine.cpu_name),)),
        Fact("cores", tuple(counts)),
        Fact("memory", (memory, Value("free", machine.memory_free_bytes, "memory_free"))),
    )
    problems = []
    total, free = machine.memory_bytes, machine.memory_free_bytes
    if total is not None:
        small = [model for model in catalogue if needed_bytes(model) > total]
        for code, there in (("memory_small", True), ("memory_small_offer", False)):
            names = [model.name for model in small if (model.id in found) is there]
            if names:
                problems.append(Problem(code, {"memory": memory_words(total), "models": ", ".join(names)}))
    if free is not None and free < LOW_MEMORY_BYTES:
        problems.append(Problem("memory_low", {"free": memory_words(free)}))
    return Section("system", facts), problems


def check_graphics(
    machine: Machine, engine: EngineFacts | None, catalogue: Sequence[CatalogueModel], found: Sequence[str]
) -> tuple[Section, list[Problem]]:
    """The cards as the system and, once it has answered, the engine see them.

    Args:
        found: ids of the models that are complete on this machine.
    """
    facts: list[Fact] = []
    problems: list[Problem] = []
    seen = {gpu.name: gpu for gpu in (engine.gpus if engine is not None else ())}
    for gpu in machine.gpus:
        used = gpu.fits and (gpu.name not in seen or seen[gpu.name].supported)
        facts.append(_card(gpu, used))
        problems += _card_problems(gpu, seen.get(gpu.name), engine, catalogue, found)
    facts += [_card_of_engine(seen[name]) for name in seen if name not in {gpu.name for gpu in machine.gpus}]
    if not facts:
        facts.append(Fact("no_gpu", (Value("state", "none", "word"),)))
    facts.append(_cuda(engine))
    if engine is not None and engine.mps is not None:
        facts.append(Fact("mps", (Value("state", "works" if engine.mps else "fails", "word"),)))
    asked = engine is not None and any(gpu.driver and gpu.code in ("", "small") for gpu in machine.gpus)
    if asked and engine is not None and engine.cuda is not None and not engine.cuda_works:
        problems.append(Problem("cuda_fails", {"reason": engine.cuda_reason or "?"}))
    return Section("graphics", tuple(facts)), problems


def _card(gpu: Gpu, used: bool) -> Fact:
    values = [Value("state", "used" if used else "unused", "word")]
    if gpu.memory_bytes is not None:
        values.append(Value("memory", gpu.memory_bytes, "memory"))
    if gpu.free_bytes is not None:
        values.append(Value("free", gpu.free_bytes, "memory_free"))
    if gpu.driver is not None:
        values.append(Value("driver", gpu.driver, "driver"))
    if gpu.capability is not None:
        values.append(Value("capability", gpu.capability, "capability"))
    return Fact("gpu", tuple(values), gpu.name)


def _card_of_engine(card: GpuFacts) -> Fact:
    gpu = Gpu(card.name, card.memory_bytes, card.free_bytes, capability=card.capability or None)
    return _card(gpu, card.supported)


def _cuda(engine: EngineFacts | None) -> Fact:
    if engine is None:
        known, version = torch_cuda()
        state = Value("state", "unknown" if not known else "not_built", "word")
        return Fact("cuda", (Value("version", version),) if version is not None else (state,))
    if engine.cuda is None:
        return Fact("cuda", (Value("state", "not_built", "word"),))
    state = Value("state", "works" if engine.cuda_works else "fails", "word")
    return Fact("cuda", (Value("version", engine.cuda), state))


def _card_problems(
    gpu: Gpu,
    card: GpuFacts | None,
    engine: EngineFacts | None,
    catalogue: Sequence[CatalogueModel],
    found: Sequence[str],
) -> list[Problem]:
    about = {"gpu": gpu.name}
    match gpu.code:
        case "no_driver":
            return [Problem("driver_missing")]
        case "driver_old":
            cuda = (engine.cuda if engine is not None else torch_cuda()[1]) or "?"
            least = str(least_driver(cuda) or "?")
            driver = gpu.driver or "?"
            return [Problem("driver_old", {**about, "driver": driver, "cuda": cuda, "least": least})]
        case "no_support":
            return [Problem("gpu_no_support", about)]
        case "small":
            return [Problem("gpu_small", {**about, "memory": memory_words(gpu.memory_bytes or 0)})]
        case "other_maker":
            return []
    if card is not None and not card.supported:
        return [Problem("gpu_unsupported", {**about, "capability": card.capability})]
    return _too_full(gpu, engine, catalogue, found)


def _too_full(
    gpu: Gpu, engine: EngineFacts | None, catalogue: Sequence[CatalogueModel], found: Sequence[str]
) -> list[Problem]:
    """What the card is too small for, and what it has no room for now though it is big enough."""
    total, free = gpu.memory_bytes, gpu.free_bytes
    if total is None or free is None:
        return []
    problems = []
    small = [model.name for model in catalogue if needed_bytes(model) > total]
    if small:
        about = {"gpu": gpu.name, "memory": memory_words(total), "models": ", ".join(small)}
        problems.append(Problem("gpu_small_offer", about))
    ours = engine is not None and any(model.device not in ("", "cpu") for model in engine.models)
    full = [model.name for model in catalogue if model.id in found and free < needed_bytes(model) <= total]
    if full and not ours:  # what our own models take is no reason to complain
        about = {"gpu": gpu.name, "free": memory_words(free), "models": ", ".join(full)}
        problems.append(Problem("gpu_full", about))
    return problems


def disk_problem(machine: Machine, wanted: Sequence[CatalogueModel]) -> list[Problem]:
    """Which of the models that aren't here yet would not fit on the disk."""
    free = machine.disk_free_bytes
    names = [model.name for model in wanted if free is not None and model.about_size > free]
    if free is None or not names:
        return []
    return [Problem("disk_low", {"free": disk_words(free), "models": ", ".join(names)})]
