"""torch, which the installed program keeps in a folder of its own: `runtime`, beside the program.

So the window's program is the same whatever computes; the folder can be exchanged for one that suits the graphics card,
and whoever speaks with the starter voices alone doesn't wait for it: they need no torch, and one of their libraries
would load any that it finds.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import sys

from cosydesk.engine.errors import EngineError
from cosydesk.runtime_folder import runtime_folder

log = logging.getLogger(__name__)

_REMEDY = "Install CosyDesk again. The starter voices speak without it."


def attach() -> None:
    """Make torch importable here; to be called before anything is imported that needs it.

    Raises:
        EngineError: there is no torch (``runtime_missing``), or one that doesn't load (``runtime_broken``).
    """
    if "torch" in sys.modules:
        return
    make_findable()
    if importlib.util.find_spec("torch") is None:
        raise EngineError(
            "The part of CosyDesk that runs CosyVoice models is missing.", _REMEDY, code="runtime_missing"
        )
    try:
        importlib.import_module("torch")
    except Exception as error:
        # A missing or damaged library, another Python's, a driver's fault: anything comes out of there.
        log.exception("torch can't be loaded")
        raise EngineError(
            f"The part of CosyDesk that runs CosyVoice models can't be loaded: {_sentence(error)}",
            _REMEDY,
            code="runtime_broken",
        ) from error


def make_findable() -> None:
    """Let Python look into the installed program's folder too, after its own modules; nothing else has one."""
    folder = runtime_folder()
    if folder is not None and str(folder) not in sys.path:
        sys.path.append(str(folder))
        importlib.invalidate_caches()


def _sentence(error: Exception) -> str:
    said = str(error).strip().splitlines()
    return said[0].rstrip(".") + "." if said else f"{type(error).__name__}."
