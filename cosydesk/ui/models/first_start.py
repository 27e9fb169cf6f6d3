"""The first start: what this computer can do, the model that suits it, and speaking at once while it is fetched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from cosydesk.doctor.machine import Machine
from cosydesk.engine.errors import EngineError
from cosydesk.settings import Settings
from cosydesk.ui import failures, phrases
from cosydesk.ui.dialogs.base import Dialog
from cosydesk.ui.inspector.take_words import size_text
from cosydesk.ui.models import card_words, catalogue_texts, machine_words
from cosydesk.ui.models.card_state import Deed, Kind, deeds
from cosydesk.ui.models.models_place import ask_folder
from cosydesk.ui.models.recommend import Advice, advise
from cosydesk.ui.models.sound_line import SoundLine
from cosydesk.ui.models.stock import ModelStock, speakable
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label, set_kind
from cosydesk.weights import CatalogueModel

_WIDTH = 560
_ICON = 28
_DONE = (Kind.HERE, Kind.OLDER)
_GOES_ON = (Kind.DOWNLOADING, Kind.WAITING, Kind.RETRYING, Kind.CHECKING, Kind.OPENING)


class FirstStart(Dialog):
    """Offers one model; whatever the person does, the window behind it can be used right after.

    Attributes:
        download, pause, have, later: its buttons. `later` closes it.
        sound: which sound devices there are.

    Signals:
        manager_wanted: the person wants to see all models.
    """

    manager_wanted = Signal()

    def __init__(
        self,
        stock: ModelStock,
        settings: Settings,
        theme: Theme,
        parent: QWidget | None = None,
        pace: Callable[[], tuple[str, float]] = lambda: ("", 0.0),
    ) -> None:
        """Args: pace: which model was measured last, and its compute seconds per second of speech, 0 before."""
        super().__init__(theme, parent, _WIDTH)
        self._stock = stock
        self._settings = settings
        self._pace = pace
        self._machine: Machine | None = None
        self._advice: Advice | None = None
        self._trouble = ""
        m = theme.metrics
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON, _ICON)
        self._where = label("section", wrap=True)
        self._why = label("muted", wrap=True)
        self.sound = SoundLine(theme, self)
        machine = QVBoxLayout()
        machine.setSpacing(2)
        machine.addWidget(self._where)
        machine.addWidget(self._why)
        machine.addWidget(self.sound)
        top = QHBoxLayout()
        top.setSpacing(m.md)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(machine, 1)

        self.card = QFrame()
        self.card.setProperty("kind", "card")
        self._mark = label("chip-accent")
        self._name = label("section")
        self._size = label("muted")
        self._size.setFont(theme.font(theme.type.small, tabular=True))
        self._speaks = label("", wrap=True)
        self._fine = label("muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._state = label("muted", wrap=True)
        self._state.setFont(theme.font(theme.type.small, tabular=True))
        self.pause = QPushButton()
        self.pause.setProperty("compact", True)
        self.pause.setAutoDefault(False)
        self.pause.clicked.connect(self._pause_or_go_on)
        head = QHBoxLayout()
        head.setSpacing(m.sm)
        head.addWidget(self._name)
        head.addWidget(self._mark)
        head.addStretch(1)
        head.addWidget(self._size)
        told = QHBoxLayout()
        told.addWidget(self._state, 1)
        told.addWidget(self.pause, 0, Qt.AlignmentFlag.AlignTop)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(m.lg, m.md, m.lg, m.md)
        inside.setSpacing(m.sm)
        inside.addLayout(head)
        for part in (self._speaks, self._fine, self.bar):
            inside.addWidget(part)
        inside.addLayout(told)

        self._meanwhile = label("muted", wrap=True)
        self._note = label("error", wrap=True)
        self.content.setSpacing(m.lg)
        self.content.addLayout(top)
        self.content.addWidget(self.card)
        self.content.addWidget(self._note)
        self.content.addWidget(self._meanwhile)
        self.have = QPushButton()
        self.have.setProperty("kind", "ghost")
        self.have.setAutoDefault(False)
        self.have.clicked.connect(lambda: ask_folder(self, self.tr("Choose a model folder"), self.adopt))
        self.all = QPushButton()
        self.all.setProperty("kind", "ghost")
        self.all.setAutoDefault(False)
        self.all.clicked.connect(self._show_all)
        self.buttons.insertWidget(0, self.have)
        self.buttons.insertWidget(1, self.all)
        self.later = self.add_button()
        self.later.clicked.connect(self.accept)
        self.download = self.add_button(primary=True)
        self.download.clicked.connect(self._download)
        self.finished.connect(self._seen)
        theme.changed.connect(self._show_icon)
        stock.changed.connect(self._model_changed)
        stock.looked.connect(self._show)
        self.retranslate()
        stock.ask_machine(self.show_machine)
        stock.look()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and (layout := self.layout()) is not None:
            # What the machine answers arrives late, and a window doesn't follow by itself the lines that words need.
            needed = layout.totalHeightForWidth(self.width())
            if needed != self.height():
                self.resize(self.width(), needed)
        return done

    def show_machine(self, machine: Machine) -> None:
        """Say what this computer can do, and offer what suits it."""
        if not isValid(self):
            return  # it was closed before the answer came
        self._machine = machine
        self._advice = advise(
            machine,
            self._stock.catalogue,
            speakable,
            language=QLocale().name(),
            processor_only=self._processor_only,
        )
        self._stock.suggest(self._advice.model.id if self._advice.model is not None else "")
        self._show()
        if self.download.isVisibleTo(self):
            self.download.setFocus()

    def adopt(self, folder: Path) -> None:
        """Use the model, or the models, in a folder of the person's, in place."""
        self._trouble = ""
        self._stock.adopt(folder, self._adopted)
        self._show()

    @property
    def model(self) -> CatalogueModel | None:
        """The model that is offered."""
        return self._advice.model if self._advice is not None else None

    def where_text(self) -> str:
        return self._where.text()

    def state_text(self) -> str:
        return self._state.text()

    def note_text(self) -> str:
        """What went wrong; "" when nothing."""
        return self._note.text() if not self._note.isHidden() else ""

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Set up this computer"))
        self.heading.setText(self.tr("Welcome to CosyDesk"))
        self._mark.setText(self.tr("Suits this computer"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.have.setText(self.tr("I have a model folder…"))
        self.all.setText(self.tr("All models…"))
        self.sound.retranslate()
        self._show_icon()
        self._show()

    # -- showing ---------------------------------------------------------------------------------------------

    @property
    def _processor_only(self) -> bool:
        return self._settings.engine_device == "cpu"

    def _show_icon(self) -> None:
        self._icon.setPixmap(self.theme.pixmap("monitor-cog", "accent", _ICON, self.devicePixelRatioF()))

    def _show(self) -> None:
        self._show_machine()
        model = self.model
        self.card.setVisible(model is not None)
        kind = Kind.ABSENT
        if model is not None:
            kind = self._show_model(model)
        self._note.setText(self._trouble)
        self._note.setVisible(bool(self._trouble))
        goes_on, done = kind in _GOES_ON, kind in _DONE
        if done:
            self._meanwhile.setText(self.tr("Its voices are chosen in the panel on the left."))
            self.later.setText(self.tr("Start"))
        elif goes_on:
            self._meanwhile.setText(
                self.tr("Start now with the starter voices; the download goes on, shown in the status bar.")
            )
            self.later.setText(self.tr("Start"))
        else:
            self._meanwhile.setText(
                self.tr(
                    "You can start at once with the starter voices, also while a model is fetched. What you write"
                    " and record stays on this computer."
                )
            )
            self.later.setText(self.tr("Not now"))
        offered = model is not None and kind in (Kind.ABSENT, Kind.DAMAGED)
        self.download.setVisible(offered)
        self.download.setText(self.tr("Download") if kind is Kind.ABSENT else self.tr("Repair"))
        primary = "" if offered else "primary"
        if self.later.property("kind") != primary:
            set_kind(self.later, primary)
            (self.download if offered else self.later).setDefault(True)

    def _show_machine(self) -> None:
        machine = self._machine
        if machine is None:
            self._where.setText(self.tr("Looking at this computer…"))
            self._why.setText("")
        else:
            only = self._processor_only
            self._where.setText(machine_words.where_it_runs(machine, processor_only=only))
            self._why.setText(
                phrases.paragraph(
                    machine_words.why_not_faster(machine, processor_only=only),
                    machine_words.measured(*self._pace()),
                    self._obstacle(),
                )
            )
        self._why.setVisible(bool(self._why.text()))

    def _obstacle(self) -> str:
        """Why no model is offered."""
        advice = self._advice
        if advice is None or advice.model is not None:
            return ""
        missing = size_text(advice.missing_bytes)
        if advice.obstacle == "memory":
            return self.tr(
                "It has {size} too little memory for a CosyVoice model; the starter voices run well."
            ).format(size=missing)
        if advice.obstacle == "disk":
            return self.tr(
                "The disk lacks {size} for a model. Choose another folder in the model manager."
            ).format(size=missing)
        return self.tr("No model of the list can be used in this version; the starter voices run well.")

    def _show_model(self, model: CatalogueModel) -> Kind:
        state = self._stock.state(model.id)
        self._name.setText(model.name)
        if "zero_shot" in model.modes:
            words = self.tr("Clones a voice from a few seconds of it, and speaks with it in {n} languages.")
            self._speaks.setText(words.format(n=len(model.languages)))
        else:
            self._speaks.setText(catalogue_texts.speaks(model.speaks))
        self._fine.setText(" · ".join((card_words.languages_text(model), card_words.fine_print(model))))
        self._size.setText(card_words.size_words(model, state))
        self._mark.setVisible(state.kind is Kind.ABSENT)
        kind, text = card_words.state_words(model, state)
        set_kind(self._state, kind)
        self._state.setText(text)
        self._state.setVisible(bool(text))
        self.bar.setVisible(state.running)
        self.bar.setRange(0, 0 if state.endless else 1000)
        self.bar.setValue(round(1000 * state.progress.fraction))
        first = next(iter(deeds(state, speech=True)), None)
        steers = first in (Deed.PAUSE, Deed.RESUME, Deed.TRY_NOW, Deed.TRY_AGAIN, Deed.USE)
        self.pause.setVisible(steers)
        if steers and first is not None:
            self.pause.setText(card_words.deed_name(first))
            self.pause.setToolTip(card_words.deed_tip(first))
            self.pause.setAccessibleName(self.pause.text())
        return state.kind

    # -- doing -----------------------------------------------------------------------------------------------

    def _download(self) -> None:
        if self.model is not None:
            self._stock.repair(self.model.id)

    def _pause_or_go_on(self) -> None:
        model = self.model
        if model is None:
            return
        match next(iter(deeds(self._stock.state(model.id), speech=True)), None):
            case Deed.PAUSE:
                self._stock.downloads.pause(model.id)
            case Deed.USE:
                self._stock.use(model.id)
            case Deed.RESUME | Deed.TRY_NOW | Deed.TRY_AGAIN:
                self._stock.downloads.resume(model.id)

    def _model_changed(self, _model_id: str) -> None:
        self._show()

    def _adopted(self, error: EngineError | None) -> None:
        if not isValid(self):
            return
        if error is None:
            self.accept()
            return
        self._trouble = phrases.paragraph(*failures.words(error))
        self._show()

    def _show_all(self) -> None:
        self.accept()
        self.manager_wanted.emit()

    def _seen(self) -> None:
        if not self._settings.first_start_seen:
            self._settings.first_start_seen = True
            self._settings.save()
