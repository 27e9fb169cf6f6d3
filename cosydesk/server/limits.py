"""What one service takes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds that keep a service fair and its memory flat.

    Attributes:
        max_chars: longest text of one request; the model's own limit counts as well.
        max_pauses_s: seconds of pauses that the markup of one text may ask for together.
        max_body_bytes: longest request body, the recordings in it included.
        waiting: requests that may wait behind those being spoken; the next is told to come back.
        waiting_bytes: how much recordings of requests that are here may take together.
        speak_s: seconds that an engine may speak one request; then it is given up.
        grace_s: seconds that an engine has to let a cancelled request go; then its process is ended.
        stall_s: seconds that a client may take no data before it is given up.
        voices: uploaded voices that are kept at once.
        voices_bytes: room for them on the disk.
        job_chars: longest text of a job.
        jobs: jobs that may be unfinished at once; `jobs_at_once`: of those, how many speak.
        jobs_bytes: room on the disk for what jobs have made.
        job_kept_s: seconds for which what a finished job has made can be fetched.
    """

    max_chars: int = 5_000
    max_pauses_s: float = 600.0
    max_body_bytes: int = 20 << 20
    waiting: int = 64
    waiting_bytes: int = 256 << 20
    speak_s: float = 600.0
    grace_s: float = 10.0
    stall_s: float = 60.0
    voices: int = 100
    voices_bytes: int = 500 << 20
    job_chars: int = 200_000
    jobs: int = 20
    jobs_at_once: int = 4
    jobs_bytes: int = 4 << 30
    job_kept_s: float = 3_600.0
