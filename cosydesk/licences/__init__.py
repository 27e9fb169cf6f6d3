"""Third-party licences: what ships with the program that somebody else has made, and under which terms."""

from __future__ import annotations

import logging
from importlib.metadata import PackageNotFoundError

from cosydesk.licences.component import FILE, Component, Part, load, save
from cosydesk.resources import resource

__all__ = ["FILE", "Component", "Part", "load", "notices", "save"]

log = logging.getLogger(__name__)


def notices() -> list[Component]:
    """The notices of this program: as its build wrote them, or of what is installed where it runs from a checkout.

    Empty where neither can be had. Takes a fraction of a second, since texts are read.
    """
    from cosydesk.licences import installed

    try:
        return load(resource(FILE))
    except FileNotFoundError:
        pass
    except (OSError, ValueError):
        log.exception("the notices of this build can't be read")
    try:
        return installed.components()
    except PackageNotFoundError:
        return []
