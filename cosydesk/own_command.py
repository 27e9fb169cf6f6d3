"""How this program is started once more: from a checkout or package by Python, installed by itself."""

from __future__ import annotations

import sys


def own_command() -> list[str]:
    """The words before the arguments. The command line of an installed program gives that, its window the window's."""
    frozen = bool(getattr(sys, "frozen", False))
    return [sys.executable] if frozen else [sys.executable, "-m", "cosydesk"]
