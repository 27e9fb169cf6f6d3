"""Makes the .tar.gz: a folder that runs wherever it is unpacked, with scripts that put it into the menu and back."""

from __future__ import annotations

import gzip
import os
import platform
import shutil
import stat
import tarfile
from pathlib import Path

import linux_files
import reproducible

SCRIPTS = ("install.sh", "uninstall.sh")


def make(program: Path, icons: Path, out: Path, version: str, quick: bool = False) -> Path:
    """Make the archive.

    Args:
        program: the folder that the build made. icons: what `icon_files` drew. out: where the archive goes.
        quick: pack lightly, for trying out.
    """
    epoch = reproducible.epoch()
    name = f"CosyDesk-{version}-linux-{platform.machine()}"
    stage = out / f".{name}"
    shutil.rmtree(stage, ignore_errors=True)
    reproducible.copy_tree(program, stage)
    for script in SCRIPTS:
        shutil.copyfile(linux_files.SOURCES / script, stage / script)
        (stage / script).chmod(0o755)
    share = stage / "share"
    share.mkdir()
    for file in ("cosydesk.desktop", "cosydesk.xml", "refresh.sh"):
        shutil.copyfile(linux_files.SOURCES / file, share / file)
    linux_files.place_icons(icons, share / "icons" / "hicolor")
    shutil.copyfile(linux_files.ROOT / "LICENSE", stage / "LICENSE")
    reproducible.tidy(stage, epoch)
    result = out / f"{name}.tar.gz"
    partial = result.with_name(f"{result.name}.part")
    with (
        partial.open("wb") as raw,
        gzip.GzipFile("", "wb", 1 if quick else 6, raw, mtime=epoch) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in reproducible.entries(stage):
            inside = Path(name) / path.relative_to(stage)
            archive.add(path, inside.as_posix(), recursive=False, filter=_nobody)
    os.replace(partial, result)
    shutil.rmtree(stage, ignore_errors=True)
    return result


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """As root's, whoever built it; hard links of the build count as files."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    member.mode = stat.S_IMODE(member.mode)
    return member
