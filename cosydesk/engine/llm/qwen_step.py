"""A decode step through Qwen2's layers with as little as possible between the matrix products.

On a CPU a step is as fast as the weights can be read. Whatever is done between two products lets the memory wait, and
finds Python's own objects pushed out of the processor's caches by the weights: calls of modules alone made a step a
tenth longer. So the layers are laid out once, as functions that need nothing but their input.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.llm.kv_cache import KVCache
from cosydesk.engine.llm.qwen_block import QwenBlock, QwenNorm, Turn, rms_norm
from cosydesk.engine.llm.static_cache import StaticCache

Product = Callable[[Tensor], Tensor]


class _Layer(NamedTuple):
    before_attention: Product
    qkv: Product
    out: Product
    before_mlp: Product
    gate_up: Product
    down: Product


class QwenStep:
    """Runs one new position per row through all layers; made after the weights have their last form."""

    def __init__(self, blocks: Sequence[QwenBlock], last: QwenNorm) -> None:
        dims = blocks[0].self_attn.dims
        self._heads, self._groups, self._shared_by = dims.heads, dims.kv_heads, dims.shared_by
        self._layers = [
            _Layer(
                before_attention=_norm(block.input_layernorm),
                qkv=_product(block.self_attn.qkv_proj),
                out=_product(block.self_attn.o_proj),
                before_mlp=_norm(block.post_attention_layernorm),
                gate_up=_product(block.mlp.gate_up_proj),
                down=_product(block.mlp.down_proj),
            )
            for block in blocks
        ]
        self._last = _norm(last)

    def __call__(self, x: Tensor, turn: Turn, mask: Tensor | None, cache: KVCache | StaticCache) -> Tensor:
        """(B, width) to (B, width), behind the last norm; writes a new column of `cache`, whose caller moves `length`.

        Args:
            turn: rotary angles that broadcast over (B, heads, dk).
            mask: (B, 1, 1, K) over the keys that the cache gives, false where a row has none; None where all have all.
        """
        rows, every = len(x), self._heads + 2 * self._groups
        # Values are turned by nothing: they go with the keys into the cache at once, as they came.
        turn = turn.beside(self._heads + self._groups, self._groups)
        for index, layer in enumerate(self._layers):
            heads = turn(layer.qkv(layer.before_attention(x)).view(rows, every, -1))
            pairs = heads[:, self._heads :].view(rows, 2, self._groups, 1, -1).transpose(0, 1)
            keys, values = cache.put(index, pairs)
            # The queries that share keys stand as if they were one sequence, so no key is copied.
            grouped = heads[:, : self._heads].view(rows, self._groups, self._shared_by, -1)
            mixed = F.scaled_dot_product_attention(grouped, keys, values, attn_mask=mask)
            x = x + layer.out(mixed.flatten(1))
            gate, up = layer.gate_up(layer.before_mlp(x)).chunk(2, dim=-1)
            x = x + layer.down(F.silu(gate, inplace=True).mul_(up))
        return self._last(x)


def _norm(module: QwenNorm) -> Product:
    weight, epsilon = module.scaled()
    return partial(rms_norm, weight=weight, epsilon=epsilon)


def _product(module: nn.Module | None) -> Product:
    """A linear layer as a function; what has another form (int8) is called as it is."""
    if isinstance(module, nn.Linear):
        return partial(F.linear, weight=module.weight, bias=module.bias)
    assert module is not None, "prepare() comes before the first call"
    return module.forward
