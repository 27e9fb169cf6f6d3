"""Speech tokens from text that comes bit by bit. Source: spec cosyvoice2.md section 5.4 and cosyvoice3.md section 5.

Blocks of text and of speech take turns, five to fifteen. Where a block of speech is full the model writes the fill id
by which it asks for more text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from cosydesk.engine.errors import ModelError
from cosydesk.engine.llm.generate import LONGEST_PER_TEXT_TOKEN
from cosydesk.engine.llm.kv_cache import KVCache
from cosydesk.engine.llm.qwen_model import QwenSpeechModel
from cosydesk.engine.llm.sampling import sample
from cosydesk.engine.parity import Parity
from cosydesk.engine.types import Sampling

ROOM = 512
"""Columns that the cache starts with."""


@dataclass(frozen=True)
class BistreamPrompt:
    """What is known before the first text comes.

    Attributes:
        text: ids of the prompt's text.
        speech: the prompt's speech tokens.
        prefix: how many ids of `text` are the system's own words, up to and with the end-of-prompt mark; they are
            read before all else where the layout says so.
    """

    text: tuple[int, ...] = ()
    speech: tuple[int, ...] = ()
    prefix: int = 0


class Bistream:
    """One utterance whose text comes bit by bit; `tokens` is the whole of its use.

    Args:
        mix: text and speech tokens that take turns, ``mix_ratio`` of the model.
        check: called before every step; raises to stop.
    """

    def __init__(
        self,
        llm: QwenSpeechModel,
        prompt: BistreamPrompt,
        sampling: Sampling,
        generator: torch.Generator | None,
        mix: tuple[int, int] = (5, 15),
        check: Callable[[], None] = lambda: None,
        parity: Parity = Parity.FIXED,
    ) -> None:
        self._llm = llm
        self._sampling = sampling
        self._generator = generator
        self._text_block, self._speech_block = mix
        self._check = check
        self._parity = parity
        self._cache: KVCache | None = None
        self.drawn: list[int] = []
        first = prompt.prefix if llm.dims.layout.prompt_first else 0
        self._pending: list[Tensor] = [
            llm.mark(llm.dims.layout.start)[0],
            *self._text_rows(prompt.text[:first]),
        ]
        self._waiting = self._text_rows(prompt.text[first:])
        self._prompt_speech = [row.unsqueeze(0) for row in llm.embed_speech(_ids(llm, prompt.speech))[0]]
        # The prompt's speech counts as if it had been drawn, up to the end of its last block.
        count = len(prompt.speech)
        self._next_fill = (count // self._speech_block + 1) * self._speech_block - count
        self._begun = False
        self._heard = 0

    def tokens(self, text: Iterable[list[int]]) -> Iterator[int]:
        """Speech tokens as the text, given as lists of ids, lets them be drawn.

        Raises:
            ModelError: the model wrote an id that means nothing.
        """
        for ids in text:
            self._heard += len(ids)
            for row in self._text_rows(tuple(ids)):
                self._waiting.append(row)
                yield from self._go_on()
        yield from self._finish()

    def _go_on(self) -> Iterator[int]:
        """Draw what the text so far is enough for."""
        while self._prompt_speech and len(self._waiting) >= self._text_block:
            self._pending += self._take_text()
            self._pending += self._prompt_speech[: self._speech_block]
            del self._prompt_speech[: self._speech_block]
            self._begun = True
        if self._prompt_speech:
            return
        if self._asks_for_text():
            if len(self._waiting) < self._text_block:
                return
            # A row that is pending after a fill id was fed already.
            self._pending = ([] if self.drawn else self._pending) + self._take_text()
            self._begun = True
        end, fill = self._llm.dims.speech_vocabulary, self._llm.dims.fill_id
        while True:
            logits = self._feed()
            if len(self.drawn) == self._next_fill:
                token = fill
            else:
                logits[self._forbidden()] = -torch.inf
                token = sample(logits, self.drawn, self._sampling, self._generator)
            if token == fill:
                self._next_fill = len(self.drawn) + self._speech_block + 1
                self.drawn.append(token)
                return
            if token >= end:
                raise self._meaningless(token)
            self.drawn.append(token)
            yield token
            self._pending = [self._speech_row(token)]

    def _finish(self) -> Iterator[int]:
        """All text is there: read the rest of it and draw until the end id."""
        llm = self._llm
        filled = bool(self.drawn) and self.drawn[-1] == llm.dims.fill_id
        if filled and self._parity is Parity.FIXED:
            self._pending = []
        self._pending += [*self._waiting, llm.mark(llm.dims.layout.task)[0]]
        if self._parity is Parity.FIXED:
            # Where the text was less than a block the reference forgets the prompt's speech.
            self._pending += self._prompt_speech
        self._waiting, self._prompt_speech = [], []
        while self._parity is Parity.REFERENCE or len(self.drawn) < LONGEST_PER_TEXT_TOKEN * self._heard:
            logits = self._feed()
            if self._parity is Parity.FIXED:
                logits[self._beside_the_end()] = -torch.inf
            token = sample(logits, self.drawn, self._sampling, self._generator)
            if token == llm.dims.end_id:
                return
            if token >= llm.dims.speech_vocabulary:
                raise self._meaningless(token)
            self.drawn.append(token)
            yield token
            self._pending = [self._speech_row(token)]

    def _asks_for_text(self) -> bool:
        if self.drawn:
            return self.drawn[-1] == self._llm.dims.fill_id
        # The reference asks whether the start row is alone, which a system prefix makes untrue before any text.
        return not self._begun if self._parity is Parity.FIXED else len(self._pending) == 1

    def _forbidden(self) -> Tensor:
        """Ids that no block of speech may draw; the reference forbids the first beyond speech alone."""
        dims = self._llm.dims
        if self._parity is Parity.REFERENCE:
            return torch.tensor([dims.speech_vocabulary])
        beyond = torch.arange(dims.speech_vocabulary, dims.outputs)
        return beyond[beyond != dims.fill_id]

    def _beside_the_end(self) -> Tensor:
        """Ids that have no meaning once all text is there."""
        dims = self._llm.dims
        beyond = torch.arange(dims.speech_vocabulary, dims.outputs)
        return beyond[beyond != dims.end_id]

    def _feed(self) -> Tensor:
        """Feed the pending rows and return the log-probabilities of the next id, (V,), where the draws are made."""
        self._check()
        llm = self._llm
        if self._cache is None:
            prefix = torch.cat(self._pending).unsqueeze(0)
            self._cache = llm.new_cache(1, prefix.shape[1] + ROOM)
            hidden = llm.prefill([prefix], self._cache, self._check)
        else:
            for row in self._pending:
                hidden = llm.feed(row, self._cache)
        # The request's generator is the processor's, on every device.
        return llm.log_probabilities(hidden)[0].float().cpu()

    def _take_text(self) -> list[Tensor]:
        taken = self._waiting[: self._text_block]
        del self._waiting[: self._text_block]
        return taken

    def _text_rows(self, ids: tuple[int, ...]) -> list[Tensor]:
        return [row.unsqueeze(0) for row in self._llm.embed_text(_ids(self._llm, ids))[0]]

    def _speech_row(self, token: int) -> Tensor:
        return self._llm.embed_speech(_ids(self._llm, (token,)))[0]

    def _meaningless(self, token: int) -> ModelError:
        return ModelError(
            f"The language model wrote the id {token}, which means nothing here.",
            "Speak the text as a whole, or fetch the model again.",
            code="weights_mismatch",
        )


def _ids(llm: QwenSpeechModel, ids: tuple[int, ...]) -> Tensor:
    return torch.tensor([ids], dtype=torch.long, device=llm.speech_embedding.weight.device)
