"""The voice pack under `resources/starter/`: the manifest and the style tables."""

from __future__ import annotations

import json
import zipfile
from functools import cache

import numpy as np
import numpy.typing as npt

from cosydesk.engine.errors import ModelError
from cosydesk.engine.types import VoiceInfo
from cosydesk.resources import resource

PACK = "starter/voices.npz"
MANIFEST = "starter/voices.json"


@cache
def manifest() -> tuple[VoiceInfo, ...]:
    """The voices, in the order in which they are shown."""
    entries = json.loads(resource(MANIFEST).read_text("utf-8"))["voices"]
    return tuple(
        VoiceInfo(
            id=entry["id"],
            name=entry["name"],
            language=entry["language"],
            gender=entry["gender"],
            tags=tuple(entry["tags"]),
        )
        for entry in entries
    )


@cache
def gain(voice: str) -> float:
    """The factor that brings a voice to the loudness of the others, about -20 dBFS RMS."""
    entries = json.loads(resource(MANIFEST).read_text("utf-8"))["voices"]
    return next((10 ** (float(entry["gain_db"]) / 20) for entry in entries if entry["id"] == voice), 1.0)


@cache
def style_table(voice: str) -> npt.NDArray[np.float32]:
    """A voice's styles by the number of symbols spoken at once: float32 (510, 256).

    Raises:
        ModelError: the pack is missing, damaged, or lacks the voice.
    """
    try:
        with np.load(resource(PACK), allow_pickle=False) as pack:
            table = np.asarray(pack[voice], dtype=np.float32)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ModelError(
            f"The starter voice {voice} can't be read.", "Install CosyDesk again.", code="starter_voices"
        ) from error
    table.setflags(write=False)
    return table


def style(voice: str, symbols: int) -> npt.NDArray[np.float32]:
    """The style row for so many symbols: float32 (1, 256)."""
    table = style_table(voice)
    row = min(symbols, len(table) - 1)
    return table[row : row + 1]
