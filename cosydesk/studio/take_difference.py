"""What a take says that its line doesn't, and the other way round."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import Enum, auto

from cosydesk.studio.my_voice import is_mine
from cosydesk.studio.take import TakeRequest

# Tags whole, letters that stand for words one by one, other words whole, and the rest mark by mark.
_TOKENS = re.compile(r"</?\w[^<>]*>|\[[^\[\]]*\]|[぀-ヿ㐀-䶿一-鿿豈-﫿]|\w+|\s+|.", re.DOTALL)
_LEAD = 18


class Side(Enum):
    """Where a piece of text stands."""

    BOTH = auto()
    TAKE = auto()
    LINE = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text (markup) that is in the take, in the line, or in both."""

    side: Side
    text: str


def text_difference(said: str, written: str) -> list[Piece]:
    """What was said against what is written now, word by word, and sign by sign in Chinese and Japanese."""
    before, after = _TOKENS.findall(said), _TOKENS.findall(written)
    pieces: list[Piece] = []
    for name, a0, a1, b0, b1 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if name == "equal":
            pieces.append(Piece(Side.BOTH, "".join(before[a0:a1])))
            continue
        if a1 > a0:
            pieces.append(Piece(Side.TAKE, "".join(before[a0:a1])))
        if b1 > b0:
            pieces.append(Piece(Side.LINE, "".join(after[b0:b1])))
    return pieces


def excerpt(pieces: list[Piece]) -> str:
    """What the take says, begun shortly before the first difference."""
    said = ""
    begin = 0
    found = False
    for piece in pieces:
        if piece.side is not Side.BOTH and not found:
            found, begin = True, len(said)
        if piece.side is not Side.LINE:
            said += piece.text
    if begin <= _LEAD:
        return said
    cut = said.find(" ", begin - _LEAD, begin) + 1 or begin - _LEAD
    return "…" + said[cut:]


def other_fields(taken: TakeRequest, wanted: TakeRequest) -> tuple[str, ...]:
    """Names of the fields beside the text in which a take's request differs from what the line asks for now. The model
    goes without saying but for the same voice of one's own, which several can speak.
    """
    told = {"text", "spoken"}
    if taken.voice_id != wanted.voice_id or not is_mine(taken.voice_id):
        told.add("model_id")
    names = (field.name for field in fields(TakeRequest) if field.name not in told)
    return tuple(name for name in names if getattr(taken, name) != getattr(wanted, name))
