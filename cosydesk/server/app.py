"""The service: its application over a model, and the loop that serves it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from cosydesk import __version__, paths
from cosydesk.engine import STARTER_ID, Model
from cosydesk.engine.messages import Place
from cosydesk.server import (
    cosyvoice_routes,
    docs_page,
    encode_route,
    job_routes,
    metrics,
    openai_routes,
    speak_route,
    voice_routes,
)
from cosydesk.server.description import describe
from cosydesk.server.errors import ServerError, install_handlers
from cosydesk.server.guard import Guard, needs_token
from cosydesk.server.job_board import JobBoard
from cosydesk.server.limits import Limits
from cosydesk.server.model_speaker import ModelSpeaker
from cosydesk.server.page import add_page
from cosydesk.server.pool import EnginePool
from cosydesk.server.speaker import Speaker
from cosydesk.server.voice_store import VoiceStore

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 50000
_GRACE_S = 3
_EXPOSED_HEADERS = ("X-Sample-Rate", "X-Mode", "X-Quality", "X-Voice", "Retry-After")


def create_app(
    model: Model, *, token: str | None = None, limits: Limits | None = None, origins: Sequence[str] = ()
) -> FastAPI:
    """The application over a model in this process, which it closes at its own end."""
    limits = limits or Limits()
    return build_app(ModelSpeaker(model, limits), token=token, limits=limits, origins=origins)


def build_app(
    speaker: Speaker, *, token: str | None = None, limits: Limits | None = None, origins: Sequence[str] = ()
) -> FastAPI:
    """The application over any speaker, which it closes at its own end.

    Args:
        token: what clients must send; None: only this machine may ask.
        origins: web pages that may use it from a browser, as ``https://host[:port]``; all others may not.
    """
    limits = limits or Limits()

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        await app.state.jobs.close()
        await asyncio.to_thread(speaker.close)

    # FastAPI's interactive pages would load scripts from outside; /docs is a page of ours.
    app = FastAPI(title="CosyDesk", version=__version__, lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.speaker = speaker
    app.state.limits = limits
    app.state.voices = VoiceStore(
        lambda: paths.data_dir() / "service" / "voices", limits.voices, limits.voices_bytes
    )
    app.state.jobs = JobBoard(speaker, limits, lambda: paths.cache_dir() / "service" / "jobs")
    app.state.metrics = metrics.Metrics(speaker, app.state.jobs.count)
    app.add_middleware(Guard, token=token, max_body_bytes=limits.max_body_bytes, origins=frozenset(origins))
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["*"],
            expose_headers=list(_EXPOSED_HEADERS),
        )
    app.add_middleware(metrics.Counting, metrics=app.state.metrics)
    install_handlers(app)
    app.include_router(cosyvoice_routes.router)
    app.include_router(openai_routes.router)
    app.include_router(voice_routes.router)
    app.include_router(job_routes.router)
    app.include_router(metrics.router)
    app.include_router(speak_route.router)
    app.include_router(encode_route.router)
    app.include_router(docs_page.router)
    add_page(app)
    describe(app, with_token=token is not None)

    @app.get("/healthz", tags=["Service"])
    async def healthz() -> dict[str, str | int]:
        """Whether the service is up, and how many requests it has; needs no token."""
        return {"status": "ok", "version": __version__, "requests": speaker.load()}

    return app


class Service:
    """A service on its address: bound when made, served by `run`, ended by `stop` or Ctrl+C.

    Attributes:
        url: where it answers, with the real port where 0 was asked for.
    """

    def __init__(
        self,
        model: Model | str | Path = STARTER_ID,
        host: str = DEFAULT_HOST,
        port: int = DEFAULT_PORT,
        token: str | None = None,
        limits: Limits | None = None,
        *,
        devices: Sequence[str] = ("auto",),
        precision: str = "auto",
        threads: int = 0,
        origins: Sequence[str] = (),
    ) -> None:
        """Bind the address, then open the model.

        Args:
            model: ``"starter"`` or a model folder, which engine processes open; or a model that is open in this
                process, which is closed at the end.
            devices, precision: where the engine processes open it, see `cosydesk.engine.open_model`: one for each.
            threads: processor threads of all of them together; 0 = all cores.
            limits, origins: see `build_app`.

        Raises:
            ServerError: ``token_needed``, ``port_in_use``, ``address``.
            EngineError: the model can't be opened.
        """
        needs_token(host, token)
        self._socket = _bind(host, port)
        bound = self._socket.getsockname()[1]
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{bound}"
        try:
            limits = limits or Limits()
            speaker: Speaker
            if isinstance(model, str | Path):
                places = [Place(device, precision) for device in devices]
                speaker = EnginePool(model, places, limits=limits, threads=threads)
            else:
                speaker = ModelSpeaker(model, limits)
            app = build_app(speaker, token=token, limits=limits, origins=origins)
        except BaseException:
            self._socket.close()
            raise
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=_GRACE_S,
            )
        )

    def run(self) -> None:
        """Serve until `stop` or, in the main thread, until Ctrl+C."""
        try:
            self._server.run(sockets=[self._socket])
        finally:
            self._socket.close()

    def stop(self) -> None:
        """End `run`, from any thread: nothing new is taken on, and what runs is cancelled after 3 s."""
        self._server.should_exit = True


def serve(
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    token: str | None = None,
    model: Model | str | Path = STARTER_ID,
    *,
    limits: Limits | None = None,
    devices: Sequence[str] = ("auto",),
    precision: str = "auto",
    threads: int = 0,
    origins: Sequence[str] = (),
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a model until Ctrl+C; arguments and errors are those of `Service`.

    Args:
        on_ready: called with the URL as soon as connections are taken.
    """
    service = Service(
        model,
        host,
        port,
        token,
        limits,
        devices=devices,
        precision=precision,
        threads=threads,
        origins=origins,
    )
    if on_ready is not None:
        on_ready(service.url)
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again after it has shut down
        service.run()


def _bind(host: str, port: int) -> socket.socket:
    try:
        if not 0 <= port <= 65_535:
            raise OverflowError
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError, OverflowError) as error:
        raise ServerError(
            f"{host}:{port} is not an address of this machine.", "Check --host and --port.", "address"
        ) from error
    try:
        return socket.create_server(address[:2], family=family, backlog=128)
    except OSError as error:
        raise ServerError(
            f"Port {port} of {host} can't be used: {error.strerror or error}.",
            "Choose another with --port, or stop what uses it.",
            "port_in_use",
        ) from error
