"""Whether a model folder would open: everything in it is looked at, nothing of it is run and little of it is held.

The configuration is read as it is for speaking; the networks are built without weights, and the checkpoints'
tensors, memory-mapped, are compared with them by name, shape and type. Reading the checkpoints through finds what
changed inside them, by the checksums that PyTorch writes into its archives.
"""

from __future__ import annotations

import logging
import threading
import zipfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import torch
from torch import Tensor

from cosydesk.engine.checkpoint import Checkpoint, read_weights, speaker_of
from cosydesk.engine.cosyvoice1 import plain_vocoder_key
from cosydesk.engine.errors import CancelledError, ModelError
from cosydesk.engine.family import FAMILIES, family_of
from cosydesk.engine.generations import CONFIGS
from cosydesk.engine.layers.weight_norm import SPELLINGS, magnitude_shape
from cosydesk.engine.model_fault import ModelFault
from cosydesk.engine.networks import Network, Networks
from cosydesk.engine.onnx_outline import read_outline

log = logging.getLogger(__name__)

WEIGHTS = ("llm.pt", "flow.pt", "hift.pt")
VOICES = "spk2info.pt"
ENCODERS = {1: "speech_tokenizer_v1.onnx", 2: "speech_tokenizer_v2.onnx", 3: "speech_tokenizer_v3.onnx"}
"""The speech tokenizer of each generation; its features and their length go in."""
SPEAKER_ENCODER = "campplus.onnx"
VOCABULARIES = {
    1: (),
    2: ("CosyVoice-BlankEN/vocab.json", "CosyVoice-BlankEN/merges.txt", "CosyVoice-BlankEN/config.json"),
    3: ("CosyVoice-BlankEN/vocab.json", "CosyVoice-BlankEN/merges.txt", "CosyVoice-BlankEN/config.json"),
}
_BLOCK = 4 << 20

OnRead = Callable[[str, int, int], None]


def check_model(
    folder: Path,
    *,
    contents: bool = True,
    on_read: OnRead | None = None,
    cancel: threading.Event | None = None,
) -> tuple[ModelFault, ...]:
    """Look for all that is wrong with a model folder; empty when it would open.

    Args:
        contents: also read the checkpoints through. Without it the check takes a second.
        on_read: called with (file, bytes read of all files, bytes to read).

    Raises:
        ModelError: ``model_missing`` when there is no such folder.
        CancelledError: `cancel` was set.
    """
    faults: list[ModelFault] = []
    checkpoint: Checkpoint | None = None
    networks: Networks | None = None
    config = next((name for name in CONFIGS.values() if (folder / name).is_file()), CONFIGS[1])
    try:
        checkpoint = Checkpoint.open(folder)
        family = family_of(checkpoint)
        networks = family.build(checkpoint)
        family.open_tokenizer(checkpoint.config, folder)
    except ModelError as error:
        if error.code == "model_missing":
            raise
        faults.append(_missing(config) if error.code == "model_unknown" else _fault(config, error))
    generation = next(number for number, name in CONFIGS.items() if name == config)
    vocabulary = [_missing(name) for name in VOCABULARIES[generation] if not (folder / name).is_file()]
    if vocabulary:
        # That they are missing was met already, and is said by their names below.
        faults = [fault for fault in faults if fault.code not in ("file_missing", "vocabulary_missing")]
    modules: Mapping[str, Network] = (
        {"llm.pt": networks.llm, "flow.pt": networks.flow, "hift.pt": networks.vocoder} if networks else {}
    )
    for name in WEIGHTS:
        faults += _of_weights(folder / name, modules.get(name), FAMILIES[generation].unused)
    faults += _of_encoder(folder / ENCODERS[generation], 2)
    faults += _of_encoder(folder / SPEAKER_ENCODER, 1)
    faults += vocabulary
    if checkpoint is not None:
        faults += _of_voices(checkpoint, networks)
    if contents:
        broken = {fault.file for fault in faults}
        whole = [folder / name for name in (*WEIGHTS, VOICES) if name not in broken]
        faults += _of_contents([path for path in whole if path.is_file()], on_read, cancel)
    return tuple(faults)


def _of_weights(path: Path, module: Network | None, unused: Collection[str]) -> Iterator[ModelFault]:
    if not path.is_file():
        yield _missing(path.name)
        return
    try:
        state = {key: value for key, value in read_weights(path).items() if key not in unused}
    except ModelError as error:
        yield _fault(path.name, error)
        return
    if not state:
        yield ModelFault(path.name, "tensor_missing", f"{path.name}: holds no tensors.")
    elif module is not None and path.name == "hift.pt":
        state = {plain_vocoder_key(key): value for key, value in state.items()}
        yield from _of_tensors(path.name, module, state, normed=True)
    elif module is not None:
        yield from _of_tensors(path.name, module, state)


