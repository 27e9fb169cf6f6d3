"""The markup of a line: styled text, sound events and exact pauses.

`parse` reads it once into a flat list of nodes; `to_markup` writes the canonical form back. The engine renders
the nodes for a model, the editor draws them. What is not markup is text, whatever it looks like: ``a < b``,
``[sic]`` and unclosed tags are kept.

Grammar::

    <strong>…</strong>  <laughter>…</laughter>    spans; they nest and may cross
    [laughter] [breath] …                         events, the names in `EVENTS`
    <break time="300ms"/>  [pause 0.3]            exact silence
    <anything-else>  </anything-else>             unknown: kept, never read aloud
    &lt; &gt; &amp; &#91; &#93;                   the characters themselves
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SPANS: tuple[str, ...] = ("strong", "laughter")
"""Span names, in the order in which they nest when written."""

EVENTS: tuple[str, ...] = (
    "laughter",
    "breath",
    "quick_breath",
    "sigh",
    "cough",
    "noise",
    "accent",
    "clucking",
    "hissing",
    "vocalized-noise",
    "lipsmack",
    "mn",
)
"""Event names of all model generations; which of them sound is the model's capability."""

MAX_BREAK_S = 60.0
"""Longest pause one tag can ask for."""

NO_STYLES: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Text:
    """Words, with the spans they lie in."""

    text: str
    styles: frozenset[str] = NO_STYLES


@dataclass(frozen=True)
class Event:
    """A sound such as a breath; it keeps the spans it stands in, so that they aren't torn."""

    name: str
    styles: frozenset[str] = NO_STYLES


@dataclass(frozen=True)
class Break:
    """Exact silence, in seconds."""

    seconds: float
    styles: frozenset[str] = NO_STYLES


@dataclass(frozen=True)
class Unknown:
    """A tag nobody here knows, as written. It is not spoken, and the person is told."""

    raw: str
    styles: frozenset[str] = NO_STYLES


Node = Text | Event | Break | Unknown

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&#91;": "[", "&#93;": "]"}
_ENTITY = re.compile("|".join(map(re.escape, _ENTITIES)))
_ATTRIBUTES = r"(?:\s+[A-Za-z][\w:-]*\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'))*"
_TOKEN = re.compile(
    rf"<(?P<close>/?)(?P<tag>[A-Za-z][\w-]*)(?P<attributes>{_ATTRIBUTES})\s*(?P<empty>/?)>"
    rf"|\[(?P<event>{'|'.join(map(re.escape, EVENTS))})\]"
    r"|\[pause\s+(?P<pause>\d+(?:\.\d+)?|\.\d+)\s*(?P<pause_unit>ms|s)?\]",
    re.IGNORECASE,
)
_SPAN = re.compile(rf"<(/?)({'|'.join(SPANS)})\s*>", re.IGNORECASE)
_TIME = re.compile(
    r"\btime\s*=\s*[\"']\s*(?P<value>\d+(?:\.\d+)?|\.\d+)\s*(?P<unit>ms|s)\s*[\"']", re.IGNORECASE
)


def parse(markup: str) -> list[Node]:
    """Read markup into nodes; never fails.

    A span left open ends with the line. A closing tag without its opening one is `Unknown`.
    """
    nodes: list[Node] = []
    open_spans: dict[str, int] = {}
    position = 0
    for match in _TOKEN.finditer(markup):
        _add_text(nodes, markup[position : match.start()], open_spans)
        position = match.end()
        styles = _styles(open_spans)
        tag = (match["tag"] or "").lower()
        if match["event"]:
            nodes.append(Event(match["event"].lower(), styles))
        elif match["pause"]:
            nodes.append(Break(_seconds(match["pause"], match["pause_unit"] or "s"), styles))
        elif tag == "break" and not match["close"] and (time := _TIME.search(match["attributes"])):
            nodes.append(Break(_seconds(time["value"], time["unit"]), styles))
        elif tag in SPANS and not match["attributes"] and not match["empty"]:
            count = open_spans.get(tag, 0) + (-1 if match["close"] else 1)
            if count < 0:
                nodes.append(Unknown(match[0], styles))
            else:
                open_spans[tag] = count
        else:
            nodes.append(Unknown(match[0], styles))
    _add_text(nodes, markup[position:], open_spans)
    return nodes


