"""Text that arrives bit by bit: waiting for it, and sentences as soon as they are complete. No torch."""

from __future__ import annotations

import queue
import re
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from typing import TypeGuard

import numpy as np

from cosydesk.engine.errors import CancelledError, EngineError, RequestError
from cosydesk.engine.types import AudioChunk, EncodedPrompt, Notice, Progress, Request
from cosydesk.markup import OpenSpans

_POLL_S = 0.05
_WORDLESS = ("nothing_to_say", "nothing_spoken")
"""Codes of a sentence that has nothing to speak in it, the latter from an engine's process."""
_SURE_ENDS = "。！？．\n"
"""Marks that end a sentence whatever comes next; behind the others there has to be more before that is known."""
_CLOSERS = "\"'”’」』）)》】]"
_UNFINISHED = re.compile(r"(?:</?(?:[A-Za-z][^<>]{0,60})?|\[[\w\s.-]{0,24}|&[a-z#0-9]{0,4})\Z")

Bit = str | BaseException | None
"""A piece of text, what went wrong where it comes from, or its end."""


def is_arriving(text: str | tuple[str, ...] | Iterator[str]) -> TypeGuard[Iterator[str]]:
    """Whether a request's text comes bit by bit."""
    return not isinstance(text, str | tuple)


def nothing_to_say() -> RequestError:
    """The text is over, and there was no word in it."""
    return RequestError("There is nothing to say in this text.", "Write some words.", code="nothing_to_say")


def waited_for(text: Iterable[str], cancel: threading.Event | None) -> Generator[str, None, None]:
    """The pieces of a text, each asked for only when it is wanted.

    Args:
        cancel: ends the waiting at once. With it the text is read in a thread of its own, which stays behind until
            its present piece has come.

    Raises:
        CancelledError: `cancel` was set.
    """
    if cancel is None:
        yield from text
        return
    wanted: queue.SimpleQueue[bool] = queue.SimpleQueue()
    given: queue.SimpleQueue[Bit] = queue.SimpleQueue()

    def read() -> None:
        bits = iter(text)
        while wanted.get():
            try:
                given.put(next(bits, None))
            except BaseException as error:
                given.put(error)

    threading.Thread(target=read, name="arriving-text", daemon=True).start()
    try:
        while (bit := _next(wanted, given, cancel)) is not None:
            yield bit
    finally:
        wanted.put(False)


def _next(
    wanted: queue.SimpleQueue[bool], given: queue.SimpleQueue[Bit], cancel: threading.Event
) -> str | None:
    wanted.put(True)
    while True:
        if cancel.is_set():
            raise CancelledError
        try:
            bit = given.get(timeout=_POLL_S)
        except queue.Empty:
            continue
        if isinstance(bit, BaseException):
            raise bit
        return bit


def without_unfinished(text: str) -> tuple[str, str]:
    """A text and, behind it, the beginning of a tag that isn't complete yet."""
    match = _UNFINISHED.search(text)
    return (text[: match.start()], match[0]) if match else (text, "")


def sentences(text: Iterable[str]) -> Iterator[str]:
    """Sentences as soon as they are complete, spaces at their ends and all; spans of markup are whole in each.

    A sentence that goes on and on is cut where `boundaries` cuts it.
    """
    from cosydesk.engine.starter.split import boundaries  # with its tables, which a window needn't load

    spans = OpenSpans()
    held = ""
    for bit in text:
        held += bit
        done = 0
        for _, end in boundaries(held):
            if not _is_over(held, end):
                break
            end -= len(without_unfinished(held[done:end])[1])
            end += len(held[end:]) - len(held[end:].lstrip())
            if held[done:end].strip():
                yield spans.whole(held[done:end])
                done = end
        held = held[done:]
    if held.strip():
        yield spans.whole(held)


def _is_over(text: str, end: int) -> bool:
    """Whether what comes next can't move an end that `boundaries` found."""
    sure = text[:end].rstrip(_CLOSERS)[-1:] in tuple(_SURE_ENDS)
    return sure or bool(text[end:].strip(" \t"))


def sentence_by_sentence(
    request: Request,
    speak: Callable[[Request], Iterator[AudioChunk]],
    pause_s: Callable[[str], float] = lambda _: 0.0,
) -> Iterator[AudioChunk]:
    """Speak a text that arrives bit by bit with what speaks whole texts only.

    Args:
        speak: a whole request; one in which there is nothing to speak raises that and is passed over.
        pause_s: the silence behind a sentence that another one follows.

    Raises:
        RequestError: ``nothing_to_say``: there was no word in all of it. Else as `speak` does.
    """
    assert is_arriving(request.text)
    encoded: list[EncodedPrompt] = []
    told: set[Notice] = set()
    pause = 0.0
    spoken = utterance = 0

    def on_progress(progress: Progress) -> None:
        # Nobody knows how much is still to come: one more sentence, say.
        if request.on_progress is not None:
            done = spoken + progress.fraction
            fraction = done / (done + 1)
            request.on_progress(replace(progress, fraction=fraction, utterance=utterance, utterances=0))

    def on_encoded(prompt: EncodedPrompt) -> None:
        encoded.append(prompt)
        if request.on_encoded is not None:
            request.on_encoded(prompt)

    with closing(waited_for(request.text, request.cancel)) as text:
        for sentence in sentences(text):
            prompt = request.prompt and replace(request.prompt, encoded=(*request.prompt.encoded, *encoded))
            part = replace(
                request,
                text=sentence,
                prompt=prompt,
                on_progress=on_progress,
                on_encoded=on_encoded,
            )
            first, last = utterance, utterance
            try:
                for chunk in speak(part):
                    if pause:
                        yield AudioChunk(
                            np.zeros(round(pause * chunk.sample_rate), np.float32), chunk.sample_rate, first
                        )
                        pause = 0.0
                    last = first + chunk.utterance
                    notices = tuple(notice for notice in chunk.notices if notice not in told)
                    told.update(notices)
                    yield replace(chunk, utterance=last, notices=notices)
            except EngineError as error:  # whatever class it has behind a wire
                if error.code not in _WORDLESS:
                    raise
                continue
            pause = pause_s(sentence)
            spoken, utterance = spoken + 1, last + 1
    if not spoken:
        raise nothing_to_say()
    if request.on_progress is not None:
        request.on_progress(Progress("speaking", 1.0, utterance - 1))
