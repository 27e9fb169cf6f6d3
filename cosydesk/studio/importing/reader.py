"""Scripts and subtitles of every kind, read into cues."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from cosydesk import markup
from cosydesk.studio.errors import StudioError
from cosydesk.studio.importing import (
    bilingual,
    docx,
    prose,
    speakers,
    substation,
    subtitles,
    table,
    words,
)
from cosydesk.studio.importing.cue import SUFFIXES, Cue, Imported, Trouble
from cosydesk.studio.importing.encoding import decode
from cosydesk.studio.importing.limits import MAX_BYTES, excerpt, too_big, unreadable
from cosydesk.studio.importing.piece import Piece, Pieces, Stop

__all__ = ["SUFFIXES", "parse_script", "read_script"]

_LINES = re.compile(r"\r\n|\r|\n")
_DASH = re.compile(r"^\s*[-–—]\s*(?=\w)")
_CAPTION = re.compile(r"^\s*(?:>>+|&gt;&gt;)\s*")
_SOUND = re.compile(r"\s*\[[^\[\]]*\]\s*")
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "The file is an old Word document."),
    (b"{\\rtf", "The file is a rich text document."),
    (b"%PDF-", "The file is a PDF."),
)

Progress = Callable[[float], None]
"""Told how much is done, from 0 to 1."""


def read_script(
    path: Path, encoding: str = "", on_progress: Progress | None = None, cancel: Stop | None = None
) -> Imported:
    """Read a file, see `parse_script`.

    Raises:
        StudioError: ``missing``, ``script_unreadable``, ``script_too_big``, ``cancelled``.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise StudioError(
            f"{path.name} is not there.", "It may have been moved or renamed.", "missing"
        ) from error
    except (OSError, ValueError) as error:
        raise unreadable(
            f"{path.name} can't be read.", "Check that you may open it, then try again."
        ) from error
    return parse_script(data, path.name, encoding, on_progress, cancel)


def parse_script(
    data: bytes,
    name: str,
    encoding: str = "",
    on_progress: Progress | None = None,
    cancel: Stop | None = None,
) -> Imported:
    """Read a file's bytes: subtitles by their looks, whatever they are called; the rest by its name.

    Args:
        data: the file.
        name: what it is called.
        encoding: what somebody has chosen, one of `encoding.ENCODINGS`; empty = find out.
        on_progress: called now and then in this thread.
        cancel: asked now and then whether to stop.

    Raises:
        StudioError: ``script_unreadable``, ``script_too_big``, ``cancelled``.
    """
    if len(data) > MAX_BYTES:
        raise too_big(f"{name} is bigger than {MAX_BYTES // 1024 // 1024} MB.")
    stop: Stop = cancel or (lambda: False)
    tell: Progress = on_progress or (lambda _done: None)
    for mark, message in _FOREIGN:
        if data.startswith(mark):
            raise unreadable(message, "Save it as .docx or as plain text, and import that.")
    found, doubtful = "", False
    if docx.is_docx(data):
        kind, pieces = "docx", docx.read(data)
    else:
        decoded = decode(data, encoding)
        found, doubtful = decoded.encoding, decoded.doubtful
        lines = _LINES.split(decoded.text.replace("\0", ""))
        kind = _kind(lines, PurePath(name).suffix.lower())
        tell(0.2)
        pieces = _pieces(kind, lines, PurePath(name).suffix.lower(), stop)
    tell(0.4)
    cues = sorted(_cues(pieces, stop, tell), key=_by_time) if pieces.found else []
    if stop():
        raise StudioError("Cancelled.", code="cancelled")
    troubles = tuple(sorted(pieces.troubles, key=lambda trouble: trouble.number))
    return Imported(kind, tuple(cues), troubles, found, doubtful)


def _kind(lines: Sequence[str], suffix: str) -> str:
    first = next((line.strip() for line in lines if line.strip()), "")
    if first.startswith("WEBVTT"):
        return "vtt"
    if suffix in (".ass", ".ssa") or first.casefold() in ("[script info]", "[events]"):
        return "ass"
    if suffix in (".srt", ".vtt"):
        return suffix[1:]
    if suffix in (".csv", ".tsv"):
        return "csv"
    if any(subtitles.TIMING.match(line) for line in lines[:50]):
        return "srt"
    return "markdown" if suffix in (".md", ".markdown") else "text"


