"""What was found in a damaged project: its document as far as it makes sense, and the sound that is still whole."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from cosydesk.studio.errors import StudioError
from cosydesk.studio.line import Line
from cosydesk.studio.my_voice import PromptAudio
from cosydesk.studio.project import DEFAULT_SAMPLE_RATE
from cosydesk.studio.rescue.pages import BrokenCellError, Cell, Pages, Value
from cosydesk.studio.rescue.shapes import shape_of
from cosydesk.studio.row_values import check, types_of
from cosydesk.studio.rows import CLIPS, LINES, MARKERS, RESPELLINGS, TAKES, TRACKS, VOICES, RowFormat
from cosydesk.studio.sound import from_flac, rate_of
from cosydesk.studio.state import ProjectSettings, State
from cosydesk.studio.store import MemoryStore, Samples
from cosydesk.studio.take import Take, TakeRequest
from cosydesk.studio.timeline import Clip

_log = logging.getLogger(__name__)

_Rows = dict[str, dict[str, Value]]
_UNREADABLE = (BrokenCellError, StudioError, ValueError, TypeError, RecursionError)


class Finds(MemoryStore):
    """A store to read from: nothing of it is kept.

    Attributes:
        state: the document. sample_rate: Hz of its timeline.
        lost: how many lines and takes are known to be missing, under ``lines`` and ``takes``.
    """

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self.state = State()
        self.sample_rate = DEFAULT_SAMPLE_RATE
        self.lost = {"lines": 0, "takes": 0}
        self._sound: dict[str, Cell] = {}
        rows, meta = self._sorted(pages)
        self._settle(rows, meta)

    def audio(self, take_id: str) -> Samples:
        take = self.state.takes.get(take_id)
        return from_flac(self._flac(take_id), take.length if take is not None else None)

    # -- inside ----------------------------------------------------------------------------------------------

    def _flac(self, take_id: str) -> bytes:
        cell = self._sound.get(take_id)
        if cell is None:
            raise StudioError("The sound of this take is missing.", "Speak the line again.", "audio")
        try:
            flac = cell.values()[1]
        except BrokenCellError as error:
            raise StudioError(
                "The sound of this take is damaged.", "Speak the line again.", "audio"
            ) from error
        assert isinstance(flac, bytes)
        return flac

    def _sorted(self, pages: Pages) -> tuple[dict[str, _Rows], dict[str, str]]:
        """The rows by table and id, and what the project says of itself."""
        rows: dict[str, _Rows] = {}
        meta: dict[str, str] = {}
        for cell in pages.cells():
            shape = shape_of(cell)
            if shape is None:
                continue
            try:
                if shape.table == "take_audio":
                    self._sound.setdefault(cell.first_text(), cell)
                    continue
                row = shape.named(cell.values())
            except BrokenCellError:
                self.lost["lines"] += shape.table == "lines"
                continue
            match shape.table:
                case "meta":
                    meta.setdefault(str(row["key"]), str(row["value"]))
                case "prompts":
                    self._keep_prompt(row)
                case table:
                    rows.setdefault(table, {}).setdefault(str(row["id"]), row)
        return rows, meta

    def _keep_prompt(self, row: Mapping[str, Value]) -> None:
        flac = row["flac"]
        try:
            assert isinstance(flac, bytes)
            self.prompts.add(PromptAudio.read(flac))
        except StudioError as error:
            _log.warning("A recording of a voice is lost: %s", error.message)

    def _settle(self, rows: Mapping[str, _Rows], meta: Mapping[str, str]) -> None:
        state = self.state
        state.settings.replace(_settings(meta))
        rate = meta.get("sample_rate", "")
        if rate.isascii() and rate.isdecimal() and 8_000 <= int(rate[:9]) <= 192_000:
            self.sample_rate = int(rate)
        lines = _read(LINES, _by_rank(rows.get("lines", {})), _mended_line)
        takes = _read(TAKES, rows.get("takes", {}))
        clips = _read(CLIPS, rows.get("clips", {}))
        self.lost["lines"] += len(rows.get("lines", {})) - len(lines)
        if meta.get("session") != "open":
            takes += self._nameless({take.id for take in takes}, {clip.take_id: clip for clip in clips})
        lines += _lines_of_takes(takes, clips, lines, closed=meta.get("session") != "open")
        known = {line.id for line in lines}
        # Lines that are gone without a trace but for where they were heard.
        self.lost["lines"] += len({clip.line_id for clip in clips if clip.line_id} - known)
        state.load("line", lines)
        state.load(
            "take", (take for take in takes if take.line_id in known or self._is_loose(take.id, clips))
        )
        wanted = {take.id for take in takes} | {line.take_id for line in lines if line.take_id}
        whole = {take.id for take in state.takes.rows() if self._is_whole(take.id)}
        self.lost["takes"] = len((wanted | {clip.take_id for clip in clips}) - whole)
        kept = [take for take in state.takes.rows() if take.id in whole]
        self.state = state = _refilled(state, kept)
        state.load("track", _read(TRACKS, _by_rank(rows.get("tracks", {}))))
        state.load("clip", (clip for clip in clips if clip.take_id in whole))
        state.load("marker", _read(MARKERS, rows.get("markers", {})))
        state.load("respelling", _read(RESPELLINGS, rows.get("respellings", {})))
        state.load("voice", _read(VOICES, rows.get("voices", {})))
        state.settle_all()

    def _nameless(self, known: set[str], clips: Mapping[str, Clip]) -> list[Take]:
        """Takes of which the sound alone is left, for the lines that they are heard in."""
        found: list[Take] = []
        for take_id in self._sound.keys() - known:
            try:
                flac = self._flac(take_id)
                length, rate = len(from_flac(flac)), rate_of(flac)
            except StudioError:
                continue
            clip = clips.get(take_id)
            line_id = clip.line_id if clip is not None and clip.line_id else take_id
            request = TakeRequest("", "", "sft", "", "", 1.0, 0)
            found.append(Take(take_id, line_id, request, rate, length, ""))
        return sorted(found, key=lambda take: take.id)

    def _is_loose(self, take_id: str, clips: list[Any]) -> bool:
        return any(clip.take_id == take_id and clip.line_id is None for clip in clips)

    def _is_whole(self, take_id: str) -> bool:
        try:
            self.audio(take_id)
        except StudioError:
            return False
        return True


def _lines_of_takes(takes: list[Take], clips: list[Clip], lines: list[Line], *, closed: bool) -> list[Line]:
    """Lines that are gone, as they were when they were spoken last; in that order, which is near the script's.

    Args:
        closed: the last session ended as it should, so that no take is left of a line that somebody deleted.
    """
    known = {line.id for line in lines}
    heard = {clip.line_id for clip in clips}
    found: dict[str, Line] = {}
    for take in sorted(takes, key=lambda take: take.created):
        if take.line_id not in known and (closed or take.line_id in heard):
            asked = take.request
            found[take.line_id] = Line(
                take.line_id,
                asked.text,
                asked.voice_id,
                asked.mode,
                asked.instruct,
                asked.speed,
                asked.seed,
                take_id=take.id,
            )
    return list(found.values())


def _refilled(state: State, takes: list[Any]) -> State:
    """A state with the same settings and lines, and these takes."""
    fresh = State()
    fresh.settings.replace(state.settings.rows()[0])
    fresh.load("line", state.lines.rows())
    fresh.load("take", takes)
    return fresh


def _read(
    form: RowFormat, rows: Mapping[str, Mapping[str, Value]], mend: Callable[..., Any] | None = None
) -> list[Any]:
    """The items of a table, but for those that make no sense."""
    found: list[Any] = []
    for row in rows.values():
        try:
            found.append(form.from_row([row[name] for name in form.columns]))
        except _UNREADABLE as error:
            _log.warning("A row of %s makes no sense: %s", form.table, error)
            if mend is not None and (item := mend(row)) is not None:
                found.append(item)
    return found


def _mended_line(row: Mapping[str, Value]) -> Line | None:
    """A line with its words, whatever else of it makes no sense."""
    text, voice = row["text"], row["voice_id"]
    return Line(str(row["id"]), text, voice) if isinstance(text, str) and isinstance(voice, str) else None


def _by_rank(rows: _Rows) -> _Rows:
    def rank(item: tuple[str, dict[str, Value]]) -> float:
        value = item[1]["rank"]
        return value if isinstance(value, int) else float("inf")

    return dict(sorted(rows.items(), key=rank))


def _settings(meta: Mapping[str, str]) -> ProjectSettings:
    types = types_of(ProjectSettings)
    known: dict[str, Any] = {}
    for field in fields(ProjectSettings):
        try:
            value = json.loads(meta[field.name])
            check(types, (field.name,), (value,))
        except (KeyError, *_UNREADABLE):
            continue
        known[field.name] = value
    return ProjectSettings(**known)
