"""What a built program really holds: the installed distributions and the libraries that its folder has of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import Distribution, PackagePath, distribution, distributions, version
from pathlib import Path

import system_copyright
from PyInstaller.archive.readers import ArchiveReadError, CArchiveReader

from cosydesk.licences import Component, installed, libraries

BOOTLOADER = Component(
    "PyInstaller bootloader",
    "",
    "GPL-2.0-or-later WITH Bootloader-exception",
    "https://pyinstaller.org/",
    "program",
)
"""What starts the program. Its exception allows any terms for what it starts."""

_METADATA = (".dist-info", ".egg-info")


class ProgramContents:
    """A folder that PyInstaller has built, looked into.

    Attributes:
        unknown: libraries of which nobody told whose they are, as paths below the folder.
        sealed: packages under the LGPL that nobody can exchange, since the archive of modules holds all of them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        beside = [path.parent for path in folder.rglob("*.dist-info") if path.is_dir()]
        self._inner = [
            *dict.fromkeys((folder, *folder.rglob("_internal"), *folder.rglob("Frameworks"), *beside))
        ]
        self._modules = {name for file in _files(folder) for name in _frozen_modules(file)}
        self.unknown: list[str] = []
        self.sealed: list[str] = []

    def components(self) -> list[Component]:
        """All that somebody else has made: packages, libraries, our resources, Python, the loader."""
        known = {package.name: package for package in distributions()}
        # what was installed into the folder itself, as the engine's runtime is, tells of itself
        known.update((package.name, package) for package in distributions(path=[*map(str, self._inner)]))
        held = {name: package for name, package in sorted(known.items()) if self._holds(package)}
        packages = [installed.component_of(package) for package in held.values()]
        self.sealed = [
            entry.name for entry in packages if entry.is_lgpl and self._is_sealed(held[entry.name])
        ]
        loader = replace(
            BOOTLOADER,
            version=version("pyinstaller"),
            texts=installed.component_of(distribution("pyinstaller")).texts,
        )
        return installed.in_order(
            [
                *packages,
                *installed.merged(self._libraries([*held.values()])),
                *installed.resources(),
                installed.python(),
                loader,
            ]
        )

    def _holds(self, package: Distribution) -> bool:
        """Whether a module or a file of the distribution came into the program."""
        if package.name.lower() in ("cosydesk", "pyinstaller"):
            return False
        modules = (
            ".".join(file.with_suffix("").parts).removesuffix(".__init__")
            for file in _own_files(package)
            if file.suffix == ".py"
        )
        return any(module in self._modules for module in modules) or any(self._lying(package))

    def _is_sealed(self, package: Distribution) -> bool:
        """Whether nothing of it lies in the program, neither a file nor the folder that others fill too."""
        tops = {file.parts[0] for file in _own_files(package)}
        return not any((inner / top).exists() for inner in self._inner for top in tops)

    def _lying(self, package: Distribution) -> Iterator[PackagePath]:
        """The files of a distribution that lie in the program as they are."""
        for file in _own_files(package):
            if any((inner / file).is_file() for inner in self._inner):
                yield file

    def _libraries(self, packages: list[Distribution]) -> Iterator[Component]:
        """The libraries in the program that aren't of the package in which they lie."""
        owners = {file.parts[0]: package.name for package in packages for file in _own_files(package)}
        files = [
            path for path in _files(self._folder) if libraries.is_library(path.name) and not path.is_symlink()
        ]
        systems = system_copyright.system_libraries(path.name for path in files)
        for path in files:
            inside = next(path.relative_to(inner) for inner in reversed(self._inner) if inner in path.parents)
            owner = owners.get(inside.parts[0], "")
            library = libraries.library_of(path.name)
            if library is None and not owner:
                self.unknown.append(path.relative_to(self._folder).as_posix())
            elif library is not None and library.licence != libraries.OWN:
                entry = installed.library_component(library, path, owner)
                system = systems.get(path.name) if not owner else None
                if system is not None:
                    texts = ((f"{system.package}/copyright", system.text),)
                    entry = replace(entry, version=entry.version or system.version, texts=texts)
                yield entry


def _own_files(package: Distribution) -> Iterator[PackagePath]:
    """The files of a distribution without its metadata, scripts and caches."""
    for file in package.files or []:
        if file.parts[0] != ".." and not file.parts[0].endswith(_METADATA) and file.suffix != ".pyc":
            yield file


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _frozen_modules(file: Path) -> Iterator[str]:
    """The names of the Python modules in an executable that PyInstaller made; none in any other file."""
    if file.suffix not in ("", ".exe") or not os.access(file, os.X_OK):
        return
    try:
        archive = CArchiveReader(str(file))
    except ArchiveReadError:
        return
    for name in archive.toc:
        if name.lower().endswith(".pyz"):
            yield from archive.open_embedded_archive(name).toc
