"""Checkpoints: damaged ones are refused, and no pickle in one ever runs."""

from __future__ import annotations

import io
import pickle
import tempfile
import zipfile
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import example
from hypothesis import strategies as st
from support import canary
from support.fuzzing import fuzz, told
from support.mutations import mutated
from torch import nn

from cosydesk.engine.checkpoint import Checkpoint, load_strictly, read_weights, speaker_of
from cosydesk.engine.config import Record
from cosydesk.engine.errors import ModelError

CODES = {"weights_damaged", "weights_refused", "weights_mismatch"}


class Calls:
    """Unpickled it calls something."""

    def __init__(self, function: Callable[..., Any], *arguments: Any, state: Any = None) -> None:
        self.reduced = (function, arguments, state) if state is not None else (function, arguments)

    def __reduce__(self) -> tuple[Any, ...]:
        return self.reduced


def state() -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in nn.Linear(3, 2).state_dict().items()}


HOSTILE: dict[str, Any] = {
    "a function": {"weight": Calls(canary.fire)},
    "a class": {"weight": canary.Fire()},
    "a state": Calls(canary.Fire, state={"a": 1}),
    "a shell": {"weight": Calls(__import__("os").system, "true")},
    "an eval": Calls(eval, "__import__('support.canary').canary.fire()"),
    "an exec": Calls(exec, "import support.canary; support.canary.fire()"),
    "an import": Calls(__import__, "antigravity"),
    "a getattr": Calls(getattr, Calls(__import__, "os"), "system"),
    "a file": Calls(open, "/tmp/never", "w"),
    "a module": nn.Linear(2, 2),
    "a nested one": {"a": [{"b": (Calls(canary.fire),)}]},
    "a key": {Calls(canary.fire): torch.zeros(1)},
    "a rebuilt tensor": Calls(
        torch._utils._rebuild_tensor_v2, Calls(canary.fire), 0, (1,), (1,), False, OrderedDict()
    ),
    "a pickle in a pickle": Calls(pickle.loads, pickle.dumps(Calls(canary.fire))),
    "a torch.load": Calls(torch.load, "/tmp/never.pt"),
}
HARMLESS: dict[str, Any] = {
    "weights": state(),
    "with a step": {**state(), "epoch": 3, "step": 7},
    "voices": {"Ann": {"embedding": torch.ones(1, 192)}, "Ben": {"embedding": [1.0, 2.0]}},
    "a list": [1, 2, 3],
    "a tensor": torch.zeros(2),
    "nothing": None,
    "half": {name: value.half() for name, value in state().items()},
    "other shapes": {"weight": torch.zeros(3, 3), "bias": torch.zeros(())},
    "whole numbers": {"weight": torch.zeros(2, 3, dtype=torch.int64), "bias": torch.zeros(2, dtype=torch.complex64)},
    "sparse": {"weight": torch.eye(2, 3).to_sparse(), "bias": torch.zeros(2)},
    "views": {"weight": torch.zeros(1).expand(2, 3), "bias": torch.arange(10.0)[::5]},
    "on the meta device": {"weight": torch.zeros(2, 3, device="meta"), "bias": torch.zeros(2, device="meta")},
}  # fmt: skip


def saved(value: Any, *, legacy: bool = False) -> bytes:
    buffer = io.BytesIO()
    torch.save(value, buffer, _use_new_zipfile_serialization=not legacy)
    return buffer.getvalue()


@cache
def seeds() -> list[bytes]:
    made = [saved(value, legacy=legacy) for value in HARMLESS.values() for legacy in (False, True)]
    return [*made, pickle.dumps(HARMLESS["a list"]), saved(HOSTILE["a function"])]


def check(data: bytes) -> None:
    """The file is read as weights and as voices, or refused; nothing of it runs."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "llm.pt"
        path.write_bytes(data)
        (path.parent / "spk2info.pt").write_bytes(data)
        with canary.nothing_runs():
            try:
                read = read_weights(path)
                assert all(isinstance(value, torch.Tensor) for value in read.values())
                with torch.device("meta"):
                    network = nn.Linear(3, 2)
                filled = load_strictly(network, read, path.name)
                assert filled(torch.zeros(1, 3)).shape == (1, 2)
            except ModelError as error:
                told(error, CODES, remedy=True)
            try:
                for voice, entry in Checkpoint(path.parent, 1, Record("c", {}, "c")).voices().items():
                    speaker_of(voice, entry, 192)
            except ModelError as error:
                told(error, CODES)


@pytest.mark.parametrize("legacy", [False, True])
@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_no_pickle_runs(value: Any, legacy: bool) -> None:
    data = saved(value, legacy=legacy)
    check(data)
    check(pickle.dumps(value))


@pytest.mark.parametrize("value", HARMLESS.values(), ids=HARMLESS)
def test_odd_but_harmless(value: Any) -> None:
    check(saved(value))


TOKENS = (
    *(b"csupport.canary\nfire\n", b"csupport.canary\nfire\n(tR"),
    *(b"\x8c\x0esupport.canary\x8c\x04fire\x93)R", b"cos\nsystem\n"),
    *(b"(S'true'\ntR.", b"PK\x03\x04", b"PK\x05\x06", b"\x80\x02", b"\x80\x05", b"}"),
    *(b".", b"q\x00", b"h\x00", b"(", b"t", b"b"),
)  # fmt: skip


@example(data=b"\x80\x02.")  # torch's own unpickler pops from an empty list
@fuzz(80, data=mutated(seeds(), TOKENS, head=300))
def test_damaged_checkpoints(data: bytes) -> None:
    check(data)


@fuzz(60, data=st.data())
def test_damaged_pickles_in_whole_archives(data: st.DataObject) -> None:
    seed = data.draw(st.sampled_from([saved(value) for value in HARMLESS.values()]))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as source, zipfile.ZipFile(made, "w") as archive:
        for info in source.infolist():
            content = source.read(info)
            if info.filename.endswith("/data.pkl") or data.draw(st.integers(0, 4)) == 0:
                content = data.draw(mutated([content], TOKENS))
            archive.writestr(info.filename, content)
    check(made.getvalue())
