"""The pronunciation dictionary is edited: no word is there twice, and what is imported is one step."""

from __future__ import annotations

import pytest

from cosydesk.studio.dictionary_edits import add_respelling, import_respellings, set_respelling
from cosydesk.studio.errors import StudioError
from cosydesk.studio.project import Project
from cosydesk.studio.respelling import Respelling


def test_a_word_is_there_once_for_each_language() -> None:
    project = Project()
    project.apply(add_respelling(project, "gif", "jif"))
    project.apply(add_respelling(project, "gif", "动图", language="zh"))
    with pytest.raises(StudioError) as error:
        add_respelling(project, "GIF", "x")
    assert error.value.code == "duplicate"
    with pytest.raises(StudioError):
        add_respelling(project, "x", " ")
    with pytest.raises(StudioError):
        set_respelling(project, project.respellings[0].id, language="zh")


def test_importing_is_one_step_and_updates_what_is_known() -> None:
    project = Project()
    project.apply(add_respelling(project, "gif", "jif"))
    entry = project.respellings[0]
    undo = project.apply(
        import_respellings(project, [Respelling("n1", "GIF", "ghif"), Respelling("n2", "SQL", "sequel")])
    )
    assert [(e.id, e.spoken) for e in project.respellings] == [(entry.id, "ghif"), ("n2", "sequel")]
    project.apply(undo)
    assert project.respellings == [entry]
