"""From a project to the files that were asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from cosydesk import disk
from cosydesk.batch.events import Delivered, Delivering, Note, Tell
from cosydesk.studio.delivery.deliver import deliver
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.errors import StudioError
from cosydesk.studio.original import open_original
from cosydesk.studio.project import Project
from cosydesk.studio.store import Samples
from cosydesk.studio.video_file import found_path

VIDEO_SUFFIX = ".mp4"
AUDIO_OF = {".wav": "wav16", ".flac": "flac", ".mp3": "mp3", ".m4a": "m4a", ".opus": "opus"}
"""Sound format by suffix."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is made of a project.

    Attributes:
        out: a file, whose name the others of the recipe share; or a folder, where files are named after the project.
        recipe: which files.
        video: the picture; None = the project's own.
        in_folder: `out` is a folder.
        producer: who stands in the label of what is made; empty = the program.
    """

    out: Path
    recipe: Recipe
    video: Path | None = None
    in_folder: bool = False
    producer: str = ""


def deliver_target(
    project: Project, target: Target, tell: Tell, spoken_cue: Samples | None = None
) -> tuple[Path, ...]:
    """Make the files; returns where they are.

    Args:
        spoken_cue: as `cosydesk.studio.delivery.deliver.deliver` takes it.

    Raises:
        StudioError: as `cosydesk.studio.delivery.deliver.deliver`.
    """
    if target.recipe.original == "ducked":
        _attach_original(project, target.video, tell)
    plan = plan_delivery(project, target.video)
    out = target.out
    if target.in_folder:
        made = deliver(
            plan,
            target.recipe,
            out,
            lambda done: tell(Delivering(done)),
            producer=target.producer,
            spoken_cue=spoken_cue,
        )
    else:
        recipe = replace(target.recipe, file_name="{project}")
        made = deliver(
            replace(plan, name=out.stem),
            recipe,
            out.parent,
            lambda done: tell(Delivering(done)),
            producer=target.producer,
            spoken_cue=spoken_cue,
        )
    files = list(made.files)
    if not target.in_folder and files and files[0].suffix == out.suffix and files[0] != out:
        # A delivery's names go easy on other systems; what was typed is meant.
        disk.put(files[0], out)
        files[0] = out
    for notice in made.notices:
        tell(Note(notice.code, notice.message))
    for path in files:
        tell(Delivered(path))
    return tuple(files)


def _attach_original(project: Project, video: Path | None, tell: Tell) -> None:
    """Lay the video's own sound under the speech; one that can't be read is told of and left out."""
    if video is None and project.settings.video:
        video = found_path(project.settings.video, project.path)
    if video is None:
        return
    try:
        project.attach_original(open_original(video))
    except StudioError as error:
        tell(Note("original_left_out", f"{error.message} {error.remedy}".strip()))
