"""The pre-norm transformer stack with relative positions: text encoder, language model and flow encoder.

Source: spec cosyvoice1.md sections 6.3, 6.5 and 7.2. The three differ in activation, mask, norm names and whether the
input layer ends in a ReLU, all given by `EncoderDims`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.layers.past import Past
from cosydesk.engine.layers.relative_attention import RelativeAttention

BLOCK_NORM_EPS = 1e-12
EDGE_NORM_EPS = 1e-5


@dataclass(frozen=True)
class EncoderDims:
    """Dimensions and choices of one stack.

    Attributes:
        input_width, width, heads, hidden, blocks: sizes; `hidden` is the feed-forward's inner width.
        activation: of the feed-forward part.
        causal: a position sees itself and what came before.
        input_relu: the input layer ends in a ReLU (``linear_legacy``).
        norms: the checkpoint's names of the norms before attention and before the feed-forward part.
    """

    input_width: int
    width: int
    heads: int
    hidden: int
    blocks: int
    activation: Literal["silu", "relu"]
    causal: bool
    input_relu: bool = False
    norms: tuple[str, str] = ("norm_mha", "norm_ff")


class FeedForward(nn.Module):
    """Two linear layers with an activation between."""

    def __init__(self, width: int, hidden: int, activation: Literal["silu", "relu"]) -> None:
        super().__init__()
        self.w_1 = nn.Linear(width, hidden)
        self.w_2 = nn.Linear(hidden, width)
        self.activation = F.silu if activation == "silu" else F.relu

    def forward(self, x: Tensor) -> Tensor:
        return self.w_2(self.activation(self.w_1(x), inplace=True))


class EncoderBlock(nn.Module):
    """Attention and feed-forward, each behind its norm and beside a residual path."""

    def __init__(self, dims: EncoderDims) -> None:
        super().__init__()
        self.causal = dims.causal
        self.self_attn = RelativeAttention(dims.width, dims.heads)
        self.feed_forward = FeedForward(dims.width, dims.hidden, dims.activation)
        # Registered under the checkpoint's names; a look-up by name in every step would cost as much as a small kernel.
        self._norms = tuple(nn.LayerNorm(dims.width, eps=BLOCK_NORM_EPS) for _ in dims.norms)
        for name, norm in zip(dims.norms, self._norms, strict=True):
            self.add_module(name, norm)

    @property
    def attention_norm(self) -> nn.Module:
        return self._norms[0]

    @property
    def feed_forward_norm(self) -> nn.Module:
        return self._norms[1]

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.self_attn(self.attention_norm(x), self.causal)
        return x + self.feed_forward(self.feed_forward_norm(x))

    def chunked(self, x: Tensor, chunk: int | None, past: Past) -> Tensor:
        """As `forward`, where a position sees the past, its own chunk and what lies between; None = everything."""
        x = x + self.self_attn.chunked(self.attention_norm(x), chunk, past)
        return x + self.feed_forward(self.feed_forward_norm(x))


class InputLayer(nn.Module):
    """Linear, norm, optional ReLU, then times sqrt(width). Positions never enter here (spec section 12, trap 2)."""

    def __init__(self, dims: EncoderDims) -> None:
        super().__init__()
        self.out = nn.Sequential(
            nn.Linear(dims.input_width, dims.width), nn.LayerNorm(dims.width, eps=EDGE_NORM_EPS)
        )
        self.relu = dims.input_relu
        self.scale = math.sqrt(dims.width)

    def forward(self, x: Tensor) -> Tensor:
        x = self.out(x)
        if self.relu:
            x = torch.relu(x)
        return x * self.scale


class RelativeEncoder(nn.Module):
    """Input layer, blocks, final norm: (B, T, input_width) to (B, T, width)."""

    def __init__(self, dims: EncoderDims) -> None:
        super().__init__()
        self.dims = dims
        self.embed = InputLayer(dims)
        self.encoders = nn.ModuleList(EncoderBlock(dims) for _ in range(dims.blocks))
        self.after_norm = nn.LayerNorm(dims.width, eps=EDGE_NORM_EPS)

    def prepare(self) -> None:
        """Fuse what can be fused; once, after the weights are loaded."""
        for block in self.blocks():
            block.self_attn.prepare()

    def blocks(self) -> list[EncoderBlock]:
        return [block for block in self.encoders if isinstance(block, EncoderBlock)]

    def forward(self, x: Tensor) -> Tensor:
        return self.after_embed(self.embed(x))

    def after_embed(self, x: Tensor) -> Tensor:
        """The blocks and the final norm, for rows whose input layer was applied beforehand."""
        for block in self.encoders:
            x = block(x)
        return self.after_norm(x)
