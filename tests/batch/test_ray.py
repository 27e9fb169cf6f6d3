"""`--ray`: a local cluster of two workers, each with an engine of the starter voices."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cosydesk.batch import opening

from .conftest import WriteProject

WORDS = ("One.", "Two.", "Three.", "Four.")


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("ray") is None, reason="cosydesk[ray] isn't installed")
def test_a_cluster_makes_what_one_machine_makes(write_project: WriteProject, tmp_path: Path) -> None:
    made: list[bytes] = []
    for name, means in (("cluster", ["--ray", "local"]), ("machine", ["--threads", "1"])):
        (tmp_path / name).mkdir()
        path = write_project(*WORDS, name=f"{name}/scene.cosydesk")
        out = tmp_path / name / "mix.wav"
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "cosydesk",
                "render",
                str(path),
                "-o",
                str(out),
                "--json",
                "--check",
                "warn",
                *means,
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, done.stderr
        events = [json.loads(line) for line in done.stdout.splitlines()]
        spoken = [event for event in events if event["event"] == "spoken"]
        assert sorted(event["line"] for event in spoken) == [1, 2, 3, 4]
        assert {event["check"]["recogniser"] for event in spoken} == {"whisper-base"}
        with opening.to_read(path) as project:
            assert {project.line_state(line.id) for line in project.lines} == {"done"}
        made.append(out.read_bytes())
    assert made[0] == made[1]


@pytest.mark.skipif(importlib.util.find_spec("ray") is not None, reason="Ray is installed")
def test_without_ray_it_says_how_to_get_it(write_project: WriteProject, tmp_path: Path) -> None:
    path = write_project("One.")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "cosydesk",
            "render",
            str(path),
            "-o",
            str(tmp_path / "a.wav"),
            "--ray",
            "auto",
        ],
        capture_output=True,
        text=True,
        env=os.environ,
    )
    assert done.returncode == 1
    assert done.stderr == 'cosydesk: Ray isn\'t installed. Install it with: pip install "cosydesk[ray]"\n'
