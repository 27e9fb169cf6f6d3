"""What is being fetched, small in the status bar; a click shows the model manager."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt

from cosydesk.jobs.downloads import Downloads, DownloadState, ModelDownload
from cosydesk.ui.models import card_words
from cosydesk.ui.theme import Theme
from cosydesk.ui.widgets.icon_button import IconButton


class DownloadIndicator(IconButton):
    """Hidden while nothing is on its way."""

    def __init__(self, downloads: Downloads, theme: Theme) -> None:
        m = theme.metrics
        super().__init__(theme, "download", token="accent_ink", size=14, edge=m.status_bar - 4)
        self.setProperty("kind", "small")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFont(theme.font(theme.type.small, tabular=True))
        self._shown: list[ModelDownload] = []
        downloads.changed.connect(lambda _model_id: self.show_downloads(downloads.all()))
        self.show_downloads(downloads.all())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_downloads(self._shown)

    def show_downloads(self, known: list[ModelDownload]) -> None:
        """Show the first that runs, else the first that needs somebody."""
        self._shown = known
        running = [download for download in known if download.active]
        failed = [download for download in known if download.state is DownloadState.FAILED]
        first = next(iter(running or failed or known), None)
        self.setVisible(first is not None)
        if first is None:
            return
        name = first.model.name
        if running:
            percent = card_words.percent(first.progress)
            if first.state is DownloadState.RETRYING:
                text = self.tr("{model}: no connection").format(model=name)
            elif first.progress.stage == "verifying":
                text = self.tr("{model}: checking").format(model=name)
            else:
                text = self.tr("{model} {percent} %").format(model=name, percent=percent)
            if len(running) > 1:
                text = self.tr("{text} and {n} more").format(text=text, n=len(running) - 1)
        elif failed:
            text = self.tr("{model}: download failed").format(model=name)
        else:
            text = self.tr("{model}: paused").format(model=name)
        if running:
            self.set_icon("download", "accent_ink")
        elif failed:
            self.set_icon("triangle-alert", "error")
        else:
            self.set_icon("pause", "muted")
        self.setText(f" {text}")  # Qt leaves no room behind the icon
        details = card_words.progress_words(first.progress) if running else text
        self.setToolTip("\n".join((details, self.tr("Click to see the models"))))
        self.setAccessibleName(text)
