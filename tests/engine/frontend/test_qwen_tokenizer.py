"""Qwen's byte-level BPE over a small vocabulary of its layout."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from cosydesk.engine.errors import ModelError
from cosydesk.engine.frontend.qwen_specials import (
    ARPABET_UNITS,
    BASE_SPECIALS,
    PINYIN_UNITS,
    SPECIALS_2,
    SPECIALS_3,
)
from cosydesk.engine.frontend.qwen_tokenizer import QwenTokenizer

PIECES = [*"abcdehlorwt.,'1234567890ĠĊ", "he", "ll", "hell", "Ġw", "'t", "hello"]
MERGES = "#version: 0.2\nh e\nl l\nhe ll\nĠ w\n' t\nhell o\n"


def write(folder: Path, vocabulary: object = None, merges: str = MERGES) -> Path:
    pieces = {piece: index for index, piece in enumerate(PIECES)} if vocabulary is None else vocabulary
    (folder / "vocab.json").write_text(json.dumps(pieces), encoding="utf-8")
    (folder / "merges.txt").write_text(merges, encoding="utf-8")
    return folder


def pieces(ids: list[int]) -> list[str]:
    names = [*PIECES, *BASE_SPECIALS, *SPECIALS_3]
    return [names[one] for one in ids]


def test_merges_stay_within_what_the_pattern_parts(tmp_path: Path) -> None:
    tokenizer = QwenTokenizer(write(tmp_path), SPECIALS_3)
    assert pieces(tokenizer.encode("hello world")) == ["hello", "Ġw", "o", "r", "l", "d"]
    assert pieces(tokenizer.encode("can't 12")) == ["c", "a", "'t", "Ġ", "1", "2"], "digits one by one"
    assert tokenizer.encode("") == []


def test_specials_are_matched_before_the_pattern(tmp_path: Path) -> None:
    tokenizer = QwenTokenizer(write(tmp_path), SPECIALS_3)
    first = len(PIECES) + len(BASE_SPECIALS)
    assert tokenizer.encode("<|endofprompt|>") == [first]
    assert pieces(tokenizer.encode("a[breath]<strong>he</strong>")) == [
        "a",
        "[breath]",
        "<strong>",
        "he",
        "</strong>",
    ]
    assert tokenizer.size == first + len(SPECIALS_3)
    text = "[j][ǐ]"
    composed, decomposed = (tokenizer.encode(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert composed == decomposed == [first + 151797 - 151646, first + 151913 - 151646]


def test_the_order_of_the_specials_is_the_release_s() -> None:
    behind = {name: index for index, name in enumerate(SPECIALS_3, start=151646)}
    assert len(behind) == len(SPECIALS_3), "each once"
    assert (len(ARPABET_UNITS), len(PINYIN_UNITS)) == (84, 176)
    known = {"[mn]": 151662, "[AA]": 151664, "[ZH]": 151747, "[a]": 151748, "[ǜ]": 151923, "[j]": 151797}
    assert {name: behind[name] for name in known} == known
    assert SPECIALS_3[: len(SPECIALS_2)] == SPECIALS_2


@pytest.mark.parametrize(
    ("vocabulary", "merges"),
    [
        ([1, 2], MERGES),
        ({}, MERGES),
        ({"a": 0, "b": 2}, MERGES),
        ({"a": 0, "b": 0}, MERGES),
        ({"a": 0, "b": "1"}, MERGES),
        ({"<|endoftext|>": 0, "a": 1}, ""),
        (None, "h e l\n"),
        (None, "he\n"),
        (None, "h z\n"),
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, vocabulary: object, merges: str) -> None:
    with pytest.raises(ModelError) as refused:
        QwenTokenizer(write(tmp_path, vocabulary, merges), SPECIALS_2)
    assert refused.value.code == "vocabulary_damaged"


def test_missing_and_undecodable_files(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as refused:
        QwenTokenizer(tmp_path, SPECIALS_2)
    assert refused.value.code == "vocabulary_missing"
    write(tmp_path)
    (tmp_path / "merges.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(ModelError) as refused:
        QwenTokenizer(tmp_path, SPECIALS_2)
    assert refused.value.code == "vocabulary_damaged"
