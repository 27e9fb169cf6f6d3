"""What is spoken, and what came of it: plain values that travel between processes and machines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol

from cosydesk.engine.errors import EngineError
from cosydesk.engine.types import EncodedPrompt, Request, Samples
from cosydesk.jobs.listening import Listener
from cosydesk.studio.errors import StudioError
from cosydesk.studio.take import TakeRequest
from cosydesk.studio.take_check import TakeCheck


@dataclass(frozen=True, slots=True)
class Check:
    """How the take of an order is checked.

    Attributes:
        listener: who reads it back.
        language: primary code of what is spoken; empty = the recogniser finds out.
        limit: error rate above which it fails.
        seeds: what it is spoken with again where it fails, one after the other.
    """

    listener: Listener
    language: str
    limit: float
    seeds: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """A line that is to be spoken.

    Attributes:
        number: of the line, from 1.
        line_id: in the project.
        asked: what its take will say was asked for.
        address: what the engine opens: ``"starter"`` or a model folder.
        request: what the engine is asked.
        check: None = its take isn't checked.
        attempt: which one of `attempts` this is, from 1.
    """

    number: int
    line_id: str
    asked: TakeRequest
    address: str
    request: Request
    check: Check | None = None
    attempt: int = 1

    @property
    def attempts(self) -> int:
        """How often it is spoken at most."""
        return 1 + (len(self.check.seeds) if self.check is not None else 0)

    def with_seed(self, seed: int, attempt: int) -> Order:
        """The same line with another seed."""
        asked, request = replace(self.asked, seed=seed), replace(self.request, seed=seed)
        return replace(self, asked=asked, request=request, attempt=attempt)

    @property
    def key(self) -> str:
        """Names the line and exactly what is asked, the same on every machine and in every run; how it is checked
        makes no difference.
        """
        asked = asdict(replace(self.asked, text=self.asked.sent, spoken=""))
        digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
        return f"{self.number:06d}-{digest[:24]}"


@dataclass(frozen=True, slots=True)
class Spoken:
    """What the engine made: float32 mono samples of shape (n,) at `sample_rate`.

    Attributes:
        notices: what the person should know about it, in English.
        revision: of the model, see `cosydesk.engine.types.Model`.
        encoded: forms of the prompt that had to be made.
        seed: that it was made with; None = the order's.
        check: what checking it found; None = it wasn't checked.
        attempts: how many takes it is the best of.
    """

    samples: Samples
    sample_rate: int
    notices: tuple[str, ...] = ()
    revision: str = ""
    encoded: tuple[EncodedPrompt, ...] = ()
    seed: int | None = None
    check: TakeCheck | None = None
    attempts: int = 1

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.sample_rate


@dataclass(frozen=True, slots=True)
class Failure:
    """A line that couldn't be spoken, why, and what can be done."""

    number: int
    text: str
    message: str
    remedy: str = ""
    code: str = ""

    @classmethod
    def of(cls, number: int, text: str, error: EngineError | StudioError) -> Failure:
        return cls(number, text, error.message, error.remedy, error.code)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an order ended: exactly one of `spoken` and `error`."""

    order: Order
    spoken: Spoken | None = None
    error: EngineError | None = None


Progressing = Callable[[Order, float], None]
"""Told an order and how much of it is done, 0 to 1."""


class Speaker(Protocol):
    """Speaks orders: an engine process of this machine, or a cluster."""

    def speak(self, orders: Sequence[Order], progressing: Progressing) -> Iterator[Outcome]:
        """The outcome of each order, in the order in which they end.

        Raises:
            EngineError: no order can be spoken at all.
        """
        ...

    def close(self) -> None:
        """End what it has started."""
        ...
