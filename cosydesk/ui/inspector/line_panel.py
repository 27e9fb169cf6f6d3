"""Everything about the current line but its words: voice, manner, speed, seed, takes."""

from __future__ import annotations

import random

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from cosydesk.jobs.job import JobState
from cosydesk.playback.player import Player
from cosydesk.studio.library import STARTER
from cosydesk.studio.line import Line
from cosydesk.studio.my_voice import is_mine
from cosydesk.studio.voice_modes import BUILT_IN, CLONE, CROSS_LINGUAL, INSTRUCT, spoken_mode
from cosydesk.ui import failures
from cosydesk.ui.actions import Actions
from cosydesk.ui.document import Document
from cosydesk.ui.inspector.check_fold import CheckFold
from cosydesk.ui.inspector.mode_box import ModeBox
from cosydesk.ui.inspector.notes_fold import NotesFold
from cosydesk.ui.inspector.slot_fold import SlotFold
from cosydesk.ui.inspector.takes_panel import TakesPanel
from cosydesk.ui.inspector.tempo_row import TempoRow
from cosydesk.ui.manner.manners import Manners
from cosydesk.ui.speech import Speech
from cosydesk.ui.take_checks import TakeChecks
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import label
from cosydesk.ui.widgets.combo_box import ComboBox
from cosydesk.ui.widgets.empty_state import EmptyState
from cosydesk.ui.widgets.failure_card import FailureCard
from cosydesk.ui.widgets.icon_button import IconButton

_MAX_SEED = 2**31 - 1


