"""Voices of one's own, made of speech-like sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile

from cosydesk.studio.my_voice import Consent, MyVoice, PromptAudio, new_voice
from cosydesk.studio.voice_store import VoiceStore
from tests.support.speech_like import speech_like

RATE = 24_000
WORDS = "The film opens on a quiet street, and nobody expects what comes next."


def add_voice(
    store: VoiceStore,
    name: str = "Ann",
    seconds: float = 4.0,
    *,
    language: str = "en",
    tags: tuple[str, ...] = (),
    seed: int = 0,
) -> MyVoice:
    """Keep a voice of this name; another seed is another recording."""
    prompt = PromptAudio.of(speech_like(seconds, seed), RATE)
    consent = Consent.now("I may use this voice.")
    voice = new_voice(name, prompt, consent, language=language, transcript=WORDS, tags=tags)
    return store.add(voice, prompt)


def sound_file(folder: Path, seconds: float = 6.0, name: str = "night street.wav", gain: float = 1.0) -> Path:
    """A recording on the disk."""
    path = folder / name
    soundfile.write(path, speech_like(seconds) * np.float32(gain), RATE)
    return path
