"""What a batch tells, for people at a terminal, for logs, and for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Protocol, TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Column
from rich.text import Text

from cosydesk.batch.events import (
    Begun,
    Delivered,
    Delivering,
    Event,
    LineDoubted,
    LineFailed,
    LineProgress,
    LineSpoken,
    Note,
)
from cosydesk.batch.order import Failure
from cosydesk.cli.check_words import check_words
from cosydesk.studio.take_check import TakeCheck

_EXCERPT_CHARS = 40
_WIDEST = len("Speaking line 1000")


class Report(Protocol):
    """Takes the events of a batch and says how it ended."""

    spoken: int
    due: int

    def tell(self, event: Event) -> None: ...
    def end(self, status: int, failures: tuple[Failure, ...]) -> None: ...


@contextmanager
def report_on(as_json: bool) -> Iterator[Report]:
    """JSON lines on standard output; else bars on a terminal, else plain lines, on standard error; the files'
    names on standard output.
    """
    if as_json:
        yield JsonReport(sys.stdout)
    elif sys.stderr.isatty():
        bars = _bars()
        with bars:
            yield BarReport(bars)
    else:
        yield PlainReport()


class _Counted:
    """Counts lines, and lists the files and the failures in the end."""

    def __init__(self) -> None:
        self.due = 0
        self.spoken = 0
        self._failed = 0
        self._files: list[str] = []

    @property
    def _ended(self) -> int:
        return self.spoken + self._failed

    def _count(self, event: Event) -> None:
        match event:
            case Begun(due):
                self.due = self._ended + due
            case LineSpoken():
                self.spoken += 1
            case LineFailed():
                self._failed += 1
            case Delivered(path):
                self._files.append(str(path))

    def _list(self, failures: tuple[Failure, ...]) -> None:
        if failures:
            count = len(failures)
            print(f"{count} line{'s' if count > 1 else ''} could not be spoken:", file=sys.stderr)
        for failure in failures:
            print(f"  {_failed(failure)}", file=sys.stderr)
        sys.stderr.flush()
        for path in self._files:
            print(path)
        sys.stdout.flush()


class PlainReport(_Counted):
    """A line for each thing that happens."""

    def tell(self, event: Event) -> None:
        self._count(event)
        match event:
            case Begun(due, current):
                _say(f"{due} lines to speak, {current} up to date")
            case LineSpoken(number, text, seconds, notices, _, attempts):
                best = f", the best of {attempts}" if attempts > 1 else ""
                _say(f"{self._ended}/{self.due} line {number}, {seconds:.1f} s{best}: {_excerpt(text)}")
                for notice in notices:
                    _say(f"  Note: {notice}")
            case LineFailed(failure):
                _say(f"{self._ended}/{self.due} {_failed(failure)}")
            case LineDoubted():
                _say(_doubted(event))
            case Note(_, message):
                _say(f"Note: {message}")

    def end(self, status: int, failures: tuple[Failure, ...]) -> None:
        self._list(failures)


class BarReport(_Counted):
    """A bar for the lines, and one for the delivery."""

    def __init__(self, bars: Progress) -> None:
        super().__init__()
        self._bars = bars
        self._lines: TaskID | None = None
        self._delivery: TaskID | None = None

    def tell(self, event: Event) -> None:
        self._count(event)
        match event:
            case Begun() if self.due:
                if self._lines is None:
                    self._lines = self._bars.add_task("Speaking", by="lines")
                self._bars.update(self._lines, total=self.due)
            case LineProgress(number, fraction, attempt, attempts):
                again = f", attempt {attempt} of {attempts}" if attempt > 1 else ""
                self._show(self._ended + min(fraction, 1.0), f"Speaking line {number}{again}")
            case LineSpoken(number, _, _, notices):
                for notice in notices:
                    self._print(f"Line {number}: {notice}")
                self._show(self._ended, "Speaking")
            case LineFailed(failure):
                self._print(_failed(failure))
                self._show(self._ended, "Speaking")
            case LineDoubted():
                self._print(_doubted(event))
            case Note(_, message):
                self._print(f"Note: {message}")
            case Delivering(fraction):
                if self._delivery is None:
                    self._delivery = self._bars.add_task("Delivering", total=1.0, by="percent")
                self._bars.update(self._delivery, completed=fraction)

    def end(self, status: int, failures: tuple[Failure, ...]) -> None:
        self._bars.stop()
        self._list(failures)

    def _print(self, text: str) -> None:
        self._bars.console.print(text, markup=False, highlight=False)

    def _show(self, done: float, words: str) -> None:
        if self._lines is not None:
            self._bars.update(self._lines, completed=done, description=words)


class JsonReport:
    """One JSON object a line, each with ``event``; the last is ``ended``."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.due = 0
        self.spoken = 0
        self._files: list[str] = []
        self._percent = -1

    def tell(self, event: Event) -> None:
        match event:
            case Begun(due, current):
                self.due = self.spoken + due
                self._write("begun", due=due, current=current)
            case LineSpoken(number, text, seconds, notices, check, attempts):
                self.spoken += 1
                checked = {} if check is None else {"check": _fields_of(check), "attempts": attempts}
                self._write(
                    "spoken",
                    line=number,
                    text=text,
                    seconds=round(seconds, 3),
                    notices=list(notices),
                    **checked,
                )
            case LineFailed(failure):
                self._write("failed", **_fields(failure))
            case LineDoubted(number, text, check):
                self._write("check_failed", line=number, text=text, check=_fields_of(check))
            case Note(code, message):
                self._write("note", code=code, message=message)
            case Delivering(fraction):
                if (percent := int(100 * fraction)) > self._percent:
                    self._percent = percent
                    self._write("delivering", percent=percent)
            case Delivered(path):
                self._files.append(str(path))
                self._write("delivered", file=str(path))

    def end(self, status: int, failures: tuple[Failure, ...]) -> None:
        self._write(
            "ended",
            status=status,
            files=self._files,
            spoken=self.spoken,
            failed=[_fields(failure) for failure in failures],
        )

    def _write(self, event: str, **values: object) -> None:
        self._stream.write(json.dumps({"event": event, **values}, ensure_ascii=False) + "\n")
        self._stream.flush()


