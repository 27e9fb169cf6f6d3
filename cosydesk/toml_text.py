"""Values as TOML text: Python reads TOML, but doesn't write it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def toml_value(value: object) -> str:
    """A value as TOML, on one line; tables are written inline."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        writable = value.encode("utf-8", "replace").decode()  # a path may hold what isn't text
        return '"' + _ESCAPED.sub(_escape, writable) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(toml_value, value)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{toml_key(name)} = {toml_value(item)}" for name, item in value.items()) + "}"
    if isinstance(value, int | float):
        return repr(value)
    return str(value)  # dates and times, which print as TOML writes them


def toml_key(name: str) -> str:
    """A name as the key of a TOML table, in quotation marks where it needs them."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml_value(name)


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], f"\\u{ord(match[0]):04x}")
