"""`cosydesk inspect`: what it says of files with a label, without one, and of damaged ones."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from cosydesk.cli.parser import parse
from cosydesk.cli.run import run_command
from cosydesk.studio.delivery.label import new_label
from cosydesk.studio.delivery.wave_file import WaveWriter


def write(path: Path, label: str) -> Path:
    writer = WaveWriter(path, "wav16", 48_000, 1, label.encode())
    writer.write((0.1 * np.sin(np.arange(96_000) * 2 * np.pi * 997 / 48_000)).astype(np.float32)[:, None])
    writer.close()
    return path


def test_a_labelled_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / "a.wav", new_label("Studio", "ab" * 32).to_json())
    assert run_command(parse(["inspect", str(path), "--json"])) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["duration_s"] == 2.0
    assert found["loudness_lufs"] == pytest.approx(-23.0, abs=0.1)
    assert found["true_peak_dbtp"] == pytest.approx(-20.0, abs=0.1)
    assert found["label"]["ContentProducer"] == "Studio"


def test_a_file_without_a_label_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(parse(["inspect", str(write(tmp_path / "a.wav", ""))])) == 0
    assert "AI label      none" in capsys.readouterr().out


def test_a_damaged_file_is_one_sentence_and_a_status(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.mp3").write_bytes(b"no sound")
    assert run_command(parse(["inspect", str(tmp_path / "a.mp3")])) == 1
    said = capsys.readouterr().err
    assert "damaged" in said
    assert "Traceback" not in said
