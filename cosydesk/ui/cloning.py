"""Speaking with voices of one's own: the model that clones, the recording, and what is kept of its encoded form."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject

from cosydesk.engine.types import EncodedPrompt, Mode, Prompt, Request
from cosydesk.jobs.job import Job
from cosydesk.jobs.queue import JobQueue
from cosydesk.studio.cloning import check_mode, cloning_model, voice_gone
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line
from cosydesk.studio.models import ModelEntry, Models
from cosydesk.studio.my_voice import MyVoice, PromptAudio, is_mine
from cosydesk.studio.take import TakeRequest, model_of
from cosydesk.ui.document import Document

log = logging.getLogger(__name__)

_CACHED = 32


class Cloning(QObject):
    """A voice is looked for in the library first, then among those that the project keeps.

    Encoded prompts go out with each request and what the engine had to make comes back into the library, so that a
    recording is encoded once for each kind of model, whatever restarts in between.
    """

    def __init__(
        self, document: Document, models: Models, queue: JobQueue, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._models = models
        self._encoded: OrderedDict[str, tuple[EncodedPrompt, ...]] = OrderedDict()
        queue.prompt_encoded.connect(self._keep)

    def voice(self, voice_id: str) -> MyVoice | None:
        """The voice of one's own with that id, or None."""
        return self._document.voices.mine.get(voice_id) or self._document.project.voices.get(voice_id)

    def entry(self, model_id: str) -> ModelEntry | None:
        """What is known of an opened model without asking the engine."""
        return self._models.get(model_id)

    def model_of_line(self, line: Line) -> str:
        """Id of the model that speaks a line now; empty when its voice is one's own and no model is there for it."""
        if not is_mine(line.voice_id):
            return model_of(line.voice_id)
        try:
            return self._model(self._document.project.take_request(line).model_id).id
        except StudioError:
            return ""

    def model_of_voice(self, voice_id: str) -> str:
        """The same for a voice, whichever line speaks with it."""
        if not is_mine(voice_id):
            return model_of(voice_id)
        try:
            return self._model("").id
        except StudioError:
            return ""

    def keep(self, voice_ids: Iterable[str]) -> None:
        """Bring the project's copies of these voices up to date with the library: lines spoken with another recording
        or transcript become stale.
        """
        project, mine = self._document.project, self._document.voices.mine
        for voice_id in list(voice_ids):
            voice = mine.get(voice_id)
            if voice is None or project.voices.get(voice_id) == voice:
                continue
            try:
                project.keep_voice(voice, mine.prompt(voice_id))
            except StudioError as error:
                log.warning("The project keeps no copy of %s: %s", voice_id, error.message)

    def prepared(self, request: TakeRequest) -> tuple[TakeRequest, Prompt]:
        """What a line asks for, with the model that will speak it, and the prompt that goes along.

        Raises:
            StudioError: it can't be spoken; see `studio.cloning` and `VoiceStore.prompt`.
        """
        voice = self.voice(request.voice_id)
        if voice is None:
            raise voice_gone()
        model = self._model(request.model_id)
        check_mode(voice, request.mode, model)
        return replace(request, model_id=model.id), self._prompt(voice)

    def trial(self, voice_id: str) -> tuple[str, Request]:
        """(id of the model, request) that let a voice of one's own be heard; without a transcript across languages.

        Raises:
            StudioError: as `prepared` does.
        """
        voice = self.voice(voice_id)
        if voice is None:
            raise voice_gone()
        mode = Mode.ZERO_SHOT if voice.transcript else Mode.CROSS_LINGUAL
        return self._model("").id, Request(text=voice.trial, mode=mode, prompt=self._prompt(voice))

    def recording_of(self, voice_id: str) -> PromptAudio:
        """The sound that a voice is cloned from.

        Raises:
            StudioError: ``voice_damaged``; ``unknown_id``: it is neither in the library nor in the project.
        """
        mine = self._document.voices.mine
        return mine.prompt(voice_id) if mine.get(voice_id) else self._document.project.prompt(voice_id)

    def _model(self, hint: str) -> ModelEntry:
        return cloning_model(self._models, self._document.project.settings.cloning_model, hint)

    def _prompt(self, voice: MyVoice) -> Prompt:
        if (encoded := self._encoded.get(voice.prompt)) is None:
            kept = self._document.voices.mine.encoded.of(voice.prompt)
            encoded = tuple(EncodedPrompt(encoder, voice.prompt, data) for encoder, data in kept.items())
            self._encoded[voice.prompt] = encoded
            while len(self._encoded) > _CACHED:
                self._encoded.popitem(last=False)
        return Prompt(self.recording_of(voice.id).flac, voice.transcript, encoded=encoded)

    def _keep(self, _job: Job, encoded: EncodedPrompt) -> None:
        self._document.voices.mine.encoded.keep(encoded.recording, encoded.encoder, encoded.data)
        self._encoded.pop(encoded.recording, None)
