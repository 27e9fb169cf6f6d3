"""Recordings as they are sent: the file as it is, wherever the other side can read it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import soundfile

from cosydesk.engine.errors import PromptError
from cosydesk.engine.runtime import attach
from cosydesk.engine.types import Prompt, Request


def with_recordings_read(request: Request) -> Request:
    """The request with bytes or samples in the place of files of this computer.

    Raises:
        PromptError: a file can't be read.
        EngineError: nor can what would read it.
    """
    prompt = _read(request.prompt) if request.prompt is not None else None
    source = _read(request.source) if request.source is not None else None
    return replace(request, prompt=prompt, source=source)


def _read(prompt: Prompt) -> Prompt:
    if not isinstance(prompt.audio, Path):
        if not isinstance(prompt.audio, bytes) and not prompt.sample_rate:
            raise PromptError("The sample rate of the prompt is not given.", code="prompt_rate")
        return prompt
    try:
        soundfile.info(prompt.audio)
        return replace(prompt, audio=prompt.audio.read_bytes())
    except (soundfile.SoundFileError, OSError, RuntimeError):
        # Missing, or a format that only FFmpeg knows: the engine here says which, and unpacks it.
        attach()
        from cosydesk.engine.frontend.audio import read_recording

        recording = read_recording(prompt)
        return replace(prompt, audio=recording.samples.numpy(), sample_rate=recording.sample_rate)
