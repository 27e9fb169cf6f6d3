"""`cosydesk render` with the starter voices, and what is typed wrong after `render` and `dub`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import soundfile
from support.studio import write_lines

from cosydesk.studio import project_file

from .conftest import Cosydesk


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    project = project_file.create(tmp_path / "scene.cosydesk")
    write_lines(project, "Hello there.", "Good evening.")
    project_file.close(project)
    return tmp_path / "scene.cosydesk"


def edit(path: Path, number: int, **values: object) -> None:
    project = project_file.open(path)
    project.apply(project.edit_line(project.lines[number - 1].id, **values))
    project_file.close(project)


@pytest.mark.slow
def test_a_project_is_spoken_once_and_delivered_as_often_as_one_likes(
    cosydesk: Cosydesk, scene: Path, tmp_path: Path
) -> None:
    first = cosydesk("render", "scene.cosydesk", "-o", "mix.wav", "--rate", "24000")
    assert (first.status, first.out) == (0, b"mix.wav\n")
    assert first.err.splitlines()[0] == "2 lines to speak, 0 up to date"
    assert [line.partition(",")[0] for line in first.err.splitlines()[1:3]] == ["1/2 line 1", "2/2 line 2"]
    made = (tmp_path / "mix.wav").read_bytes()
    assert soundfile.info(tmp_path / "mix.wav").samplerate == 24_000
    again = cosydesk("render", "scene.cosydesk", "-o", "mix.wav", "--rate", "24000", "--only-stale")
    assert (again.status, again.err) == (0, "0 lines to speak, 2 up to date\n")
    assert (tmp_path / "mix.wav").read_bytes() == made


def test_a_line_that_fails_is_listed_and_the_rest_delivered(
    cosydesk: Cosydesk, scene: Path, tmp_path: Path
) -> None:
    edit(scene, 1, voice_id="")
    result = cosydesk("render", "scene.cosydesk", "-o", "mix.wav", "--json")
    assert result.status == 3
    events = [json.loads(line) for line in result.out.splitlines()]
    failure = {
        "line": 1,
        "text": "Hello there.",
        "message": "The line has no voice.",
        "remedy": "Give it one in the window.",
        "code": "no_voice",
    }
    assert events[-1] == {
        "event": "ended",
        "status": 3,
        "files": ["mix.wav"],
        "spoken": 1,
        "failed": [failure],
    }
    assert (tmp_path / "mix.wav").exists()
    plain = cosydesk("render", "scene.cosydesk", "-o", "mix.wav")
    assert (plain.status, plain.out) == (3, b"mix.wav\n")
    assert plain.err.splitlines()[-2:] == [
        "1 line could not be spoken:",
        "  Line 1 (Hello there.): The line has no voice. Give it one in the window.",
    ]


@pytest.mark.slow
def test_a_folder_gets_files_named_after_the_project(cosydesk: Cosydesk, scene: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    result = cosydesk("render", "scene.cosydesk", "-o", "out", "--format", "wav24", "--lines")
    assert result.status == 0
    names = [Path(line).relative_to("out").as_posix() for line in result.out.decode().splitlines()]
    assert names[0] == "scene.wav"
    assert len(names) == 3
    assert soundfile.info(tmp_path / "out" / "scene.wav").subtype == "PCM_24"


def test_a_project_that_is_open_elsewhere_is_left_alone(cosydesk: Cosydesk, scene: Path) -> None:
    window = project_file.open(scene)
    try:
        result = cosydesk("render", "scene.cosydesk", "-o", "mix.wav")
    finally:
        project_file.close(window)
    assert result.status == 1
    assert result.line == (
        "scene.cosydesk is open in a window or in another run. Close it there, then try again."
    )


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["-o", "mix.aiff"], "mix.aiff has no suffix of a format that can be made"),
        (["-o", "mix.wav", "--format", "mp3"], "--format mp3 and the name mix.wav contradict each other."),
        (["-o", "nowhere/mix.wav"], "The folder of nowhere/mix.wav doesn't exist."),
        (["-o", "mix.wav", "--video"], "The dubbed video would be called mix.mp4; or name a folder."),
        (["-o", "mix.wav", "--shard", "3/2"], "'3/2' is no share such as 1/4"),
        (["-o", "mix.wav", "--shard", "1/2", "--ray", "local"], "not allowed with argument"),
        ([], "the following arguments are required: -o/--out"),
    ],
)
def test_contradictions_are_told_before_anything_is_spoken(
    cosydesk: Cosydesk, scene: Path, options: list[str], complaint: str
) -> None:
    result = cosydesk("render", "scene.cosydesk", *options)
    assert result.status == 2
    assert complaint.casefold() in result.line.casefold()


SUBTITLES = """1
00:00:01,000 --> 00:00:03,000
Ann: Hello there.

2
00:00:04,000 --> 00:00:06,000
Bob: Good evening.

3
00:00:07,000 --> 00:00:05,000
Bob: Never.
"""


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (
            ["-o", "a.wav"],
            'Without a voice: Ann, Bob. Give them one with --voice "Ann=VOICE", or everybody else',
        ),
        (
            ["-o", "a.wav", "--voice", "Ann=Heart"],
            'Without a voice: Bob. Give them one with --voice "Bob=VOICE"',
        ),
        (["-o", "a.wav", "--voice", "Ann"], "--voice wants NAME=VOICE, not 'Ann'."),
        (["-o", "a.wav", "--voice", "Anne=Heart"], 'No line is spoken by "Anne". Did you mean Ann?'),
        (["-o", "a.wav", "--voice-default", "Haert"], 'There is no voice "Haert". Did you mean Heart'),
        (["-o", "a.mp4", "--voice-default", "Heart"], "a.mp4 needs a picture: name the video with --video."),
        (["-o", "a.mp4", "--video", "no.mp4"], "The video no.mp4 can't be read"),
    ],
)
def test_a_dub_that_lacks_something_says_what(
    cosydesk: Cosydesk, tmp_path: Path, options: list[str], complaint: str
) -> None:
    (tmp_path / "film.srt").write_text(SUBTITLES, encoding="utf-8")
    result = cosydesk("dub", "film.srt", *options, "--json")
    assert result.status == 2
    assert complaint in result.line
