"""Puts the report together from what was found by each part."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from cosydesk.doctor.desk import Desk, check_desk
from cosydesk.doctor.hardware import check_graphics, check_system, disk_problem
from cosydesk.doctor.machine import Machine
from cosydesk.doctor.report import Fact, Problem, Report, Section, Value
from cosydesk.doctor.storage import check_folders, check_models
from cosydesk.doctor.versions import check_versions
from cosydesk.doctor.words import SEVERITIES
from cosydesk.engine.errors import EngineError
from cosydesk.engine.fact_types import EngineFacts
from cosydesk.settings import Settings
from cosydesk.weights import Catalogue, WeightsError, load_catalogue

Silent = Literal["not_asked", "waiting"]
"""Why there are no facts of the engine: nobody asked, or it hasn't answered yet."""


def assemble(
    machine: Machine,
    engine: EngineFacts | EngineError | Silent,
    desk: Desk | None,
    settings: Settings,
    roots: Sequence[Path] = (),
) -> Report:
    """The whole report; looks at model folders and versions itself, which takes some tenths of a second.

    Args:
        machine: from `machine.look`, which is asked for the folder `storage.own_models_folder`.
        engine: what the engine says of itself.
        desk: what Qt says; None = it wasn't asked.
        roots: model folders beside those of the settings and the known caches.
    """
    problems: list[Problem] = []
    try:
        catalogue = load_catalogue()
    except WeightsError as error:
        catalogue = Catalogue(())
        problems.append(Problem("catalogue", {"reason": error.message}))
    facts = engine if isinstance(engine, EngineFacts) else None
    models, of_models, whole = check_models(catalogue, settings, machine.disk_free_bytes, roots)
    speaking = [model for model in catalogue if model.kind == "speech"]
    system, of_system = check_system(machine, speaking, sorted(whole))
    graphics, of_graphics = check_graphics(machine, facts, speaking, sorted(whole))
    screen, of_desk = check_desk(desk)
    folders, of_folders = check_folders(settings)
    versions, of_versions = check_versions()
    running, of_engine = check_engine(engine)
    missing = [model for model in catalogue if model.id not in whole]
    problems += [*of_engine, *of_graphics, *of_system, *of_desk, *of_models, *of_folders, *of_versions]
    problems += disk_problem(machine, missing)
    order = list(SEVERITIES)
    return Report(
        (system, graphics, running, screen, models, folders, Section("versions", tuple(versions))),
        tuple(sorted(problems, key=lambda problem: order.index(problem.severity))),
    )


def check_engine(engine: EngineFacts | EngineError | Silent) -> tuple[Section, list[Problem]]:
    """The engine's libraries and the models that are open in it."""
    if isinstance(engine, EngineError):
        alone = Fact("engine", (Value("state", "fails", "word"),))
        return Section("engine", (alone,)), [Problem("engine_fails", {"reason": engine.message})]
    if not isinstance(engine, EngineFacts):
        return Section("engine", (Fact("engine", (Value("state", engine, "word"),)),)), []
    facts = [Fact("engine", (Value("state", "fails" if engine.faults else "works", "word"),))]
    facts.append(Fact("threads", (Value("count", engine.threads),)))
    int8 = [Value(str(number), name) for number, name in enumerate(engine.int8_kernels)]
    facts.append(Fact("int8", tuple(int8) or (Value("state", "not_built", "word"),)))
    failed = Value("state", "fails", "word")
    facts.append(Fact("library", (Value("version", engine.torch) if engine.torch else failed,), "PyTorch"))
    runtime = Value("version", engine.onnxruntime) if engine.onnxruntime else failed
    providers = (Value(str(number), name) for number, name in enumerate(engine.providers))
    facts.append(Fact("library", (runtime, *providers), "ONNX Runtime"))
    for model in engine.models:
        place = [Value("device", model.device), Value("precision", model.precision)]
        known = [value for value in place if value.raw]
        facts.append(Fact("open_model", (*known, Value("idle_s", model.idle_s, "idle")), model.name))
    return Section("engine", tuple(facts)), [
        Problem("library_fails", {"reason": fault}) for fault in engine.faults
    ]
