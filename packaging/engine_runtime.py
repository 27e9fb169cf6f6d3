"""The engine's runtime: torch and what it asks for, as one folder that lies beside the program.

The folder is laid out like Python's site-packages, so that it can be exchanged for another build of torch (for a
graphics card, or without) while the program stays as it is. Its modules are compiled beforehand: an installed program
can't write there, and would compile them at every start.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from environment import Environment, SetupError
from program_requirements import RUNTIME, requirement_name, runtime_requirements

FOLDER = "runtime"
"""Its name in the program (`cosydesk.runtime_folder.FOLDER`; a test holds them equal)."""

BUILDS = {"cpu": "cpu", "cuda": "cu130"}
"""What its makers call the builds of torch for each variant."""
PAGE = "https://download.pytorch.org/whl/{build}/{name}/"
"""Where they keep them; on a Mac there is one build for all, which pip finds by itself."""

LEFT_OUT = (
    # of torch: headers, tests, what compiles extensions, programs and libraries of its own tests
    *("torch/include", "torch/share", "torch/test"),
    *("torch/lib/*.a", "torch/lib/*.lib", "torch/lib/*test*", "torch/bin/[!t]*", "torch/bin/test*"),
    # tests and benchmarks of the rest
    *("**/tests", "**/benchmarks", "**/__pycache__", "**/*.pyi", "bin", "share", "isympy.py"),
    # what installs and builds packages: torch's metadata asks for it, to compile extensions
    *("setuptools", "setuptools-*.dist-info", "_distutils_hack", "distutils-precedence.pth", "pkg_resources"),
)
"""Patterns of what isn't shipped of it."""


def runtime(environment: Environment, variant: str, folder: Path) -> Path:
    """The runtime of a variant for this system, made in `folder` unless it is there.

    Args:
        environment: of the program; what it has installed isn't put into the runtime again.
        variant: ``cpu`` or ``cuda``.

    Raises:
        SetupError: it can't be had.
    """
    stamp = folder.with_suffix(".built")
    constraints = environment.root / "packaging" / "constraints.txt"
    made_by = hashlib.sha256(Path(__file__).read_bytes() + constraints.read_bytes()).hexdigest()
    state = f"{variant} {sys.version_info[:2]} {made_by}"
    if stamp.is_file() and stamp.read_text("utf-8") == state and folder.is_dir():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    stamp.unlink(missing_ok=True)
    print(f"Installing torch for {variant} into {folder.name}.", flush=True)
    environment.pip("--target", str(folder), *pages(variant), *wanted(environment.root, variant))
    remove_distributions(folder, installed_in(site_packages(environment.folder)))
    for pattern in LEFT_OUT:
        for path in sorted(folder.glob(pattern), reverse=True):
            remove(path)
    check(folder, variant)
    compile_all(environment, folder)
    stamp.write_text(state, "utf-8")
    return folder


def pages(variant: str) -> list[str]:
    """Words for pip that let it find the builds of a variant."""
    if sys.platform == "darwin":
        return []
    found = (PAGE.format(build=BUILDS[variant], name=name) for name in RUNTIME)
    return [word for page in found for word in ("--find-links", page)]


def wanted(root: Path, variant: str) -> list[str]:
    """The requirements of a runtime; those of the CUDA variant name the build, since pip might take any other."""
    lines = runtime_requirements(root)
    if variant != "cuda":
        return lines
    pins = (root / "packaging" / "constraints.txt").read_text("utf-8").splitlines()
    versions = dict(line.split("==") for line in pins if "==" in line and not line.startswith("#"))
    names = [requirement_name(line) for line in lines]
    return [f"{name}=={versions[name].strip()}+{BUILDS[variant]}" for name in names]


def installed_in(folder: Path) -> set[str]:
    """Names of the distributions that lie in a folder, in lower case with hyphens."""
    return {requirement_name(found.name) for found in importlib.metadata.distributions(path=[str(folder)])}


def remove_distributions(folder: Path, names: Collection[str]) -> None:
    """Take the distributions of these names out of a folder."""
    for found in list(importlib.metadata.distributions(path=[str(folder)])):
        if requirement_name(found.name) not in names:
            continue
        for file in found.files or ():
            path = Path(str(found.locate_file(file)))
            if path.is_relative_to(folder) and ".." not in file.parts:
                remove(path)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


def remove(path: Path) -> None:
    """A file, or a folder with all that is in it; nothing where there is none."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def check(folder: Path, variant: str) -> None:
    """See that it is the build that was asked for.

    Raises:
        SetupError: pip brought another one.
    """
    text = (folder / "torch" / "version.py").read_text("utf-8")
    computes_on_cards = "cuda: Optional[str] = None" not in text and "cuda = None" not in text
    if sys.platform != "darwin" and computes_on_cards != (variant == "cuda"):
        raise SetupError(
            f"pip brought a torch {'with' if computes_on_cards else 'without'} CUDA for the variant {variant}. "
            f"It is at {PAGE.format(build=BUILDS[variant], name='torch')}; see that it can be reached, and start again."
        )


def compile_all(environment: Environment, folder: Path) -> None:
    """Compile every module in it, so that its age doesn't matter: installers and archives change that."""
    command = [str(environment.python), "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"]
    # The paths in tracebacks are those of the program, not of the machine that built it.
    command += ["-s", str(folder), "-p", FOLDER, str(folder)]
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # templates among them are no Python


def site_packages(environment: Path) -> Path:
    """The folder of an environment that its distributions lie in."""
    found = [environment / "Lib" / "site-packages", *environment.glob("lib/python*/site-packages")]
    return next(folder for folder in found if folder.is_dir())
