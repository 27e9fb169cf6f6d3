"""The graphics cards of this machine, found without torch, and whether models can run on them."""

from __future__ import annotations

import csv
import logging
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cosydesk.doctor.drivers import driver_too_old, least_driver, torch_cuda

log = logging.getLogger(__name__)

LEAST_GPU_BYTES = 4 << 30
"""Below this the engine takes the processor by itself (`engine.device_offers`; a test holds them equal)."""

TOOL_LIMIT_S = 10.0
"""NVIDIA's tool takes seconds where the driver sleeps, and for ever where the driver hangs."""

_FIELDS = ("name", "memory.total", "memory.free", "driver_version", "compute_cap")
_DISPLAY_CLASS = r"SYSTEM\CurrentControlSet\Control\Class\{4d36e968-e325-11ce-bfc1-08002be10318}"
_VENDORS = {"0x10de": "NVIDIA", "0x1002": "AMD", "0x8086": "Intel"}

Run = Callable[[list[str]], str | None]
"""Runs a program and gives what it prints; None if it is missing, fails or takes too long."""


@dataclass(frozen=True)
class Gpu:
    """A graphics card.

    Attributes:
        name: as its maker calls it, or what little is known.
        memory_bytes, free_bytes: its own memory; on Apple's chips the machine's, which it shares.
        driver: the driver's version.
        fits: whether models run on it, as far as can be told without torch.
        reason: why not, as one English sentence; empty if it fits.
        code: the same as a stable key: ``no_driver``, ``driver_old``, ``no_support``, ``other_maker``, ``small``.
        capability: CUDA compute capability, such as ``"8.6"``.
    """

    name: str
    memory_bytes: int | None = None
    free_bytes: int | None = None
    driver: str | None = None
    fits: bool = False
    reason: str = ""
    code: str = ""
    capability: str | None = None


def find_gpus(memory_bytes: int | None, memory_free_bytes: int | None, cpu_name: str | None) -> list[Gpu]:
    """Every card that can be found, those that fit first. May take `TOOL_LIMIT_S`.

    Args:
        memory_bytes, memory_free_bytes: the machine's, which Apple's GPU shares.
        cpu_name: Apple's name of the chip, which is its GPU's too.
    """
    if sys.platform == "darwin":
        return _apple(memory_bytes, memory_free_bytes, cpu_name)
    found = nvidia_gpus(run_tool, *torch_cuda())
    others = [
        gpu
        for gpu in (_from_registry() if sys.platform == "win32" else _from_sysfs())
        if not (found and gpu.code == "no_driver")
    ]
    return sorted([*found, *others], key=lambda gpu: not gpu.fits)


def nvidia_gpus(run: Run, cuda_known: bool, cuda: str | None) -> list[Gpu]:
    """What NVIDIA's own tool lists.

    Args:
        run: runs the tool.
        cuda_known: whether `cuda` is known.
        cuda: CUDA version that torch was built for, None = without.
    """
    tool = _nvidia_tool()
    for count in (len(_FIELDS), len(_FIELDS) - 1):  # older tools don't know the last one
        query = f"--query-gpu={','.join(_FIELDS[:count])}"
        printed = run([tool, query, "--format=csv,noheader,nounits"])
        if printed is not None:
            rows = csv.reader(printed.splitlines(), skipinitialspace=True)
            return [_judged(row, cuda_known, cuda) for row in rows if len(row) == count]
    return []


def run_tool(command: list[str]) -> str | None:
    """Run a program with a time limit and no window of its own; never raises."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TOOL_LIMIT_S,
            encoding="utf-8",
            errors="replace",
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        log.info("%s gives nothing: %s", command[0], error)
        return None
    if done.returncode != 0:
        log.info("%s ended with %d: %s", command[0], done.returncode, (done.stdout + done.stderr).strip())
        return None
    return done.stdout


def _judged(row: list[str], cuda_known: bool, cuda: str | None) -> Gpu:
    name, total, free, driver, *rest = (cell.strip() for cell in row)
    memory = _mebibytes(total)
    code = reason = ""
    if cuda_known and cuda is None:
        code, reason = "no_support", "This installation has no support for NVIDIA cards."
    elif driver_too_old(driver, cuda):
        code = "driver_old"
        reason = f"Its driver {driver} is too old: CUDA {cuda} needs {least_driver(cuda)} or newer."
    elif memory is not None and memory < LEAST_GPU_BYTES:
        code, reason = "small", f"It has only {memory / 1e9:.1f} GB of memory."
    return Gpu(
        name=name,
        memory_bytes=memory,
        free_bytes=_mebibytes(free),
        driver=driver or None,
        fits=not code,
        reason=reason,
        code=code,
        capability=rest[0] if rest and rest[0][:1].isdigit() else None,
    )


def _mebibytes(text: str) -> int | None:
    return int(text) << 20 if text.isdigit() else None


def _nvidia_tool() -> str:
    """On Windows it lies where no other program can be put before it; elsewhere it is on the path."""
    root = os.environ.get("SYSTEMROOT")
    if sys.platform == "win32" and root:
        return str(Path(root) / "System32" / "nvidia-smi.exe")
    return shutil.which("nvidia-smi") or "nvidia-smi"


def _apple(memory: int | None, free: int | None, cpu_name: str | None) -> list[Gpu]:
    if platform.machine() != "arm64":
        return []
    return [Gpu(cpu_name or "Apple GPU", memory, free, fits=True)]


def _other(maker: str, name: str, memory: int | None = None) -> Gpu:
    if maker == "NVIDIA":
        reason, code = "Its driver isn't installed or doesn't answer.", "no_driver"
    else:
        reason, code = "Models run on NVIDIA's and Apple's GPUs only.", "other_maker"
    return Gpu(name, memory, reason=reason, code=code)


def _from_sysfs(root: Path = Path("/sys/class/drm")) -> Iterator[Gpu]:
    """Linux: the makers of the cards; their names would take a table of every card there is."""
    seen: set[Path] = set()
    try:
        cards = sorted(root.glob("card*/device/vendor"))
    except OSError:
        return
    for card in cards:
        try:
            device = card.parent.resolve()
            maker = _VENDORS.get(card.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            continue
        if maker is not None and device not in seen:
            seen.add(device)
            yield _other(maker, f"{maker} graphics")


def _from_registry() -> Iterator[Gpu]:
    """Windows: the cards by the names and sizes that their drivers registered."""
    if sys.platform == "win32":
        import winreg

        for number in range(32):
            try:
                with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, rf"{_DISPLAY_CLASS}\{number:04d}") as key:
                    name = str(winreg.QueryValueEx(key, "DriverDesc")[0])
                    vendor = str(winreg.QueryValueEx(key, "MatchingDeviceId")[0]).lower()
                    try:
                        memory = int(winreg.QueryValueEx(key, "HardwareInformation.qwMemorySize")[0])
                    except (OSError, ValueError, TypeError):
                        memory = 0
            except OSError:
                continue
            for number_of_maker, maker in _VENDORS.items():
                if f"ven_{number_of_maker[2:]}" in vendor:
                    yield _other(maker, name, memory or None)
    yield from ()
