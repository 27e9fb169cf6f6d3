"""The palettes keep their promises, and nothing but the theme has colours."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cosydesk.resources import resource
from cosydesk.ui.theme import Theme
from cosydesk.ui.theme.tokens import DARK, LIGHT, Palette

UI = Path(__file__).resolve().parents[2] / "cosydesk" / "ui"


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(palette: Palette) -> None:
    for text in ("text", "muted", "accent_ink", "ok", "warn", "error"):
        for ground in ("bg", "surface", "raised", "field", "hover"):
            ratio = contrast(getattr(palette, text), getattr(palette, ground))
            assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"
    for fill in ("accent_fill", "accent_hover"):
        assert contrast(palette.on_accent, getattr(palette, fill)) >= 4.5, fill
    for text, ground in (("error", "error_soft"), ("warn", "warn_soft"), ("text", "accent_soft")):
        assert contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5, (text, ground)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_is_a_plain_hex(palette: Palette) -> None:
    for field in fields(palette):
        value = getattr(palette, field.name)
        for color in value if isinstance(value, tuple) else (value,):
            assert re.fullmatch(r"#[0-9A-F]{6}", color), field.name
    assert len(set(palette.speakers)) == 8


def test_switching_tells_once_and_is_kept(qapp: QApplication, qtbot: object) -> None:
    theme = Theme(qapp, "light")
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.is_dark))
    theme.choose("dark")
    theme.choose("dark")
    theme.choose("light")
    assert told == [True, False]
    assert theme.icon("play").actualSize(theme.icon("play").availableSizes()[0]).width() >= 16


def test_colours_are_written_in_the_theme_only() -> None:
    for path in UI.rglob("*.py"):
        if "theme" in path.relative_to(UI).parts:
            continue
        found = re.findall(r"[\"']#[0-9A-Fa-f]{6}[\"']", path.read_text(encoding="utf-8"))
        assert not found, f"{path.name}: {found}"


def test_every_icon_that_is_used_is_shipped_and_no_other() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in UI.rglob("*.py"))
    shipped = {path.stem for path in resource("icons").glob("*.svg")}
    unused = {name for name in shipped if f'"{name}"' not in code} - {"cosydesk"}
    assert not unused, sorted(unused)
