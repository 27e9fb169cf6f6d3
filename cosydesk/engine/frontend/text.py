"""From what was typed to the utterances a CosyVoice model reads.

`TextFrontend.utterances` follows the reference (spec cosyvoice1.md section 2) with its fixes: a language tag at the
start doesn't switch normalisation off, a space at the end doesn't fail, a text without an end is still cut. With
`Parity.REFERENCE` every one of these is as the reference does it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from cosydesk.engine.frontend.katakana import LANGUAGE_CODES, MISSING, Analyse, is_japanese, katakana
from cosydesk.engine.frontend.normaliser import Normaliser, clean_chinese, is_chinese, spell_numbers
from cosydesk.engine.frontend.prompting import PROMPTING_1, Prompting
from cosydesk.engine.frontend.sentences import only_punctuation, split_sentences
from cosydesk.engine.frontend.spelt_sounds import without_sounds
from cosydesk.engine.frontend.tokenizer import Tokenizer
from cosydesk.engine.frontend.ttsfrd_normaliser import TtsfrdNormaliser
from cosydesk.engine.parity import Parity
from cosydesk.engine.types import Notice
from cosydesk.markup import SPANS, Break, Event, Node, OpenSpans, Text, Unknown, parse

LONGEST_CLAUSE = 300
"""Units (characters or text tokens) that one utterance may reach where the text offers no sentence end."""

LANGUAGE = re.compile(r"\s*<\|([a-z/]{2,8})\|>\s*")
_ALIASES = {"jp": "ja"}
_TAG = re.compile(rf"<(/?)({'|'.join(SPANS)})>")
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_SOFT_END = re.compile(r"[，,、；;：: \u3000]")


@dataclass(frozen=True)
class Silence:
    """An exact pause between utterances."""

    seconds: float


@dataclass(frozen=True)
class Script:
    """A request's text, ready to speak: utterances and pauses in order, and what was left out."""

    parts: tuple[str | Silence, ...]
    notices: tuple[Notice, ...]

    @property
    def utterances(self) -> list[str]:
        return [part for part in self.parts if isinstance(part, str)]


class TextFrontend:
    """Normalises, splits and renders tags for one model."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        normaliser: Normaliser | TtsfrdNormaliser | None,
        tags: frozenset[str] = frozenset(),
        parity: Parity = Parity.FIXED,
        prompting: Prompting = PROMPTING_1,
        analyse: Analyse | None = None,
    ) -> None:
        """Args:
        normaliser: None leaves numbers to the plain rules; ttsfrd splits sentences by itself.
        tags: markup that the model renders as sound, as in `Capabilities.tags`.
        prompting: the conventions of the model's generation.
        analyse: finds the readings of Japanese where the generation wants katakana; None = that isn't installed.
        """
        self.tokenizer = tokenizer
        self.normaliser = normaliser
        self.tags = tags
        self.parity = parity
        self.prompting = prompting
        self._analyse = analyse

    def script(self, markup: str, normalise: bool = True) -> Script:
        """Markup to utterances and pauses. What the model doesn't know is left out and told in a notice.

        Args:
            normalise: False leaves the words as they are written, see `utterances`.
        """
        parts: list[str | Silence] = []
        left_out: dict[str, None] = {}
        rendering = self.rendering(left_out)
        pending: list[Node] = []
        unread = False

        def flush() -> None:
            nonlocal unread
            text = rendering.text(pending) + rendering.end()
            match = LANGUAGE.match(text)
            japanese = self._is_for_katakana(text, match[1] if match else "")
            unread = unread or (japanese and normalise and self._analyse is None)
            if match and not (self.prompting.language_marks or japanese):
                left_out[match[0].strip()] = None
            parts.extend(self.utterances(text, normalise))
            pending.clear()

        for node in parse(markup):
            if isinstance(node, Break):
                flush()
                parts.append(Silence(node.seconds))
            else:
                pending.append(node)
        flush()
        return Script(tuple(parts), (*notices_of(left_out), *((MISSING,) if unread else ())))

    def utterances(self, text: str, normalise: bool = True) -> list[str]:
        """Text to the pieces that are spoken one by one; may be empty.

        Args:
            normalise: False neither rewrites the text, to katakana neither, nor splits it into sentences, and cuts it
                only where it is too long for one utterance.
        """
        if self.parity is Parity.REFERENCE:
            if not normalise or not text or ("<|" in text and "|>" in text):
                return [text]
            return self._split(text)
        prompting = self.prompting
        prefix, text = prompting.split(CONTROL.sub("", text.replace("\r\n", "\n")))
        language = ""
        if match := LANGUAGE.match(text):
            text, language = text[match.end() :], match[1]
            if prompting.language_marks:
                prefix += f"<|{_ALIASES.get(match[1], match[1])}|>"
        text = prompting.shield(text)
        if not normalise:
            sentences = [text]
        elif self._analyse is not None and self._is_for_katakana(text, language):
            sentences = split_sentences(katakana(text.strip(), self._analyse), True, len)
        else:
            sentences = self._split(text)
        pieces = [prompting.unshield(piece) for long in sentences for piece in self._cut(long)]
        return [prefix + piece for piece in map(OpenSpans().whole, pieces) if has_words(_TAG.sub("", piece))]

    def unsplit(self, text: str, normalise: bool = True) -> str:
        """Prompt text and instructions: normalised, in one piece."""
        if not normalise or not text or ("<|" in text and "|>" in text):
            return text
        if self._analyse is not None and self._is_for_katakana(text):
            return katakana(text.strip(), self._analyse)
        return self._normalise(text)

    def _is_for_katakana(self, text: str, language: str = "") -> bool:
        """Whether a text in this language, where one was chosen, has to be written as it is pronounced."""
        chosen = language in LANGUAGE_CODES or (not language and is_japanese(text))
        return chosen and self.prompting.katakana and self.parity is Parity.FIXED

    def _normalise(self, text: str) -> str:
        text = text.strip()
        if not text:
            return ""
        if isinstance(self.normaliser, TtsfrdNormaliser):
            return "".join(self.normaliser.sentences(text))
        chinese = is_chinese(text)
        if self.normaliser is not None:
            text = self.normaliser.normalise(text, chinese)
        return clean_chinese(text) if chinese else spell_numbers(text)

    def _split(self, text: str) -> list[str]:
        if isinstance(self.normaliser, TtsfrdNormaliser):
            pieces = self.normaliser.sentences(text.strip()) if text.strip() else []
            return [piece for piece in pieces if not only_punctuation(piece)]
        # The language is that of the text as written: "123" is read in Chinese and still ends like English.
        chinese = is_chinese(text)
        pieces = split_sentences(self._normalise(text), chinese, len if chinese else self._token_count)
        return [piece for piece in pieces if not only_punctuation(piece)]

    def _token_count(self, text: str) -> int:
        return len(self.tokenizer.encode(text))

    def _cut(self, piece: str) -> Iterable[str]:
        """Cut what no sentence end has cut: at the last comma or space that fits, else anywhere."""
        count = len if is_chinese(piece) else self._token_count
        while len(piece) > LONGEST_CLAUSE // 4 and count(piece) > LONGEST_CLAUSE:
            size = max(1, len(piece) * LONGEST_CLAUSE // count(piece))
            soft = [match.end() for match in _SOFT_END.finditer(piece, size // 2, size)]
            end = soft[-1] if soft else size
            # A tag is never cut in two.
            if (opened := piece.rfind("<", 0, end)) > 0 and ">" not in piece[opened:end]:
                end = opened
            yield piece[:end]
            piece = piece[end:]
        if piece:
            yield piece

    def rendering(self, left_out: dict[str, None]) -> Rendering:
        """What writes nodes as the model reads them; `left_out` gets what it can't speak."""
        return Rendering(self.tags, bool(self.prompting.units) or self.parity is Parity.REFERENCE, left_out)


