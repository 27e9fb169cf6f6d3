"""Which model is offered on which machine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cosydesk.doctor.gpus import Gpu
from cosydesk.doctor.machine import Cores, Machine
from cosydesk.ui.models.recommend import advise, disk_needed, memory_needed
from cosydesk.ui.models.stock import speakable
from cosydesk.weights import CatalogueModel, load_catalogue

CATALOGUE = load_catalogue()
CARD = Gpu("NVIDIA GeForce RTX 4070", 12 << 30, fits=True)
BIG = Machine("Linux", "A CPU", Cores(8, 16, 16), 32 << 30, 30 << 30, 500 << 30, (CARD,))
PROCESSOR = replace(BIG, gpus=())


def everything(_model: CatalogueModel) -> bool:
    return True


def offered(machine: Machine, **options: object) -> str:
    advice = advise(machine, CATALOGUE, **{"speakable": everything, **options})  # type: ignore[arg-type]
    assert advice.model is not None, advice
    return advice.model.id


def test_the_newest_that_can_be_spoken_with_goes_to_a_card() -> None:
    assert offered(BIG) == "FunAudioLLM/Fun-CosyVoice3-0.5B-2512"
    only_first = offered(BIG, speakable=lambda model: "300M" in model.id)
    assert only_first == "iic/CosyVoice-300M"


def test_a_processor_gets_less_work() -> None:
    assert offered(PROCESSOR) == "iic/CosyVoice-300M-25Hz"
    assert offered(BIG, processor_only=True) == "iic/CosyVoice-300M-25Hz"
    unfit = replace(BIG, gpus=(replace(CARD, fits=False, code="driver_old"),))
    assert offered(unfit) == "iic/CosyVoice-300M-25Hz"


def test_what_is_offered_clones_and_is_no_error_in_waiting() -> None:
    for machine in (BIG, PROCESSOR):
        advice = advise(machine, CATALOGUE, speakable)
        assert advice.model is not None
        assert "zero_shot" in advice.model.modes
        assert speakable(advice.model)


@pytest.mark.parametrize(
    ("machine", "obstacle"),
    [(replace(BIG, memory_bytes=1 << 30), "memory"), (replace(BIG, disk_free_bytes=1 << 20), "disk")],
)
def test_nothing_is_offered_that_does_not_fit(machine: Machine, obstacle: str) -> None:
    advice = advise(machine, CATALOGUE, speakable)
    assert advice.model is None
    assert advice.obstacle == obstacle
    assert advice.missing_bytes > 0


def test_the_smaller_is_offered_where_the_better_does_not_fit() -> None:
    big, small = CATALOGUE.model("Fun-CosyVoice3-0.5B-2512"), CATALOGUE.model("CosyVoice-300M")
    room = (disk_needed(big) + disk_needed(small)) // 2
    assert disk_needed(small) < room < disk_needed(CATALOGUE.model("CosyVoice2-0.5B"))
    assert offered(replace(BIG, disk_free_bytes=room)) == small.id


def test_what_is_not_known_stops_nothing() -> None:
    unknown = Machine(None, None, Cores(None, None, None), None, None, None, ())
    assert offered(unknown) == "iic/CosyVoice-300M-25Hz"


def test_nothing_that_can_be_spoken_with_is_said_to_be_so() -> None:
    advice = advise(BIG, CATALOGUE, lambda _model: False)
    assert (advice.model, advice.obstacle) == (None, "none")


def test_memory_is_what_the_catalogue_says_or_what_the_files_take() -> None:
    model = CATALOGUE.model("CosyVoice-300M")
    assert memory_needed(replace(model, memory_bytes=5)) == 5
    assert memory_needed(replace(model, memory_bytes=None)) > model.about_size
