"""SenseVoiceSmall from a downloaded folder (iic/SenseVoiceSmall-onnx): five languages, mood and sounds as well.

Run by onnxruntime, which is here for the starter voices anyway. sherpa-onnx would be a further native library, and
reads conversions of its own that carry the normalisation and the tokens inside; not the files that ModelScope has.
"""

from __future__ import annotations

import json
import logging
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from cosydesk.engine.errors import RecognitionError
from cosydesk.engine.recognition.ctc import LANGUAGES, QUERIES, decode
from cosydesk.engine.recognition.fbank import FRAME_S, WINDOW, filter_bank, read_normalisation, stacked
from cosydesk.engine.recognition.heard import Heard
from cosydesk.engine.recognition.script import written
from cosydesk.engine.threads import thread_count
from cosydesk.engine.types import Samples

NETWORKS = ("model_quant.onnx", "model.onnx")
"""Either will do; the first is a quarter of the size."""

NORMALISATION, TOKENS = "am.mvn", "tokens.json"

LANGUAGE_IDS = {"": 0, "zh": 3, "en": 4, "yue": 7, "ja": 11, "ko": 12}
WITH_PUNCTUATION = 14
"""Its other reading, 15, is bare words."""

_log = logging.getLogger(__name__)


def is_there(folder: str) -> bool:
    """Whether the folder has the files; not whether they are whole."""
    return bool(folder) and not missing_files(Path(folder))


def missing_files(folder: Path) -> list[str]:
    """The files that the folder lacks."""
    network = [] if any((folder / name).is_file() for name in NETWORKS) else [NETWORKS[0]]
    return network + [name for name in (NORMALISATION, TOKENS) if not (folder / name).is_file()]


class SenseVoice:
    """See `Recogniser`.

    Attributes:
        folder: where its files are.
    """

    name = "sensevoice"
    languages = frozenset(LANGUAGES)

    def __init__(self, folder: Path) -> None:
        """
        Raises:
            RecognitionError: the folder lacks files.
        """
        if missing := missing_files(folder):
            raise RecognitionError(
                f"SenseVoice is incomplete: {', '.join(missing)} is missing.",
                "Download it again, or let Whisper listen.",
                code="sensevoice_incomplete",
            )
        self.folder = folder

    def hear(self, samples: Samples, language: str, *, repeatable: bool = True) -> Heard:
        """See `Recogniser.hear`; here nothing is ever left to chance."""
        bank = filter_bank(np.pad(samples, (0, max(0, WINDOW - samples.size))))
        shift, scale = self._normalisation
        speech = (stacked(bank) + shift) * scale
        scores = self._scores(speech.astype(np.float32), LANGUAGE_IDS[language])
        decoded = decode(scores, self._tokens, FRAME_S)
        heard = language or decoded.language
        text, words = written(decoded.pieces, heard)
        letters = sum(len(word.text) for word in words)
        confidence = sum(word.probability * len(word.text) for word in words) / letters if letters else 0.0
        return Heard(text, heard if text else "", confidence, words, decoded.hints)

    def _scores(self, speech: Any, language: int) -> Any:
        """(frames, 560) to (`QUERIES` + frames, tokens)."""
        feed = {
            "speech": speech[None],
            "speech_lengths": np.array([len(speech)], np.int32),
            "language": np.array([language], np.int32),
            "textnorm": np.array([WITH_PUNCTUATION], np.int32),
        }
        try:
            scores, lengths = self._session.run(["ctc_logits", "encoder_out_lens"], feed)
        except Exception as error:  # onnxruntime's errors share no public base
            _log.exception("SenseVoice failed on %d frames", len(speech))
            raise self._damaged() from error
        scores = np.asarray(scores)
        if scores.ndim != 3 or scores.shape[1] < QUERIES or scores.shape[2] != len(self._tokens):
            _log.warning("SenseVoice answers in shape %s for %d tokens", scores.shape, len(self._tokens))
            raise self._damaged()
        return scores[0, : int(np.ravel(lengths)[0])]

    @cached_property
    def _tokens(self) -> list[str]:
        try:
            tokens = json.loads((self.folder / TOKENS).read_text("utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            raise self._damaged() from error
        if not isinstance(tokens, list) or not all(isinstance(token, str) for token in tokens):
            raise self._damaged()
        return tokens

    @cached_property
    def _normalisation(self) -> Any:
        try:
            return read_normalisation(self.folder / NORMALISATION)
        except (OSError, ValueError) as error:
            _log.warning("am.mvn: %s", error)
            raise self._damaged() from error

    @cached_property
    def _session(self) -> Any:
        import onnxruntime

        path = next(path for name in NETWORKS if (path := self.folder / name).is_file())
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = thread_count()
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # A spinning pool would keep a core busy between clips, beside the window.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as error:
            _log.exception("%s can't be opened", path.name)
            raise self._damaged() from error

    def _damaged(self) -> RecognitionError:
        return RecognitionError(
            "SenseVoice's files are damaged.",
            "Download it again, or let Whisper listen.",
            code="sensevoice_damaged",
        )