class LinePanel(QWidget):
    """Signals:
    retry: id of the line whose job failed.
    """

    retry = Signal(str)

    def __init__(
        self,
        document: Document,
        speech: Speech,
        player: Player,
        checks: TakeChecks,
        actions: Actions,
        manners: Manners,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.theme = theme
        self._document = document
        self._speech = speech
        self._manners = manners
        self._filling = False
        m = theme.metrics
        self._several = label("warn", wrap=True)
        self._several.hide()
        self._voice_label = label("muted")
        self.voice = ComboBox()
        self.voice.setIconSize(QSize(10, 10))
        self.voice.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.voice.setMinimumContentsLength(6)
        self._mode_label = label("muted")
        self.mode = ModeBox()
        self._manner_label = label("muted")
        self.manner = QPlainTextEdit()
        self.manner.setFixedHeight(52)
        self.manner.setTabChangesFocus(True)
        self.manner.installEventFilter(self)
        self.presets = IconButton(theme, "list", token="muted", size=15, edge=m.compact - 4)
        self._speed_label = label("muted")
        self.speed = QDoubleSpinBox()
        self.speed.setRange(0.5, 2.0)
        self.speed.setSingleStep(0.05)
        self.speed.setSuffix("×")
        self._seed_label = label("muted")
        self.seed = QSpinBox()
        self.seed.setRange(0, _MAX_SEED)
        self.seed.setProperty("plain", True)
        self.dice = IconButton(theme, "dices", token="muted", edge=m.compact)
        self.lock = IconButton(theme, "lock-open", token="muted", size=15, edge=m.compact)
        self.lock.setCheckable(True)
        for spin in (self.speed, self.seed):
            spin.setFont(theme.font(theme.type.body, tabular=True))
            spin.setKeyboardTracking(False)
            spin.setMinimumWidth(64)
            spin.lineEdit().setTextMargins(m.sm - 2, 0, 0, 0)
        self.tempo = TempoRow(document, theme)
        self.slot = SlotFold(document, actions, theme)
        self.notes = NotesFold(document, theme)
        self._failure = FailureCard(theme)
        self.takes = TakesPanel(document, player, checks, actions, theme)
        self.checking = CheckFold(document, checks, actions, theme)
        self._empty = EmptyState(theme, "text-cursor-input")

        inside = QHBoxLayout(self.seed)
        inside.setContentsMargins(0, 0, 2, 0)
        inside.addStretch(1)
        inside.setSpacing(0)
        inside.addWidget(self.lock)
        inside.addWidget(self.dice)
        who = QGridLayout()
        who.setHorizontalSpacing(m.sm)
        who.setVerticalSpacing(m.xs)
        who.addWidget(self._voice_label, 0, 0)
        who.addWidget(self._mode_label, 0, 1)
        who.addWidget(self.voice, 1, 0)
        who.addWidget(self.mode, 1, 1)
        for box in (self.voice, self.mode):
            # They share the width of the panel; a long name is cut, not the panel.
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        who.setColumnStretch(0, 3)
        who.setColumnStretch(1, 2)
        pair = QGridLayout()
        pair.setHorizontalSpacing(m.sm)
        pair.setVerticalSpacing(m.xs)
        pair.addWidget(self._speed_label, 0, 0)
        pair.addWidget(self._seed_label, 0, 1)
        pair.addWidget(self.speed, 1, 0)
        pair.addWidget(self.seed, 1, 1)
        pair.setColumnStretch(0, 1)
        pair.setColumnStretch(1, 1)
        content = QWidget()
        form = QVBoxLayout(content)
        form.setContentsMargins(m.md, 0, m.md, m.md)
        form.setSpacing(m.xs)
        form.addWidget(self._several)
        form.addLayout(who)
        form.addSpacing(m.sm)
        head = QHBoxLayout()
        head.addWidget(self._manner_label, 1)
        head.addWidget(self.presets)
        form.addLayout(head)
        form.addWidget(self.manner)
        form.addSpacing(m.sm)
        form.addLayout(pair)
        form.addWidget(self.tempo)
        form.addSpacing(m.xs)
        form.addWidget(self.slot)
        form.addWidget(self.notes)
        form.addSpacing(m.sm)
        form.addWidget(self._failure)
        form.addWidget(self.takes)
        form.addSpacing(m.sm)
        form.addWidget(self.checking)
        form.addStretch(1)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        content.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self._empty)

        self.voice.activated.connect(self._voice_chosen)
        self.mode.chosen.connect(self._mode_chosen)
        self.manner.textChanged.connect(self._manner_typed)
        self.presets.clicked.connect(self.open_presets)
        document.lines_selected.connect(self._show_several)
        self.speed.valueChanged.connect(self._speed_set)
        self.seed.valueChanged.connect(lambda value: self._set(seed=value, seed_locked=True))
        self.dice.clicked.connect(self._roll)
        self.lock.clicked.connect(lambda locked: self._set(seed_locked=locked))
        self._failure.retry.connect(lambda: self.retry.emit(self._document.current_line_id))
        document.current_line_changed.connect(lambda _line: self.refresh())
        document.lines_changed.connect(self._lines_changed)
        document.line_state_changed.connect(self._line_state_changed)
        document.voices.changed.connect(self._fill_voices)
        speech.capabilities_changed.connect(lambda _model: self.refresh())
        theme.changed.connect(self._fill_voices)
        self._fill_voices()
        self.retranslate()

    def retranslate(self) -> None:
        self._voice_label.setText(self.tr("Voice"))
        self._mode_label.setText(self.tr("Mode"))
        self.mode.retranslate()
        self._manner_label.setText(self.tr("Manner (instruct)"))
        self._speed_label.setText(self.tr("Speed"))
        self._seed_label.setText(self.tr("Seed"))
        self.presets.setAccessibleName(self.tr("Presets and manners used lately"))
        self._show_several()
        self.dice.setAccessibleName(self.tr("Another seed"))
        self.voice.setPlaceholderText(self.tr("Choose a voice"))
        self.dice.setToolTip(self.tr("Another seed"))
        self.speed.setToolTip(self.tr("1.00 is as the voice speaks; higher is faster"))
        for field, words in (
            (self.voice, self._voice_label),
            (self.mode, self._mode_label),
            (self.manner, self._manner_label),
            (self.speed, self._speed_label),
            (self.seed, self._seed_label),
        ):
            field.setAccessibleName(words.text())
        self._empty.set_texts(self.tr("No line"), self.tr("Type in the script to make one."))
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def refresh(self) -> None:
        """Show the current line."""
        line = self._document.current_line()
        self._stack.setCurrentIndex(0 if line is not None else 1)
        if line is None:
            return
        self._filling = True
        self.voice.setCurrentIndex(self.voice.findData(line.voice_id))
        if self.manner.toPlainText() != line.instruct:
            self.manner.setPlainText(line.instruct)
        self.speed.setValue(line.speed)
        self.seed.setValue(line.seed)
        self.lock.setChecked(line.seed_locked)
        self.lock.set_icon(
            "lock" if line.seed_locked else "lock-open", "text" if line.seed_locked else "muted"
        )
        self._filling = False
        self.tempo.refresh()
        self._show_capabilities(line)
        self._show_failure(line.id)

    def _show_capabilities(self, line: Line) -> None:
        model_id = self._speech.cloning.model_of_line(line)
        known, entry = self._speech.capabilities(model_id), self._speech.cloning.entry(model_id)
        refused = self._refused_modes(line)
        self.mode.show_mode(spoken_mode(line.voice_id, line.mode), refused)
        instruct = INSTRUCT not in refused
        self.manner.setEnabled(instruct)
        placeholder = self.tr("For example: calm, close to the microphone")
        if not instruct:
            placeholder = (
                self.tr("Not with cloned voices")
                if is_mine(line.voice_id)
                else self.tr("Not with starter voices")
            )
        self.manner.setPlaceholderText(placeholder)
        self.manner.setToolTip(refused.get(INSTRUCT, ""))
        # Until the engine has described a model: all but the starter voices draw.
        seeded = known.seeded if known is not None else entry is not None
        self.presets.setEnabled(instruct)
        self.presets.setToolTip(
            self.tr("Presets and manners used lately") if instruct else refused.get(INSTRUCT, "")
        )
        for field in (self.seed, self.dice, self.lock):
            field.setEnabled(seeded)
        locked = self.tr("Locked: every take uses this seed")
        free = self.tr("Not locked: each new take draws its own seed")
        self.lock.setAccessibleName(self.tr("Lock the seed"))
        reason = self.tr("Starter voices speak a text the same way each time.")
        self.seed.setToolTip("" if seeded else reason)
        self.dice.setToolTip(self.tr("Another seed") if seeded else reason)
        self.lock.setToolTip((locked if self.lock.isChecked() else free) if seeded else reason)

    def _refused_modes(self, line: Line) -> dict[str, str]:
        """The modes that the line can't be spoken in as it stands, with the reason of each."""
        cloning = self._speech.cloning
        model_id = cloning.model_of_line(line)
        known, entry = self._speech.capabilities(model_id), cloning.entry(model_id)
        if not is_mine(line.voice_id):
            refused = dict.fromkeys(
                (CLONE, CROSS_LINGUAL), self.tr("Only a voice of your own can be cloned.")
            )
            able = known.instruct if known is not None else entry is not None and INSTRUCT in entry.modes
            if not able:
                refused[INSTRUCT] = (
                    self.tr("Starter voices can't be directed; CosyVoice's Instruct models can.")
                    if model_id in ("", STARTER)
                    else self.tr("{model} can't be directed.").format(model=model_id)
                )
            return refused
        refused = {BUILT_IN: self.tr("This voice is your own: it is in no model.")}
        if entry is None:
            reason = self.tr("No model that can clone is open. Open one in the Model menu.")
            return refused | dict.fromkeys((CLONE, CROSS_LINGUAL, INSTRUCT), reason)
        voice = cloning.voice(line.voice_id)
        if voice is not None and not voice.transcript:
            refused[CLONE] = self.tr("The voice has no transcript: type what is said in its recording.")
        if not entry.directs_clones:
            refused[INSTRUCT] = self.tr("{model} can't direct a cloned voice.").format(model=entry.id)
        return refused

    def _show_failure(self, line_id: str) -> None:
        job = self._document.line_job(line_id)
        if job is not None and job.state is JobState.FAILED and job.error is not None:
            self._failure.show_error(*failures.words(job.error))
        else:
            self._failure.hide()

    def _lines_changed(self, changed: frozenset[str] | None) -> None:
        if changed is None or self._document.current_line_id in changed:
            self.refresh()

    def _line_state_changed(self, line_id: str) -> None:
        if line_id == self._document.current_line_id:
            self._show_failure(line_id)

    def _fill_voices(self) -> None:
        self._filling = True
        self.voice.clear()
        for voice in self._document.voices.all():
            hue = self._document.speaker_index(voice.id)
            self.voice.addItem(_dot(self.theme, hue, self.devicePixelRatioF()), voice.name, voice.id)
        self._filling = False
        self.refresh()

    def _voice_chosen(self, index: int) -> None:
        line = self._document.current_line()
        voice_id = self.voice.itemData(index)
        if line is not None and isinstance(voice_id, str):
            self._document.apply(
                self._document.project.assign_voice(self._document.lines_to_edit(), voice_id)
            )

    def open_presets(self) -> None:
        """Show the manners that the line's model knows, and those used lately."""
        line = self._document.current_line()
        if line is not None and self.presets.isEnabled():
            menu = self._manners.menu(line, self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.chosen.connect(self._preset_chosen)
            menu.popup(self.presets.mapToGlobal(self.presets.rect().bottomLeft()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.manner and event.type() == QEvent.Type.FocusOut:
            self._manners.note(self.manner.toPlainText())
        return super().eventFilter(watched, event)

    def _preset_chosen(self, manner: str) -> None:
        self._manners.note(manner)
        self._direct(manner)
        self.refresh()

    def _manner_typed(self) -> None:
        self._direct(self.manner.toPlainText())

    def _direct(self, manner: str) -> None:
        line = self._document.current_line()
        if not self._filling and line is not None:
            edit = self._document.project.direct_lines(self._document.lines_to_edit(), manner)
            self._document.apply(edit)

    def _show_several(self) -> None:
        count = len(self._document.selected_line_ids)
        self._several.setText(self.tr("Changes here go to the {count} marked lines.").format(count=count))
        self._several.setVisible(count > 1)

    def _mode_chosen(self, mode: str) -> None:
        self._set(mode=mode)
        if mode == INSTRUCT:
            self.manner.setFocus()

    def _speed_set(self, value: float) -> None:
        self._set(speed=round(value, 2))

    def _roll(self) -> None:
        self._set(seed=random.randrange(10_000), seed_locked=True)

    def _set(self, **values: object) -> None:
        line = self._document.current_line()
        if not self._filling and line is not None:
            self._document.apply(self._document.project.edit_each(self._document.lines_to_edit(), **values))


def _dot(theme: Theme, hue: int, ratio: float) -> QIcon:
    image = QPixmap(QSize(10, 10) * ratio)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.speaker_color(hue))
    painter.drawEllipse(1, 1, 8, 8)
    painter.end()
    return QIcon(image)
