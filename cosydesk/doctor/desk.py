"""Screen and sound: what Qt found of them. Qt is asked by who may use it, see `Desk`."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from cosydesk.doctor.report import Fact, Problem, Section, Value

UNSEEN = ("offscreen", "minimal", "vnc", "linuxfb")
"""Qt platforms that show the window to nobody at this screen."""


@dataclass(frozen=True)
class Desk:
    """What Qt says. The window asks in its own process, the command line in a child with a time limit.

    Attributes:
        display: there is a screen to show windows on.
        platform: Qt's platform plugin: ``xcb``, ``wayland``, ``windows``, ``cocoa``; empty = none could be loaded.
        qt: version of Qt.
        session: ``x11`` or ``wayland`` on Linux, as the system calls it.
        outputs, inputs: descriptions of the sound devices, the default first; None = couldn't be asked.
        failure: why the window can't be opened.
    """

    display: bool
    platform: str = ""
    qt: str = ""
    session: str = ""
    outputs: tuple[str, ...] | None = None
    inputs: tuple[str, ...] | None = None
    failure: str = ""


def session_type() -> str:
    """``x11`` or ``wayland`` on Linux, as the environment says; else empty."""
    if not sys.platform.startswith("linux"):
        return ""
    return os.environ.get("XDG_SESSION_TYPE", "") or ("wayland" if os.environ.get("WAYLAND_DISPLAY") else "")


def check_desk(desk: Desk | None) -> tuple[Section, list[Problem]]:
    """None = nobody was asked."""
    if desk is None:
        return Section("desk", (Fact("screen", (Value("state", "not_asked", "word"),)),)), []
    screen = [Value("platform", desk.platform)] if desk.platform else []
    if desk.qt:
        screen.append(Value("qt", f"Qt {desk.qt}"))
    if not desk.display:
        screen.insert(0, Value("state", "no_display", "word"))
    facts = [Fact("screen", tuple(screen))]
    if desk.session:
        facts.append(Fact("session", (Value("type", desk.session),)))
    facts += [_devices("outputs", desk.outputs), _devices("inputs", desk.inputs)]
    return Section("desk", tuple(facts)), _problems(desk)


def _devices(key: str, names: tuple[str, ...] | None) -> Fact:
    if names is None:
        return Fact(key, (Value("state", "unknown", "word"),))
    if not names:
        return Fact(key, (Value("state", "none", "word"),))
    return Fact(key, tuple(Value(str(number), name) for number, name in enumerate(names)))


def _problems(desk: Desk) -> list[Problem]:
    problems = []
    if desk.failure:
        problems.append(Problem("window_fails", {"reason": desk.failure}))
    elif not desk.display:
        problems.append(Problem("no_display"))
    elif desk.platform in UNSEEN:
        problems.append(Problem("screen_unseen", {"platform": desk.platform}))
    elif sys.platform.startswith("linux") and (desk.platform, desk.session) == ("xcb", "wayland"):
        problems.append(Problem("xwayland"))
    if desk.display and desk.outputs == ():  # a server needs neither
        problems.append(Problem("no_output"))
    if desk.display and desk.inputs == ():
        problems.append(Problem("no_input"))
    return problems
