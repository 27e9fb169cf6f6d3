"""What no edit may do: it is refused with a code, and the document stays as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support.studio import contents, two_speakers

from cosydesk.studio.dictionary_edits import set_respelling
from cosydesk.studio.edit import Edit
from cosydesk.studio.errors import StudioError
from cosydesk.studio.marker import Marker
from cosydesk.studio.project import Project

Build = Callable[[Project], Edit]

CASES: dict[str, tuple[str, Build]] = {
    "text of no line": ("unknown_id", lambda project: project.edit_text("none", "Text.")),
    "another line's take": (
        "unknown_id",
        lambda project: project.choose_take(project.lines[0].id, project.takes_of(project.lines[1].id)[0].id),
    ),
    "a star for no take": ("unknown_id", lambda project: project.star_take("none", True)),
    "no take to delete": ("unknown_id", lambda project: project.delete_take("none")),
    "a clip onto no track": (
        "unknown_id",
        lambda project: project.place_clip(next(iter(project.clips)), 0, "none"),
    ),
    "a clip of no length": ("invalid", lambda project: project.trim_clip(next(iter(project.clips)), 0, 0)),
    "a clip of nothing": ("invalid", lambda project: project.trim_clip(next(iter(project.clips)), 10**9, 1)),
    "a track that is none": ("unknown_id", lambda project: project.set_track("none", name="Ann")),
    "no track to move": ("unknown_id", lambda project: project.move_track("none", 0)),
    "no track to delete": ("unknown_id", lambda project: project.remove_track("none")),
    "takes in 8 bits": ("invalid", lambda project: project.set_project(take_bits=8)),
    "louder than it is": ("invalid", lambda project: project.set_project(ducking_db=-3.0)),
    "a marker that is none": ("unknown_id", lambda project: project.set_marker("none", name="Here")),
    "a respelling that is none": ("unknown_id", lambda project: set_respelling(project, "none", word="a")),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused(case: str) -> None:
    code, build = CASES[case]
    project = two_speakers()
    before = contents(project)
    with pytest.raises(StudioError) as refused:
        project.apply(build(project))
    assert refused.value.code == code
    assert refused.value.message
    assert contents(project) == before


def test_what_changes_nothing_is_no_edit() -> None:
    project = two_speakers()
    line = project.lines[0]
    assert not project.choose_take(line.id, line.take_id)
    assert not project.star_take(line.take_id or "", False)
    assert not project.move_track(project.tracks[0].id, 0)
    assert not project.set_track(project.tracks[0].id, name=project.tracks[0].name)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"loop_in": 10, "loop_out": 20}, "Change loop range"),
        ({"cloning_model": "m"}, "Choose model"),
        ({"video": "film.mp4"}, "Open video"),
        ({"video": ""}, "Close video"),
        ({"ducking_db": 6.0}, "Change original sound"),
        ({"gap_ms": 100, "take_bits": 16}, "Change project"),
    ],
)
def test_the_undo_menu_says_what_of_the_project_was_changed(values: dict[str, object], name: str) -> None:
    assert Project().set_project(**values).name == name


def test_markers_come_and_go() -> None:
    project = Project()
    project.apply(project.add_marker(480, "Here", 2))
    (marker,) = project.markers
    assert marker == Marker(marker.id, 480, "Here", 2)
    back = project.apply(project.remove_markers([marker.id]))
    assert list(project.markers) == []
    project.apply(back)
    assert list(project.markers) == [marker]
