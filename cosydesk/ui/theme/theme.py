"""The theme in force: which palette, and everything made from it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from cosydesk.ui.theme import fonts, icons
from cosydesk.ui.theme.stylesheet import stylesheet
from cosydesk.ui.theme.tokens import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    METRICS,
    TYPE,
    Metrics,
    Palette,
    Type,
)

Choice = Literal["system", "light", "dark", "contrast"]


class Theme(QObject):
    """One per application, handed to every widget's constructor as `theme`.

    Widgets style themselves through object names and the `kind` property (see `stylesheet`), or paint with
    `color`, `font` and `pixmap`. Those that paint, or hold icons, connect to `changed` and refresh.

    Attributes:
        palette: the colours in force. metrics: sizes in px. type: font sizes in px.
        choice: what the person chose: ``system``, ``light``, ``dark`` or ``contrast``.

    Signals:
        changed: the palette is another one now; the stylesheet has been applied already.
    """

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice: Choice = "system"
        self.metrics: Metrics = METRICS
        self.type: Type = TYPE
        self.palette: Palette = LIGHT
        application.setStyle(QStyleFactory.create("Fusion"))
        application.setFont(fonts.font())
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._refresh)
        hints.accessibility().contrastPreferenceChanged.connect(self._refresh)
        application.screenAdded.connect(self._renew_icons)
        self._choice = _valid(choice)
        self._use(self._wanted())

    @classmethod
    def of(cls, widget: QWidget) -> Theme:
        """The theme that `widget` or one of its ancestors was built with (its attribute `theme`)."""
        at: QObject | None = widget
        while at is not None:
            found = getattr(at, "theme", None)
            if isinstance(found, cls):
                return found
            at = at.parent()
        raise LookupError("no ancestor has a theme")

    @property
    def is_dark(self) -> bool:
        return self.palette.is_dark

    @property
    def is_contrast(self) -> bool:
        """Whether one of the palettes of high contrast is in force."""
        return self.palette in (CONTRAST_DARK, CONTRAST_LIGHT)

    @property
    def choice(self) -> Choice:
        return self._choice

    def choose(self, choice: str) -> None:
        """Switch to ``system``, ``light``, ``dark`` or ``contrast``; takes effect at once."""
        self._choice = _valid(choice)
        self._refresh()

    def color(self, token: str, alpha: float = 1.0) -> QColor:
        """The colour of a palette field by its name, with `alpha` 0..1."""
        made = QColor(getattr(self.palette, token))
        made.setAlphaF(alpha)
        return made

    def speaker_color(self, index: int, alpha: float = 1.0) -> QColor:
        """One of eight hues that colour-blind people can tell apart; indices wrap."""
        made = QColor(self.palette.speakers[index % len(self.palette.speakers)])
        made.setAlphaF(alpha)
        return made

    def font(
        self, size_px: int = TYPE.body, weight: QFont.Weight = QFont.Weight.Normal, *, tabular: bool = False
    ) -> QFont:
        """A font of the interface; sizes from `type`."""
        return fonts.font(size_px, weight, tabular=tabular)

    def icon(
        self, name: str, token: str = "text", size: int = METRICS.icon, *, filled: bool = False
    ) -> QIcon:
        """A line icon in a palette colour (or ``#rrggbb``). Ask again after `changed`."""
        return icons.icon(name, self._hex(token), self.palette.faint, size, filled=filled)

    def pixmap(
        self,
        name: str,
        token: str = "text",
        size: int = METRICS.icon,
        ratio: float = 1.0,
        *,
        filled: bool = False,
    ) -> QPixmap:
        """A line icon for painters; `ratio` is the widget's ``devicePixelRatioF()``."""
        return icons.pixmap(name, self._hex(token), size, ratio, filled=filled)

    def _hex(self, token: str) -> str:
        return token if token.startswith("#") else str(getattr(self.palette, token))

    def _asked_by_system(self) -> tuple[Qt.ColorScheme, bool]:
        """The system's light or dark (or unknown), and whether it asks for high contrast."""
        hints = self._application.styleHints()
        contrast = hints.accessibility().contrastPreference()
        return hints.colorScheme(), contrast == Qt.ContrastPreference.HighContrast

    def _wanted(self) -> Palette:
        scheme, high = self._asked_by_system()
        if self._choice == "contrast" or (self._choice == "system" and high):
            # Black is the stronger ground where the system has no opinion.
            return CONTRAST_LIGHT if scheme == Qt.ColorScheme.Light and high else CONTRAST_DARK
        if self._choice == "system":
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT

    def _renew_icons(self) -> None:
        """A new screen may have another pixel ratio."""
        icons.icon.cache_clear()
        self.changed.emit()

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted is not self.palette:
            self._use(wanted)
            self.changed.emit()

    def _use(self, palette: Palette) -> None:
        self.palette = palette
        self._application.setPalette(_qt_palette(palette))
        self._application.setStyleSheet(stylesheet(palette, METRICS, TYPE))


def _valid(choice: str) -> Choice:
    return choice if choice in ("light", "dark", "contrast") else "system"  # type: ignore[return-value]


def _qt_palette(colors: Palette) -> QPalette:
    """For everything the stylesheet doesn't name: file dialogs, tooltips, selections."""
    made = QPalette()
    role = QPalette.ColorRole
    for target, value in {
        role.Window: colors.surface,
        role.WindowText: colors.text,
        role.Base: colors.surface,
        role.AlternateBase: colors.raised,
        role.Text: colors.text,
        role.Button: colors.raised,
        role.ButtonText: colors.text,
        role.BrightText: colors.on_accent,
        role.ToolTipBase: colors.raised,
        role.ToolTipText: colors.text,
        role.PlaceholderText: colors.muted,
        role.Highlight: colors.accent_fill,
        role.HighlightedText: colors.on_accent,
        role.Accent: colors.accent_fill,
        role.Link: colors.accent_ink,
        role.LinkVisited: colors.accent_ink,
        role.Light: colors.surface,
        role.Midlight: colors.hover,
        role.Mid: colors.line,
        role.Dark: colors.line_strong,
        role.Shadow: colors.shadow,
    }.items():
        made.setColor(target, QColor(value))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, QColor(colors.faint))
    return made
