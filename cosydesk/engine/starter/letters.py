"""How to say an English word that is in no dictionary: split, spelled, or read letter by letter."""

from __future__ import annotations

import re
from collections.abc import Callable

from cosydesk.engine.starter import letter_rules, pinyin_names

LookUp = Callable[[str], str | None]
"""A word (lower case) -> its phonemes, or None."""

_NAMES = {
    "a": "ˈA", "b": "bˈi", "c": "sˈi", "d": "dˈi", "e": "ˈi", "f": "ˈɛf", "g": "ʤˈi", "h": "ˈAʧ", "i": "ˈI",
    "j": "ʤˈA", "k": "kˈA", "l": "ˈɛl", "m": "ˈɛm", "n": "ˈɛn", "o": "ˈO", "p": "pˈi", "q": "kjˈu", "r": "ˈɑɹ",
    "s": "ˈɛs", "t": "tˈi", "u": "jˈu", "v": "vˈi", "w": "dˈʌbᵊljˌu", "x": "ˈɛks", "y": "wˈI", "z": "zˈi",
}  # fmt: skip
_VOWELS = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻ"
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[A-Z]+")


def pronounce(word: str, look_up: LookUp, british: bool = False) -> str:
    """Phonemes of an unknown word; "" only when it has no letter."""
    word = word.strip("'-")
    parts = _PART.findall(word.replace("'", ""))
    spoken = []
    for part in parts:
        if (len(part) > 1 and part.isupper() and (len(part) <= 5 or not sayable(part.lower()))) or (
            len(part) == 1 and len(parts) > 1
        ):
            spoken.append(spell(part, british))
        else:
            spoken.append(_word(part, look_up, british))
    return " ".join(part for part in spoken if part)


def spell(word: str, british: bool = False) -> str:
    """Letter names, the last one stressed most."""
    names = [_NAMES[char] for char in word.lower() if char in _NAMES]
    if british:
        british_names = {"zˈi": "zˈɛd", "ˈO": "ˈQ", "ˈɑɹ": "ˈɑː"}
        names = [british_names.get(name, name + "ː" if name[-1] in "iu" else name) for name in names]
    return "".join([name.replace("ˈ", "ˌ") for name in names[:-1]] + names[-1:])


def _word(written: str, look_up: LookUp, british: bool) -> str:
    word = written.lower()
    known = look_up(word)
    if known:
        return known
    inflected = _inflected(word, look_up, british)
    if inflected:
        return inflected
    compound = _compound(word, look_up) if len(word) < 40 else None
    if compound:
        return compound
    if written[0].isupper() and (name := pinyin_names.pronounce(word, british)):
        return name
    if not sayable(word):
        return spell(word, british)
    return letter_rules.read(word, british) or spell(word, british)


def _inflected(word: str, look_up: LookUp, british: bool) -> str | None:
    """A known word with an ending that the dictionary's own rules didn't see."""
    ending_vowel = "ɪ" if british else "ᵻ"
    for ending, stems in (
        ("ies", (word[:-3] + "y",)),
        ("es", (word[:-2], word[:-1])),
        ("s", (word[:-1],)),
        ("ied", (word[:-3] + "y",)),
        ("ed", (word[:-2], word[:-1], word[:-3])),
        ("ing", (word[:-3], word[:-3] + "e", word[:-4])),
        ("er", (word[:-2], word[:-1], word[:-3])),
        ("est", (word[:-3], word[:-2], word[:-4])),
        ("ly", (word[:-2],)),
        ("ness", (word[:-4],)),
        ("less", (word[:-4],)),
        ("ish", (word[:-3],)),
        ("able", (word[:-4], word[:-4] + "e")),
    ):
        if not word.endswith(ending):
            continue
        for stem in stems:
            base = look_up(stem) if len(stem) > 2 else None
            if base is None:
                continue
            if ending in ("s", "es", "ies"):
                return base + (
                    f"{ending_vowel}z" if base[-1] in "szʃʒʧʤ" else "s" if base[-1] in "ptkfθ" else "z"
                )
            if ending in ("ed", "ied"):
                return base + (
                    f"{ending_vowel}d" if base[-1] in "td" else "t" if base[-1] in "pkfθʃsʧ" else "d"
                )
            tails = {"ing": "ɪŋ", "er": "ə" if british else "əɹ", "est": f"{ending_vowel}st", "ly": "li"}
            tails |= {"ness": "nəs", "less": "ləs", "ish": "ɪʃ", "able": "əbᵊl"}
            return base + tails[ending]
    return None


def _compound(word: str, look_up: LookUp) -> str | None:
    """Two known words written as one: the cut whose shorter half is longest."""
    best: tuple[int, str] | None = None
    for cut in range(3, len(word) - 2):
        if best is not None and min(cut, len(word) - cut) <= best[0]:
            continue
        left, right = look_up(word[:cut]), look_up(word[cut:])
        if left and right and sayable(word[:cut]) and sayable(word[cut:]):
            best = (min(cut, len(word) - cut), left + right.replace("ˈ", "ˌ"))
    return best[1] if best else None


def sayable(word: str) -> bool:
    """Whether it has vowels in the places where words have them."""
    word = word.lower()
    return bool(re.search("[aeiouy]", word)) and not re.search("[^aeiouy]{5}", word)
