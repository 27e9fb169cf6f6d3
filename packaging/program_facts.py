"""What the systems want to know of the program: its version, its maker, its icon."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mac_properties import COPYRIGHT

NAME = "CosyDesk"
DESCRIPTION = "A studio for voice-over and dubbing"
ICONS = {"win32": "cosydesk.ico", "darwin": "cosydesk.icns"}
"""Made by the build from resources/icons/cosydesk.svg, in build/icons."""


@dataclass(frozen=True)
class Facts:
    """Attributes: version, as the package says it; icon, a path for PyInstaller, or None where there is none."""

    version: str
    icon: str | None

    def windows_version(self, name: str) -> Any:
        """What Windows shows of an executable; None elsewhere."""
        if os.name != "nt":
            return None
        from PyInstaller.utils.win32 import versioninfo as info

        numbers = (*(int(part) for part in re.findall(r"\d+", self.version)), 0, 0, 0, 0)[:4]
        texts = {
            "CompanyName": NAME,
            "FileDescription": DESCRIPTION,
            "FileVersion": self.version,
            "InternalName": name,
            "LegalCopyright": COPYRIGHT,
            "OriginalFilename": f"{name}.exe",
            "ProductName": NAME,
            "ProductVersion": self.version,
        }
        english = info.StringTable("040904B0", [info.StringStruct(*pair) for pair in texts.items()])
        return info.VSVersionInfo(
            ffi=info.FixedFileInfo(filevers=numbers, prodvers=numbers),
            kids=[
                info.StringFileInfo([english]),
                info.VarFileInfo([info.VarStruct("Translation", [0x0409, 0x04B0])]),
            ],
        )


def read(root: Path) -> Facts:
    """The facts of a checkout."""
    icon = root / "build" / "icons" / ICONS.get(sys.platform, "none")
    return Facts(version(root), str(icon) if icon.is_file() else None)


def version(root: Path) -> str:
    """The version that the package says it has, read without importing it."""
    text = (root / "cosydesk" / "__init__.py").read_text("utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    assert found is not None
    return found[1]
