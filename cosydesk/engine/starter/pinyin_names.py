"""Chinese names inside English text: "Wang", "Xiaoxiao", said the way English speakers say them."""

from __future__ import annotations

import re

from cosydesk.engine.starter.chinese import split_syllable

_INITIALS = {
    "zh": "ʤ", "ch": "ʧ", "sh": "ʃ", "r": "ɹ", "z": "dz", "c": "ts", "j": "ʤ", "q": "ʧ", "x": "ʃ", "g": "ɡ",
}  # fmt: skip
_FINALS = {
    "a": "ɑ", "ai": "I", "an": "ɑn", "ang": "ɑŋ", "ao": "W", "e": "ʌ", "ei": "A", "en": "ɛn", "eng": "ʌŋ", "i": "i",
    "ia": "jɑ", "ian": "jɛn", "iang": "jɑŋ", "iao": "jW", "ie": "jɛ", "in": "ɪn", "iou": "jO", "ing": "ɪŋ",
    "iong": "jʊŋ", "ong": "ʊŋ", "ou": "O", "u": "u", "uei": "wA", "ua": "wɑ", "uai": "wI", "uan": "wɑn", "uen": "wʌn",
    "uang": "wɑŋ", "uo": "wO", "o": "wO", "v": "u", "ve": "wɛ", "van": "wɛn", "vn": "un", "er": "ɜɹ",
}  # fmt: skip
_FINAL = "iang|iong|uang|ueng|iao|ian|ang|eng|ing|ong|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ui|un|uo|ue|a|e|i|o|u"
_SYLLABLE = rf"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:{_FINAL})|(?:ang|ai|an|ao|ei|en|er|ou))"
_NAME = re.compile(rf"(?:{_SYLLABLE}){{1,3}}")


def pronounce(word: str, british: bool = False) -> str | None:
    """English phonemes of a word that can be read as pinyin, stressed on the last syllable; None if it can't."""
    name = word.lower()
    if not _NAME.fullmatch(name):
        return None
    cuts = _cuts(name)
    if cuts is None:
        return None
    sounds = []
    for place, syllable in enumerate(cuts):
        initial, final = split_syllable(syllable)
        if final not in _FINALS:
            return None
        vowel = _FINALS[final]
        if final == "i" and initial in ("zh", "ch", "sh", "r"):
            vowel = "ɜɹ"
        elif final == "i" and initial in ("z", "c", "s"):
            vowel = "ʌ"
        glide, body = (vowel[0], vowel[1:]) if vowel[0] in "jw" else ("", vowel)
        stress = "ˈ" if place == len(cuts) - 1 else "ˌ"
        sounds.append(f"{_INITIALS.get(initial, initial)}{glide}{stress}{body}")
    text = "".join(sounds)
    if british:
        for american, other in (("ɜɹ", "ɜː"), ("O", "Q"), ("ɑ", "ɑː"), ("i", "iː"), ("u", "uː")):
            text = text.replace(american, other)
    return text


def _cuts(name: str) -> list[str] | None:
    """The name in syllables, as few as there can be; a consonant goes to the syllable behind it."""
    if not name:
        return []
    for size in range(min(6, len(name)), 0, -1):
        if not re.fullmatch(_SYLLABLE, name[:size]):
            continue
        rest = name[size:]
        if rest[:1] in tuple("aeiou"):  # the n or g belongs to what follows: Hunan is Hu-nan
            continue
        following = _cuts(rest)
        if following is not None:
            return [name[:size], *following]
    return None
