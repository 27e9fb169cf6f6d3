"""The names that a script written for CosyVoice calls, over this engine.

Change the import lines and the well-known snippets run::

    from cosydesk.compat import CosyVoice, load_wav, save

    model = CosyVoice("pretrained_models/CosyVoice-300M-SFT")
    for i, piece in enumerate(model.inference_sft("你好", "中文女")):
        save(f"sft_{i}.wav", piece["tts_speech"], model.sample_rate)

Prompts may be a path or a (1, n) tensor at 16 kHz, as `load_wav` gives it. A text may be a generator of strings, for
any model: see `cosydesk.engine.Request`.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from os import PathLike
from pathlib import Path

import soundfile
import torch
from torch import Tensor

from cosydesk.engine import Mode, Model, Prompt, Request, open_model
from cosydesk.engine.frontend.audio import read_recording

PROMPT_RATE_HZ = 16_000

Words = str | Iterator[str]
"""A text, or a generator of its pieces as they come."""

Audio = str | PathLike[str] | Tensor
Piece = dict[str, Tensor]


class CosyVoice:
    """A model directory, called as CosyVoice's own class is called.

    Attributes:
        sample_rate: Hz of what the `inference_…` methods yield.
    """

    def __init__(
        self,
        model_dir: str | PathLike[str],
        load_jit: bool = False,
        load_trt: bool = False,
        fp16: bool = False,
    ) -> None:
        """Open a model directory. `load_jit` and `load_trt` are accepted and have no effect: there is nothing to load.

        Raises:
            ModelError: see `cosydesk.engine.open_model`.
        """
        self._model: Model = open_model(Path(model_dir), precision="float16" if fp16 else "auto")
        self.sample_rate = self._model.capabilities.sample_rate

    def list_available_spks(self) -> list[str]:
        """Names of the built-in voices."""
        return [voice.id for voice in self._model.voices()]

    list_avaliable_spks = list_available_spks  # the name's old misspelling

    def inference_sft(
        self,
        tts_text: Words,
        spk_id: str,
        stream: bool = False,
        speed: float = 1.0,
        text_frontend: bool = True,
    ) -> Iterator[Piece]:
        """A built-in voice. Each piece is ``{"tts_speech": (1, n) float32}``; so for all methods below.

        Args:
            text_frontend: False reads the text as it is written; so for all methods below.
        """
        return self._speak(
            Request(
                tts_text,
                Mode.SFT,
                voice=spk_id,
                stream=stream,
                speed=speed,
                seed=_seed(),
                normalise=text_frontend,
            )
        )

    def inference_zero_shot(
        self,
        tts_text: Words,
        prompt_text: str,
        prompt_wav: Audio,
        stream: bool = False,
        speed: float = 1.0,
        text_frontend: bool = True,
    ) -> Iterator[Piece]:
        """A voice cloned from a recording and its transcript."""
        prompt = _prompt(prompt_wav, prompt_text)
        return self._speak(
            Request(
                tts_text,
                Mode.ZERO_SHOT,
                prompt=prompt,
                stream=stream,
                speed=speed,
                seed=_seed(),
                normalise=text_frontend,
            )
        )

    def inference_cross_lingual(
        self,
        tts_text: Words,
        prompt_wav: Audio,
        stream: bool = False,
        speed: float = 1.0,
        text_frontend: bool = True,
    ) -> Iterator[Piece]:
        """A cloned voice in another language."""
        return self._speak(
            Request(
                tts_text,
                Mode.CROSS_LINGUAL,
                prompt=_prompt(prompt_wav),
                stream=stream,
                speed=speed,
                seed=_seed(),
                normalise=text_frontend,
            )
        )

    def inference_instruct(
        self,
        tts_text: Words,
        spk_id: str,
        instruct_text: str,
        stream: bool = False,
        speed: float = 1.0,
        text_frontend: bool = True,
    ) -> Iterator[Piece]:
        """A built-in voice in a described manner."""
        return self._speak(
            Request(
                tts_text,
                Mode.INSTRUCT,
                voice=spk_id,
                instruct=instruct_text,
                stream=stream,
                speed=speed,
                seed=_seed(),
                normalise=text_frontend,
            )
        )

    def inference_vc(
        self, source_wav: Audio, prompt_wav: Audio, stream: bool = False, speed: float = 1.0
    ) -> Iterator[Piece]:
        """The source's words in the prompt's voice."""
        return self._speak(
            Request(
                "",
                Mode.VC,
                source=_prompt(source_wav),
                prompt=_prompt(prompt_wav),
                stream=stream,
                speed=speed,
                seed=_seed(),
            )
        )

    def _speak(self, request: Request) -> Iterator[Piece]:
        for chunk in self._model.speak(request):
            yield {"tts_speech": torch.from_numpy(chunk.samples).unsqueeze(0)}


def load_wav(wav: str | PathLike[str], target_sr: int) -> Tensor:
    """A sound file as mono samples at a rate: (1, n) float32 within [-1, 1]."""
    return read_recording(Prompt(Path(wav))).at(target_sr).unsqueeze(0)


def save(path: str | PathLike[str], speech: Tensor, sample_rate: int) -> None:
    """Write (channels, n) samples as 16-bit sound, in the format of the file's ending."""
    soundfile.write(str(path), speech.detach().cpu().numpy().T, sample_rate, subtype="PCM_16")


def _prompt(audio: Audio, transcript: str = "") -> Prompt:
    if isinstance(audio, Tensor):
        return Prompt(audio.detach().cpu().float().reshape(-1).numpy(), transcript, PROMPT_RATE_HZ)
    return Prompt(Path(audio), transcript)


def _seed() -> int:
    """Seeding Python's `random` makes a script repeatable, as it does with the original."""
    return random.getrandbits(31)
