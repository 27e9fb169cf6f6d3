"""Strategies that damage real input: bytes, texts and JSON values with a few things changed about them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

_EDGES = tuple(
    value.to_bytes(width, order)
    for width in (1, 2, 4, 8)
    for order in ("little", "big")
    for value in {
        0,
        1,
        2 ** (8 * width) - 1,
        2 ** (8 * width - 1),
        2 ** (8 * width - 1) - 1,
        min(2**31 - 1, 2 ** (8 * width) - 1),
    }
)
"""Numbers at which counts, sizes and offsets go wrong."""

Draw = Callable[[st.SearchStrategy[Any]], Any]


@st.composite
def mutated(
    draw: Draw, seeds: Sequence[bytes], tokens: Sequence[bytes] = (), most: int = 6, head: int = 0
) -> bytes:
    """One of `seeds` with up to `most` changes.

    Args:
        tokens: pieces that mean something in this format.
        head: how much of the beginning is changed as often as all the rest together; 0 = no more than the rest.
    """
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, most))):
        at = _place(draw, len(data), head)
        match draw(st.sampled_from(("flip", "edge", "cut", "token", "junk", "drop", "again", "other"))):
            case "flip" if data:
                data[min(at, len(data) - 1)] ^= 1 << draw(st.integers(0, 7))
            case "edge":
                piece = draw(st.sampled_from(_EDGES))
                data[at : at + len(piece)] = piece
            case "cut":
                del data[at:]
            case "token" if tokens:
                piece = draw(st.sampled_from(tokens))
                end = at + (len(piece) if draw(st.booleans()) else 0)
                data[at:end] = piece
            case "junk":
                data[at:at] = draw(st.binary(min_size=1, max_size=8))
            case "drop":
                del data[at : at + draw(st.integers(1, 64))]
            case "again":
                data[at:at] = data[at : at + draw(st.integers(1, 256))] * draw(st.integers(1, 4))
            case "other":
                other = draw(st.sampled_from(seeds))
                start = draw(st.integers(0, len(other)))
                data[at:] = other[start:]
    return bytes(data)


def _place(draw: Draw, length: int, head: int) -> int:
    """Somewhere in the data, or behind it."""
    return draw(st.integers(0, min(length, head) if head and draw(st.booleans()) else length))


@st.composite
def mutated_text(draw: Draw, seeds: Sequence[str], tokens: Sequence[str] = (), most: int = 6) -> str:
    """One of `seeds` with up to `most` changes to its lines and characters."""
    text = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, most))):
        at = draw(st.integers(0, len(text)))
        match draw(st.sampled_from(("token", "junk", "drop", "again", "cut", "swap", "line"))):
            case "token" if tokens:
                text = text[:at] + draw(st.sampled_from(tokens)) + text[at + draw(st.integers(0, 3)) :]
            case "junk":
                text = text[:at] + draw(st.text(min_size=1, max_size=8)) + text[at:]
            case "drop":
                text = text[:at] + text[at + draw(st.integers(1, 40)) :]
            case "again":
                text = (
                    text[:at] + text[at : at + draw(st.integers(1, 80))] * draw(st.integers(1, 3)) + text[at:]
                )
            case "cut":
                text = text[:at]
            case "swap" | "line":
                lines = text.split("\n")
                first, second = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
                lines[first], lines[second] = lines[second], lines[first]
                if draw(st.booleans()):
                    del lines[second]
                text = "\n".join(lines)
    return text


SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.sampled_from([0, -1, 2**31, 2**53, 2**63, 10**30]),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["", "0", "../../x", "/etc/passwd", "NaN", "\ud800", "\0", "a" * 5000, "é" * 300]),
)
"""Values that stand where others are wanted."""

VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def mutated_json(draw: Draw, seeds: Sequence[Any], most: int = 4) -> Any:
    """One of `seeds` with values somewhere in it replaced, left out or added."""
    root = [copy.deepcopy(draw(st.sampled_from(seeds)))]
    for _ in range(draw(st.integers(0, most))):
        holder: Any = root
        key: Any = 0
        while isinstance(inner := holder[key], dict | list) and inner and draw(st.integers(0, 3)):
            holder = inner
            key = draw(st.sampled_from(list(inner) if isinstance(inner, dict) else list(range(len(inner)))))
        change = draw(st.sampled_from(("replace", "remove", "add")))
        if change == "remove" and holder is not root:
            del holder[key]
        elif change == "add" and isinstance(holder, dict):
            holder[draw(st.text(max_size=8))] = draw(VALUES)
        elif change == "add" and holder is not root:
            holder.insert(key, draw(VALUES))
        else:
            holder[key] = draw(VALUES)
    return root[0]


def json_bytes(value: Any) -> bytes:
    """As JSON with everything that Python's writer lets through: NaN, halves of surrogate pairs."""
    return json.dumps(value).encode("utf-8", "surrogatepass")


@st.composite
def encoded(draw: Draw, texts: st.SearchStrategy[str]) -> bytes:
    """A text in one of the encodings that people have files in, perhaps with a byte order mark or a torn end."""
    name = draw(
        st.sampled_from(
            (
                *(
                    "utf-8",
                    "utf-8-sig",
                    "utf-16",
                    "utf-16-le",
                    "utf-16-be",
                    "utf-32",
                    "gb18030",
                    "gbk",
                    "big5",
                ),
                *("big5hkscs", "shift_jis", "euc_jp", "euc_kr", "cp1252", "cp1251", "cp437", "utf-7", "hz"),
            )
        )
    )
    data = draw(texts).encode(name, "replace" if name != "utf-8" else "surrogatepass")
    return data[: len(data) - draw(st.integers(0, 3))] if draw(st.booleans()) else data
