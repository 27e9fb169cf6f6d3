"""What the program has on a Linux desktop beside itself: entry, file types, description, icons."""

from __future__ import annotations

import shutil
from pathlib import Path

import reproducible

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "packaging" / "linux"
COMMAND = "cosydesk"
APPLICATION = "io.github.cosydesk.CosyDesk"
ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICONS = {
    "cosydesk": ("apps", "cosydesk"),
    "project": ("mimetypes", "application-x-cosydesk-project"),
    "voice": ("mimetypes", "application-x-cosydesk-voice"),
}
"""Name of the drawing: kind and name of the icon."""
SCALABLE = {
    "cosydesk": ROOT / "resources" / "icons" / "cosydesk.svg",
    "project": ROOT / "packaging" / "icons" / "project.svg",
    "voice": ROOT / "packaging" / "icons" / "voice.svg",
}


def place_icons(drawn: Path, hicolor: Path) -> None:
    """Put the icons into a theme's folder.

    Args:
        drawn: what `icon_files.draw_all` made.
    """
    for drawing, (kind, name) in ICONS.items():
        for size in ICON_SIZES:
            folders = [f"{size}x{size}"]
            if size == 512:
                folders.append("256x256@2")
            for folder in folders:
                _copy(drawn / f"{drawing}-{size}.png", hicolor / folder / kind / f"{name}.png")
        _copy(SCALABLE[drawing], hicolor / "scalable" / kind / f"{name}.svg")


def place_descriptions(share: Path, version: str, epoch: int) -> None:
    """Put entry, file types and description where a desktop looks for them below `share`."""
    _copy(SOURCES / "cosydesk.desktop", share / "applications" / "cosydesk.desktop")
    _copy(SOURCES / "cosydesk.xml", share / "mime" / "packages" / "cosydesk.xml")
    name = f"{APPLICATION}.metainfo.xml"
    target = share / "metainfo" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(filled(SOURCES / name, version, epoch), encoding="utf-8")


def filled(template: Path, version: str, epoch: int) -> str:
    """A file of `SOURCES` with the version and the day in it."""
    text = template.read_text(encoding="utf-8")
    return text.replace("@VERSION@", version).replace("@DATE@", reproducible.day(epoch))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
