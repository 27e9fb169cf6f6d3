"""Engine processes behind the service: real ones, with a tiny model that dies, hangs and waits at a word."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace

import pytest
from tiny_models import open_tiny

from cosydesk import crashes
from cosydesk.engine import AudioChunk, EncodedPrompt, EngineError, ModelError, Prompt, Request
from cosydesk.engine.messages import Place
from cosydesk.engine.process import Opener
from cosydesk.server import reports
from cosydesk.server.limits import Limits
from cosydesk.server.pool import EnginePool
from cosydesk.server.speaker import BusyError, SpeechStream
from cosydesk.server.stats import FIRST_CHUNK_BOUNDS_S
from tests.server.chorus_model import open_chorus

MakePool = Callable[..., EnginePool]
PATIENCE_S = 60


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests have met is new to each."""
    monkeypatch.setattr(reports, "_known", set())


@pytest.fixture
def make_pool() -> Iterator[MakePool]:
    pools: list[EnginePool] = []

    def make(
        engines: int = 1, model: str = "tiny", opener: Opener = open_tiny, **limits: float
    ) -> EnginePool:
        bounds = replace(Limits(grace_s=PATIENCE_S), **limits)
        pools.append(EnginePool(model, [Place()] * engines, limits=bounds, threads=1, opener=opener))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()


