"""What the window is measured with: long scripts, and hours of clips, made the same each time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from cosydesk.studio.project import Project

RATE = 24_000
VOICES = ("starter:af_heart", "starter:bm_george", "starter:zf_xiaoxiao")
SENTENCES = (
    "The ferry leaves at nine, and the harbour is still asleep.",
    "Who told you that? I only asked about the <strong>blue</strong> suitcase.",
    "雨停了，石板路上映着灯笼的光。",
    "[breath] We could wait until morning, but the tide will not.",
    "他把信折好，放回抽屉，一句话也没说。",
    "Nothing in the attic had been moved for thirty years, not even the chair by the window.",
)


def long_script(project: Project, lines: int) -> None:
    """Fill a project with so many lines in three voices and two languages."""
    made = [
        project.new_line(f"{SENTENCES[number % len(SENTENCES)]} {number + 1}.", VOICES[number % len(VOICES)])
        for number in range(lines)
    ]
    project.apply(project.edit_lines([line.id for line in project.lines], made, 0))


def many_clips(project: Project, clips: int, hours: float = 1.0) -> None:
    """Fill a project with so many spoken lines, one clip each, that together last so long."""
    long_script(project, clips)
    gap = round(0.3 * RATE)
    length = max(RATE // 20, round(hours * 3600 * RATE / clips) - gap)
    patterns = [_murmur(length, seed) for seed in range(7)]
    for number, line in enumerate(project.lines):
        project.add_take(line.id, project.take_request(line), patterns[number % len(patterns)], RATE)


def many_takes(project: Project, takes: int, hours: float, spare: int = 1) -> None:
    """Fill a project with so many takes: each line has one that is chosen, and they last so long together, and some
    have one `spare` more beside it, a second long, as after a day of work.
    """
    lines = takes // (1 + spare)
    many_clips(project, lines, hours)
    short = _murmur(RATE, 99)
    for line in project.lines:
        for _ in range(spare):
            chosen = project.chosen_take(line.id)
            project.add_take(line.id, project.new_take_request(line), short, RATE)
            project.apply(project.choose_take(line.id, chosen.id if chosen is not None else None))


def _murmur(length: int, seed: int) -> npt.NDArray[np.float32]:
    """Something with the ups and downs of speech: float32 mono, so many samples."""
    random = np.random.default_rng(seed)
    time = np.arange(length) / RATE
    tone = np.sin(2 * np.pi * (140 + 20 * seed) * time) + 0.3 * random.standard_normal(length)
    syllables = np.abs(np.sin(2 * np.pi * (2.1 + 0.2 * seed) * time)) ** 2
    murmur: npt.NDArray[np.float32] = (0.4 * tone * syllables / max(1e-9, np.abs(tone).max())).astype(
        np.float32
    )
    return murmur
