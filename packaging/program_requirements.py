"""Which of the project's requirements go into the program, and which into the engine's runtime beside it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

RUNTIME = ("torch", "torchaudio")
"""Installed into the runtime's folder, with what they ask for."""
UNUSED = ("modelscope",)
"""People's scripts may want it; the program downloads with modelscope-hub."""
WITHOUT_DEPENDENCIES = ("pyopenjtalk-plus", "sudachipy")
"""Japanese for the starter voices; it works without the Sudachi dictionary, which would be 70 MB more."""


def program_requirements(root: Path) -> list[str]:
    """The requirements of the project that its program is made with, as pyproject.toml writes them."""
    left_out = (*RUNTIME, *UNUSED)
    wanted = project(root)["dependencies"]
    return [line for line in wanted if requirement_name(line) not in left_out] + list(WITHOUT_DEPENDENCIES)


def runtime_requirements(root: Path) -> list[str]:
    """The requirements of the engine's runtime."""
    return [line for line in project(root)["dependencies"] if requirement_name(line) in RUNTIME]


def builder_requirements(root: Path) -> list[str]:
    """What builds the program and isn't in it."""
    return list(project(root)["optional-dependencies"]["package"])


def requirement_name(requirement: str) -> str:
    """The distribution that a requirement such as ``"torch>=2.9; …"`` is for."""
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None, requirement
    return found[0].lower().replace("_", "-")


def project(root: Path) -> dict[str, Any]:
    with (root / "pyproject.toml").open("rb") as file:
        read: dict[str, Any] = tomllib.load(file)["project"]
    return read
