"""Bad input: one clear line on standard error and exit status 2, before anything is written."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cosydesk import crashes, engine
from cosydesk.cli import say
from cosydesk.cli.voices import default_voice, find_voice
from cosydesk.engine import DeviceError, VoiceInfo
from cosydesk.settings import Settings

from .conftest import Cosydesk

CASES = {
    ("sya", "hello"): 'There is no command "sya". Did you mean "say"?',
    ("--bogus",): "Unrecognized arguments: --bogus.",
    ("-x",): "Unrecognized arguments: -x.",
    ("say",): "Standard input is empty: there is nothing to say.",
    ("say", "  "): "The text is empty: there is nothing to say.",
    ("say", "..."): "There is nothing to say in this line.",
    ("say", "a", "--bogus"): "Unrecognized arguments: --bogus.",
    ("say", "a", "--speed", "3"): "Argument --speed: '3' is no speed from 0.5 to 2.0.",
    ("say", "a", "--speed", "fast"): "Argument --speed: 'fast' is no speed from 0.5 to 2.0.",
    ("say", "a", "--speed", "nan"): "Argument --speed: 'nan' is no speed from 0.5 to 2.0.",
    ("say", "a", "--seed", "-1"): "Argument --seed: '-1' is no whole number from 0 up.",
    ("say", "a", "--mode", "sing"): "Argument --mode: invalid choice: 'sing'",
    ("say", "a", "--voice", "hart"): 'There is no voice "hart". Did you mean Heart (af_heart)?',
    ("say", "a", "--voice", "qqq"): 'There is no voice "qqq". "cosydesk voices" lists them.',
    ("say", "-f", "none.txt"): "none.txt can't be read: no such file or directory.",
    ("say", "-f", "."): ". can't be read: is a directory.",
    ("say", "-f", "latin.txt"): "latin.txt is not UTF-8 text (byte 3). Save it as UTF-8.",
    ("say", "-f", "empty.txt"): "empty.txt is empty: there is nothing to say.",
    ("say", "a", "-f", "latin.txt"): "Give the text or a file with -f, not both.",
    ("say", "a", "-o", "none/a.wav"): "There is no folder none to write a.wav into.",
    ("say", "a", "-o", "."): ". is a folder; give the name of a WAV file.",
    ("say", "a", "-o", "a.mp3"): "a.mp3 is not the name of a WAV file; only WAV can be written.",
    ("say", "a", "-o", "-", "--json"): "--json and -o - both want standard output",
    ("say", "a", "--model-dir", "none"): "There is no model folder at none.",
    ("say", "a", "--model-dir", "."): "is not a",
    ("say", "a", "--prompt-audio", "none.wav"): "The prompt audio none.wav can't be read",
    ("say", "a", "--source-audio", "none.wav"): "The source audio none.wav can't be read",
    ("say", "a", "--prompt-text", "b"): "--prompt-text needs --prompt-audio",
    ("say", "a", "--instruct", "softly"): "The starter voices can't clone a voice or follow an instruction.",
    ("say", "a", "--prompt-audio", "latin.txt"): "The starter voices can't clone a voice",
    ("say", "--source-audio", "latin.txt"): "The starter voices can't clone a voice",
    ("voices", "--model-dir", "none"): "There is no model folder at none.",
    ("serve", "--port", "99999"): "Argument --port: '99999' is no port number.",
    ("serve", "--allow-origin", "example.org"): "'example.org' is no origin of web pages",
    ("serve", "--allow-origin", "https://example.org/page"): "is no origin of web pages",
    ("serve", "--model", "none"): "There is no folder and no model called none. Known are",
    ("serve", "--model", "a", "--model-dir", "b"): "not allowed with argument --model",
    ("serve", "--port", "0", "--model-dir", "none"): "There is no model folder at none.",
    ("serve", "--port", "0", "--devices", "cpu,"): "Name the devices with a comma between them",
    ("serve", "--ray", "local", "--devices", "cpu,cpu"): "--devices and --ray exclude each other",
    (
        "bench",
        "--service",
        "--url",
        "http://127.0.0.1:9",
    ): "There is no CosyDesk service at http://127.0.0.1:9",
    ("serve", "--host", "0.0.0.0"): "The address 0.0.0.0 is open to other machines, and there is no token.",
}


@pytest.mark.parametrize(("arguments", "words"), CASES.items(), ids=[" ".join(case) for case in CASES])
def test_one_line_and_status_2(
    cosydesk: Cosydesk, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    (tmp_path / "latin.txt").write_bytes("Caf\xe9".encode("latin-1"))
    (tmp_path / "empty.txt").write_bytes(b"\n")
    result = cosydesk(*arguments)
    assert words in result.line
    assert result.status == 2
    assert result.out == b""
    assert sorted(os.listdir(tmp_path)) == ["empty.txt", "latin.txt"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may do everything")
def test_a_folder_that_cannot_be_written(cosydesk: Cosydesk, tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    result = cosydesk("say", "a", "-o", "locked/a.wav")
    assert result.status == 2
    assert "locked/a.wav can't be written: permission denied." in result.line


class _Broken:
    """A model that fails the way a test wants."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def voices(self) -> list[VoiceInfo]:
        return []

    def speak(self, request: engine.Request) -> Iterator[engine.AudioChunk]:
        raise self._error

    def close(self) -> None:
        pass


