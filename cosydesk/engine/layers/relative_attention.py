"""Multi-head attention with sinusoidal relative positions (Transformer-XL, Dai et al. 2019).

Source: spec cosyvoice1.md section 6.2. With dk = width / heads, a query at position i and a key at position j::

    score(i, j) = [(q_i + u)·k_j + (q_i + v_b)·P_(i-j)] / sqrt(dk),   P_r = linear_pos · PE(r)

P depends on the distance and the layer only, so each layer projects its table once and every call takes a view of it.
A decode step spends as long between its products as in them, so it has its own path here, of as few kernels as can be.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from cosydesk.engine.layers.past import Past, chunk_mask


def sinusoids(positions: Tensor, width: int) -> Tensor:
    """PE(r) for integer positions, which may be negative: (R,) to (R, width) float32, sine on even channels."""
    rates = torch.exp(
        torch.arange(0, width, 2, dtype=torch.float32, device=positions.device) * -(math.log(10000.0) / width)
    )
    angles = positions.to(torch.float32).unsqueeze(1) * rates
    table = torch.empty(len(positions), width, dtype=torch.float32, device=positions.device)
    table[:, 0::2] = torch.sin(angles)
    table[:, 1::2] = torch.cos(angles)
    return table


class RelativeAttention(nn.Module):
    """Self-attention over a whole sequence or, with a cache, over its next positions.

    Call `prepare` once after the weights are loaded: it fuses the three input projections into one product.

    Attributes:
        positions: projected positions (H, dk, R) for distances R_far … R_near; see `position_table`.
    """

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.head_width = width // heads
        self.linear_q = nn.Linear(width, width)
        self.linear_k = nn.Linear(width, width)
        self.linear_v = nn.Linear(width, width)
        self.linear_out = nn.Linear(width, width)
        self.linear_pos = nn.Linear(width, width, bias=False)
        self.pos_bias_u = nn.Parameter(torch.zeros(heads, self.head_width))
        self.pos_bias_v = nn.Parameter(torch.zeros(heads, self.head_width))
        self.linear_qkv: nn.Module | None = None
        self._causal_positions: Tensor | None = None
        self._all_positions: Tensor | None = None
        self._query_biases: Tensor | None = None

    def prepare(self) -> None:
        """Fuse q, k and v into one linear layer and let the three go; put the two query biases side by side."""
        width = self.heads * self.head_width
        fused = nn.Linear(width, 3 * width, device="meta")
        parts = (self.linear_q, self.linear_k, self.linear_v)
        fused.weight = nn.Parameter(torch.cat([part.weight for part in parts]), requires_grad=False)
        fused.bias = nn.Parameter(torch.cat([part.bias for part in parts]), requires_grad=False)
        self.linear_qkv = fused
        del self.linear_q, self.linear_k, self.linear_v
        self._query_biases = torch.stack([self.pos_bias_u, self.pos_bias_v]).unsqueeze(1)

    def project(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Queries, keys and values, each (B, H, T, dk), from (B, T, width)."""
        assert self.linear_qkv is not None, "prepare() comes before the first call"
        batch, length, _ = x.shape
        qkv = self.linear_qkv(x).view(batch, length, 3, self.heads, self.head_width)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)
        return q, k, v

    def positions(self, nearest: int, farthest: int) -> Tensor:
        """P / sqrt(dk) for the distances farthest … nearest in this (falling) order, as (H, dk, R)."""
        weight = self.linear_pos.weight
        distances = torch.arange(farthest, nearest - 1, -1, device=weight.device)
        table = sinusoids(distances, weight.shape[1]).to(weight.dtype)
        scaled = self.linear_pos(table) / math.sqrt(self.head_width)
        return scaled.view(len(distances), self.heads, self.head_width).permute(1, 2, 0)

    def causal_positions(self, length: int) -> Tensor:
        """P / sqrt(dk) for the distances length-1 … 0 as a view (H, dk, length) of a table that grows by doubling."""
        table = self._causal_positions
        if table is None or table.shape[2] < length:
            size = max(1024, 1 << (length - 1).bit_length())
            table = self._causal_positions = self.positions(0, size - 1).contiguous()
        return table.narrow(2, table.shape[2] - length, length)

    def all_positions(self, nearest: int, farthest: int) -> Tensor:
        """`positions` for distances of either sign, as a view of a table that grows by doubling."""
        table = self._all_positions
        reach = max(-nearest, farthest) + 1
        if table is None or table.shape[2] < 2 * reach - 1:
            reach = max(256, 1 << (reach - 1).bit_length())
            table = self._all_positions = self.positions(1 - reach, reach - 1).contiguous()
        return table.narrow(2, table.shape[2] // 2 - farthest, farthest - nearest + 1)

    def attend(self, q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
        """Softmax attention with an additive score bias already divided by sqrt(dk): (B, T, width)."""
        u = self.pos_bias_u.unsqueeze(1)
        mixed = F.scaled_dot_product_attention(q + u, k, v, attn_mask=bias)
        return self.linear_out(mixed.transpose(1, 2).flatten(2))

    def forward(self, x: Tensor, causal: bool) -> Tensor:
        """Attend over a whole sequence (B, T, width)."""
        q, k, v = self.project(x)
        return self.attend(q, k, v, self.sequence_bias(q, causal))

    def sequence_bias(self, q: Tensor, causal: bool) -> Tensor:
        """The position term for all pairs of a sequence, (B, H, T, T); -inf where a key lies ahead of its query."""
        length = q.shape[2]
        table = self.causal_positions(length) if causal else self.positions(-(length - 1), length - 1)
        by_distance = torch.matmul(q + self.pos_bias_v.unsqueeze(1), table).contiguous()
        # Column c holds distance (length-1)-c, so the pair (t, j) stands at column j + (length-1) - t of row t:
        # one shorter row stride walks the diagonal without a copy.
        batch, heads, _, width = by_distance.shape
        bias = by_distance.as_strided(
            (batch, heads, length, length),
            (heads * length * width, length * width, width - 1, 1),
            by_distance.storage_offset() + length - 1,
        )
        if causal:
            ahead = torch.ones(length, length, dtype=torch.bool, device=q.device).triu(1)
            bias = bias.masked_fill(ahead, -math.inf)
        return bias

    def chunked(self, x: Tensor, chunk: int | None, past: Past) -> Tensor:
        """Attend from rows (B, T, width) to themselves and to the past, chunk by chunk (None = all to all)."""
        q, k, v = self.project(x)
        keys, values = past.joined(k, v)
        rows, seen = q.shape[2], keys.shape[2]
        by_distance = torch.matmul(q + self.pos_bias_v.unsqueeze(1), self.all_positions(1 - rows, seen - 1))
        # As in `sequence_bias`, with seen - rows keys before the first query.
        by_distance = by_distance.contiguous()
        batch, heads, _, width = by_distance.shape
        bias = by_distance.as_strided(
            (batch, heads, rows, seen),
            (heads * rows * width, rows * width, width - 1, 1),
            by_distance.storage_offset() + rows - 1,
        )
        if (mask := chunk_mask(rows, seen, chunk, x.device)) is not None:
            bias = bias.masked_fill(~mask, -math.inf)
        return self.attend(q, keys, values, bias)

    def project_next(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Of one new position per row, (B, width): q + u and q + v_b, each (B, H, dk); keys and values as one
        (2, B, H, 1, dk).
        """
        assert self.linear_qkv is not None, "prepare() comes before the first call"
        assert self._query_biases is not None
        qkv = self.linear_qkv(x).view(len(x), 3, self.heads, self.head_width).transpose(0, 1)
        content, position = (qkv[0] + self._query_biases).unbind(0)
        return content, position, qkv.narrow(0, 1, 2).unsqueeze(3)

    def next_bias(self, position: Tensor, length: int) -> Tensor:
        """The position term of `project_next`'s q + v_b against `length` keys that end with its own, as
        (B, H, 1, length).
        """
        # Heads first: all rows of a head share its table, which a broadcast product would copy for every row.
        bias = torch.bmm(position.transpose(0, 1), self.causal_positions(length))
        return bias.transpose(0, 1).unsqueeze(2)

    def attend_next(self, content: Tensor, keys: Tensor, values: Tensor, bias: Tensor) -> Tensor:
        """Softmax attention of `project_next`'s q + u over (B, H, K, dk) keys and values: (B, width)."""
        mixed = F.scaled_dot_product_attention(content.unsqueeze(2), keys, values, attn_mask=bias)
        return self.linear_out(mixed.reshape(len(content), -1))