async def said(stream: SpeechStream) -> str:
    """How many words were spoken, or the code of the error that prevented it."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            return str(len([chunk async for chunk in stream]))
    except EngineError as error:
        return error.code


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not condition():
            await asyncio.sleep(0)


async def first_of(stream: SpeechStream) -> AudioChunk:
    async with asyncio.timeout(PATIENCE_S):
        return await anext(stream)


def test_the_model_is_described_and_speaks(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> None:
        streams = [pool.submit(Request(text)) for text in ("one", "one two", "one two three")]
        assert [await said(stream) for stream in streams] == ["1", "2", "3"]

    pool = make_pool()
    about = pool.describe()
    assert (about.id, about.name, about.revision) == ("tiny", "Tiny tiny", "of tiny")
    assert [voice.id for voice in about.voices] == ["one"]
    asyncio.run(run(pool))
    stats = pool.stats()
    assert (stats.waiting, stats.speaking, stats.finished, stats.failed, stats.refused) == (0, 0, 3, 0, 0)
    assert stats.audio_s == pytest.approx(0.6)
    assert sum(stats.first_chunk_counts) == len(stats.first_chunks_s) == 3
    assert len(stats.first_chunk_counts) == len(FIRST_CHUNK_BOUNDS_S) + 1
    assert stats.first_chunk_total_s == pytest.approx(sum(stats.first_chunks_s))


def test_events_come_as_well(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> list[str]:
        events: AsyncIterator[object] = pool.submit(Request("one two")).events()
        return [type(event).__name__ async for event in events]

    assert asyncio.run(run(make_pool())) == ["Progress", "AudioChunk"] * 2


def test_prompts_are_encoded_in_the_engine(make_pool: MakePool) -> None:
    async def outcome(stream: SpeechStream) -> object:
        try:
            async with asyncio.timeout(PATIENCE_S):
                (event,) = [event async for event in stream.events()]
        except EngineError as error:
            return error.code
        return event

    async def run(pool: EnginePool) -> list[object]:
        streams = [pool.encode(Prompt(b"", word)) for word in ("refuse", "die", "said")]
        return [await outcome(stream) for stream in streams]

    pool = make_pool()
    assert asyncio.run(run(pool)) == ["refused", "engine_crashed", EncodedPrompt("tiny", "", b"said")]
    stats = pool.stats()
    assert (stats.rejected, stats.failed, stats.finished) == (1, 1, 1)
    assert stats.engines[0].restarts == 1


@pytest.mark.parametrize(("model", "code"), [("missing", "model_missing"), ("broken", "internal")])
def test_a_model_that_cannot_be_opened(make_pool: MakePool, model: str, code: str) -> None:
    before = multiprocessing.active_children()
    with pytest.raises(EngineError) as caught:
        make_pool(2, model)
    assert caught.value.code == code
    assert isinstance(caught.value, ModelError) is (model == "missing")
    assert multiprocessing.active_children() == before


@pytest.mark.parametrize("word", ["die", "crash"])
def test_a_crash_is_one_failed_request(make_pool: MakePool, word: str) -> None:
    async def run(pool: EnginePool) -> list[str]:
        streams = [pool.submit(Request(text)) for text in (f"one {word}", "two", "three four")]
        return [await said(stream) for stream in streams]

    pool = make_pool()
    assert asyncio.run(run(pool)) == ["engine_crashed", "1", "2"]
    (engine,) = pool.stats().engines
    assert (engine.open, engine.restarts) == (True, 1)
    assert (pool.stats().failed, pool.stats().finished) == (1, 2)
    (report,) = crashes.reports()
    assert "engine" in report.name


def test_a_fault_is_reported_once_and_a_refusal_never(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> list[str]:
        streams = [pool.submit(Request(text)) for text in ("fault", "refuse", "fault", "...", "one")]
        return [await said(stream) for stream in streams]

    pool = make_pool()
    assert asyncio.run(run(pool)) == ["internal", "refused", "internal", "1", "1"]
    (report,) = crashes.reports()
    assert "ValueError: a bug" in report.read_text("utf-8")
    assert (pool.stats().failed, pool.stats().rejected) == (2, 1)


def test_what_takes_too_long_is_given_up(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> list[str]:
        streams = [pool.submit(Request(text)) for text in ("wait", "hang", "one")]
        return [await said(stream) for stream in streams]

    pool = make_pool(speak_s=0.2, grace_s=0.2)
    pids = {engine.pid for engine in pool.stats().engines}
    assert asyncio.run(run(pool)) == ["too_slow", "too_slow", "1"]
    assert pids.isdisjoint(engine.pid for engine in pool.stats().engines)


def test_who_goes_away_frees_the_engine(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> None:
        speaking, waiting, other = (pool.submit(Request(text)) for text in ("one wait", "two", "three"))
        await first_of(speaking)
        assert (pool.load(), pool.stats().waiting) == (3, 2)
        waiting.cancel()
        assert (pool.load(), pool.stats().waiting) == (2, 1)
        assert await said(waiting) == "cancelled"
        speaking.cancel()
        assert await said(speaking) == "cancelled"
        assert await said(other) == "1"
        await until(lambda: pool.load() == 0)

    pool = make_pool()
    (before,) = pool.stats().engines
    asyncio.run(run(pool))
    assert (pool.stats().cancelled, pool.stats().finished) == (2, 1)
    assert pool.stats().engines == (before,)


def test_who_goes_away_from_an_engine_that_hangs_frees_it_too(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> list[str]:
        hanging, other = (pool.submit(Request(text)) for text in ("one hang", "two"))
        await first_of(hanging)
        hanging.cancel()
        return [await said(hanging), await said(other)]

    assert asyncio.run(run(make_pool(grace_s=0.1))) == ["cancelled", "1"]


def test_two_engines_speak_at_the_same_time(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> None:
        held = [pool.submit(Request("one wait")) for _ in range(2)]
        for stream in held:
            await first_of(stream)
        assert pool.stats().speaking == 2
        third = pool.submit(Request("three"))
        os.kill(pool.stats().engines[0].pid or 0, signal.SIGKILL)
        # The one whose engine is gone has failed; the other speaks on, and who waited is served by the new process.
        done, _ = await asyncio.wait(
            [asyncio.ensure_future(said(stream)) for stream in held], return_when=asyncio.FIRST_COMPLETED
        )
        assert [task.result() for task in done] == ["engine_killed"]
        assert await said(third) == "1"
        for stream in held:
            stream.cancel()

    asyncio.run(run(make_pool(2)))


def test_those_who_only_waited_in_an_engine_that_died_are_served_by_the_next(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> list[str]:
        held = pool.submit(Request("one wait"))
        await first_of(held)
        others = [pool.submit(Request(text)) for text in ("one", "one two", "one die", "one")]
        await until(lambda: pool.stats().speaking == 3)
        assert pool.stats().waiting == 2
        os.kill(pool.stats().engines[0].pid or 0, signal.SIGKILL)
        return [await said(stream) for stream in (held, *others)]

    pool = make_pool(opener=open_chorus)
    spoken = asyncio.run(run(pool))
    assert spoken[:3] == ["engine_killed", "1", "2"]
    assert spoken[3] == "engine_crashed"
    # The last one may have been in one batch with the one that crashed.
    assert spoken[4] in ("1", "engine_crashed")
    assert pool.stats().engines[0].restarts == 2


def test_clients_take_turns_and_the_queue_is_bounded(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> list[str]:
        order: list[str] = []

        async def note(name: str, stream: SpeechStream) -> None:
            await said(stream)
            order.append(name)

        first = pool.submit(Request("one wait"), "a")
        await first_of(first)
        names = ("a1", "a2", "a3", "b1")
        notes = [asyncio.ensure_future(note(name, pool.submit(Request("x"), name[0]))) for name in names]
        with pytest.raises(BusyError) as busy:
            pool.submit(Request("x"), "c")
        # Nothing was measured yet, so each is taken for 3 s: the third turn would be that of the newcomer.
        assert busy.value.retry_after_s == 9
        first.cancel()
        await asyncio.gather(*notes)
        return order

    pool = make_pool(waiting=4)
    assert asyncio.run(run(pool)) == ["a1", "b1", "a2", "a3"]
    assert pool.stats().refused == 1


def test_recordings_that_wait_are_bounded(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> None:
        pool.submit(Request("wait", prompt=Prompt(bytes(600))))
        with pytest.raises(BusyError):
            pool.submit(Request("one", prompt=Prompt(bytes(600))))
        assert pool.submit(Request("one", prompt=Prompt(bytes(300)))) is not None

    asyncio.run(run(make_pool(waiting_bytes=1_000)))


def test_closing_ends_everything(make_pool: MakePool) -> None:
    async def run(pool: EnginePool) -> list[str]:
        streams = [pool.submit(Request(text)) for text in ("one wait", "one wait", "two")]
        for stream in streams[:2]:
            await first_of(stream)
        await asyncio.to_thread(pool.close)
        with pytest.raises(BusyError):
            pool.submit(Request("three"))
        return [await said(stream) for stream in streams]

    before = multiprocessing.active_children()
    pool = make_pool(2)
    assert asyncio.run(run(pool)) == ["cancelled"] * 3
    assert pool.load() == 0
    assert multiprocessing.active_children() == before
