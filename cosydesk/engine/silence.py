"""Libraries that would send something somewhere, told not to."""

from __future__ import annotations

import os

_ORDERS = {
    "ORT_DISABLE_TELEMETRY": "1",  # newer ones report their use to Microsoft, on every system
    "HF_HUB_OFFLINE": "1",  # whatever the engine opens lies on this machine
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def silence() -> None:
    """Must come before any of them loads; processes started from here inherit it."""
    os.environ.update(_ORDERS)
