"""Progress on the task bar of Windows: ITaskbarList3 through COM, which ctypes can call.

Source: learn.microsoft.com, "ITaskbarList3 interface (shobjidl_core.h)". The methods' places in the table follow
from its ancestors: IUnknown 0 to 2, ITaskbarList 3 to 7, ITaskbarList2 8, then SetProgressValue and SetProgressState.
"""

from __future__ import annotations

import ctypes
import uuid
from typing import Any

_CLASS = uuid.UUID("56FDF344-FD6D-11d0-958A-006097C9A090")
_INTERFACE = uuid.UUID("EA1AFB91-9E28-4B86-90E9-9E9F8A5EEFAF")
_IN_PROCESS = 1
_HR_INIT, _SET_VALUE, _SET_STATE = 3, 9, 10
_NO_PROGRESS, _NORMAL = 0, 2
_STEPS = 1000


class WindowsBar:
    """See `taskbar.Bar`. Made once for a window and kept to the end: then COM is gone, and nothing may be released.

    Raises:
        OSError: Windows doesn't give its task bar.
    """

    def __init__(self, window: int) -> None:
        library = getattr(ctypes, "OleDLL", None)  # which raises OSError for what Windows reports
        if library is None:
            raise OSError("this is not Windows")
        self._window = ctypes.c_void_p(window)
        self._list = ctypes.c_void_p()
        created = ctypes.byref(self._list)
        library("ole32").CoCreateInstance(_guid(_CLASS), None, _IN_PROCESS, _guid(_INTERFACE), created)
        self._call(_HR_INIT)

    def show(self, fraction: float | None, count: int) -> None:
        if fraction is None:
            self._call(_SET_STATE, self._window, ctypes.c_int(_NO_PROGRESS))
            return
        self._call(_SET_STATE, self._window, ctypes.c_int(_NORMAL))
        done = ctypes.c_ulonglong(round(fraction * _STEPS))
        self._call(_SET_VALUE, self._window, done, ctypes.c_ulonglong(_STEPS))

    def _call(self, place: int, *arguments: Any) -> None:
        """Call a method by its place in the object's table."""
        table = ctypes.cast(self._list, ctypes.POINTER(ctypes.POINTER(ctypes.c_void_p)))[0]
        kinds = [ctypes.c_void_p, *map(type, arguments)]
        ctypes.CFUNCTYPE(ctypes.c_long, *kinds)(table[place] or 0)(self._list, *arguments)


def _guid(name: uuid.UUID) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(name.bytes_le, 16)
