#!/usr/bin/env python3
"""Set up, run and test CosyDesk from a checkout. Needs nothing but Python.

    python3 packaging/dev.py run [ARGUMENTS]      open the window (or pass ARGUMENTS to `cosydesk`)
    python3 packaging/dev.py test [ARGUMENTS]     lint, type-check and test (ARGUMENTS go to pytest)
    python3 packaging/dev.py --help               everything else

This file is kept readable for old Pythons, so that they get a clear line instead of a syntax error.
"""

from __future__ import annotations

import sys

MINIMUM = (3, 11)
BEYOND = (3, 13)  # misaki, which the starter voices read English with, ends before this one


def main() -> int:
    if MINIMUM <= sys.version_info[:2] < BEYOND:
        import commands

        return commands.main(sys.argv[1:])
    import interpreter

    return interpreter.run_with_another_python(MINIMUM, BEYOND)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
