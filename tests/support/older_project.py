"""Project files as earlier versions of the program wrote them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from support.studio import RATE, tone

from cosydesk.studio import schema
from cosydesk.studio.peaks import PeakPyramid
from cosydesk.studio.sound import to_flac


def write_older(path: Path, version: int) -> None:
    """A project as that version wrote it: two lines, one spoken twice and on the timeline, and its settings."""
    sound, peaks = to_flac(tone(), RATE), PeakPyramid.of(tone()).to_bytes()
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA auto_vacuum = INCREMENTAL")
        database.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        for statement in ";".join(schema.MIGRATIONS[:version]).split(";"):
            database.execute(statement)
        database.execute(f"PRAGMA user_version = {version}")
        database.execute("INSERT INTO meta VALUES ('sample_rate', '24000'), ('gap_ms', '450')")
        database.executemany(
            "INSERT INTO lines (id, rank, text, voice_id, mode, instruct, speed, seed, seed_locked, gap_ms, notes,"
            " take_id) VALUES (?, ?, ?, 'starter:af_heart', 'sft', '', 1.0, 0, 0, NULL, 'slow', ?)",
            [("one", 1 << 40, "One.", "t2"), ("two", 2 << 40, "二。", None)],
        )
        for take_id, created in (("t1", "2026-01-01T00:00:00+00:00"), ("t2", "2026-01-02T00:00:00+00:00")):
            database.execute(
                "INSERT INTO takes (id, line_id, model_id, voice_id, mode, text, instruct, speed, seed,"
                " sample_rate, length, created, starred, notices) VALUES (?, 'one', 'starter',"
                " 'starter:af_heart', 'sft', 'One.', '', 1.0, 0, 24000, 12000, ?, 0, '[]')",
                (take_id, created),
            )
            database.execute("INSERT INTO take_audio VALUES (?, ?, ?)", (take_id, sound, peaks))
        database.execute(
            "INSERT INTO tracks (id, rank, name, voice_id, gain_db, muted, solo)"
            " VALUES ('t', 0, 'Ann', NULL, -3.0, 0, 1)"
        )
        database.execute(
            'INSERT INTO clips (id, line_id, take_id, track_id, start, "offset", length, gain_db)'
            " VALUES ('one', 'one', 't2', 't', 5000, 10, NULL, -2.0)"
        )
    database.close()
