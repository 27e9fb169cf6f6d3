"""A pytest plugin that counts how often a fault was really caused, and how often the program got through it.

    def test_killed_in_mid_sentence(fault: Fault) -> None:
        count = fault("the engine process is killed in mid-sentence")
        for _ in range(count.tries(3)):
            ...  # cause it, and assert what must hold
            count.survived()
        count.lost("the take that was being made")

`--fault-factor N` tries N times as often; `--fault-table FILE` writes what was counted as a page of Markdown. Where
only some tests were chosen (`-k`), the rows of the others stay as an earlier run wrote them.
"""

from __future__ import annotations

import datetime
import os
import platform
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

INTRODUCTION = """\
# Reliability

What CosyDesk does when things go wrong, measured: each fault below was really caused (processes killed, disks filled,
devices taken away, files damaged) as often as the table says. A try counts as survived when the program went on
working, said what was wrong, and lost no more than the last column tells.

This page is written by `python3 packaging/dev.py reliability`, which runs the tests in `tests/faults` with greater
numbers than the daily tests do.
"""

NOTHING = "nothing"


@dataclass
class FaultCount:
    """One row of the table: a fault, and what became of those who met it.

    Attributes:
        name: of the fault, as users would say it.
        tried: how often it was to be caused.
        went_well: how often all was as it must be afterwards.
        losses: what was lost at most, in plain words; empty = nobody has said yet.
        hindrance: why it could not be caused here; "" = it could.
    """

    name: str
    factor: int = 1
    tried: int = 0
    went_well: int = 0
    losses: list[str] = field(default_factory=list)
    hindrance: str = ""

    def tries(self, default: int, *, at_most: int | None = None) -> int:
        """How often to cause it now, which is counted as tried.

        Args:
            default: in the daily tests; `--fault-factor` multiplies it.
            at_most: where each try is so dear that the factor can't have its way.
        """
        number = default * self.factor
        if at_most is not None:
            number = max(default, min(number, at_most))
        self.tried += number
        return number

    def survived(self) -> None:
        """One try went well."""
        self.went_well += 1

    def lost(self, what: str) -> None:
        """Say what was lost at most over all tries: ``"nothing"``, or a plain phrase."""
        if what not in self.losses:
            self.losses.append(what)

    def row(self) -> str:
        """As a line of a Markdown table."""
        if self.hindrance and not self.tried:
            return f"| {_cell(self.name)} | 0 | 0 | not tried here: {_cell(self.hindrance)} |"
        real = [loss for loss in self.losses if loss != NOTHING] or self.losses
        return f"| {_cell(self.name)} | {self.tried} | {self.went_well} | {_cell('; '.join(real) or 'not told')} |"


Fault = Callable[[str], FaultCount]
"""What the fixture `fault` gives: a count by the fault's name; tests that share a name share a row."""

COUNTS = pytest.StashKey[dict[str, FaultCount]]()
CAUSED = pytest.StashKey[list[FaultCount]]()
IN_PART = pytest.StashKey[bool]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("cosydesk")
    group.addoption(
        "--fault-factor", type=int, default=1, metavar="N", help="cause each fault N times as often"
    )
    group.addoption(
        "--fault-table", type=Path, default=None, metavar="FILE", help="write what was survived, as Markdown"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.stash[COUNTS] = {}
    config.stash[IN_PART] = False
    if config.getoption("--fault-factor") < 1:
        raise pytest.UsageError("--fault-factor: once is the least")
    if config.getoption("--fault-table") and config.getoption("numprocesses", None):
        raise pytest.UsageError("--fault-table counts in one process: leave out -n")


def pytest_deselected(items: list[pytest.Item]) -> None:
    items[0].config.stash[IN_PART] = True


@pytest.fixture
def fault(request: pytest.FixtureRequest) -> Fault:
    """Counts for the table of faults."""
    counts = request.config.stash[COUNTS]
    caused = request.node.stash.setdefault(CAUSED, [])

    def count(name: str) -> FaultCount:
        one = counts.setdefault(name, FaultCount(name, request.config.getoption("--fault-factor")))
        caused.append(one)
        return one

    return count


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> pytest.TestReport:
    report: pytest.TestReport = yield  # type: ignore[misc]
    if report.skipped and isinstance(report.longrepr, tuple):
        for count in item.stash.get(CAUSED, ()):
            count.hindrance = str(report.longrepr[2]).removeprefix("Skipped: ")
    return report


def pytest_sessionfinish(session: pytest.Session) -> None:
    path: Path | None = session.config.getoption("--fault-table")
    if path is not None:
        config = session.config
        earlier = rows_of(path.read_text("utf-8")) if config.stash[IN_PART] and path.is_file() else {}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(list(config.stash[COUNTS].values()), earlier), "utf-8")


def rows_of(page: str) -> dict[str, str]:
    """The rows of a page by the names of their faults."""
    rows = [line for line in page.splitlines() if line.startswith("| ")][2:]
    return {_cells(row)[0]: row for row in rows}


def page(counts: list[FaultCount], earlier: Mapping[str, str]) -> str:
    """The whole page of Markdown; rows keep their order, which is that of the tests.

    Args:
        earlier: rows by the names of their faults, which stand where `counts` has none.
    """
    by_name = {**earlier, **{_cell(one.name): one.row() for one in counts}}
    numbers = [[int(cell) for cell in _cells(row)[1:3]] for row in by_name.values()]
    tried, survived = (sum(column) for column in zip(*numbers, strict=True)) if numbers else (0, 0)
    rows = "\n".join(by_name.values())
    return (
        f"{INTRODUCTION}\n"
        f"Last run: {datetime.date.today().isoformat()} on {machine()}. "
        f"{len(by_name)} faults, {tried} tries, {survived} survived.\n\n"
        f"| fault | times tried | times survived | what was lost |\n| --- | ---: | ---: | --- |\n{rows}\n"
    )


def machine() -> str:
    """What this ran on, in a few words."""
    memory_gb = psutil.virtual_memory().total / 2**30
    return (
        f"{platform.system()} ({platform.machine()}), {os.cpu_count()} cores, {memory_gb:.0f} GB of memory, "
        f"Python {platform.python_version()}"
    )


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
