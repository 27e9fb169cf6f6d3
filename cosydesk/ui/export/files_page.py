"""Which files are made."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cosydesk.studio.delivery.plan import DeliveryPlan
from cosydesk.studio.delivery.recipe import ORIGINAL, SUBTITLES, TIMELINES, Recipe
from cosydesk.studio.delivery.timelines_out import has_otio
from cosydesk.ui.export.kinds import Kinds
from cosydesk.ui.export.rows import Rows
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.segmented import Segmented
from cosydesk.ui.widgets.switch import Switch


class FilesPage(Rows):
    """Signals:
    changed: the person chose something.
    """

    changed = Signal()

    def __init__(self, theme: Theme, plan: DeliveryPlan, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._plan = plan
        self.mix, self.stems, self.lines, self.video, self.source = (Switch(theme) for _ in range(5))
        self.original = Segmented(theme)
        self.subtitles = Kinds(theme, SUBTITLES, ("SRT", "VTT", "ASS"))
        self.timelines = Kinds(theme, TIMELINES, ("OTIO", "FCPXML", "EDL"))
        for control in (self.mix, self.stems, self.lines, self.video, self.original):
            self.add(control)
        for below in (self.subtitles, self.source, self.timelines):
            self.add(below)
        self.original.setMinimumWidth(220)
        self.video.setEnabled(plan.video is not None)
        self.timelines.boxes["otio"].setEnabled(has_otio())
        self.source.setEnabled(any(line.source for line in plan.lines))
        # What this project has no use for gets no row; the video's says how to get one.
        self.show_row(self.original, shown=plan.video is not None)
        self.show_row(self.source, shown=self.source.isEnabled())
        for switch in (self.mix, self.stems, self.lines, self.video, self.source):
            switch.clicked.connect(self.changed)
        self.original.chosen.connect(self.changed)
        self.subtitles.changed.connect(self.changed)
        self.timelines.changed.connect(self.changed)

    def show_recipe(self, recipe: Recipe) -> None:
        """Without a signal. What the project can't give stays off."""
        self.mix.setChecked(recipe.mix)
        self.stems.setChecked(recipe.stems)
        self.lines.setChecked(recipe.lines)
        self.video.setChecked(recipe.video and self._plan.video is not None)
        self.original.set_index(ORIGINAL.index(recipe.original))
        self.subtitles.choose(recipe.subtitles)
        self.source.setChecked(recipe.subtitle_source and self.source.isEnabled())
        boxes = self.timelines.boxes
        self.timelines.choose(tuple(kind for kind in recipe.timelines if boxes[kind].isEnabled()))

    def taken_into(self, recipe: Recipe) -> Recipe:
        """The recipe with what is chosen here."""
        return replace(
            recipe,
            mix=self.mix.isChecked(),
            stems=self.stems.isChecked(),
            lines=self.lines.isChecked(),
            video=self.video.isChecked(),
            original=ORIGINAL[self.original.index],
            subtitles=self.subtitles.chosen,
            subtitle_source=self.source.isChecked(),
            timelines=self.timelines.chosen,
        )

    def retranslate(self) -> None:
        plan = self._plan
        speakers = len([stem for stem in plan.stems if stem.speaker])
        heard = sum(1 for line in plan.lines if line.mix.length)
        no_video = self.tr("The project has no video: open one to dub it")
        self.set_texts(self.mix, self.tr("Mix"), self.tr("The whole timeline in one file"))
        self.set_texts(
            self.stems,
            self.tr("Stems"),
            self.tr("A file for each speaker, as long as the mix · {n}").format(n=speakers),
        )
        self.set_texts(
            self.lines,
            self.tr("Single lines"),
            self.tr("A numbered file for each line · {n}").format(n=heard),
        )
        video = plan.video
        self.set_texts(
            self.video,
            self.tr("Dubbed video"),
            self.tr("The picture of {name}, copied, with the new sound").format(name=video.name)
            if video
            else no_video,
        )
        self.video.setToolTip("" if video else no_video)
        self.original.set_texts([self.tr("Lower, under the speech"), self.tr("Replaced")])
        self.set_texts(self.original, self.tr("Sound of the video"))
        self.set_texts(
            self.subtitles, self.tr("Subtitles"), self.tr("With the times of the speech as placed")
        )
        before = self.tr("What was said before the translation")
        self.set_texts(self.source, self.tr("Original as second row"), before)
        self.set_texts(
            self.timelines, self.tr("Timeline"), self.tr("For editing programs; refers to the files above")
        )
        if not has_otio():
            self.timelines.boxes["otio"].setToolTip(
                self.tr("Its library isn't made for this system: choose FCPXML or EDL")
            )
        for kinds, name in ((self.subtitles, self.tr("Subtitles")), (self.timelines, self.tr("Timeline"))):
            for box in kinds.boxes.values():
                box.setAccessibleName(f"{name}: {box.text()}")