def _pieces(kind: str, lines: Sequence[str], suffix: str, stop: Stop) -> Pieces:
    match kind:
        case "srt" | "vtt":
            return subtitles.read(lines, stop, vtt=kind == "vtt")
        case "ass":
            return substation.read(lines, stop)
        case "csv":
            return table.read(
                lines, stop, "\t" if suffix == ".tsv" and any("\t" in line for line in lines) else ""
            )
        case "markdown":
            return prose.read_markdown(lines, stop)
        case _:
            return prose.read_text(lines, stop)


def _cues(pieces: Pieces, stop: Stop, tell: Progress) -> list[Cue]:
    """The pieces as cues: who speaks, in which of two languages, and the words as markup."""
    found = [_uncaptioned(piece) for piece in pieces.found]
    unnamed = [piece for piece in found if not piece.speaker]
    names = speakers.names_of(line for piece in unnamed for line in piece.lines)
    split = bilingual.joined([part for piece in found for part in _by_speaker(piece, names)])
    tell(0.6)
    pair = bilingual.pair_of([piece.lines for piece in split if piece.start_s is not None])
    tell(0.7)
    cues: list[Cue] = []
    for index, piece in enumerate(split):
        if index % 512 == 0:
            if stop():
                break
            tell(0.7 + 0.3 * index / len(split))
        cue = _cue(piece, pair)
        if words.says_something(cue.text) and not (cue.start_s is not None and _is_sound(cue.text)):
            cues.append(cue)
        else:
            pieces.troubles.append(Trouble(piece.number, "empty", excerpt(" ".join(piece.lines))))
    return cues


def _uncaptioned(piece: Piece) -> Piece:
    """Without the signs by which live captions tell that somebody else speaks."""
    if not any(">>" in line or "&gt;&gt;" in line for line in piece.lines):
        return piece
    return replace(piece, lines=tuple(_CAPTION.sub("", line) for line in piece.lines))


def _is_sound(text: str) -> bool:
    """Whether all that a subtitle says is what is to be heard, as in [Applause]; a sound of ours is to be made."""
    return _SOUND.fullmatch(text) is not None and isinstance(markup.parse(text)[0], markup.Text)


def _cue(piece: Piece, pair: bilingual.Pair | None) -> Cue:
    lines = [_DASH.sub("", line) for line in piece.lines] if len(piece.lines) > 1 else list(piece.lines)
    source = ""
    if piece.translation:
        lines, source = [piece.translation], words.plain(" ".join(lines))
    elif pair is not None:
        lines, other = bilingual.split(lines, pair)
        source = words.plain(" ".join(other))
    return Cue(
        words.to_markup(" ".join(lines)),
        piece.number,
        speakers.cleaned(piece.speaker),
        piece.start_s,
        piece.end_s,
        source,
    )


def _by_speaker(piece: Piece, names: frozenset[str]) -> Iterator[Piece]:
    """A piece for each speaker in it; they share its time by the lengths of what they say."""
    if piece.speaker:
        named, said = speakers.prefix(piece.lines[0]) if piece.lines else ("", "")
        again = bool(named) and named == speakers.cleaned(piece.speaker)
        yield replace(piece, lines=(said, *piece.lines[1:])) if again else piece
        return
    parts = speakers.split(piece.lines, names)
    if len(parts) < 2 or piece.translation:
        speaker = parts[0][0] if parts else ""
        yield replace(piece, speaker=speaker, lines=tuple(parts[0][1]) if len(parts) == 1 else piece.lines)
        return
    sizes = [max(1, sum(map(len, lines))) for _, lines in parts]
    done = 0
    for (speaker, lines), size in zip(parts, sizes, strict=True):
        start, end = piece.start_s, piece.end_s
        if start is not None and end is not None:
            length = end - start
            start, end = start + length * done / sum(sizes), start + length * (done + size) / sum(sizes)
        done += size
        yield replace(piece, speaker=speaker, lines=tuple(lines), start_s=start, end_s=end)


def _by_time(cue: Cue) -> float:
    return -1.0 if cue.start_s is None else cue.start_s
