"""Which model speaks with a voice of one's own, and what keeps it from doing so."""

from __future__ import annotations

from cosydesk.studio.errors import StudioError
from cosydesk.studio.models import ModelEntry, Models
from cosydesk.studio.my_voice import MyVoice
from cosydesk.studio.voice_modes import CLONE, INSTRUCT


def cloning_model(models: Models, chosen: str, hint: str = "") -> ModelEntry:
    """The open model that clones.

    Args:
        chosen: id of the one that the person chose for the project; empty = any is as good.
        hint: id of the one to prefer among any, e.g. that of the line's last take.

    Raises:
        StudioError: ``no_cloning_model``: none is open; ``cloning_model_closed``: the chosen one isn't;
            ``cloning_model_unfit``: the chosen one doesn't clone.
    """
    able = models.cloning()
    if chosen:
        if found := next((entry for entry in able if entry.id == chosen), None):
            return found
        entry = models.get(chosen)
        if entry is not None and entry.there:
            raise StudioError(
                f"{chosen} can't clone a voice.",
                "Choose another model for your own voices in the Model menu.",
                "cloning_model_unfit",
            )
        raise StudioError(
            f"{chosen}, which this project's own voices are spoken with, is not open.",
            "Open its folder in the Model menu, or choose another model there.",
            "cloning_model_closed",
        )
    if not able:
        raise StudioError(
            "No model that can clone a voice is open.",
            "Open the folder of a CosyVoice model in the Model menu; the starter voices can't clone.",
            "no_cloning_model",
        )
    # A model without voices of its own was made for cloning; one with them can, but less well.
    best = [entry for entry in able if not entry.voices]
    return next((entry for entry in able if entry.id == hint), (best or able)[0])


def check_mode(voice: MyVoice, mode: str, model: ModelEntry) -> None:
    """Whether a voice can be spoken in a mode by a model.

    Raises:
        StudioError: ``transcript_missing``: cloning needs what is said in the recording; ``clone_manner``: the model
            doesn't direct clones.
    """
    if mode == CLONE and not voice.transcript:
        raise StudioError(
            f"“{voice.name}” has no transcript, which cloning needs.",
            "Type what is said in its recording, or choose the cross-lingual mode, which does without.",
            "transcript_missing",
        )
    if mode == INSTRUCT and not model.directs_clones:
        raise StudioError(
            f"{model.id} can't direct the manner of a cloned voice.",
            "Choose the mode “Clone”, or CosyVoice 2 or 3 in the Model menu.",
            "clone_manner",
        )


def voice_gone() -> StudioError:
    """A line's voice is neither in the library nor in the project."""
    return StudioError(
        "This voice isn't among your voices any more.",
        "Import it again, or choose another voice.",
        "voice_gone",
    )
