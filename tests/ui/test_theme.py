"""The palettes keep their promises, and nothing but the theme has colours."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cosydesk.resources import resource
from cosydesk.ui.theme import Theme
from cosydesk.ui.theme.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette

UI = Path(__file__).resolve().parents[2] / "cosydesk" / "ui"


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


PALETTES = {"light": LIGHT, "dark": DARK, "contrast-dark": CONTRAST_DARK, "contrast-light": CONTRAST_LIGHT}
INKS = ("text", "muted", "accent_ink", "ok", "warn", "error")
GROUNDS = ("bg", "surface", "raised", "field", "hover")
FILLS = ("accent_fill", "accent_hover", "accent_pressed")
OTHER_PAIRS = (
    *(("on_accent", fill) for fill in FILLS),
    *((ink, "accent_soft") for ink in ("text", "muted", "accent_ink")),
    *((ink, f"{ink}_soft") for ink in ("ok", "warn", "error")),
    *(("text", f"{tone}_soft") for tone in ("ok", "warn", "error")),
    *(("muted", f"{tone}_soft") for tone in ("ok", "warn", "error")),
    *((ink, "pressed") for ink in ("text", "error")),
    ("surface", "text"),  # tooltips and toasts
)


@pytest.mark.parametrize("name", PALETTES)
def test_text_can_be_read_on_every_ground(name: str) -> None:
    palette = PALETTES[name]
    wanted = 7.0 if "contrast" in name else 4.5
    pairs = [(ink, ground) for ink in INKS for ground in GROUNDS]
    for text, ground in (*pairs, *OTHER_PAIRS):
        ratio = contrast(getattr(palette, text), getattr(palette, ground))
        assert ratio >= wanted, f"{text} on {ground}: {ratio:.2f}"


@pytest.mark.parametrize("name", ["contrast-dark", "contrast-light"])
def test_high_contrast_draws_lines_and_marks_that_can_be_seen(name: str) -> None:
    palette = PALETTES[name]
    for ground in ("bg", "surface", "raised", "field"):
        paper = getattr(palette, ground)
        for token in ("line", "line_strong", "accent", "accent_line", "faint"):
            assert contrast(getattr(palette, token), paper) >= 3.0, (token, ground)
        for hue in palette.speakers:
            assert contrast(hue, paper) >= 4.5, (hue, ground)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
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


def test_high_contrast_is_chosen_and_left_at_once(qapp: QApplication) -> None:
    theme = Theme(qapp, "light")
    assert not theme.is_contrast
    theme.choose("contrast")
    assert theme.is_contrast
    assert theme.choice == "contrast"
    assert theme.palette.line_strong in qapp.styleSheet()
    theme.choose("light")
    assert not theme.is_contrast


@pytest.mark.parametrize(
    ("scheme", "high", "palette"),
    [
        (Qt.ColorScheme.Dark, False, DARK),
        (Qt.ColorScheme.Light, False, LIGHT),
        (Qt.ColorScheme.Unknown, False, LIGHT),
        (Qt.ColorScheme.Dark, True, CONTRAST_DARK),
        (Qt.ColorScheme.Light, True, CONTRAST_LIGHT),
    ],
)
def test_the_system_decides_where_nothing_is_chosen(
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    scheme: Qt.ColorScheme,
    high: bool,
    palette: Palette,
) -> None:
    theme = Theme(qapp, "dark" if palette is LIGHT else "light")
    monkeypatch.setattr(Theme, "_asked_by_system", lambda _theme: (scheme, high))
    theme.choose("system")
    assert theme.palette is palette
    theme.choose("light")
    assert theme.palette is LIGHT  # what the person chose counts for more


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
