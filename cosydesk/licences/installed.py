"""What is installed with CosyDesk in this environment, with its licences, as the distributions themselves tell."""

from __future__ import annotations

import json
import logging
import platform
import re
import sysconfig
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from importlib.metadata import Distribution, PackageNotFoundError, PackagePath, distribution
from pathlib import Path, PurePosixPath

from cosydesk.licences import libraries
from cosydesk.licences.component import Component, Part, standard_text
from cosydesk.licences.expressions import expression_of, header, identifiers
from cosydesk.resources import resource

log = logging.getLogger(__name__)

_LICENCE_FILE = re.compile(
    r"(?:.*[-_.])?(?:licen[cs]es?|copying|copyright|notices?|thirdpartynotices|unlicense)(?:[-_.].*)?",
    re.IGNORECASE,
)
_PROGRAM_FILE = re.compile(r"\.(?:py|pyc|pyi|pyd|so|js|css|json|h|hpp)$", re.IGNORECASE)

_RESOURCES = (
    Component("Inter", "", "OFL-1.1", "https://rsms.me/inter/", "data", texts=(("fonts/LICENSE", ""),)),
    Component("Lucide icons", "", "ISC", "https://lucide.dev/", "data", texts=(("icons/LICENSE", ""),)),
    Component(
        *("Kokoro-82M, styles of the starter voices", "1.0", "Apache-2.0 AND MIT"),
        *("https://github.com/hexgrad/kokoro", "data"),
        texts=(("starter/NOTICE", ""), ("starter/LICENSE", "")),
    ),
    Component(
        *("Whisper's vocabulary", "", "MIT", "https://github.com/openai/whisper", "data"),
        texts=(("whisper/LICENSE", ""),),
    ),
)
"""What lies among our resources; texts name their files."""


def shipped(root: str = "cosydesk", extras: Collection[str] = ()) -> list[Distribution]:
    """The distributions that `root` needs on this system, itself left out, in the order of their names.

    What is named by a requirement and isn't installed is left out too: it can't ship.

    Raises: PackageNotFoundError: `root` isn't installed.
    """
    from packaging.requirements import Requirement

    found: dict[str, Distribution] = {}
    wanted: dict[str, set[str]] = {}

    def walk(name: str, chosen: set[str]) -> None:
        key = _canonical(name)
        if key in found and chosen <= wanted[key]:
            return
        found.setdefault(key, distribution(name))
        chosen = wanted.setdefault(key, set()) | chosen
        wanted[key] = chosen
        for line in found[key].requires or []:
            needed = Requirement(line)
            marker = needed.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *chosen)):
                try:
                    walk(needed.name, set(needed.extras))
                except PackageNotFoundError:
                    log.debug("%s asks for %s, which isn't installed", name, needed.name)

    walk(root, set(extras))
    del found[_canonical(root)]
    return [found[key] for key in sorted(found)]


def components(extras: Collection[str] = ()) -> list[Component]:
    """All that somebody else has made, of an installed CosyDesk: packages, their libraries, our resources, Python.

    Raises: PackageNotFoundError: CosyDesk isn't installed here.
    """
    packages = shipped(extras=extras)
    brought = [library for package in packages for library in libraries_of(package)]
    return in_order([*map(component_of, packages), *merged(brought), *resources(), python()])


def component_of(package: Distribution) -> Component:
    """A distribution with its licences and what it says to be compiled into it."""
    metadata = package.metadata
    bare = Component(
        package.name, package.version, expression_of(metadata), _home(package), texts=tuple(_texts(package))
    )
    return with_texts(replace(bare, parts=tuple(_parts(package))), header(metadata, "Author"))


def libraries_of(package: Distribution) -> Iterator[Component]:
    """The libraries in machine code that lie in a distribution and are somebody else's."""
    for file in package.files or []:
        if libraries.is_library(file.name):
            library = libraries.library_of(file.name)
            if library is not None and library.licence != libraries.OWN:
                yield library_component(library, Path(str(package.locate_file(file))), package.name)


def library_component(library: libraries.Library, file: Path, within: str) -> Component:
    """A library as an entry of the notices."""
    version = libraries.version_in(library, file)
    return Component(
        library.name, version, library.licence, library.home, "library", within, parts=library.parts
    )


def merged(entries: Iterable[Component]) -> list[Component]:
    """One entry for the files of a library, with standard texts; of two versions of it, one for each."""
    kept: dict[str, list[Component]] = {}
    for entry in entries:
        same = kept.setdefault(entry.name, [])
        for at, other in enumerate(same):
            if not entry.version or not other.version or entry.version == other.version:
                within = dict.fromkeys(filter(None, [*other.within.split(", "), entry.within]))
                same[at] = replace(
                    other,
                    version=other.version or entry.version,
                    within=", ".join(sorted(within, key=str.lower)),
                )
                break
        else:
            same.append(entry)
    return [with_texts(entry) for same in kept.values() for entry in same]


