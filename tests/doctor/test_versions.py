"""The versions that are asked for are those that the project declares and tests."""

from __future__ import annotations

import itertools
import re
import tomllib
from pathlib import Path

import pytest

from cosydesk.doctor.versions import PACKAGES, PYTHON, Asked, check_versions, judge, numbers

ROOT = Path(__file__).parents[2]


def declared() -> dict[str, str]:
    """Package -> its range in pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    texts = [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    found = {}
    for text in texts:
        name, rest = re.fullmatch(r"([\w.-]+)(.*)", text).groups()  # type: ignore[union-attr]
        found[name.lower()] = rest
    return found


def pinned() -> dict[str, str]:
    lines = (ROOT / "packaging" / "constraints.txt").read_text("utf-8").splitlines()
    return {name.lower(): version for name, _, version in (line.partition("==") for line in lines) if version}


@pytest.mark.parametrize("name", PACKAGES)
def test_ranges_are_the_project_s(name: str) -> None:
    asked = PACKAGES[name]
    assert asked.tested == pinned()[name.lower()]
    text = declared().get(name.lower())
    if text is None:
        assert not asked.needed
        return
    least = re.search(r"[>=]=([\d.]+)", text)
    assert least is not None
    assert asked.least == least[1]
    below = re.search(r"<([\d.]+)", text)
    assert asked.below == (below[1] if below else "")


def test_python_s_range_is_the_project_s() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={PYTHON.least},<{PYTHON.below}"


@pytest.mark.parametrize(
    ("version", "code"),
    [
        (None, "version_missing"),
        ("1.9.9", "version_old"),
        ("2.0", None),
        ("2.5.9", None),
        ("2.6.0+cpu", "version_untested"),
        ("3.0rc1", "version_unfit"),
    ],
)
def test_judging(version: str | None, code: str | None) -> None:
    problem = judge("thing", version, Asked("2.0", "2.5.1", "3"))
    assert (problem.code if problem else None) == code


def test_numbers() -> None:
    assert numbers("2.13.0+cpu") == (2, 13, 0)
    assert numbers("3.0rc1") == (3, 0)
    assert numbers("devel") == ()


def test_what_is_installed_here_is_told() -> None:
    facts, problems = check_versions()
    versions = {fact.subject: fact.values[0].raw for fact in facts}
    import torch

    assert versions["torch"] == torch.__version__
    assert {"CosyDesk", "Python", "PySide6"} <= versions.keys()
    assert not any(problem.severity == "error" for problem in problems)
