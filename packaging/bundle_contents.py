"""What of the installed libraries the program leaves out, decided by the names that files and modules have in it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TypeVar

from shipped_licences import is_gpl

QT_MODULES = ("QtCore", "QtDBus", "QtGui", "QtMultimedia", "QtNetwork", "QtSvg", "QtWidgets")
"""Of Qt, what the window is made of, and what these ask for."""

QT_LIBRARIES = (
    *("Concurrent", "Core", "DBus", "Gui", "Multimedia", "Network", "Svg", "Widgets", "XcbQpa", "OpenGL"),
    *("WaylandClient", "WaylandEglClientHwIntegration", "WlShellIntegration"),
)
QT_PLUGINS = {
    "iconengines": ("svg",),
    "imageformats": ("gif", "ico", "jpeg", "svg"),
    "multimedia": (
        "windows",
        "darwin",
    ),  # not FFmpeg's: we play and record samples, and it would need Qt Quick
    "networkinformation": (),
    "platforminputcontexts": ("compose", "ibus"),
    "platforms": ("xcb", "wayland", "offscreen", "windows", "cocoa", "minimal"),
    "platformthemes": None,
    "styles": None,
    "tls": (),
    "wayland-decoration-client": None,
    "wayland-graphics-integration-client": None,
    "wayland-shell-integration": None,
    "xcbglintegrations": None,
}
"""Kinds of plugins -> parts of names; None = all. Kinds that aren't named are left out."""

QT_TRANSLATIONS = re.compile(r"qtbase_zh_CN\.qm$")

NO_MODULES = (
    # the engine's runtime has a folder of its own
    *("torch", "torchaudio", "torchgen", "functorch", "torchvision", "sympy", "mpmath", "networkx"),
    # of Python: windows of another kind, what installs and develops, and what is under the GPL or links to it
    *("tkinter", "_tkinter", "turtle", "turtledemo", "idlelib", "lib2to3", "ensurepip", "venv", "pydoc_data"),
    *("test", "_testcapi", "antigravity", "this"),
    *("readline", "curses", "_curses", "_curses_panel", "dbm", "_gdbm", "_dbm", "nis", "_xxtestfuzz"),
    # what libraries use where it happens to be installed
    *("IPython", "matplotlib", "pandas", "scipy", "PIL", "cupy", "jax", "tensorflow", "mxnet", "numba"),
    *("pytest", "hypothesis", "setuptools", "pkg_resources", "pip", "_distutils_hack"),
    *("modelscope", "transformers", "ray", "dask", "sudachidict_core"),
)

OF_THE_SYSTEM = re.compile(
    r"^lib(gtk-3|gdk-3|gdk_pixbuf|atk|atspi|cairo|pango|epoxy|thai|datrie|fribidi|graphite2|harfbuzz|pixman"
    r"|glib-2|gobject-2|gio-2|gmodule-2|gthread-2|mount|blkid|selinux|pcre2|Xcomposite|Xcursor|Xdamage|Xinerama)\b"
)
"""Libraries of Linux desktops that have to be of one piece with the desktop: GTK, which Qt shows its dialogs with where
there is one, and GLib, which both know."""

_TESTS = re.compile(r"(^|\.)(tests?|testing|conftest|_tests|test_utils)(\.|$)")
_NO_DATA = re.compile(
    r"(\.(a|lib|h|hpp|hh|c|cc|cpp|cxx|pxd|pyx|pyi|pyf|f90|cmake|pc|map)$)|((^|/)(tests?|__pycache__|include)/)"
)
_QT_FFMPEG = re.compile(
    r"PySide6/.*(?:lib)?(?:av(?:codec|format|util|filter|device)|sw(?:scale|resample))[-.]|FFmpegStub"
)
_QT_LIBRARY = re.compile(r"^(?:lib)?Qt6?([A-Z]\w*?)(?:\.abi3)?\.(?:so|dll|dylib|pyd)[.\d]*$")
_QT_FRAMEWORK = re.compile(r"/Qt([A-Z]\w*)\.framework/")

Entry = TypeVar("Entry", bound=tuple[str, str, str])


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """Those entries of a table of PyInstaller's (name in the program, path here, kind) that the program needs."""
    return [entry for entry in entries if is_wanted(entry[0])]


def is_wanted(name: str) -> bool:
    """Whether a file of this name in the program's folder is needed there."""
    path = PurePosixPath(name.replace("\\", "/"))
    if is_gpl(path.name) or OF_THE_SYSTEM.search(path.name) or _NO_DATA.search(str(path)):
        return False
    if "PySide6" not in path.parts and not path.name.startswith(("libQt6", "Qt6")):
        return True
    return _is_wanted_of_qt(path)


def _is_wanted_of_qt(path: PurePosixPath) -> bool:
    parts = path.parts
    if "plugins" in parts:
        kind = parts[parts.index("plugins") + 1]
        names = QT_PLUGINS.get(kind, ())
        return names is None or any(name in path.stem for name in names)
    if "translations" in parts:
        return QT_TRANSLATIONS.search(path.name) is not None
    if "qml" in parts or "resources" in parts or "libexec" in parts:
        return False
    if _QT_FFMPEG.search(str(path)):
        return False
    found = _QT_LIBRARY.match(path.name) or _QT_FRAMEWORK.search(str(path))
    return found is None or found[1] in QT_LIBRARIES


def is_wanted_module(name: str) -> bool:
    """Whether a module of a library isn't one of its tests."""
    return _TESTS.search(name) is None


def unused_qt_modules() -> list[str]:
    """Names of the modules of PySide6 that the program is not made of."""
    found = find_spec("PySide6")
    folders = found.submodule_search_locations if found is not None else None
    names = {path.name.split(".")[0] for folder in folders or () for path in Path(folder).glob("Qt*.*")}
    return sorted(f"PySide6.{name}" for name in names - set(QT_MODULES))


def standard_modules() -> Iterator[str]:
    """Names of Python's own modules that the program brings whole, since torch may ask for any of them."""
    for name in sorted(sys.stdlib_module_names - set(NO_MODULES)):
        if name in ("__main__", "nt", "_msi") or name in sys.builtin_module_names:
            continue
        if find_spec(name) is not None:
            yield name
