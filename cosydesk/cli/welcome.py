"""The window's first job without a window: the welcome script, spoken into a WAV file."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from cosydesk.cli.errors import EXIT_OK
from cosydesk.cli.progress import ProgressBar
from cosydesk.cli.wave import check_target
from cosydesk.engine import Mode, Model, Progress, Request, open_model
from cosydesk.engine.threads import limit_threads
from cosydesk.settings import Settings
from cosydesk.studio import welcome
from cosydesk.studio.delivery.deliver import deliver
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.line import Line
from cosydesk.studio.project import Project

WELCOME_OUT = "welcome.wav"


def run_welcome(out: Path = Path(WELCOME_OUT)) -> int:
    """Speak the welcome script into `out`, say so, and how to go on.

    Raises:
        UsageError: the folder can't be written.
        EngineError, StudioError: as they come.
    """
    check_target(out)
    print(f"There is no display, so no window: speaking the welcome script into {out}.", file=sys.stderr)
    limit_threads(0)
    project = Project()
    welcome.fill(project)
    models: dict[str, Model] = {}
    bar = ProgressBar(sys.stderr)
    try:
        for index, line in enumerate(project.lines):
            request = project.take_request(line)
            if request.model_id not in models:
                models[request.model_id] = open_model(request.model_id)
            _speak(models[request.model_id], project, line, bar, index)
        bar.clear()
        recipe = Recipe(sample_rate=project.sample_rate, label=Settings.load().label_exports)
        deliver(replace(plan_delivery(project), name=out.stem), recipe, out.parent)
    finally:
        bar.clear()
        for model in models.values():
            model.close()
    print(out)
    print('Say something yourself: cosydesk say "Hello"', file=sys.stderr)
    return EXIT_OK


def _speak(model: Model, project: Project, line: Line, bar: ProgressBar, index: int) -> None:
    asked = project.take_request(line)
    count = len(project.lines)

    def on_progress(progress: Progress) -> None:
        bar.show((index + progress.fraction) / count, f"Line {index + 1} of {count}")

    request = Request(
        text=asked.text,
        mode=Mode(asked.mode),
        voice=asked.voice_id.removeprefix(f"{asked.model_id}:"),
        speed=asked.speed,
        seed=asked.seed,
        on_progress=on_progress,
    )
    chunks = list(model.speak(request))
    notices = dict.fromkeys(notice.message for chunk in chunks for notice in chunk.notices)
    samples = np.concatenate([chunk.samples for chunk in chunks])
    project.add_take(line.id, asked, samples, chunks[0].sample_rate, notices)
