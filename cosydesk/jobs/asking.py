"""From what a take asks for to what the engine is asked: the same for the window and for batches."""

from __future__ import annotations

from cosydesk.engine.types import Mode, Prompt, Request
from cosydesk.studio import pinyin
from cosydesk.studio.library import STARTER
from cosydesk.studio.manner import PINYIN_GENERATION, generation_of
from cosydesk.studio.take import TakeRequest


def engine_request(
    request: TakeRequest, address: str, engine_voice: str, prompt: Prompt | None = None, live: bool = False
) -> Request:
    """Args:
    address: what the engine opens for the request's model.
    engine_voice: what the model calls the voice; empty for one's own.
    prompt: what a voice of one's own is cloned from.
    live: somebody listens as it comes.
    """
    spells = generation_of(address) == PINYIN_GENERATION
    return Request(
        text=request.sent if spells else pinyin.read_out(request.sent),
        mode=Mode(request.mode),
        voice=engine_voice,
        prompt=prompt,
        instruct=request.instruct,
        speed=request.speed,
        seed=request.seed,
        # Whole lines are made faster. A piece can't be stretched while the next one isn't there.
        stream=live and (request.speed == 1.0 or request.model_id == STARTER),
    )
