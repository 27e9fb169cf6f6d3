"""The preallocated key/value cache of the language model."""

from __future__ import annotations

import torch
from torch import Tensor


class KVCache:
    """Keys and values of every layer for a batch of rows that all end at the same position.

    Rows of different length are aligned at their end: what is missing at the start of a shorter row is masked by
    `start`. So one step appends one column for all rows and distances to earlier keys are the same in each.

    Attributes:
        keys, values: (layers, B, H, capacity, dk).
        length: columns in use.
        start: (B,) first valid column of each row.
    """

    def __init__(
        self,
        layers: int,
        batch: int,
        heads: int,
        head_width: int,
        capacity: int,
        dtype: torch.dtype,
        device: torch.device,
    ) -> None:
        shape = (layers, batch, heads, capacity, head_width)
        self.keys = torch.empty(shape, dtype=dtype, device=device)
        self.values = torch.empty(shape, dtype=dtype, device=device)
        self.start = torch.zeros(batch, dtype=torch.long, device=device)
        self.length = 0

    @property
    def capacity(self) -> int:
        return self.keys.shape[3]

    @property
    def ragged(self) -> bool:
        """Whether any row starts later than the first column and so needs a mask."""
        return self._ragged

    _ragged = False

    def put(self, layer: int, k: Tensor, v: Tensor) -> tuple[Tensor, Tensor]:
        """Write (B, H, T, dk) at the end and return all keys and values in use; `length` moves with `advance`."""
        end = self.length + k.shape[2]
        self.keys[layer, :, :, self.length : end] = k
        self.values[layer, :, :, self.length : end] = v
        return self.keys[layer, :, :, :end], self.values[layer, :, :, :end]

    def put_row(self, layer: int, row: int, end: int, k: Tensor, v: Tensor) -> None:
        """Write (1, H, T, dk) of one row so that it ends at column `end`; what lies before it counts as not there."""
        start = end - k.shape[2]
        self.keys[layer, row, :, start:end] = k[0]
        self.values[layer, row, :, start:end] = v[0]
        # Masked columns are still multiplied, by zero: they must hold numbers.
        self.keys[layer, row, :, :start] = 0
        self.values[layer, row, :, :start] = 0

    def advance(self, count: int) -> None:
        self.length += count

    def set_start(self, start: Tensor) -> None:
        self.start = start
        self._ragged = bool((start > 0).any())

    def keep(self, rows: Tensor) -> None:
        """Keep these rows only (indices), dropping those whose utterances are finished."""
        self.keys = self.keys.index_select(1, rows)
        self.values = self.values.index_select(1, rows)
        self.set_start(self.start.index_select(0, rows))

    def reserve(self, capacity: int) -> None:
        """Make room for at least `capacity` columns, by doubling."""
        if capacity <= self.capacity:
            return
        layers, batch, heads, old, head_width = self.keys.shape
        size = max(capacity, 2 * old)
        for name in ("keys", "values"):
            grown = torch.empty(
                (layers, batch, heads, size, head_width), dtype=self.keys.dtype, device=self.keys.device
            )
            grown[:, :, :, : self.length] = getattr(self, name)[:, :, :, : self.length]
            setattr(self, name, grown)
