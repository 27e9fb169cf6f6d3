"""A pytest plugin that prints how much of a package its own tests run: `--cover`, `--cover-at-least PERCENT`.

Lines count only while the package's own tests run: what the others happen to come through proves nothing, and would
cost the whole run what only these have to pay (Python 3.11 takes half as long again while its lines are counted).
What runs in other processes is not counted. This has to be the first of the plugins: what the others and the
conftest.py of a folder import counts as well.
"""

from __future__ import annotations

import importlib
import io
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

import coverage
import pytest

ROOT = Path(__file__).resolve().parents[2]

OWN = {
    "cosydesk/studio": ("tests/studio",),
    "cosydesk/engine/frontend": ("tests/engine/frontend", "tests/parity"),
}
"""Package -> the folders of its own tests."""

FOLDER = "own_coverage_folder"


COUNTER = "own_coverage_counter"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    group = parser.getgroup("cosydesk")
    group.addoption("--cover", action="store_true", help=f"print which lines of {', '.join(OWN)} were run")
    group.addoption(
        "--cover-at-least", type=float, default=0.0, metavar="PERCENT", help="and fail where it is less"
    )
    config = pluginmanager.getplugin("pytestconfig")
    # A worker of pytest-xdist has its options before it reads any; elsewhere nothing was read yet.
    known = vars(config.option)
    asked = any(word.startswith("--cover") for word in map(str, config.invocation_params.args))
    if asked or known.get("cover") or known.get("cover_at_least"):
        pluginmanager.register(Counter(), COUNTER)


def pytest_configure(config: pytest.Config) -> None:
    counter: Counter | None = config.pluginmanager.getplugin(COUNTER)
    if counter is None:
        return
    worker: dict[str, Any] | None = getattr(config, "workerinput", None)
    if worker is not None:
        counter.folder = Path(worker[FOLDER])
        return
    counter.folder = Path(tempfile.mkdtemp(prefix="cosydesk-coverage-"))
    config.pluginmanager.register(Report(counter.folder, config.option.cover_at_least), "own_coverage_report")


class Counter:
    """Counts in a process that runs tests; in one that has workers for that, what it imports.

    Attributes:
        folder: where to leave what was counted.
    """

    def __init__(self) -> None:
        self.folder: Path | None = None
        self._own = tempfile.TemporaryDirectory(prefix="cosydesk-coverage-")
        self._coverage = coverage.Coverage(
            data_file=str(Path(self._own.name) / "lines"),
            data_suffix=True,
            source=[str(ROOT / package) for package in OWN],
        )
        self._counting = False
        self._count(True)  # what importing the tests imports

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        for package, folders in OWN.items():
            if any(_within(item, folders) for item in session.items):
                # What a function imports would else count by who calls it first.
                for path in sorted((ROOT / package).rglob("*.py")):
                    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
                    importlib.import_module(module.removesuffix(".__init__"))
        self._count(False)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        self._count(any(_within(item, folders) for folders in OWN.values()))
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        self._count(False)
        self._coverage.save()
        for path in Path(self._own.name).iterdir():
            if self.folder is not None:
                shutil.move(path, self.folder)
        self._own.cleanup()

    def _count(self, wanted: bool) -> None:
        if wanted != self._counting:
            self._counting = wanted
            if wanted:
                self._coverage.start()
            else:
                self._coverage.stop()


class Report:
    """Adds up and prints, in the process that the others tell."""

    def __init__(self, folder: Path, at_least: float) -> None:
        self._folder = folder
        self._at_least = at_least
        self._lines: list[str] = []

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """A worker of pytest-xdist begins."""
        node.workerinput[FOLDER] = str(self._folder)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        total = coverage.Coverage(data_file=str(self._folder / "lines"))
        try:
            total.combine([str(self._folder)])
            for package in OWN:
                table = io.StringIO()
                percent = total.report(
                    include=f"{ROOT / package}/*", file=table, show_missing=True, skip_covered=True
                )
                self._lines += ["", *table.getvalue().splitlines()]
                self._lines.append(f"{package}: its own tests run {percent:.1f} % of its lines")
                if percent < self._at_least:
                    self._lines[-1] += f", but {self._at_least:g} % are asked for"
                    session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED
        except coverage.CoverageException as error:
            self._lines.append(f"coverage: {error}")
            if self._at_least:
                session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.section("coverage")
        for line in self._lines:
            terminalreporter.write_line(line)


def _within(item: pytest.Item, folders: tuple[str, ...]) -> bool:
    return any(item.path.is_relative_to(ROOT / folder) for folder in folders)
