"""What `cosydesk doctor` finds out in child processes, because it may hang or end the process that asks.

Qt aborts where it can't reach a display, a sound server may not answer, and a damaged torch may crash. Each part runs
as ``cosydesk doctor --part NAME``, prints one line of JSON and ends at once.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from cosydesk.cli.display import has_display
from cosydesk.doctor.desk import Desk, session_type
from cosydesk.engine.errors import EngineError
from cosydesk.engine.fact_types import EngineFacts, GpuFacts
from cosydesk.own_command import own_command

PARTS = ("desk", "engine")

DESK_LIMIT_S = 20.0
ENGINE_LIMIT_S = 120.0
"""Loading torch from a slow disk for the first time takes its time."""


class PartError(Exception):
    """The child gave no answer; the text says why."""


def ask_desk() -> Desk:
    """What Qt says of screen and sound. Never raises."""
    display, session = has_display(), session_type()
    failure = ""
    if display:
        try:
            return _desk(_child("desk", DESK_LIMIT_S), display, session)
        except PartError as error:
            failure = str(error)
    # Sound can be asked for without a screen.
    try:
        found = _desk(_child("desk", DESK_LIMIT_S, {"QT_QPA_PLATFORM": "offscreen"}), display, session)
    except PartError as error:
        return Desk(display, session=session, failure=failure or str(error))
    return replace(found, platform="", failure=failure)


def ask_engine() -> EngineFacts | EngineError:
    """What a fresh engine says of itself. Never raises."""
    try:
        found = _child("engine", ENGINE_LIMIT_S)
    except PartError as error:
        return EngineError(f"{error}", code="engine_crashed")
    cards = tuple(GpuFacts(**card) for card in found.pop("gpus"))
    found.pop("models")  # a fresh engine has none
    lists = {name: tuple(value) for name, value in found.items() if isinstance(value, list)}
    return EngineFacts(**{**found, **lists}, gpus=cards)


def run_part(name: str) -> None:
    """In the child: print what was found, and end without waiting for what a library still has running."""
    print(json.dumps(_look_at_desk() if name == "desk" else _look_at_engine()), flush=True)
    os._exit(0)


def _look_at_desk() -> dict[str, Any]:
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(["cosydesk"])
    outputs: list[str] | None = None
    inputs: list[str] | None = None
    try:
        from cosydesk.playback.output import device_names
        from cosydesk.playback.qt_input import input_names
    except ImportError:  # the system lacks what QtMultimedia needs
        pass
    else:
        outputs, inputs = device_names(), input_names()
    return {
        "platform": application.platformName(),
        "qt": qVersion(),
        "outputs": outputs,
        "inputs": inputs,
    }


def _look_at_engine() -> dict[str, Any]:
    from cosydesk.engine.threads import limit_threads

    limit_threads(0)
    from cosydesk.engine.facts import examine

    return asdict(examine())


def _desk(found: dict[str, Any], display: bool, session: str) -> Desk:
    outputs, inputs = (None if found[key] is None else tuple(found[key]) for key in ("outputs", "inputs"))
    return Desk(display, found["platform"], found["qt"], session, outputs, inputs)


def _child(part: str, limit_s: float, environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the child prints.

    Raises:
        PartError: it can't be started, takes too long, crashes, or prints something else.
    """
    try:
        done = subprocess.run(
            [*own_command(), "doctor", "--part", part],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=limit_s,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **(environment or {})},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PartError(f"It gave no answer within {limit_s:.0f} seconds.") from error
    except OSError as error:
        raise PartError(f"{error.strerror or error}.") from error
    try:
        found = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else None
    except (ValueError, IndexError):
        found = None
    if not isinstance(found, dict):
        raise PartError(_reason(done.stderr, done.returncode))
    return found


def _reason(complaint: str, code: int) -> str:
    """The first thing that it complained about, without the name of Qt's log category."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    if not lines:
        return f"It ended with status {code}."
    first = lines[-1] if lines[0].startswith("Traceback") else lines[0]
    category, separator, rest = first.partition(": ")
    return rest if separator and category.startswith("qt.") else first
