"""Qwen2's byte-level BPE with what CosyVoice 2 and 3 add. Source: spec cosyvoice2.md and cosyvoice3.md, section 2."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tokenizers import AddedToken, Regex
from tokenizers import Tokenizer as Bpe
from tokenizers.models import BPE
from tokenizers.normalizers import NFC
from tokenizers.pre_tokenizers import ByteLevel, Split
from tokenizers.pre_tokenizers import Sequence as InTurn

from cosydesk.engine.errors import ModelError
from cosydesk.engine.frontend.qwen_specials import BASE_SPECIALS

FOLDER = "CosyVoice-BlankEN"
"""Where a release keeps the language model's dimensions and vocabulary."""
PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)


class QwenTokenizer:
    """Text to ids. Thread-safe; holds no state between calls."""

    def __init__(self, folder: Path, specials: Sequence[str]) -> None:
        """Args:
            folder: holds ``vocab.json`` and ``merges.txt``.
            specials: get the ids behind the vocabulary's and Qwen's own, in order, written as they are.

        Raises:
            ModelError: one of the two files is missing or damaged.
        """
        vocabulary, merges = _read_vocabulary(folder / "vocab.json"), _read_merges(folder / "merges.txt")
        try:
            bpe = Bpe(BPE(vocabulary, merges))
        except Exception as error:  # tokenizers raises plain Exception: a merge that makes no known piece
            raise _damaged("merges.txt") from error
        bpe.normalizer = NFC()
        bpe.pre_tokenizer = InTurn(
            [Split(Regex(PATTERN), "isolated"), ByteLevel(add_prefix_space=False, use_regex=False)]
        )
        added = (*BASE_SPECIALS, *specials)
        bpe.add_special_tokens([AddedToken(name, normalized=False, special=True) for name in added])
        self._bpe = bpe
        self.size = len(vocabulary) + len(added)
        if bpe.get_vocab_size() != self.size:
            raise _damaged("vocab.json")

    def encode(self, text: str) -> list[int]:
        """Ids of the text; a literal special such as ``[breath]`` becomes one id, in either Unicode form."""
        ids: list[int] = self._bpe.encode(unicodedata.normalize("NFC", text), add_special_tokens=False).ids
        return ids


def _read_vocabulary(path: Path) -> dict[str, int]:
    try:
        vocabulary = json.loads(_read(path))
    except (ValueError, RecursionError) as error:
        raise _damaged(path.name) from error
    if not isinstance(vocabulary, dict) or not vocabulary:
        raise _damaged(path.name)
    ids = vocabulary.values()
    # The specials' ids follow from the number of entries, so a gap or a repetition would shift them all.
    if not all(type(one) is int for one in ids) or sorted(ids) != list(range(len(vocabulary))):
        raise _damaged(path.name)
    return vocabulary


def _read_merges(path: Path) -> list[tuple[str, str]]:
    merges = []
    for number, line in enumerate(_read(path).split("\n")):
        if not line or (number == 0 and line.startswith("#version")):
            continue
        first, space, second = line.rstrip("\r").partition(" ")
        if not space or not first or not second or " " in second:
            raise _damaged(path.name)
        merges.append((first, second))
    return merges


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise ModelError(
            f"The model folder lacks {path.parent.name}/{path.name}.",
            "Fetch the model again.",
            code="vocabulary_missing",
        ) from error
    except UnicodeDecodeError as error:
        raise _damaged(path.name) from error


def _damaged(name: str) -> ModelError:
    return ModelError(f"{name} is not a vocabulary.", "Fetch the model again.", code="vocabulary_damaged")
