"""Speaking a line again until a take of it passes: what to do next, and which take is kept. For window and batch."""

from __future__ import annotations

from dataclasses import dataclass, field

from cosydesk.studio.take_check import TakeCheck


def may_redo(mode: str, *, seed_locked: bool, seeded: bool = True) -> bool:
    """Whether a take that fails is spoken again.

    Args:
        mode: `ProjectSettings.check_takes`.
        seed_locked: the person wants this very seed: another one is not theirs.
        seeded: whether another seed sounds otherwise with this model.
    """
    return mode == "redo" and seeded and not seed_locked


@dataclass
class Redo:
    """The attempts at one line. Note each take with its check, and speak again for as long as `again` says.

    Attributes:
        tries: how often it is spoken again at most, `ProjectSettings.check_tries`.
        attempts: take ids and their checks, in order.
    """

    tries: int
    attempts: list[tuple[str, TakeCheck]] = field(default_factory=list)

    def note(self, take_id: str, check: TakeCheck) -> None:
        """One more take was spoken and checked."""
        self.attempts.append((take_id, check))

    @property
    def total(self) -> int:
        """How many takes there are at most."""
        return self.tries + 1

    @property
    def again(self) -> bool:
        """Whether to speak it once more."""
        return bool(self.attempts) and self.attempts[-1][1].failed and len(self.attempts) < self.total

    @property
    def best(self) -> str:
        """Id of the take to keep: one that passed, else the fewest errors, then the fewest faults, then the first."""
        return min(self.attempts, key=lambda attempt: badness(attempt[1]))[0]


def badness(check: TakeCheck) -> tuple[bool, float, int]:
    """Orders checks from the best to the worst; a take that wasn't read back is worse than one that was."""
    return check.failed, check.error_rate if check.error_rate is not None else 1.0, len(check.faults)
