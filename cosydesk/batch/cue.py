"""The spoken cue of a batch: spoken once, and the same sound in every run after it."""

from __future__ import annotations

from cosydesk import paths
from cosydesk.batch.desk import Desk
from cosydesk.batch.events import Note, Tell
from cosydesk.batch.orders import Orders
from cosydesk.engine.errors import EngineError
from cosydesk.studio.delivery.recipe import Recipe
from cosydesk.studio.delivery.spoken_cue import FOLDER, CueStore, cue_line
from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project
from cosydesk.studio.store import Samples


def spoken_cue(project: Project, recipe: Recipe, desk: Desk, tell: Tell) -> Samples | None:
    """The sound of a recipe's spoken cue, mono at the project's rate; None where it has none.

    Raises:
        StudioError: ``cue_failed``: it can't be spoken.
        EngineError: no engine can be started.
    """
    if not recipe.speaks_cue:
        return None
    try:
        return _spoken(project, recipe, desk, tell)
    except (StudioError, EngineError) as error:
        if error.code == "engine_start":
            raise
        raise StudioError(
            f"The spoken cue could not be made: {error.message}",
            "Choose another voice for it, a cue in Morse code, or none.",
            "cue_failed",
        ) from error


def _spoken(project: Project, recipe: Recipe, desk: Desk, tell: Tell) -> Samples:
    orders = Orders(project, desk.library, desk.models)
    line = cue_line(project, desk.library.voices(), recipe)
    order = orders.order(0, line, project.take_request(line))
    store = CueStore(paths.cache_dir() / FOLDER)
    if (known := store.get(order.asked, project.sample_rate)) is not None:
        return known
    tell(Note("cue", f"Speaking the cue: {line.text}"))
    (outcome,) = desk.speaker().speak([order], lambda _order, _done: None)
    if outcome.error is not None:
        raise outcome.error
    assert outcome.spoken is not None
    orders.keep_encoded(outcome.spoken.encoded)
    return store.keep(order.asked, outcome.spoken.samples, outcome.spoken.sample_rate, project.sample_rate)
