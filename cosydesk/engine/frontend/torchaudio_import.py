"""The one place that imports torchaudio.

Its compiled part is built against a CUDA torch on Linux, so that beside a CPU torch the import ends in an OSError.
Resampling, mel and Kaldi features are plain Python and work without it.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType

_LOADER = "torchaudio._extension.utils"


def _import() -> ModuleType:
    try:
        return importlib.import_module("torchaudio")
    except OSError:
        # What loads the library outlives the failed import: told that there is none, torchaudio goes on without it.
        loader = sys.modules[_LOADER]
        vars(loader)["_load_lib"] = lambda _library: False
        for name in [name for name in sys.modules if name.split(".")[0] == "torchaudio" and name != _LOADER]:
            del sys.modules[name]
        return importlib.import_module("torchaudio")


torchaudio = _import()
