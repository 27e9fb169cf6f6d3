"""What stands in the files: the format that was asked for, the label, and the samples."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from support.second_opinion import needs_ffmpeg, probe
from support.studio import RATE, speak, write_lines

from cosydesk.studio.delivery.cues import morse
from cosydesk.studio.delivery.deliver import deliver
from cosydesk.studio.delivery.formats import FORMATS
from cosydesk.studio.delivery.inspection import inspect_file
from cosydesk.studio.delivery.label import Label, clean, new_label, read_label
from cosydesk.studio.delivery.plan import DeliveryPlan, plan_delivery
from cosydesk.studio.delivery.recipe import AUDIO, Recipe
from cosydesk.studio.delivery.wave_file import LABEL_CHUNK, WaveWriter, find_chunk
from cosydesk.studio.errors import StudioError
from cosydesk.studio.mix import render_speech
from cosydesk.studio.project import Project


@pytest.fixture
def plan() -> DeliveryPlan:
    project = Project()
    project.name = "Film"
    for line, hz in zip(write_lines(project, "One.", "Two."), (220, 330), strict=True):
        speak(project, line, 1.0, hz)
    return plan_delivery(project)


@pytest.mark.parametrize("audio", AUDIO)
@pytest.mark.parametrize("channels", [1, 2])
def test_every_format_is_read_back_with_its_label(
    plan: DeliveryPlan, audio: str, channels: int, tmp_path: Path
) -> None:
    recipe = Recipe(audio=audio, channels=channels)
    (path,) = deliver(plan, recipe, tmp_path, producer='Studio "Ö" \\ 91310000X').files
    assert path.suffix == FORMATS[audio].suffix
    found = inspect_file(path)
    assert found.sample_rate == 48_000
    assert found.channels == channels
    assert found.duration_s == pytest.approx(plan.length / RATE, abs=0.06)
    assert found.label is not None
    assert found.label.label == "1"
    assert found.label.producer == found.label.propagator == "Studio 91310000X"
    assert found.label.produce_id == found.label.propagate_id
    assert len(found.label.produce_id) == 32
    assert found.loudness_lufs == pytest.approx(inspect_file(path).loudness_lufs)


@needs_ffmpeg
@pytest.mark.parametrize(
    ("audio", "codec"), [("wav24", "pcm_s24le"), ("m4a", "aac"), ("mp3", "mp3"), ("opus", "opus")]
)
def test_ffprobe_reads_them_too(plan: DeliveryPlan, audio: str, codec: str, tmp_path: Path) -> None:
    said = probe(deliver(plan, Recipe(audio=audio), tmp_path).files[0])
    assert said["streams"][0]["codec_name"] == codec
    tags = {**said["format"].get("tags", {}), **said["streams"][0].get("tags", {})}
    if audio != "wav24":  # FFmpeg doesn't know the chunk
        assert json.loads(tags["AIGC"])["AIGC"]["Label"] == "1"


@pytest.mark.parametrize("audio", AUDIO)
def test_without_the_label_there_is_none(plan: DeliveryPlan, audio: str, tmp_path: Path) -> None:
    (path,) = deliver(plan, Recipe(audio=audio, label=False), tmp_path).files
    assert inspect_file(path).label is None
    assert b"AIGC" not in path.read_bytes()


@pytest.mark.parametrize("audio", AUDIO)
def test_the_same_project_gives_the_same_bytes(plan: DeliveryPlan, audio: str, tmp_path: Path) -> None:
    recipe = Recipe(audio=audio)
    first, again = (deliver(plan, recipe, tmp_path / name).files[0].read_bytes() for name in "ab")
    assert first == again


def test_files_of_one_delivery_have_numbers_of_their_own(plan: DeliveryPlan, tmp_path: Path) -> None:
    files = deliver(plan, Recipe(lines=True, stems=True), tmp_path).files
    labels = [inspect_file(path).label for path in files]
    assert len({label.produce_id for label in labels if label is not None}) == len(files) == 4


def test_flac_and_24_bit_hold_24_bits(plan: DeliveryPlan, tmp_path: Path) -> None:
    exact = render_speech(plan.mix, 0, plan.length)
    for audio in ("flac", "wav24"):
        (path,) = deliver(plan, Recipe(audio=audio, sample_rate=RATE), tmp_path).files
        sound, _ = soundfile.read(path, dtype="float32")
        np.testing.assert_allclose(sound, exact, atol=2**-23)


def test_sixteen_bits_are_dithered_but_silence_is_not(tmp_path: Path) -> None:
    writer = WaveWriter(tmp_path / "a.wav", "wav16", RATE, 1)
    faint = np.full((RATE, 1), 0.3 / 32768, np.float32)
    writer.write(np.zeros((RATE, 1), np.float32))
    writer.write(faint)
    writer.close()
    sound, _ = soundfile.read(tmp_path / "a.wav", dtype="int16")
    assert not sound[:RATE].any()
    assert sound[RATE:].mean() == pytest.approx(0.3, abs=0.03)
    assert set(np.unique(sound)) <= {-1, 0, 1, 2}


@pytest.mark.parametrize("audio", ["wav16", "wav24", "wavf"])
def test_long_files_are_rf64(audio: str, tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    writer = WaveWriter(path, audio, 48_000, 1, b"{}", largest=1_000)
    wave = np.sin(np.arange(4_801) * 0.05).astype(np.float32)[:, None] * 0.5
    writer.write(wave)
    writer.close()
    assert path.read_bytes()[:4] == b"RF64"
    sound, rate = soundfile.read(path, dtype="float32")
    assert rate == 48_000
    np.testing.assert_allclose(sound, wave[:, 0], atol=4 / 32768)
    with path.open("rb") as file:
        assert find_chunk(file, LABEL_CHUNK) == b"{}"


@given(st.binary(max_size=200))
def test_no_bytes_make_the_chunk_reader_fail(data: bytes) -> None:
    head = b"RIFF\x40\0\0\0WAVE"
    assert find_chunk(io.BytesIO(head + data), b"none") is None


@given(st.text(max_size=60))
def test_a_label_holds_only_what_may_stand_in_it(producer: str) -> None:
    text = new_label(producer, "ab" * 32).to_json()
    assert read_label(text) == new_label(producer, "ab" * 32)
    values = json.loads(text)["AIGC"].values()
    assert all(" " <= char <= "~" and char not in '"\\' for value in values for char in value)
    assert clean(clean(producer)) == clean(producer)


@given(st.text(max_size=80))
def test_no_text_makes_the_label_reader_fail(text: str) -> None:
    assert read_label(text) is None or isinstance(read_label(text), Label)


@pytest.mark.parametrize(
    "content", [b"", b"nothing", b"RIFF\x24\0\0\0WAVEfmt ", b"\0\0\0\x18ftypM4A " + bytes(40)]
)
def test_damaged_files_are_said_to_be(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.m4a"
    path.write_bytes(content)
    with pytest.raises(StudioError) as caught:
        inspect_file(path)
    assert caught.value.code == "sound_unreadable"


def test_cues_stand_before_and_after_and_stems_wait_for_them(plan: DeliveryPlan, tmp_path: Path) -> None:
    spoken = np.full(RATE // 2, 0.1, np.float32)
    recipe = Recipe(audio="wavf", sample_rate=RATE, stems=True, cue_start="morse", cue_end="spoken")
    delivered = deliver(plan, recipe, tmp_path, spoken_cue=spoken)
    mix, stem = (soundfile.read(path, dtype="float32")[0] for path in delivered.files)
    code, pause = morse(RATE), RATE // 2
    begin = len(code) + pause
    assert len(mix) == len(stem) == begin + plan.length + pause + len(spoken)
    np.testing.assert_array_equal(mix[: len(code)], code)
    np.testing.assert_array_equal(mix[-len(spoken) :], spoken)
    np.testing.assert_array_equal(stem[begin : begin + plan.length], mix[begin : begin + plan.length])
    assert not stem[:begin].any()
    assert [notice.code for notice in delivered.notices] == ["cue_before"]


def test_morse_says_a_i() -> None:
    sound = np.abs(morse(48_000)) > 0.0
    edges = np.flatnonzero(np.diff(np.concatenate([[0], np.convolve(sound, np.ones(64), "same") > 0, [0]])))
    lengths = np.diff(edges) / 48_000 / 0.08
    assert [round(value) for value in lengths] == [1, 1, 3, 3, 1, 1, 1]


def test_a_disk_without_room_is_said_and_nothing_stays(plan: DeliveryPlan, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    for audio in ("wav16", "flac"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
        try:
            with pytest.raises(StudioError) as caught:
                deliver(plan, Recipe(audio=audio), tmp_path / "out")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert caught.value.code == "write"
        assert "space" in caught.value.message
        assert caught.value.remedy
        assert not list(tmp_path.iterdir())


def test_a_place_that_is_no_folder_is_said(plan: DeliveryPlan, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StudioError) as caught:
        deliver(plan, Recipe(), tmp_path / "file" / "below")
    assert caught.value.code == "write"
    assert (tmp_path / "file").read_bytes() == b""


def test_silence_measures_as_silence(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "s.wav", np.zeros(RATE), RATE)
    assert inspect_file(tmp_path / "s.wav").loudness_lufs == -math.inf
