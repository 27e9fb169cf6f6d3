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
        keys, values: (layers, B, H, capacity, dk); zeros where nothing was written yet.
        start: (B,) first valid column of each row.
        length: (1,) int64 on the device, columns in use.
    """

    def __init__(self, cache: KVCache, capacity: int) -> None:
        """Take over what a prefilled cache holds, with room for at least `capacity` columns."""
        layers, batch, heads, _, width = cache.keys.shape
        size = -(-max(capacity, cache.length) // ROUNDED_TO) * ROUNDED_TO
        self.keys = cache.keys.new_zeros(layers, batch, heads, size, width)
        self.values = torch.zeros_like(self.keys)
        self.keys[:, :, :, : cache.length] = cache.keys[:, :, :, : cache.length]
        self.values[:, :, :, : cache.length] = cache.values[:, :, :, : cache.length]
        self.start = cache.start.clone()
        self.length = torch.full((1,), cache.length, dtype=torch.long, device=self.keys.device)
        self._columns = torch.arange(size, device=self.keys.device)

    @property
    def capacity(self) -> int:
        return self.keys.shape[3]

    def grow(self, capacity: int) -> None:
        """Move to larger buffers; what was recorded over the old ones must be recorded again."""
        more = -(-capacity // ROUNDED_TO) * ROUNDED_TO - self.capacity
        if more <= 0:
            return
        self.keys = torch.nn.functional.pad(self.keys, (0, 0, 0, more))
        self.values = torch.nn.functional.pad(self.values, (0, 0, 0, more))
        self._columns = torch.arange(self.capacity, device=self.keys.device)

    def put(self, layer: int, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
        """Write (B, H, 1, dk) behind the columns in use and return the whole buffers (B, H, capacity, dk)."""
        keys, values = self.keys[layer], self.values[layer]
        keys.index_copy_(2, self.length, k.to(keys.dtype))
        values.index_copy_(2, self.length, v.to(values.dtype))
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
