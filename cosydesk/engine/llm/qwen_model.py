"""The language model of CosyVoice 2 and 3: Qwen2 that reads text and writes speech tokens.

Source: spec cosyvoice2.md section 5 and cosyvoice3.md section 5. Attribute names are the checkpoint's keys. Qwen's own
text head is not part of it: nothing reads its 151,936 outputs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.layers.int8_linear import to_int8
from cosydesk.engine.llm.kv_cache import KVCache
from cosydesk.engine.llm.qwen_block import QwenBlock, QwenDims, QwenNorm, RotaryTable
from cosydesk.engine.llm.qwen_step import QwenStep
from cosydesk.engine.llm.static_cache import StaticCache


@dataclass(frozen=True)
class SpeechLayout:
    """Where a generation keeps what is neither text nor speech, as distances from the speech vocabulary.

    Attributes:
        extra: ids behind the speech tokens.
        end: ends the speech. As long as an utterance is too short, no id from `speech_vocabulary` on is drawn.
        fill: asks for more text, where text comes bit by bit.
        start, task: rows before the text and before the speech: of `llm_embedding` with `own_marks`, else of
            `speech_embedding`, counted from the speech vocabulary.
        head_bias: whether the output layer has a bias.
        silent: speech tokens of silence and breath, of which a long run is cut; see `silence.py`.
        prompt_first: whether text that comes bit by bit has its system prefix read before all else.
    """

    extra: int
    end: int
    fill: int
    start: int
    task: int
    own_marks: bool
    head_bias: bool
    silent: frozenset[int] = frozenset()
    prompt_first: bool = False


LAYOUT_2 = SpeechLayout(extra=3, end=0, fill=2, start=0, task=1, own_marks=True, head_bias=True)
LAYOUT_3 = SpeechLayout(
    extra=200,
    end=1,
    fill=3,
    start=0,
    task=2,
    own_marks=False,
    head_bias=False,
    silent=frozenset({1, 2, 28, 29, 55, 248, 494, 2241, 2242, 2322, 2323}),
    prompt_first=True,
)


@dataclass(frozen=True)
class QwenSpeechDims:
    """Dimensions of the language model: Qwen's, the number of speech tokens, and what lies beyond them."""

    qwen: QwenDims
    speech_vocabulary: int
    layout: SpeechLayout

    @property
    def outputs(self) -> int:
        return self.speech_vocabulary + self.layout.extra

    @property
    def end_id(self) -> int:
        return self.speech_vocabulary + self.layout.end

    @property
    def fill_id(self) -> int:
        return self.speech_vocabulary + self.layout.fill

    @property
    def silent(self) -> frozenset[int]:
        """See `SpeechDims.silent`."""
        return self.layout.silent

    @property
    def step_products(self) -> list[tuple[int, int]]:
        """See `SpeechDims.step_products`."""
        q = self.qwen
        fused = q.width + 2 * q.kv_heads * q.head_width
        layer = [(fused, q.width), (q.width, q.width), (2 * q.hidden, q.width), (q.width, q.hidden)]
        return [*layer * q.layers, (self.outputs, q.width)]


class _Stack(nn.Module):
    """Qwen2 without its head: ``llm.model.model`` of the checkpoint."""

    def __init__(self, dims: QwenDims) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(dims.vocabulary, dims.width)
        self.layers = nn.ModuleList(QwenBlock(dims) for _ in range(dims.layers))
        self.norm = QwenNorm(dims)


class _CausalModel(nn.Module):
    """``llm.model``: the stack without the text head that stands beside it in the checkpoint."""

    def __init__(self, dims: QwenDims) -> None:
        super().__init__()
        self.model = _Stack(dims)


class _Encoder(nn.Module):
    """``llm``: a level of the checkpoint's names."""

    def __init__(self, dims: QwenDims) -> None:
        super().__init__()
        self.model = _CausalModel(dims)


