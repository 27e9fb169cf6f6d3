"""Text that comes bit by bit: blocks of text and speech take turns, and nothing is fed twice or forgotten."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import torch
from torch import Tensor

from cosydesk.engine.errors import ModelError
from cosydesk.engine.llm.bistream import Bistream, BistreamPrompt
from cosydesk.engine.llm.generate import LONGEST_PER_TEXT_TOKEN
from cosydesk.engine.llm.qwen_model import QwenSpeechModel
from cosydesk.engine.parity import Parity
from cosydesk.engine.types import Sampling
from tests.support.tiny_qwen import tiny_qwen

GREEDY = Sampling(top_k=1, tau_r=100.0)
TEXT, SPEECH = 5, 15


@pytest.fixture(params=[2, 3])
def llm(request: pytest.FixtureRequest) -> QwenSpeechModel:
    """One that never asks for text before it must."""
    return quiet(tiny_qwen(request.param))


def quiet(llm: QwenSpeechModel) -> QwenSpeechModel:
    bias = torch.zeros(llm.dims.outputs)
    bias[llm.dims.fill_id] = -100.0
    llm.llm_decoder.bias = torch.nn.Parameter(bias, requires_grad=False)
    return llm


def ids(length: int, start: int = 3) -> list[int]:
    return [start + n % 50 for n in range(length)]


@torch.inference_mode()
def run(llm: QwenSpeechModel, prompt: BistreamPrompt, text: list[list[int]]) -> tuple[list[int], Bistream]:
    stream = Bistream(llm, prompt, GREEDY, torch.Generator().manual_seed(1))
    return list(stream.tokens(text)), stream


def sequence(
    llm: QwenSpeechModel, prompt: BistreamPrompt, text: list[int], drawn: list[int]
) -> Iterator[Tensor]:
    """For every id that was drawn, the rows that should have stood before it; written down from the pattern alone."""
    layout, fill = llm.dims.layout, llm.dims.fill_id
    first = prompt.prefix if layout.prompt_first else 0
    heard, spoken = [*prompt.text[first:], *text], list(prompt.speech)
    rows = [llm.mark(layout.start), llm.embed_text(torch.tensor([prompt.text[:first]], dtype=torch.int))]

    def add(embed: Callable[[Tensor], Tensor], queue: list[int], count: int) -> None:
        rows.append(embed(torch.tensor([queue[:count]], dtype=torch.int)))
        del queue[:count]

    wants_text = True
    while spoken and len(heard) >= TEXT:
        add(llm.embed_text, heard, TEXT)
        add(llm.embed_speech, spoken, SPEECH)
        wants_text = bool(spoken)
    left = list(drawn)
    while left and (len(heard) >= TEXT or not wants_text):
        if wants_text:
            add(llm.embed_text, heard, TEXT)
        yield torch.cat(rows, dim=1)
        wants_text = left[0] == fill
        add(llm.embed_speech, left, 1) if not wants_text else left.pop(0)
    add(llm.embed_text, heard, len(heard))
    rows.append(llm.mark(layout.task))
    add(llm.embed_speech, spoken, len(spoken))
    while left:
        yield torch.cat(rows, dim=1)
        add(llm.embed_speech, left, 1)


@pytest.mark.parametrize(
    ("prompt_text", "prompt_speech", "text"), [(0, 0, 17), (6, 7, 11), (8, 15, 9), (4, 32, 23), (0, 0, 3)]
)
@torch.inference_mode()
def test_every_token_follows_from_the_pattern(
    llm: QwenSpeechModel, prompt_text: int, prompt_speech: int, text: int
) -> None:
    prompt = BistreamPrompt(tuple(ids(prompt_text)), tuple(range(prompt_speech)), prefix=min(2, prompt_text))
    said = ids(text, start=9)
    tokens, stream = run(llm, prompt, [said[:2], [], said[2:]])
    assert tokens == [one for one in stream.drawn if one != llm.dims.fill_id]
    assert tokens
    dims = llm.dims
    checked = 0
    for rows, drawn in zip(sequence(llm, prompt, said, stream.drawn), stream.drawn, strict=False):
        logits = llm.log_probabilities(llm.prefill([rows], llm.new_cache(1, 8)))[0]
        logits[dims.speech_vocabulary :] = -torch.inf
        assert drawn in (int(logits.argmax()), dims.fill_id)
        checked += 1
    assert checked == len(stream.drawn)


@pytest.mark.parametrize("pieces", [1, 2, 5, 40])
def test_how_the_text_is_cut_changes_nothing(llm: QwenSpeechModel, pieces: int) -> None:
    said, prompt = ids(21), BistreamPrompt(tuple(ids(7)), tuple(range(9)), prefix=2)
    whole, _ = run(llm, prompt, [said])
    cut, _ = run(llm, prompt, [said[start : start + pieces] for start in range(0, len(said), pieces)])
    assert cut == whole


def test_speech_comes_before_the_text_has_ended(llm: QwenSpeechModel) -> None:
    given = 0

    def text() -> Iterator[list[int]]:
        nonlocal given
        for one in ids(20):
            given += 1
            yield [one]

    stream = Bistream(llm, BistreamPrompt(), GREEDY, None)
    with torch.inference_mode():
        tokens = stream.tokens(text())
        next(tokens)
        assert given == TEXT
        for _ in range(SPEECH):
            next(tokens)
        assert given == 2 * TEXT


@torch.inference_mode()
def test_it_ends_even_where_the_model_does_not(llm: QwenSpeechModel) -> None:
    llm.llm_decoder.bias[llm.dims.end_id] = -100.0
    tokens, stream = run(llm, BistreamPrompt(), [ids(3)])
    assert len(stream.drawn) == len(tokens) == 3 * LONGEST_PER_TEXT_TOKEN


@torch.inference_mode()
def test_ids_without_meaning_are_never_drawn(llm: QwenSpeechModel) -> None:
    """The reference draws them and fails."""
    bias = torch.zeros(llm.dims.outputs)
    bias[llm.dims.speech_vocabulary :] = 50.0
    bias[llm.dims.fill_id] = bias[llm.dims.end_id] = 0.0
    llm.llm_decoder.bias = torch.nn.Parameter(bias, requires_grad=False)
    tokens, _ = run(llm, BistreamPrompt(), [ids(12)])
    assert all(token < llm.dims.speech_vocabulary for token in tokens)
    slips = Bistream(llm, BistreamPrompt(), GREEDY, None, parity=Parity.REFERENCE)
    with pytest.raises(ModelError):
        list(slips.tokens([ids(12)]))