class Rendering:
    """Nodes as a model reads them, its own tags written out, the others dropped.

    Args:
        sounds: whether sounds spelt in the text are left in it, since the model or the reference reads them.
    """

    def __init__(self, tags: frozenset[str], sounds: bool, left_out: dict[str, None]) -> None:
        self._tags = tags
        self._sounds = sounds
        self._left_out = left_out
        self._opened: list[str] = []

    def text(self, nodes: Iterable[Node]) -> str:
        """The next nodes; spans they lie in stay open behind them."""
        parts: list[str] = []
        opened, left_out = self._opened, self._left_out
        for node in nodes:
            wanted = [name for name in SPANS if name in node.styles and name in self._tags]
            for name in node.styles - self._tags:
                left_out[f"<{name}>"] = None
            while opened and not set(opened) <= set(wanted):
                parts.append(f"</{opened.pop()}>")
            for name in wanted:
                if name not in opened:
                    opened.append(name)
                    parts.append(f"<{name}>")
            if isinstance(node, Text):
                parts.append(self._words(node.text))
            elif isinstance(node, Event) and f"[{node.name}]" in self._tags:
                parts.append(f"[{node.name}]")
            elif isinstance(node, Event):
                left_out[f"[{node.name}]"] = None
            elif isinstance(node, Unknown):
                left_out[node.raw] = None
        return "".join(parts)

    def end(self) -> str:
        """What closes the spans that are open."""
        closing = "".join(f"</{name}>" for name in reversed(self._opened))
        self._opened.clear()
        return closing

    def _words(self, text: str) -> str:
        if self._sounds:
            return text
        words, sounds = without_sounds(text)
        self._left_out.update(dict.fromkeys(sounds))
        return words


def notices_of(left_out: Iterable[str]) -> tuple[Notice, ...]:
    """What to tell of tags and sounds that were left out."""
    names = ", ".join(left_out)
    return (Notice("tags_left_out", f"This model can't speak {names}; it was left out."),) if names else ()


def has_words(text: str) -> bool:
    """Whether there is a letter or a number: marks with spaces or joiners between them are still only marks."""
    return any(unicodedata.category(character)[0] in "LN" for character in text)
