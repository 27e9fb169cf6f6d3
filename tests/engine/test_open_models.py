"""Which models stay in memory."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from tiny_models import TinyModel

from cosydesk.engine import DeviceError, ModelError
from cosydesk.engine.memory import GROWTH, RESERVE_BYTES, fits, free_bytes, weight_bytes
from cosydesk.engine.messages import Loaded, Loading, Place
from cosydesk.engine.open_models import OpenModels
from cosydesk.engine.opening import split_address

CPU = Place("cpu")


class Shelf:
    """A memory of so many places, and models that take one each.

    Attributes:
        told: the ids of the models that were opened, in their order.
        fat: models that take more memory than it seems.
    """

    def __init__(self, places: int) -> None:
        self.told: list[str] = []
        self.fat: set[str] = set()
        self.places = places
        self.models = OpenModels(self.open, self.tell, lambda model, place: len(self.open_ids) < places)

    @property
    def open_ids(self) -> list[str]:
        return [fact.model for fact in self.models.facts()]

    def open(self, model: str, device: str = "auto", precision: str = "auto") -> TinyModel:
        if model in self.fat and self.open_ids:
            raise DeviceError("The model doesn't fit.", code="out_of_memory")
        if model == "missing":
            raise ModelError("There is no such model.")
        return TinyModel(model)

    def tell(self, message: Loading | Loaded) -> None:
        if isinstance(message, Loaded):
            self.told.append(message.model)


def test_the_one_used_longest_ago_leaves() -> None:
    shelf = Shelf(3)
    for model in ("a", "b", "c", "a", "d"):
        shelf.models.get(model)
    assert shelf.open_ids == ["d", "a", "c"]
    shelf.models.get("b")
    assert shelf.open_ids == ["b", "d", "a"]
    assert shelf.told == ["a", "b", "c", "d", "b"]


def test_no_more_leave_than_must() -> None:
    shelf = Shelf(5)
    for model in "abcde":
        shelf.models.get(model)
    shelf.models.get("f")
    assert shelf.open_ids == ["f", "e", "d", "c", "b"]


def test_a_model_that_grows_beyond_what_was_thought_is_opened_alone() -> None:
    shelf = Shelf(3)
    shelf.fat.add("fat")
    shelf.models.get("a")
    shelf.models.get("fat")
    assert shelf.open_ids == ["fat"]


def test_a_model_that_cannot_be_opened_costs_no_other() -> None:
    shelf = Shelf(3)
    shelf.models.get("a")
    with pytest.raises(ModelError):
        shelf.models.get("missing")
    assert shelf.open_ids == ["a"]


def test_another_place_closes_them_all() -> None:
    shelf = Shelf(3)
    shelf.models.get("a")
    shelf.models.move(Place())
    assert shelf.open_ids == ["a"]
    shelf.models.move(CPU)
    assert shelf.open_ids == []


def test_what_counts_as_weights(tmp_path: Path) -> None:
    for name, size in (("llm.pt", 700), ("speech_tokenizer_v2.onnx", 30), ("llm.rl.pt", 5_000)):
        (tmp_path / name).write_bytes(b"x" * size)
    assert weight_bytes(tmp_path) == 730
    assert weight_bytes(*split_address(tmp_path / "llm.rl.pt")) == 5_030
    assert weight_bytes(Path("starter")) == 0


def test_free_memory_is_the_machines() -> None:
    total = psutil.virtual_memory().total
    assert 0 < free_bytes(CPU) < total
    assert 0 < free_bytes(Place("cuda:99")) < total, "opening the model says that there is none"


@pytest.mark.parametrize(("spare", "fit"), [(-(1 << 28), True), (1 << 28, False)])
def test_a_folder_fits_into_what_is_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spare: int, fit: bool
) -> None:
    free = 8 << 30
    monkeypatch.setattr("cosydesk.engine.memory.free_bytes", lambda place: free)
    with (tmp_path / "flow.pt").open("wb") as file:
        file.truncate(int((free - RESERVE_BYTES) / GROWTH) + spare)
    assert fits(str(tmp_path), CPU) is fit
    assert fits("starter", CPU)
