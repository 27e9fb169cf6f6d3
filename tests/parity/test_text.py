"""Text front end and tokenizer against the reference: ids and splits are identical."""

from __future__ import annotations

import json

import pytest

from cosydesk.engine.checkpoint import Checkpoint
from cosydesk.engine.family import family_of
from cosydesk.engine.frontend.normaliser import WeTextNormaliser
from cosydesk.engine.frontend.text import TextFrontend
from cosydesk.engine.frontend.tokenizer import Tokenizer
from cosydesk.engine.parity import Parity


@pytest.fixture(scope="module")
def items(every_checkpoint: Checkpoint) -> list[dict[str, object]]:
    read = json.loads((every_checkpoint.directory.parent / "text.json").read_text("utf-8"))
    found: list[dict[str, object]] = read["items"] if isinstance(read, dict) else read
    assert found
    return found


@pytest.fixture(scope="module")
def tokenizer(every_checkpoint: Checkpoint) -> Tokenizer:
    return family_of(every_checkpoint).open_tokenizer(every_checkpoint.config, every_checkpoint.directory)


def answers(items: list[dict[str, object]], key: str) -> list[tuple[str, object]]:
    """Texts with the reference's answer; where the reference raised, ours only must not."""
    return [(str(item["text"]), item[key]) for item in items if key in item]


def failed(answer: object) -> bool:
    return isinstance(answer, dict) and "error" in answer


def test_ids(items: list[dict[str, object]], tokenizer: Tokenizer) -> None:
    for text, answer in answers(items, "ids"):
        ids = tokenizer.encode(text)
        assert failed(answer) or ids == answer, text


@pytest.mark.parametrize("normaliser", [True, False], ids=["wetext", "plain"])
def test_splits(items: list[dict[str, object]], tokenizer: Tokenizer, normaliser: bool) -> None:
    frontend = TextFrontend(tokenizer, WeTextNormaliser() if normaliser else None, parity=Parity.REFERENCE)
    for text, answer in answers(items, "norm" if normaliser else "norm_without_wetext"):
        pieces = frontend.utterances(text)
        assert failed(answer) or pieces == answer, text


def test_unsplit(items: list[dict[str, object]], tokenizer: Tokenizer) -> None:
    frontend = TextFrontend(tokenizer, WeTextNormaliser(), parity=Parity.REFERENCE)
    for text, answer in answers(items, "norm_nosplit"):
        whole = frontend.unsplit(text)
        assert failed(answer) or whole == answer, text


def test_ids_of_splits(items: list[dict[str, object]], tokenizer: Tokenizer) -> None:
    frontend = TextFrontend(tokenizer, WeTextNormaliser(), parity=Parity.REFERENCE)
    for text, answer in answers(items, "norm_ids"):
        ids = [tokenizer.encode(piece) for piece in frontend.utterances(text)]
        assert failed(answer) or ids == answer, text
