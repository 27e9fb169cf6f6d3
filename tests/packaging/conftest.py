"""What the built program is tried with: the screen, the sound and the places of the tests of the whole program."""

from __future__ import annotations

from tests.e2e.conftest import environment, places, pulse, screen

__all__ = ["environment", "places", "pulse", "screen"]
