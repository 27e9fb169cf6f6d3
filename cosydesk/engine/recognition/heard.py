"""What a recogniser hands over, before anything is known about the recording around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from cosydesk.engine.recognition_types import HeardWord
from cosydesk.engine.types import Samples


@dataclass(frozen=True)
class Heard:
    """What was heard in one clip; the times of its words count from the clip's beginning.

    See `Transcript` for what the fields mean.
    """

    text: str
    language: str
    confidence: float
    words: tuple[HeardWord, ...]
    hints: tuple[str, ...] = ()


class Recogniser(Protocol):
    """Speech to text.

    Attributes:
        name: what `Transcript.recogniser` says.
        languages: primary codes that it can be told to expect.
    """

    name: str

    @property
    def languages(self) -> frozenset[str]: ...

    def hear(self, samples: Samples, language: str, *, repeatable: bool = False) -> Heard:
        """Write down a clip.

        Args:
            samples: float32 at `EAR_RATE`, shape (n,), at most half a minute.
            language: one of `languages`; empty = find out.
            repeatable: leave nothing to chance.

        Raises:
            RecognitionError: it can't be listened to.
        """
