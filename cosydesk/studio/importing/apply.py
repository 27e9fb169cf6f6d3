"""What was read becomes lines of the project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cosydesk import markup
from cosydesk.studio.edit import Edit
from cosydesk.studio.importing.cue import Cue, Imported
from cosydesk.studio.line import Line, new_id
from cosydesk.studio.project import Project
from cosydesk.studio.voice_modes import BUILT_IN, mode_after_voice

Spoken = Literal["text", "source", "both"]
"""Which of two languages is spoken: that of `Cue.text`, that of `Cue.source`, or one after the other."""


def import_edit(
    project: Project,
    imported: Imported,
    voices: Mapping[str, str],
    *,
    text: Spoken = "text",
    at: int | None = None,
    replace: bool = False,
) -> Edit:
    """The edit "Import lines" that puts everything that was read into the script, as one step.

    Args:
        project: the document.
        imported: what was read.
        voices: voice id by the speaker's name; "" is for lines that name nobody, and for names that aren't there.
        text: which of two languages is spoken. The other is kept as `Line.source`.
        at: before which line they go, from 0; None = behind the last, or in the place of empty lines where there is
            nothing else.
        replace: all lines that are there go, with their clips.
    """
    rate = project.sample_rate
    lines = [_line(cue, voices.get(cue.speaker, voices.get("", "")), text, rate) for cue in imported.cues]
    if at is None and lines and all(_untouched(project, line) for line in project.lines):
        replace = True
    gone = [line.id for line in project.lines] if replace else []
    if not lines and not gone:
        return Edit("Import lines", ())
    index = len(project.lines) if at is None else at
    return project.edit_lines(gone, lines, 0 if replace else index, "Import lines")


def _untouched(project: Project, line: Line) -> bool:
    """Whether it is the empty line that a new project begins with, or as good as one."""
    return not line.text.strip() and not line.notes and not project.takes_of(line.id)


def _line(cue: Cue, voice_id: str, text: Spoken, rate: int) -> Line:
    words, source = spoken_words(cue, text)
    slot_in = None if cue.start_s is None else round(cue.start_s * rate)
    slot_out = None if cue.end_s is None or slot_in is None else max(slot_in + 1, round(cue.end_s * rate))
    return Line(
        new_id(),
        words,
        voice_id,
        mode_after_voice(voice_id, BUILT_IN),
        slot_in=slot_in,
        slot_out=slot_out,
        speaker=cue.speaker,
        source=source,
    )


def spoken_words(cue: Cue, text: Spoken) -> tuple[str, str]:
    """(what is spoken, as markup; what it is a translation of, as plain text)."""
    if not cue.source or text == "text":
        return cue.text, cue.source
    if text == "both":
        return f"{cue.text} {markup.escape(cue.source)}", ""
    return markup.escape(cue.source), markup.plain_text(markup.parse(cue.text)).strip()
