"""Projects, voice files and sounds that are made to harm: refused in no time, with little memory, and unaltered."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from support.fault_table import Fault
from support.hostile_files import projects, sounds, voices

ROOT = Path(__file__).parents[2]
MEMORY_MB = 1024
CPU_S = 60

READER = """
    import json, resource, sys
    from pathlib import Path

    import av, numpy, soundfile  # noqa: what they need comes before the limit
    from cosydesk.engine.errors import PromptError
    from cosydesk.studio import project_file
    from cosydesk.studio.delivery.inspection import inspect_file
    from cosydesk.studio.errors import StudioError
    from cosydesk.studio.sound_file import read_sound
    from cosydesk.studio.voice_file import read_voice_file

    def read(path):
        if path.suffix == ".cosydesk":
            project_file.close(project_file.open(path))
        elif path.suffix == ".cosyvoice":
            read_voice_file(path)
        else:
            found = read_sound(path)
            assert numpy.isfinite(found.samples).all() and found.sample_rate > 0
            inspect_file(path)
            return f"{len(found.samples) / found.sample_rate:.1f} s"
        return ""

    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = used + int(sys.argv[1]) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2])))
    for line in sys.stdin:
        try:
            said = read(Path(json.loads(line)))
        except StudioError as error:
            assert error.message
            said = error.code
        print(json.dumps(said), flush=True)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory as Linux keeps them")


def read_all(paths: list[Path]) -> list[str]:
    """What the program says to each, in a process of limited memory and time."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(READER), str(MEMORY_MB), str(CPU_S)],
        input="".join(json.dumps(str(path)) + "\n" for path in paths),
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"{paths[min(len(said), len(paths) - 1)]}: {done.stderr[-2_000:]}"
    return said


def digests(paths: list[Path]) -> list[str]:
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]


def test_projects_that_harm(tmp_path: Path, fault: Fault) -> None:
    count = fault("a project that is a bomb or runs something (views, triggers, cycles, huge claims)")
    newer = fault("a project or a voice file from a newer version")
    made = list(projects(tmp_path))
    assert count.tries(len(made) - 1, at_most=len(made) - 1)
    assert newer.tries(1, at_most=1)
    paths = [path for _, path, _ in made]
    before = digests(paths)
    for (what, _, codes), said in zip(made, read_all(paths), strict=True):
        assert said in codes, f"{what}: {said!r}"
        (newer if said == "newer" else count).survived()
    assert digests(paths) == before
    count.lost(f"nothing; refused within {MEMORY_MB} MB, the file unaltered")
    newer.lost("nothing; refused with the advice to update, the file unaltered")


def test_voice_files_that_harm(tmp_path: Path, fault: Fault) -> None:
    count = fault("a voice file that is a zip bomb, or has paths out of it")
    newer = fault("a project or a voice file from a newer version")
    made = list(voices(tmp_path))
    assert count.tries(len(made) - 1, at_most=len(made) - 1)
    assert newer.tries(1, at_most=1)
    listed = sorted(os.listdir(tmp_path))
    for (what, _, codes), said in zip(made, read_all([path for _, path, _ in made]), strict=True):
        assert said in codes, f"{what}: {said!r}"
        (newer if said == "voice_newer" else count).survived()
    assert sorted(os.listdir(tmp_path)) == listed
    count.lost(f"nothing; within {MEMORY_MB} MB, and nothing is ever unpacked onto the disk")


def test_sounds_with_lying_headers(tmp_path: Path, fault: Fault) -> None:
    count = fault("a sound file whose header lies (4 GB WAV, RF64, no channels, FLAC, MP3, MP4)")
    made = list(sounds())
    assert count.tries(len(made), at_most=len(made))
    paths = []
    for number, (_, suffix, data) in enumerate(made):
        paths.append(tmp_path / f"{number}{suffix}")
        paths[-1].write_bytes(data)
    for (what, _, _), said in zip(made, read_all(paths), strict=True):
        refused = said in ("sound_unreadable", "sound_empty", "sound_long", "missing")
        assert refused or (said.endswith(" s") and float(said[:-2]) < 30), f"{what}: {said!r}"
        count.survived()
    count.lost(f"nothing; what is there is read, or refused, within {MEMORY_MB} MB")
