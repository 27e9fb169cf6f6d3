"""The environment that the program is built in: what ships and what builds it, nothing else, and PyAV without GPL."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import program_requirements
from environment import BUILD_TOOLS, Environment


class ProgramEnvironment(Environment):
    """It lies in build/, so that the checkout's own environment stays as it is.

    Attributes: wheel (of PyAV, installed in the place of the one that constraints.txt would bring).
    """

    def __init__(self, root: Path, wheel: Path) -> None:
        super().__init__(root, root / "build" / "program-environment")
        self.wheel = wheel

    def digest(self) -> str:
        """Also of which of the requirements go into the program, and of the wheel."""
        chosen = Path(program_requirements.__file__).read_bytes()
        return hashlib.sha256(f"{super().digest()} {self.wheel}".encode() + chosen).hexdigest()

    def _fill(self, extras: Sequence[str]) -> None:
        print("Installing what the program is made of; this takes a few minutes.", flush=True)
        alone = program_requirements.WITHOUT_DEPENDENCIES
        wanted = [
            str(self.wheel) if program_requirements.requirement_name(line) == "av" else line
            for line in program_requirements.program_requirements(self.root)
            if line not in alone
        ]
        # By itself first: pip takes an installed version before it looks for others.
        self.pip("--no-deps", "--force-reinstall", str(self.wheel))
        self.pip(BUILD_TOOLS, *program_requirements.builder_requirements(self.root), *wanted)
        self.pip("--no-deps", *alone)
