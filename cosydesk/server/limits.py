"""What one service takes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds that keep a service fair and its memory flat.

    Attributes:
        max_chars: longest text of one request; the model's own limit counts as well.
        max_body_bytes: longest request body, the recordings in it included.
        waiting: requests that may wait behind those being spoken; the next is told to come back.
        waiting_bytes: how much recordings of requests that are here may take together.
        speak_s: seconds that an engine may speak one request; then it is given up.
        grace_s: seconds that an engine has to let a cancelled request go; then its process is ended.
        stall_s: seconds that a client may take no data before it is given up.
    """

    max_chars: int = 5_000
    max_body_bytes: int = 20 << 20
    waiting: int = 64
    waiting_bytes: int = 256 << 20
    speak_s: float = 600.0
    grace_s: float = 10.0
    stall_s: float = 60.0
