"""Model folders that are already on this machine, found to be used in place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cosydesk.weights.catalogue import Catalogue, CatalogueModel
from cosydesk.weights.recognise import holds_something, spellings
from cosydesk.weights.verify import verify


@dataclass(frozen=True)
class FoundModel:
    """A folder that holds a model, or most of one.

    Attributes:
        model: what it is.
        folder: where; used as it lies, never copied.
        origin: ``folder`` (a root that was given), ``modelscope`` or ``huggingface`` (their caches).
        complete: every needed file is there in its catalogued size (checksums are `verify`'s job).
        missing: paths of what is not.
    """

    model: CatalogueModel
    folder: Path
    origin: str
    complete: bool
    missing: tuple[str, ...]


def locate(
    catalogue: Catalogue, roots: Sequence[Path] = (), environment: Mapping[str, str] | None = None
) -> list[FoundModel]:
    """Find the catalogue's models under `roots` and in the ModelScope and Hugging Face caches.

    A root may be a model folder itself, hold model folders (``CosyVoice-300M-SFT``), hold organisations
    (``iic/CosyVoice-300M-SFT``), or hold a ``pretrained_models`` folder of either kind. Complete folders come
    before incomplete ones of the same model, given roots before caches. Nothing is opened or changed.

    Args:
        environment: stands for `os.environ` (``MODELSCOPE_CACHE``, ``HF_HUB_CACHE``, ``HF_HOME``, ``HOME``).
    """
    env = os.environ if environment is None else environment
    found: list[FoundModel] = []
    for model in catalogue:
        here: list[FoundModel] = []
        seen: set[Path] = set()
        for folder, origin in _candidates(model, roots, env):
            resolved = folder.resolve()
            if resolved in seen or not holds_something(model, folder):
                continue
            seen.add(resolved)
            missing = verify(model, folder, hashes=False).bad_paths
            here.append(FoundModel(model, folder, origin, not missing, missing))
        found.extend(sorted(here, key=lambda item: not item.complete))
    return found


def _candidates(
    model: CatalogueModel, roots: Sequence[Path], env: Mapping[str, str]
) -> Iterator[tuple[Path, str]]:
    names = spellings(model.folder_name)
    for root in roots:
        if root.name in names:
            yield root, "folder"
        for base in (root, root / "pretrained_models"):
            for name in names:
                yield base / name, "folder"
                yield base / model.organisation / name, "folder"
    for folder in _modelscope(model, env):
        yield folder, "modelscope"
    for folder in _huggingface(model, env):
        yield folder, "huggingface"


def _modelscope(model: CatalogueModel, env: Mapping[str, str]) -> Iterator[Path]:
    """ModelScope's cache layouts: today's snapshots and the three older ones (with dots written ``___``)."""
    caches = [_home(env) / ".cache" / "modelscope"]
    if env.get("MODELSCOPE_CACHE"):
        caches.insert(0, Path(env["MODELSCOPE_CACHE"]).expanduser())
    organisation, name = model.organisation, model.folder_name
    for cache in caches:
        for base in (cache, cache / "hub"):
            snapshots = base / "models" / f"{organisation}--{name}" / "snapshots"
            yield from _newest_first(snapshots)
            for spelled in spellings(name):
                yield base / "models" / organisation / spelled
                yield base / organisation / spelled


def _huggingface(model: CatalogueModel, env: Mapping[str, str]) -> Iterator[Path]:
    if model.huggingface is None:
        return
    if env.get("HF_HUB_CACHE"):
        cache = Path(env["HF_HUB_CACHE"]).expanduser()
    elif env.get("HF_HOME"):
        cache = Path(env["HF_HOME"]).expanduser() / "hub"
    else:
        cache = _home(env) / ".cache" / "huggingface" / "hub"
    yield from _newest_first(cache / ("models--" + model.huggingface.replace("/", "--")) / "snapshots")


def _newest_first(snapshots: Path) -> list[Path]:
    try:
        folders = [entry for entry in snapshots.iterdir() if entry.is_dir()]
        return sorted(folders, key=lambda folder: folder.stat().st_mtime, reverse=True)
    except OSError:
        return []


def _home(env: Mapping[str, str]) -> Path:
    return Path(env["HOME"]) if env.get("HOME") else Path.home()
