"""A batch from its beginning to the files: bring the project up to date, speak what is due, fit, deliver.

Everything that is made on the way lies in the project, so a batch that was broken off, by a kill too, goes on where it
was when the same command is given again, and ends with the same files.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from cosydesk.batch import opening
from cosydesk.batch.checks import Checks
from cosydesk.batch.cue import spoken_cue
from cosydesk.batch.delivering import Target, deliver_target
from cosydesk.batch.desk import Desk
from cosydesk.batch.events import Note, Tell
from cosydesk.batch.fitting import fit, tell_misfits
from cosydesk.batch.order import Failure
from cosydesk.batch.orders import Orders
from cosydesk.batch.parts import Parts
from cosydesk.batch.shard import Shard
from cosydesk.batch.speaking import gather, speak_due, speak_share
from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project

PARTS_SUFFIX = ".parts"


@dataclass(frozen=True, slots=True)
class Job:
    """Attributes:
    project: the project's file. target: what is made of it.
    prepare: brings the project up to date; also makes it where there is none. None = it is taken as it is.
    fit: whether lines are fitted to their slots.
    checks: whether and how new takes are checked.
    """

    project: Path
    target: Target
    prepare: opening.Prepare | None = None
    fit: bool = False
    checks: Checks = Checks()  # noqa: RUF009 - frozen

    @property
    def parts(self) -> Parts:
        """Where the machines of a split job put what they speak: beside what is made."""
        return Parts(self.target.out.with_name(self.target.out.name + PARTS_SUFFIX))


@dataclass(frozen=True, slots=True)
class Ended:
    """Attributes:
    files: what was delivered; none where others still speak, or nothing could be spoken.
    failures: lines that couldn't be spoken.
    """

    files: tuple[Path, ...]
    failures: tuple[Failure, ...]


def run(job: Job, desk: Desk, tell: Tell, shard: Shard | None = None) -> Ended:
    """Do a job, or one machine's share of it; the machine that ends last gathers and delivers.

    Raises:
        StudioError, EngineError: the whole job can't go on; what is finished is kept.
    """
    if shard is not None:
        ended = _speak_share(job, desk, tell, shard)
        if ended is not None:
            return ended
    try:
        with _to_write(job) as project:
            orders = Orders(project, desk.library, desk.models, job.checks)
            if shard is None:
                failures = speak_due(project, orders, desk.speaker(), job.parts, tell)
            else:
                failures = gather(project, orders, job.parts)
        # Read back from the file, takes sound the same whether this run or an earlier one has spoken them.
        while True:
            with _to_write(job) as project:
                if not (job.fit and fit(project)):
                    tell_misfits(project, tell)
                    job.checks.tell_doubts(project, tell)
                    files: tuple[Path, ...] = ()
                    if project.length():
                        cue = spoken_cue(project, job.target.recipe, desk, tell)
                        files = deliver_target(project, job.target, tell, cue)
                    break
                orders = Orders(project, desk.library, desk.models, job.checks)
                failures = speak_due(project, orders, desk.speaker(), job.parts, tell, failures)
    except StudioError as error:
        if shard is None or error.code != "locked":
            raise
        tell(Note("gathered_elsewhere", "Another machine gathers what all have spoken, and delivers it."))
        return Ended((), ())
    job.parts.clear()
    return Ended(files, tuple(failures))


def _to_write(job: Job) -> AbstractContextManager[Project]:
    return opening.to_write(job.project, job.prepare)


def _speak_share(job: Job, desk: Desk, tell: Tell, shard: Shard) -> Ended | None:
    """Speak this machine's lines. None: all machines are done, and it is for this one to gather."""
    if job.prepare is not None:
        opening.prepare_once(job.project, job.prepare)
    parts = job.parts
    with opening.to_read(job.project) as project:
        orders = Orders(project, desk.library, desk.models, job.checks)
        failures, open_lines = speak_share(project, orders, desk.speaker(), parts, shard, tell)
    if not open_lines:
        return None
    if not parts.folder.exists():
        message = "Another machine has gathered what all have spoken."
    else:
        message = f"This share is done. {open_lines} lines of other shares are still to be spoken."
    tell(Note("share_done", message))
    return Ended((), tuple(failures))
