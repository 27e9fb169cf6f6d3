"""`cosydesk render`: a project spoken and delivered without the window."""

from __future__ import annotations

import argparse

from cosydesk.batch.run import Job
from cosydesk.cli.batch import checks_of, desk_of, run_job, target_of, with_cue_voice
from cosydesk.cli.text import existing_file


def run_render(arguments: argparse.Namespace) -> int:
    """Speak what is new or stale, and deliver.

    Raises:
        UsageError: bad input. StudioError, EngineError: as they come.
    """
    project = existing_file(arguments.project, "The project")
    target, checks = target_of(arguments), checks_of(arguments)
    with desk_of(arguments) as desk:
        if arguments.model_dir:
            desk.open_model(arguments.model_dir)
        target = with_cue_voice(target, arguments, desk)
        return run_job(Job(project.absolute(), target, checks=checks), desk, arguments)
