"""Letters to sounds, for words like names and inventions that nothing else can be said about.

The model is a tree of letter contexts, made from misaki's dictionary by packaging/make_letter_model.py: for each
letter the longest context seen there says which phonemes it stands for.
"""

from __future__ import annotations

import gzip
import re
from functools import cache

from cosydesk.resources import resource

ORDER = (1, -1, 2, -2, 3, -3, 4, -4)
"""Where the next neighbour is looked for, the most telling first."""

EDGE = "#"
_STRESSES = "ˈˌ"
_VOWELS = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵻᵊ"
_FULL_VOWELS = "AIOQWYaiuæɑɒɔɛɜʊʌɪə"


def read(word: str, british: bool = False) -> str:
    """Phonemes of a lower-case word of plain letters, with one main stress."""
    sounds = decode(re.sub("[^a-z]", "", word), _tree("gb" if british else "us"))
    return sounds.replace("ˈə", "ˈʌ").replace("ˈᵊ", "ˈʌ")  # a weak vowel can't be stressed


def decode(word: str, tree: dict[str, str]) -> str:
    sounds = []
    for place in range(len(word)):
        key = context(word, place, len(ORDER))
        sounds.append(next(tree[key[:size]] for size in range(len(key), 0, -1) if key[:size] in tree))
    return _with_one_stress(_without_doubles(sounds))


def context(word: str, place: int, level: int) -> str:
    """The letter at `place` and its `level` nearest neighbours, in `ORDER`."""
    padded = EDGE * 4 + word + EDGE * 4
    return padded[place + 4] + "".join(padded[place + 4 + step] for step in ORDER[:level])


def units(phonemes: str) -> list[str]:
    """Phonemes with the stress before them and the length behind them."""
    return re.findall(f"[{_STRESSES}]?[^{_STRESSES}]ː?", phonemes)


@cache
def _tree(name: str) -> dict[str, str]:
    lines = (
        gzip.decompress(resource(f"starter/letters-{name}.txt.gz").read_bytes()).decode("utf-8").splitlines()
    )
    return {key: sounds for key, _, sounds in (line.partition("\t") for line in lines)}


def _without_doubles(sounds: list[str]) -> str:
    """Joined; two letters that both claimed one consonant sound it once."""
    text = ""
    for sound in sounds:
        if sound and text and sound[0] == text[-1] and sound[0] not in _VOWELS:
            sound = sound[1:]
        text += sound
    return text


def _with_one_stress(phonemes: str) -> str:
    first = phonemes.find("ˈ")
    if first >= 0:
        return phonemes[: first + 1] + phonemes[first + 1 :].replace("ˈ", "ˌ")
    if "ˌ" in phonemes:
        return phonemes.replace("ˌ", "ˈ", 1)
    place = next((i for i, char in enumerate(phonemes) if char in _FULL_VOWELS), None)
    return phonemes if place is None else f"{phonemes[:place]}ˈ{phonemes[place:]}"
