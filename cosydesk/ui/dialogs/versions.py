"""Which versions of what this program runs with: for the About box and for whoever gives support."""

from __future__ import annotations

import contextlib
import platform
from importlib import metadata

import PySide6
from PySide6.QtCore import qVersion

import cosydesk
from cosydesk.licences import FILE, load
from cosydesk.resources import resource

_PACKAGES = {"PyTorch": "torch", "ONNX Runtime": "onnxruntime"}
"""What the window must not import, by the distributions that tell their versions."""


def versions() -> list[tuple[str, str]]:
    """Names and versions, what isn't there left out."""
    found = [
        ("CosyDesk", cosydesk.__version__),
        ("Python", platform.python_version()),
        ("Qt", qVersion() or ""),
        ("PySide6", PySide6.__version__),
        *((name, _installed(package)) for name, package in _PACKAGES.items()),
        ("FFmpeg", _ffmpeg()),
        (platform.system(), f"{platform.release()} {platform.machine()}"),
    ]
    return [(name, version) for name, version in found if version]


def as_text() -> str:
    """What is copied, a line for each."""
    return "".join(f"{name} {version}\n" for name, version in versions())


def _installed(package: str) -> str:
    """The version of a distribution, in a packaged program from the notices of its build; "" without it."""
    with contextlib.suppress(metadata.PackageNotFoundError):
        return metadata.version(package)
    with contextlib.suppress(OSError, ValueError):
        return next((entry.version for entry in load(resource(FILE)) if entry.name == package), "")
    return ""


def _ffmpeg() -> str:
    """The version of the FFmpeg that reads and writes sound and pictures; "" where it can't be loaded."""
    try:
        import av
    except ImportError:
        return ""
    return str(av.ffmpeg_version_info)
