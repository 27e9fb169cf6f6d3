"""What the service and its engines have done, in the text that Prometheus reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate

import psutil
from fastapi import APIRouter, Response
from fastapi import Request as HttpRequest
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cosydesk import __version__
from cosydesk.server.speaker import Speaker
from cosydesk.server.stats import FIRST_CHUNK_BOUNDS_S, Stats

router = APIRouter(tags=["Service"])

_GONE = "499"
"""The status of a request whose client left before it was answered; nginx has made it usual."""

_EXAMPLE = """# HELP cosydesk_requests_waiting Speech requests that wait.
# TYPE cosydesk_requests_waiting gauge
cosydesk_requests_waiting 0.0
"""


class Metrics:
    """Counts requests, and asks the speaker for the rest when it is asked."""

    def __init__(self, speaker: Speaker, jobs: Callable[[], dict[str, int]]) -> None:
        """
        Args:
            jobs: how many jobs are in which state.
        """
        self._registry = CollectorRegistry()
        self._registry.register(_SpeakerCollector(speaker, jobs))
        self._answered = Counter(
            "cosydesk_http_requests",
            "HTTP requests that were answered, by route and status.",
            ("method", "route", "status"),
            registry=self._registry,
        )

    def count(self, method: str, route: str, status: str) -> None:
        self._answered.labels(method, route, status).inc()

    def text(self) -> bytes:
        return generate_latest(self._registry)


class Counting:
    """ASGI middleware around everything: counts what was answered."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = _GONE

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            # Only routes and methods that there are: what clients make up must not fill the memory.
            route = scope.get("route")
            known = getattr(route, "path", None)
            self._metrics.count(scope["method"] if known else "-", known or "-", status)


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": _EXAMPLE}}}},
)
def metrics(request: HttpRequest) -> Response:
    """Counts, latencies and memory for Prometheus; needs the token if there is one."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type=CONTENT_TYPE_LATEST)


class _SpeakerCollector(Collector):
    def __init__(self, speaker: Speaker, jobs: Callable[[], dict[str, int]]) -> None:
        self._speaker = speaker
        self._jobs = jobs

    def describe(self) -> Iterator[Metric]:
        return iter(())  # nothing is asked of the speaker before somebody wants to know

    def collect(self) -> Iterator[Metric]:
        stats = self._speaker.stats()
        about = InfoMetricFamily("cosydesk_service", "Version and model of the service.")
        about.add_metric((), {"version": __version__, "model": self._speaker.describe().id})
        yield about
        yield GaugeMetricFamily("cosydesk_requests_waiting", "Speech requests that wait.", stats.waiting)
        yield GaugeMetricFamily(
            "cosydesk_requests_speaking", "Speech requests that are being spoken.", stats.speaking
        )
        yield from _outcomes(stats)
        yield CounterMetricFamily("cosydesk_audio_seconds", "Seconds of speech made.", stats.audio_s)
        yield _first_chunks(stats)
        yield from _engines(stats)
        jobs = GaugeMetricFamily("cosydesk_jobs", "Jobs for long texts, by state.", labels=("state",))
        for state, count in self._jobs().items():
            jobs.add_metric((state,), count)
        yield jobs


def _outcomes(stats: Stats) -> Iterator[Metric]:
    outcomes = CounterMetricFamily(
        "cosydesk_speech_requests", "Speech requests that ended, by how.", labels=("outcome",)
    )
    for outcome in ("finished", "failed", "rejected", "cancelled"):
        outcomes.add_metric((outcome,), getattr(stats, outcome))
    yield outcomes
    yield CounterMetricFamily(
        "cosydesk_refused_requests", "Speech requests that were not taken on: too many waited.", stats.refused
    )


def _first_chunks(stats: Stats) -> Metric:
    bounds = [*(str(bound) for bound in FIRST_CHUNK_BOUNDS_S), "+Inf"]
    return HistogramMetricFamily(
        "cosydesk_first_chunk_seconds",
        "Seconds from the arrival of a speech request to its first audio.",
        buckets=list(zip(bounds, accumulate(stats.first_chunk_counts), strict=True)),
        sum_value=stats.first_chunk_total_s,
    )


def _engines(stats: Stats) -> Iterator[Metric]:
    labels = ("engine", "device")
    up = GaugeMetricFamily("cosydesk_engine_up", "Whether an engine can speak.", labels=labels)
    restarts = CounterMetricFamily(
        "cosydesk_engine_restarts", "How often an engine process was started again.", labels=labels
    )
    memory = GaugeMetricFamily(
        "cosydesk_resident_memory_bytes", "Memory of a process.", labels=("process", "device")
    )
    memory.add_metric(("service", ""), psutil.Process().memory_info().rss)
    for number, engine in enumerate(stats.engines):
        up.add_metric((str(number), engine.device), engine.open)
        restarts.add_metric((str(number), engine.device), engine.restarts)
        if engine.pid is not None and (resident := _resident(engine.pid)):
            memory.add_metric((f"engine {number}", engine.device), resident)
    yield from (up, restarts, memory)


def _resident(pid: int) -> int:
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0  # it has just ended
