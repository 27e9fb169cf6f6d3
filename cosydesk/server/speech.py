"""Answers made of speech: they start with the first audio, and stop the engine when the client goes away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, replace

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from cosydesk.engine import EngineError, Mode, Quality, Request, RequestError
from cosydesk.markup import Break, parse
from cosydesk.server.audio import STREAMED
from cosydesk.server.errors import ApiError, error_response, from_engine
from cosydesk.server.limits import Limits
from cosydesk.server.listener import answer_while_there
from cosydesk.server.modes import check_mode
from cosydesk.server.outlets import Outlet, SoundOutlet
from cosydesk.server.speaker import BusyError, Observer, Speaker, SpeechStream
from cosydesk.server.voice_store import VoiceStore, with_voice
from cosydesk.server.voices import choose_voice, unknown_voice

SLOWEST, FASTEST = 0.5, 2.0
_BUILT_IN = frozenset({Mode.SFT, Mode.INSTRUCT})


def speak(http: HttpRequest, request: Request, outlet: Outlet | None = None) -> SpeechResponse:
    """Queue a request and return the answer that will carry it.

    Args:
        request: its voice may be called as clients know it from elsewhere.
        outlet: how the speech is sent; raw samples without it.

    Raises:
        ApiError: 400 for the texts, the speed or the mode, 404 for the voice, 429 when the queue is full.
    """
    state = http.app.state
    limits: Limits = state.limits
    checked = check(http, request, limits.max_chars)
    stream = submit(http, checked.request)
    if checked.on_encoded is not None:
        stream.observe(checked.on_encoded)
    return SpeechResponse(stream, outlet or SoundOutlet(STREAMED), limits.stall_s, checked.headers)


@dataclass(frozen=True)
class Checked:
    """A request that can be spoken.

    Attributes:
        request: with the model's own name of the voice, or the recording of one that was uploaded.
        headers: what the answer says of it.
        on_encoded: what keeps the encoded form of an uploaded voice.
    """

    request: Request
    headers: Mapping[str, str]
    on_encoded: Observer | None = None


def check(http: HttpRequest, request: Request, max_chars: int) -> Checked:
    """See whether a request can be spoken, and find its voice.

    Args:
        max_chars: of each of its texts; the model's own limit counts as well.

    Raises:
        ApiError: 400 for the texts, the speed or the mode, 404 for the voice.
    """
    speaker: Speaker = http.app.state.speaker
    kept: VoiceStore = http.app.state.voices
    description = speaker.describe()
    voice_id, on_encoded = request.voice, None
    if request.prompt is None and (voice := kept.find(request.voice)) is not None:
        request = with_voice(request, voice, kept)
        voice_id, on_encoded = voice.id, kept.keeper(voice)
    check_mode(request, description.capabilities)
    if request.mode is not Mode.VC:
        limits: Limits = http.app.state.limits
        _check_texts(request, min(max_chars, description.capabilities.max_chars), limits.max_pauses_s)
    if not SLOWEST <= request.speed <= FASTEST:
        raise ApiError(400, "speed", f"The speed must be between {SLOWEST} and {FASTEST}.", param="speed")
    if request.prompt is None:
        if request.mode not in _BUILT_IN:
            raise unknown_voice(request.voice)
        voice_id = choose_voice(request.voice, description.voices, str(request.text)).id
        request = replace(request, voice=voice_id)
    made = request.quality if description.capabilities.draft else Quality.FULL
    headers = {"X-Mode": request.mode.value, "X-Quality": made.value}
    if voice_id:
        headers["X-Voice"] = voice_id
    return Checked(request, headers, on_encoded)


def submit(http: HttpRequest, request: Request) -> SpeechStream:
    """Queue a checked request.

    Raises:
        ApiError: 429, the queue is full.
    """
    speaker: Speaker = http.app.state.speaker
    try:
        return speaker.submit(request, client_of(http))
    except BusyError as error:
        raise busy(error) from error


def busy(error: BusyError) -> ApiError:
    return ApiError(
        429,
        "busy",
        "Too many requests are waiting.",
        f"Try again in {error.retry_after_s} seconds.",
        retry_after_s=error.retry_after_s,
    )


def client_of(http: HttpRequest) -> str:
    """Who asks, for taking turns: the address, which a proxy on this machine tells with X-Forwarded-For."""
    return http.client.host if http.client is not None else ""


def _check_texts(request: Request, longest: int, longest_pauses_s: float) -> None:
    """Raises:
    ApiError: 400 ``text_empty``, ``text_too_long``, ``pauses_long``.
    """
    if not str(request.text).strip():
        raise ApiError(400, "text_empty", "There is no text to speak.")
    transcript = request.prompt.transcript if request.prompt is not None else ""
    for what, text, remedy in (
        ("text", str(request.text), "Send it in parts."),
        ("instruction", request.instruct, "Shorten it."),
        ("transcript", transcript, "Send what is said in the recording."),
    ):
        if len(text) > longest:
            raise ApiError(400, "text_too_long", f"The {what} is longer than {longest:,} characters.", remedy)
    pauses_s = sum(node.seconds for node in parse(str(request.text)) if isinstance(node, Break))
    if pauses_s > longest_pauses_s:
        raise ApiError(
            400,
            "pauses_long",
            f"The pauses in the text are longer than {longest_pauses_s:g} s together.",
            "Shorten them, or send the text in parts.",
        )


class SpeechCutError(Exception):
    """An answer that had begun can't be finished; the connection is closed in the middle."""


