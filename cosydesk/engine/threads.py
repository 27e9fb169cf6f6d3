"""How many processor threads a model may use: one number for torch, onnxruntime and BLAS alike."""

from __future__ import annotations

import os

VARIABLE = "COSYDESK_THREADS"


def thread_count() -> int:
    """Threads for a model's work: ``COSYDESK_THREADS`` if set, else all cores but one, at least one."""
    try:
        asked = int(os.environ.get(VARIABLE, ""))
    except ValueError:
        asked = 0
    return asked if asked > 0 else max(1, core_count() - 1)


def core_count() -> int:
    """The cores this process may run on, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def limit_threads(threads: int) -> None:
    """Set the number for this process (0 = the default); call it before torch and onnxruntime load."""
    if threads > 0:
        os.environ[VARIABLE] = str(threads)
    os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(thread_count())


def use_all_cores() -> None:
    """For a process with no window to keep responsive: every core, unless ``COSYDESK_THREADS`` says otherwise."""
    limit_threads(0 if VARIABLE in os.environ else core_count())
