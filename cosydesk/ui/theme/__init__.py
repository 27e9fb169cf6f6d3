"""Every colour, size, font and icon of the window comes from here."""

from __future__ import annotations

from cosydesk.ui.theme.theme import Theme
from cosydesk.ui.theme.tokens import METRICS, TYPE, Metrics, Palette, Type

__all__ = ["METRICS", "TYPE", "Metrics", "Palette", "Theme", "Type"]
