"""Which modes go with which kind of voice. Values are those of `cosydesk.engine.types.Mode`."""

from __future__ import annotations

from cosydesk.studio.my_voice import is_mine

BUILT_IN = "sft"
CLONE = "zero_shot"
CROSS_LINGUAL = "cross_lingual"
INSTRUCT = "instruct"

MODES = (BUILT_IN, CLONE, CROSS_LINGUAL, INSTRUCT)
"""The modes that a line can have, as they are offered."""

_OF_MINE = (CLONE, CROSS_LINGUAL, INSTRUCT)
_OF_MODELS = (BUILT_IN, INSTRUCT)


def modes_of(voice_id: str) -> tuple[str, ...]:
    """The modes that make sense with a voice, whatever its model can."""
    return _OF_MINE if is_mine(voice_id) else _OF_MODELS


def spoken_mode(voice_id: str, mode: str) -> str:
    """The mode that a line is spoken in: its own, or the plain one of its voice where that makes no sense."""
    modes = modes_of(voice_id)
    return mode if mode in modes else modes[0]


def mode_after_voice(voice_id: str, mode: str) -> str:
    """The mode of a line that gets another voice: a manner is no reason to choose a model that directs clones."""
    if is_mine(voice_id) and mode == INSTRUCT:
        return CLONE
    return spoken_mode(voice_id, mode)
