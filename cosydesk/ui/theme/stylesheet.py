"""One style sheet for the whole application, made from tokens.

What widgets set to be styled:

- ``QFrame[kind=…]`` / ``QWidget[kind=…]``: ``panel`` (surface), ``bar`` (surface), ``canvas`` (bg), ``card``.
- ``QPushButton[kind=…]``: none = outlined, ``primary``, ``ghost`` (flat), ``danger``.
- ``QToolButton``: flat icon button; ``[kind="outlined"]``; checked = accent.
- ``QLabel[kind=…]``: ``title``, ``section``, ``muted``, ``small``, ``error``, ``warn``, ``ok``,
  ``chip``, ``chip-accent``.

A property that changes later needs ``widgets.repolish(widget)``.
"""

from __future__ import annotations

from cosydesk.resources import resource
from cosydesk.ui.theme.tokens import Metrics, Palette, Type


def stylesheet(p: Palette, m: Metrics, t: Type) -> str:
    """The QSS for one palette."""
    return "\n".join(
        (_surfaces(p, m, t), _buttons(p, m, t), _inputs(p, m, t), _menus(p, m, t), _views(p, m, t))
    )


def _surfaces(p: Palette, m: Metrics, t: Type) -> str:
    return f"""
QMainWindow, QDialog {{ background: {p.surface}; color: {p.text}; }}
QWidget[kind="canvas"] {{ background: {p.bg}; }}
QWidget[kind="panel"], QWidget[kind="bar"] {{ background: {p.surface}; }}
QFrame[kind="card"] {{
    background: {p.raised}; border: 1px solid {p.line}; border-radius: {m.card_radius}px;
}}
QFrame[kind="card"]:focus {{ border-color: {p.accent}; }}
QLabel {{ color: {p.text}; background: transparent; }}
QLabel:disabled {{ color: {p.faint}; }}
QLabel[kind="title"] {{ font-size: {t.title}px; font-weight: 600; }}
QLabel[kind="section"] {{ font-weight: 600; }}
QLabel[kind="muted"] {{ color: {p.muted}; font-size: {t.small}px; }}
QLabel[kind="small"] {{ font-size: {t.small}px; }}
QLabel[kind="error"] {{ color: {p.error}; font-size: {t.small}px; }}
QLabel[kind="warn"] {{ color: {p.warn}; font-size: {t.small}px; }}
QLabel[kind="ok"] {{ color: {p.ok}; font-size: {t.small}px; }}
QLabel[kind="chip"], QLabel[kind="chip-accent"] {{
    font-size: {t.tiny}px; padding: 1px {m.sm - 2}px; border: 1px solid {p.line}; border-radius: {m.clip_radius}px;
    background: {p.surface}; color: {p.muted};
}}
QLabel[kind="chip-accent"] {{
    background: {p.accent_soft}; border-color: {p.accent_line}; color: {p.accent_ink};
}}
QFrame[kind="hairline"] {{ background: {p.line}; border: none; }}
QSplitter::handle {{ background: {p.line}; }}
QSplitter::handle:hover {{ background: {p.accent}; }}
QToolTip {{
    background: {p.text}; color: {p.surface}; border: 1px solid {p.text};
    padding: 4px 8px; font-size: {t.small}px;
}}
"""


def _buttons(p: Palette, m: Metrics, t: Type) -> str:
    inner = m.control - 2
    return f"""
QPushButton {{
    min-height: {inner}px; padding: 0 {m.md}px; border: 1px solid {p.line}; border-radius: {m.radius}px;
    background: {p.surface}; color: {p.text}; font-weight: 500;
}}
QPushButton:hover {{ background: {p.hover}; border-color: {p.line_strong}; }}
QPushButton:pressed, QPushButton:checked {{ background: {p.pressed}; }}
QPushButton:focus {{ border: 1px solid {p.accent}; }}
QPushButton:disabled {{ color: {p.faint}; background: {p.surface}; border-color: {p.line}; }}
QPushButton::menu-indicator {{ width: 0; image: none; }}
QPushButton[compact="true"] {{ min-height: {m.compact - 2}px; padding: 0 {m.sm}px; }}
QPushButton[kind="primary"] {{
    background: {p.accent_fill}; border-color: {p.accent_fill}; color: {p.on_accent}; font-weight: 600;
}}
QPushButton[kind="primary"]:hover {{ background: {p.accent_hover}; border-color: {p.accent_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {p.accent_pressed}; border-color: {p.accent_pressed}; }}
QPushButton[kind="primary"]:focus {{ border: 1px solid {p.text}; }}
QPushButton[kind="primary"]:disabled {{
    background: {p.pressed}; border-color: {p.pressed}; color: {p.faint};
}}
QPushButton[kind="ghost"] {{ background: transparent; border-color: transparent; }}
QPushButton[kind="ghost"]:hover {{ background: {p.hover}; }}
QPushButton[kind="ghost"]:pressed {{ background: {p.pressed}; }}
QPushButton[kind="ghost"]:focus {{ border-color: {p.accent}; }}
QPushButton[kind="ghost"]:checked {{
    background: {p.accent_soft}; border-color: {p.accent_line}; color: {p.accent_ink};
}}
QPushButton[kind="danger"] {{ color: {p.error}; }}

QToolButton {{
    border: 1px solid transparent; border-radius: {m.radius}px; background: transparent; color: {p.text};
    padding: 0 6px; min-height: {m.compact - 2}px; min-width: {m.compact - 14}px;
}}
QToolButton:hover {{ background: {p.hover}; }}
QToolButton:pressed, QToolButton:open {{ background: {p.pressed}; }}
QToolButton:checked {{ background: {p.accent_soft}; border-color: {p.accent_line}; color: {p.accent_ink}; }}
QToolButton[kind="small"] {{ min-height: 0; min-width: 0; padding: 0 {m.xs}px; }}
QToolButton[on="true"] {{ color: {p.accent_ink}; }}
QToolButton:focus {{ border-color: {p.accent}; }}
QToolButton[leftOut="true"] {{ color: {p.faint}; }}
QToolButton:disabled {{ color: {p.faint}; }}
QToolButton[kind="outlined"] {{ border-color: {p.line}; background: {p.surface}; }}
QToolButton[kind="outlined"]:hover {{ background: {p.hover}; border-color: {p.line_strong}; }}
QToolButton[kind="outlined"]:focus {{ border-color: {p.accent}; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}
QToolButton::menu-button {{ border: none; width: 14px; }}
"""


