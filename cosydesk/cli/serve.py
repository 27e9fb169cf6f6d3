"""`cosydesk serve`: the HTTP service over one model."""

from __future__ import annotations

import argparse
import sys

from cosydesk.cli.errors import EXIT_OK, UsageError
from cosydesk.engine import STARTER_ID
from cosydesk.engine.threads import use_all_cores


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C.

    Raises:
        UsageError: the address can't be used.
        EngineError: the model can't be opened.
    """
    use_all_cores()
    from cosydesk.server.app import serve
    from cosydesk.server.errors import ServerError

    def say_where(url: str) -> None:
        print(f"CosyDesk answers on {url}. Ctrl+C ends it.", file=sys.stderr, flush=True)

    try:
        serve(
            arguments.host,
            arguments.port,
            arguments.token,
            arguments.model_dir or STARTER_ID,
            on_ready=say_where,
        )
    except ServerError as error:
        raise UsageError(f"{error.message} {error.remedy}") from error
    return EXIT_OK
