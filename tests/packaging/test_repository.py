"""What the repository may hold, what it may depend on, and under which licences that ships."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import subprocess
import tomllib
from collections.abc import Iterable
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]

TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "cosydesk",
    "docs",
    "packaging",
    "pyproject.toml",
    "resources",
    "tests",
}

# Written in pieces, or this file would find itself.
BANNED = {
    "a package registry's host": r"pypi\.(?:org|python)|files\.python"
    + r"hosted|registry\.npm"
    + r"js|pypi\.tuna|conda\.anaconda",
    "an index option": r"--(?:extra-)?index" + r"-url|PIP_INDEX" + r"_URL",
    "a path of one machine": r"(?<![\w.])/(?:work" + r"|root|home/[a-z]\w*)/[\w.]",
}

# Licences that may not reach people with the program. LGPL may: Qt, soxr, num2words and libsndfile are under it.
STRONG_COPYLEFT = re.compile(r"(?<!L)(?<!LESSER )\bA?GPL|GNU (?:AFFERO )?GENERAL PUBLIC", re.IGNORECASE)


@cache
def tracked() -> tuple[str, ...]:
    """Files of the repository; where git can't tell, those that it wouldn't ignore."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        names = [name for name in listed.stdout.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = (path for path in ROOT.rglob("*") if path.is_file())
        names = [path.relative_to(ROOT).as_posix() for path in paths]
        names = [name for name in names if not any(ignored(part) for part in name.split("/"))]
    return tuple(name for name in names if (ROOT / name).exists())


def ignored(name: str) -> bool:
    patterns = (ROOT / ".gitignore").read_text("utf-8").split()
    return name == ".git" or any(fnmatch(name, pattern.rstrip("/")) for pattern in patterns)


@cache
def project() -> dict[str, object]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert isinstance(table, dict)
    return table


@cache
def constraints() -> dict[str, str]:
    lines = (ROOT / "packaging" / "constraints.txt").read_text("utf-8").splitlines()
    pairs = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pairs}


def reachable(requirements: Iterable[str]) -> dict[str, importlib.metadata.Distribution]:
    """The installed distributions that these requirements bring, directly or not, on this machine."""
    found: dict[str, importlib.metadata.Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    queue = [(Requirement(text), frozenset[str]()) for text in requirements]
    while queue:
        requirement, extras = queue.pop()
        if requirement.marker and not any(
            requirement.marker.evaluate({"extra": extra}) for extra in (*extras, "")
        ):
            continue
        name = canonicalize_name(requirement.name)
        wanted = frozenset(requirement.extras)
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        queue += [(Requirement(text), wanted) for text in found[name].requires or []]
    return found


def shipped() -> dict[str, importlib.metadata.Distribution]:
    dependencies = project()["dependencies"]
    assert isinstance(dependencies, list)
    return reachable(dependencies)


def licence(distribution: importlib.metadata.Distribution) -> str:
    """What the metadata says: the SPDX expression, else the classifiers, else the free text's beginning."""
    metadata = distribution.metadata
    if expression := metadata.get("License-Expression"):
        return str(expression)
    classifiers = [text for text in metadata.get_all("Classifier") or [] if text.startswith("License ::")]
    return "; ".join(classifiers) or (metadata.get("License") or "").strip()[:200]


def forbids(expression: str) -> bool:
    """True when no alternative of the licence is free of strong copyleft."""
    return all(STRONG_COPYLEFT.search(choice) for choice in re.split(r"\bOR\b", expression))


def test_top_level() -> None:
    assert {name.split("/")[0] for name in tracked()} <= TOP_LEVEL


@pytest.mark.parametrize("what", BANNED)
def test_no_file_names(what: str) -> None:
    pattern = re.compile(BANNED[what])
    found = []
    for name in tracked():
        data = (ROOT / name).read_bytes()
        if b"\0" in data[:4096]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{name}:{number}: {line.strip()[:120]}")
    assert not found


def test_constraints_are_exact_and_portable() -> None:
    assert constraints()
    for name, version in constraints().items():
        assert re.fullmatch(r"[0-9][0-9a-z.]*", version), (
            f"{name}=={version} holds for one kind of machine only"
        )


@pytest.mark.parametrize("extra", ["", "test"])
def test_constraints_name_everything_installed(extra: str) -> None:
    requirements = list(reachable_requirements(extra))
    found = reachable(requirements)
    missing = {name: one.version for name, one in found.items() if name not in constraints()}
    assert not missing
    different = {
        name: (one.version, constraints()[name])
        for name, one in found.items()
        if one.version.split("+")[0] != constraints()[name]
    }
    assert not different
    names = {canonicalize_name(Requirement(text).name) for text in requirements}
    assert names <= found.keys(), "the environment lacks what pyproject.toml asks for"


def reachable_requirements(extra: str) -> Iterable[str]:
    dependencies = project()["dependencies"]
    extras = project()["optional-dependencies"]
    assert isinstance(dependencies, list)
    assert isinstance(extras, dict)
    return [*dependencies, *(extras[extra] if extra else [])]


def test_every_direct_requirement_is_constrained() -> None:
    extras = project()["optional-dependencies"]
    assert isinstance(extras, dict)
    for extra in ("", *extras):
        for text in reachable_requirements(extra):
            requirement = Requirement(text)
            if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
                continue
            version = constraints().get(canonicalize_name(requirement.name))
            assert version is not None, f"{text} has no exact version"
            assert requirement.specifier.contains(version, prereleases=True), f"{text} excludes {version}"


def test_no_gpl_ships() -> None:
    found = {name: licence(one) for name, one in shipped().items() if forbids(licence(one))}
    assert not found


def test_every_shipped_licence_is_known() -> None:
    unknown = [name for name, one in shipped().items() if licence(one) in ("", "UNKNOWN")]
    assert not unknown


@pytest.mark.xfail(
    strict=True,
    reason="PyAV's wheel carries x264 and x265; what is bundled takes that of packaging/av_without_gpl.py instead",
)
def test_no_wheel_that_ships_carries_gpl_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    licences = importlib.import_module("shipped_licences")
    # Of what isn't FFmpeg's the name says enough; to look into all would take ten seconds, most of them for torch.
    telling = re.compile(r"(?:lib)?(?:av|sw)[a-z]+[-.].*\b(?:so|dylib|dll)\b")
    found = {
        name: [
            reason
            for path in one.files or []
            if telling.match(path.name) or licences.is_gpl(path.name)
            for reason in licences.reasons(Path(str(one.locate_file(path))))
        ]
        for name, one in shipped().items()
    }
    assert not {name: files for name, files in found.items() if files}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("MIT", False),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0-only", True),
        ("License :: OSI Approved :: GNU General Public License v3 (GPLv3)", True),
        ("License :: OSI Approved :: GNU Library or Lesser General Public License (LGPL)", False),
        ("License :: OSI Approved :: GNU Lesser General Public License v2 or later (LGPLv2+)", False),
        ("GPL-2.0-only OR GPL-3.0-only", True),
        ("Apache-2.0", False),
    ],
)
def test_licences_are_told_apart(expression: str, expected: bool) -> None:
    assert forbids(expression) is expected
