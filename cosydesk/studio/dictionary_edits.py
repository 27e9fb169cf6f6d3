"""Edits of the pronunciation dictionary: its words are added, changed, taken out and imported.

Every function reads a project and returns one `Edit`, which is false where nothing would change; apply it through
the undo stack. No word is there twice for one language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cosydesk.studio.edit import Edit, Insert, Remove, SetFields, changed_fields
from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import new_id
from cosydesk.studio.project import Project
from cosydesk.studio.respelling import Respelling


def add_respelling(project: Project, word: str, spoken: str, **values: object) -> Edit:
    """Add a word to the dictionary, e.g. ``add_respelling(project, "gif", "jif", match_case=True)``.

    Raises:
        StudioError: ``duplicate``: it is there for this language; ``invalid``: it, or what is said for it, is empty.
    """
    entry = replace(Respelling(new_id(), word.strip(), spoken.strip()), **values)  # type: ignore[arg-type]
    _check(project, entry)
    return Edit("Add pronunciation", (Insert("respelling", ((-1, entry),)),))


def set_respelling(project: Project, entry_id: str, **values: object) -> Edit:
    """Change fields of an entry.

    Raises:
        StudioError: ``unknown_id``; ``duplicate`` and ``invalid`` as `add_respelling`.
    """
    entry = _by_id(project).get(entry_id)
    if entry is None:
        raise StudioError("There is no such word.", code="unknown_id")
    changed = changed_fields(entry, values)
    _check(project, replace(entry, **changed))  # type: ignore[arg-type]
    changes = (SetFields("respelling", entry_id, tuple(changed.items())),) if changed else ()
    return Edit("Change pronunciation", changes)


def remove_respellings(project: Project, ids: Iterable[str]) -> Edit:
    """Take words out of the dictionary."""
    known = _by_id(project)
    found = tuple(entry_id for entry_id in dict.fromkeys(ids) if entry_id in known)
    name = "Delete pronunciation" if len(found) == 1 else "Delete pronunciations"
    return Edit(name, (Remove("respelling", found),) if found else ())


def import_respellings(project: Project, entries: Iterable[Respelling]) -> Edit:
    """Take in words of another dictionary as one step; those that are known already get what it says."""
    there = _by_id(project)
    known = {_key(entry): entry.id for entry in there.values()}
    coming = {_key(entry): replace(entry, id=known.get(_key(entry), entry.id)) for entry in entries}
    items = tuple((-1, entry) for entry in coming.values() if there.get(entry.id) != entry)
    return Edit("Import pronunciations", (Insert("respelling", items),) if items else ())


def _by_id(project: Project) -> dict[str, Respelling]:
    return {entry.id: entry for entry in project.respellings}


def _check(project: Project, entry: Respelling) -> None:
    if not entry.word.strip() or not entry.spoken.strip():
        raise StudioError("A word and what is said for it are needed.", code="invalid")
    for other in project.respellings:
        if other.id != entry.id and _key(other) == _key(entry):
            raise StudioError(
                f"“{entry.word}” is in the dictionary already.", "Change it there.", "duplicate"
            )


def _key(entry: Respelling) -> tuple[str, str]:
    """What is one word to the dictionary."""
    return (entry.word if entry.match_case else entry.word.casefold(), entry.language)
