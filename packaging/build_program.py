"""Builds the program: an environment, PyInstaller, the engine's runtime beside it, and a look for what may not ship.

What comes out is one folder, build/program/CosyDesk, that runs wherever it is put:

    CosyDesk         opens the window
    cosydesk-cli     the same program with a console on Windows; installed as the command `cosydesk`
    _internal/       libraries, modules and files of the program
    runtime/         torch, for CosyVoice models; for processors or for NVIDIA's cards
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import av_without_gpl
import engine_runtime
import system_packages
from environment import SetupError
from program_environment import ProgramEnvironment

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PROGRAM = BUILD / "program" / "CosyDesk"
VARIANTS = ("cpu", "cuda")


def build(variant: str) -> Path:
    """Build the program; returns its folder, on a Mac that of the application.

    Raises:
        SetupError: something cannot be had or built, or GPL would ship.
    """
    require_builders()
    environment = ProgramEnvironment(ROOT, av_without_gpl.wheel(os.cpu_count() or 1))
    environment.prepare()
    runtime = engine_runtime.runtime(environment, variant, BUILD / f"runtime-{variant}")
    draw_icons(environment)
    program = freeze(environment)
    strip(program)
    place(runtime, runtime_place(program))
    write_notices(environment, program)
    print("\n".join(sizes(program)), flush=True)
    return program


def require_builders() -> None:
    """See that PyInstaller has what it needs: Python's library, which it puts into the program, and objdump.

    Raises:
        SetupError: something is missing.
    """
    if not sys.platform.startswith("linux"):
        return
    library = "libpython{}.{}".format(*sys.version_info[:2])
    wanted = ["binutils", *([] if shared_python() else [library])]
    system_packages.ensure(wanted, "building the program")
    if not shared_python():
        raise SetupError(
            f"This Python has no shared library. Install {library}, or build Python with --enable-shared."
        )
    if shutil.which("objdump") is None:
        raise SetupError("objdump is missing. Install binutils.")


def shared_python() -> bool:
    """Whether the library of this Python is there, in its own folder or in the system's."""
    name = sysconfig.get_config_var("INSTSONAME") or ""
    folders = [sysconfig.get_config_var("LIBDIR"), "/usr/lib", "/usr/lib64"]
    folders.append(f"/usr/lib/{sysconfig.get_config_var('MULTIARCH')}")
    library = name if ".so" in name else "libpython{}.{}.so.1.0".format(*sys.version_info[:2])
    return any(folder and (Path(folder) / library).exists() for folder in folders)


def draw_icons(environment: ProgramEnvironment) -> None:
    """Draw what Windows and Macs show for the program, which PyInstaller puts into it.

    Raises:
        SetupError: they can't be drawn.
    """
    command = [str(environment.python), str(ROOT / "packaging" / "icon_files.py")]
    if subprocess.call(command, cwd=ROOT, env=_variables(), stdout=subprocess.DEVNULL) != 0:
        raise SetupError("The icons can't be drawn; why is above.")


def freeze(environment: ProgramEnvironment) -> Path:
    """Run PyInstaller; returns the program's folder.

    Raises:
        SetupError: it fails.
    """
    print("Putting the program together.", flush=True)
    log = BUILD / "pyinstaller.log"
    work = BUILD / "pyinstaller"
    command = [str(environment.python), "-m", "PyInstaller", "--noconfirm", "--log-level", "INFO"]
    command += ["--distpath", str(PROGRAM.parent), "--workpath", str(work)]
    command.append(str(ROOT / "packaging" / "cosydesk.spec"))
    with log.open("wb") as said:
        status = subprocess.call(command, cwd=ROOT, env=_variables(), stdout=said, stderr=subprocess.STDOUT)
    if status != 0:
        last = log.read_text("utf-8", "replace").splitlines()[-20:]
        raise SetupError("\n".join(("PyInstaller failed:", *last, f"All of it is in {log}.")))
    return PROGRAM.with_suffix(".app") if sys.platform == "darwin" else PROGRAM


def strip(program: Path) -> None:
    """Take the names for debuggers out of the libraries, which are half of them; on Linux, where compilers put them in.

    Those that were moved into a wheel are left alone: their headers are where no tool expects them.
    """
    tool = shutil.which("strip")
    if not sys.platform.startswith("linux") or tool is None:
        return
    libraries = [
        str(path)
        for path in (program / "_internal").rglob("*.so*")
        if not path.is_symlink() and is_strippable(path.relative_to(program).as_posix())
    ]
    for start in range(0, len(libraries), 100):
        some = libraries[start : start + 100]
        subprocess.run([tool, "--strip-unneeded", *some], check=False, stderr=subprocess.DEVNULL)


def is_strippable(name: str) -> bool:
    """Whether a library is an extension module or Python itself."""
    folder = name.split("/")[1]
    return not folder.endswith(".libs") and (".cpython-" in name or ".abi3." in name or "libpython" in name)


def write_notices(environment: ProgramEnvironment, program: Path) -> None:
    """Write whose work is in the program among its resources, where its About box looks for that.

    Raises:
        SetupError: some of it may not be handed out.
    """
    script = str(ROOT / "packaging" / "third_party.py")
    folder = next(program.rglob("resources/licences"))
    # By the environment's Python: this one may have nothing installed.
    if subprocess.call([str(environment.python), script, str(folder), "--program", str(program)]) != 0:
        raise SetupError("The program may not be handed out; why is above.")


def runtime_place(program: Path) -> Path:
    """Where the engine's runtime belongs in the program."""
    inside = program / "Contents" / "Resources" if program.suffix == ".app" else program
    return inside / engine_runtime.FOLDER


def place(runtime: Path, where: Path) -> None:
    """Put the runtime into the program, without a second copy on the disk where that is possible."""
    shutil.rmtree(where, ignore_errors=True)
    try:
        shutil.copytree(runtime, where, symlinks=True, copy_function=os.link)
    except (shutil.Error, OSError):  # another disk, or one that knows no links
        shutil.rmtree(where, ignore_errors=True)
        shutil.copytree(runtime, where, symlinks=True)


def sizes(program: Path) -> list[str]:
    """What takes how much room in it, for people."""
    runtime = runtime_place(program)
    whole, of_runtime = folder_size(program), folder_size(runtime)
    lines = [
        f"Program: {megabytes(whole)}, of it {megabytes(of_runtime)} the engine's runtime. It lies in {program}"
    ]
    inside = program / "Contents" / "Frameworks" if program.suffix == ".app" else program / "_internal"
    parts = {path.name: folder_size(path) for path in inside.iterdir()}
    for name, size in sorted(parts.items(), key=lambda part: -part[1])[:12]:
        lines.append(f"  {megabytes(size):>8}  {name}")
    return lines


def folder_size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    if path.is_file():
        return path.lstat().st_size
    return sum(file.lstat().st_size for file in path.rglob("*") if file.is_file() or file.is_symlink())


def megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def _variables() -> Mapping[str, str]:
    """PyInstaller's view of the machine: nothing of the checkout's environment."""
    left_out = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "PYTHONUTF8": "1", "PYTHONHASHSEED": "1"}
