"""Which language each stretch of a sentence is spoken in, and phonemes of mixed sentences."""

from __future__ import annotations

import re

from cosydesk.engine.starter import chinese, chinese_text, english
from cosydesk.engine.starter.han import is_han, is_kana, is_latin
from cosydesk.engine.starter.phonemes import Spoken

Runs = list[tuple[str, bool]]
"""Text in pieces, each with whether it is strong."""

_WORD = r"[A-Za-z\u00c0-\u024f]+(?:['’-][A-Za-z\u00c0-\u024f]+)*"
# Stretches that stay English inside a Chinese sentence, numbers and all: addresses, and phrases of three words.
_ENGLISH = re.compile(
    r"https?://[\w./?=&%#:+-]*\w|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[A-Za-z0-9-]+\.)+(?:com|org|net|io|ai|cn|dev|edu|gov)\b(?:/[\w./-]*\w)?"
    rf"|\b[A-Z]2[A-Z]\b|{_WORD}(?:[ ,]+(?:{_WORD}|[$€£]?\d+(?:[.,:]\d+)*%?)){{2,}}",
    re.ASCII,
)


def language_of(text: str, voice_language: str, japanese: bool) -> str:
    """``zh``, ``en`` or ``ja``: the language of a sentence.

    Args:
        voice_language: BCP 47 code of the voice; it decides where the script doesn't.
        japanese: whether there is kana anywhere in the request.
    """
    if any(is_kana(char) for char in text):
        return "ja"
    if any(is_han(char) for char in text):
        return "ja" if japanese and voice_language.startswith("ja") else "zh"
    if any(is_latin(char) for char in text):
        return "en"
    primary = voice_language.partition("-")[0]
    return primary if primary in ("zh", "ja") else "en"


def phonemes(runs: Runs, language: str, voice_language: str) -> list[Spoken]:
    """Phonemes of one sentence."""
    british = voice_language == "en-GB"
    if language == "en":
        return english.phonemes(runs, british)
    if language == "ja":
        from cosydesk.engine.starter import japanese

        return japanese.phonemes(runs)
    spoken: list[Spoken] = []
    for kind, part in _by_script(_normalised(runs)):
        found = chinese.phonemes(part) if kind == "zh" else english.phonemes(part, british)
        if (
            spoken
            and found
            and not spoken[-1].phonemes.endswith(" ")
            and found[0].phonemes[:1] not in tuple(",.!?;:)”")
        ):
            spoken.append(Spoken(" "))
        spoken.extend(found)
    return spoken


def _normalised(runs: Runs) -> list[tuple[str, str, bool]]:
    """(kind, text, strong): English stretches as they are, the rest in Chinese words."""
    out: list[tuple[str, str, bool]] = []
    for text, strong in runs:
        position = 0
        for match in _ENGLISH.finditer(text):
            out.append(("zh", chinese_text.spoken_form(text[position : match.start()]), strong))
            out.append(("en", match[0], strong))
            position = match.end()
        out.append(("zh", chinese_text.spoken_form(text[position:]), strong))
    return [piece for piece in out if piece[1]]


def _by_script(pieces: list[tuple[str, str, bool]]) -> list[tuple[str, Runs]]:
    """Neighbours of one language together."""
    parts: list[tuple[str, Runs]] = []

    def add(kind: str, text: str, strong: bool) -> None:
        if not parts or parts[-1][0] != kind:
            parts.append((kind, []))
        runs = parts[-1][1]
        if runs and runs[-1][1] == strong:
            runs[-1] = (runs[-1][0] + text, strong)
        else:
            runs.append((text, strong))

    for kind, text, strong in pieces:
        if kind == "en":
            add("en", text, strong)
            continue
        for match in re.finditer(rf"{_WORD}(?:\s+{_WORD})*|.", text, re.DOTALL):
            add("en" if is_latin(match[0][0]) else "zh", match[0], strong)
    return parts
