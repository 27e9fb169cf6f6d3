#!/usr/bin/env python3
"""Finds GPL code in binaries that are about to be handed out.

    python3 packaging/shipped_licences.py FOLDER      one line for each finding; exit status 1 when there is any

Wheels carry libraries that their own metadata doesn't tell of, so this looks at the files. FFmpeg's say under which
licence and with which libraries they were configured, which is read from their bytes: those of another system can be
checked too, and nothing is run. Their licence alone isn't enough. PyAV's wheels patch FFmpeg to say "LGPL version 3"
with x264 and x265 linked in.
"""

from __future__ import annotations

import mmap
import re
import sys
from collections.abc import Iterator
from pathlib import Path

GPL_NAMES = (
    *("x264", "x265", "xvid", "xvidcore", "postproc", "vidstab", "davs2", "xavs", "xavs2", "frei0r", "cdio"),
    *("rubberband", "fftw3", "fftw3f", "espeak", "espeak-ng", "mad"),
    *("readline", "gdbm", "gdbm_compat"),  # what a Python of Linux distributions may bring
)
"""Libraries under the GPL without an exception for programs that use them."""

GPL_LIBRARIES = re.compile(rf"(?:lib)?(?:{'|'.join(GPL_NAMES)})[-.\d]*\.(?:so|dylib|dll)", re.IGNORECASE)
"""Matches the beginning of such a library's file name on any system, also with the hash of a repaired wheel."""

_HASH = re.compile(r"-[0-9a-f]{8,}(?=[.-])")
_BINARY = re.compile(r"\.(?:so|dylib|dll|pyd|exe)[.\d]*$|^[^.]+$")
_FFMPEG_SAYS = re.compile(rb"lib(?:av|sw|postproc)[a-z]* license: ([^\0]{1,80})")
_CONFIGURED = re.compile(rb"--enable-(?:gpl|nonfree|(?:lib)?(?:%s))(?![\w-])" % "|".join(GPL_NAMES).encode())
_GPL = re.compile(rb"(?<!L)GPL|nonfree")


def gpl_parts(folder: Path) -> list[str]:
    """What may not be handed out of all files below a folder, one line each; empty when all is well."""
    return [
        f"{path.relative_to(folder).as_posix()}: {reason}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
        for reason in reasons(path)
    ]


def is_gpl(name: str) -> bool:
    """Whether a file of this name is a library under the GPL."""
    return GPL_LIBRARIES.match(_HASH.sub("", name)) is not None


def reasons(path: Path) -> Iterator[str]:
    """Why a file may not be handed out."""
    if is_gpl(path.name):
        yield "a library under the GPL"
    if not _BINARY.search(path.name) or path.stat().st_size == 0:
        return
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        says = _FFMPEG_SAYS.search(data)
        if says is None:
            return
        if _GPL.search(says[1]):
            yield f"FFmpeg under the {says[1].decode('ascii', 'replace')}"
        flags = {flag.decode("ascii") for flag in _CONFIGURED.findall(data)}
        if flags:
            yield f"FFmpeg configured with {' '.join(sorted(flags))}"


def main() -> int:
    """Check the folder named on the command line; returns the exit status."""
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    found = gpl_parts(Path(sys.argv[1]))
    print("\n".join(found) or "No GPL in these binaries.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
