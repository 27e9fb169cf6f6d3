"""A model that another computer speaks with. Neither torch nor Qt; nothing but the standard library's HTTP."""

from __future__ import annotations

from cosydesk.engine.remote.opening import open_remote

__all__ = ["open_remote"]
