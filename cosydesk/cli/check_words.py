"""What is said at a terminal about the check of a take."""

from __future__ import annotations

from cosydesk.studio.take_check import TakeCheck

_FAULTS = {
    "missing_words": "words are missing",
    "extra_words": "extra words",
    "unlikely_words": "words sound otherwise",
    "leaked_prompt": "the prompt is spoken",
    "clipped": "clipped",
    "silence": "a long silence inside",
    "noise_tail": "noise at the end",
    "length": "an unlikely length",
}


def check_words(check: TakeCheck) -> str:
    """How much of a line was heard as it should be, what is wrong, and what was heard instead."""
    said = [_FAULTS[fault] for fault in check.faults]
    if check.error_rate is not None:
        said.insert(0, f"{round(100 * (1.0 - check.error_rate))} % as written")
    words = ", ".join(said)
    return f"{words}; heard: {check.heard or '-'}" if check.error_rate else words
