"""How each generation is told what isn't to be spoken: manners, transcripts, system words, sounds by name.

Source: spec cosyvoice1.md section 2.7, cosyvoice2.md section 4, cosyvoice3.md section 2.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cosydesk.engine.frontend.qwen_specials import ARPABET_UNITS, END_OF_PROMPT, PINYIN_UNITS

SYSTEM = "You are a helpful assistant."
ENDS = (END_OF_PROMPT, "<endofprompt>")
"""What people close a manner with who know the reference; ours puts its own there."""
_FIRST_SHIELD = 0xE000
_BRACKETED = re.compile(r"\[[^\[\]\s]{1,7}\]")


@dataclass(frozen=True)
class Prompting:
    """The conventions of a generation.

    Attributes:
        manner_start, manner_end: stand around a manner.
        normalised: whether a manner's numbers are written out, as those of a text are.
        marker: what closes the prompt wherever one is given in a text; "" = the generation has no such id.
        prefix: system words without which the generation doesn't speak; they end with the marker.
        language_marks: whether a text may begin with its language, such as ``<|en|>``.
        katakana: whether Japanese has to be written as it is pronounced.
        units: sounds that can stand in a text by name, such as ``[j]`` and ``[ǐ]``; they are kept from normalisation.
    """

    manner_start: str = ""
    manner_end: str = "<endofprompt>"
    normalised: bool = True
    marker: str = ""
    prefix: str = ""
    language_marks: bool = True
    katakana: bool = False
    units: tuple[str, ...] = ()

    def manner(self, text: str) -> str:
        """The words of a manner alone, whatever was put around them; may be empty."""
        text = text.strip()
        for end in ENDS:
            text = text.removesuffix(end).strip()
        start = self.manner_start.strip()
        return text.removeprefix(start).strip() if start else text

    def enclose(self, manner: str) -> str:
        """A manner as the model reads it."""
        return f"{self.manner_start}{manner}{self.manner_end}"

    def transcript(self, text: str) -> str:
        """A prompt's transcript as the model reads it."""
        return text if self.prefix and self.marker in text else self.prefix + text

    def piece(self, prompt_text: str, text: str) -> str:
        """An utterance as the model reads it behind `prompt_text`: with the system words if none were read yet."""
        return text if not self.prefix or self.marker in prompt_text + text else self.prefix + text

    def split(self, text: str) -> tuple[str, str]:
        """What a text says up to and with the marker, and what is to be spoken."""
        if not self.marker or self.marker not in text:
            return "", text
        before, marker, spoken = text.rpartition(self.marker)
        return before + marker, spoken

    def shield(self, text: str) -> str:
        """The text with every sound's name as one private character, which no normaliser touches."""
        if not self.units:
            return text
        places = {unit: chr(_FIRST_SHIELD + index) for index, unit in enumerate(self.units)}
        text = unicodedata.normalize("NFC", text)
        return _BRACKETED.sub(lambda match: places.get(match[0], match[0]), text)

    def unshield(self, text: str) -> str:
        """Undo `shield`."""
        return text.translate({_FIRST_SHIELD + index: unit for index, unit in enumerate(self.units)})


PROMPTING_1 = Prompting()
PROMPTING_2 = Prompting(
    manner_end=END_OF_PROMPT, normalised=False, marker=END_OF_PROMPT, language_marks=False
)
PROMPTING_3 = Prompting(
    manner_start=f"{SYSTEM} ",
    manner_end=END_OF_PROMPT,
    normalised=False,
    marker=END_OF_PROMPT,
    prefix=SYSTEM + END_OF_PROMPT,
    language_marks=False,
    katakana=True,
    units=(*ARPABET_UNITS, *PINYIN_UNITS),
)
