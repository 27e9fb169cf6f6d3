"""What the engine process can say about itself, as plain values. Torch-free, see `cosydesk.engine.facts`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class GpuFacts:
    """A graphics card as torch sees it.

    Attributes:
        device: as `open_model` takes it: ``cuda:0``, ``mps``.
        name: as its maker calls it.
        capability: CUDA compute capability, such as ``"8.6"``; empty elsewhere.
        memory_bytes, free_bytes: its memory, None where torch doesn't say.
        supported: this build of torch has code for it.
    """

    device: str
    name: str
    capability: str
    memory_bytes: int | None
    free_bytes: int | None
    supported: bool


@dataclass(frozen=True)
class OpenModel:
    """A model that is in memory.

    Attributes:
        model: its id: ``"starter"`` or a directory.
        name: what to call it in front of people.
        device, precision: where it runs and in which number format; empty where it doesn't say.
        idle_s: seconds since it last worked.
    """

    model: str
    name: str
    device: str
    precision: str
    idle_s: float


@dataclass(frozen=True)
class EngineFacts:
    """What the engine runs on; None is what isn't there.

    Attributes:
        pid: of the engine process.
        threads: processor threads that models use.
        torch, onnxruntime: their versions; None = they can't be loaded, `faults` says why.
        cuda: CUDA version that torch was built for.
        cuda_works: torch can use it.
        cuda_reason: why not, in torch's words; empty if it works or torch was built without it.
        arch_list: CUDA architectures that this torch has code for, such as ``"sm_86"``.
        gpus: cards that torch sees.
        mps: Apple's GPU can be used; None where there can't be one.
        providers: of onnxruntime, the one it prefers first.
        int8_kernels: kernels of torch that compute in int8 on this processor.
        models: those that are open, the one used last first.
        faults: what can't be loaded, and why, one sentence each.
    """

    pid: int
    threads: int
    torch: str | None = None
    cuda: str | None = None
    cuda_works: bool = False
    cuda_reason: str = ""
    arch_list: tuple[str, ...] = ()
    gpus: tuple[GpuFacts, ...] = ()
    mps: bool | None = None
    onnxruntime: str | None = None
    providers: tuple[str, ...] = ()
    int8_kernels: tuple[str, ...] = ()
    models: tuple[OpenModel, ...] = ()
    faults: tuple[str, ...] = ()
