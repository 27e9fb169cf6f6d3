"""`cosydesk serve`: the HTTP service over one model, on one device or several."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from cosydesk.cli.errors import EXIT_OK, UsageError
from cosydesk.engine import STARTER_ID
from cosydesk.engine.threads import use_all_cores

if TYPE_CHECKING:
    from cosydesk.server.limits import Limits


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C.

    Raises:
        UsageError: the address can't be used, or a device is named in vain.
        WeightsError: the model is not here.
        EngineError: the model can't be opened.
    """
    use_all_cores()
    from cosydesk.server.app import serve
    from cosydesk.server.errors import ServerError
    from cosydesk.server.limits import Limits

    def say_where(url: str) -> None:
        print(f"CosyDesk answers on {url}. Ctrl+C ends it.", file=sys.stderr, flush=True)

    asked = {
        "waiting": arguments.max_waiting,
        "max_chars": arguments.max_chars,
        "speak_s": arguments.max_seconds,
    }
    limits = replace(Limits(), **{name: value for name, value in asked.items() if value is not None})
    try:
        if arguments.ray is not None:
            _serve_on_ray(arguments, limits, say_where)
            return EXIT_OK
        serve(
            arguments.host,
            arguments.port,
            arguments.token,
            _model(arguments),
            limits=limits,
            devices=_devices(arguments),
            precision=arguments.precision,
            threads=arguments.threads or 0,
            origins=arguments.allow_origin,
            on_ready=say_where,
        )
    except ServerError as error:
        raise UsageError(f"{error.message} {error.remedy}") from error
    return EXIT_OK


def _serve_on_ray(arguments: argparse.Namespace, limits: Limits, on_ready: Callable[[str], None]) -> None:
    from cosydesk.server.ray_serve import Replicas, serve_on_ray

    if arguments.devices is not None:
        raise UsageError("--devices and --ray exclude each other: Ray gives a device to each engine.")
    replicas = Replicas(
        model=_model(arguments),
        token=arguments.token,
        origins=tuple(arguments.allow_origin),
        device=arguments.device,
        precision=arguments.precision,
        least=arguments.min_replicas,
        most=max(arguments.min_replicas, arguments.max_replicas or 0),
        cpus=float(arguments.threads or 1),
        gpus=arguments.gpus,
        max_waiting=limits.waiting,
        max_chars=limits.max_chars,
        max_seconds=limits.speak_s,
    )
    serve_on_ray(replicas, arguments.host, arguments.port, arguments.ray, on_ready=on_ready)


def _model(arguments: argparse.Namespace) -> str:
    """The folder of the model, or the starter voices."""
    if arguments.model is None or arguments.model == STARTER_ID:
        return arguments.model_dir or STARTER_ID
    from cosydesk.cli.models import Shelf
    from cosydesk.settings import Settings

    folder, _ = Shelf(Settings.load()).folder_of(arguments.model)
    return str(folder)


def _devices(arguments: argparse.Namespace) -> list[str]:
    if arguments.devices is None:
        return [arguments.device]
    devices = [device.strip() for device in arguments.devices.split(",")]
    if not all(devices):
        raise UsageError("Name the devices with a comma between them, such as cuda:0,cuda:1.")
    return devices
