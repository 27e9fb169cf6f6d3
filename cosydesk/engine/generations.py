"""The generations of CosyVoice: how a model folder shows its own, and which of them this version speaks.

Torch-free, so that the window can tell before anything is fetched or opened.
"""

from __future__ import annotations

from collections.abc import Collection

CONFIGS = {1: "cosyvoice.yaml", 2: "cosyvoice2.yaml", 3: "cosyvoice3.yaml"}
"""The configuration's name tells the generation; looked for in this order."""

SPOKEN: frozenset[int] = frozenset({1, 2, 3})
"""Those that `open_model` opens."""


def generation_of(files: Collection[str]) -> int | None:
    """The generation of a model with these files (paths inside its folder); None for what is no CosyVoice model."""
    return next((generation for generation, name in CONFIGS.items() if name in files), None)
