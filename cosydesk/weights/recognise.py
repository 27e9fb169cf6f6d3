"""What a folder is: a model of the catalogue, some other model, a broken download, or none of our business."""

from __future__ import annotations

from pathlib import Path

from cosydesk.weights.catalogue import Catalogue, CatalogueModel
from cosydesk.weights.download import STAGING_FOLDER
from cosydesk.weights.manifest import read_manifest

CONFIGURATIONS = ("cosyvoice.yaml", "cosyvoice2.yaml", "cosyvoice3.yaml")
WEIGHTS = ("llm.pt", "flow.pt", "hift.pt")


def recognise(folder: Path, catalogue: Catalogue) -> CatalogueModel | None:
    """The catalogue's model that lies in `folder`: what its manifest says, else what its name and files say.

    Folders of ModelScope's and Hugging Face's caches are known by the name of the repository above them.
    """
    manifest = read_manifest(folder)
    names = _names(folder)
    for model in catalogue:
        if manifest is not None:
            if manifest.model_id == model.id:
                return model
        elif names & _known_names(model) and holds_something(model, folder):
            return model
    return None


def is_speech_model(folder: Path) -> bool:
    """Whether it is laid out as a CosyVoice model, also one that the catalogue doesn't know."""
    return any((folder / name).is_file() for name in CONFIGURATIONS) and any(
        (folder / name).is_file() for name in WEIGHTS
    )


def staged_model(folder: Path, catalogue: Catalogue) -> CatalogueModel | None:
    """The model of which `folder` is a half-made download."""
    if folder.parent.name != STAGING_FOLDER:
        return None
    return next(
        (model for model in catalogue if folder.name == f"{model.organisation}--{model.folder_name}"), None
    )


def holds_something(model: CatalogueModel, folder: Path) -> bool:
    """Whether at least one needed file is there."""
    try:
        return any((folder / file.path).is_file() for file in model.required)
    except OSError:
        return False


def spellings(name: str) -> tuple[str, ...]:
    """A model's folder name as people and ModelScope's older clients write it (dots as ``___``)."""
    return tuple(dict.fromkeys((name, name.replace(".", "___"))))


def _names(folder: Path) -> set[str]:
    """Also those of where a link to it, or it as a link, leads."""
    names: set[str] = set()
    for path in (folder, folder.resolve()):
        names.add(path.name)
        if path.parent.name == "snapshots":
            names.add(path.parent.parent.name)
    return names


def _known_names(model: CatalogueModel) -> set[str]:
    names = {*spellings(model.folder_name), model.id.replace("/", "--")}
    if model.huggingface is not None:
        names.add("models--" + model.huggingface.replace("/", "--"))
    return names
