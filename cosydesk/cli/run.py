"""Runs a command and turns whatever it raises into one line and an exit status."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from cosydesk import crashes, logs
from cosydesk.cli.errors import EXIT_FAULT, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, UsageError, complain
from cosydesk.paths import log_dir

log = logging.getLogger(__name__)

_BAD_INPUT = ("unknown_model", "not_a_model")
"""Codes of `WeightsError` that say what was asked for can't be meant."""


def run_command(arguments: argparse.Namespace) -> int:
    """Run what `make_parser` has parsed; imports only what that command needs."""

    def run() -> int:
        match arguments.command:
            case "say":
                from cosydesk.cli.say import run_say

                return run_say(arguments)
            case "voices":
                from cosydesk.cli.voices import run_voices

                return run_voices(arguments)
            case "models":
                from cosydesk.cli.models import run_models

                return run_models(arguments)
            case "render":
                from cosydesk.cli.render import run_render

                return run_render(arguments)
            case "dub":
                from cosydesk.cli.dub import run_dub

                return run_dub(arguments)
            case "bench":
                from cosydesk.cli.bench import run_bench

                return run_bench(arguments)
            case "inspect":
                from cosydesk.cli.inspect import run_inspect

                return run_inspect(arguments)
            case "doctor":
                from cosydesk.cli.doctor import run_doctor

                return run_doctor(arguments)
            case _:
                from cosydesk.cli.serve import run_serve

                return run_serve(arguments)

    return guarded(
        run,
        chosen_model=bool(arguments.model_dir or (arguments.command == "serve" and arguments.model)),
        log_name="serve" if arguments.command == "serve" else "cli",
    )


def run_headless(file: Path | None) -> int:
    """What a start without arguments does where no window can be shown."""

    def run() -> int:
        if file is not None:
            raise UsageError(f"There is no display to open {file} on.")
        from cosydesk.cli.welcome import run_welcome

        return run_welcome()

    return guarded(run)


def guarded(run: Callable[[], int], chosen_model: bool = False, log_name: str = "cli") -> int:
    """Run it with the log set up; no traceback reaches the terminal, all of it reaches the log.

    Args:
        chosen_model: the person named the model, so that one that can't be opened is bad input.
        log_name: of the log file, without ``.log``.
    """
    _set_up_log(log_name)
    logs.catch_the_rest(lambda error: _keep_report(error, log_name))
    try:
        return run()
    except UsageError as error:
        complain(str(error))
        return EXIT_USAGE
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough; keep Python from complaining about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return EXIT_OK
    except Exception as error:
        return _explained(error, chosen_model, log_name)


def _explained(error: Exception, chosen_model: bool, log_name: str) -> int:
    from cosydesk.engine.errors import EngineError, ModelError, RequestError
    from cosydesk.studio.errors import StudioError
    from cosydesk.weights.errors import WeightsError

    if isinstance(error, EngineError | StudioError | WeightsError):
        log.info("%s", error, exc_info=error)
        lost = isinstance(error, WeightsError) and error.code == "worker"
        complain(error.message, error.remedy, _keep_report(error, log_name, "download") if lost else "")
        bad_input = isinstance(error, RequestError) or (chosen_model and isinstance(error, ModelError))
        bad_input |= isinstance(error, WeightsError) and error.code in _BAD_INPUT
        return EXIT_USAGE if bad_input else EXIT_FAULT
    log.critical("Unexpected fault", exc_info=error)
    words = f"An unexpected fault ({type(error).__name__})."
    complain(words, _keep_report(error, log_name) or _log_hint())
    return EXIT_FAULT


def _keep_report(error: BaseException, log_name: str, *others: str) -> str:
    """Keep a crash report, if the person wants any; returns where it is, as a sentence, or nothing.

    Args:
        others: names of other processes' logs that say more.
    """
    from cosydesk.settings import Settings

    try:
        wanted = Settings.load().keep_crash_reports
    except OSError:
        return ""  # where settings can't be, neither can reports
    if not wanted:
        return ""
    trace = "".join(traceback.format_exception(error))
    of = [*map(crashes.LogOf, others), crashes.LogOf(log_name, os.getpid())]
    path = crashes.write_report("command", trace, of)
    return f"A report is kept in {path}." if path is not None else ""


def _set_up_log(name: str) -> None:
    try:
        logs.set_up(name)
    except OSError as error:
        # A home that can't be written is no reason not to speak.
        print(f"cosydesk: no log is kept: {error}", file=sys.stderr)


def _log_hint() -> str:
    try:
        return f"The log is in {log_dir()}."
    except OSError:
        return ""
