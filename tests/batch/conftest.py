"""Projects on disk and a desk whose models are tiny."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.studio import write_lines
from tiny_models import open_tiny

from cosydesk.batch.desk import Desk
from cosydesk.batch.events import Event
from cosydesk.studio import project_file

WriteProject = Callable[..., Path]


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk(threads=1, opener=open_tiny) as desk:
        yield desk


@pytest.fixture
def events() -> list[Event]:
    """What was told: give its `append` as `tell`."""
    return []


@pytest.fixture
def write_project(tmp_path: Path) -> WriteProject:
    """A closed project file with these lines."""

    def write(*texts: str, name: str = "scene.cosydesk") -> Path:
        project = project_file.create(tmp_path / name)
        write_lines(project, *texts)
        project_file.close(project)
        return tmp_path / name

    return write
