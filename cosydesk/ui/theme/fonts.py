"""The interface font: the system's on Windows and macOS, the shipped Inter elsewhere; Chinese by name."""

from __future__ import annotations

import sys
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from cosydesk.resources import resource
from cosydesk.ui.theme.tokens import TYPE

# FreeType thickens unhinted CFF outlines (Noto's Chinese), which looks bold when light on dark.
_HINTING = (
    QFont.HintingPreference.PreferVerticalHinting
    if sys.platform.startswith("linux")
    else QFont.HintingPreference.PreferNoHinting
)


@cache
def families() -> tuple[str, ...]:
    """Latin family first, then the platform's Chinese ones. Loads the shipped faces on first use."""
    if sys.platform == "win32":
        return TYPE.windows
    if sys.platform == "darwin":
        return TYPE.macos
    for face in sorted(resource("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(face))
    return TYPE.linux


def font(
    size_px: int = TYPE.body, weight: QFont.Weight = QFont.Weight.Normal, *, tabular: bool = False
) -> QFont:
    """A font of the interface. With `tabular`, all figures are of one width, so that times don't dance."""
    made = QFont()
    made.setFamilies(list(families()))
    made.setPixelSize(size_px)
    made.setWeight(weight)
    made.setHintingPreference(_HINTING)
    if tabular:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made
