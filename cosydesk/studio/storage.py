"""What the takes of a project fill, and which of them nobody would miss."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cosydesk.studio.edit import Edit, Remove
from cosydesk.studio.project import Project
from cosydesk.studio.take import Take


@dataclass(frozen=True, slots=True)
class Usage:
    """Attributes: takes: how many there are. size: bytes of their sound in the project file."""

    takes: int
    size: int


def line_usage(project: Project, line_id: str) -> Usage:
    """What the takes of one line fill."""
    return usage_of(project, project.takes_of(line_id))


def project_usage(project: Project) -> Usage:
    """What all takes fill."""
    return usage_of(project, project.takes.values())


def usage_of(project: Project, takes: Iterable[Take]) -> Usage:
    """What these takes fill."""
    sizes = project.store.audio_sizes()
    found = [sizes.get(take.id, 0) for take in takes]
    return Usage(len(found), sum(found))


def deleted_size(project: Project) -> int:
    """Bytes of deleted takes that an undo can still bring back; closing the project gives them free."""
    return sum(size for take_id, size in project.store.audio_sizes().items() if take_id not in project.takes)


def spare_takes(project: Project) -> dict[str, list[Take]]:
    """The takes that are neither chosen nor starred nor on the timeline, by line id, those of lines in script order.

    Takes of deleted lines stay: an undo may bring the line back, and closing the project clears them anyway.
    """
    played = {clip.take_id for clip in project.clips.values()}
    spare: dict[str, list[Take]] = {}
    for line in project.lines:
        found = [
            take
            for take in project.takes_of(line.id)
            if take.id != line.take_id and not take.starred and take.id not in played
        ]
        if found:
            spare[line.id] = found
    return spare


def clean_takes(project: Project, take_ids: Iterable[str]) -> Edit:
    """Delete several takes as one step. Their sound stays in the file until the project is closed, for the undo."""
    found = tuple(take_id for take_id in dict.fromkeys(take_ids) if take_id in project.takes)
    return Edit("Clean up takes", (Remove("take", found),) if found else ())
