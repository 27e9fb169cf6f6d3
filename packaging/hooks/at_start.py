"""Runs in the program before anything else of it."""

import os


def _give_back_library_path() -> None:
    """What the program starts, such as a browser or FFmpeg, shall load the system's libraries, not the program's."""
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        os.environ["LD_LIBRARY_PATH"] = before
    else:
        os.environ.pop("LD_LIBRARY_PATH", None)


_give_back_library_path()
