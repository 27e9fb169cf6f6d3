"""How the project checks its takes: whether at all, how strictly, how often it tries again; and how far it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QSpinBox, QVBoxLayout, QWidget

from cosydesk.ui.actions import ActionId, Actions
from cosydesk.ui.document import Document
from cosydesk.ui.take_checks import TakeChecks
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.basics import ElidedLabel, label
from cosydesk.ui.widgets.fold import Fold
from cosydesk.ui.widgets.hint_button import HintButton
from cosydesk.ui.widgets.icon_button import IconButton
from cosydesk.ui.widgets.segmented import Segmented

_MODES = ("off", "warn", "redo")


class CheckFold(Fold):
    """Off, warn or speak again; the share of wrong words that is let pass; the tries; and the progress with a way out.

    Attributes: mode, limit, tries: the project's settings. cancel: ends what is being checked.
    """

    def __init__(
        self,
        document: Document,
        checks: TakeChecks,
        actions: Actions,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self._document = document
        self._checks = checks
        self._filling = False
        m = theme.metrics
        self.mode = Segmented(theme)
        self._meaning = label("muted", wrap=True)
        self._limit_label, self._tries_label = label("muted"), label("muted")
        self.limit, self.tries = QSpinBox(), QSpinBox()
        self.limit.setRange(0, 100)
        self.limit.setSingleStep(5)
        self.limit.setSuffix(" %")
        self.tries.setRange(1, 9)
        for spin in (self.limit, self.tries):
            spin.setFont(theme.font(theme.type.body, tabular=True))
            spin.setKeyboardTracking(False)
            spin.setMinimumWidth(64)
            spin.lineEdit().setTextMargins(m.sm - 2, 0, 0, 0)
        self.check_all = HintButton(theme, "list", centered=True)
        self.check_all.clicked.connect(actions[ActionId.CHECK_TAKES].trigger)
        self._action = actions[ActionId.CHECK_TAKES]
        self._action.changed.connect(self._show_button)
        self._progress = ElidedLabel(kind="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel = IconButton(theme, "x", token="muted", size=15, edge=m.compact)
        self.cancel.clicked.connect(checks.cancel)
        self._under_way = QWidget()
        told = QHBoxLayout()
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(0)
        told.addWidget(self._progress, 1)
        told.addWidget(self.cancel)
        column = QVBoxLayout(self._under_way)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.xs)
        column.addLayout(told)
        column.addWidget(self._bar)
        pair = QGridLayout()
        pair.setHorizontalSpacing(m.sm)
        pair.setVerticalSpacing(m.xs)
        for place, (words, spin) in enumerate(
            ((self._limit_label, self.limit), (self._tries_label, self.tries))
        ):
            words.setBuddy(spin)
            pair.addWidget(words, 0, place)
            pair.addWidget(spin, 1, place)
            pair.setColumnStretch(place, 1)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(0, 0, 0, m.xs)
        layout.setSpacing(m.sm - 2)
        layout.addWidget(self.mode)
        layout.addWidget(self._meaning)
        layout.addLayout(pair)
        layout.addWidget(self.check_all)
        layout.addWidget(self._under_way)
        self.mode.chosen.connect(lambda index: self._set(check_takes=_MODES[index]))
        self.limit.valueChanged.connect(lambda value: self._set(check_limit=value / 100))
        self.tries.valueChanged.connect(lambda value: self._set(check_tries=value))
        document.settings_changed.connect(self.refresh)
        checks.changed.connect(self._show_progress)
        self.retranslate()

    def retranslate(self) -> None:
        self.mode.setAccessibleName(self.tr("Check new takes"))
        self.mode.set_texts([self.tr("Off"), self.tr("Warn"), self.tr("Speak again")])
        self._limit_label.setText(self.tr("Errors allowed"))
        self._tries_label.setText(self.tr("Further tries"))
        self.limit.setAccessibleName(self._limit_label.text())
        self.tries.setAccessibleName(self._tries_label.text())
        self.limit.setToolTip(
            self.tr("Words, or Chinese and Japanese characters, that may be heard otherwise than written")
        )
        self.tries.setToolTip(
            self.tr("How often a line is spoken again, each time with another seed; the best take is kept")
        )
        self.cancel.setToolTip(self.tr("Check no further"))
        self.cancel.setAccessibleName(self.cancel.toolTip())
        self._show_button()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def refresh(self) -> None:
        """Show the project's settings."""
        settings = self._document.project.settings
        mode = _MODES.index(settings.check_takes) if settings.check_takes in _MODES else 0
        self._filling = True
        self.mode.set_index(mode)
        self.limit.setValue(round(100 * settings.check_limit))
        self.tries.setValue(settings.check_tries)
        self._filling = False
        self.limit.setEnabled(mode > 0)
        self.tries.setEnabled(mode == 2)
        self._meaning.setText(
            (
                self.tr("New takes are not read back."),
                self.tr("New takes are read back; what differs from the line is marked."),
                self.tr("New takes are read back; those that fail are spoken again with another seed."),
            )[mode]
        )
        self._show_progress()

    def _show_progress(self) -> None:
        checks = self._checks
        self._under_way.setVisible(checks.busy)
        self.check_all.setVisible(not checks.busy)
        done = self.tr("Checking {n} of {total}").format(
            n=min(checks.done + 1, checks.total), total=checks.total
        )
        self._progress.setText(done)
        self._bar.setRange(0, max(1, checks.total))
        self._bar.setValue(checks.done)
        modes = (self.tr("Off"), self.tr("Warn"), self.tr("Speak again"))
        self.head.set_texts(self.tr("Checking takes"), done if checks.busy else modes[self.mode.index])

    def _show_button(self) -> None:
        self.check_all.set_parts(self.tr("Check all takes in use"), hint="")
        self.check_all.setEnabled(self._action.isEnabled())
        self.check_all.setToolTip(self._action.toolTip())

    def _set(self, **values: object) -> None:
        if not self._filling:
            self._document.apply(self._document.project.set_project(**values))
            self.refresh()  # where it may not be changed the controls say again what is so
