"""Timelines for editing programs, read back by OpenTimelineIO and its adapters."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import opentimelineio as otio
import pytest
import soundfile
from support.dub import place, small_dub

from cosydesk.studio.delivery.deliver import deliver, planned_files
from cosydesk.studio.delivery.lanes import Media, lanes_of
from cosydesk.studio.delivery.plan import DeliveryPlan, plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.delivery.timelines_out import write_timeline
from cosydesk.studio.errors import StudioError
from cosydesk.studio.frame_rate import exact_rate

STEMS = Media(stems={"Ann": "Film - Ann.wav", "Ben, <B>": "Film - Ben.wav"})


def planned(frame_rate: float = 25.0) -> DeliveryPlan:
    return plan_delivery(small_dub(frame_rate))


def files_of_lines(plan: DeliveryPlan) -> Media:
    return Media(lines={line.id: f"Film/{line.number:03d}_三.wav" for line in plan.lines if line.mix.length})


def placed(timeline: otio.schema.Timeline) -> list[tuple[int, int, int]]:
    """(start, length, source) of the clips by start, in frames."""
    found = []
    for clip in timeline.find_clips():
        inside = clip.transformed_time_range(clip.trimmed_range(), timeline.tracks)
        start = clip.trimmed_range().start_time
        found.append((inside.start_time.to_frames(), inside.duration.to_frames(), start.to_frames()))
    return sorted(found)


def test_lanes_do_not_overlap_and_are_speakers() -> None:
    lanes = lanes_of(planned(), STEMS)
    assert [lane.name for lane in lanes] == ["Ann", "Ben, <B>"]
    assert [[piece.start for piece in lane.pieces] for lane in lanes] == [[25, 60], [37]]
    (first, second) = lanes_of(planned(), STEMS, by_speaker=False)
    for lane in (first, second):
        assert all(one.end <= other.start for one, other in pairwise(lane.pieces))


def test_otio_has_the_lines_at_their_frames() -> None:
    plan = planned()
    timeline = otio.adapters.read_from_string(write_timeline(plan, "otio", files_of_lines(plan)), "otio_json")
    assert timeline.name == "Film & more"
    assert placed(timeline) == [(25, 25, 0), (38, 38, 0), (60, 13, 0)]
    assert [track.kind for track in timeline.tracks] == ["Audio", "Audio"]
    clip = next(iter(timeline.find_clips()))
    assert clip.media_reference.target_url == "Film/001_%E4%B8%89.wav"
    assert clip.media_reference.available_range.duration.to_frames() == 25


def test_stems_run_along_and_lose_nothing_of_a_line() -> None:
    timeline = otio.adapters.read_from_string(write_timeline(planned(), "otio", STEMS), "otio_json")
    assert placed(timeline) == [(25, 25, 25), (37, 38, 37), (60, 13, 60)]


def test_what_is_heard_before_is_skipped_in_stems() -> None:
    media = Media(mix="Film.wav", lead_s=2.0)
    timeline = otio.adapters.read_from_string(write_timeline(planned(), "otio", media), "otio_json")
    assert placed(timeline)[0] == (25, 25, 75)


@pytest.mark.parametrize("frame_rate", [23.976, 25.0, 29.97, 50.0, 59.94])
def test_otio_counts_in_the_frames_of_the_project(frame_rate: float) -> None:
    plan = planned(frame_rate)
    timeline = otio.adapters.read_from_string(write_timeline(plan, "otio", files_of_lines(plan)), "otio_json")
    clip = next(iter(timeline.find_clips()))
    inside = clip.transformed_time_range(clip.trimmed_range(), timeline.tracks)
    assert inside.start_time.to_seconds() == pytest.approx(1.0, abs=0.5 / frame_rate)
    assert inside.start_time.rate == pytest.approx(frame_rate, abs=1e-3)


def test_fcpxml_is_read_back_with_its_clips_and_roles(tmp_path: Path) -> None:
    plan = planned(29.97)
    path = tmp_path / "film.fcpxml"
    path.write_text(write_timeline(plan, "fcpxml", files_of_lines(plan), tmp_path), encoding="utf-8")
    root = ElementTree.parse(path).getroot()
    clips = root.findall(".//asset-clip")
    assert [clip.get("offset") for clip in clips] == ["1001/1000s", "3003/1250s", "3003/2000s"]
    assert [clip.get("audioRole") for clip in clips] == ["dialogue.Ann", "dialogue.Ann", "dialogue.Ben, <B>"]
    sequence = root.find(".//sequence")
    assert sequence is not None
    assert sequence.get("tcFormat") == "DF"
    assert (
        next(each.get("src") for each in root.iter("media-rep"))
        == (tmp_path / "Film" / "001_三.wav").as_uri()
    )
    read = otio.adapters.read_from_file(str(path), "fcpx_xml")
    names = {clip.name for clip in read.find_children(descended_from_type=otio.schema.Clip)}
    assert {line.text for line in plan.lines if line.mix.length} <= names


@pytest.mark.parametrize("frame_rate", [25.0, 29.97])
def test_edl_is_read_back_at_the_same_frames(frame_rate: float) -> None:
    plan = planned(frame_rate)
    text = write_timeline(plan, "edl", STEMS)
    assert text.splitlines()[:2] == [
        "TITLE: Film & more",
        "FCM: DROP FRAME" if frame_rate == 29.97 else "FCM: NON-DROP FRAME",
    ]
    read = otio.adapters.read_from_string(text, "cmx_3600", rate=float(exact_rate(frame_rate)))
    wanted = placed(otio.adapters.read_from_string(write_timeline(plan, "otio", STEMS), "otio_json"))
    assert placed(read) == wanted
    assert {clip.name for clip in read.find_clips()} == {"Film - Ann.wav", "Film - Ben.wav"}


def test_edl_counts_dropped_numbers() -> None:
    project = small_dub(29.97)
    place(project, project.lines[0], 24_000 * 600)
    text = write_timeline(plan_delivery(project), "edl", STEMS)
    assert "00:10:00;00" in text
    assert "A2" in write_timeline(planned(), "edl", STEMS)


def test_a_delivery_has_texts_that_refer_to_its_files(tmp_path: Path) -> None:
    plan = planned()
    recipe = Recipe(
        audio="wavf",
        stems=True,
        subtitles=("srt",),
        timelines=("otio", "edl"),
        file_name="{project}/v1",
        cue_start="morse",
    )
    files = deliver(plan, recipe, tmp_path).files
    assert files == planned_files(plan, recipe, tmp_path)
    folder = tmp_path / "Film & more"
    assert [path.name for path in files[-3:]] == ["v1.srt", "v1.otio", "v1.edl"]
    timeline = otio.adapters.read_from_string((folder / "v1.otio").read_text("utf-8"), "otio_json")
    sounds = {unquote(clip.media_reference.target_url) for clip in timeline.find_clips()}
    assert all((folder / name).is_file() for name in sounds)
    info = soundfile.info(folder / "v1.wav")
    lead = info.frames / info.samplerate - plan.length / plan.sample_rate
    assert lead > 0.5
    assert placed(timeline)[0][2] == pytest.approx(25 + lead * 25, abs=1)
    assert (folder / "v1.srt").read_text("utf-8").startswith("1\n00:00:01,000 -->")


def test_a_system_without_its_library_is_told_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "opentimelineio", None)
    plan = planned()
    with pytest.raises(StudioError) as caught:
        deliver(plan, Recipe(timelines=("edl", "otio")), tmp_path / "out")
    assert (caught.value.code, "FCPXML or EDL" in caught.value.remedy) == ("no_otio", True)
    assert not (tmp_path / "out").exists()
    with pytest.raises(StudioError) as caught:
        write_timeline(plan, "otio", STEMS)
    assert caught.value.code == "no_otio"
    files = deliver(plan, Recipe(timelines=("fcpxml", "edl")), tmp_path / "out").files
    assert [path.suffix for path in files] == [".wav", ".fcpxml", ".edl"]
