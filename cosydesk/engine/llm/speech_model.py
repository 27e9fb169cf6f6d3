"""What generation needs of a language model, whichever generation of CosyVoice it is of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from torch import Tensor

from cosydesk.engine.llm.kv_cache import KVCache
from cosydesk.engine.llm.static_cache import StaticCache


class SpeechDims(Protocol):
    """Which ids a model draws: speech tokens are below `speech_vocabulary`, what lies behind ends the speech."""

    @property
    def speech_vocabulary(self) -> int: ...

    @property
    def outputs(self) -> int:
        """How many ids there are to draw from, those that end the speech included."""

    @property
    def silent(self) -> frozenset[int]:
        """Speech tokens of silence and breath, of which a long run is cut; see `silence.py`."""

    @property
    def step_products(self) -> list[tuple[int, int]]:
        """(outputs, inputs) of every matrix that one decode step reads, for the bench."""


class SpeechModel(Protocol):
    """Speech tokens from text, one at a time. The cache is the only state and belongs to the caller."""

    @property
    def dims(self) -> SpeechDims: ...

    def assemble(self, text_ids: Tensor, speaker: Tensor | None, prompt_tokens: Tensor) -> Tensor:
        """The prefix of an utterance: (1, L) text ids, the prompt's first, and (1, P) prompt tokens to (1, N, width).

        Args:
            speaker: (1, 192), or None; a model that isn't told the speaker passes over it.
        """

    def new_cache(self, batch: int, capacity: int) -> KVCache:
        """An empty cache for `batch` rows with room for `capacity` positions."""

    def prefill(
        self, prefixes: list[Tensor], cache: KVCache, check: Callable[[], None] = lambda: None
    ) -> Tensor:
        """Run prefixes through an empty cache, one per row, and return each row's last hidden state, (B, width)."""

    def step(self, tokens: Tensor, cache: KVCache) -> Tensor:
        """Feed one speech token per row, (B,) int, and return the hidden state, (B, width)."""

    def static_step(self, tokens: Tensor, cache: StaticCache) -> Tensor:
        """What `step` does, over buffers of fixed shape and without a word to the host."""

    def log_probabilities(self, hidden: Tensor) -> Tensor:
        """Log-probabilities of the next id, (B, outputs)."""
