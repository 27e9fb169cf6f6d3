"""The design's numbers: colours, sizes and type, once.

Contrast: every text token keeps 4.5:1 on the grounds it is written on, and 7:1 in the two palettes of high
contrast; a test measures all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """Colours as ``#rrggbb``.

    Attributes:
        bg: the canvas behind everything; the editor's and timeline's ground.
        surface: panels, bars, the current row.
        raised: cards and menus that stand above a surface.
        field: ground of inputs and segmented controls on a surface.
        line, line_strong: hairlines; outlines of controls under the pointer.
        text, muted, faint: body, secondary, disabled (faint is the only one under 4.5:1).
        hover, pressed: ground of flat controls under the pointer and held.
        accent: playhead, focus ring, current marks (graphics only).
        accent_fill, accent_hover, accent_pressed, on_accent: the primary button and its text.
        accent_ink, accent_soft, accent_line: accent as text; the ground and outline of what is selected.
        ok, warn, error: states as text and icons; `*_soft` their grounds.
        shadow: what floating things cast, drawn with its own alpha.
        speakers: eight hues for dots, clip tints and text edges.
    """

    bg: str
    surface: str
    raised: str
    field: str
    line: str
    line_strong: str
    text: str
    muted: str
    faint: str
    hover: str
    pressed: str
    accent: str
    accent_fill: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_ink: str
    accent_soft: str
    accent_line: str
    ok: str
    ok_soft: str
    warn: str
    warn_soft: str
    error: str
    error_soft: str
    shadow: str
    speakers: tuple[str, ...]

    @property
    def is_dark(self) -> bool:
        """Whether light text stands on a dark ground."""
        return int(self.bg[1:3], 16) < 0x80


LIGHT = Palette(
    bg="#F7F6F3",
    surface="#FFFFFF",
    raised="#FBFAF8",
    field="#F7F6F3",
    line="#E4E1DA",
    line_strong="#CFCBC2",
    text="#1F2023",
    muted="#66655F",
    faint="#ADABA4",
    hover="#F1EFEA",
    pressed="#E8E5DE",
    accent="#C8622B",
    accent_fill="#BD5A24",
    accent_hover="#AD501E",
    accent_pressed="#9A4618",
    on_accent="#FFFFFF",
    accent_ink="#AB4E1C",
    accent_soft="#FBECE3",
    accent_line="#E9B797",
    ok="#25734C",
    ok_soft="#E6F3EC",
    warn="#8A5A0C",
    warn_soft="#FAF0DC",
    error="#BF2A2A",
    error_soft="#FCEBEA",
    shadow="#2A241C",
    speakers=("#3E7FCB", "#BD6FB4", "#3F9C80", "#C98F2C", "#8677D6", "#CF646A", "#7B9636", "#6C7D8D"),
)

DARK = Palette(
    bg="#16171A",
    surface="#1E2024",
    raised="#26282D",
    field="#17181B",
    line="#34373D",
    line_strong="#474B53",
    text="#ECEAE6",
    muted="#A19F9A",
    faint="#63656B",
    hover="#2A2D32",
    pressed="#33363C",
    accent="#F08A4B",
    accent_fill="#F08A4B",
    accent_hover="#F59C63",
    accent_pressed="#DD7839",
    on_accent="#20130A",
    accent_ink="#F29A63",
    accent_soft="#38271C",
    accent_line="#7C4B2C",
    ok="#5CC08A",
    ok_soft="#1D3328",
    warn="#E5B04A",
    warn_soft="#372C18",
    error="#F58484",
    error_soft="#3C2224",
    shadow="#000000",
    speakers=("#5C9BE5", "#CD86C6", "#55B495", "#DBA84C", "#A294E8", "#E28085", "#98B256", "#8DA0B1"),
)

CONTRAST_DARK = Palette(
    bg="#000000",
    surface="#000000",
    raised="#0D0D0D",
    field="#000000",
    line="#8C8C8C",
    line_strong="#FFFFFF",
    text="#FFFFFF",
    muted="#E4E4E4",
    faint="#9C9C9C",
    hover="#242424",
    pressed="#2E2E2E",
    accent="#FFB454",
    accent_fill="#FFB454",
    accent_hover="#FFC578",
    accent_pressed="#FFD199",
    on_accent="#000000",
    accent_ink="#FFC27A",
    accent_soft="#3A2400",
    accent_line="#FFB454",
    ok="#7BEDB1",
    ok_soft="#062B18",
    warn="#FFDA6B",
    warn_soft="#332600",
    error="#FFB3B3",
    error_soft="#3D0A0A",
    shadow="#000000",
    speakers=("#7DB8FF", "#F0A3E8", "#62DDB8", "#FFC45E", "#BFB2FF", "#FF9CA1", "#BEDC6A", "#B7CADB"),
)

CONTRAST_LIGHT = Palette(
    bg="#FFFFFF",
    surface="#FFFFFF",
    raised="#FFFFFF",
    field="#FFFFFF",
    line="#6E6E6E",
    line_strong="#000000",
    text="#000000",
    muted="#303030",
    faint="#6A6A6A",
    hover="#EDEDED",
    pressed="#DEDEDE",
    accent="#9A3F0A",
    accent_fill="#7A3000",
    accent_hover="#642700",
    accent_pressed="#4E1E00",
    on_accent="#FFFFFF",
    accent_ink="#6E2B00",
    accent_soft="#FFEBDD",
    accent_line="#7A3000",
    ok="#004A28",
    ok_soft="#E3F7EC",
    warn="#563600",
    warn_soft="#FFF1D1",
    error="#850000",
    error_soft="#FFE5E5",
    shadow="#000000",
    speakers=("#1F5FA8", "#94408A", "#1D6E55", "#8A5A00", "#5A49B0", "#A83A41", "#526A15", "#4A5B6B"),
)


@dataclass(frozen=True)
class Metrics:
    """Sizes in device-independent pixels; a 4 px grid."""

    xs: int = 4
    sm: int = 8
    md: int = 12
    lg: int = 16
    xl: int = 24
    xxl: int = 32
    control: int = 32
    compact: int = 28
    icon: int = 16
    radius: int = 6
    card_radius: int = 10
    clip_radius: int = 4
    focus_width: int = 2
    top_bar: int = 48
    status_bar: int = 26
    library_width: int = 260
    inspector_width: int = 280
    timeline_height: int = 260
    track_header: int = 168
    motion_ms: int = 140


@dataclass(frozen=True)
class Type:
    """Font sizes in pixels, and the families for each platform, first found wins."""

    tiny: int = 11
    small: int = 12
    body: int = 13
    script: int = 15
    timecode: int = 16
    title: int = 18
    script_leading: float = 1.55
    linux: tuple[str, ...] = (
        "Inter",
        "Noto Sans CJK SC",
        "Noto Sans SC",
        "WenQuanYi Micro Hei",
        "Droid Sans Fallback",
    )
    windows: tuple[str, ...] = ("Segoe UI", "Microsoft YaHei UI", "Microsoft YaHei")
    macos: tuple[str, ...] = (".AppleSystemUIFont", "PingFang SC")


METRICS = Metrics()
TYPE = Type()
