"""What a report says is in the way, from machines, engines and folders that have it."""

from __future__ import annotations

import json
import string
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cosydesk.doctor.check import assemble
from cosydesk.doctor.desk import Desk
from cosydesk.doctor.gpus import Gpu
from cosydesk.doctor.machine import Machine
from cosydesk.doctor.problem_words import PROBLEMS
from cosydesk.doctor.report import Problem, Report
from cosydesk.doctor.words import FACTS, KINDS, SECTIONS, SEVERITIES, WORDS
from cosydesk.doctor.writing import as_json, as_text
from cosydesk.engine.errors import EngineError
from cosydesk.engine.fact_types import EngineFacts, GpuFacts, OpenModel
from cosydesk.settings import Settings
from cosydesk.weights import load_catalogue

from .conftest import ENGINE, GIB, MACHINE

DESK = Desk(True, "xcb", "6.11.3", "x11", ("Speakers",), ("Microphone",))
CARD = Gpu("RTX 3090", 24 * GIB, 20 * GIB, "550.54", fits=True, capability="8.6")


def codes(report: Report) -> set[str]:
    return {problem.code for problem in report.problems} - {"version_untested"}


def of(machine: Machine, settings: Settings, engine: EngineFacts = ENGINE) -> set[str]:
    return codes(assemble(machine, engine, DESK, settings))


def test_a_good_machine_has_no_problems(settings: Settings) -> None:
    report = assemble(MACHINE, ENGINE, DESK, settings)
    assert codes(report) == set()
    assert report.fine
    assert [section.key for section in report.sections] == list(SECTIONS)


def test_cards_and_what_is_wrong_with_them(settings: Settings) -> None:
    def with_card(card: Gpu, engine: EngineFacts = ENGINE) -> set[str]:
        return of(replace(MACHINE, gpus=(card,)), settings, engine)

    cuda = replace(ENGINE, cuda="12.8", cuda_works=True)
    seen = GpuFacts("cuda:0", CARD.name, "8.6", CARD.memory_bytes, CARD.free_bytes, supported=True)
    assert with_card(CARD, replace(cuda, gpus=(seen,))) == set()
    unknown = replace(seen, supported=False)
    assert with_card(CARD, replace(cuda, gpus=(unknown,))) == {"gpu_unsupported"}
    assert with_card(CARD, replace(cuda, cuda_works=False, cuda_reason="No luck")) == {"cuda_fails"}
    for code, problem in (
        ("no_driver", "driver_missing"),
        ("driver_old", "driver_old"),
        ("no_support", "gpu_no_support"),
        ("small", "gpu_small"),
    ):
        assert with_card(replace(CARD, fits=False, code=code)) == {problem}
    assert with_card(Gpu("Radeon", code="other_maker")) == set()
    assert with_card(replace(CARD, memory_bytes=2 * GIB, free_bytes=2 * GIB)) == {"gpu_small_offer"}


def test_the_old_driver_s_sentence_names_what_is_needed(settings: Settings) -> None:
    old = Gpu("K80", 12 * GIB, 11 * GIB, "470.82", fits=False, code="driver_old")
    engine = replace(ENGINE, cuda="12.8")
    report = assemble(replace(MACHINE, gpus=(old,)), engine, DESK, settings)
    (problem,) = [problem for problem in report.problems if problem.code == "driver_old"]
    assert problem.message == "The driver 470.82 of K80 is too old for CUDA 12.8."
    assert "525" in problem.remedy


