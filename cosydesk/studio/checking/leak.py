"""Whether a take begins with words that belong to its prompt: the recording's transcript, or the instruction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from cosydesk.studio.checking.reading import BY_CHARACTER
from cosydesk.studio.heard_text import sound_alike
from cosydesk.studio.language import language_of
from cosydesk.studio.spoken_units import Unit, spoken_units

_LEAST = {"word": 2, "character": 3}
"""So many units of the prompt must be heard before it counts as more than chance."""

_SHARE = 0.6
"""How much of what stands before the line must be the prompt's."""

Costs = npt.NDArray[np.int32]


def leaked_prompt(heard: str, text: str, prompts: Iterable[str], language: str = "") -> bool:
    """Whether what was heard is a part of one of the prompts and then the line, rather than the line alone.

    It is asked of every way to cut what was heard in two: how far is the first part from some stretch of the prompt,
    and the second from the line? A recogniser mishears, so neither must fit to the letter.
    """
    language = language or language_of(text or heard)
    said, wanted = spoken_units(heard, language), spoken_units(text, language)
    if not said:
        return False
    behind = _to_end(said, wanted, language)
    least = _LEAST["character" if language in BY_CHARACTER else "word"]
    for prompt in prompts:
        before = _to_stretch(said, spoken_units(prompt, language), language)
        cut = int((before + behind).argmin())
        fitting = cut - int(before[cut])
        saved = int(behind[0] - before[cut] - behind[cut])
        if min(fitting, saved) >= max(least, _SHARE * cut):
            return True
    return False


def _to_stretch(said: Sequence[Unit], prompt: Sequence[Unit], language: str) -> Costs:
    """For each number of units from the beginning: the edits between them and the nearest stretch of the prompt."""
    column = np.zeros(len(prompt) + 1, np.int32)  # the stretch may begin anywhere …
    nearest = [0]
    for unit in said:
        column = _step(column, int(column[0]) + 1, [_alike(unit, other, language) for other in prompt])
        nearest.append(int(column.min()))  # … and end anywhere
    return np.array(nearest, np.int32)


def _to_end(said: Sequence[Unit], wanted: Sequence[Unit], language: str) -> Costs:
    """For each number of units left out at the beginning: the edits between the rest and the whole line."""
    column = np.arange(len(wanted) + 1, dtype=np.int32)
    costs = [int(column[-1])]
    backwards = wanted[::-1]
    for unit in reversed(said):
        column = _step(column, int(column[0]) + 1, [_alike(unit, other, language) for other in backwards])
        costs.append(int(column[-1]))
    return np.array(costs[::-1], np.int32)


def _step(before: Costs, first: int, same: Sequence[bool]) -> Costs:
    """The next column of the table of edit distances."""
    steps = np.arange(len(before), dtype=np.int32)
    best = np.minimum(before[1:] + 1, before[:-1] + ~np.array(same, bool))
    best = np.concatenate(([first], best)) - steps
    return (np.minimum.accumulate(best) + steps).astype(np.int32)


def _alike(unit: Unit, other: Unit, language: str) -> bool:
    return unit.key == other.key or (language == "zh" and sound_alike(unit.key, other.key))
