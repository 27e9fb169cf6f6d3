"""The one switch between what the reference program does and what is right."""

from __future__ import annotations

from enum import Enum


class Parity(Enum):
    """Where the specification says FIX, the fix is the default; `REFERENCE` does as the reference does."""

    FIXED = "fixed"
    REFERENCE = "reference"
    reference = REFERENCE  # the specification's spelling