class _DoneColumn(ProgressColumn):
    """Lines are counted, all else is a percentage."""

    def render(self, task: Task) -> Text:
        if task.fields["by"] == "lines":
            return Text(f"{int(task.completed)}/{int(task.total or 0)}", "progress.percentage")
        return Text(f"{task.percentage:.0f} %", "progress.percentage")


class _LeftColumn(TimeRemainingColumn):
    """How long it still takes; nothing while that isn't known."""

    def render(self, task: Task) -> Text:
        time = super().render(task)
        return Text() if "-" in time.plain or task.finished else time.append(" left")


def _bars() -> Progress:
    return Progress(
        # As wide for every line of a long script, so that the bar stays where it is.
        TextColumn("{task.description}", markup=False, table_column=Column(min_width=_WIDEST)),
        BarColumn(bar_width=30),
        _DoneColumn(table_column=Column(justify="right", min_width=5)),
        _LeftColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
    )


def _fields(failure: Failure) -> dict[str, object]:
    values = asdict(failure)
    return {"line": values.pop("number"), **values}


def _fields_of(check: TakeCheck) -> dict[str, object]:
    rate = check.error_rate
    return {
        **asdict(check),
        "error_rate": None if rate is None else round(rate, 4),
        "faults": list(check.faults),
    }


def _doubted(event: LineDoubted) -> str:
    return f"Line {event.number} ({_excerpt(event.text)}) fails its check: {check_words(event.check)}"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _failed(failure: Failure) -> str:
    return f"Line {failure.number} ({_excerpt(failure.text)}): {failure.message} {failure.remedy}".rstrip()


def _excerpt(text: str) -> str:
    return text if len(text) <= _EXCERPT_CHARS else text[: _EXCERPT_CHARS - 1] + "…"
