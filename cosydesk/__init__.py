"""CosyDesk: a desktop studio for voice-over and offline dubbing on CosyVoice.

For scripts: `open_model` and `Request` speak, `Project` makes and changes project files. They load when they are
first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cosydesk.engine import Mode, Prompt, Request, open_model
    from cosydesk.scripting import Project

__version__ = "0.1.0"

__all__ = ["Mode", "Project", "Prompt", "Request", "__version__", "open_model"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    if name == "Project":
        from cosydesk.scripting import Project

        return Project
    import cosydesk.engine

    return getattr(cosydesk.engine, name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
