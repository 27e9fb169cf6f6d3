"""Folders: models and their health, and the places where CosyDesk keeps what it writes."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from cosydesk import paths
from cosydesk.doctor.machine import free_space
from cosydesk.doctor.report import Fact, Problem, Section, Value
from cosydesk.doctor.sizes import disk_words
from cosydesk.settings import Settings
from cosydesk.weights import (
    Catalogue,
    FoundModel,
    WeightsError,
    locate,
    models_root,
    search_roots,
    verify,
)

ALMOST_FULL_BYTES = 200_000_000
"""With less than this, an export or a take may not be written."""

_NAMED = 3  # files that are named before the rest is counted


def own_models_folder(settings: Settings) -> Path:
    """Where downloads go. Never raises, also where it couldn't be made."""
    return _wanted(lambda: models_root(settings))


def check_models(
    catalogue: Catalogue, settings: Settings, machine_free_bytes: int | None, roots: Sequence[Path] = ()
) -> tuple[Section, list[Problem], set[str]]:
    """The models that lie on this machine, without reading them through.

    Args:
        machine_free_bytes: what is free where downloads go.
        roots: folders to look in beside those of the settings and the known caches.

    Returns:
        The section, its problems, and the ids of the models of which a complete folder is there.
    """
    own = own_models_folder(settings)
    try:
        more = [root for root in search_roots(settings) if root != own]
    except OSError:  # our own folder can't be made, which is told below
        more = []
    found = locate(catalogue, [own, *more, *roots])
    whole = {item.model.id for item in found if item.complete}
    place = Value("folder", str(own), "path"), Value("free", machine_free_bytes, "disk_free")
    facts = [Fact("models_folder", place)]
    problems = [Problem("models_absent", {"folder": str(folder)}) for folder in more if not folder.is_dir()]
    for item in found:
        state, problem = _health(item)
        size = sum(_size(item.folder / file.path) for file in item.model.files)
        facts.append(
            Fact(
                "model",
                (Value("state", state, "word"), Value("size", size, "disk"), _path("folder", item.folder)),
                item.model.name,
            )
        )
        if problem is not None and item.model.id not in whole:
            problems.append(problem)
    if not found:
        facts.append(Fact("no_model", (Value("state", "none", "word"),)))
    return Section("models", tuple(facts)), problems, whole


def _health(found: FoundModel) -> tuple[str, Problem | None]:
    """``whole``, ``incomplete`` or ``damaged``, with the problem."""
    if found.complete:
        return "whole", None
    try:
        faults = verify(found.model, found.folder, hashes=False).faults
    except WeightsError:  # it went away meanwhile
        return "incomplete", None
    damaged = [fault.path for fault in faults if fault.code != "missing"]
    bad = damaged or [fault.path for fault in faults]
    if not bad:  # it was mended meanwhile
        return "whole", None
    rest = len(bad) - _NAMED
    files = ", ".join(bad[:_NAMED]) + (f" (+{rest})" if rest > 0 else "")
    about = {"model": found.model.name, "folder": str(found.folder), "files": files}
    code = "model_damaged" if damaged else "model_incomplete"
    return ("damaged" if damaged else "incomplete"), Problem(code, about)


def check_folders(settings: Settings) -> tuple[Section, list[Problem]]:
    """Whether everything can be written where it is kept, and whether settings were set aside."""
    facts = []
    problems = []
    places: dict[str, Callable[[], Path]] = {
        "data": paths.data_dir,
        "config": lambda: settings.path.parent,
        "cache": paths.cache_dir,
        "log": paths.log_dir,
    }
    for key, place in places.items():
        folder = _wanted(place)
        fine = can_write(folder)
        state = Value("state", "writable" if fine else "not_writable", "word")
        facts.append(Fact(key, (_path("folder", folder), state)))
        if not fine:
            problems.append(Problem("not_writable", {"folder": str(folder)}))
        elif key == "data" and (left := _free(folder)) is not None and left < ALMOST_FULL_BYTES:
            problems.append(Problem("disk_full", {"free": disk_words(left), "folder": str(folder)}))
    own = own_models_folder(settings)
    if settings.models_folder and own.exists() and not can_write(own):
        problems.append(Problem("not_writable", {"folder": str(own)}))
    for aside in sorted(settings.path.parent.glob(f"{settings.path.name}.broken*")):
        problems.append(Problem("settings_aside", {"file": str(aside)}))
    return Section("folders", tuple(facts)), problems


def can_write(folder: Path) -> bool:
    """Whether a file can be made there; tried, since rights alone don't tell on every system."""
    try:
        if folder.is_dir():
            with tempfile.TemporaryFile(dir=folder):
                return True
        nearest = next(place for place in (folder, *folder.parents) if place.exists())
        return nearest.is_dir() and os.access(nearest, os.W_OK)
    except (OSError, StopIteration):
        return False


def _wanted(place: Callable[[], Path]) -> Path:
    """One of CosyDesk's folders, or where it would be if it could be made."""
    try:
        return place()
    except OSError as error:
        return Path(error.filename or "?")


def _path(name: str, folder: Path) -> Value:
    return Value(name, str(folder), "path")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _free(folder: Path) -> int | None:
    try:
        return free_space(folder)
    except OSError:
        return None
