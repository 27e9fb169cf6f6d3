"""What stands in a project's rows may come from a damaged file, or from a stranger: whether a value can be meant."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import fields

FARTHEST = 1 << 37
"""Samples that a place on the timeline may be from its start: eight days at the highest rate."""

_LONGEST_GAP_MS = 24 * 3_600_000
_LIMITS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("start", "slot_in", "slot_out", "at", "loop_in", "loop_out"), (-FARTHEST, FARTHEST)),
    **dict.fromkeys(("offset", "length", "fade_in", "fade_out"), (0, FARTHEST)),
    **dict.fromkeys(("gain_db", "original_gain_db", "ducking_db"), (-1000.0, 1000.0)),
    "gap_ms": (-_LONGEST_GAP_MS, _LONGEST_GAP_MS),
    "speed": (0.01, 100.0),
    "frame_rate": (0.1, 1000.0),
    "sample_rate": (1_000, 768_000),
    "take_bits": (16, 24),
    "check_limit": (0.0, 1000.0),
    "check_tries": (0, 1000),
}
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str,),
    "int": (int,),
    "bool": (bool, int),
    "float": (float, int),
    "str | None": (str, type(None)),
    "int | None": (int, type(None)),
}


def types_of(kind: type) -> dict[str, str]:
    """How the fields of a dataclass are annotated, by name."""
    return {field.name: str(field.type) for field in fields(kind)}


def check(types: Mapping[str, str], names: Sequence[str], values: Sequence[object]) -> None:
    """Raises `ValueError`: a value has another type than its field, or makes no sense there."""
    for name, value in zip(names, values, strict=True):
        wanted = types[name]
        if type(value) not in _TYPES[wanted]:
            raise ValueError(f"{name} is {type(value).__name__}")
        if wanted.startswith(("int", "float")) and value is not None:
            assert isinstance(value, int | float)
            low, high = _LIMITS.get(name, (-(2**63), 2**63))
            if not (math.isfinite(value) and low <= value <= high):
                raise ValueError(f"{name} is {value}")
