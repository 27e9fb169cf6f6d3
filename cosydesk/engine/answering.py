"""Who answers which question."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cosydesk.engine.errors import CancelledError
from cosydesk.engine.fact_types import OpenModel
from cosydesk.engine.questions import CheckModel, Denoise, Encode, Examine, FindSpeech, Question, Transcribe
from cosydesk.engine.runtime import attach
from cosydesk.engine.types import Model

if TYPE_CHECKING:
    from cosydesk.engine.recognition.ear import Ear


class Answerer:
    """Answers questions in the engine process.

    Nothing that listens is imported, let alone loaded, before the first question about a recording.
    """

    def __init__(
        self, model: Callable[[str], Model], open_models: Callable[[], tuple[OpenModel, ...]]
    ) -> None:
        """
        Args:
            model: opens a model by its id, or gives the one that is open.
            open_models: tells of those that are open.
        """
        self._model = model
        self._open_models = open_models
        self._ear: Ear | None = None

    def answer(self, question: Question[Any], cancel: threading.Event) -> Any:
        """What the question's type promises.

        Raises:
            EngineError: it can't be answered.
            CancelledError: `cancel` was set.
        """
        if cancel.is_set():
            raise CancelledError
        match question:
            case Encode(model, prompt):
                return self._model(model).encode(prompt)
            case CheckModel(folder, contents):
                attach()
                from cosydesk.engine.check import check_model

                return check_model(Path(folder), contents=contents, cancel=cancel)
            case Examine():
                from cosydesk.engine.facts import examine

                return examine(self._open_models())
            case FindSpeech():
                return self._listening().find_speech(question)
            case Transcribe():
                return self._listening().transcribe(question, cancel)
            case Denoise():
                return self._listening().denoise(question, cancel)
        raise TypeError(f"nobody answers {type(question).__name__}")

    def close(self) -> None:
        """Give the memory back; what is needed again is loaded again."""
        if self._ear:
            self._ear.close()
            self._ear = None

    def _listening(self) -> Ear:
        from cosydesk.engine.recognition.ear import Ear

        self._ear = self._ear or Ear()
        return self._ear
