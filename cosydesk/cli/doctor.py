"""`cosydesk doctor`: what this computer is, what is in CosyDesk's way, and what to do about it."""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cosydesk.cli.errors import EXIT_FAULT, EXIT_OK
from cosydesk.doctor.check import assemble
from cosydesk.doctor.machine import look
from cosydesk.doctor.storage import own_models_folder
from cosydesk.doctor.writing import as_json, as_text
from cosydesk.settings import FILE_NAME, Settings


def run_doctor(arguments: argparse.Namespace) -> int:
    """Print the report; the exit status is 1 where something doesn't work or works less well than it could."""
    from cosydesk.cli.doctor_parts import ask_desk, ask_engine, run_part

    if arguments.part is not None:
        run_part(arguments.part)
    try:
        settings = Settings.load()
    except OSError as error:  # its folder can't be made, which the report will say
        settings = Settings(Path(error.filename or "?") / FILE_NAME)
    with ThreadPoolExecutor() as pool:
        machine = pool.submit(look, own_models_folder(settings))
        desk = None if arguments.quick else pool.submit(ask_desk)
        engine = None if arguments.quick else pool.submit(ask_engine)
        report = assemble(
            machine.result(),
            engine.result() if engine is not None else "not_asked",
            desk.result() if desk is not None else None,
            settings,
        )
    if arguments.json:
        print(json.dumps(as_json(report), ensure_ascii=False, indent=2))
    else:
        print(as_text(report), end="")
    return EXIT_OK if report.fine else EXIT_FAULT
