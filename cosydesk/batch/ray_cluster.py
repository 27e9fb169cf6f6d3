"""The speaker of a Ray cluster: one engine for each GPU, or for each processor where there is none.

Ray decides where engines run, and starts one again elsewhere when its machine or process is lost. It is an optional
extra, ``cosydesk[ray]``; every node needs CosyDesk, and the model's folder under the same path.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from typing import Any

from cosydesk.batch.engine_speaker import EngineSpeaker
from cosydesk.batch.order import Order, Outcome, Progressing
from cosydesk.engine.errors import EngineError
from cosydesk.engine.messages import Place

log = logging.getLogger(__name__)

LOCAL = "local"
"""The address that starts a cluster of this machine alone."""

_RESTARTS = 3
_RETRIES = 2


class RaySpeaker:
    """Speaks orders on as many engines as the cluster has room for. One thread."""

    def __init__(self, address: str, place: Place = Place()) -> None:  # noqa: B008 - frozen
        """Join the cluster.

        Args:
            address: `LOCAL`, ``auto``, ``HOST:PORT`` or ``ray://HOST:PORT``.

        Raises:
            EngineError: ``no_ray``: it isn't installed; ``no_cluster``: it can't be reached.
        """
        # Ray would tell its makers that it was started; nothing leaves the machine unasked.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        try:
            import ray
        except ImportError as error:
            raise EngineError(
                "Ray isn't installed.", 'Install it with: pip install "cosydesk[ray]"', code="no_ray"
            ) from error
        self._ray: Any = ray
        self._place = place
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

    def engines(self, wanted: int) -> int:
        """How many engines there will be for so many orders."""
        resources = self._ray.cluster_resources()
        return max(1, min(wanted, int(resources.get("GPU", 0) or resources.get("CPU", 1))))

    def speak(self, orders: Sequence[Order], progressing: Progressing) -> Iterator[Outcome]:
        """See `Speaker.speak`; an engine that Ray couldn't keep alive costs its order, not the others."""
        if not orders:
            return
        ray = self._ray
        on_gpu = bool(ray.cluster_resources().get("GPU", 0))
        actor = ray.remote(_Engine).options(
            num_cpus=0 if on_gpu else 1,
            num_gpus=1 if on_gpu else 0,
            max_restarts=_RESTARTS,
            max_task_retries=_RETRIES,
        )
        idle = [actor.remote(self._place, 0 if on_gpu else 1) for _ in range(self.engines(len(orders)))]
        waiting = list(reversed(orders))
        running: dict[Any, tuple[Any, Order]] = {}
        while waiting or running:
            while idle and waiting:
                engine, order = idle.pop(), waiting.pop()
                running[engine.speak.remote(order)] = engine, order
            done, _ = ray.wait(list(running), num_returns=1)
            engine, order = running.pop(done[0])
            idle.append(engine)
            try:
                outcome: Outcome = ray.get(done[0])
            except ray.exceptions.RayError as error:
                log.warning("Line %d was lost on the cluster", order.number, exc_info=error)
                outcome = Outcome(order, error=_lost())
            yield outcome

    def close(self) -> None:
        """Leave the cluster; its engines end."""
        self._ray.shutdown()


class _Engine:
    """An actor: an engine process of the node it runs on."""

    def __init__(self, place: Place, threads: int) -> None:
        self._speaker = EngineSpeaker(threads=threads, place=place)

    def speak(self, order: Order) -> Outcome:
        return next(self._speaker.speak([order], lambda _order, _done: None))


def _lost() -> EngineError:
    return EngineError(
        "The cluster lost the engine that spoke it.",
        "Run the same command again; if it happens again, look into Ray's log.",
        code="engine_crashed",
    )
