"""Generation of speech tokens for one or several utterances at once. Source: spec cosyvoice1.md sections 6.5 to 6.7."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from cosydesk.engine.llm.sampling import sample
from cosydesk.engine.llm.speech_model import SpeechModel
from cosydesk.engine.parity import Parity
from cosydesk.engine.types import Sampling

SHORTEST_PER_TEXT_TOKEN = 2
LONGEST_PER_TEXT_TOKEN = 20


@dataclass
class Row:
    """One utterance in the making.

    Attributes:
        prefix: its assembled prefix, (1, N, width).
        shortest, longest: bounds of the number of speech tokens.
        generator: where its draws come from.
        tokens: what it has so far.
        ended: it gets no more. Set by whoever decodes it, or before that by whoever no longer wants it.
    """

    prefix: Tensor
    shortest: int
    longest: int
    generator: torch.Generator
    tokens: list[int] = field(default_factory=list)
    ended: bool = False

    def take(self, token: int) -> None:
        """One more token, which may be its last."""
        self.tokens.append(token)
        self.ended = self.ended or len(self.tokens) >= self.longest


def token_bounds(text_tokens: int) -> tuple[int, int]:
    """Fewest and most speech tokens for a text, prompt text not counted."""
    return SHORTEST_PER_TEXT_TOKEN * text_tokens, LONGEST_PER_TEXT_TOKEN * text_tokens


def living(rows: Sequence[Row]) -> list[int]:
    """Indices of the rows that want tokens; those that can't have any are ended."""
    for row in rows:
        row.ended = row.ended or row.longest <= 0
    return [index for index, row in enumerate(rows) if not row.ended]


def generate(
    llm: SpeechModel,
    rows: Sequence[Row],
    sampling: Sampling,
    check: Callable[[], None] = lambda: None,
    parity: Parity = Parity.FIXED,
) -> Iterator[tuple[int, int]]:
    """Decode all rows as one batch, yielding (row index, token) as they come; the end id is not yielded.

    Each row draws from its own generator, so its tokens don't depend on what is decoded beside it.

    Args:
        check: called before every step; raises to stop.
        parity: the reference keeps only the first of the ids that end the speech from a row that is too short.
    """
    alive = living(rows)
    if not alive:
        return
    end = llm.dims.speech_vocabulary
    forbidden = slice(end, end + 1 if parity is Parity.REFERENCE else None)
    longest = max(rows[index].prefix.shape[1] for index in alive)
    cache = llm.new_cache(len(alive), longest + min(512, max(rows[index].longest for index in alive)))
    hidden = llm.prefill([rows[index].prefix for index in alive], cache, check)
    while True:
        check()
        drawn: list[int] = []
        staying: list[int] = []
        # The rows' generators are the processor's, on every device.
        chances = llm.log_probabilities(hidden).cpu()
        for position, (index, logits) in enumerate(zip(alive, chances, strict=True)):
            row = rows[index]
            if row.ended:
                continue
            if len(row.tokens) < row.shortest:
                logits[forbidden] = -torch.inf
            token = sample(logits, row.tokens, sampling, row.generator)
            if token >= end:
                row.ended = True
                continue
            row.take(token)
            yield index, token
            if not row.ended:
                drawn.append(token)
                staying.append(position)
        if not staying:
            return
        if len(staying) < len(alive):
            cache.keep(torch.tensor(staying, device=hidden.device))
            alive = [alive[position] for position in staying]
        hidden = llm.step(torch.tensor(drawn, device=hidden.device), cache)
