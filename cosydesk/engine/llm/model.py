"""The language model of the 300M family: text and prompt in, log-probabilities of the next speech token out.

Source: spec cosyvoice1.md section 6. Attribute names are the checkpoint's keys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.layers.int8_linear import to_int8
from cosydesk.engine.layers.relative_encoder import EncoderBlock, EncoderDims, RelativeEncoder
from cosydesk.engine.llm.kv_cache import KVCache
from cosydesk.engine.llm.static_cache import StaticCache

START, TASK = 0, 1
"""Rows of `llm_embedding`: the sequence's start and the mark before the speech tokens."""


@dataclass(frozen=True)
class LanguageModelDims:
    """Dimensions of the language model; `text_encoder` and `llm` describe its two stacks."""

    text_vocabulary: int
    speech_vocabulary: int
    text_width: int
    speaker_width: int
    text_encoder: EncoderDims
    llm: EncoderDims

    @property
    def end_id(self) -> int:
        """The id that ends the speech."""
        return self.speech_vocabulary

    @property
    def outputs(self) -> int:
        """Speech tokens and the id that ends them."""
        return self.speech_vocabulary + 1

    @property
    def silent(self) -> frozenset[int]:
        """See `SpeechDims.silent`; none are known of this generation."""
        return frozenset()

    @property
    def step_products(self) -> list[tuple[int, int]]:
        """See `SpeechDims.step_products`."""
        width, hidden = self.llm.width, self.llm.hidden
        layer = [(3 * width, width), (width, width), (hidden, width), (width, hidden)]
        return [*layer * self.llm.blocks, (self.outputs, width)]


