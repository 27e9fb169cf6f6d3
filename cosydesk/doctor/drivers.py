"""Which NVIDIA driver a build of torch needs, and for which CUDA version torch was built."""

from __future__ import annotations

import re

from cosydesk.runtime_folder import torch_folder

LEAST_DRIVER = {11: 450, 12: 525, 13: 580}
"""Major CUDA version -> least driver branch that runs programs built for any of its minor versions.

Source: "Minor Version Compatibility", table 1, in NVIDIA's CUDA Compatibility guide,
https://docs.nvidia.com/deploy/cuda-compatibility/minor-version-compatibility.html
"""

_CUDA_LINE = re.compile(r"^cuda\s*(?::[^=]*)?=\s*(.+?)\s*$", re.MULTILINE)


def least_driver(cuda: str | None) -> int | None:
    """The least driver branch for that CUDA version, such as ``"12.8"``; None where the table doesn't say."""
    major = _major(cuda)
    return LEAST_DRIVER.get(major) if major is not None else None


def driver_too_old(driver: str | None, cuda: str | None) -> bool:
    """Whether that driver, such as ``"470.82.01"``, can't run what was built for that CUDA version."""
    least, have = least_driver(cuda), _major(driver)
    return least is not None and have is not None and have < least


def torch_cuda() -> tuple[bool, str | None]:
    """Whether it can be told for what torch was built, and the CUDA version (None = without CUDA).

    Read from torch's file of versions as text: importing torch takes seconds and hundreds of megabytes.
    """
    try:
        folder = torch_folder()
        if folder is None:
            return False, None
        text = (folder / "version.py").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False, None
    line = _CUDA_LINE.search(text)
    if line is None:
        return False, None
    version = line[1].strip("'\"")
    return True, None if version == "None" else version


def _major(version: str | None) -> int | None:
    number = re.match(r"\d+", version or "")
    return int(number[0]) if number else None
