"""From a take to what the engine is asked about it, and back to what was heard: the same for window and batches."""

from __future__ import annotations

from dataclasses import dataclass

from cosydesk.engine.questions import Transcribe
from cosydesk.engine.recognition_types import Speech, Transcript
from cosydesk.engine.types import Samples
from cosydesk.studio.checking.along import text_along
from cosydesk.studio.checking.reading import Hearing
from cosydesk.studio.take import TakeRequest


@dataclass(frozen=True, slots=True)
class Listener:
    """Who reads takes back.

    Attributes:
        recogniser: ``auto``, ``sensevoice``, ``whisper``, or ``off``: nobody listens for words.
        sensevoice_folder: where SenseVoice's files are; empty = nowhere.
    """

    recogniser: str = "auto"
    sensevoice_folder: str = ""

    def question(
        self, samples: Samples, sample_rate: int, language: str, request: TakeRequest
    ) -> Transcribe | None:
        """What is asked about a take (float32 mono, shape (n,)) of a request; None where nobody listens for words.

        A take is always heard the same: what is spoken again for it must not depend on chance.
        """
        if self.recogniser == "off":
            return None
        return Transcribe(
            samples,
            sample_rate,
            language,
            self.recogniser,
            self.sensevoice_folder,
            repeatable=True,
            text=text_along(request),
        )


def hearing(answer: Transcript | Speech) -> Hearing:
    """What an answer says about a take."""
    if isinstance(answer, Speech):
        return Hearing(spans=answer.spans)
    along = tuple((word.text, word.probability) for word in answer.along)
    return Hearing(answer.text, answer.recogniser, answer.speech.spans, along)
