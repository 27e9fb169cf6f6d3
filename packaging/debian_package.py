"""Makes the .deb: the program in /usr/lib/cosydesk, the command `cosydesk`, and what a desktop wants to know.

There are no maintainer scripts: menus, file types and icons are brought up to date by the triggers of the packages that
keep them, and nothing is written outside what dpkg knows.
"""

from __future__ import annotations

import gzip
import hashlib
import mmap
import os
import platform
import re
import shutil
import subprocess
import time
from pathlib import Path

import linux_files
import reproducible
import system_packages
from environment import SetupError

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
PLACE = Path("usr/lib/cosydesk")
MAINTAINER = "CosyDesk authors <authors@cosydesk.example>"
MAINTAINER_VARIABLE = "COSYDESK_MAINTAINER"
FONTS = "fonts-noto-cjk"
RECOMMENDED = (
    FONTS,
    "desktop-file-utils",
    "hicolor-icon-theme",
    "libwayland-cursor0",
    "libwayland-egl1",
    "shared-mime-info",
)
"""A desktop has them: Chinese letters, the keepers of menus and file types, Wayland for those who use it."""
_GLIBC = re.compile(rb"GLIBC_2\.(\d+)\0")
_CONTROL = """\
Package: {package}
Version: {version}
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
{relations}Section: sound
Priority: optional
Description: studio for voice-over and dubbing
 Write a script, give every line a voice, hear it at once, take it again until
 it sits, place it on a timeline and export.
 .
 CosyDesk speaks with CosyVoice models on your own machine: no account, no
 upload, no network once it is set up.{more}
"""
_FOR_CARDS = """
 .
 This package carries what NVIDIA's cards need; it is large."""


def make(program: Path, icons: Path, out: Path, version: str, quick: bool = False) -> Path:
    """Make the package.

    Args:
        program: the folder that the build made. icons: what `icon_files` drew. out: where the package goes.
        quick: pack lightly, for trying out.

    Raises:
        SetupError: there is no dpkg-deb, or it fails.
    """
    if shutil.which("dpkg-deb") is None:
        raise SetupError("A .deb needs dpkg-deb: install the package dpkg.")
    epoch = reproducible.epoch()
    package = package_name(program)
    architecture = ARCHITECTURES.get(platform.machine(), platform.machine())
    stage = out / f".{package}"
    shutil.rmtree(stage, ignore_errors=True)
    fill(stage, program, icons, package, version, epoch)
    write_control(stage, package, version, architecture)
    reproducible.tidy(stage, epoch)
    result = out / f"{package}_{version}_{architecture}.deb"
    command = [
        "dpkg-deb",
        "--root-owner-group",
        *(("-Zgzip", "-z1") if quick else ("-Zxz", "-z6")),
        "--build",
    ]
    done = subprocess.run(
        [*command, str(stage), str(result)],
        env={**os.environ, reproducible.VARIABLE: str(epoch)},
        capture_output=True,
        text=True,
        check=False,
    )
    shutil.rmtree(stage, ignore_errors=True)
    if done.returncode != 0:
        raise SetupError(f"dpkg-deb failed:\n{done.stderr.strip()}")
    return result


def package_name(program: Path) -> str:
    """`cosydesk`, or `cosydesk-cuda` where the program carries what NVIDIA's cards need."""
    runtime = program / "runtime"
    return "cosydesk-cuda" if any(runtime.rglob("libtorch_cuda*.so")) else "cosydesk"


def fill(stage: Path, program: Path, icons: Path, package: str, version: str, epoch: int) -> None:
    """Put every file of the package where it will be installed."""
    (stage / PLACE.parent).mkdir(parents=True)
    reproducible.copy_tree(program, stage / PLACE)
    (stage / "usr/bin").mkdir()
    (stage / "usr/bin" / linux_files.COMMAND).symlink_to(f"../lib/{PLACE.name}/cosydesk-cli")
    share = stage / "usr/share"
    linux_files.place_descriptions(share, version, epoch)
    linux_files.place_icons(icons, share / "icons" / "hicolor")
    documents = share / "doc" / package
    documents.mkdir(parents=True)
    shutil.copyfile(linux_files.SOURCES / "copyright", documents / "copyright")
    _pack(documents / "changelog.gz", _changelog(package, version, epoch))
    _pack(
        share / "man/man1/cosydesk.1.gz",
        linux_files.filled(linux_files.SOURCES / "cosydesk.1", version, epoch),
    )
    overrides = share / "lintian" / "overrides" / package
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(linux_files.SOURCES / "lintian-overrides", overrides)


def write_control(stage: Path, package: str, version: str, architecture: str) -> None:
    """Write what dpkg has to know."""
    files = [path for path in reproducible.entries(stage) if path.is_file() and not path.is_symlink()]
    control = stage / "DEBIAN"
    control.mkdir()
    other = {"cosydesk": "cosydesk-cuda", "cosydesk-cuda": "cosydesk"}[package]
    relations = f"Conflicts: {other}\nReplaces: {other}\n"
    if package != "cosydesk":
        relations += f"Provides: cosydesk (= {version})\n"
    text = _CONTROL.format(
        package=package,
        version=version,
        architecture=architecture,
        maintainer=os.environ.get(MAINTAINER_VARIABLE, MAINTAINER),
        size=installed_kib(stage),
        depends=", ".join(depends(files)),
        recommends=", ".join(sorted(RECOMMENDED)),
        relations=relations,
        more=_FOR_CARDS if package != "cosydesk" else "",
    )
    (control / "control").write_text(text, encoding="utf-8")
    sums = (f"{_md5(path)}  {path.relative_to(stage).as_posix()}\n" for path in files)
    (control / "md5sums").write_text("".join(sums), encoding="utf-8")


def depends(files: list[Path]) -> list[str]:
    """The packages without which nothing works: what Qt takes from the system, and the C library's version."""
    newest = max(map(newest_glibc, files), default=0)
    libraries = sorted(name for name in system_packages.WINDOW if name != FONTS)
    return [f"libc6 (>= 2.{newest})" if newest else "libc6", *libraries]


def newest_glibc(path: Path) -> int:
    """The newest version 2.N of the C library that a program or library asks for; 0 for other files."""
    if path.stat().st_size < 64:
        return 0
    with path.open("rb") as file:
        if file.read(4) != b"\x7fELF":
            return 0
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return max((int(found[1]) for found in _GLIBC.finditer(content)), default=0)


def installed_kib(stage: Path) -> int:
    """Room on the disk as Debian counts it: files in whole KiB, everything else as one."""
    return sum(_kib(path) for path in reproducible.entries(stage) if path != stage)


def _kib(path: Path) -> int:
    if path.is_symlink() or not path.is_file():
        return 1
    return (path.stat().st_size + 1023) // 1024


def _changelog(package: str, version: str, epoch: int) -> str:
    when = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(epoch))
    maintainer = os.environ.get(MAINTAINER_VARIABLE, MAINTAINER)
    return f"{package} ({version}) unstable; urgency=medium\n\n  * Release {version}.\n\n -- {maintainer}  {when}\n"


def _pack(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _md5(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
