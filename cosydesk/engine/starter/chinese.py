"""Mandarin phonemes: words, readings, tone changes, and the syllables in Kokoro's alphabet.

Kokoro v1.0 was trained on misaki's transcription: one word after another with a space between, tones as arrows
(1 →, 2 ↗, 3 ↓, 4 ↘, neutral none) behind the vowel they belong to.
"""

from __future__ import annotations

from functools import cache

from cosydesk.engine.starter.chinese_tones import apply_sandhi
from cosydesk.engine.starter.phonemes import Spoken, known

_INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l", "g": "k", "k": "kʰ", "h": "x",
    "j": "ʨ", "q": "ʨʰ", "x": "ɕ", "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s",
}  # fmt: skip
# "0" is where the tone stands.
_FINALS = {
    "a": "a0", "ai": "ai0", "an": "a0n", "ang": "a0ŋ", "ao": "au0", "e": "ɤ0", "ei": "ei0", "en": "ə0n",
    "eng": "ə0ŋ", "i": "i0", "ia": "ja0", "ian": "jɛ0n", "iang": "ja0ŋ", "iao": "jau0", "ie": "je0", "in": "i0n",
    "iou": "jou0", "ing": "i0ŋ", "iong": "jʊ0ŋ", "ong": "ʊ0ŋ", "ou": "ou0", "u": "u0", "uei": "wei0", "ua": "wa0",
    "uai": "wai0", "uan": "wa0n", "uen": "wə0n", "uang": "wa0ŋ", "ueng": "wə0ŋ", "uo": "wo0", "o": "wo0",
    "v": "y0", "ve": "ɥe0", "van": "ɥɛ0n", "vn": "y0n", "er": "ɚ0", "ê": "ɛ0", "io": "jɔ0",
}  # fmt: skip
_WHOLE = {
    "m": "m0",
    "n": "n0",
    "ng": "ŋ0",
    "hm": "hm0",
    "hng": "hŋ0",
    "o": "ɔ0",
    "er": "ɚ0",
    "io": "jɔ0",
    "ê": "ɛ0",
}
_TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘", "5": ""}
_STOPS = {
    "，": ", ", "、": ", ", "。": ". ", "．": ". ", "！": "! ", "？": "? ", "：": ": ", "；": "; ", "…": "… ",
    "—": "— ", "（": " (", "）": ") ",
    "“": " “", "”": "” ", "《": " “", "》": "” ", "「": " “", "」": "” ", "『": " “", "』": "” ",
    "【": " “", "】": "” ", "·": " ",
    ",": ", ", ".": ". ", "!": "! ", "?": "? ", ":": ": ", ";": "; ",
    "(": " (", ")": ") ", '"': " ", "‘": "", "’": "", "〈": " “", "〉": "” ", "〜": "", "～": "",
}  # fmt: skip


def syllable(pinyin: str) -> str:
    """Phonemes of one syllable such as ``zhong1``, ``lv4``, ``er5``; "" for what is no syllable."""
    body, tone = (pinyin[:-1], pinyin[-1]) if pinyin[-1:].isdigit() else (pinyin, "5")
    mark = _TONES.get(tone, "")
    if not body:
        return ""
    if body in _WHOLE:
        return _WHOLE[body].replace("0", mark)
    initial, final = split_syllable(body)
    if final == "i" and initial in ("zh", "ch", "sh", "r", "z", "c", "s"):
        sound: str | None = "ɨ0"
    else:
        sound = _FINALS.get(final)
    if sound is None or (initial and initial not in _INITIALS):
        return ""
    return _INITIALS.get(initial, "") + sound.replace("0", mark)


def split_syllable(body: str) -> tuple[str, str]:
    """``xiu`` -> ``("x", "iou")``: the written short forms are undone."""
    body = body.replace("ü", "v").replace("u:", "v")
    if body[0] == "y":
        if body.startswith("yu"):
            return "", "iong" if body == "yung" else "v" + body[2:]
        if body == "yong":
            return "", "iong"
        if body == "you":
            return "", "iou"
        if body == "yo":
            return "", "io"
        return "", body[1:] if body[1:2] == "i" else "i" + body[1:]
    if body[0] == "w":
        short = {"wei": "uei", "wen": "uen", "weng": "ueng", "wu": "u"}
        return "", short.get(body, "u" + body[1:])
    size = 2 if body[:2] in ("zh", "ch", "sh") else 1 if body[0] in "bpmfdtnlgkhjqxrzcs" else 0
    initial, final = body[:size], body[size:]
    if initial in ("j", "q", "x") and final.startswith("u"):
        final = "v" + final[1:]
    final = {"iu": "iou", "ui": "uei", "un": "uen", "ue": "ve"}.get(final, final)
    return initial, final


@cache
def warm_up() -> None:
    """Load the word list and the readings; about half a second when first called."""
    import rjieba
    from pypinyin import load_phrases_dict, load_single_dict

    from cosydesk.engine.starter.chinese_readings import PHRASES, SINGLE

    rjieba.cut("你好")
    load_phrases_dict(
        {word: [[reading] for reading in readings.split()] for word, readings in PHRASES.items()}
    )
    load_single_dict({ord(char): reading for char, reading in SINGLE.items()})


def phonemes(runs: list[tuple[str, bool]]) -> list[Spoken]:
    """Phonemes of Chinese text that has been normalised: Han characters and punctuation only.

    Args:
        runs: the text in pieces, each with whether it is strong.
    """
    warm_up()
    import rjieba

    text = "".join(raw for raw, _ in runs)
    strong = [flag for raw, flag in runs for _ in raw]
    words = [(word, tag) for word, tag in rjieba.tag(text)]
    syllables = apply_sandhi(words)
    spoken: list[Spoken] = []
    position = 0
    for (word, _), readings in zip(words, syllables, strict=True):
        flag = strong[position]
        if readings:
            if spoken and not spoken[-1].phonemes.endswith((" ", "(", "“")):
                spoken.append(Spoken(" "))
            spoken.append(Spoken(known("".join(_reading(reading) for reading in readings)), flag))
        else:
            spoken.append(
                Spoken(known("".join(_STOPS.get(char, " " if char.isspace() else "") for char in word)))
            )
        position += len(word)
    return spoken


def _reading(pinyin: str) -> str:
    if pinyin.endswith("R"):  # erhua: the syllable with a coloured end
        sound = syllable(pinyin[:-1])
        tone = next((char for char in sound if char in "→↗↓↘"), "")
        bare = sound.replace(tone, "") if tone else sound
        if bare.endswith(("n", "ŋ")) or bare.endswith(("ai", "ei")):
            bare = bare[:-1]
        elif bare.endswith("ɨ"):
            bare = bare[:-1] + "ə"
        return f"{bare}{tone}ɻ"
    return syllable(pinyin)
