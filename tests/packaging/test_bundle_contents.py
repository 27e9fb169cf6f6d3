"""What goes into the program and what doesn't, told by names as they are on the three systems."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

from cosydesk import __version__, runtime_folder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))


def script(name: str) -> ModuleType:
    return importlib.import_module(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt6Widgets.dll",
        "PySide6\\QtCore.pyd",
        "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "av.libs/libavcodec-619b58ad.so.62.28.102",
        "resources/icons/cosydesk.svg",
        "wetext/fsts/en/tn/tagger.fst",
        "pyopenjtalk/dictionary/sys.dic",
        "libpython3.11.so.1.0",
        "libsndfile.so.1",
    ],
)
def test_the_program_keeps_what_it_needs(name: str) -> None:
    assert script("bundle_contents").is_wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "libQt6Qml.so.6",
        "PySide6/Qt6Pdf.dll",
        "PySide6/Qt/lib/QtQuick.framework/Versions/A/QtQuick",
        "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/Qt/lib/libavcodec.so.61",
        "PySide6/avcodec-61.dll",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "PySide6/Qt/qml/QtQuick/libqtquick2plugin.so",
        "libreadline.so.8",
        "libgdbm.so.6",
        "av.libs/libx264-1f5c9cc2.so.165",
        "libgtk-3.so.0",
        "libglib-2.0.so.0",
        "numpy/_core/lib/libnpymath.a",
        "numpy/_core/include/numpy/arrayobject.h",
        "spacy/tests/test_cli.json",
        "spacy/tokens/doc.pyx",
    ],
)
def test_the_program_leaves_out_what_it_does_not(name: str) -> None:
    assert not script("bundle_contents").is_wanted(name)


def test_a_table_of_the_builder_keeps_its_wanted_rows() -> None:
    wanted, unwanted = ("a/b.so", "/x/b.so", "BINARY"), ("libreadline.so.8", "/x/l.so", "BINARY")
    assert script("bundle_contents").kept([wanted, unwanted]) == [wanted]


def test_tests_of_libraries_are_no_modules_of_the_program() -> None:
    wanted = script("bundle_contents").is_wanted_module
    assert wanted("unittest.mock")
    assert wanted("numpy._core.multiarray")
    assert not wanted("numpy.tests.test_lazyloading")
    assert not wanted("sqlite3.test")


def test_python_s_own_modules_come_whole_but_for_what_is_under_the_gpl_or_opens_windows() -> None:
    modules = set(script("bundle_contents").standard_modules())
    assert {"json", "cProfile", "unittest", "pickletools", "sqlite3"} <= modules
    assert modules.isdisjoint({"readline", "tkinter", "idlelib", "test", "dbm", "_gdbm", "curses"})


def test_the_window_has_the_qt_that_it_imports() -> None:
    contents = script("bundle_contents")
    imported = {
        line.split()[1].split(".")[1]
        for path in (ROOT / "cosydesk").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.strip().startswith("from PySide6.")
    }
    assert imported <= set(contents.QT_MODULES)
    assert not {f"PySide6.{name}" for name in imported} & set(contents.unused_qt_modules())
    assert "PySide6.QtQuick" in contents.unused_qt_modules()


def test_every_requirement_ships_in_the_program_or_the_runtime_or_is_known_as_unused() -> None:
    requirements = script("program_requirements")
    name_of = requirements.requirement_name
    program = {name_of(line) for line in requirements.program_requirements(ROOT)}
    runtime = {name_of(line) for line in requirements.runtime_requirements(ROOT)}
    asked = {name_of(line) for line in requirements.project(ROOT)["dependencies"]}
    assert runtime == {"torch", "torchaudio"}
    assert program.isdisjoint(runtime)
    assert program | runtime | set(requirements.UNUSED) == asked | set(requirements.WITHOUT_DEPENDENCIES)


def test_the_program_says_the_package_s_version() -> None:
    assert script("program_facts").read(ROOT).version == __version__


def test_hooks_are_named_after_what_is_installed() -> None:
    """A hook whose module has another name would never run, and nobody would notice."""
    for hook in (ROOT / "packaging" / "hooks").glob("hook-*.py"):
        name = hook.stem.removeprefix("hook-")
        optional = name == "pyopenjtalk"
        assert importlib.util.find_spec(name) is not None or optional, name


def test_the_folder_of_the_runtime_has_one_name() -> None:
    assert script("engine_runtime").FOLDER == runtime_folder.FOLDER
