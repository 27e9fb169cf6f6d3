"""What is said about the check of a take: its score, its faults, and the words that differ."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QObject

from cosydesk.studio.checking.reading import Part, Piece, Reading, read_back, take_language
from cosydesk.studio.take import Take
from cosydesk.studio.take_check import TakeCheck
from cosydesk.ui.document import Document

_MARKS = {
    Part.KEPT: "{text}",
    Part.MISSING: "<s>{text}</s>",
    Part.EXTRA: "<b><u>{heard}</u></b>",
    Part.REPLACED: "<s>{text}</s> <b><u>{heard}</u></b>",
}


@dataclass(frozen=True)
class CheckShown:
    """Attributes:
    state: ``"passed"``, ``"failed"``, or ``"unread"`` where it was judged by its signal alone and has no fault.
    score: how much of the line was heard as it should be, e.g. ``98 %``; a dash where it wasn't read back.
    short: what is wrong, on one line. rich: the words that differ, and what was heard, as HTML.
    """

    state: str = ""
    score: str = ""
    short: str = ""
    rich: str = ""

    @property
    def icon(self) -> str:
        return {"passed": "check", "failed": "triangle-alert"}.get(self.state, "circle-dashed")

    @property
    def token(self) -> str:
        """Palette field of its text; with `_soft` behind it, of its ground."""
        return {"passed": "ok", "failed": "warn"}.get(self.state, "muted")


class CheckWords(QObject):
    """An object for the sake of its translations."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document

    def shown(self, take: Take) -> CheckShown | None:
        """How the take's check is shown; None where it wasn't checked."""
        check = take.check
        if check is None:
            return None
        state = "failed" if check.failed else "unread" if check.error_rate is None else "passed"
        return CheckShown(state, self.score(check), self.short(check), self._rich(take, check))

    def score(self, check: TakeCheck) -> str:
        if check.error_rate is None:
            return "–"
        return self.tr("{percent} %").format(percent=round(100 * (1.0 - check.error_rate)))

    def short(self, check: TakeCheck) -> str:
        """What is wrong, or that nothing is."""
        said = [self.fault(fault) for fault in check.faults]
        if not said and check.failed:
            said = [
                self.tr("Too many words differ")
                if check.unit == "word"
                else self.tr("Too many characters differ")
            ]
        if check.error_rate is None:
            said.append(self.tr("Not read back"))
        return " · ".join(said) or self.tr("As written")

    def fault(self, fault: str) -> str:
        match fault:
            case "missing_words":
                return self.tr("Words are missing")
            case "extra_words":
                return self.tr("Extra words")
            case "unlikely_words":
                return self.tr("Words sound otherwise")
            case "leaked_prompt":
                return self.tr("The prompt is spoken")
            case "clipped":
                return self.tr("Clipped")
            case "silence":
                return self.tr("Long silence inside")
            case "noise_tail":
                return self.tr("Noise at the end")
        return self.tr("Unlikely length")

    def spoken(self, take: Take) -> str:
        """The check as a screen reader says it; empty where there is none."""
        if take.check is None:
            return ""
        score, short = self.score(take.check), self.short(take.check)
        if take.check.failed:
            return self.tr("check failed, {score}: {faults}").format(score=score, faults=short)
        return self.tr("check passed, {score}").format(score=score) if score != "–" else short

    def _rich(self, take: Take, check: TakeCheck) -> str:
        if check.error_rate is None:
            return ""
        reading = self._reading(take, check)
        if not reading.comparison.differences:
            return escape(self.tr("Every word was heard."))
        marked = "".join(_marked(piece) for piece in reading.pieces())
        heard = self.tr("Heard: {text}").format(text=check.heard or "–")
        return f"{marked}<br>{escape(heard)}"

    def _reading(self, take: Take, check: TakeCheck) -> Reading:
        voice = self._document.voices.get(take.request.voice_id)
        language = take_language(take.request, voice.language if voice is not None else "")
        return read_back(take.request, check.heard, language)


def _marked(piece: Piece) -> str:
    marked = _MARKS[piece.part].format(text=escape(piece.text), heard=escape(piece.heard))
    return f" {marked} " if piece.part is Part.EXTRA else marked