def _inputs(p: Palette, m: Metrics, t: Type) -> str:
    inner = m.control - 2
    mark = "dark" if p.is_dark else "light"
    chevron = resource(f"icons/qss/chevron-down-{mark}.svg").as_posix()
    up = resource(f"icons/qss/chevron-up-{mark}.svg").as_posix()
    check = resource(f"icons/qss/check-{mark}.svg").as_posix()
    return f"""
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{
    background: {p.field}; color: {p.text}; border: 1px solid {p.line}; border-radius: {m.radius}px;
    selection-background-color: {p.accent_fill}; selection-color: {p.on_accent};
}}
QLineEdit, QComboBox, QAbstractSpinBox {{ min-height: {inner}px; padding: 0 {m.sm}px; }}
QAbstractSpinBox {{ padding: 0; max-height: {inner}px; }}
QAbstractSpinBox QLineEdit {{
    border: none; background: transparent; padding: 0 0 0 {m.sm - 2}px; min-height: 0;
}}
QLineEdit QToolButton {{ border: none; background: transparent; padding: 0; min-height: 0; min-width: 0; }}
QPlainTextEdit, QTextEdit {{ padding: 4px; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {{ placeholder-text-color: {p.muted}; }}
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover, QPlainTextEdit:hover {{
    border-color: {p.line_strong};
}}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {{
    border-color: {p.accent};
}}
QLineEdit[wrong="true"], QLineEdit[wrong="true"]:focus {{ border-color: {p.error}; }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled, QPlainTextEdit:disabled {{
    color: {p.faint};
}}
QComboBox::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow {{ image: url("{chevron}"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{
    background: {p.raised}; border: 1px solid {p.line}; border-radius: {m.radius}px; padding: 4px;
    outline: none; selection-background-color: {p.accent_soft}; selection-color: {p.text};
}}
QComboBox QAbstractItemView::item {{ min-height: {m.compact}px; padding: 0 {m.sm}px; border-radius: 4px; }}
QComboBox QAbstractItemView::item:disabled {{ color: {p.faint}; background: transparent; }}
QComboBox QAbstractItemView::item:hover, QComboBox QAbstractItemView::item:selected {{
    background: {p.accent_soft}; color: {p.text};
}}
QAbstractSpinBox::up-button {{ subcontrol-origin: border; subcontrol-position: top right; height: 15px; }}
QAbstractSpinBox::down-button {{ subcontrol-origin: border; subcontrol-position: bottom right; height: 15px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    border: none; width: 18px; background: transparent;
}}
QAbstractSpinBox[plain="true"]::up-button, QAbstractSpinBox[plain="true"]::down-button {{ width: 0; }}
QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: 12px; height: 12px; }}
QAbstractSpinBox::down-arrow {{ image: url("{chevron}"); width: 12px; height: 12px; }}
QAbstractSpinBox[plain="true"]::up-arrow, QAbstractSpinBox[plain="true"]::down-arrow {{ image: none; }}
QCheckBox, QRadioButton {{ spacing: {m.sm}px; min-height: {m.compact}px; color: {p.text}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {p.faint}; }}
QCheckBox::indicator, QTreeView::indicator {{
    width: 16px; height: 16px; border: 1px solid {p.line_strong}; border-radius: 4px; background: {p.field};
}}
QCheckBox::indicator:hover, QCheckBox::indicator:focus, QTreeView::indicator:hover {{ border-color: {p.accent}; }}
QCheckBox::indicator:checked, QTreeView::indicator:checked {{
    background: {p.accent_fill}; border-color: {p.accent_fill}; image: url("{check}");
}}
QSlider::groove:horizontal {{ height: 4px; border-radius: 2px; background: {p.pressed}; }}
QSlider::sub-page:horizontal {{ height: 4px; border-radius: 2px; background: {p.muted}; }}
QSlider::handle:horizontal {{
    width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: {p.surface};
    border: 1px solid {p.line_strong};
}}
QSlider::handle:horizontal:hover, QSlider::handle:horizontal:focus {{ border-color: {p.accent}; }}
QSlider::sub-page:horizontal:disabled {{ background: {p.line}; }}
QProgressBar {{
    border: none; border-radius: 2px; background: {p.pressed}; max-height: 4px; min-height: 4px;
}}
QProgressBar::chunk {{ border-radius: 2px; background: {p.accent}; }}
QFrame[kind="drop-mark"] {{ border: none; border-radius: 1px; background: {p.accent}; }}
"""


