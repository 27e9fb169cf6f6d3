"""The program's entry: arguments only. Without a command it opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from multiprocessing import freeze_support
from pathlib import Path

from cosydesk.cli.display import has_display

PROJECT_SUFFIX = ".cosydesk"
MODEL_OPTION = "--model-dir"
MEASURING = "--quit-after-first-frame"  # see cosydesk.app.main


def main(argv: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: the command line's) and return the exit status."""
    freeze_support()  # a frozen program starts its engine process through here
    arguments = list(sys.argv[1:] if argv is None else argv)
    if opens_window(arguments):
        return _window(arguments)
    from cosydesk.cli.parser import parse

    parsed = parse(arguments)
    from cosydesk.cli.run import run_command

    return run_command(parsed)


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether there is no command: nothing, a project, ``--model-dir DIR``, or a bench's switch."""
    rest = [argument for argument in arguments if argument != MEASURING]
    if MODEL_OPTION in rest[:2] and not any(argument in ("-h", "--help") for argument in rest):
        at = rest.index(MODEL_OPTION)
        rest = rest[:at] + rest[at + 2 :]
    return not rest or (len(rest) == 1 and rest[0].lower().endswith(PROJECT_SUFFIX))


def _window(arguments: list[str]) -> int:
    if not has_display():
        from cosydesk.cli.run import run_headless

        projects = [Path(argument) for argument in arguments if argument.lower().endswith(PROJECT_SUFFIX)]
        return run_headless(projects[0] if projects else None)
    from cosydesk.app import main as window_main

    return window_main(arguments)


if __name__ == "__main__":
    sys.exit(main())
