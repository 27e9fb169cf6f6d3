"""What is said about a take: its place in the list, and how it differs from what its line asks for now."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QLocale, QObject

from cosydesk.studio.line import Line
from cosydesk.studio.take import Take
from cosydesk.studio.take_difference import Piece, Side, excerpt, other_fields, text_difference
from cosydesk.studio.voice_modes import CLONE, CROSS_LINGUAL
from cosydesk.ui.document import Document

_MARKS = {Side.BOTH: "{}", Side.TAKE: "<s>{}</s>", Side.LINE: "<b><u>{}</u></b>"}


@dataclass(frozen=True)
class Words:
    """How a take differs from its line; both empty where it is just what the line asks for.

    Attributes:
        short: on one line.
        rich: at length as HTML, for a tooltip.
    """

    short: str = ""
    rich: str = ""


class TakeWords(QObject):
    """An object for the sake of its translations."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document

    def differences(self, line: Line, take: Take) -> Words:
        """How the take differs from its line."""
        wanted = self._document.project.take_request(line)
        names = other_fields(take.request, wanted)
        if not line.seed_locked:  # then each take has a seed of its own
            names = tuple(name for name in names if name != "seed")
        others = self._others(take, names)
        said, now = take.request.text, wanted.text
        if said == now:  # what the pronunciation dictionary makes of it may be another thing
            said, now = take.request.sent, wanted.sent
        if take.request.sent == wanted.sent:
            return Words(others, escape(others))
        pieces = text_difference(said, now)
        said = self.tr("“{text}”").format(text=excerpt(pieces))
        head = self.tr("Since this take the line has changed:")
        rich = f"{escape(head)}<br>{_rich(pieces)}"
        if others:
            said, rich = f"{said} · {others}", f"{rich}<br>{escape(others)}"
        return Words(said, rich)

    def name(self, place: int, take: Take, *, chosen: bool, letter: str, differs: str) -> str:
        """A take as a screen reader says it."""
        parts = [
            self.tr("Take {n}").format(n=place),
            self.tr("{seconds} s").format(seconds=f"{take.length / take.sample_rate:.2f}"),
        ]
        if chosen:
            parts.append(self.tr("in use"))
        if take.starred:
            parts.append(self.tr("starred"))
        if letter:
            parts.append(letter)
        if differs:
            parts.append(differs)
        return ", ".join(parts)

    def _others(self, take: Take, fields: tuple[str, ...]) -> str:
        request = take.request
        said = []
        if "voice_id" in fields:
            said.append(self.tr("Voice: {name}").format(name=self._document.voices.name(request.voice_id)))
        if "model_id" in fields:
            said.append(self.tr("Model: {name}").format(name=request.model_id))
        if "mode" in fields and request.mode in (CLONE, CROSS_LINGUAL):
            cloned = request.mode == CLONE
            said.append(self.tr("Cloned") if cloned else self.tr("Cloned across languages"))
        elif "instruct" in fields or "mode" in fields:
            manner = self.tr("Manner: {manner}").format(manner=request.instruct)
            said.append(manner if request.instruct else self.tr("Without a manner"))
        if "voice_id" not in fields and "prompt" in fields:
            said.append(self.tr("Another recording of the voice"))
        elif "voice_id" not in fields and "mode" not in fields and "transcript" in fields:
            said.append(self.tr("Another transcript of the voice"))
        if "speed" in fields:
            said.append(self.tr("Speed {speed}×").format(speed=f"{request.speed:.2f}"))
        if "seed" in fields:
            said.append(self.tr("Seed {seed}").format(seed=request.seed))
        return " · ".join(said)


def size_text(size: int) -> str:
    """A number of bytes as people read it."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _rich(pieces: list[Piece]) -> str:
    return "".join(_MARKS[piece.side].format(escape(piece.text)) for piece in pieces)
