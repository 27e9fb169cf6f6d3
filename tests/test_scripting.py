"""What `import cosydesk` gives: the README's examples as somebody would type them, and what they don't show."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

import cosydesk
from cosydesk.engine.random_model import write_random_model
from cosydesk.studio.errors import StudioError

ROOT = Path(__file__).parents[1]
DATA = Path(__file__).parent / "data"

FILM = """1
00:00:00,500 --> 00:00:02,500
Ann: Where have you been?

2
00:00:03,000 --> 00:00:05,000
Ben: At the harbour.
"""


def examples() -> list[str]:
    chapter = (ROOT / "README.md").read_text("utf-8").split("## From Python")[1].split("\n## ")[0]
    return re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)


@pytest.mark.slow
def test_the_readme_s_examples_run_as_one_script(tmp_path: Path, home: Path) -> None:
    """As a file without a guard: the engine's process must not run it again."""
    found = examples()
    assert len(found) == 5
    write_random_model(
        tmp_path / "models/CosyVoice2-0.5B",
        1,
        DATA / "tiny2.yaml",
        generation=2,
        qwen=DATA / "tiny_qwen.json",
    )
    soundfile.write(tmp_path / "me.wav", buzz(), 24_000)
    (tmp_path / "film.srt").write_text(FILM, "utf-8")
    (tmp_path / "script.py").write_text("\n".join(found), "utf-8")
    done = subprocess.run(
        [sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert "1 Where have you been?" in done.stdout
    assert done.stdout.count(" s more") >= 1
    assert done.stdout.count("Where have you been?") == 1, "a line that was spoken is not spoken again"
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"scene.wav", "scene.srt"} < written
    assert len(written) == 4, "the mix, two stems, subtitles"
    samples, rate = soundfile.read(tmp_path / "dubbed.wav")
    assert np.abs(samples[: int(0.4 * rate)]).max() < 1e-3 < np.abs(samples[int(0.5 * rate) : rate]).max()
    assert (tmp_path / "evening.wav").stat().st_size > 20_000


def buzz() -> np.ndarray:
    """Four seconds that pass for speech."""
    time = np.arange(4 * 24_000) / 24_000
    return np.sign(np.sin(2 * np.pi * 140 * time)) * 0.2 * (0.5 + 0.5 * np.sin(2 * np.pi * 3 * time))


def test_a_voice_that_is_not_there_names_the_nearest(tmp_path: Path, home: Path) -> None:
    with cosydesk.Project(tmp_path / "a.cosydesk") as project:
        with pytest.raises(StudioError) as raised:
            project.add_line("Hello.", voice="af_haert")
        assert "af_heart" in raised.value.remedy
        assert not project.lines


def test_one_project_is_written_by_one(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "a.cosydesk"
    with cosydesk.Project(path), pytest.raises(StudioError, match="open in a window"):
        cosydesk.Project(path)
    with cosydesk.Project(path) as again:
        again.close()


@pytest.mark.slow
def test_what_was_never_spoken_has_no_sound(tmp_path: Path, home: Path) -> None:
    with cosydesk.Project(tmp_path / "a.cosydesk") as project:
        line = project.add_line("Hello.", voice="Heart")
        with pytest.raises(StudioError, match="never spoken"):
            project.audio(line)
        assert project.speak() == []
        samples, rate = project.audio(line)
    assert samples.dtype == np.float32
    assert len(samples) > rate * 0.3


def test_importing_loads_no_engine() -> None:
    code = "import sys, cosydesk; dir(cosydesk); print('torch' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
    assert not hasattr(cosydesk, "nonsense")
