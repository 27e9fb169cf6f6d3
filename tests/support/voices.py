"""A voice of one's own for tests, from a recording that passes for speech."""

from __future__ import annotations

import numpy as np

from cosydesk.studio.my_voice import Consent, MyVoice, PromptAudio, new_voice
from cosydesk.studio.voice_store import VoiceStore

TRANSCRIPT = "希望你以后能够做的比我还好。"
CONSENT = Consent("I may use this voice", "2026-11-26T20:00:00+00:00")


def recording(seconds: float = 3.0, hz: float = 140.0, rate: int = 24_000) -> PromptAudio:
    """A modulated buzz of 16 bits."""
    time = np.arange(int(seconds * rate)) / rate
    buzz = np.sign(np.sin(2 * np.pi * hz * time)) * 0.2 * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * time))
    return PromptAudio.of((np.round(buzz * 32768) / 32768).astype(np.float32), rate)


def add_voice(
    store: VoiceStore, name: str = "Ann", transcript: str = TRANSCRIPT, hz: float = 140.0
) -> MyVoice:
    """A voice in the library."""
    prompt = recording(hz=hz)
    voice = new_voice(name, prompt, CONSENT, language="zh", transcript=transcript, tags=("calm",))
    return store.add(voice, prompt)
