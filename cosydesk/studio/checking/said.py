"""Signs, units and fractions as they are said: a recogniser writes them now this way and now that."""

from __future__ import annotations

import re

_NUMBER = r"\d+(?:[.,]\d+)*"
_ENGLISH = (
    (re.compile(r"(?<![\w.])[-−](?=\d)"), "minus "),
    (re.compile(rf"({_NUMBER})\s?°\s?C\b"), r"\1 degrees celsius"),
    (re.compile(rf"({_NUMBER})\s?°\s?F\b"), r"\1 degrees fahrenheit"),
    (re.compile(rf"({_NUMBER})\s?°"), r"\1 degrees"),
    (re.compile(r"½|\b1/2\b"), "one half"),
    (re.compile(r"¼|\b1/4\b"), "one quarter"),
    (re.compile(r"¾|\b3/4\b"), "three quarters"),
    (re.compile(r"(?<=\d)\s?[–-]\s?(?=\d)(?!\d{3,4}\b)"), " to "),
    (re.compile(r"\$\s?(\d[\d,]*)\.(\d\d)\b"), r"\1 dollars and \2 cents"),
    (re.compile(r"€\s?(\d[\d,]*)\.(\d\d)\b"), r"\1 euros and \2 cents"),
    (re.compile(r"£\s?(\d[\d,]*)\.(\d\d)\b"), r"\1 pounds and \2 pence"),
    (re.compile(rf"({_NUMBER})\s?km/h\b"), r"\1 kilometers per hour"),
    (re.compile(rf"({_NUMBER})\s?kB\b"), r"\1 kilobytes"),
    (re.compile(rf"({_NUMBER})\s?MB\b"), r"\1 megabytes"),
    (re.compile(rf"({_NUMBER})\s?GB\b"), r"\1 gigabytes"),
    (re.compile(rf"({_NUMBER})\s?kg\b"), r"\1 kilograms"),
    (re.compile(rf"({_NUMBER})\s?g\b"), r"\1 grams"),
    (re.compile(rf"({_NUMBER})\s?km\b"), r"\1 kilometers"),
    (re.compile(rf"({_NUMBER})\s?m\b"), r"\1 meters"),
    (re.compile(r"(?<=\w)\.(?=(?:com|org|net|edu|io|cn|de|uk)\b)"), " dot "),
    (re.compile(r"\bwww\b"), "w w w"),
)
_CHINESE = (
    (re.compile(r"(?<![\w.])[-−](\d+(?:\.\d+)?)\s?(?:℃|°C|摄氏度|度)"), r"零下\1度"),
    (re.compile(r"(?<=[\d零一二三四五六七八九十百])\s?(?:℃|°C|摄氏度)"), "度"),
    (re.compile(r"(?<![\w.])[-−](?=\d)"), "负"),
    (re.compile(r"(?<=\d)\s?km\b"), "公里"),
    (re.compile(r"(?<=\d)\s?kg\b"), "公斤"),
    (re.compile(r"[块圆](?=钱?)"), "元"),
)


def written_out(text: str, language: str) -> str:
    """The text with its signs in words; other languages than English and Chinese stay as they are."""
    for pattern, words in {"en": _ENGLISH, "zh": _CHINESE}.get(language, ()):
        text = pattern.sub(words, text)
    return text
