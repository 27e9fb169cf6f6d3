"""A take: one rendering of a line, with exactly what was asked for."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from cosydesk.studio.take_check import TakeCheck


@dataclass(frozen=True, slots=True)
class TakeRequest:
    """Exactly what was rendered. A line is stale when its request asks for something else than its chosen take's.

    Attributes:
        text: the line as it was written.
        spoken: what the pronunciation dictionary made of it; "" where nothing was respelled.
        prompt: hash of the recording that a voice of one's own was cloned from; empty for built-in voices.
        transcript: what is said in it, where the mode reads it.
    """

    model_id: str
    voice_id: str
    mode: str
    text: str
    instruct: str
    speed: float
    seed: int
    spoken: str = ""
    prompt: str = ""
    transcript: str = ""

    @property
    def sent(self) -> str:
        """The text that the model is given."""
        return self.spoken or self.text

    def sounds_like(self, other: TakeRequest) -> bool:
        """Whether both ask for the same sound, however it is written."""
        return replace(self, text=self.sent, spoken="") == replace(other, text=other.sent, spoken="")


@dataclass(frozen=True, slots=True)
class Take:
    """One rendering of a line.

    Attributes:
        sample_rate: Hz, as the model gave it.
        length: samples at `sample_rate`.
        created: ISO 8601 with time zone.
        notices: what the person should know about it, in English.
        revision: what tells the model that made it from another release under the same name; "" where it isn't known.
        speech: first sample of the speech and the one after its last, at `sample_rate`; None where it isn't known.
        check: what reading it back found; None = it wasn't checked.
    """

    id: str
    line_id: str
    request: TakeRequest
    sample_rate: int
    length: int
    created: str
    starred: bool = False
    notices: tuple[str, ...] = ()
    revision: str = ""
    speech: tuple[int, int] | None = None
    check: TakeCheck | None = None

    def length_at(self, sample_rate: int) -> int:
        """Length in samples at another rate, rounded."""
        return (self.length * sample_rate + self.sample_rate // 2) // self.sample_rate


def moment_after(takes: Sequence[Take]) -> str:
    """Now, as a line's further take has it for `Take.created`; where the clock was set back, just after the last of its
    `takes`, since they are in the order of time.
    """
    moment = datetime.now(UTC)
    for take in takes[-1:]:
        with suppress(ValueError, TypeError):  # of a file that others have made
            moment = max(moment, datetime.fromisoformat(take.created) + timedelta(microseconds=1))
    return moment.isoformat(timespec="microseconds")


def unused_seeds(first: int, used: Container[int]) -> Iterator[int]:
    """Seeds for further takes of a line, from its own seed on, without end."""
    return (seed for seed in itertools.count(first) if seed not in used)


def model_of(voice_id: str) -> str:
    """The model that a voice id ``"model:voice"`` belongs to; empty when the id names none."""
    return voice_id.rpartition(":")[0]
