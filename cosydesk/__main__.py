"""The program's entry: arguments only. Without a command it opens the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from multiprocessing import freeze_support
from pathlib import Path

from cosydesk.cli.display import has_display
from cosydesk.cli.file_arguments import are_files, path_of

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
    """Whether there is no command: nothing, files to open, ``--model-dir DIR``, or a bench's switch."""
    rest, _ = _without_options(arguments)
    return are_files(rest)


def _without_options(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """What may be files, and the window's own options."""
    rest = [argument for argument in arguments if argument != MEASURING]
    options = [MEASURING] * (len(rest) < len(arguments))
    if MODEL_OPTION in rest[:2] and not any(argument in ("-h", "--help") for argument in rest):
        at = rest.index(MODEL_OPTION)
        options += rest[at : at + 2]
        rest = rest[:at] + rest[at + 2 :]
    return rest, options


def _window(arguments: list[str]) -> int:
    names, options = _without_options(arguments)
    if not has_display():
        from cosydesk.cli.run import run_headless

        return run_headless(Path(names[0]) if names else None)
    from cosydesk.app import main as window_main

    return window_main([*(str(path_of(name)) for name in names), *options])


if __name__ == "__main__":
    sys.exit(main())