class LanguageModel(nn.Module):
    """Speech tokens from text, one at a time.

    Use: load the weights strictly, call `prepare`, then `assemble` a prefix, `prefill` it and `step` from token to
    token. The cache is the only state and belongs to the caller.
    """

    def __init__(self, dims: LanguageModelDims) -> None:
        super().__init__()
        self.dims = dims
        width = dims.llm.width
        self.text_embedding = nn.Embedding(dims.text_vocabulary, dims.text_width)
        self.text_encoder = RelativeEncoder(dims.text_encoder)
        self.text_encoder_affine_layer = nn.Linear(dims.text_encoder.width, dims.llm.input_width)
        self.llm_embedding = nn.Embedding(2, dims.llm.input_width)
        self.llm = RelativeEncoder(dims.llm)
        self.llm_decoder = nn.Linear(width, dims.outputs)
        self.speech_embedding = nn.Embedding(dims.speech_vocabulary, dims.llm.input_width)
        self.spk_embed_affine_layer = nn.Linear(dims.speaker_width, dims.llm.input_width)
        self._speech_rows: Tensor | None = None
        self._blocks: list[EncoderBlock] = []

    @torch.inference_mode()
    def prepare(self) -> None:
        """Fuse projections and run the input layer once over all speech embeddings (spec section 11)."""
        self.text_encoder.prepare()
        self.llm.prepare()
        self._speech_rows = self.llm.embed(self.speech_embedding.weight)
        self._blocks = self.llm.blocks()

    def step_layers(self) -> list[nn.Linear]:
        """The linear layers that a decode step reads, in its order; after `prepare`, before `quantise`."""
        layers = [
            layer
            for block in self._blocks
            for layer in (
                block.self_attn.linear_qkv,
                block.self_attn.linear_out,
                block.feed_forward.w_1,
                block.feed_forward.w_2,
            )
        ]
        return [layer for layer in (*layers, self.llm_decoder) if isinstance(layer, nn.Linear)]

    def quantise(self) -> None:
        """Turn the decoder's linear layers to int8; after `prepare`, on a CPU. The text encoder stays as it is."""
        for block in self._blocks:
            to_int8(block.self_attn, "linear_qkv")
            to_int8(block.self_attn, "linear_out")
            to_int8(block.feed_forward, "w_1")
            to_int8(block.feed_forward, "w_2", positive=self.dims.llm.activation == "relu")
        to_int8(self, "llm_decoder")

    def encode_text(self, text_ids: Tensor) -> Tensor:
        """Text ids (1, L) to rows (1, L, input width); prompt text and text are encoded as one sequence."""
        return self.text_encoder_affine_layer(self.text_encoder(self.text_embedding(text_ids)))

    def assemble(self, text_ids: Tensor, speaker: Tensor | None, prompt_tokens: Tensor) -> Tensor:
        """The prefix of an utterance before the input layer: start, speaker, text, task mark, prompt tokens.

        Args:
            text_ids: (1, L) int, prompt text first.
            speaker: (1, 192) float, or None for a model that is not told the speaker.
            prompt_tokens: (1, P) int speech tokens of the prompt, P may be 0.

        Returns:
            (1, N, input width).
        """
        marks = self.llm_embedding.weight
        rows = [marks[START].view(1, 1, -1)]
        if speaker is not None:
            rows.append(self.spk_embed_affine_layer(F.normalize(speaker, dim=1)).unsqueeze(1))
        rows += [self.encode_text(text_ids), marks[TASK].view(1, 1, -1), self.speech_embedding(prompt_tokens)]
        return torch.cat(rows, dim=1)

    def new_cache(self, batch: int, capacity: int) -> KVCache:
        """An empty cache for `batch` rows with room for `capacity` positions."""
        weight = self.llm_embedding.weight
        dims = self.dims.llm
        return KVCache(
            dims.blocks, batch, dims.heads, dims.width // dims.heads, capacity, weight.dtype, weight.device
        )

    def prefill(
        self, prefixes: list[Tensor], cache: KVCache, check: Callable[[], None] = lambda: None
    ) -> Tensor:
        """Run assembled prefixes through an empty cache, where they are aligned at their ends.

        Each runs by itself: at this length a batch is no faster, and none needs padding.

        Args:
            prefixes: one (1, N_i, input width) per row of the cache.
            check: called before every part of a block; raises to stop.

        Returns:
            hidden state of each row's last position, (B, width).
        """
        lengths = [prefix.shape[1] for prefix in prefixes]
        longest = max(lengths)
        cache.reserve(longest)
        cache.set_start(torch.tensor([longest - n for n in lengths], device=prefixes[0].device))
        rows = [self.llm.embed(prefix) for prefix in prefixes]
        for layer, block in enumerate(self._blocks):
            attention = block.self_attn
            for row, x in enumerate(rows):
                check()
                q, k, v = attention.project(block.attention_norm(x))
                cache.put_row(layer, row, longest, k, v)
                x = x + attention.attend(q, k, v, attention.sequence_bias(q, causal=True))
                check()
                rows[row] = x + block.feed_forward(block.feed_forward_norm(x))
        cache.advance(longest)
        return self.llm.after_norm(torch.cat([x[:, -1] for x in rows]))

    def step(self, tokens: Tensor, cache: KVCache) -> Tensor:
        """Feed one speech token per row, (B,) int, and return the hidden state, (B, width)."""
        assert self._speech_rows is not None, "prepare() comes before the first call"
        cache.reserve(cache.length + 1)
        x = F.embedding(tokens, self._speech_rows)
        mask = None
        if cache.ragged:
            columns = torch.arange(cache.length + 1, device=x.device)
            mask = (columns < cache.start.unsqueeze(1)).view(len(tokens), 1, 1, -1)
        for layer, block in enumerate(self._blocks):
            attention = block.self_attn
            content, position, pairs = attention.project_next(block.attention_norm(x))
            keys, values = cache.put(layer, pairs)
            bias = attention.next_bias(position, cache.length + 1)
            if mask is not None:
                bias = bias.masked_fill(mask, -torch.inf)
            x = x + attention.attend_next(content, keys, values, bias)
            x = x + block.feed_forward(block.feed_forward_norm(x))
        cache.advance(1)
        return self.llm.after_norm(x)

    def static_step(self, tokens: Tensor, cache: StaticCache) -> Tensor:
        """What `step` does, over buffers of fixed shape and without a word to the host: (B,) int to (B, width).

        The caller sees to it that the cache has room for one more column.
        """
        assert self._speech_rows is not None, "prepare() comes before the first call"
        x = F.embedding(tokens, self._speech_rows)
        unseen = cache.unseen()
        for layer, block in enumerate(self._blocks):
            attention = block.self_attn
            content, position, pairs = attention.project_next(block.attention_norm(x))
            keys, values = (kept.to(pairs.dtype) for kept in cache.put(layer, pairs))
            bias = cache.by_column(attention.next_bias(position, cache.capacity))
            bias = bias.masked_fill(unseen, -torch.inf)
            x = x + attention.attend_next(content, keys, values, bias)
            x = x + block.feed_forward(block.feed_forward_norm(x))
        cache.advance()
        return self.llm.after_norm(x)

    def log_probabilities(self, hidden: Tensor) -> Tensor:
        """Log-probabilities over speech tokens and the end id, (B, speech vocabulary + 1)."""
        return F.log_softmax(self.llm_decoder(hidden), dim=-1)
