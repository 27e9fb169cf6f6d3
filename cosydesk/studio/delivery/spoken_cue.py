"""The sentence of a spoken cue: who says it, and its sound, kept so that every export with it has the same one."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from cosydesk import markup
from cosydesk.studio.delivery.cues import SENTENCES
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.errors import StudioError
from cosydesk.studio.language import language_of
from cosydesk.studio.library import STARTER, Voice
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.project import Project
from cosydesk.studio.sound import from_flac, resampled, to_flac
from cosydesk.studio.speech_span import speech_span
from cosydesk.studio.store import Samples
from cosydesk.studio.take import TakeRequest
from cosydesk.studio.voice_modes import mode_after_voice

log = logging.getLogger(__name__)

FOLDER = "cues"
"""Of a `CueStore`, among what can be made again."""
_KEPT = 32
_EDGE_S = 0.03


def cue_line(project: Project, voices: Sequence[Voice], recipe: Recipe) -> Line:
    """A line, of no script, that says the spoken cue of a recipe.

    Args:
        voices: all that are at hand.

    Raises:
        StudioError: ``no_voice``: there is none.
    """
    voice = cue_voice(project, voices, recipe.cue_voice)
    text = recipe.cue_text.strip() or usual_sentence(voice)
    mode = next((line.mode for line in project.lines if line.voice_id == voice.id), "sft")
    return Line(new_id(), text, voice.id, mode_after_voice(voice.id, mode))


def cue_voice(project: Project, voices: Sequence[Voice], wanted: str = "") -> Voice:
    """The voice of that id; else the one that most lines are spoken with; else a starter voice of their language.

    Raises:
        StudioError: ``no_voice``: there is none.
    """
    known = {voice.id: voice for voice in voices}
    uses = Counter(line.voice_id for line in project.lines if line.voice_id in known)
    for voice_id in (wanted, *(found for found, _ in uses.most_common(1))):
        if voice_id in known:
            return known[voice_id]
    words = "".join(markup.plain_text(markup.parse(line.text)) for line in project.lines)
    own = [voice for voice in voices if voice.model_id == STARTER]
    fitting = [voice for voice in own if _primary(voice.language) == language_of(words)]
    for voice in (*fitting, *own, *voices):
        return voice
    raise StudioError("There is no voice for the spoken cue.", "Choose Morse, or no cue.", "no_voice")


def usual_sentence(voice: Voice) -> str:
    """What a voice says where nobody wrote anything else: in its language, or in English."""
    return SENTENCES.get(_primary(voice.language), SENTENCES["en"])


class CueStore:
    """The sounds of spoken cues that were made last. What can't be kept there is made again the next time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, asked: TakeRequest, sample_rate: int) -> Samples | None:
        """The cue that was spoken for that, mono at this rate; None where there is none."""
        path = self._path(asked, sample_rate)
        try:
            found = from_flac(path.read_bytes())
            os.utime(path)
        except FileNotFoundError:
            return None
        except (OSError, StudioError) as error:
            log.warning("The cue %s can't be read: %s", path, error)
            return None
        return found

    def keep(self, asked: TakeRequest, samples: Samples, rate_from: int, sample_rate: int) -> Samples:
        """Keep a cue without the silence around it; returns it as `get` will."""
        first, last = speech_span(samples, rate_from) or (0, len(samples))
        edge = round(_EDGE_S * rate_from)
        trimmed = samples[max(0, first - edge) : last + edge]
        data = to_flac(resampled(trimmed, rate_from, sample_rate), sample_rate)
        path = self._path(asked, sample_rate)
        temporary = path.with_name(f".{new_id()}.tmp")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(data)
            os.replace(temporary, path)
            self._forget_oldest()
        except OSError as error:
            log.warning("The cue %s can't be kept: %s", path, error)
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
        return from_flac(data)

    def _forget_oldest(self) -> None:
        kept = sorted(self.folder.glob("*.flac"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEPT:]:
            path.unlink(missing_ok=True)

    def _path(self, asked: TakeRequest, sample_rate: int) -> Path:
        said = asdict(replace(asked, text=asked.sent, spoken=""))
        digest = hashlib.sha256(json.dumps([said, sample_rate], sort_keys=True).encode()).hexdigest()
        return self.folder / f"{digest[:32]}.flac"


def _primary(language: str) -> str:
    return language.partition("-")[0].casefold()
