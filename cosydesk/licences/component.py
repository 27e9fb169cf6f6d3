"""What ships beside our own code, and under which licence: the entries of the notices."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cosydesk.resources import resource

FILE = "licences/third-party.json"
"""Where the notices of a packaged program lie among its resources."""

_FORMAT = 1


@dataclass(frozen=True)
class Part:
    """Something compiled into a component, as the component itself tells.

    Attributes: licence: an SPDX expression; "" where it isn't told.
    """

    name: str
    version: str
    licence: str


@dataclass(frozen=True)
class Component:
    """A package, a library, the files of a font: whatever somebody else has made.

    Attributes:
        name, version: the version is "" where none is known.
        licence: an SPDX expression; "" where it couldn't be found out.
        home: where it comes from, and its source; an address, or "".
        kind: "package" of Python, "library" in machine code, "data", or "program".
        within: the package that brings a library, "" where nothing does.
        texts: title and text of each licence and notice.
        parts: what is compiled into it.
    """

    name: str
    version: str
    licence: str
    home: str = ""
    kind: str = "package"
    within: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def is_lgpl(self) -> bool:
        """Whether who has the program may put another version of it in its place."""
        return "LGPL" in self.licence


def standard_text(identifier: str) -> str:
    """The text of a licence by its SPDX identifier, "" of one that isn't kept here."""
    path = resource(f"licences/{identifier}.txt")
    return path.read_text("utf-8") if path.is_file() else ""


def save(components: Iterable[Component], path: Path) -> None:
    """Write the notices; a text that many have is written once."""
    texts: dict[str, str] = {}

    def kept(text: str) -> str:
        key = sha256(text.encode()).hexdigest()[:16]
        texts[key] = text
        return key

    entries = [
        {
            "name": component.name,
            "version": component.version,
            "licence": component.licence,
            "home": component.home,
            "kind": component.kind,
            "within": component.within,
            "texts": [[title, kept(text)] for title, text in component.texts],
            "parts": [[part.name, part.version, part.licence] for part in component.parts],
        }
        for component in components
    ]
    whole = {"format": _FORMAT, "components": entries, "texts": texts}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")


def load(path: Path) -> list[Component]:
    """The notices as `save` wrote them.

    Raises: OSError, ValueError: there are none, or they are damaged.
    """
    whole = json.loads(path.read_text("utf-8"))
    try:
        return [_component(entry, whole["texts"]) for entry in whole["components"]]
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} holds no notices: {error!r}") from error


def _component(entry: dict[str, object], texts: dict[str, str]) -> Component:
    plain = {key: str(entry[key]) for key in ("name", "version", "licence", "home", "kind", "within")}
    titles, parts = entry["texts"], entry["parts"]
    assert isinstance(titles, list)
    assert isinstance(parts, list)
    return Component(
        **plain,
        texts=tuple((str(title), texts[key]) for title, key in titles),
        parts=tuple(Part(*(str(word) for word in part)) for part in parts),
    )