def put_model(folder: Path, *, leave_out: str = "", cut: str = "") -> None:
    """The SFT model as sparse files of the right sizes."""
    for file in load_catalogue().model("iic/CosyVoice-300M-SFT").files:
        if file.path != leave_out:
            path = folder / "CosyVoice-300M-SFT" / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            size = file.size or file.about or 1
            with path.open("wb") as out:
                out.truncate(size // 2 if file.path == cut else size)


def test_models_and_their_health(settings: Settings, tmp_path: Path) -> None:
    settings.more_model_folders = [str(tmp_path)]
    put_model(tmp_path)
    report = assemble(MACHINE, ENGINE, DESK, settings)
    assert codes(report) == set()
    (model,) = [fact for fact in report.section("models").facts if fact.key == "model"]
    assert model.subject == "CosyVoice 300M SFT"
    assert model.values[0].raw == "whole"
    assert 2e9 < float(model.values[1].raw or 0) < 3e9


@pytest.mark.parametrize(
    ("damage", "code"),
    [({"leave_out": "hift.pt"}, "model_incomplete"), ({"cut": "hift.pt"}, "model_damaged")],
)
def test_damaged_models_are_named_with_their_files(
    settings: Settings, tmp_path: Path, damage: dict[str, str], code: str
) -> None:
    put_model(tmp_path, **damage)
    report = assemble(MACHINE, ENGINE, DESK, settings, [tmp_path])
    assert codes(report) == {code}
    assert "hift.pt" in report.problems[0].message
    put_model(tmp_path / "elsewhere")
    report = assemble(MACHINE, ENGINE, DESK, settings, [tmp_path, tmp_path / "elsewhere"])
    assert codes(report) == set(), "a whole one elsewhere does as well"


def test_what_is_too_small_for_the_models(settings: Settings, tmp_path: Path) -> None:
    tight = replace(MACHINE, memory_bytes=2 * GIB, memory_free_bytes=GIB // 2, disk_free_bytes=GIB)
    assert of(tight, settings) == {"memory_small_offer", "memory_low", "disk_low"}
    put_model(tmp_path)
    settings.more_model_folders = [str(tmp_path)]
    assert "memory_small" in of(tight, settings)
    full = replace(CARD, free_bytes=GIB)
    assert of(replace(MACHINE, gpus=(full,)), settings) == {"gpu_full"}
    ours = replace(ENGINE, models=(OpenModel("x", "X", "cuda:0", "float16", 3.0),))
    assert of(replace(MACHINE, gpus=(full,)), settings, ours) == set(), "our own models fill it"


def test_nothing_known_is_no_problem(settings: Settings) -> None:
    blank = replace(
        MACHINE, system=None, cpu_name=None, memory_bytes=None, memory_free_bytes=None, disk_free_bytes=None
    )
    report = assemble(blank, "not_asked", None, settings)
    assert codes(report) == set()
    assert "not found out" in as_text(report)


@pytest.mark.parametrize(
    ("desk", "found"),
    [
        (Desk(False), {"no_display"}),
        (Desk(False, outputs=(), inputs=()), {"no_display"}),
        (replace(DESK, outputs=(), inputs=()), {"no_output", "no_input"}),
        (replace(DESK, outputs=None, inputs=None), set()),
        (replace(DESK, platform="offscreen"), {"screen_unseen"}),
        (replace(DESK, platform="", failure="could not connect to display :7"), {"window_fails"}),
        (replace(DESK, session="wayland"), {"xwayland"} if sys.platform.startswith("linux") else set()),
        (replace(DESK, session="wayland", platform="wayland"), set()),
    ],
)
def test_screen_and_sound(settings: Settings, desk: Desk, found: set[str]) -> None:
    assert codes(assemble(MACHINE, ENGINE, desk, settings)) == found


def test_the_engine(settings: Settings) -> None:
    dead = EngineError("It ended with status 3.", code="engine_crashed")
    report = assemble(MACHINE, dead, DESK, settings)
    assert codes(report) == {"engine_fails"}
    assert not report.fine
    broken = replace(ENGINE, torch=None, faults=("PyTorch can't be used: a file is missing.",))
    assert codes(assemble(MACHINE, broken, DESK, settings)) == {"library_fails"}
    waiting = assemble(MACHINE, "waiting", DESK, settings)
    assert codes(waiting) == set()
    assert "asked, no answer yet" in as_text(waiting)


def test_folders_and_settings(settings: Settings, tmp_path: Path) -> None:
    settings.path.parent.mkdir(parents=True, exist_ok=True)
    settings.path.with_name("settings.toml.broken").write_text("x =", "utf-8")
    settings.more_model_folders = [str(tmp_path / "unplugged")]
    assert of(MACHINE, settings) == {"settings_aside", "models_absent"}


def test_a_folder_that_cannot_be_written(settings: Settings, home: Path) -> None:
    (home / "data").write_text("a file where the folder should be", "utf-8")
    report = assemble(MACHINE, ENGINE, DESK, settings)
    assert "not_writable" in codes(report)
    assert str(home / "data") in next(
        problem.message for problem in report.problems if problem.code == "not_writable"
    )


def test_the_worst_comes_first(settings: Settings) -> None:
    report = assemble(
        replace(MACHINE, memory_free_bytes=1), EngineError("No."), replace(DESK, inputs=()), settings
    )
    severities = [list(SEVERITIES).index(problem.severity) for problem in report.problems]
    assert severities == sorted(severities)
    assert report.problems[0].code == "engine_fails"


def test_every_sentence_fills_its_gaps_with_what_the_other_names() -> None:
    for code, (severity, message, remedy) in PROBLEMS.items():
        assert severity in SEVERITIES
        assert message.endswith((".", "}")), code
        assert remedy.endswith("."), code
        gaps = {name for text in (message, remedy) for _, name, *_ in string.Formatter().parse(text) if name}
        filled = Problem(code, dict.fromkeys(gaps, "x"))
        assert "{" not in filled.message + filled.remedy


def test_json_keeps_its_shape(settings: Settings) -> None:
    report = assemble(replace(MACHINE, gpus=(CARD,)), ENGINE, replace(DESK, inputs=()), settings)
    made = json.loads(json.dumps(as_json(report)))
    assert made.keys() == {"format", "fine", "problems", "sections"}
    assert made["format"] == 1
    assert made["problems"][0].keys() == {"code", "severity", "message", "remedy", "about"}
    assert list(made["sections"]) == list(SECTIONS)
    (row, *_rest) = made["sections"]["graphics"]
    assert row.keys() == {"key", "subject", "text", "values"}
    assert row["values"]["memory"] == 24 * GIB


def test_the_text_has_every_section_and_the_problems_last(settings: Settings) -> None:
    text = as_text(assemble(MACHINE, ENGINE, replace(DESK, inputs=()), settings))
    places = [text.index(f"{title}\n") for title in SECTIONS.values()]
    assert places == sorted(places)
    assert text.index("Good to know: There is no microphone") > places[-1]


def test_all_words_that_facts_use_are_there(settings: Settings, tmp_path: Path) -> None:
    put_model(tmp_path, cut="llm.pt")
    card = GpuFacts("cuda:0", "Other", "9.0", 1, 1, supported=True)
    model = OpenModel("x", "X", "cpu", "int8", 3.0)
    full = replace(ENGINE, gpus=(card,), mps=True, models=(model,), cuda="12.8")
    for engine in (full, ENGINE, EngineError("No."), "waiting", "not_asked"):
        report = assemble(replace(MACHINE, gpus=(CARD,)), engine, DESK, settings, [tmp_path])  # type: ignore[arg-type]
        for fact in (fact for section in report.sections for fact in section.facts):
            assert fact.subject or fact.key in FACTS
            for value in fact.values:
                assert value.kind in {
                    *KINDS, "text", "path", "word", "memory", "disk", "memory_free", "disk_free"
                }  # fmt: skip
                assert value.kind != "word" or value.raw in WORDS