def _menus(p: Palette, m: Metrics, t: Type) -> str:
    mark = "dark" if p.is_dark else "light"
    tick = resource(f"icons/qss/tick-{mark}.svg").as_posix()
    arrow = resource(f"icons/qss/chevron-right-{mark}.svg").as_posix()
    return f"""
QMenu {{
    background: {p.raised}; color: {p.text}; border: 1px solid {p.line}; border-radius: {m.radius}px;
    padding: 4px;
}}
QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 4px; min-height: 16px; }}
QMenu::item:selected {{ background: {p.pressed}; }}
QMenu::item:disabled {{ color: {p.faint}; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::indicator {{ width: 16px; height: 16px; padding-left: 8px; }}
QMenu::indicator:checked {{ image: url("{tick}"); }}
QMenu::right-arrow {{ image: url("{arrow}"); width: 14px; height: 14px; padding-right: 6px; }}
QMenu::separator {{ height: 1px; background: {p.line}; margin: 4px 8px; }}
QMenuBar {{ background: {p.surface}; color: {p.text}; }}
QMenuBar::item:selected {{ background: {p.pressed}; border-radius: 4px; }}
"""


def _views(p: Palette, m: Metrics, t: Type) -> str:
    return f"""
QAbstractItemView {{ background: transparent; color: {p.text}; border: none; outline: none; }}
QAbstractItemView::item:selected {{ background: {p.accent_soft}; color: {p.text}; }}
QListWidget#pages::item {{ padding: 0 {m.sm}px; border-radius: {m.radius}px; }}
QListWidget#pages::item:hover {{ background: {p.hover}; }}
QListWidget#pages::item:selected {{ background: {p.accent_soft}; color: {p.text}; }}
QListWidget#pages::item:selected:focus {{ border: 1px solid {p.accent}; }}
QTreeView::item {{ min-height: {m.compact}px; padding: 0 {m.xs}px; }}
QTableView {{ border: 1px solid {p.line}; border-radius: {m.radius}px; background: {p.field}; }}
QTableView::item {{ padding: 0 {m.sm}px; border-bottom: 1px solid {p.line}; }}
QTableView::item:focus {{ border-bottom: 1px solid {p.accent}; }}
QTableView::indicator {{
    width: 16px; height: 16px; border: 1px solid {p.line_strong}; border-radius: 4px; background: {p.surface};
}}
QTableView::indicator:checked {{
    background: {p.accent_fill}; border-color: {p.accent_fill};
    image: url("{resource(f"icons/qss/check-{'dark' if p.is_dark else 'light'}.svg").as_posix()}");
}}
QTableView QLineEdit, QTableView QComboBox {{ border-radius: 0; min-height: 0; background: {p.surface}; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{
    background: {p.raised}; color: {p.muted}; font-size: {t.small}px; border: none;
    border-bottom: 1px solid {p.line}; padding: {m.xs}px {m.sm}px {m.xs}px {m.sm + 3}px;
}}
QTableCornerButton::section {{ background: {p.raised}; border: none; }}
QScrollArea {{ background: transparent; border: none; }}
QScrollArea[kind="reading"] {{ border: 1px solid transparent; border-radius: {m.radius}px; }}
QScrollArea[kind="reading"]:focus {{ border-color: {p.accent}; }}
QTextBrowser[kind="reading"] {{
    background: {p.surface}; border: 1px solid transparent; border-radius: 0; padding: 0;
}}
QTextBrowser[kind="reading"]:focus {{ border-color: {p.accent}; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {p.line_strong}; border-radius: 3px; margin: 2px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {p.muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; }}
QTabBar::tab {{ padding: 6px 12px; color: {p.muted}; border: none; background: transparent; }}
QTabBar::tab:selected {{ color: {p.text}; font-weight: 600; }}
"""
