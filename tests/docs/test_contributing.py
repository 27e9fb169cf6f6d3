"""What CONTRIBUTING.md names is there: files, folders, and the names in them."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PATH = re.compile(r"`((?:cosydesk|docs|packaging|resources|tests)/[\w./-]*)(?: [^`]*)?`")
NAMES_IN = re.compile(r"((?:`\w+`(?:,| and| or)?\s+)+)in\s+`((?:cosydesk|packaging)/[\w/]+\.py)`")
STILL_TO_COME = {"docs/guide/fr.md"}
"""An example of what one would add."""


def test_every_file_that_it_names_is_there() -> None:
    named = set(PATH.findall(TEXT))
    assert len(named) > 50
    assert {name for name in named if not (ROOT / name).exists()} == STILL_TO_COME


def test_every_name_stands_in_the_file_where_it_says() -> None:
    pairs = [(name, path) for names, path in NAMES_IN.findall(TEXT) for name in re.findall(r"`(\w+)`", names)]
    assert len(pairs) >= 14
    for name, path in pairs:
        written = (ROOT / path).read_text("utf-8")
        assert re.search(rf"^(?:class )?{name}\b", written, re.MULTILINE), f"{name} in {path}"


def test_it_tells_how_to_add_each_thing() -> None:
    for what in ("model", "tag", "export format", "language"):
        assert re.search(rf"^## Add an? {what}$", TEXT, re.MULTILINE)
