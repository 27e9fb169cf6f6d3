"""The script's measures, made from the theme's tokens."""

from __future__ import annotations

from dataclasses import dataclass

from cosydesk.ui.theme import METRICS, TYPE


@dataclass(frozen=True)
class ScriptMetrics:
    """Sizes in device-independent pixels.

    A row is: `row_top`, the text's lines of `line_height`, `below` with the progress bar and the sub-label.

    Attributes:
        left, right: the columns beside the text; `compact_right` without the takes column.
        measure: the text is never wider than this.
        number_right: right edge of the line number. dot_x: centre of the speaker's dot. name_x: its name.
        takes_right, state_right: right edges of the right columns, counted from the right border.
        sub_top: the sub-label's top below the text; `sub_height` its height.
        bar_top, bar_height: the progress bar below the text.
        size_width, speed_width: the cells right below the text; label_least: what is left for manner and mode.
        edge: the bar at the left of the current row.
        pill_height, pill_padding, pill_gap, pill_icon: a chip's.
    """

    line_height: int = round(TYPE.script * TYPE.script_leading)
    row_top: int = METRICS.sm + 2
    below: int = METRICS.xl + 2
    sub_top: int = 1
    sub_height: int = METRICS.lg
    bar_top: int = 3
    bar_height: int = 2
    left: int = 124
    right: int = 150
    measure: int = 880
    number_right: int = 38
    dot_x: int = 54
    dot_radius: float = 4.0
    name_x: int = 64
    takes_right: int = 110
    state_right: int = METRICS.lg
    size_width: int = 124
    speed_width: int = 52
    label_least: int = 80
    edge: int = 3
    pill_height: int = 20
    pill_padding: int = METRICS.sm
    pill_gap: int = METRICS.xs
    pill_icon: int = METRICS.md + 2
    pill_margin: int = 2
    pill_most: int = 160

    @property
    def row_extra(self) -> int:
        """What a row is higher than its text."""
        return self.row_top + self.below


SCRIPT = ScriptMetrics()
