"""A soak: the real window with the real engine at work for a while, and whether what it holds grows."""

from __future__ import annotations

import gc
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import ClassVar

import psutil
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cosydesk.ui.actions import ActionId
from cosydesk.ui.main_window import MainWindow

VOICES = ("starter:af_heart", "starter:zf_xiaoxiao", "starter:bm_george")
TEXTS = {
    VOICES[0]: ("One small step.", "We <strong>go</strong> on [breath] slowly.", "Is it late? Number {}."),
    VOICES[1]: ("夜深了。", "第{}句，<strong>慢慢</strong>说。", "我们走吧[pause 0.2]好吗？"),
    VOICES[2]: ("Good evening.", "The train {} is late again.", "Not a word."),
}
MOST_WAITING = 5
"""Jobs in the queue; more aren't asked for."""
WARM = 0.3
"""The part of the time in which caches fill, threads start, and models are loaded."""
SAMPLES = 40


@dataclass(frozen=True)
class Sample:
    """What both processes hold at one moment; sizes in MB."""

    seconds: float
    window_mb: float
    engine_mb: float
    window_files: int
    engine_files: int
    window_threads: int
    engine_threads: int
    widgets: int
    qobjects: int
    temporary_files: int


BOUNDS: dict[str, tuple[float, float]] = {
    "window_mb": (40.0, 0.10),
    "engine_mb": (60.0, 0.06),
    "window_files": (8, 0),
    "engine_files": (4, 0),
    "window_threads": (6, 0),
    "engine_threads": (4, 0),
    "widgets": (30, 0.04),
    "qobjects": (120, 0.04),
    "temporary_files": (2, 0),
}
"""By how much each may grow after the warm-up: the greater of a number and of a part of what it was."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("cosydesk")
    group.addoption("--soak-minutes", type=float, default=0.0, help="soak for so long; 0: half a minute")
    group.addoption("--soak-lines", type=int, default=500, help="lines of the script that is soaked")


REPORT = pytest.StashKey[str]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A soak may take as long as it is asked to."""
    for item in items:
        if item.path.name == "test_soak.py":
            item.add_marker(pytest.mark.timeout(60 * max(config.getoption("--soak-minutes"), 10) + 600))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What a soak by command has measured; of the short one in the tests only a failure tells."""
    if config.getoption("--soak-minutes") and (measured := config.stash.get(REPORT, "")):
        terminalreporter.write_line(measured)


class Soak:
    """Does what people do, in random order.

    Attributes:
        samples: what was held, in order.
        done: what was done how often; ``spoken`` counts the takes that arrived.
    """

    def __init__(self, window: MainWindow, qtbot: QtBot, temporary: Path, seed: int = 0) -> None:
        self.samples: list[Sample] = []
        self.done: Counter[str] = Counter()
        self._window = window
        self._qtbot = qtbot
        self._temporary = temporary
        self._chance = random.Random(seed)
        self._told = {
            "spoken": window.speech.finished,
            "cancelled": window.queue.job_cancelled,
            "failed": window.queue.job_failed,
        }
        for name, signal in self._told.items():
            signal.connect(lambda *_, name=name: self.done.update((name,)))

    def write(self, lines: int) -> None:
        """Begin with a script of so many lines."""
        project = self._window.document.project
        made = [project.new_line(self._text(voice), voice) for voice in self._voices(lines)]
        self._window.document.apply(project.edit_lines([line.id for line in project.lines], made, 0))
        # The list of what was asked for has its fill: it remembers some hundreds of jobs, and shows some dozens.
        self._window.queue.set_paused(True)
        self._trigger(ActionId.SPEAK_STALE)
        self._window.queue.cancel_all()
        self._window.queue.set_paused(False)
        self._qtbot.waitUntil(lambda: not self._window.queue.busy)
        self._load()
        self.done.clear()

    def run(self, seconds: float) -> None:
        """Act until the time is over, and take samples on the way."""
        start = time.monotonic()
        self._sample(0.0)
        while (spent := time.monotonic() - start) < seconds:
            name = self._chance.choices(list(self._DOINGS), self._WEIGHTS)[0]
            self._DOINGS[name](self)
            self.done.update((name,))
            self._qtbot.wait(self._chance.randrange(20, 250))
            if spent >= len(self.samples) * seconds / SAMPLES:
                self._sample(spent)
        self._window.queue.cancel_all()
        self._window.player.stop()
        self._qtbot.waitUntil(lambda: not self._window.queue.busy, timeout=60_000)
        self._sample(time.monotonic() - start)

    # -- what is done ----------------------------------------------------------------------------------------

    def _speak(self) -> None:
        if len([job for job in self._window.queue.jobs() if not job.state.ended]) < MOST_WAITING:
            self._choose()
            action = self._chance.choice((ActionId.SPEAK_LINE, ActionId.SPEAK_LINE, ActionId.NEW_TAKE))
            self._trigger(action)

    def _cancel(self) -> None:
        self._trigger(self._chance.choice((ActionId.CANCEL, ActionId.CANCEL, ActionId.CANCEL_ALL)))

    def _edit(self) -> None:
        project, line = self._window.document.project, self._choose()
        if line:
            voice = project.line(line).voice_id
            self._window.document.apply(project.edit_text(line, self._text(voice)))

    def _type(self) -> None:
        if self._choose():
            edit = self._window.editor.edit
            self._qtbot.keyClicks(edit, self._chance.choice(("word ", "a", "x.", "Yes, ")))
            if self._chance.random() < 0.3:
                self._qtbot.keyClick(edit, Qt.Key.Key_Return)

    def _change(self) -> None:
        project, line = self._window.document.project, self._choose()
        if line:
            edit = project.edit_line(line, speed=self._chance.choice((0.8, 1.0, 1.2)))
            self._window.document.apply(edit)

    def _delete(self) -> None:
        """Some lines go and as many come, so that the script stays as long as it is."""
        project, line = self._window.document.project, self._choose()
        if line:
            at = project.index_of(line)
            gone = [one.id for one in project.lines[at : at + self._chance.randrange(1, 6)]]
            made = [project.new_line(self._text(voice), voice) for voice in self._voices(len(gone))]
            self._window.document.apply(project.edit_lines(gone, made, at))

    def _undo(self) -> None:
        for _ in range(self._chance.randrange(1, 4)):
            self._trigger(ActionId.UNDO)

    def _redo(self) -> None:
        for _ in range(self._chance.randrange(1, 4)):
            self._trigger(ActionId.REDO)

    def _take(self) -> None:
        self._choose()
        self._trigger(self._chance.choice((ActionId.PREVIOUS_TAKE, ActionId.NEXT_TAKE, ActionId.DELETE_TAKE)))

    def _play(self) -> None:
        self._trigger(self._chance.choice((ActionId.PLAY, ActionId.PLAY, ActionId.STOP, ActionId.TO_START)))

    def _look(self) -> None:
        self._trigger(self._chance.choice((ActionId.ZOOM_IN, ActionId.ZOOM_OUT, ActionId.ZOOM_FIT)))

    _DOINGS: ClassVar[dict[str, Callable[[Soak], None]]] = {
        "asked": _speak,
        "stopped": _cancel,
        "edited": _edit,
        "typed": _type,
        "changed": _change,
        "deleted": _delete,
        "undone": _undo,
        "redone": _redo,
        "taken": _take,
        "played": _play,
        "zoomed": _look,
    }
    _WEIGHTS: ClassVar[tuple[int, ...]] = (30, 1, 8, 8, 4, 4, 14, 8, 6, 6, 3)

    def _load(self) -> None:
        """Each voice speaks, and is heard: what is loaded at its first use is loaded then."""
        for voice in VOICES:
            line = next(line for line in self._window.document.project.lines if line.voice_id == voice)
            self._go_to(line.id)
            with self._qtbot.waitSignal(self._window.speech.finished, timeout=120_000):
                self._trigger(ActionId.SPEAK_LINE)
        with self._qtbot.waitSignal(self._window.player.playing_changed, timeout=60_000):
            self._trigger(ActionId.PLAY)
        self._trigger(ActionId.STOP)

    # -- inside ----------------------------------------------------------------------------------------------

    def _choose(self) -> str:
        """Go to a random line; empty where there is none."""
        lines = self._window.document.project.lines
        if not lines:
            return ""
        line = self._chance.choice(lines)
        self._go_to(line.id)
        return line.id

    def _go_to(self, line_id: str) -> None:
        self._window.editor.focus_line(line_id)
        self._window.document.set_current_line(line_id)

    def _trigger(self, action: ActionId) -> None:
        if self._window.actions_by_id[action].isEnabled():
            self._window.actions_by_id[action].trigger()

    def _voices(self, count: int) -> list[str]:
        return [self._chance.choice(VOICES) for _ in range(count)]

    def _text(self, voice: str) -> str:
        return self._chance.choice(TEXTS[voice]).format(self._chance.randrange(1000))

    def _sample(self, seconds: float) -> None:
        gc.collect()
        own = psutil.Process()
        pid = self._window.queue.engine_pid
        engine = psutil.Process(pid) if pid is not None else None
        self.samples.append(
            Sample(
                seconds=seconds,
                window_mb=own.memory_info().rss / 1e6,
                engine_mb=engine.memory_info().rss / 1e6 if engine else 0.0,
                window_files=_handles(own),
                engine_files=_handles(engine) if engine else 0,
                window_threads=own.num_threads(),
                engine_threads=engine.num_threads() if engine else 0,
                widgets=len(QApplication.allWidgets()),
                qobjects=len(self._window.findChildren(QObject)),
                temporary_files=sum(len(files) for _, _, files in os.walk(self._temporary)),
            )
        )


@dataclass(frozen=True)
class Verdict:
    """How one quantity went: its median early after the warm-up, its median at the end, by how much it may grow."""

    name: str
    early: float
    late: float
    allowed: float

    @property
    def flat(self) -> bool:
        return self.late - self.early <= self.allowed

    def __str__(self) -> str:
        word = "flat" if self.flat else "GROWS"
        went = f"{self.early:9.1f} -> {self.late:9.1f}  {self.late - self.early:+8.1f}"
        return f"{self.name:16} {went} (at most {self.allowed:+.1f})  {word}"


def verdicts(samples: list[Sample]) -> list[Verdict]:
    """How each quantity went after the warm-up; the last sample, of the rest afterwards, isn't counted."""
    settled = samples[int(len(samples) * WARM) : -1]
    part = max(1, len(settled) // 4)
    made = []
    for name, (number, share) in BOUNDS.items():
        early = statistics.median(getattr(sample, name) for sample in settled[:part])
        late = statistics.median(getattr(sample, name) for sample in settled[-part:])
        made.append(Verdict(name, early, late, max(number, share * early)))
    return made


def report(soak: Soak) -> str:
    """A table of the samples, what was done, and the verdicts."""
    names = [field.name for field in fields(Sample)]
    head = " ".join(f"{name.replace('_', ' '):>15}" for name in names)
    rows = [_row(sample) for sample in soak.samples]
    done = ", ".join(f"{count} {name}" for name, count in soak.done.most_common())
    return "\n".join((head, *rows, done, *map(str, verdicts(soak.samples))))


def _row(sample: Sample) -> str:
    return " ".join(f"{getattr(sample, field.name):15.0f}" for field in fields(Sample))


def _handles(process: psutil.Process) -> int:
    return process.num_fds() if hasattr(process, "num_fds") else process.num_handles()
