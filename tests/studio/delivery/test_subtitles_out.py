"""Subtitles of what is heard: times of the speech, speakers, and texts that come back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.dub import know_speech, place, small_dub
from support.studio import speak, write_lines

from cosydesk import markup
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.recipe import SUBTITLES
from cosydesk.studio.delivery.subtitles_out import subtitles_of, write_subtitles
from cosydesk.studio.importing.reader import parse_script
from cosydesk.studio.project import Project


def times(project: Project) -> list[tuple[float, float]]:
    return [(each.start_s, each.end_s) for each in subtitles_of(plan_delivery(project))]


def test_lines_have_the_times_of_their_clips_and_unspoken_ones_are_left_out() -> None:
    assert times(small_dub()) == [(1.0, 2.0), (1.5, 3.0), (2.4, 2.9)]


def test_silence_around_the_speech_does_not_count() -> None:
    project = small_dub()
    know_speech(project, project.lines[0], 2_400, 21_600)
    assert times(project)[0] == (1.1, 1.9)


def test_trims_and_tempo_move_the_speech() -> None:
    project = small_dub()
    first = project.lines[0]
    know_speech(project, first, 4_800, 19_200)
    place(project, first, 24_000, tempo=2.0, offset=1_200, length=10_000)
    assert times(project)[0] == (1.05, 1.35)


def test_speech_that_was_trimmed_away_leaves_the_times_of_the_clip() -> None:
    project = small_dub()
    know_speech(project, project.lines[0], 0, 100)
    place(project, project.lines[0], 24_000, offset=12_000, length=12_000)
    assert times(project)[0] == (1.0, 1.5)


def test_muted_lines_are_not_subtitled() -> None:
    project = small_dub()
    project.apply(project.set_track(project.clips_of(project.lines[1].id)[0].track_id, muted=True))
    assert len(times(project)) == 2


def test_what_is_heard_before_moves_everything() -> None:
    assert "00:00:03,500 --> 00:00:04,500" in write_subtitles(plan_delivery(small_dub()), "srt", lead_s=2.5)


def test_speakers_are_actors_and_voices() -> None:
    plan = plan_delivery(small_dub())
    assert "<v Ben, B>A --&gt; B" in write_subtitles(plan, "vtt")
    assert "Default,Ann,0,0,0,,One two" in write_subtitles(plan, "ass")
    assert "Ann" not in write_subtitles(plan, "srt")


def test_the_original_is_a_second_row_where_it_says_something_else() -> None:
    plan = plan_delivery(small_dub())
    with_source = write_subtitles(plan, "srt", source=True)
    assert "{three}.\nEins.\n" in with_source
    assert with_source.count("三。") == 1
    assert "Eins" not in write_subtitles(plan, "srt")


@pytest.mark.parametrize("kind", SUBTITLES)
def test_they_come_back_by_importing(kind: str) -> None:
    plan = plan_delivery(small_dub())
    imported = parse_script(write_subtitles(plan, kind).encode(), f"film.{kind}")
    assert (imported.kind, imported.troubles) == (kind, ())
    assert [cue.start_s for cue in imported.cues] == pytest.approx([1.0, 1.5, 2.4])
    assert [cue.end_s for cue in imported.cues] == pytest.approx([2.0, 3.0, 2.9])
    words = [markup.plain_text(markup.parse(cue.text)) for cue in imported.cues]
    assert words[2] == "三。"
    assert words[0].replace("｛", "{").replace("｝", "}") == "One two & {three}."
    if kind != "srt":
        assert [cue.speaker for cue in imported.cues][::2] == ["Ann", "Ann"]


@pytest.mark.parametrize("kind", SUBTITLES)
@given(text=st.text("ab \\Nnh{}<>&-:0123456789,三\u00e9", min_size=1, max_size=40))
def test_no_text_breaks_a_file(kind: str, text: str) -> None:
    project = Project()
    project.name = "Any"
    first, last = write_lines(project, "x" + markup.escape(text), "End.")
    speak(project, first, 0.1)
    speak(project, last, 0.1)
    imported = parse_script(write_subtitles(plan_delivery(project), kind).encode(), f"any.{kind}")
    assert len(imported.cues) == 2
    assert imported.cues[1].text == "End."