def _of_tensors(
    file: str, module: Network, state: Mapping[str, Tensor], normed: bool = False
) -> Iterator[ModelFault]:
    """Every tensor against the network's. Where `normed`, a weight may be its magnitude and its direction."""
    shapes: dict[str, tuple[int, ...]] = {}
    for key, value in module.state_dict().items():
        ways = list(_spellings(key, value.shape, normed))
        begun = [way for way in ways if way.keys() & state.keys()] or ways
        lacking = min(([name for name in way if name not in state] for way in begun), key=len)
        if lacking:
            yield ModelFault(file, "tensor_missing", f"{file}: lacks the tensor {lacking[0]}.")
        for way in ways:
            shapes |= way
    for key, value in state.items():
        wanted = shapes.get(key)
        if wanted is None:
            yield ModelFault(
                file, "tensor_unknown", f"{file}: has a tensor {key} that doesn't belong to the model."
            )
        elif tuple(value.shape) != wanted:
            yield ModelFault(
                file,
                "tensor_shape",
                f"{file}: {key} has the shape {_shape(value.shape)} and should have {_shape(wanted)}.",
            )
        elif not value.is_floating_point() or value.layout is not torch.strided:
            kind = str(value.dtype).removeprefix("torch.")
            yield ModelFault(file, "tensor_type", f"{file}: {key} holds {kind} and should hold float32.")


def _spellings(key: str, shape: torch.Size, normed: bool) -> Iterator[dict[str, tuple[int, ...]]]:
    """The ways in which a weight may be stored: names and shapes."""
    yield {key: tuple(shape)}
    stem = key.removesuffix("weight")
    if normed and stem != key:
        for magnitude, direction in SPELLINGS:
            yield {stem + magnitude: magnitude_shape(shape), stem + direction: tuple(shape)}


def _of_encoder(path: Path, inputs: int) -> Iterator[ModelFault]:
    if not path.is_file():
        yield _missing(path.name)
        return
    try:
        outline = read_outline(path)
    except ModelError as error:
        yield _fault(path.name, error)
        return
    if len(outline.inputs) != inputs:
        yield ModelFault(
            path.name,
            "weights_mismatch",
            f"{path.name}: takes {len(outline.inputs)} inputs instead of {inputs}; it is another network's file.",
        )


def _of_voices(checkpoint: Checkpoint, networks: Networks | None) -> Iterator[ModelFault]:
    try:
        voices = checkpoint.voices()
    except ModelError as error:
        yield _fault(VOICES, error)
        return
    width = networks.flow.dims.speaker_width if networks is not None else 0
    for name, entry in voices.items() if width else ():
        try:
            speaker_of(name, entry, width)
        except ModelError as error:
            yield _fault(VOICES, error)


def _of_contents(
    paths: list[Path], on_read: OnRead | None, cancel: threading.Event | None
) -> Iterator[ModelFault]:
    total = sum(path.stat().st_size for path in paths)
    done = 0
    for path in paths:
        good, bad = 0, 0
        if not zipfile.is_zipfile(path):
            continue  # the old format has no checksums, and was read whole before
        with zipfile.ZipFile(path) as archive:
            for record in archive.infolist():
                try:
                    with archive.open(record) as stream:
                        while block := stream.read(_BLOCK):
                            done += len(block)
                            if cancel is not None and cancel.is_set():
                                raise CancelledError
                            if on_read is not None:
                                on_read(path.name, done, total)
                    good += record.file_size > 0
                except (zipfile.BadZipFile, OSError) as error:
                    log.warning("%s of %s: %s", record.filename, path, error)
                    bad += 1
        # An archive that was written without checksums disagrees everywhere, and proves nothing.
        if bad and good:
            yield ModelFault(
                path.name,
                "contents",
                f"{path.name}: the contents of {bad} of its {good + bad} parts are damaged.",
            )


def _missing(name: str) -> ModelFault:
    return ModelFault(name, "file_missing", f"{name}: is missing.")


def _fault(file: str, error: ModelError) -> ModelFault:
    """An error of opening, with its file named once."""
    message = error.message if file in error.message else f"{file}: {error.message}"
    return ModelFault(file, error.code, message, error.remedy)


def _shape(shape: tuple[int, ...]) -> str:
    return "×".join(map(str, shape)) or "of a single number"
