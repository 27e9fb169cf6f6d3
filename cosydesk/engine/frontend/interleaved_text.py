"""Text that is read in turns with the speech, as ids. Source: spec cosyvoice2.md section 5.4."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cosydesk.engine.arriving import without_unfinished
from cosydesk.engine.frontend.text import (
    CONTROL,
    LANGUAGE,
    LONGEST_CLAUSE,
    Silence,
    TextFrontend,
    has_words,
)
from cosydesk.engine.starter.split import boundaries
from cosydesk.markup import Break, Node, OpenSpans, Text, parse

ENOUGH = 100
"""Text tokens after which an utterance ends with its sentence."""

_ENDS = ("。", "！", "？", "…", ".", "!", "?", "\n")


class InterleavedText:
    """The pieces of a text as they arrive, each encoded by itself as the reference does it.

    Like there, nothing is normalised: numbers and marks are read as they are written. What the reference leaves to
    its caller is done here: tags of the markup that the model doesn't know are left out, breaks and long texts end
    an utterance.

    Attributes:
        left_out: what the model can't speak, so far.
    """

    def __init__(self, frontend: TextFrontend, text: Iterable[str]) -> None:
        self.left_out: dict[str, None] = {}
        self._frontend = frontend
        self._rendering = frontend.rendering(self.left_out)
        self._spans = OpenSpans()
        self._steps = self._read(text)
        self._pause: Silence | None = None
        self._begun = False

    def parts(self) -> Iterator[Silence | Iterator[list[int]]]:
        """Utterances as the ids of their pieces, and pauses; each utterance is to be read to its end."""
        for step in self._steps:
            pause: Silence | None = None
            if isinstance(step, Silence):
                pause = step
            else:
                yield self._utterance(step)
                pause, self._pause = self._pause, None
            if pause is not None and pause.seconds:
                yield pause

    def _utterance(self, first: list[int]) -> Iterator[list[int]]:
        yield first
        for step in self._steps:
            if isinstance(step, Silence):
                self._pause = step
                return
            yield step

    def _read(self, text: Iterable[str]) -> Iterator[list[int] | Silence]:
        """Ids, of which the first of an utterance hold a word; a silence, perhaps of no length, ends an utterance."""
        count = 0
        marks: list[int] = []
        for piece in self._pieces(text):
            if isinstance(piece, Break):
                yield from self._closed(count)
                yield Silence(piece.seconds)
                count, marks = 0, []
                continue
            ids = self._encode(piece)
            if not count and not has_words(piece):
                marks += ids
                continue
            if count and count + len(ids) > LONGEST_CLAUSE:
                yield from self._closed(count)
                yield Silence(0.0)
                count = 0
            if ids:
                yield marks + ids
                count += len(marks) + len(ids)
                marks = []
            if count >= ENOUGH and piece.rstrip(" ").endswith(_ENDS):
                yield from self._closed(count)
                yield Silence(0.0)
                count = 0
        yield from self._closed(count)

    def _pieces(self, text: Iterable[str]) -> Iterator[str | Break]:
        """What arrives as the model reads it, in sentences where it is long, and the breaks in it."""
        held = ""
        for bit in text:
            whole, held = without_unfinished(held + bit)
            yield from self._rendered(whole)
        yield from self._rendered(held)

    def _rendered(self, raw: str) -> Iterator[str | Break]:
        nodes = parse(self._spans.opening + raw)
        self._spans.whole(raw)
        run: list[Node] = []
        for node in nodes if len(raw) <= ENOUGH else _in_sentences(nodes):
            if isinstance(node, Break):
                yield self._words(run)
                yield node
                run = []
            elif len(raw) <= ENOUGH:
                run.append(node)
            else:
                # One by one, since the utterance may end behind each.
                yield self._words([node])
        yield self._words(run)

    def _words(self, nodes: list[Node]) -> str:
        text = CONTROL.sub("", self._rendering.text(nodes))
        if marker := self._frontend.prompting.marker:
            text = text.replace(marker, "")
        if not self._begun and (match := LANGUAGE.match(text)):
            self.left_out[match[0].strip()] = None
            text = text[match.end() :]
        self._begun = self._begun or bool(text.strip())
        return text

    def _closed(self, count: int) -> Iterator[list[int]]:
        """What closes the spans that are open at the end of an utterance."""
        ids = self._encode(self._rendering.end())
        if count and ids:
            yield ids

    def _encode(self, text: str) -> list[int]:
        return self._frontend.tokenizer.encode(text) if text else []


def _in_sentences(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Text):
            for start, end in boundaries(node.text):
                yield Text(node.text[start:end], node.styles)
        else:
            yield node
