"""Two languages that share their letters, such as English and French, told apart over a whole file.

A cue alone is too short for that. So all upper lines are asked together for their language, and all lower ones, and
then single cues have to agree. py3langid (BSD licence) does the asking.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from cosydesk.studio.importing import words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LANGUAGES = (
    # Latin letters
    *(
        "af",
        "az",
        "ca",
        "cs",
        "cy",
        "da",
        "de",
        "en",
        "es",
        "et",
        "eu",
        "fi",
        "fr",
        "ga",
        "gl",
        "hr",
        "hu",
        "id",
        "is",
    ),
    *("it", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "sk", "sl", "sq", "sv", "sw", "tl", "tr", "vi"),
    # Cyrillic and Arabic letters
    *("be", "bg", "kk", "mk", "mn", "ru", "sr", "uk", "ar", "fa", "ur"),
)
"""What subtitles are written in; rare languages would only be guessed wrongly from short texts."""
_FEWEST = 3
_AGREE = 0.6
"""This share of the cues has to agree with the whole; of a text in one language a quarter would by chance."""
_UNSPLIT = 12.0
"""So much less likely (log) has a split to be before a cue of several lines is taken for one language."""


class Places:
    """Two languages, one above the other in each cue."""

    def __init__(self, first: str, second: str) -> None:
        self.first, self.second = first, second
        self._two = copy.copy(_identifier())
        self._two.set_languages([first, second])

    def leaning(self, text: str) -> float:
        """How much rather (log) a text is in the first language than in the second."""
        scores = dict(self._two.rank(text))
        return float(scores[self.first] - scores[self.second])

    def agrees(self, above: str, below: str) -> bool:
        """Whether a cue is one of these two languages."""
        return self.leaning(above) > 0 > self.leaning(below)

    def cut(self, lines: Sequence[str]) -> int:
        """How many of the lines are in the first language, which stands above: all or none of them, where the cue has
        but one.
        """
        sums = list(accumulate((self.leaning(words.plain(line)) for line in lines), initial=0.0))
        likely = [2 * above - sums[-1] for above in sums]
        inside = max(range(1, len(lines)), key=likely.__getitem__)
        best = max(range(len(likely)), key=likely.__getitem__)
        return inside if likely[best] - likely[inside] < _UNSPLIT else best


def vote(cues: Sequence[Sequence[str]]) -> Places | None:
    """What the cues of several lines agree on; None where they are in one language, or there are too few to tell.

    Args:
        cues: their lines, all in the same letters.
    """
    several = [lines for lines in cues if len(lines) > 1]
    if len(several) < _FEWEST:
        return None
    pairs = [(words.plain(lines[0]), words.plain(lines[-1])) for lines in several]
    first, second = (_identifier().classify(" ".join(half))[0] for half in zip(*pairs, strict=True))
    if first == second:
        return None
    places = Places(first, second)
    agreeing = sum(places.agrees(above, below) for above, below in pairs)
    return places if agreeing >= _AGREE * len(pairs) else None


@cache
def _identifier() -> LanguageIdentifier:
    # Half a second, which only files with such cues take.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    made.set_languages(LANGUAGES)
    return made
