"""Fuzzing: targets that are tried with made-up and mutated input, within bounds of time and memory.

In a run of the tests each target has a fixed number of tries, the same ones every time. With ``--fuzz-minutes N``
(`packaging/dev.py fuzz`) the targets share the time, each in rounds with a new random seed; what fails is saved, and
tried first in the next such run.
"""

from __future__ import annotations

import contextlib
import functools
import inspect
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Container, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Verbosity, given, is_hypothesis_test, settings
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase

CPU_S = 20.0
"""Seconds of the processor that one try may take: a hundred times what the slowest does."""
MEMORY_BYTES = 1 << 30
"""How much more address space one try may ask for."""
ROUND = 250
"""Tries of one round of a long run, which has one seed."""

_HEALTH = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
_SHARE = pytest.StashKey[float]()
_TRIES: Counter[str] = Counter()
_long = False
_saved = Path(".hypothesis") / "fuzz"
"""Where what has failed in long runs is kept."""


def fuzz(tries: int, **strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Any]:
    """Make a test a target: `tries` inputs from `strategies` in a run of the tests, more by command."""

    def decorate(test: Callable[..., None]) -> Any:
        @functools.wraps(test)
        def bounded_test(*args: Any, **kwargs: Any) -> None:
            _TRIES[Path(inspect.getfile(test)).stem.removeprefix("test_")] += 1
            with bounded():
                test(*args, **kwargs)

        return settings(
            max_examples=ROUND if _long else tries,
            derandomize=not _long,
            database=DirectoryBasedExampleDatabase(_saved) if _long else None,
            print_blob=_long,
            deadline=None,
            suppress_health_check=_HEALTH,
            verbosity=Verbosity.normal,
        )(given(**strategies)(bounded_test))

    return decorate


@contextlib.contextmanager
def bounded(cpu_s: float = CPU_S, memory_bytes: int = MEMORY_BYTES) -> Iterator[None]:
    """What hangs fails, and what asks for memory without measure gets a `MemoryError` (Linux; elsewhere nothing)."""
    if not sys.platform.startswith("linux"):
        yield
        return
    import resource

    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    limits = resource.getrlimit(resource.RLIMIT_AS)
    before = signal.signal(signal.SIGPROF, _too_slow)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + memory_bytes, limits[1]))
    signal.setitimer(signal.ITIMER_PROF, cpu_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, limits)
        signal.signal(signal.SIGPROF, before)


def told(error: Any, codes: Container[str], *, remedy: bool = False) -> None:
    """A refusal is one of those that are foreseen, and says what is wrong (and, `remedy`, what to do)."""
    assert error.code in codes, error.code
    assert error.message
    assert error.remedy or not remedy


def _too_slow(*_: object) -> None:
    pytest.fail("one try has taken too long: more than CPU_S of support/fuzzing.py")


# -- what pytest calls -----------------------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("cosydesk").addoption(
        "--fuzz-minutes",
        type=float,
        default=0.0,
        help="try the fuzz targets for so long together, with new random input",
    )


def pytest_configure(config: pytest.Config) -> None:
    global _long, _saved
    _long = config.getoption("--fuzz-minutes") > 0
    _saved = config.rootpath / ".hypothesis" / "fuzz"
    # What fails may be a file of a hundred kilobytes, which is written out all the same.
    config.addinivalue_line("filterwarnings", "ignore:Generating overly large repr")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A long run is for the targets alone."""
    if _long:
        config.hook.pytest_deselected(items=[item for item in items if not _is_target(item)])
        items[:] = filter(_is_target, items)


def pytest_collection_finish(session: pytest.Session) -> None:
    targets = [item for item in session.items if _is_target(item)]
    minutes: float = session.config.getoption("--fuzz-minutes")
    for item in targets:
        item.stash[_SHARE] = 60 * minutes / len(targets)
        if minutes:
            item.add_marker(pytest.mark.timeout(60 * minutes / len(targets) + 300))


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """In a long run, a target is tried again and again until its share of the time is over."""
    if not _long or not _is_target(pyfuncitem):
        return None
    wanted = pyfuncitem._fixtureinfo.argnames
    arguments = {name: pyfuncitem.funcargs[name] for name in wanted}
    end = time.monotonic() + pyfuncitem.stash[_SHARE]
    while True:
        pyfuncitem.obj(**arguments)
        if time.monotonic() >= end:
            return True


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if not _long:
        return
    for target, tries in sorted(_TRIES.items()):
        terminalreporter.write_line(f"{target:16} {tries:9,} tries")
    if failed := terminalreporter.stats.get("failed"):
        names = sorted({Path(str(report.fspath)).stem.removeprefix("test_") for report in failed})
        terminalreporter.write_line(
            "What failed is saved and tried first in the next run: "
            f"python3 packaging/dev.py fuzz {' '.join(names)} --minutes 0.1"
        )
        terminalreporter.write_line(
            "The lines “@reproduce_failure” above bring it back anywhere, put above the test."
        )


def _is_target(item: pytest.Item) -> bool:
    return (
        isinstance(item, pytest.Function) and item.path.parent.name == "fuzz" and is_hypothesis_test(item.obj)
    )
