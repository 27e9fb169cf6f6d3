"""Tells a lack of memory from other faults: each library says it in its own way."""

from __future__ import annotations

import errno
from collections.abc import Iterator

from cosydesk.engine.errors import DeviceError

_SIGNS = (
    "can't allocate memory",  # torch on a processor
    "not enough memory",  # torch on Windows
    "failed to allocate memory",  # onnxruntime
    "cannot allocate memory",  # the loader of libraries
    "std::bad_alloc",
    "bad allocation",
    "out of memory",
)
_NO_ROOM = "failed to map segment from shared object"
"""The loader's words for a library that has no room; with a reason behind them where that is another."""


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory ran out, be it that other errors were raised for it."""
    return any(_says_so(one) for one in _chain(error))


def out_of_memory(error: BaseException, *, smaller: bool) -> DeviceError:
    """What is said of it.

    Args:
        smaller: the model runs in other number formats, or has smaller ones beside it.
    """
    if any(type(one).__name__ == "OutOfMemoryError" for one in _chain(error)):  # torch's, of graphics cards
        return DeviceError(
            "The graphics card ran out of memory.",
            "Close other programs that use it, or choose the CPU in Preferences.",
            code="out_of_memory",
        )
    if smaller:
        remedy = (
            "Close other programs, choose int8 in Preferences or a smaller model, or speak shorter lines."
        )
    else:
        remedy = "Close other programs or speak shorter lines."
    return DeviceError("The engine ran out of memory.", remedy, code="out_of_memory")


def _says_so(error: BaseException) -> bool:
    if isinstance(error, MemoryError) or getattr(error, "code", "") == "out_of_memory":
        return True
    if isinstance(error, OSError) and error.errno == errno.ENOMEM:
        return True
    words = str(error).lower()
    return words.endswith(_NO_ROOM) or any(sign in words for sign in _SIGNS)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and those it was raised for."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__
