"""`cosydesk say` and `voices` with the starter voices."""

from __future__ import annotations

import io
import json
import os
import stat
import struct
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from cosydesk.cli.text import arriving_lines
from cosydesk.engine.starter.voices import manifest

from .conftest import Cosydesk


def test_without_out_it_writes_speech_wav_and_says_so(cosydesk: Cosydesk, tmp_path: Path) -> None:
    result = cosydesk("say", "Hello", "there.")
    assert (result.status, result.out, result.err) == (0, b"speech.wav\n", "")
    samples, rate = soundfile.read(tmp_path / "speech.wav")
    assert rate == 24_000
    assert 0.5 < len(samples) / rate < 4
    assert np.abs(samples).max() > 0.05
    assert os.listdir(tmp_path) == ["speech.wav"]


def test_standard_output_carries_a_whole_wav(cosydesk: Cosydesk, tmp_path: Path) -> None:
    result = cosydesk("say", "Hello there.", "-o", "-")
    assert result.status == 0
    info = soundfile.info(io.BytesIO(result.out))
    assert (info.samplerate, info.channels, info.subtype) == (24_000, 1, "PCM_16")
    assert info.frames * 2 + 44 == len(result.out)
    assert os.listdir(tmp_path) == []
    cosydesk("say", "Hello there.", "-o", "same.wav")
    assert (tmp_path / "same.wav").read_bytes() == result.out


def test_a_stream_has_the_same_samples_and_an_open_length(cosydesk: Cosydesk) -> None:
    text = "Hello there. This is the second sentence."
    stream = cosydesk("say", text, "-o", "-", "--stream").out
    assert struct.unpack_from("<I", stream, 40)[0] == 0xFFFFFFFF - 36
    samples = np.frombuffer(stream[44:], "<i2")
    assert len(samples) > 24_000
    assert np.abs(samples).max() > 1000


def test_json_tells_what_was_made(cosydesk: Cosydesk) -> None:
    result = cosydesk("say", "Hello [breath] there.", "--voice", "EMMA", "-o", "a.wav", "--json")
    assert (result.status, result.err) == (0, "")
    report = json.loads(result.out)
    assert report["voice"] == "bf_emma"
    assert report["out"] == "a.wav"
    assert report["samples"] == soundfile.info("a.wav").frames
    assert report["seconds"] == pytest.approx(report["samples"] / report["sample_rate"], abs=1e-3)
    assert report["rtf"] > 0
    assert report["speech_tokens"] == 0
    assert [notice["message"] for notice in report["notices"]]


def test_notices_are_told_on_standard_error(cosydesk: Cosydesk) -> None:
    result = cosydesk("say", "Hello [breath] there.", "-o", "-")
    assert result.status == 0
    assert result.err.startswith("Note: ")


def test_the_voice_follows_the_language(cosydesk: Cosydesk) -> None:
    assert json.loads(cosydesk("say", "你好。", "--json").out)["voice"] == "zf_xiaoxiao"
    assert json.loads(cosydesk("say", "Hello.", "--json").out)["voice"] == "af_heart"


def test_speed_reaches_the_engine(cosydesk: Cosydesk) -> None:
    slow, fast = (
        json.loads(cosydesk("say", "Hello there.", "--speed", speed, "--json").out)["samples"]
        for speed in ("0.7", "1.5")
    )
    assert slow > 1.4 * fast


@pytest.mark.parametrize("how", ["file", "pipe", "dash"])
def test_text_from_files_and_pipes(cosydesk: Cosydesk, tmp_path: Path, how: str) -> None:
    text = "\ufeffHello there.\r\n".encode()
    (tmp_path / "text.txt").write_bytes(text)
    arguments, stdin = {"file": (["-f", "text.txt"], b""), "pipe": ([], text), "dash": (["-f", "-"], text)}[
        how
    ]
    assert cosydesk("say", *arguments, stdin=stdin).status == 0


@pytest.mark.skipif(sys.platform == "win32", reason="permissions")
def test_the_file_replaces_the_old_one_and_can_be_read_by_others(cosydesk: Cosydesk, tmp_path: Path) -> None:
    target = tmp_path / "a.wav"
    target.write_bytes(b"old")
    umask = os.umask(0o022)
    try:
        assert cosydesk("say", "Hello.", "-o", str(target)).status == 0
    finally:
        os.umask(umask)
    assert soundfile.info(target).frames > 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_voices_are_listed(cosydesk: Cosydesk) -> None:
    lines = cosydesk("voices").out.decode().splitlines()
    assert len(lines) == len(manifest())
    assert lines[0].split()[:3] == ["Heart", "af_heart", "en-US"]
    listed = json.loads(cosydesk("voices", "--json").out)
    assert [voice["id"] for voice in listed] == [voice.id for voice in manifest()]
    assert listed[0]["language"] == "en-US"


def test_standard_input_is_spoken_as_it_comes(cosydesk: Cosydesk) -> None:
    lines = "\nGood morning.\nSee you later.\n".encode("utf-8-sig")
    stream = cosydesk("say", "-f", "-", "--as-it-comes", "--stream", "-o", "-", stdin=lines)
    assert (stream.status, stream.err) == (0, "")
    assert cosydesk("say", "-o", "whole.wav", stdin=lines).status == 0
    assert np.array_equal(
        np.frombuffer(stream.out[44:], "<i2"), soundfile.read("whole.wav", dtype="int16")[0]
    )


def test_a_line_is_read_before_the_next_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    with open(reader, encoding="utf-8") as stdin, open(writer, "wb", buffering=0) as pipe:
        monkeypatch.setattr(sys, "stdin", stdin)
        lines = arriving_lines([], None)
        for line in ("早上好。\n", "再见。\n"):
            pipe.write(line.encode())
            assert next(lines) == line


@pytest.mark.parametrize(
    ("arguments", "stdin", "complaint"),
    [
        (["Hello"], b"", "neither a text nor another file"),
        (["-f", "text.txt"], b"", "neither a text nor another file"),
        ([], b" \n\n", "Standard input is empty"),
        ([], b"Hello.\n\xff\n", "not UTF-8 text (byte 7)"),
        (["--source-audio", "a.wav"], b"", "converted as a whole"),
    ],
)
def test_what_cannot_be_spoken_as_it_comes(
    cosydesk: Cosydesk, arguments: list[str], stdin: bytes, complaint: str
) -> None:
    result = cosydesk("say", *arguments, "--as-it-comes", stdin=stdin)
    assert result.status == 2
    assert complaint in result.line
