"""A key/value cache whose shapes never change, for decode steps that a CUDA graph records once and replays."""

from __future__ import annotations

import torch
from torch import Tensor

from cosydesk.engine.llm.kv_cache import KVCache

ROUNDED_TO = 64
"""Capacities are multiples of this: kernels for masked attention want aligned rows."""


class StaticCache:
    """Keys and values in buffers of fixed capacity, with the number of columns in use on the device.

    No shape and no Python number depends on how far the decoding is, so a step neither allocates by length nor asks
    the device for anything.

    Attributes:
        pairs: keys and values, (layers, 2, B, H, capacity, dk); zeros where nothing was written yet.
        start: (B,) first valid column of each row.
        length: (1,) int64 on the device, columns in use.
    """

    def __init__(self, cache: KVCache, capacity: int) -> None:
        """Take over what a prefilled cache holds, with room for at least `capacity` columns."""
        *outer, _, width = cache.pairs.shape
        size = -(-max(capacity, cache.length) // ROUNDED_TO) * ROUNDED_TO
        self.pairs = cache.pairs.new_zeros((*outer, size, width))
        self.pairs[..., : cache.length, :] = cache.pairs[..., : cache.length, :]
        self.start = cache.start.clone()
        self.length = torch.full((1,), cache.length, dtype=torch.long, device=self.pairs.device)
        self._columns = torch.arange(size, device=self.pairs.device)

    @property
    def capacity(self) -> int:
        return self.pairs.shape[4]

    def grow(self, capacity: int) -> None:
        """Move to larger buffers; what was recorded over the old ones must be recorded again."""
        more = -(-capacity // ROUNDED_TO) * ROUNDED_TO - self.capacity
        if more <= 0:
            return
        self.pairs = torch.nn.functional.pad(self.pairs, (0, 0, 0, more))
        self._columns = torch.arange(self.capacity, device=self.pairs.device)

    def put(self, layer: int, pairs: Tensor) -> tuple[Tensor, Tensor]:
        """Write (2, B, H, 1, dk) behind the columns in use and return both whole buffers (B, H, capacity, dk)."""
        kept = self.pairs[layer]
        kept.index_copy_(3, self.length, pairs.to(kept.dtype))
        keys, values = kept.unbind(0)
        return keys, values

    def unseen(self) -> Tensor:
        """Columns that the step at `length` must not see, (B, 1, 1, capacity) bool."""
        unseen = (self._columns > self.length) | (self._columns < self.start.unsqueeze(1))
        return unseen.view(len(self.start), 1, 1, -1)

    def by_column(self, bias: Tensor) -> Tensor:
        """Reorder a bias over the distances capacity-1 … 0, (…, capacity), by the columns at these distances."""
        at = self._columns + (self.capacity - 1) - self.length
        return bias.index_select(bias.dim() - 1, at.clamp(max=self.capacity - 1))

    def advance(self) -> None:
        self.length += 1
