"""Bad input on the command line, and how errors become one line and an exit status."""

from __future__ import annotations

import sys

EXIT_OK = 0
EXIT_FAULT = 1
EXIT_USAGE = 2
EXIT_LINES_FAILED = 3
"""Of a batch: it went to its end, but lines couldn't be spoken."""
EXIT_INTERRUPTED = 130


class UsageError(Exception):
    """What was asked for can't be done as it stands; the text is the one line that is shown."""


def complain(*sentences: str) -> None:
    """Write one line to standard error."""
    line = " ".join(" ".join(sentences).split())
    print(f"cosydesk: {line}", file=sys.stderr)