class OpenSpans:
    """Keeps spans whole in a text that is taken piece by piece.

    Attributes:
        names: of the spans that are open behind the last piece, outermost first.
    """

    def __init__(self) -> None:
        self.names: list[str] = []

    @property
    def opening(self) -> str:
        """The tags that have to stand before the next piece."""
        return "".join(f"<{name}>" for name in self.names)

    def whole(self, piece: str) -> str:
        """The next piece, with what is open before it opened again and what stays open closed."""
        start = self.opening
        for match in _SPAN.finditer(piece):
            name = match[2].lower()
            if not match[1]:
                self.names.append(name)
            elif name in self.names:
                self.names.remove(name)
        return start + piece + "".join(f"</{name}>" for name in reversed(self.names))


def to_markup(nodes: Iterable[Node]) -> str:
    """Write nodes in canonical form; ``parse(to_markup(nodes))`` gives them back, neighbours of one style joined."""
    parts: list[str] = []
    opened: list[str] = []
    for node in nodes:
        _switch_spans(parts, opened, node.styles)
        match node:
            case Text(text):
                parts.append(escape(text))
            case Event(name):
                parts.append(f"[{name}]")
            case Break(seconds):
                parts.append(f'<break time="{round(seconds * 1000)}ms"/>')
            case Unknown(raw):
                parts.append(raw)
    _switch_spans(parts, opened, NO_STYLES)
    return "".join(parts)


def plain_text(nodes: Iterable[Node]) -> str:
    """The words alone: events, pauses and unknown tags left out."""
    return "".join(node.text for node in nodes if isinstance(node, Text))


def escape(text: str) -> str:
    """Text as markup: only what would be read as markup is written as an entity."""
    if _ENTITY.search(text):
        text = _ENTITY.sub(lambda match: "&amp;" + match[0][1:], text)
    return _TOKEN.sub(lambda match: _escape_bracket(match[0]), text)


def normalise(nodes: Sequence[Node]) -> list[Node]:
    """Join neighbouring text of one style and drop empty text."""
    joined: list[Node] = []
    for node in nodes:
        if isinstance(node, Text):
            if not node.text:
                continue
            if joined and isinstance(last := joined[-1], Text) and last.styles == node.styles:
                joined[-1] = Text(last.text + node.text, node.styles)
                continue
        joined.append(node)
    return joined


def _escape_bracket(raw: str) -> str:
    return ("&lt;" if raw[0] == "<" else "&#91;") + raw[1:]


def _styles(open_spans: dict[str, int]) -> frozenset[str]:
    return frozenset(name for name, count in open_spans.items() if count)


def _add_text(nodes: list[Node], raw: str, open_spans: dict[str, int]) -> None:
    if not raw:
        return
    text = _ENTITY.sub(lambda match: _ENTITIES[match[0]], raw)
    styles = _styles(open_spans)
    if nodes and isinstance(last := nodes[-1], Text) and last.styles == styles:
        nodes[-1] = Text(last.text + text, styles)
    else:
        nodes.append(Text(text, styles))


def _switch_spans(parts: list[str], opened: list[str], wanted: frozenset[str]) -> None:
    while any(name not in wanted for name in opened):
        parts.append(f"</{opened.pop()}>")
    for name in SPANS:
        if name in wanted and name not in opened:
            opened.append(name)
            parts.append(f"<{name}>")


def _seconds(value: str, unit: str) -> float:
    seconds = float(value) / (1000.0 if unit.lower() == "ms" else 1.0)
    return min(round(seconds, 3), MAX_BREAK_S)
