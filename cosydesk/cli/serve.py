"""`cosydesk serve`: the HTTP service over one model, on one device or several."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from cosydesk.cli.errors import EXIT_OK, UsageError
from cosydesk.engine import STARTER_ID
from cosydesk.engine.threads import use_all_cores


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
    try:
        serve(
            arguments.host,
            arguments.port,
            arguments.token,
            _model(arguments),
            limits=replace(Limits(), **{name: value for name, value in asked.items() if value is not None}),
            devices=_devices(arguments),
            precision=arguments.precision,
            threads=arguments.threads or 0,
            origins=arguments.allow_origin,
            on_ready=say_where,
        )
    except ServerError as error:
        raise UsageError(f"{error.message} {error.remedy}") from error
    return EXIT_OK


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
