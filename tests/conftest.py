"""What every test gets: folders of its own, a screen and a sound card that nobody sees or hears, golden data."""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.pulse import PulseMissing, private_pulse
from support.screen import ScreenMissingError, virtual_screen

ROOT = Path(__file__).resolve().parent.parent
HANDS = ("Xvfb", "openbox", "xdotool", "xclip", "pulseaudio", "parec")
pytest_plugins = ["support.own_coverage", "support.fault_table", "support.fuzzing", "support.soaking"]
QT_FIXTURES = {"qapp", "qtbot", "qtmodeltester"}

# Tiny models gain nothing from a second thread, and lose much where another process wants the core. Said here, since
# the fixtures of a folder may load torch before there is a run.
os.environ.setdefault("OMP_NUM_THREADS", "1")

RESOURCES = pytest.StashKey[contextlib.ExitStack]()
SURROUNDINGS = pytest.StashKey[str]()
WORKERS = pytest.StashKey[set[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("cosydesk")
    group.addoption("--golden", type=Path, default=None, help="folder with golden data for the parity tests")
    group.addoption(
        "--listen", action="store_true", help="also measure how much of long readings is understood"
    )
    group.addoption("--quick", action="store_true", help="leave out what is marked slow")
    group.addoption(
        "--screen",
        choices=["virtual", "offscreen", "real"],
        default="virtual",
        help="where tests show windows: Xvfb with openbox (default, where there is one), nowhere, or here",
    )


def pytest_configure(config: pytest.Config) -> None:
    stack = contextlib.ExitStack()
    config.stash[RESOURCES] = stack
    # Also for what runs before the first test and for what outlives one.
    home = tempfile.mkdtemp(prefix="cosydesk-tests-")
    stack.callback(shutil.rmtree, home, ignore_errors=True)
    os.environ["COSYDESK_HOME"] = home
    os.environ["LANG"] = os.environ["LC_ALL"] = "C.UTF-8"
    for name in ("LANGUAGE", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME", "QT_SCALE_FACTOR"):
        os.environ.pop(name, None)


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[RESOURCES].close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    hands = [name for name in HANDS if sys.platform != "linux" or shutil.which(name) is None]
    reasons = {
        "listen": "" if config.getoption("--listen") else "takes minutes: asked for by --listen",
        "slow": "takes long: left out by --quick" if config.getoption("--quick") else "",
        "e2e": f"needs {', '.join(hands)}" if hands else "",
    }
    for item in items:
        for marker, reason in reasons.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Before the first window: a screen and a sound card, if there will be windows at all."""
    # What the modules brought in stays: the collector needn't look through it again in every test.
    gc.collect()
    gc.freeze()
    if any(QT_FIXTURES & set(getattr(item, "fixturenames", ())) for item in session.items):
        config = session.config
        screen = _use_screen(config.stash[RESOURCES], config.getoption("--screen"))
        config.stash[SURROUNDINGS] = f"{screen}; {_use_sound(config.stash[RESOURCES])}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    """Really delete what was told `deleteLater`: outside of an event loop Qt keeps it to the end of the process, where
    every change of the theme goes through all windows that ever were.
    """
    result = yield
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return result


def pytest_report_collectionfinish(config: pytest.Config) -> str | None:
    shared = config.getoption("numprocesses", None)  # then each worker sees for itself, and tells at its end
    return None if shared else config.stash.get(SURROUNDINGS, "no windows")


def pytest_sessionfinish(session: pytest.Session) -> None:
    told: dict[str, str] | None = getattr(session.config, "workeroutput", None)
    if told is not None:
        told["surroundings"] = session.config.stash.get(SURROUNDINGS, "no windows")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker of pytest-xdist has ended."""
    told = getattr(node, "workeroutput", {})
    node.config.stash.setdefault(WORKERS, set()).add(told.get("surroundings", "a worker was lost"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for surroundings in sorted(config.stash.get(WORKERS, ())):
        terminalreporter.write_line(surroundings)


def _use_screen(stack: contextlib.ExitStack, kind: str) -> str:
    """Point Qt to the chosen screen; returns what was chosen, in words."""
    if "QT_QPA_PLATFORM" in os.environ:
        return f"windows on {os.environ['QT_QPA_PLATFORM']}, as the environment says"
    if kind == "real" or not sys.platform.startswith("linux"):
        return "windows on the screen"
    reason = "as asked"
    if kind == "virtual":
        try:
            screen = stack.enter_context(virtual_screen())
        except ScreenMissingError as error:
            reason = str(error)
        else:
            os.environ.pop("WAYLAND_DISPLAY", None)
            os.environ.update(screen.environment)
            return "windows on a virtual screen"
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return f"windows nowhere ({reason})"


def _use_sound(stack: contextlib.ExitStack) -> str:
    """Keep the tests' sound off the loudspeakers; returns what was done, in words."""
    if not sys.platform.startswith("linux"):
        return "sound as the system has it"
    try:
        server = stack.enter_context(private_pulse())
    except PulseMissing as error:
        return f"no sound device ({error})"
    os.environ.update(server.environment)
    return "sound into a null sink"


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where they are made: to count up among thousands takes `mktemp` milliseconds each time."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that stands for the person's own ones; processes started by the test inherit it."""
    path = Path(tempfile.mkdtemp(dir=homes))
    monkeypatch.setenv("COSYDESK_HOME", str(path))
    return path


@pytest.fixture(scope="session")
def golden_dir(request: pytest.FixtureRequest) -> Path:
    """One generation's golden data: `--golden`, else shared/golden/v1_tiny beside or above the checkout."""
    given: Path | None = request.config.getoption("--golden")
    if given is not None:
        if not given.is_dir():
            raise pytest.UsageError(f"--golden {given}: there is no such folder")
        return given
    for folder in _beside(ROOT):
        if folder.is_dir():
            return folder
    pytest.skip("no golden data: give --golden DIR")


def _beside(root: Path) -> Iterator[Path]:
    for folder in (root, *root.parents):
        yield folder / "shared" / "golden" / "v1_tiny"
