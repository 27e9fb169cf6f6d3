"""Takes of a batch that check themselves: what is wanted, and how one line is spoken until a take of it passes.

A line comes back from whoever speaks it with its best take only, so that it is kept in one step: killed in the middle
and run again, a batch tries the same seeds and ends with the same take. For that nothing in a verdict may depend on
what else was spoken before: how long a take should be is estimated from its text alone, where the window also learns
from the takes of the voice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from cosydesk.batch.events import LineDoubted, Note, Tell
from cosydesk.batch.order import Check, Order, Outcome, Spoken
from cosydesk.engine.errors import EngineError
from cosydesk.engine.questions import FindSpeech, Question
from cosydesk.engine.types import EncodedPrompt
from cosydesk.jobs.listening import Listener, hearing
from cosydesk.studio.checking.judge import check_take
from cosydesk.studio.checking.reading import Hearing, take_language
from cosydesk.studio.checking.redo import Redo, may_redo
from cosydesk.studio.library import STARTER
from cosydesk.studio.line import Line
from cosydesk.studio.pace import measure
from cosydesk.studio.project import Project
from cosydesk.studio.state import ProjectSettings
from cosydesk.studio.take import TakeRequest, unused_seeds
from cosydesk.studio.take_check import TakeCheck

log = logging.getLogger(__name__)

Ask = Callable[[Question[Any]], Any]
"""Asks an engine something and waits for the answer. Raises `EngineError`."""


@dataclass(frozen=True, slots=True)
class Checks:
    """How new takes are checked; None = as the project's settings say.

    Attributes:
        mode, tries, limit: see `ProjectSettings.check_takes` and what follows it.
        listener: who reads them back.
    """

    mode: str | None = None
    tries: int | None = None
    limit: float | None = None
    listener: Listener = Listener()  # noqa: RUF009 - frozen

    def over(self, settings: ProjectSettings) -> ProjectSettings:
        """A project's settings with what is wanted otherwise."""
        wanted = {"check_takes": self.mode, "check_tries": self.tries, "check_limit": self.limit}
        values: dict[str, Any] = {name: value for name, value in wanted.items() if value is not None}
        return replace(settings, **values)

    def check_of(self, project: Project, line: Line, asked: TakeRequest, voice_language: str) -> Check | None:
        """How a line's take is checked; None = not at all."""
        settings = self.over(project.settings)
        if settings.check_takes == "off":
            return None
        # The models that people open draw, see `Capabilities.seeded`.
        again = may_redo(settings.check_takes, seed_locked=line.seed_locked, seeded=asked.model_id != STARTER)
        used = {asked.seed, *project.used_seeds(line.id)}
        return Check(
            self.listener,
            take_language(asked, voice_language),
            settings.check_limit,
            tuple(islice(unused_seeds(line.seed, used), settings.check_tries if again else 0)),
        )

    def tell_doubts(self, project: Project, tell: Tell) -> None:
        """Say which lines play a take that failed its check, whether this run spoke it or an earlier one."""
        if self.over(project.settings).check_takes == "off":
            return
        unread = 0
        for number, line in enumerate(project.lines, 1):
            take = project.chosen_take(line.id)
            if take is None or take.check is None:
                continue
            if take.check.failed:
                tell(LineDoubted(number, line.text, take.check))
            unread += take.check.error_rate is None
        if unread and self.listener.recogniser != "off":
            lines = f"{unread} line{'s' if unread > 1 else ''}"
            tell(Note("not_read_back", f"{lines} could not be read back: only the sound was checked."))


def speak_checked(order: Order, check: Check, speak: Callable[[Order], Outcome], ask: Ask) -> Outcome:
    """Speak an order, and again with other seeds for as long as it fails its check; the best of it comes back.

    Args:
        speak: speaks an order once.
    """
    redo = Redo(len(check.seeds))
    spoken: dict[str, Spoken] = {}
    encoded: list[EncodedPrompt] = []
    for attempt, seed in enumerate((order.asked.seed, *check.seeds), 1):
        outcome = speak(order.with_seed(seed, attempt))
        if outcome.spoken is None:
            if not spoken:
                return replace(outcome, order=order)
            break  # what there is, is better than nothing
        encoded += outcome.spoken.encoded
        found = _checked(order, check, outcome.spoken, ask)
        spoken[str(seed)] = replace(outcome.spoken, seed=seed, check=found)
        redo.note(str(seed), found)
        if not redo.again:
            break
    best = spoken[redo.best]
    return Outcome(order, replace(best, attempts=len(redo.attempts), encoded=tuple(encoded)))


def _checked(order: Order, check: Check, spoken: Spoken, ask: Ask) -> TakeCheck:
    asked = order.asked
    return check_take(
        asked,
        spoken.samples,
        spoken.sample_rate,
        _heard(order, check, spoken, ask),
        language=check.language,
        expected_s=measure(asked.sent).seconds(asked.speed),
        limit=check.limit,
    )


def _heard(order: Order, check: Check, spoken: Spoken, ask: Ask) -> Hearing:
    """What is heard in a take; what can't be read back is judged by its signal alone."""
    question = check.listener.question(spoken.samples, spoken.sample_rate, check.language, order.asked)
    for one in (question, FindSpeech(spoken.samples, spoken.sample_rate)):
        if one is None:
            continue
        try:
            return hearing(ask(one))
        except EngineError as error:
            log.info("Line %d is not read back: %s", order.number, error.message)
    return Hearing()
