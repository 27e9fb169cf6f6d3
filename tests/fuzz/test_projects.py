"""Project files: a damaged or forged one opens with what can be used, or is refused and left as it was."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import example
from hypothesis import strategies as st
from support.fuzzing import fuzz, told
from support.mutations import mutated

from cosydesk.studio import project_file
from cosydesk.studio.delivery.plan import plan_delivery
from cosydesk.studio.delivery.subtitles_out import write_subtitles
from cosydesk.studio.dictionary_edits import add_respelling
from cosydesk.studio.errors import StudioError
from cosydesk.studio.my_voice import new_voice
from cosydesk.studio.pace import Pace
from cosydesk.studio.project import Project
from cosydesk.studio.schema import ROW_TABLES
from tests.support.studio import contents, speak, write_lines
from tests.support.voices import CONSENT, recording

REFUSALS = {"missing", "foreign", "newer", "damaged", "read_only", "refused"}


@cache
def seed() -> bytes:
    """A project with everything in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.cosydesk"
        project = project_file.create(path)
        first, second, _ = write_lines(project, "One <strong>two</strong>.", "你好。", "Not spoken.")
        for line, hz in ((first, 220), (second, 330), (second, 440)):
            speak(project, line, 0.1, hz)
        project.apply(project.edit_line(first.id, slot_in=100, slot_out=5_000, notes="n", speaker="Ann"))
        clip = next(iter(project.clips))
        project.apply(project.set_clip(clip, gain_db=-3.0, fade_in=20, fade_out=20))
        project.apply(project.add_marker(1_000, "here"))
        project.apply(add_respelling(project, "two", "too"))
        prompt = recording()
        project.keep_voice(new_voice("Ann", prompt, CONSENT), prompt)
        project_file.close(project)
        return path.read_bytes()


def tables() -> dict[str, list[str]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(seed())
        names = [*ROW_TABLES, "take_audio", "prompts"]
        return {name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")] for name in names}


CELLS = [(table, column) for table, columns in tables().items() for column in columns]
VALUES: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from([0, -1, 1, 2**31, 2**53, 2**62, -(2**62)]),
    st.floats(),
    st.text(max_size=8),
    st.binary(max_size=8),
    st.sampled_from(
        ["[]", "{}", '{"passed": 1}', "null", "1e999", "[" * 200, "\ud800".encode("utf-8", "surrogatepass")]
    ),
)
KEYS = (
    "sample_rate",
    "session",
    "gap_ms",
    "frame_rate",
    "loop_in",
    "take_bits",
    "video",
    "check_limit",
    "original_gain_db",
)
changes = st.one_of(
    st.tuples(st.just("cell"), st.sampled_from(CELLS), VALUES),
    st.tuples(st.just("meta"), st.sampled_from(KEYS), VALUES),
    st.tuples(
        st.just("sql"),
        st.sampled_from(
            [
                *(f"DROP TABLE {name}" for name in tables()),
                *(f"DELETE FROM {name}" for name in tables()),
                *(f"ALTER TABLE {table} DROP COLUMN \"{column}\"" for table, column in CELLS),
                "CREATE TRIGGER t AFTER UPDATE ON lines BEGIN DELETE FROM lines; END",
                "CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT RAISE(ABORT, 'no'); END",
                "DROP TABLE lines; CREATE VIEW lines AS SELECT * FROM takes",
                "INSERT INTO lines SELECT id || 'x', rank, text, voice_id, mode, instruct, speed, seed, seed_locked, "
                "gap_ms, notes, take_id, slot_in, slot_out, speaker, source FROM lines",
                *(f"PRAGMA user_version = {version}" for version in (0, 1, 3, 6, 8, 2**31 - 1)),
            ]
        ),
        st.none(),
    ),
)  # fmt: skip


def forged(made: list[tuple[str, Any, Any]]) -> bytes:
    """The seed with these changes made in SQL; those that SQLite refuses are left out."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(seed())
        for kind, what, value in made:
            with contextlib.suppress(sqlite3.Error):
                if kind == "cell":
                    table, column = what
                    database.execute(
                        f'UPDATE {table} SET "{column}" = ? WHERE rowid = (SELECT max(rowid) FROM {table})'
                        if table != "meta"
                        else f'UPDATE meta SET "{column}" = ? WHERE key = (SELECT max(key) FROM meta)',
                        (value,),
                    )
                elif kind == "meta":
                    database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (what, value))
                else:
                    database.executescript(what)
        return bytes(database.serialize())


def used(project: Project) -> None:
    """What a window does with a project that it has opened."""
    with contextlib.suppress(StudioError):  # a sound that can't be read is told where it is wanted
        for take in itertools.islice(project.takes, 4):
            project.audio(take)
            project.peaks(take)
    pace = Pace(project)
    for line in project.lines:
        pace.seconds(line)
        project.line_state(line.id)
        project.new_take_request(line)
    assert all(placed.length >= 0 for placed in project.layout())
    assert project.length() >= 0
    plan = plan_delivery(project)
    for kind in ("srt", "vtt", "ass"):
        write_subtitles(plan, kind)
    project.dictionary.spoken("one two")
    for voice in project.voices:
        with contextlib.suppress(StudioError):
            project.prompt(voice)


def check(data: bytes) -> None:
    """Opening, using, changing, closing and opening again, or a refusal that alters nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.cosydesk"
        path.write_bytes(data)
        try:
            project = project_file.open(path)
        except StudioError as error:
            told(error, REFUSALS)
            assert path.read_bytes() == data
            assert [entry.name for entry in path.parent.iterdir()] == [path.name]
            return
        try:
            used(project)
            before = contents(project)
            (line,) = write_lines(project, "New.")
            undo = project.apply(project.edit_text(line.id, "Newer."))
            project.apply(undo)
            project.apply(project.edit_lines([line.id], [], 0))
            assert contents(project) == before
            failing = project.store.failing
            with contextlib.suppress(StudioError):
                project_file.close(project)
        finally:
            project_file.abandon(project)
        if not failing:
            again = project_file.open(path, read_only=True)
            try:
                assert again.lines == project.lines
                assert again.clips == project.clips
            finally:
                project_file.abandon(again)


@example(made=[("cell", ("lines", "rank"), "")])  # a place in the order that is no number
@example(made=[("cell", ("lines", "rank"), 2**63 - 1)])
@fuzz(30, made=st.lists(changes, min_size=1, max_size=4))
def test_forged_values(made: list[tuple[str, Any, Any]]) -> None:
    check(forged(made))


@fuzz(30, data=mutated([seed()], (b"SQLite format 3\0", b"CoSy", b"\x0d\x00\x00\x00"), head=120))
def test_damaged_bytes(data: bytes) -> None:
    check(data)
