"""A layer of Qwen2: grouped-query attention with rotary positions, then a gated feed-forward.

Source: Qwen2 technical report (Yang et al. 2024); spec cosyvoice2.md section 5.1. Attribute names are the checkpoint's
keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.layers.int8_linear import to_int8

MOST_USED = 4096
"""Positions that are at hand from the start: beyond any utterance of ordinary length."""


@dataclass(frozen=True)
class QwenDims:
    """Dimensions of the stack, from the ``config.json`` of a Qwen2 release.

    Attributes:
        vocabulary: rows of the text embedding.
        kv_heads: heads of keys and values; each serves `heads` / `kv_heads` queries.
        theta: base of the rotary frequencies.
        epsilon: of the norms.
    """

    vocabulary: int
    width: int
    layers: int
    heads: int
    kv_heads: int
    hidden: int
    theta: float
    epsilon: float

    @property
    def head_width(self) -> int:
        return self.width // self.heads

    @property
    def shared_by(self) -> int:
        """Queries that share a head of keys and values."""
        return self.heads // self.kv_heads


@dataclass(frozen=True)
class Turn:
    """Cosine and sine of the rotary angles, (…, head width) each, both halves alike; the sine's first half negated."""

    cosine: Tensor
    sine: Tensor

    def __call__(self, x: Tensor) -> Tensor:
        """Turn queries or keys (…, head width) by their positions."""
        half = x.shape[-1] // 2
        swapped = torch.cat([x[..., half:], x[..., :half]], dim=-1)
        return torch.addcmul(x * self.cosine, swapped, self.sine).to(x.dtype)

    def beside(self, turned: int, still: int) -> Turn:
        """The turn of one position for `turned` heads, and none for `still` heads behind them."""
        *rows, _, width = self.cosine.shape
        cosine, sine = (part.expand(*rows, turned, width) for part in (self.cosine, self.sine))
        shape = (*rows, still, width)
        return Turn(
            torch.cat([cosine, cosine.new_ones(shape)], dim=-2),
            torch.cat([sine, sine.new_zeros(shape)], dim=-2),
        )


class RotaryTable:
    """Angles for the positions from 0 up, which grows by doubling."""

    def __init__(self, dims: QwenDims, device: torch.device) -> None:
        self._dims = dims
        self._device = device
        self._table = self._make(MOST_USED)

    def at(self, start: int, length: int) -> Turn:
        """For `length` positions from `start`, (length, head width)."""
        self.reserve(start + length)
        cosine, sine = self._table.narrow(1, start, length).unbind(0)
        return Turn(cosine, sine)

    def gather(self, positions: Tensor) -> Turn:
        """For the positions of several rows, (B,), as (B, 1, head width); the table must reach that far."""
        cosine, sine = self._table.index_select(1, positions).unsqueeze(2).unbind(0)
        return Turn(cosine, sine)

    def reserve(self, length: int) -> None:
        """Make the table reach `length` positions."""
        if length > self._table.shape[1]:
            self._table = self._make(1 << (length - 1).bit_length())

    def _make(self, length: int) -> Tensor:
        width = self._dims.head_width
        powers = torch.arange(0, width, 2, dtype=torch.float32, device=self._device) / width
        rates = 1.0 / (self._dims.theta**powers)
        angles = torch.arange(length, dtype=torch.float32, device=self._device).unsqueeze(1) * rates
        cosine, sine = angles.cos(), angles.sin()
        return torch.stack([torch.cat([cosine, cosine], dim=1), torch.cat([-sine, sine], dim=1)])


class QwenNorm(nn.Module):
    """Root-mean-square norm, computed in float32."""

    def __init__(self, dims: QwenDims) -> None:
        super().__init__()
        self.epsilon = dims.epsilon
        self.weight = nn.Parameter(torch.ones(dims.width))

    def forward(self, x: Tensor) -> Tensor:
        return rms_norm(x, *self.scaled())

    def scaled(self) -> tuple[Tensor, Tensor]:
        """What `rms_norm` takes: weight and epsilon, (width,) and (1,), both for sums of squares instead of means."""
        width = len(self.weight)
        return self.weight * width**0.5, self.weight.new_full((1,), self.epsilon * width)


def rms_norm(x: Tensor, weight: Tensor, epsilon: Tensor) -> Tensor:
    """(…, width) over its root mean square, times the norm's weight, in float32.

    Written out, since torch's own takes a dozen small kernels on a CPU, where a decode step has 49 of these.

    Args:
        weight, epsilon: of `QwenNorm.scaled`.
    """
    x = x.float()
    length = torch.linalg.vector_norm(x, dim=-1, keepdim=True)
    return (x * weight).mul_(torch.addcmul(epsilon, length, length).rsqrt_())


