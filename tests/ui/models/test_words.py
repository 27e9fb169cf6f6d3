"""The sentences of the manager and the first start."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from cosydesk.doctor.gpus import Gpu
from cosydesk.doctor.machine import Cores, Machine
from cosydesk.ui.models import card_words, catalogue_texts, machine_words
from cosydesk.ui.models.card_state import CardState, Deed, Kind, deeds
from cosydesk.ui.translation import Translation
from cosydesk.weights import DownloadProgress, load_catalogue

CATALOGUE = load_catalogue()
CARD = Gpu("NVIDIA GeForce RTX 4070", 12 << 30, fits=True)
MACHINE = Machine("Linux", "A CPU", Cores(8, 16, 16), 16 << 30, 12 << 30, 500 << 30, (CARD,))


def test_the_catalogue_says_nothing_that_is_not_translated() -> None:
    assert {model.speaks for model in CATALOGUE} == set(catalogue_texts.SPEAKS)


def test_every_mode_of_the_catalogue_has_a_name(qapp: QApplication) -> None:
    for model in CATALOGUE:
        for mode in model.modes:
            assert catalogue_texts.mode_name(mode) != mode


def test_where_it_runs(qapp: QApplication) -> None:
    assert machine_words.where_it_runs(MACHINE) == "Speech will run on your NVIDIA GeForce RTX 4070 (12 GB)."
    processor = "Speech will run on the processor (8 cores, 16 GB)."
    assert machine_words.where_it_runs(replace(MACHINE, gpus=())) == processor
    assert machine_words.where_it_runs(MACHINE, processor_only=True) == processor
    unknown = Machine(None, None, Cores(None, None, None), None, None, None, ())
    assert machine_words.where_it_runs(unknown) == "Speech will run on the processor."


def test_a_container_has_no_more_cores_than_it_may_use(qapp: QApplication) -> None:
    boxed = replace(MACHINE, gpus=(), cores=Cores(8, 16, 2))
    assert "(2 cores, 16 GB)" in machine_words.where_it_runs(boxed)


def test_why_a_card_is_not_used(qapp: QApplication) -> None:
    old = replace(MACHINE, gpus=(replace(CARD, fits=False, code="driver_old", reason="Too old."),))
    assert machine_words.why_not_faster(old) == (
        "Your NVIDIA GeForce RTX 4070 isn't used: its driver is too old; install a newer one."
    )
    assert machine_words.why_not_faster(MACHINE) == ""
    assert machine_words.why_not_faster(replace(MACHINE, gpus=())) == ""


def test_a_speed_is_only_said_when_measured(qapp: QApplication) -> None:
    assert machine_words.measured("Tiny", 0.0) == ""
    assert machine_words.measured("Tiny", 0.5) == "Measured here: Tiny takes 30 s for a minute of speech."
    assert "2:00" in machine_words.measured("Tiny", 2.0)


def test_progress_is_told_as_far_as_it_is_known(qapp: QApplication) -> None:
    assert card_words.progress_words(DownloadProgress()) == "Asking for the list of files…"
    early = DownloadProgress("fetching", 500_000_000, 2_000_000_000)
    assert card_words.progress_words(early) == "500.0 MB of 2.0 GB · 25 %"
    known = replace(early, bytes_per_s=10e6, seconds_left=150.0)
    assert card_words.progress_words(known) == "500.0 MB of 2.0 GB · 25 % · 10.0 MB/s · 2:30 left"
    assert card_words.progress_words(DownloadProgress("verifying", 1, 2)) == "Checking the files · 50 %"
    nearly = DownloadProgress("fetching", 1_999_999_999, 2_000_000_000)
    assert card_words.percent(nearly) == 99, "a hundred is when it is all there"


def test_the_saving_is_said_once_it_is_known(qapp: QApplication) -> None:
    model = CATALOGUE.model("CosyVoice-300M-SFT")
    assert card_words.size_words(model, CardState()) == "2.3 GB"
    saving = CardState(Kind.DOWNLOADING, DownloadProgress("fetching", 0, 1, 3_200_000_000))
    assert card_words.size_words(model, saving) == "2.3 GB instead of 5.5 GB"


def test_memory_is_said_where_it_is_known(qapp: QApplication) -> None:
    model = replace(CATALOGUE.model("CosyVoice-300M-SFT"), memory_bytes=4 << 30)
    assert card_words.fine_print(model) == "Licence: Apache-2.0 · needs 4 GB of memory"


def test_chinese_says_it_too(qapp: QApplication) -> None:
    translation = Translation(qapp, "zh_CN")
    try:
        assert (
            machine_words.where_it_runs(replace(MACHINE, gpus=())) == "语音将在处理器（8 核，16 GB）上生成。"
        )
        state = CardState(Kind.HERE, folder=Path("x"))
        assert card_words.state_words(CATALOGUE.model("SenseVoiceSmall-onnx"), state)[1] == "自动填写参考文本"
    finally:
        translation.choose("en")


def test_what_can_be_done_in_each_state() -> None:
    assert deeds(CardState(), speech=True) == (Deed.DOWNLOAD,)
    assert deeds(CardState(speakable=False), speech=True) == (), "no download that ends in an error"
    assert Deed.USE in deeds(CardState(Kind.HERE), speech=True)
    assert Deed.USE not in deeds(CardState(Kind.HERE), speech=False), "a recogniser is not spoken with"
    assert Deed.USE not in deeds(CardState(Kind.HERE, in_use=True), speech=True)
    assert deeds(CardState(Kind.DAMAGED), speech=True)[0] is Deed.REPAIR
    assert deeds(CardState(Kind.DAMAGED, repairable=False), speech=True)[0] is Deed.FETCH_ANEW
    assert deeds(CardState(Kind.OLDER), speech=True)[0] is Deed.UPDATE
    for kind in Kind:
        assert deeds(CardState(kind), speech=True) or kind is Kind.OPENING
