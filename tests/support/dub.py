"""A small dub: two speakers, a translation, a muted track, times that are known."""

from __future__ import annotations

from support.studio import speak, write_lines

from cosydesk.studio.edit import Edit, SetFields
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project

ANN, BEN = "starter:af_heart", "starter:bm_george"


def place(project: Project, line: Line, start: int, **fields: object) -> None:
    clip = project.clips_of(line.id)[0]
    project.apply(Edit("Move", (SetFields("clip", clip.id, (("start", start), *fields.items())),)))


def know_speech(project: Project, line: Line, begin: int, end: int) -> None:
    take = project.chosen_take(line.id)
    assert take is not None
    project.apply(Edit("Speech", (SetFields("take", take.id, (("speech", (begin, end)),)),)))


def small_dub(frame_rate: float = 25.0) -> Project:
    """Ann at 1 s and 2.4 s, Ben from 1.5 s across her second line; one line that isn't spoken."""
    project = Project()
    project.name = "Film & more"
    first, second, third, unspoken = write_lines(
        project, "One <strong>two</strong> [breath] & {three}.", "A --> B <sic>", "三。", "Never."
    )
    who = {
        first.id: ("Ann", "Eins."),
        second.id: ("Ben, <B>", ""),
        third.id: ("Ann", "三。"),
        unspoken.id: ("Ann", ""),
    }
    for line_id, (speaker, source) in who.items():
        voice = BEN if speaker.startswith("Ben") else ANN
        project.apply(project.edit_line(line_id, speaker=speaker, source=source, voice_id=voice))
    speak(project, first, 1.0)
    speak(project, second, 1.5)
    speak(project, third, 0.5)
    place(project, first, 24_000)
    place(project, second, 36_000)
    place(project, third, 57_600)
    project.apply(Edit("Rate", (SetFields("project", "", (("frame_rate", frame_rate),)),)))
    return project
