"""The model manager: every model of the catalogue as a card, and where they are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from cosydesk.engine.errors import EngineError
from cosydesk.ui import failures, phrases
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.dialogs.question import Question
from cosydesk.ui.inspector.take_words import size_text
from cosydesk.ui.models import card_words
from cosydesk.ui.models.card_state import Deed, Kind
from cosydesk.ui.models.model_card import ModelCard
from cosydesk.ui.models.models_place import ModelsPlace, ask_folder
from cosydesk.ui.models.stock import ModelStock
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import hairline, label, set_kind
from cosydesk.weights import Removal, WeightsError

_WIDTH = 760
_HEIGHT = 720
_KINDS = ("speech", "recogniser", "extra")


class ModelManager(Dialog):
    """Closing it stops nothing: downloads go on, and the status bar shows them.

    Attributes: cards: by model id. place: the models folder. find_folder: looks in a folder.

    Signals:
        settings_wanted: the person wants another folder, mirror or proxy.
    """

    settings_wanted = Signal()

    def __init__(self, stock: ModelStock, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, _WIDTH)
        self._stock = stock
        m = theme.metrics
        self.cards: dict[str, ModelCard] = {}
        self._sections = {kind: label("section") for kind in _KINDS}
        self._summary = label("muted", wrap=True)
        self._note = label("muted", wrap=True)
        self._note.hide()
        self.place = ModelsPlace(stock.root, theme)
        self.place.settings_wanted.connect(self.settings_wanted)
        self.list = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setWidget(self._filled())
        self.list.viewport().setAutoFillBackground(False)
        self.content.setContentsMargins(m.xl, 0, m.sm, m.sm)
        self.content.addWidget(self._summary)
        self.content.addWidget(self._note)
        self.content.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(0, 0, m.lg, m.xs)
        foot.setSpacing(m.md)
        foot.addWidget(hairline())
        foot.addWidget(self.place)
        self.content.addLayout(foot)
        self.find_folder = QPushButton()
        self.find_folder.setAutoDefault(False)
        self.find_folder.clicked.connect(self._ask_folder)
        self.buttons.insertWidget(0, self.find_folder)
        self._close = self.add_button(primary=False)
        self._close.clicked.connect(self.accept)
        room = self.screen().availableGeometry().height() - 80
        self.resize(_WIDTH, min(_HEIGHT, room))
        stock.changed.connect(self._show_card)
        stock.looked.connect(self._show_all)
        stock.failed.connect(self._show_failure)
        self.retranslate()
        self._close.setFocus()
        stock.look()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Models"))
        self.heading.setText(self.tr("Models"))
        names = (self.tr("Speech"), self.tr("Transcripts"), self.tr("Extras"))
        for kind, text in zip(_KINDS, names, strict=True):
            self._sections[kind].setText(text)
        self.find_folder.setText(self.tr("Find models in a folder…"))
        self.find_folder.setToolTip(
            self.tr("Models that are there already are used in place, without copying")
        )
        self.list.setAccessibleName(self.tr("Models"))
        self._close.setText(self.tr("Close"))
        self._show_all()

    def summary_text(self) -> str:
        return self._summary.text()

    def note_text(self) -> str:
        """What the last search or deletion said; "" when nothing."""
        return self._note.text() if not self._note.isHidden() else ""

    def reveal(self, model_id: str) -> None:
        """Scroll to a card."""
        self.list.ensureWidgetVisible(self.cards[model_id])

    def look_in(self, folder: Path) -> None:
        """Find the models in a folder and use them in place."""
        self._stock.look_in(folder, lambda found: self._tell_found(folder, len(found)))

    # -- building --------------------------------------------------------------------------------------------

    def _filled(self) -> QWidget:
        m = self.theme.metrics
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, m.xs, m.lg, m.xs)
        column.setSpacing(m.sm)
        for kind in _KINDS:
            models = [model for model in self._stock.catalogue if model.kind == kind]
            self._sections[kind].setVisible(bool(models))
            column.addWidget(self._sections[kind])
            for model in models:
                card = self.cards[model.id] = ModelCard(model, self.theme)
                card.wanted.connect(self._do)
                column.addWidget(card)
            column.addSpacing(m.sm)
        column.addStretch(1)
        return inside

    # -- showing ---------------------------------------------------------------------------------------------

    def _show_all(self) -> None:
        for model_id in self.cards:
            self._show_card(model_id)
        self.place.show_folder(self._stock.root)

    def _show_card(self, model_id: str) -> None:
        if model_id in self.cards:
            self.cards[model_id].show_state(self._stock.state(model_id))
            self._show_summary()

    def _show_summary(self) -> None:
        states = [card.state for card in self.cards.values()]
        here = [state for state in states if state.folder is not None]
        if not self._stock.known:
            text = self.tr("Looking for models…")
        elif here:
            size = size_text(sum(state.size_bytes for state in here))
            text = self.tr("Here: {n} · {size}").format(n=len(here), size=size)
        else:
            text = self.tr("No model is here yet. Until one is, the starter voices speak.")
        self._summary.setText(text)

    def _tell(self, text: str, kind: str = "muted") -> None:
        set_kind(self._note, kind)
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _tell_found(self, folder: Path, count: int) -> None:
        if not isValid(self):
            return  # it was closed before the answer came
        if count:
            self._tell(self.tr("Models found in {folder}: {n}").format(folder=folder, n=count), "ok")
        else:
            words = self.tr("None of these models is in {folder}.").format(folder=folder)
            hint = self.tr("A model of another kind is opened with “Open model folder…” in the Model menu.")
            self._tell(phrases.paragraph(words, hint), "warn")

    def _show_failure(self, error: object) -> None:
        if isinstance(error, WeightsError | EngineError):
            self._tell(phrases.paragraph(*failures.words(error)), "error")

    # -- doing -----------------------------------------------------------------------------------------------

    def _do(self, model_id: str, deed: Deed) -> None:
        stock = self._stock
        self._tell("")
        doings: dict[Deed, Callable[[str], None]] = {
            Deed.DOWNLOAD: stock.download,
            Deed.PAUSE: stock.downloads.pause,
            Deed.RESUME: stock.downloads.resume,
            Deed.TRY_NOW: stock.downloads.resume,
            Deed.TRY_AGAIN: stock.downloads.resume,
            Deed.CANCEL: stock.downloads.cancel,
            Deed.DISCARD: stock.downloads.cancel,
            Deed.STOP_CHECK: stock.stop_check,
            Deed.USE: stock.use,
            Deed.VERIFY: stock.verify,
            Deed.REPAIR: stock.repair,
            Deed.UPDATE: stock.repair,
            Deed.FETCH_ANEW: stock.download,
            Deed.SHOW: self._show_folder,
            Deed.DELETE: lambda chosen: stock.plan_removal(
                chosen, lambda plan: self._ask_removal(chosen, plan)
            ),
        }
        doings[deed](model_id)

    def _show_folder(self, model_id: str) -> None:
        folder = self._stock.state(model_id).folder
        if folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _ask_folder(self) -> None:
        ask_folder(self, self.tr("Find models in a folder"), self.look_in)

    def _ask_removal(self, model_id: str, planned: Removal) -> None:
        if not isValid(self):
            return
        model, state = self._stock.catalogue.model(model_id), self._stock.state(model_id)
        if state.kind in (Kind.DOWNLOADING, Kind.CHECKING):
            return
        frees = self.tr("This frees {size}.").format(size=card_words.exact_size(planned.bytes))
        where = self.tr("The model's files in {folder} are deleted.").format(folder=planned.folder)
        others = ""
        if planned.kept:
            others = self.tr("Files there that aren't the model's stay: {n}.").format(n=len(planned.kept))
        elif state.in_place:
            others = self.tr("Other programs that use this folder lose it too.")
        question = Question(
            self.theme,
            self,
            self.tr("Delete {model}?").format(model=model.name),
            phrases.paragraph(frees, where, others),
            self.tr("Delete"),
            self.tr("Keep"),
        )
        if question.exec():
            self._stock.remove(model_id, planned)
