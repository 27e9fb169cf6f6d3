"""What reading a take back found: the words that were heard, how far they are from the line, and signal faults."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

FAULTS = (
    *("missing_words", "extra_words", "unlikely_words", "leaked_prompt"),
    *("clipped", "silence", "noise_tail", "length"),
)
"""What a take can have: words of the line that aren't there, words that aren't the line's, words that sound otherwise
than they should, the prompt's words before it;
peaks that are cut off, a silent stretch inside, noise after the speech, a length far from what the text takes."""


@dataclass(frozen=True, slots=True)
class TakeCheck:
    """Attributes:
    error_rate: wrong, missing and additional units by the units of the line; 0 is perfect; None where the take
        wasn't read back (no recogniser knows its language).
    unit: what was counted: ``"word"`` or ``"character"``.
    heard: what the recogniser understood.
    faults: of `FAULTS`.
    recogniser: which one listened.
    failed: worse than the project allowed when it was checked.
    """

    error_rate: float | None
    unit: str = "word"
    heard: str = ""
    faults: tuple[str, ...] = ()
    recogniser: str = ""
    failed: bool = False

    def to_text(self) -> str:
        """As the project file keeps it."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_text(cls, text: str) -> TakeCheck | None:
        """None where nothing, or nothing that can be read, was kept."""
        if not text:
            return None
        try:
            values = json.loads(text)
            rate = values["error_rate"]
            return cls(
                None if rate is None else float(rate),
                str(values["unit"]),
                str(values["heard"]),
                tuple(fault for fault in values["faults"] if fault in FAULTS),
                str(values["recogniser"]),
                bool(values["failed"]),
            )
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
