"""The second generation's token encoder: look-ahead, blocks at token rate, blocks at mel rate.

Source: spec cosyvoice2.md section 6.1. Attribute names are the checkpoint's keys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from torch import Tensor, nn

from cosydesk.engine.flow.look_ahead import LookAhead
from cosydesk.engine.layers.past import Past
from cosydesk.engine.layers.relative_encoder import EDGE_NORM_EPS, EncoderBlock, EncoderDims, InputLayer
from cosydesk.engine.layers.row_convolution import RowConvolution

UP_BLOCKS = 4


@dataclass(frozen=True)
class UpsampleEncoderDims:
    """Dimensions of the encoder.

    Attributes:
        stack: of the blocks at either rate; `blocks` are those at token rate.
        rows_ahead: tokens that a token sees of what follows.
        frames_per_token: rows that each token becomes.
    """

    stack: EncoderDims
    rows_ahead: int
    frames_per_token: int


class UpLayer(nn.Module):
    """Repeat each row, then a convolution that looks back."""

    def __init__(self, width: int, factor: int) -> None:
        super().__init__()
        self.factor = factor
        self.conv = RowConvolution(width, width, 2 * factor + 1)

    def forward(self, x: Tensor, past: Past) -> Tensor:
        return self.conv(past.before(x.repeat_interleave(self.factor, dim=1), self.conv.reach))


class UpsampleEncoder(nn.Module):
    """Embedded tokens (1, N, width) to mel frames (1, N · frames per token, width)."""

    def __init__(self, dims: UpsampleEncoderDims) -> None:
        super().__init__()
        stack = dims.stack
        self.dims = dims
        self.embed = InputLayer(stack)
        self.pre_lookahead_layer = LookAhead(stack.width, stack.width, dims.rows_ahead)
        self.encoders = nn.ModuleList(EncoderBlock(stack) for _ in range(stack.blocks))
        self.up_layer = UpLayer(stack.width, dims.frames_per_token)
        self.up_embed = InputLayer(replace(stack, input_width=stack.width))
        self.up_encoders = nn.ModuleList(EncoderBlock(stack) for _ in range(UP_BLOCKS))
        self.after_norm = nn.LayerNorm(stack.width, eps=EDGE_NORM_EPS)

    def prepare(self) -> None:
        """Fuse what can be fused; once, after the weights are loaded."""
        for block in (*_blocks(self.encoders), *_blocks(self.up_encoders)):
            block.self_attn.prepare()

    def forward(
        self,
        rows: Tensor,
        ahead: Tensor | None,
        chunk: int | None,
        past: Past,
        check: Callable[[], None] = lambda: None,
    ) -> Tensor:
        """Encode rows that `embed` has seen.

        Args:
            ahead: the rows behind them, (1, rows ahead, width); None at the end.
            chunk: tokens of a chunk that sees itself and what came before; None = everything sees everything.
            check: called before every block; raises to stop.
        """
        x = self.pre_lookahead_layer(rows, ahead, past)
        for block in _blocks(self.encoders):
            check()
            x = block.chunked(x, chunk, past)
        x = self.up_embed(self.up_layer(x, past))
        for block in _blocks(self.up_encoders):
            check()
            x = block.chunked(x, chunk and chunk * self.dims.frames_per_token, past)
        return self.after_norm(x)


def _blocks(modules: nn.ModuleList) -> list[EncoderBlock]:
    return [block for block in modules if isinstance(block, EncoderBlock)]
