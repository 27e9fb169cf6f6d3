"""How a line is spoken: built-in voice, clone, across languages, or with a described manner."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItemModel

from cosydesk.studio.voice_modes import BUILT_IN, CLONE, CROSS_LINGUAL, INSTRUCT, MODES
from cosydesk.ui.widgets.combo_box import ComboBox


class ModeBox(ComboBox):
    """All modes, always in the same place; those that the voice or the model can't are greyed and say why.

    Signals:
        chosen: value of the mode that the person picked.
    """

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._offers = QStandardItemModel(len(MODES), 1, self)
        self.setModel(self._offers)
        for row, mode in enumerate(MODES):
            self.setItemData(row, mode)
        self.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.activated.connect(lambda row: self.chosen.emit(MODES[row]))

    def show_mode(self, mode: str, refused: dict[str, str]) -> None:
        """Show the line's mode, and grey the modes in `refused`, which gives the reason of each."""
        for row, offered in enumerate(MODES):
            item = self._offers.item(row)
            item.setEnabled(offered not in refused)
            item.setToolTip(refused.get(offered, ""))
            item.setData(refused.get(offered, ""), Qt.ItemDataRole.AccessibleDescriptionRole)
        self.setCurrentIndex(MODES.index(mode))
        self.setToolTip(refused.get(mode, ""))

    def refused(self, mode: str) -> str:
        """Why a mode is greyed; empty when it can be chosen."""
        return str(self._offers.item(MODES.index(mode)).toolTip())

    def retranslate(self) -> None:
        names = {
            BUILT_IN: self.tr("Built-in"),
            CLONE: self.tr("Clone"),
            CROSS_LINGUAL: self.tr("Cross-lingual"),
            INSTRUCT: self.tr("Instruct"),
        }
        for row, mode in enumerate(MODES):
            self.setItemText(row, names[mode])
        self.setAccessibleName(self.tr("Mode"))
