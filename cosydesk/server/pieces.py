"""A long text in pieces that can be spoken one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cosydesk.markup import Node, Text, normalise, parse, plain_text, to_markup

ENOUGH = 200
"""Characters after which a piece ends with the sentence; a paragraph ends one after a third of that."""

LONGEST = 400
"""Characters after which it ends at the next pause, and at last anywhere."""

_TAG_LENGTH = 20
"""Characters that a sound or a pause counts for, so that a piece can't be made of ever so many."""

_LANGUAGE = re.compile(r"\s*(<\|[a-z/]{2,8}\|>)")
_SENTENCE = re.compile(r"(?:[。！？!?…]+|\.(?=\s))[\"'”’」』）)\]]*\s*|\n\s*")
_PAUSE = re.compile(r"[，、；：]|[,;:](?=\s)|\s")


def split_text(text: str, longest: int = LONGEST) -> list[str]:
    """The pieces of a text, each markup in itself: spans that go on are opened again.

    A tag for the language at the start of the text is put before each. Nothing is left out but space around pieces.

    Args:
        longest: characters of one piece.
    """
    language = match[1] if (match := _LANGUAGE.match(text)) else ""
    body = text[match.end() :] if match else text
    pieces: list[str] = []
    current: list[Node] = []
    count = 0
    for node in _short_nodes(parse(body), longest):
        length = len(node.text) if isinstance(node, Text) else _TAG_LENGTH
        if count + length > longest and count:
            pieces.append(_written(current))
            current, count = [], 0
        current.append(node)
        count += length
        if isinstance(node, Text) and _ends(node.text, count, longest):
            pieces.append(_written(current))
            current, count = [], 0
    pieces.append(_written(current))
    return [language + piece for piece in pieces if piece.strip()]


def _ends(text: str, count: int, longest: int) -> bool:
    enough = min(ENOUGH, longest // 2)
    if count < enough // 3:
        return False
    marks = [match for match in _SENTENCE.finditer(text) if match.end() == len(text)]
    return bool(marks) and (count >= enough or "\n" in marks[-1][0])


def _short_nodes(nodes: list[Node], longest: int) -> Iterator[Node]:
    """The same nodes, texts cut behind each sentence and where a sentence is too long."""
    for node in nodes:
        if not isinstance(node, Text):
            yield node
            continue
        start = 0
        for end in [*(match.end() for match in _SENTENCE.finditer(node.text)), len(node.text)]:
            yield from (Text(part, node.styles) for part in _short(node.text[start:end], longest))
            start = end


def _short(sentence: str, longest: int) -> Iterator[str]:
    while len(sentence) > longest:
        pauses = [match.end() for match in _PAUSE.finditer(sentence, longest // 2, longest)]
        cut = pauses[-1] if pauses else longest
        yield sentence[:cut]
        sentence = sentence[cut:]
    if sentence:
        yield sentence


def _written(nodes: list[Node]) -> str:
    """Markup, empty where there is nothing in it."""
    if not plain_text(nodes).strip() and all(isinstance(node, Text) for node in nodes):
        return ""
    return to_markup(normalise(nodes)).strip()