class SpeechResponse(Response):
    """Carries one stream of speech.

    Nothing is sent before the first audio, so that a request that can't be spoken gets its proper status. When
    speaking fails later and the body can't say so, the connection is cut: a short answer must not look like a whole
    one.
    """

    def __init__(
        self, stream: SpeechStream, outlet: Outlet, stall_s: float, headers: Mapping[str, str]
    ) -> None:
        super().__init__()
        self._stream = stream
        self._outlet = outlet
        self._stall_s = stall_s
        self._extra = dict(headers)
        self._started = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await answer_while_there(self._answer(scope, receive, send), receive, self._stream)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        outlet = self._outlet
        sample_rate = 0
        try:
            async for chunk in self._stream:
                sample_rate = sample_rate or outlet.open(chunk.sample_rate)
                await self._body(send, await asyncio.to_thread(outlet.feed, chunk), sample_rate)
            if not sample_rate:
                raise RequestError("There is nothing in the text that can be spoken.", code="nothing_spoken")
            end = await asyncio.to_thread(outlet.finish)
        except EngineError as error:
            failure = from_engine(error)
            if not self._started:
                await self._patiently(error_response(failure)(scope, receive, send))
                return
            told = outlet.failed(failure)
            if told is None:
                raise SpeechCutError(f"speaking failed in the middle: {error.message}") from error
            end = told
        await self._body(send, end, sample_rate, last=True)

    async def _body(self, send: Send, data: bytes, sample_rate: int, *, last: bool = False) -> None:
        if not data and not last:
            return
        if not self._started:
            self._started = True
            await self._start(send, sample_rate, len(data) if last else None)
        await self._patiently(send({"type": "http.response.body", "body": data, "more_body": not last}))

    async def _start(self, send: Send, sample_rate: int, length: int | None) -> None:
        headers = {
            "Content-Type": self._outlet.media_type,
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",  # a proxy in between hands on what it gets at once
            "X-Sample-Rate": str(sample_rate),
            **self._extra,
        }
        if length is not None:
            headers["Content-Length"] = str(length)
        raw = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await self._patiently(send({"type": "http.response.start", "status": 200, "headers": raw}))

    async def _patiently(self, sending: Awaitable[None]) -> None:
        try:
            await asyncio.wait_for(sending, self._stall_s)
        except TimeoutError as error:
            raise SpeechCutError(f"the client took no data for {self._stall_s:g} s") from error
