"""The same application on Ray Serve: replicas on the machines of a cluster, as many as the requests call for.

Ray decides where replicas run, starts and ends them with the load, and routes requests; each has an engine process of
its own. It is an optional extra, ``cosydesk[ray]``; every node needs CosyDesk, and the model's folder under the same
path. `application` is also what an import path in a configuration of Ray Serve names; packaging/ray-serve.yaml is one.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from fastapi import FastAPI

from cosydesk.engine import STARTER_ID, EngineError
from cosydesk.engine.messages import Place
from cosydesk.server.app import build_app
from cosydesk.server.errors import ServerError
from cosydesk.server.guard import needs_token
from cosydesk.server.limits import Limits
from cosydesk.server.pool import EnginePool

log = logging.getLogger(__name__)

LOCAL = "local"
"""The address that starts a cluster of this machine alone."""

_NAME = "cosydesk"


@dataclass(frozen=True)
class Replicas:
    """What is served, and how many of it.

    Attributes:
        model: ``"starter"`` or a model folder, which lies at the same place on every node.
        token, origins: see `build_app`.
        device, precision: where a replica opens the model, of what Ray gives to it.
        least, most: replicas; Ray keeps their number between these.
        requests_each: that a replica should have on average; with more, Ray starts another.
        cpus, gpus: that Ray sets aside for each; ``gpus`` may be a part of one.
        max_waiting, max_chars, max_seconds: see `Limits`.
    """

    model: str = STARTER_ID
    token: str | None = None
    origins: tuple[str, ...] = ()
    device: str = "auto"
    precision: str = "auto"
    least: int = 1
    most: int = 1
    requests_each: float = 4.0
    cpus: float = 1.0
    gpus: float = 0.0
    max_waiting: int = Limits.waiting
    max_chars: int = Limits.max_chars
    max_seconds: float = Limits.speak_s

    def limits(self) -> Limits:
        return Limits(max_chars=self.max_chars, waiting=self.max_waiting, speak_s=self.max_seconds)

    def app(self) -> FastAPI:
        """The application of one replica; it opens the model."""
        place = Place(self.device, self.precision)
        pool = EnginePool(self.model, (place,), limits=self.limits(), threads=max(1, int(self.cpus)))
        return build_app(pool, token=self.token, limits=self.limits(), origins=self.origins)


def application(args: Mapping[str, Any]) -> Any:
    """The application for Ray Serve, from the ``args`` of its configuration: the fields of `Replicas`.

    Raises:
        ServerError: ``args``: one of them is unknown, or they can't be met.
    """
    known = {field.name for field in fields(Replicas)}
    if unknown := sorted(set(args) - known):
        raise ServerError(
            f"There is no option called {unknown[0]}.", f"Known are {', '.join(sorted(known))}.", "args"
        )
    replicas = Replicas(**{**args, "origins": tuple(args.get("origins", ()))})
    if not 1 <= replicas.least <= replicas.most:
        raise ServerError("There must be 1 replica or more, and no fewer at most than at least.", "", "args")
    serve = _ray_serve()

    def build() -> FastAPI:
        return replicas.app()

    deployment = serve.deployment(
        name=_NAME,
        ray_actor_options={"num_cpus": replicas.cpus, "num_gpus": replicas.gpus},
        autoscaling_config={
            "min_replicas": replicas.least,
            "max_replicas": replicas.most,
            "target_ongoing_requests": replicas.requests_each,
        },
        # More than the lobby takes, so that it is the lobby that says when to come back.
        max_ongoing_requests=2 * replicas.max_waiting + 16,
    )
    return deployment(serve.ingress(build)()).bind()


def serve_on_ray(
    replicas: Replicas,
    host: str,
    port: int,
    address: str = LOCAL,
    *,
    on_ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve on a cluster until Ctrl+C.

    Args:
        host, port: where each of its nodes listens.
        address: of the cluster: `LOCAL`, ``auto``, ``HOST:PORT`` or ``ray://HOST:PORT``.
        on_ready: called with the URL as soon as connections are taken.

    Raises:
        ServerError: ``token_needed``. EngineError: ``no_ray``, ``no_cluster``; the model can't be opened.
    """
    needs_token(host, replicas.token)
    serve = _ray_serve()
    import ray

    options: dict[str, object] = {"include_dashboard": False} if address == LOCAL else {}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **options)
    except Exception as error:  # Ray's own, grpc's and the system's
        log.warning("Ray", exc_info=error)
        raise EngineError(
            f"There is no Ray cluster at {address}.",
            f"Start one with: ray start --head. Or use this machine alone with --ray {LOCAL}.",
            code="no_cluster",
        ) from error
    try:
        serve.start(http_options={"host": host, "port": port})
        try:
            serve.run(application(asdict(replicas)), name=_NAME, route_prefix="/")
        except RuntimeError as error:
            log.warning("Ray Serve", exc_info=error)
            raise EngineError(
                "The replicas can't be started on the cluster.",
                "Look into Ray's log; the model must lie at the same place on every node.",
                code="engine_start",
            ) from error
        on_ready(f"http://{host}:{port}")
        while True:  # a sleep is what Ctrl+C ends on every system
            time.sleep(3_600)
    except KeyboardInterrupt:
        log.info("Asked to end")
    finally:
        serve.shutdown()
        ray.shutdown()


def _ray_serve() -> Any:
    """Raises:
    EngineError: ``no_ray``: it isn't installed.
    """
    # Ray would tell its makers that it was started; nothing leaves the machine unasked.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    try:
        from ray import serve
    except ImportError as error:
        raise EngineError(
            "Ray Serve isn't installed.", 'Install it with: pip install "cosydesk[ray]"', code="no_ray"
        ) from error
    return serve
