"""What this machine is, what on it is in CosyDesk's way, and what to do about it. Never Qt, never torch."""

from __future__ import annotations

from cosydesk.doctor.gpus import Gpu
from cosydesk.doctor.machine import Machine, look

__all__ = ["Gpu", "Machine", "look"]