class QwenAttention(nn.Module):
    """Causal self-attention over a whole sequence; that of its next position is `QwenStep`'s."""

    def __init__(self, dims: QwenDims) -> None:
        super().__init__()
        self.dims = dims
        narrow = dims.kv_heads * dims.head_width
        self.q_proj = nn.Linear(dims.width, dims.width)
        self.k_proj = nn.Linear(dims.width, narrow)
        self.v_proj = nn.Linear(dims.width, narrow)
        self.o_proj = nn.Linear(dims.width, dims.width, bias=False)
        self.qkv_proj: nn.Module | None = None

    def prepare(self) -> None:
        """Fuse q, k and v into one product and let the three go."""
        self.qkv_proj = _fuse((self.q_proj, self.k_proj, self.v_proj))
        del self.q_proj, self.k_proj, self.v_proj

    def sequence(self, x: Tensor, turn: Turn) -> tuple[Tensor, Tensor, Tensor]:
        """(1, T, width) to what attention adds, (1, T, width), with keys and values (1, G, T, dk) for the cache."""
        assert self.qkv_proj is not None, "prepare() comes before the first call"
        dims = self.dims
        heads = self.qkv_proj(x).view(*x.shape[:2], -1, dims.head_width).transpose(1, 2)
        paired, v = heads.split([dims.heads + dims.kv_heads, dims.kv_heads], dim=1)
        q, k = torch.split(turn(paired), [dims.heads, dims.kv_heads], dim=1)
        mixed = F.scaled_dot_product_attention(
            q,
            k.repeat_interleave(dims.shared_by, dim=1),
            v.repeat_interleave(dims.shared_by, dim=1),
            is_causal=True,
        )
        return self.o_proj(mixed.transpose(1, 2).flatten(2)), k, v


class QwenFeedForward(nn.Module):
    """SwiGLU."""

    def __init__(self, dims: QwenDims) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(dims.width, dims.hidden, bias=False)
        self.up_proj = nn.Linear(dims.width, dims.hidden, bias=False)
        self.down_proj = nn.Linear(dims.hidden, dims.width, bias=False)
        self.gate_up_proj: nn.Module | None = None

    def prepare(self) -> None:
        """Fuse gate and up into one product and let the two go."""
        self.gate_up_proj = _fuse((self.gate_proj, self.up_proj))
        del self.gate_proj, self.up_proj

    def forward(self, x: Tensor) -> Tensor:
        assert self.gate_up_proj is not None, "prepare() comes before the first call"
        gate, up = self.gate_up_proj(x).chunk(2, dim=-1)
        return self.down_proj(F.silu(gate) * up)


class QwenBlock(nn.Module):
    """One layer; attention and feed-forward each add to what they read."""

    def __init__(self, dims: QwenDims) -> None:
        super().__init__()
        self.self_attn = QwenAttention(dims)
        self.mlp = QwenFeedForward(dims)
        self.input_layernorm = QwenNorm(dims)
        self.post_attention_layernorm = QwenNorm(dims)

    def prepare(self) -> None:
        self.self_attn.prepare()
        self.mlp.prepare()

    def step_layers(self) -> list[nn.Linear]:
        """The linear layers in the order in which they are read; after `prepare`, before `quantise`."""
        layers = (self.self_attn.qkv_proj, self.self_attn.o_proj, self.mlp.gate_up_proj, self.mlp.down_proj)
        return [layer for layer in layers if isinstance(layer, nn.Linear)]

    def quantise(self) -> None:
        """Turn the linear layers to int8; after `prepare`, on a CPU."""
        to_int8(self.self_attn, "qkv_proj")
        to_int8(self.self_attn, "o_proj")
        to_int8(self.mlp, "gate_up_proj")
        to_int8(self.mlp, "down_proj")


def _fuse(parts: Sequence[nn.Linear]) -> nn.Linear:
    """Linear layers of one input side by side."""
    biased = parts[0].bias is not None
    outputs = sum(part.out_features for part in parts)
    fused = nn.Linear(parts[0].in_features, outputs, bias=biased, device="meta")
    fused.weight = nn.Parameter(torch.cat([part.weight for part in parts]), requires_grad=False)
    if biased:
        fused.bias = nn.Parameter(torch.cat([part.bias for part in parts]), requires_grad=False)
    return fused
