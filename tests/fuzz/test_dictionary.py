"""The pronunciation dictionary as a table: any text is read as far as it goes, and what is written comes back."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example
from hypothesis import strategies as st
from support.fuzzing import fuzz
from support.mutations import mutated_text

from cosydesk.studio.dictionary_csv import from_csv, to_csv
from cosydesk.studio.dictionary_edits import import_respellings
from cosydesk.studio.errors import StudioError
from cosydesk.studio.language import LANGUAGES
from cosydesk.studio.line import new_id
from cosydesk.studio.project import Project
from cosydesk.studio.respelling import Dictionary, Respelling

SEEDS = (
    "word,spoken,language,match_case,whole_word,enabled\r\n重庆,chong2 qing4,zh,no,yes,yes\r\n"
    "SQL,sequel,,yes,yes,no\r\n",
    "SQL;sequel\nAI;ay eye;en;yes;no;yes\n",
    'spoken\tword\n"a ""b""\tc"\td\n',
    "\ufeffword,spoken\n=1+1,\"two\nlines\"\n",
)  # fmt: skip
TOKENS = (
    '"',
    ",",
    ";",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\ufeff",
    "\u2028",
    "yes",
    "是",
    "否",
    "a" * 140_000,
    "=cmd|' /C'!A1",
)
words = st.text(min_size=1, max_size=12).map(str.strip).filter(bool)
entries = st.lists(
    st.builds(
        Respelling,
        st.builds(new_id),
        words,
        words,
        st.sampled_from(["", *LANGUAGES]),
        st.booleans(),
        st.booleans(),
        st.booleans(),
    ),
    max_size=6,
)


def same(entries: list[Respelling]) -> list[Respelling]:
    return sorted((replace(entry, id="") for entry in entries), key=repr)


@example(text="")
@example(text="\r")
@fuzz(200, text=mutated_text(SEEDS, TOKENS))
def test_any_table_is_read(text: str) -> None:
    found, unread = from_csv(text)
    assert unread == sorted(unread)
    project = Project()
    try:
        project.apply(import_respellings(project, found))
    except StudioError as error:
        assert error.code in ("invalid", "duplicate")  # noqa: PT017 - not every table has a mistake
    Dictionary(found).spoken("SQL in 重庆")


@fuzz(200, made=entries)
def test_what_is_written_comes_back(made: list[Respelling]) -> None:
    found, unread = from_csv(to_csv(made))
    assert not unread
    assert same(found) == same(made)
