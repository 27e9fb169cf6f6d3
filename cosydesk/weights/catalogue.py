"""The models that are known: what each speaks, which files it needs, how big they are.

Read from ``resources/models.json``. A size or checksum that isn't known for certain is null there and stays
None here; ``about`` is a rounded size for the eye only and never checked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cosydesk.resources import resource
from cosydesk.weights.errors import WeightsError

KINDS = ("speech", "recogniser", "extra")


@dataclass(frozen=True)
class ModelFile:
    """One file that inference needs.

    Attributes:
        path: inside the model folder, with ``/``.
        size: exact bytes, None where unknown.
        sha256: lower-case hex, None where unknown.
        optional: fetched where the hub has it, no fault where it is missing.
        about: rounded bytes to show while `size` is unknown.
    """

    path: str
    size: int | None = None
    sha256: str | None = None
    optional: bool = False
    about: int | None = None


@dataclass(frozen=True)
class CatalogueModel:
    """One model.

    Attributes:
        id: ModelScope id, ``organisation/name``.
        name: what to call it in front of people.
        kind: one of `KINDS`.
        speaks: one English sentence; a key for translation.
        languages: BCP 47 primary codes.
        modes: CosyVoice's names of the ways to speak (`engine.types.Mode` values).
        licence: name of the licence of the weights, None where its terms aren't known.
        memory_bytes: estimated least memory that the engine's process needs on the CPU, None where unknown. It is
            the sum of what the process takes before any model (0.35 GB), the weights in float32 as the files hold
            them, the ONNX encoders twice where the modes need them (opening one takes twice its size at the peak),
            and 0.3 GB to work in; rounded up to 0.1 GB.
        huggingface: id of the same files on Hugging Face, to recognise that cache.
        files: what inference needs.
        unneeded: glob patterns of known files that inference doesn't need.
    """

    id: str
    name: str
    kind: str
    speaks: str
    languages: tuple[str, ...]
    modes: tuple[str, ...]
    licence: str | None
    memory_bytes: int | None
    huggingface: str | None
    files: tuple[ModelFile, ...]
    unneeded: tuple[str, ...] = ()

    @property
    def organisation(self) -> str:
        return self.id.split("/", 1)[0]

    @property
    def folder_name(self) -> str:
        """The last part of the id, which is the folder's usual name."""
        return self.id.split("/", 1)[1]

    @property
    def required(self) -> tuple[ModelFile, ...]:
        return tuple(file for file in self.files if not file.optional)

    @property
    def size(self) -> int | None:
        """Exact bytes of the required files, None as long as one of them is unknown."""
        sizes = [file.size for file in self.required]
        return None if None in sizes else sum(size for size in sizes if size is not None)

    @property
    def about_size(self) -> int:
        """Bytes to plan and show with: exact sizes where known, rounded ones elsewhere."""
        return sum(file.size if file.size is not None else file.about or 0 for file in self.required)


class Catalogue:
    """The known models in the order to show them."""

    def __init__(self, models: tuple[CatalogueModel, ...]) -> None:
        self._models: Mapping[str, CatalogueModel] = {model.id: model for model in models}
        if len(self._models) != len(models):
            raise WeightsError(
                "The model catalogue names a model twice.", "Install CosyDesk again.", "catalogue"
            )

    def __iter__(self) -> Iterator[CatalogueModel]:
        return iter(self._models.values())

    def __len__(self) -> int:
        return len(self._models)

    def model(self, model_id: str) -> CatalogueModel:
        """The model by its id, or by the last part of it whatever the case.

        Raises:
            WeightsError: ``unknown_model``.
        """
        found = self._models.get(model_id)
        if found is not None:
            return found
        wanted = model_id.rsplit("/", 1)[-1].casefold()
        for model in self:
            if model.folder_name.casefold() == wanted:
                return model
        raise WeightsError(
            f"There is no model called {model_id} in the catalogue.",
            "Choose one of: " + ", ".join(self._models) + ".",
            "unknown_model",
        )


def load_catalogue(path: Path | None = None) -> Catalogue:
    """Read the catalogue that comes with the application, or another one.

    Raises:
        WeightsError: ``catalogue``, with what is wrong in the file.
    """
    source = path or resource("models.json")
    try:
        data = json.loads(source.read_text(encoding="utf-8"))
        if data["format"] != 1:
            raise ValueError(f"format {data['format']} is not known")
        return Catalogue(tuple(_model(entry) for entry in data["models"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(
            f"The model catalogue can't be read: {error}.", "Install CosyDesk again.", "catalogue"
        ) from error


def _model(entry: Mapping[str, object]) -> CatalogueModel:
    values = dict(entry)
    if values["kind"] not in KINDS or str(values["id"]).count("/") != 1:
        raise ValueError(f"{values['id']} has a wrong id or kind")
    files = values["files"]
    if not isinstance(files, list) or not files:
        raise ValueError(f"{values['id']} lists no files")
    values["files"] = tuple(_file(file) for file in files)
    for key in ("languages", "modes", "unneeded"):
        listed = values.get(key, [])
        if not isinstance(listed, list):
            raise ValueError(f"{key} of {values['id']} is not a list")
        values[key] = tuple(str(item) for item in listed)
    return CatalogueModel(**values)  # type: ignore[arg-type]  # unknown or missing keys raise TypeError


def _file(entry: Mapping[str, object]) -> ModelFile:
    file = ModelFile(**entry)  # type: ignore[arg-type]
    parts = file.path.split("/")
    if not all(parts) or ".." in parts or "\\" in file.path or ":" in file.path:
        raise ValueError(f"{file.path!r} is not a safe path")
    if file.sha256 is not None and (len(file.sha256) != 64 or file.sha256 != file.sha256.lower()):
        raise ValueError(f"the SHA-256 of {file.path} is malformed")
    return file
