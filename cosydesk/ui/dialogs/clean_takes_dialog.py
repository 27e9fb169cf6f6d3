"""Which takes may go, and what that frees."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from cosydesk import markup
from cosydesk.studio import storage
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.document import Document
from cosydesk.ui.inspector.take_words import size_text
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.segmented import Segmented

_BITS = (24, 16)
_ROWS = 7
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CleanTakesDialog(Dialog):
    """The lines that have takes to spare, each with a tick; chosen and starred takes and what lies on the timeline
    stay. Deleting is one step of the history, so it can be undone until the project is closed.

    Signals:
        cleaned: a sentence about what was done.
    """

    cleaned = Signal(str)

    def __init__(self, document: Document, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, 520)
        self._document = document
        project = document.project
        self._spare = storage.spare_takes(project)
        self._sizes = {line_id: storage.usage_of(project, takes) for line_id, takes in self._spare.items()}
        self._deleted = storage.deleted_size(project)
        m = theme.metrics
        self._total = label("")
        self._kept = label("muted", wrap=True)
        self.every = QCheckBox()
        self.every.setTristate(True)
        self.every.clicked.connect(self._tick_all)
        self.lines = QTreeWidget()
        self.lines.setColumnCount(3)
        self.lines.setRootIsDecorated(False)
        self.lines.setUniformRowHeights(True)
        self.lines.header().setStretchLastSection(False)
        self.lines.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.lines.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for line_id in sorted(self._spare, key=lambda known: -self._sizes[known].size):
            self.lines.addTopLevelItem(self._item(line_id))
        rows = min(_ROWS, max(1, len(self._spare)))
        self.lines.setFixedHeight((m.compact + 2) * rows + self.lines.header().sizeHint().height() + 2)
        self.lines.itemChanged.connect(lambda _item: self._count())
        self.lines.setVisible(bool(self._spare))
        self.every.setVisible(len(self._spare) > 1)
        self._freed = label("muted", wrap=True)
        self._bits_label = label("small")
        self.bits = Segmented(theme)
        self.bits.chosen.connect(self._choose_bits)
        bits = QHBoxLayout()
        bits.setSpacing(m.lg)
        bits.addWidget(self._bits_label)
        bits.addWidget(self.bits, 1)
        self.content.addWidget(self._total)
        self.content.addWidget(self._kept)
        self.content.addSpacing(m.xs)
        self.content.addWidget(self.every)
        self.content.addWidget(self.lines)
        self.content.addWidget(self._freed)
        self.content.addSpacing(m.sm)
        self.content.addLayout(bits)
        self._close = self.add_button()
        self._close.clicked.connect(self.reject)
        self.go = self.add_button(primary=True)
        self.go.clicked.connect(self.clean)
        self.retranslate()
        (self.lines if self._spare else self._close).setFocus()

    def retranslate(self) -> None:
        project = self._document.project
        self.setWindowTitle(self.tr("Clean up takes"))
        self.heading.setText(self.tr("Clean up takes"))
        used = storage.project_usage(project)
        self._total.setText(
            self.tr("Takes in the project: {count}, {size}").format(
                count=used.takes, size=size_text(used.size)
            )
        )
        self._kept.setText(
            self.tr("Takes in use, starred takes and takes on the timeline stay.")
            if self._spare
            else self.tr("There is nothing to clean up: every take is in use, starred or on the timeline.")
        )
        self.every.setText(self.tr("All lines"))
        self.lines.setAccessibleName(self.tr("Lines with takes to spare"))
        self.lines.setHeaderLabels([self.tr("Line"), self.tr("Takes"), self.tr("Frees")])
        for column in (1, 2):
            self.lines.headerItem().setTextAlignment(column, _RIGHT)
        for item in self._items():
            item.setText(2, size_text(self._sizes[_line_id(item)].size))
        self._bits_label.setText(self.tr("Keep new takes in"))
        self.bits.setAccessibleName(self._bits_label.text())
        self.bits.set_texts([self.tr("24 bit, as spoken"), self.tr("16 bit, smaller")])
        self.bits.set_index(_BITS.index(project.settings.take_bits))
        self.bits.setEnabled(not project.read_only)
        self._close.setText(self.tr("Close"))
        self._count()

    @property
    def freed_text(self) -> str:
        return self._freed.text()

    def clean(self) -> None:
        """Delete the spare takes of the ticked lines."""
        gone = [take.id for line_id in self._ticked() for take in self._spare[line_id]]
        size = self._freed_size()
        self._document.apply(storage.clean_takes(self._document.project, gone))
        self.accept()
        self.cleaned.emit(
            self.tr("Takes deleted: {count}. Closing the project frees {size}.").format(
                count=len(gone), size=size_text(size)
            )
        )

    def _item(self, line_id: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(0, Qt.CheckState.Checked)
        item.setData(0, Qt.ItemDataRole.UserRole, line_id)
        item.setText(0, _name(self._document, line_id))
        item.setText(1, str(self._sizes[line_id].takes))
        for column in (1, 2):
            item.setTextAlignment(column, _RIGHT)
        return item

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.lines.topLevelItem(row) for row in range(self.lines.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _ticked(self) -> list[str]:
        return [_line_id(item) for item in self._items() if item.checkState(0) is Qt.CheckState.Checked]

    def _freed_size(self) -> int:
        return self._deleted + sum(self._sizes[line_id].size for line_id in self._ticked())

    def _tick_all(self) -> None:
        # A person's click never leaves it half ticked.
        all_ticked = len(self._ticked()) == len(self._spare)
        state = Qt.CheckState.Unchecked if all_ticked else Qt.CheckState.Checked
        self.lines.blockSignals(True)
        for item in self._items():
            item.setCheckState(0, state)
        self.lines.blockSignals(False)
        self.lines.viewport().update()
        self._count()

    def _count(self) -> None:
        ticked = self._ticked()
        count = sum(self._sizes[line_id].takes for line_id in ticked)
        self.every.setCheckState(
            Qt.CheckState.Checked
            if len(ticked) == len(self._spare)
            else Qt.CheckState.PartiallyChecked
            if ticked
            else Qt.CheckState.Unchecked
        )
        self.go.setText(self.tr("Delete takes ({count})").format(count=count))
        self.go.setEnabled(bool(count) and not self._document.project.read_only)
        size = self._freed_size()
        self._freed.setVisible(bool(size))
        self._freed.setText(
            self.tr(
                "Closing the project makes its file {size} smaller; until then Undo brings the takes back."
            ).format(size=size_text(size))
        )

    def _choose_bits(self, index: int) -> None:
        self._document.apply(self._document.project.set_project(take_bits=_BITS[index]))


def _line_id(item: QTreeWidgetItem) -> str:
    return str(item.data(0, Qt.ItemDataRole.UserRole))


def _name(document: Document, line_id: str) -> str:
    """Number and words of a line."""
    words = markup.plain_text(markup.parse(document.project.line(line_id).text)).strip()
    return f"{document.line_number(line_id)}  {words}"
