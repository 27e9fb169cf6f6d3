"""From the lines of a project to orders."""

from __future__ import annotations

from dataclasses import replace

from cosydesk.batch.checks import Checks
from cosydesk.batch.order import Failure, Order
from cosydesk.engine.types import EncodedPrompt, Prompt
from cosydesk.jobs.asking import engine_request
from cosydesk.studio.cloning import check_mode, cloning_model, voice_gone
from cosydesk.studio.errors import StudioError
from cosydesk.studio.library import STARTER, Library
from cosydesk.studio.line import Line
from cosydesk.studio.models import Models
from cosydesk.studio.my_voice import is_mine
from cosydesk.studio.project import Project
from cosydesk.studio.take import TakeRequest, model_of


class Orders:
    """Makes the orders of a project, with the voices and models of this computer."""

    def __init__(
        self,
        project: Project,
        library: Library,
        models: Models,
        checks: Checks = Checks(),  # noqa: B008 - frozen
    ) -> None:
        self._project = project
        self._checks = checks
        self._library = library
        self._models = models
        self._encoded: dict[str, tuple[EncodedPrompt, ...]] = {}

    def due(self) -> tuple[list[Order], list[Failure]]:
        """Orders for every line that is new or stale, in script order, and those lines that can't be spoken as they
        stand. The seed of an order depends on the project alone, so that a second try asks for the same.
        """
        orders: list[Order] = []
        refused: list[Failure] = []
        for index, line in enumerate(self._project.lines, 1):
            if self._project.line_state(line.id) not in ("new", "stale"):
                continue
            try:
                orders.append(self.order(index, line, self._project.take_request(line)))
            except StudioError as error:
                refused.append(Failure.of(index, line.text, error))
        return orders, refused

    def order(self, number: int, line: Line, asked: TakeRequest) -> Order:
        """The order that speaks a line as `asked`.

        Raises:
            StudioError: ``no_voice``, ``model_closed``; of a voice of one's own, see `studio.cloning`.
        """
        if not line.voice_id:
            raise StudioError("The line has no voice.", "Give it one in the window.", "no_voice")
        prompt: Prompt | None = None
        if is_mine(line.voice_id):
            asked, prompt = self._cloned(asked)
            engine_voice = ""
        else:
            engine_voice = self._engine_voice(asked.voice_id)
        address = self._models.address(asked.model_id)
        request = engine_request(asked, address, engine_voice, prompt)
        check = self._checks.check_of(self._project, line, asked, self._language(asked.voice_id))
        return Order(number, line.id, asked, address, request, check)

    def keep_encoded(self, forms: tuple[EncodedPrompt, ...]) -> None:
        """Keep what the engine made of a prompt, so that it needn't be made again."""
        for form in forms:
            self._library.mine.encoded.keep(form.recording, form.encoder, form.data)
            self._encoded.pop(form.recording, None)

    def _language(self, voice_id: str) -> str:
        voice = self._project.voices.get(voice_id) or self._library.get(voice_id)
        return voice.language if voice is not None else ""

    def _engine_voice(self, voice_id: str) -> str:
        voice = self._library.get(voice_id)
        if voice is not None:
            return voice.engine_voice
        model = model_of(voice_id)
        if model == STARTER:
            raise voice_gone()
        raise StudioError(
            f"Its voice belongs to {model}, which is not open.",
            "Name the model's folder with --model, or give the line another voice.",
            "model_closed",
        )

    def _cloned(self, asked: TakeRequest) -> tuple[TakeRequest, Prompt]:
        mine = self._library.mine.get(asked.voice_id)
        voice = self._project.voices.get(asked.voice_id) or mine
        if voice is None:
            raise voice_gone()
        model = cloning_model(self._models, self._project.settings.cloning_model, asked.model_id)
        check_mode(voice, asked.mode, model)
        if voice.prompt not in self._encoded:
            kept = self._library.mine.encoded.of(voice.prompt)
            self._encoded[voice.prompt] = tuple(
                EncodedPrompt(encoder, voice.prompt, data) for encoder, data in kept.items()
            )
        recording = (
            self._project.prompt(voice.id)
            if voice.id in self._project.voices
            else self._library.mine.prompt(voice.id)
        )
        prompt = Prompt(recording.flac, voice.transcript, encoded=self._encoded[voice.prompt])
        return replace(asked, model_id=model.id), prompt
