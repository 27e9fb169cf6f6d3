"""Makes of the built program what people install: `dev.py package` runs it in the environment, for Qt draws the icons.

On Linux a .deb and a .tar.gz, of a folder from Windows an installer (there and here), on a Mac a disk image.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import debian_package
import icon_files
import linux_archive
import program_facts
import reproducible
import windows_installer
from environment import SetupError

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "build" / "program" / "CosyDesk"
PACKAGES = ROOT / "build" / "packages"
ICONS = ROOT / "build" / "icons"

Maker = Callable[[Path, Path, Path, str, bool], Path]


def main(arguments: Sequence[str]) -> int:
    """Make the packages; returns the exit status."""
    parser = argparse.ArgumentParser(prog="dev.py package", description="Make what people install.")
    add = parser.add_argument
    add("--from", dest="program", type=Path, help="the program's folder (default: build/program/CosyDesk)")
    add("--out", type=Path, default=PACKAGES, help="where the packages go (default: build/packages)")
    add("--quick", action="store_true", help="pack lightly, for trying out")
    options = parser.parse_args(arguments)
    try:
        package(options.program or default_program(), options.out, options.quick)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def default_program() -> Path:
    """Where the build puts the program on this system."""
    return PROGRAM.with_suffix(".app") if sys.platform == "darwin" else PROGRAM


def package(program: Path, out: Path, quick: bool = False) -> list[Path]:
    """Make every package that this system can make of a program's folder, and print what came out.

    Raises:
        SetupError: it isn't a program's folder, or a package can't be made.
    """
    program, out = program.absolute(), out.absolute()
    makers = makers_for(program)
    out.mkdir(parents=True, exist_ok=True)
    if icon_files.main([str(ICONS)], quiet=True) != 0:
        raise SetupError("The icons can't be drawn.")
    results = []
    version = program_facts.version(ROOT)
    size = sum(path.stat().st_size for path in reproducible.entries(program) if path.is_file())
    print(f"{program}: {_megabytes(size)}", flush=True)
    for maker in makers:
        started = time.monotonic()
        result = maker(program, ICONS, out, version, quick)
        took = time.monotonic() - started
        print(f"{result}: {_megabytes(result.stat().st_size)}, made in {took:.0f} s", flush=True)
        results.append(result)
    return results


def makers_for(program: Path) -> list[Maker]:
    """What can be made of a program's folder here.

    Raises:
        SetupError: nothing.
    """
    if program.suffix == ".app":
        if platform.system() != "Darwin":
            raise SetupError("A disk image is made on a Mac.")
        return [make_disk_image]
    if windows_installer.is_for_windows(program):
        return [windows_installer.make]
    if all((program / name).is_file() for name in ("CosyDesk", "cosydesk-cli")):
        return [debian_package.make, linux_archive.make]
    raise SetupError(f"{program} isn't the program's folder. Make it first: python3 packaging/dev.py build")


def make_disk_image(app: Path, icons: Path, out: Path, version: str, quick: bool = False) -> Path:
    """Make the disk image, on a Mac; packing lightly makes no difference there.

    Raises:
        SetupError: its script fails.
    """
    script = ROOT / "packaging" / "macos" / "make_dmg.sh"
    before = set(out.glob("*.dmg"))
    started = time.time()
    if subprocess.call(["bash", str(script), str(app), str(icons), str(out), version]) != 0:
        raise SetupError("The disk image can't be made; what went wrong is above.")
    made = [path for path in out.glob("*.dmg") if path not in before or path.stat().st_mtime >= started - 1]
    return made[0]


def _megabytes(size: int) -> str:
    return f"{size / 10**6:.1f} MB" if size < 10**7 else f"{size / 10**6:.0f} MB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