def resources() -> list[Component]:
    """What of others lies among our own resources."""
    return [
        replace(
            entry,
            texts=tuple((Path(name).name, resource(name).read_text("utf-8")) for name, _ in entry.texts),
        )
        for entry in _RESOURCES
    ]


def python() -> Component:
    """The Python that runs this."""
    bare = Component("Python", platform.python_version(), "PSF-2.0", "https://www.python.org/", "program")
    own = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if own.is_file():
        return replace(bare, texts=(("LICENSE.txt", own.read_text("utf-8", "replace")),))
    return with_texts(bare)


def in_order(entries: Iterable[Component]) -> list[Component]:
    """By name, packages before what has the same name."""
    return sorted(entries, key=lambda entry: (entry.name.lower(), entry.kind != "package", entry.within))


def with_texts(entry: Component, holder: str = "") -> Component:
    """With the standard texts of the licences that it names, where it brings no text of its own.

    A licence under which something may be had instead of another one isn't added: of the LGPL or the GPL, the LGPL.
    """
    if entry.texts:
        return entry
    choices = [identifiers(choice) for choice in entry.licence.split(" OR ")]
    names = next((choice for choice in choices if any("LGPL" in name for name in choice)), choices[0])
    files = dict.fromkeys(file for name in names for file in _files_for(name))
    texts = [(file, standard_text(file)) for file in files]
    if texts and holder:
        texts[0] = (texts[0][0], f"Copyright (c) {holder}\n\n{texts[0][1]}")
    return replace(entry, texts=tuple((title, text) for title, text in texts if text.strip()))


def _files_for(identifier: str) -> tuple[str, ...]:
    """The names of the standard texts for a licence: without -only, and the GPL with what builds on it."""
    plain = re.sub(r"-(?:only|or-later)$", "", identifier)
    if plain == "LGPL-2.0":
        plain = "LGPL-2.1"  # which who gets it may choose, as a later version
    if plain == "LGPL-3.0":
        return (plain, "GPL-3.0")
    return (plain,)


def _texts(package: Distribution) -> Iterator[tuple[str, str]]:
    """The licence files of a distribution, each text once."""
    told: set[str] = set()
    for file in package.files or []:
        if "test" in file.parts or "tests" in file.parts:
            continue  # of what only tests need, which doesn't come along
        if _LICENCE_FILE.fullmatch(file.name) and not _PROGRAM_FILE.search(file.name):
            text = _read(package, file).strip()
            if text and text not in told:
                told.add(text)
                yield _title(file), text + "\n"


def _title(file: PurePosixPath) -> str:
    """A licence file's name, with its folder where that isn't the distribution's own."""
    folder = file.parent.name
    own = folder == "licenses" or folder.endswith((".dist-info", ".egg-info"))
    return file.name if own else f"{folder}/{file.name}"


def _parts(package: Distribution) -> Iterator[Part]:
    """What the bills of materials in the distribution name (PEP 770), but for packages of a builder's system."""
    seen: set[tuple[str, str]] = set()
    for file in package.files or []:
        if file.parent.name != "sboms" or file.suffix != ".json":
            continue
        try:
            listed = json.loads(_read(package, file)).get("components", [])
        except (ValueError, AttributeError):
            continue
        for entry in listed if isinstance(listed, list) else []:
            name, version = str(entry.get("name", "")), str(entry.get("version", ""))
            licence = _licence_in_bill(entry)
            if licence and (name, version) not in seen:
                seen.add((name, version))
                yield Part(name, version, licence)


def _licence_in_bill(entry: dict[str, object]) -> str:
    """The licence of a component in a CycloneDX bill."""
    listed = entry.get("licenses")
    words = []
    for item in listed if isinstance(listed, list) else []:
        licence = item.get("license", {})
        words.append(str(item.get("expression") or licence.get("id") or licence.get("name") or ""))
    return " AND ".join(filter(None, words)).replace("/", " OR ")


def _read(package: Distribution, file: PackagePath) -> str:
    try:
        return Path(str(package.locate_file(file))).read_text("utf-8", "replace")
    except OSError:
        return ""


def _home(package: Distribution) -> str:
    """Where a distribution's source is, as far as it tells: its repository before its page."""
    urls: dict[str, str] = {}
    for line in package.metadata.get_all("Project-URL") or []:
        label, _, address = str(line).partition(",")
        urls.setdefault(re.sub(r"[\W_]", "", label).lower(), address.strip())
    for label in ("source", "sourcecode", "repository", "github", "code", "homepage", "home"):
        if label in urls:
            return urls[label]
    return header(package.metadata, "Home-page") or next(iter(urls.values()), "")


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