class QwenSpeechModel(nn.Module):
    """A `SpeechModel`. Use: load the weights strictly, call `prepare`, then as the protocol says."""

    UNUSED = "llm.model.lm_head.weight"
    """In the checkpoint, the same as the text embedding, and never read here."""

    def __init__(self, dims: QwenSpeechDims) -> None:
        super().__init__()
        self.dims = dims
        width = dims.qwen.width
        if dims.layout.own_marks:
            self.llm_embedding = nn.Embedding(2, width)
        self.llm = _Encoder(dims.qwen)
        self.llm_decoder = nn.Linear(width, dims.outputs, bias=dims.layout.head_bias)
        self.speech_embedding = nn.Embedding(dims.outputs, width)
        self._blocks: list[QwenBlock] = []
        self._rotary: RotaryTable | None = None
        self._step: QwenStep | None = None

    @property
    def _kept(self) -> torch.dtype:
        """What keys and values come in: what their projection computes in."""
        weight = getattr(self._blocks[0].self_attn.qkv_proj, "weight", None)
        return weight.dtype if isinstance(weight, Tensor) else torch.float32

    @property
    def stack(self) -> _Stack:
        return self.llm.model.model

    @torch.inference_mode()
    def prepare(self) -> None:
        """Fuse projections and make the table of positions."""
        blocks = [block for block in self.stack.layers if isinstance(block, QwenBlock)]
        for block in blocks:
            block.prepare()
        self._blocks = blocks
        self._step = None
        self._rotary = RotaryTable(self.dims.qwen, self.speech_embedding.weight.device)

    def step_layers(self) -> list[nn.Linear]:
        """The linear layers that a decode step reads, in its order; after `prepare`, before `quantise`."""
        return [layer for block in self._blocks for layer in block.step_layers()] + [self.llm_decoder]

    def quantise(self) -> None:
        """Turn the linear layers to int8; after `prepare`, on a CPU."""
        for block in self._blocks:
            block.quantise()
        self._step = None
        to_int8(self, "llm_decoder")

    def embed_text(self, text_ids: Tensor) -> Tensor:
        """(1, L) int to (1, L, width)."""
        return self.stack.embed_tokens(text_ids)

    def embed_speech(self, tokens: Tensor) -> Tensor:
        """(1, P) int to (1, P, width)."""
        return self.speech_embedding(tokens)

    def mark(self, index: int) -> Tensor:
        """The row of a mark, `SpeechLayout.start` or `task`: (1, 1, width)."""
        if self.dims.layout.own_marks:
            return self.llm_embedding.weight[index].view(1, 1, -1)
        return self.speech_embedding.weight[self.dims.speech_vocabulary + index].view(1, 1, -1)

    def assemble(self, text_ids: Tensor, speaker: Tensor | None, prompt_tokens: Tensor) -> Tensor:
        """See `SpeechModel.assemble`; the speaker is heard from the prompt's tokens alone."""
        layout = self.dims.layout
        rows = [self.mark(layout.start), self.embed_text(text_ids), self.mark(layout.task)]
        return torch.cat([*rows, self.embed_speech(prompt_tokens)], dim=1)

    def new_cache(self, batch: int, capacity: int) -> KVCache:
        """See `SpeechModel.new_cache`."""
        q, device = self.dims.qwen, self.speech_embedding.weight.device
        return KVCache(q.layers, batch, q.kv_heads, q.head_width, capacity, self._kept, device)

    def prefill(
        self, prefixes: list[Tensor], cache: KVCache, check: Callable[[], None] = lambda: None
    ) -> Tensor:
        """See `SpeechModel.prefill`; each row runs by itself, so none needs padding."""
        assert self._rotary is not None, "prepare() comes before the first call"
        lengths = [prefix.shape[1] for prefix in prefixes]
        longest = max(lengths)
        cache.reserve(longest)
        cache.set_start(torch.tensor([longest - n for n in lengths], device=prefixes[0].device))
        rows = list(prefixes)
        turns = [self._rotary.at(0, length) for length in lengths]
        for layer, block in enumerate(self._blocks):
            for row, x in enumerate(rows):
                check()
                added, k, v = block.self_attn.sequence(block.input_layernorm(x), turns[row])
                cache.put_row(layer, row, longest, k, v)
                x = x + added
                check()
                rows[row] = x + block.mlp(block.post_attention_layernorm(x))
        cache.advance(longest)
        return self.stack.norm(torch.cat([x[:, -1] for x in rows]))

    def step(self, tokens: Tensor, cache: KVCache) -> Tensor:
        """See `SpeechModel.step`."""
        return self.feed(self.speech_embedding(tokens), cache)

    def feed(self, x: Tensor, cache: KVCache) -> Tensor:
        """Feed one row of any kind per row of the cache, (B, width), and return the hidden state, (B, width)."""
        assert self._rotary is not None, "prepare() comes before the first call"
        cache.reserve(cache.length + 1)
        mask = None
        if cache.ragged:
            self._rotary.reserve(cache.length + 1)
            turn = self._rotary.gather(cache.length - cache.start)
            columns = torch.arange(cache.length + 1, device=x.device)
            mask = (columns >= cache.start.unsqueeze(1)).view(len(x), 1, 1, -1)
        else:
            turn = self._rotary.at(cache.length, 1)
        x = self._flat_step()(x, turn, mask, cache)
        cache.advance(1)
        return x

    def static_step(self, tokens: Tensor, cache: StaticCache) -> Tensor:
        """See `SpeechModel.static_step`; the caller sees to it that the cache has room for one more column."""
        assert self._rotary is not None, "prepare() comes before the first call"
        self._rotary.reserve(cache.capacity)
        turn = self._rotary.gather(cache.length - cache.start)
        x = self._flat_step()(self.speech_embedding(tokens), turn, ~cache.unseen(), cache)
        cache.advance()
        return x

    def _flat_step(self) -> QwenStep:
        """Made at the first step, when the weights have their last form."""
        if self._step is None:
            self._step = QwenStep(self._blocks, self.stack.norm)
        return self._step

    def log_probabilities(self, hidden: Tensor) -> Tensor:
        """See `SpeechModel.log_probabilities`."""
        return F.log_softmax(self.llm_decoder(hidden), dim=-1)
