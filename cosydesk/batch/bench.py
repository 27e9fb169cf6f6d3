"""How fast dubbing is here apart from the speaking: reading subtitles, fitting lines, mixing and writing an hour."""

from __future__ import annotations

import os
import platform
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
import psutil

from cosydesk.studio import project_file
from cosydesk.studio.delivery.deliver import deliver
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.edit import Edit, SetFields
from cosydesk.studio.fit import fit_all
from cosydesk.studio.importing.apply import import_edit
from cosydesk.studio.importing.cue import Cue, Imported
from cosydesk.studio.importing.reader import parse_script
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project
from cosydesk.studio.store import Samples

CUES = 10_000
LINES = 1_000
SLOT_S = 3.6
"""So that a thousand of them are an hour."""
_RATE = 24_000
_VOICE = "starter:af_heart"
_KINDS = 24
"""Different takes; making a thousand would only take longer."""
T = TypeVar("T")

_SPEAKERS = ("Ann", "Bob", "Chandra", "Dmitri")


def measure_delivery(
    on_stage: Callable[[str], None] = lambda _: None, cues: int = CUES, lines: int = LINES
) -> dict[str, object]:
    """Measure everything. Works in a temporary folder.

    Args:
        on_stage: hears what is being measured. cues: how many are imported. lines: how many are fitted and exported.
    """
    on_stage(f"import of {cues:,} cues")
    import_s = _import_s(cues)
    with tempfile.TemporaryDirectory(prefix="cosydesk-bench-") as folder:
        path = Path(folder) / "bench.cosydesk"
        on_stage(f"making {lines:,} spoken lines")
        _write_spoken(path, lines)
        project = project_file.open(path)
        try:
            on_stage(f"fit of {lines:,} lines")
            fit_s, fitted = _timed(lambda: _fit(project))
            on_stage(f"mix and export of {lines * SLOT_S:,.0f} s of sound")
            plan = plan_delivery(project)
            recipe = Recipe(audio="wav16", sample_rate=48_000, loudness="podcast")
            export_s, _ = _timed(lambda: deliver(plan, recipe, Path(folder)))
            hours = project.length() / project.sample_rate / 3600
        finally:
            project_file.close(project)
    return {
        "import_cues": cues,
        "import_s": round(import_s, 3),
        "fit_lines": lines,
        "fit_changed": fitted,
        "fit_s": round(fit_s, 3),
        "export_audio_s": round(3600 * hours, 1),
        "export_s": round(export_s, 3),
        "export_times_real_time": round(3600 * hours / export_s, 1),
        "peak_rss_mb": round(_peak_rss_mb(), 1),
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "system": platform.system(),
        "machine": platform.machine(),
        "python": platform.python_version(),
    }


def _import_s(cues: int) -> float:
    """Seconds from the bytes of a subtitle file to the lines in a script."""
    data = "".join(_cue(number) for number in range(cues)).encode()

    def read() -> None:
        project = Project()
        imported = parse_script(data, "bench.srt")
        project.apply(import_edit(project, imported, {"": _VOICE}))
        if len(project.lines) != cues:
            raise RuntimeError(f"{len(project.lines)} of {cues} cues were read")

    return _timed(read)[0]


def _cue(number: int) -> str:
    start, end = number * 3000, number * 3000 + 2600
    speaker = _SPEAKERS[number % len(_SPEAKERS)]
    words = f"{speaker}: This is line {number}, <i>in two rows</i>,\nof some length."
    return f"{number + 1}\n{_stamp(start)} --> {_stamp(end)}\n{words}\n\n"


def _stamp(ms: int) -> str:
    seconds, rest = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rest:03}"


def _write_spoken(path: Path, lines: int) -> None:
    """A project whose lines are spoken and not yet fitted: some too long for their slots, some too short."""
    project = project_file.create(path, _RATE)
    cues = tuple(
        Cue(
            f"This is line {number}.",
            number + 1,
            _SPEAKERS[number % 4],
            number * SLOT_S,
            number * SLOT_S + 3.2,
        )
        for number in range(lines)
    )
    project.apply(import_edit(project, Imported("srt", cues), {"": _VOICE}))
    kinds = _takes()
    for index, line in enumerate(project.lines):
        _speak(project, line, kinds[index % _KINDS])
    # A take that arrives is put at its slot; undone here, so that there is something to fit.
    loose = (("start", None), ("offset", 0), ("length", None), ("tempo", 1.0))
    project.apply(Edit("Follow the script", tuple(SetFields("clip", clip, loose) for clip in project.clips)))
    project_file.close(project)


def _speak(project: Project, line: Line, samples: Samples) -> None:
    project.add_take(line.id, project.take_request(line), samples, _RATE)


def _takes() -> list[Samples]:
    """Sounds with the ups and downs of speech and silence around, 2.4 to 4.3 s."""
    dice = np.random.default_rng(1)
    takes: list[Samples] = []
    for kind in range(_KINDS):
        n = round((2.4 + 1.9 * kind / (_KINDS - 1)) * _RATE)
        times = np.arange(n) / _RATE
        tone = np.sin(2 * np.pi * 150 * times + 4 * np.sin(2 * np.pi * 2.3 * times))
        syllables = np.clip(np.sin(2 * np.pi * 4 * times) + 0.4, 0, 1)
        sound = 0.25 * syllables * (tone + 0.2 * dice.standard_normal(n))
        edge = round(0.3 * _RATE)
        sound[:edge] = sound[-edge:] = 0
        takes.append(sound.astype(np.float32))
    return takes


def _fit(project: Project) -> int:
    """Fit all lines; returns how many changes that made."""
    edit = fit_all(project)
    project.apply(edit)
    return len(edit.changes)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def _peak_rss_mb() -> float:
    memory = psutil.Process().memory_info()
    peak: int = getattr(memory, "peak_wset", 0)  # Windows
    if not peak:
        import resource

        # Linux counts kilobytes, macOS bytes.
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if psutil.MACOS else 1024)
    return peak / 1e6
