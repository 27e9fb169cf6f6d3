"""Both checks of a model in one: the files by the catalogue, and whether the engine could open them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cosydesk.engine.runtime import attach
from cosydesk.weights import CatalogueModel, WeightsError, is_speech_model, verify

_SAME_THING = ("file_missing", "weights_damaged", "weights_refused", "config_damaged", "contents")
"""What the engine says of a file about which the catalogue has said better what is wrong."""
HOSTILE = ("config_refused",)
"""Codes that say that something in the folder would run code. Damaged weights often look like a strange pickle."""
MOST_PER_FILE = 5


@dataclass(frozen=True)
class FileFault:
    """One thing that is wrong with one file; codes of `weights.Fault` and of `engine.model_fault.ModelFault`."""

    file: str
    code: str
    message: str
    remedy: str = ""


@dataclass(frozen=True)
class ModelCheck:
    """What is known of a folder after a check.

    Attributes:
        folder: where.
        model: which of the catalogue; None for others, of which only the layout could be checked.
        faults: empty when the model is whole.
        hashed: files that were compared by their checksum.
        bytes: size of the files that were looked at.
    """

    folder: Path
    model: CatalogueModel | None
    faults: tuple[FileFault, ...]
    hashed: tuple[str, ...]
    bytes: int

    @property
    def whole(self) -> bool:
        return not self.faults

    @property
    def name(self) -> str:
        return self.model.name if self.model is not None else self.folder.resolve().name

    @property
    def bad_files(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(fault.file for fault in self.faults))

    def lines(self) -> list[str]:
        """For the terminal: a line for each fault, the first few of each file; or one that all is well."""
        if self.whole:
            by_sum = f", {len(self.hashed)} files by their checksum" if self.hashed else ""
            return [f"{self.name} is whole: {self.bytes:,} bytes checked{by_sum}. {self.folder}"]
        lines: list[str] = []
        for file in self.bad_files:
            messages = [fault.message for fault in self.faults if fault.file == file]
            lines += messages[:MOST_PER_FILE]
            if len(messages) > MOST_PER_FILE:
                lines.append(f"{file}: and {len(messages) - MOST_PER_FILE} more.")
        return lines

    def as_json(self) -> dict[str, object]:
        return {
            "folder": str(self.folder),
            "model": self.model.id if self.model is not None else None,
            "whole": self.whole,
            "bytes": self.bytes,
            "hashed": list(self.hashed),
            "faults": [vars(fault) for fault in self.faults],
        }


def check(
    folder: Path,
    model: CatalogueModel | None,
    *,
    contents: bool,
    show: Callable[[float, str], None] = lambda fraction, words: None,
) -> ModelCheck:
    """Check a folder by the catalogue where it is known there, and by the engine where it speaks.

    Args:
        contents: also read the files through.
        show: called with the share that is done and words for it.

    Raises:
        WeightsError: ``not_a_model``.
        EngineError: there is no engine to look with.
    """
    speaks = model.kind == "speech" if model is not None else is_speech_model(folder)
    if model is None and not speaks:
        raise WeightsError(
            f"{folder} is not a model folder.",
            "Choose the folder that holds the model's files.",
            "not_a_model",
        )

    def reading(path: str, done: int, total: int) -> None:
        show(done / total if total else 1.0, f"Reading {path}")

    faults: list[FileFault] = []
    hashed: tuple[str, ...] = ()
    if model is not None:
        checked = verify(model, folder, hashes=contents, on_progress=reading)
        faults += [FileFault(fault.path, fault.code, fault.message) for fault in checked.faults]
        hashed = checked.hashed
    if speaks:
        attach()
        from cosydesk.engine.check import WEIGHTS, check_model

        known = {fault.file for fault in faults}
        read = contents and not set(WEIGHTS) <= set(hashed)
        show(1.0, "Looking at the tensors")
        for found in check_model(folder, contents=read, on_read=reading):
            if found.file not in known or found.code not in _SAME_THING:
                faults.append(FileFault(found.file, found.code, found.message, found.remedy))
    return ModelCheck(folder, model, tuple(faults), hashed, _size(folder, model))


def _size(folder: Path, model: CatalogueModel | None) -> int:
    if model is not None:
        paths = [folder / file.path for file in model.files]
    else:
        paths = [path for path in folder.iterdir() if path.suffix in (".pt", ".onnx", ".yaml")]
    return sum(path.stat().st_size for path in paths if path.is_file())