def test_an_engine_fault_is_status_1(cosydesk: Cosydesk, monkeypatch: pytest.MonkeyPatch) -> None:
    error = DeviceError("Out of memory.", "Close other programs.")
    monkeypatch.setattr(say, "open_model", lambda *_, **__: _Broken(error))
    result = cosydesk("say", "a")
    assert (result.status, result.line) == (1, "Out of memory. Close other programs.")


def test_an_unexpected_fault_is_one_line_and_in_the_log(
    cosydesk: Cosydesk, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.setattr(say, "open_model", lambda *_, **__: _Broken(ZeroDivisionError("a bug")))
    result = cosydesk("say", "a")
    assert result.status == 1
    assert "An unexpected fault (ZeroDivisionError)." in result.line
    (report,) = crashes.reports()
    assert result.line.endswith(f"A report is kept in {report}.")
    assert "ZeroDivisionError: a bug" in report.read_text("utf-8")
    assert "last lines of cli.log" in report.read_text("utf-8")
    log = (home / "log" / "cli.log").read_text("utf-8")
    assert "Traceback" in log
    assert "a bug" in log


def test_no_report_where_none_is_wanted(
    cosydesk: Cosydesk, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    settings = Settings.load()
    settings.keep_crash_reports = False
    settings.save()
    monkeypatch.setattr(say, "open_model", lambda *_, **__: _Broken(ZeroDivisionError("a bug")))
    assert cosydesk("say", "a").line.endswith(f"The log is in {home / 'log'}.")
    assert crashes.reports() == []


def test_a_fault_where_nothing_can_be_written_is_one_line(
    cosydesk: Cosydesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("COSYDESK_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(say, "open_model", lambda *_, **__: _Broken(ZeroDivisionError("a bug")))
    last = cosydesk("say", "a").err.splitlines()[-1]
    assert last == "cosydesk: An unexpected fault (ZeroDivisionError)."


def test_a_fault_in_another_thread_is_reported(cosydesk: Cosydesk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        thread = threading.Thread(target=lambda: [][1])
        thread.start()
        thread.join()
        raise DeviceError("Out of memory.", "Close other programs.")

    monkeypatch.setattr(say, "open_model", fail)
    assert cosydesk("say", "a").line == "Out of memory. Close other programs."
    (report,) = crashes.reports()
    assert "IndexError" in report.read_text("utf-8")


VOICES = [VoiceInfo("af_heart", "Heart", "en-US"), VoiceInfo("zf_xiaoxiao", "晓晓", "zh")]


@pytest.mark.parametrize("wanted", ["Heart", "heart", "AF_HEART", "starter:af_heart", " Heart "])
def test_voices_are_found_by_name_or_id(wanted: str) -> None:
    assert find_voice(VOICES, wanted).id == "af_heart"


def test_default_voice() -> None:
    chosen = [default_voice(VOICES, text) for text in ("你好 hello", "hello", "안녕", "123")]
    assert [voice.id for voice in chosen if voice] == ["zf_xiaoxiao", "af_heart", "af_heart", "af_heart"]
    assert default_voice([], "hello") is None
