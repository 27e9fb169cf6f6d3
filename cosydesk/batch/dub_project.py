"""The project that a dub works in: it lies beside what is made, can be opened in the window, and says what the
subtitles say.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

from cosydesk.studio import project_file
from cosydesk.studio.importing.apply import Spoken, import_edit
from cosydesk.studio.importing.cue import Imported
from cosydesk.studio.library import Library
from cosydesk.studio.line import Line
from cosydesk.studio.my_voice import is_mine
from cosydesk.studio.project import Project

_OF_SCRIPT = frozenset({"text", "voice_id", "mode", "slot_in", "slot_out", "speaker", "source"})
"""Fields of lines that the subtitles and the choice of voices decide."""


def path_of(out: Path) -> Path:
    """Where the project of a dub lies."""
    return out.with_name(out.name + project_file.SUFFIX)


def bring_up_to_date(
    project: Project, imported: Imported, voices: Mapping[str, str], text: Spoken, video: Path | None
) -> None:
    """Make a project say what the subtitles say. Lines that say what they said before keep their takes, so that after
    a correction only the corrected ones are spoken.

    Args:
        voices: voice id by speaker, "" for everybody else.
        text: which of two languages is spoken.
        video: the picture, None = there is none.
    """
    scratch = Project(sample_rate=project.sample_rate)
    scratch.apply(import_edit(scratch, imported, voices, text=text))
    kept: defaultdict[tuple[str, str, str], deque[Line]] = defaultdict(deque)
    for line in project.lines:
        kept[_words(line)].append(line)
    wanted: list[Line] = []
    for line in scratch.lines:
        if same := kept[_words(line)]:
            values = {field.name: getattr(line, field.name) for field in fields(Line)}
            own = {name: value for name, value in values.items() if name in _OF_SCRIPT}
            wanted.append(replace(same.popleft(), **own))
        else:
            wanted.append(line)
    if edit := project.edit_lines([line.id for line in project.lines], wanted, 0, "Import lines"):
        project.apply(edit)
    picture = "" if video is None else str(video.absolute())
    if project.settings.video != picture:
        project.apply(project.set_project(video=picture))


def keep_voices(project: Project, library: Library) -> None:
    """Have the project keep copies of the voices of one's own that it is spoken with, as the window does.

    Raises:
        StudioError: ``voice_damaged``.
    """
    for voice_id in dict.fromkeys(line.voice_id for line in project.lines):
        if is_mine(voice_id) and (voice := library.mine.get(voice_id)) is not None:
            project.keep_voice(voice, library.mine.prompt(voice_id))


def _words(line: Line) -> tuple[str, str, str]:
    return line.speaker, line.text, line.source
