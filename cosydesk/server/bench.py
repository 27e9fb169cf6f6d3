"""How a service bears many clients at once: waits, fairness, memory, and whether those who leave are forgotten."""

from __future__ import annotations

import contextlib
import http.client
import multiprocessing
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import psutil

from cosydesk.engine import STARTER_ID, EngineError
from cosydesk.server.app import Service
from cosydesk.server.bench_client import Address, BenchClient
from cosydesk.server.errors import ServerError
from cosydesk.server.limits import Limits

_IDLE_S = 30.0
"""How long the service may take to be without a request when everybody has gone, and to end."""
_LOOK_S = 0.05


def measure_service(
    clients: int,
    seconds: float,
    *,
    url: str = "",
    token: str | None = None,
    model: str = STARTER_ID,
    devices: Sequence[str] = ("auto",),
    limits: Limits | None = None,
    on_stage: Callable[[str], None] = lambda _: None,
) -> dict[str, object]:
    """Measure a service that runs, or one of its own on the loopback.

    Args:
        clients: how many ask at once; each asks anew as soon as it has its answer.
        seconds: how long they go on.
        url: of the service that runs; "" starts one, whose memory is measured too.
        model, devices, limits: of the service that is started.
        on_stage: told what is being done.

    Raises:
        EngineError: the model can't be opened. ServerError: there is no service at `url`.
    """
    if url:
        return _measure(Address(url, token), clients, seconds, None, on_stage)
    on_stage("starting the service")
    with _own_service(model, devices, limits or Limits()) as (address, pid):
        return _measure(Address(address), clients, seconds, pid, on_stage)


def _measure(
    address: Address, count: int, seconds: float, pid: int | None, on_stage: Callable[[str], None]
) -> dict[str, object]:
    rate = _sample_rate(address)
    # What is measured is a service at work, not how it gets ready for a language.
    BenchClient(address, 0).ask_in_each_language()
    on_stage(f"{count} clients for {seconds:g} s")
    clients = [BenchClient(address, number) for number in range(count)]
    began = time.monotonic()
    for client in clients:
        client.start()
    memory: dict[str, object] = {}
    for share, when in ((0.25, "at_quarter"), (1.0, "at_end")):
        time.sleep(max(0.0, began + seconds * share - time.monotonic()))
        memory |= {f"{name}_{when}": mb for name, mb in _memory_mb(pid).items()}
    for client in clients:
        client.leave()
    took = time.monotonic() - began
    for client in clients:
        client.join()
    return _figures(clients, took, rate) | {"freed_after_s": _until_idle_s(address)} | memory


def _sample_rate(address: Address) -> int:
    """Raises:
    ServerError: there is no service, or the token is wrong.
    """
    try:
        return int(address.get("/v1/models")["data"][0]["sample_rate"])
    except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError) as error:
        raise ServerError(
            f"There is no CosyDesk service at {address.url}, or it wants a token.",
            "Check --url and --token.",
            "no_service",
        ) from error


def _until_idle_s(address: Address) -> float | None:
    """Seconds until the service has no request any more; None if it kept some for too long."""
    began = time.monotonic()
    while time.monotonic() - began < _IDLE_S:
        if address.get("/healthz")["requests"] == 0:
            return round(time.monotonic() - began, 3)
        time.sleep(_LOOK_S)
    return None


def _memory_mb(pid: int | None) -> dict[str, float]:
    """What the service and its engines take; nothing is known of a service on another machine."""
    if pid is None:
        return {}
    service = psutil.Process(pid)
    engines = sum(child.memory_info().rss for child in service.children(recursive=True))
    return {
        "service_mb": round(service.memory_info().rss / 1e6, 1),
        "engines_mb": round(engines / 1e6, 1),
    }


def _figures(clients: Sequence[BenchClient], took: float, rate: int) -> dict[str, object]:
    first = sorted(seconds for client in clients for seconds in client.first_chunk_s)
    waits = [statistics.mean(client.waits_s) for client in clients if client.waits_s]
    median = statistics.median(waits) if waits else 0.0
    statuses: Counter[int] = sum((client.statuses for client in clients), Counter())
    audio_s = sum(client.audio_bytes for client in clients) / 2 / rate
    return {
        "clients": len(clients),
        "seconds": round(took, 1),
        "answered": len(first),
        "left_in_the_middle": sum(client.left for client in clients),
        "statuses": {str(status): number for status, number in sorted(statuses.items())},
        "broken_off": sum(client.broken for client in clients),
        "clients_never_served": len(clients) - len(waits),
        "first_chunk_p50_s": percentile(first, 0.5),
        "first_chunk_p95_s": percentile(first, 0.95),
        "wait_median_s": round(median, 3),
        "wait_longest_s": round(max(waits, default=0.0), 3),
        "wait_longest_to_median": round(max(waits) / median, 2) if median else None,
        "audio_s": round(audio_s, 1),
        "times_real_time": round(audio_s / took, 2),
    }


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The value that so large a share of them doesn't exceed."""
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 3) if ordered else None


# --- the service that is measured --------------------------------------------------------------------------


@contextlib.contextmanager
def _own_service(model: str, devices: Sequence[str], limits: Limits) -> Iterator[tuple[str, int | None]]:
    """Address and process of a service of its own, which ends with the block."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process: BaseProcess = context.Process(
        target=_serve, args=(theirs, model, tuple(devices), limits), name="cosydesk-serve"
    )
    process.start()
    theirs.close()
    try:
        try:
            started = ours.recv()
        except EOFError:
            started = EngineError("The service ended while it was started.", code="engine_start")
        if isinstance(started, EngineError):
            raise started
        yield started, process.pid
    finally:
        ours.close()
        process.join(_IDLE_S)
        process.kill()


def _serve(conn: Connection, model: str, devices: tuple[str, ...], limits: Limits) -> None:
    """Entry of that process; it serves until the pipe closes."""
    try:
        service = Service(model, port=0, limits=limits, devices=devices)
    except EngineError as error:
        conn.send(error)
        return
    conn.send(service.url)

    def stop_when_alone() -> None:
        with contextlib.suppress(EOFError, OSError):
            conn.recv()
        service.stop()

    threading.Thread(target=stop_when_alone, name="end", daemon=True).start()
    service.run()
