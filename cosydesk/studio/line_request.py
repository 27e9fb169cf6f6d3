"""What speaking a line asks for, as the line stands."""

from __future__ import annotations

from cosydesk.studio.line import Line
from cosydesk.studio.my_voice import MyVoice, is_mine
from cosydesk.studio.respelling import Dictionary
from cosydesk.studio.take import Take, TakeRequest, model_of
from cosydesk.studio.voice_modes import CLONE, INSTRUCT, spoken_mode


def line_request(
    line: Line, take: Take | None, voice: MyVoice | None, dictionary: Dictionary, cloning_model: str
) -> TakeRequest:
    """What speaking the line asks for. With an unlocked seed, the chosen take's seed is as good as any, so that only
    what the person changed makes a line stale.

    Args:
        take: the line's chosen one.
        voice: the project's copy of the line's voice, where that is one of one's own.
        dictionary: what the line is spoken by.
        cloning_model: id of the model that was chosen to speak with voices of one's own; empty = nobody chose one.
    """
    text = line.text.strip()
    mode = spoken_mode(line.voice_id, line.mode)
    return TakeRequest(
        model_id=_model(line, take, cloning_model),
        voice_id=line.voice_id,
        mode=mode,
        text=text,
        instruct=line.instruct.strip() if mode == INSTRUCT else "",
        speed=line.speed,
        seed=take.request.seed if take is not None and not line.seed_locked else line.seed,
        prompt=voice.prompt if voice is not None else "",
        transcript=voice.transcript if voice is not None and mode == CLONE else "",
        spoken=dictionary.spoken(text),
    )


def _model(line: Line, take: Take | None, cloning_model: str) -> str:
    """The model of a line's voice. One's own have none: where nobody chose one for the project, that of the chosen take
    is as good as any, and without a take it is empty until one speaks.
    """
    if not is_mine(line.voice_id):
        return model_of(line.voice_id)
    taken = take.request.model_id if take is not None and is_mine(take.request.voice_id) else ""
    return cloning_model or taken
