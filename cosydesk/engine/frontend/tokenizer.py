"""Byte-level BPE tokenizers of the 300M family: Whisper's vocabulary and that of the 25 Hz model.

Source: spec cosyvoice1.md section 3. All specials are allowed in the text and none is ever added.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import tiktoken

from cosydesk.engine.config import Record
from cosydesk.engine.errors import ModelError
from cosydesk.resources import resource

PATTERN = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"

_CODES = (
    "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs "
    "ro da hu ta no th ur hr bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk "
    "br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu "
    "am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue"
)
LANGUAGES = tuple(_CODES.split())
EXTENDED_LANGUAGES = (*LANGUAGES, "minnan", "wuyu", "dialect", "zh/en", "en/zh")
_TASKS = ("translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps")
_TIMESTAMPS = tuple(f"{step * 0.02:.2f}" for step in range(1501))
_EVENTS = tuple(
    [
        "ASR",
        "AED",
        "SER",
        "Speech",
        "/Speech",
        "BGM",
        "/BGM",
        "Laughter",
        "/Laughter",
        "Applause",
        "/Applause",
    ]
)
_EMOTIONS = ("HAPPY", "SAD", "ANGRY", "NEUTRAL")
_VOCAL = (
    *(f"TTS/{name}" for name in ("B", "O", "Q", "A", "CO", "CL", "H")),
    *(f"TTS/SP{n:02d}" for n in range(1, 14)),
)

WHISPER_SIZE = 51_866
EXTENDED_VOCABULARY = "multilingual_zh_ja_yue_char_del.tiktoken"


class Tokenizer(Protocol):
    """Text to ids. Thread-safe; holds no state between calls."""

    @property
    def size(self) -> int:
        """How many ids there are."""

    def encode(self, text: str) -> list[int]:
        """Ids of the text; a literal special becomes one id, and none is ever added."""


class RankedTokenizer:
    """A `Tokenizer` over a file of ranks, as Whisper's is."""

    def __init__(self, vocabulary: Path, specials: Sequence[str]) -> None:
        """Args: `specials` get the ids behind the vocabulary's, in order, each written ``<|name|>``.

        Raises:
            ModelError: the vocabulary file is missing or damaged.
        """
        ranks = _read_ranks(vocabulary)
        tokens = {f"<|{name}|>": len(ranks) + index for index, name in enumerate(specials)}
        self._encoding = tiktoken.Encoding(
            vocabulary.stem, pat_str=PATTERN, mergeable_ranks=ranks, special_tokens=tokens
        )
        self.size = len(ranks) + len(specials)

    def encode(self, text: str) -> list[int]:
        """Ids of the text; a literal special such as ``<|zh|>`` becomes one id."""
        return self._encoding.encode(text, allowed_special="all")


def open_tokenizer(config: Record, directory: Path) -> RankedTokenizer:
    """The tokenizer that a model's configuration names.

    Raises:
        ModelError: the 25 Hz model's vocabulary isn't in the model folder.
    """
    count = config.record("get_tokenizer").whole("num_languages", 100, most=len(EXTENDED_LANGUAGES))
    if config.record("llm").whole("text_token_size") <= WHISPER_SIZE:
        return whisper_tokenizer(count)
    path = directory / EXTENDED_VOCABULARY
    if not path.is_file():
        raise ModelError(
            f"This model needs the vocabulary {EXTENDED_VOCABULARY}, which is not part of its release.",
            f"Put {EXTENDED_VOCABULARY} into the model folder.",
            code="vocabulary_missing",
        )
    return extended_tokenizer(path, count)


@lru_cache(maxsize=2)
def whisper_tokenizer(languages: int = 100) -> RankedTokenizer:
    """Whisper's multilingual vocabulary, 51866 ids with 100 languages; read once, for all models that are opened."""
    specials = (
        "endoftext",
        "startoftranscript",
        *LANGUAGES[:languages],
        *_TASKS,
        *_TIMESTAMPS,
    )
    return RankedTokenizer(resource("whisper/multilingual.tiktoken"), specials)


def extended_tokenizer(path: Path, languages: int) -> RankedTokenizer:
    """The 25 Hz model's vocabulary, 60410 + `languages` ids."""
    specials = (
        "endoftext",
        "startoftranscript",
        *EXTENDED_LANGUAGES[:languages],
        *_EVENTS,
        *_EMOTIONS,
        *_TASKS,
        *(f"SPECIAL_TOKEN_{n}" for n in range(1, 31)),
        *_VOCAL,
        *_TIMESTAMPS,
    )
    return RankedTokenizer(path, specials)


def _read_ranks(path: Path) -> dict[bytes, int]:
    try:
        lines = path.read_bytes().splitlines()
        return {
            base64.b64decode(token): int(rank) for token, rank in (line.split() for line in lines if line)
        }
    except OSError as error:
        raise ModelError(
            f"{path.name} can't be read: {error.strerror}.",
            "Fetch the model again.",
            code="vocabulary_missing",
        ) from error
    except (ValueError, binascii.Error) as error:
        raise ModelError(
            f"{path.name} is not a vocabulary.", "Fetch the model again.", code="vocabulary_damaged"
        ) from error
