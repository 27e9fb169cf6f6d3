"""From the voice that a client asks for to one that the model has.

Clients written for CosyVoice ask for its seven built-in speakers, OpenAI's clients for that service's voices. A
model that lacks those names answers with a voice of its own of the same language and gender, and says which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from cosydesk.engine.types import VoiceInfo
from cosydesk.server.errors import ApiError

_COSYVOICE = {
    "中文女": ("zh", "female"),
    "中文男": ("zh", "male"),
    "日语男": ("ja", "male"),
    "粤语女": ("yue", "female"),
    "英文女": ("en", "female"),
    "英文男": ("en", "male"),
    "韩语女": ("ko", "female"),
}
_OPENAI = {
    **dict.fromkeys(("alloy", "coral", "nova", "sage", "shimmer", "marin"), "female"),
    **dict.fromkeys(("ash", "ballad", "cedar", "echo", "fable", "onyx", "verse"), "male"),
}
_KANA = re.compile("[\u3040-\u30ff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_HAN = re.compile("[\u3400-\u9fff]")


def choose_voice(asked: str, voices: Sequence[VoiceInfo], text: str) -> VoiceInfo:
    """The voice to speak `text` with.

    Raises:
        ApiError: 404 ``voice_unknown``.
    """
    wanted = asked.strip()
    for voice in voices:
        if voice.id == wanted:
            return voice
    for voice in voices:
        if wanted.casefold() in (voice.id.casefold(), voice.name.casefold()):
            return voice
    if wanted in _COSYVOICE:
        language, gender = _COSYVOICE[wanted]
        candidates = [voice for voice in voices if _primary(voice) == language and voice.gender == gender]
    elif wanted.casefold() in _OPENAI:
        language = language_of(text)
        same = [voice for voice in voices if _primary(voice) == language] or list(voices)
        candidates = [voice for voice in same if voice.gender == _OPENAI[wanted.casefold()]] or same
    else:
        candidates = []
    if candidates:
        return candidates[0]
    raise unknown_voice(wanted)


def unknown_voice(wanted: str) -> ApiError:
    return ApiError(
        404,
        "voice_unknown",
        f"There is no voice called {wanted[:80]}.",
        "GET /v1/audio/voices lists the voices.",
        param="voice",
    )


def language_of(text: str) -> str:
    """The likely language of a text by its script: ``ja``, ``ko``, ``zh`` or ``en``."""
    if _KANA.search(text):
        return "ja"
    if _HANGUL.search(text):
        return "ko"
    return "zh" if _HAN.search(text) else "en"


def _primary(voice: VoiceInfo) -> str:
    return voice.language.split("-", 1)[0].lower()
