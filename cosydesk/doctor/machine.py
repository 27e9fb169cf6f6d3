"""What the machine is, found without torch and without Qt."""

from __future__ import annotations

import contextlib
import logging
import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psutil

from cosydesk import paths
from cosydesk.doctor.gpus import Gpu, find_gpus, run_tool

log = logging.getLogger(__name__)

T = TypeVar("T")

_CGROUP = Path("/sys/fs/cgroup")


@dataclass(frozen=True)
class Cores:
    """Processor cores: those of the chip, with hyper-threading, and those this program may use."""

    physical: int | None
    logical: int | None
    usable: int | None


@dataclass(frozen=True)
class Machine:
    """What was found; None is what couldn't be.

    Attributes:
        system: name and version of the operating system.
        cpu_name: of the processor, as its maker calls it.
        cores: how many.
        memory_bytes, memory_free_bytes: RAM, in a container what it may use of it.
        disk_free_bytes: where models are kept.
        gpus: every card, those that fit first.
    """

    system: str | None
    cpu_name: str | None
    cores: Cores
    memory_bytes: int | None
    memory_free_bytes: int | None
    disk_free_bytes: int | None
    gpus: tuple[Gpu, ...]

    @property
    def best_gpu(self) -> Gpu | None:
        """The one that models would run on, None = on the processor."""
        return next((gpu for gpu in self.gpus if gpu.fits), None)


def look(models_root: Path | None = None) -> Machine:
    """Look at the machine; takes some tenths of a second, 20 s where a driver hangs. Never raises.

    Args:
        models_root: the folder that models are or will be kept in (default: CosyDesk's own data folder).
    """
    cpu_name = _tried(_cpu_name)
    memory, free = _tried(_memory) or (None, None)
    return Machine(
        system=_tried(_system),
        cpu_name=cpu_name,
        cores=Cores(
            _tried(lambda: psutil.cpu_count(logical=False)),
            _tried(lambda: psutil.cpu_count(logical=True)),
            _tried(_usable_cores),
        ),
        memory_bytes=memory,
        memory_free_bytes=free,
        disk_free_bytes=_tried(lambda: free_space(models_root or paths.data_dir())),
        gpus=tuple(_tried(lambda: find_gpus(memory, free, cpu_name)) or ()),
    )


def free_space(folder: Path) -> int:
    """Bytes that can still be written there; the folder need not exist yet.

    Raises:
        OSError: the disk doesn't say.
    """
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    return shutil.disk_usage(place).free


def _tried(find: Callable[[], T]) -> T | None:
    """A broken corner of the system is a fact that isn't known, never a crash."""
    try:
        return find()
    except Exception as error:
        log.info("not found out: %s", error, exc_info=error)
        return None


def _system() -> str | None:
    if sys.platform == "darwin":
        return f"macOS {platform.mac_ver()[0]} ({platform.machine()})"
    if sys.platform == "win32":
        return f"Windows {platform.release()} ({platform.version()}, {platform.machine()})"
    name = "Linux"
    with contextlib.suppress(OSError):
        name = platform.freedesktop_os_release().get("PRETTY_NAME", name)
    return f"{name} (Linux {platform.release()}, {platform.machine()})"


def _cpu_name() -> str | None:
    if sys.platform == "darwin":
        return (run_tool(["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"]) or "").strip() or None
    if sys.platform == "win32":
        import winreg

        chip = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, chip) as key:
            return str(winreg.QueryValueEx(key, "ProcessorNameString")[0]).strip()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
        key_name, _, value = line.partition(":")
        if key_name.strip() in ("model name", "Model", "Hardware") and value.strip():
            return value.strip()
    return platform.processor() or None


def _usable_cores() -> int | None:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count()


def _memory() -> tuple[int, int]:
    found = psutil.virtual_memory()
    total, free = int(found.total), int(found.available)
    limit, used = _container_limit(_CGROUP)
    if limit is not None and limit < total:
        return limit, max(0, min(free, limit - used))
    return total, free


def _container_limit(cgroup: Path) -> tuple[int | None, int]:
    """What a container may use and uses (the file cache that it would give back left out), in bytes."""
    try:
        limit = int((cgroup / "memory.max").read_text(encoding="ascii"))
        used = int((cgroup / "memory.current").read_text(encoding="ascii"))
        for line in (cgroup / "memory.stat").read_text(encoding="ascii").splitlines():
            if line.startswith("inactive_file "):
                used -= int(line.split()[1])
    except (OSError, ValueError):
        return None, 0
    return limit, used
