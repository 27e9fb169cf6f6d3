"""Libraries in machine code that packages and the build bring along, known by their files' names."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cosydesk.licences.component import Part
from cosydesk.resources import resource

TABLE = "licences/libraries.tsv"
OWN = "own"


@dataclass(frozen=True)
class Library:
    """Attributes:
    files: matches the beginning of the file names, with or without ``lib``.
    licence: an SPDX expression, or `OWN`: that of the package in which it lies.
    home: where its source is. parts: what is compiled into it. says: finds its version among its bytes.
    """

    files: re.Pattern[str]
    name: str
    licence: str
    home: str
    parts: tuple[Part, ...]
    says: re.Pattern[bytes] | None


_FILE = re.compile(r"\.(?:so|dylib|dll)(?:$|\.[\d.]+$)", re.IGNORECASE)
_MODULE = re.compile(r"\.(?:cpython|abi3|cp\d+)[-.]|\.pyd$", re.IGNORECASE)
_HASHES = re.compile(r"(?:-[0-9a-f]{8,})+(?=[.-])")


def is_library(file: str) -> bool:
    """Whether a file of this name is a library, and not a module of Python."""
    return _FILE.search(file) is not None and _MODULE.search(file) is None


def library_of(file: str) -> Library | None:
    """What a library with this file name is; None of one that isn't known."""
    plain = _HASHES.sub("", file)
    return next((library for library in known() if library.files.match(plain)), None)


def version_in(library: Library, file: Path) -> str:
    """The version that a library's bytes tell; "" where they don't, and for a file that isn't there."""
    if library.says is None:
        return ""
    try:
        with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as data:
            found = library.says.search(data)
            return found[1].decode("ascii") if found else ""
    except (OSError, ValueError):
        return ""


@cache
def known() -> tuple[Library, ...]:
    """The table of all that we know; of several that match, the first counts."""
    lines = resource(TABLE).read_text("utf-8").splitlines()
    return tuple(_library(*line.split("\t")) for line in lines if line and not line.startswith("#"))


def _library(files: str, name: str, licence: str, home: str, parts: str = "", says: str = "") -> Library:
    return Library(
        re.compile(f"(?:lib)?(?:{files})", re.IGNORECASE),
        name,
        licence,
        home,
        tuple(_parts(parts)),
        re.compile(says.encode()) if says else None,
    )


def _parts(text: str) -> Iterator[Part]:
    for entry in filter(None, text.split("; ")):
        name, _, licence = entry.partition("=")
        yield Part(name, "", licence)
