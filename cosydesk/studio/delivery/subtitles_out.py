"""Subtitles of what is heard: SRT, WebVTT and ASS with the times of the speech as it lies on the timeline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cosydesk.studio.delivery.plan import DeliveryPlan, PlannedClip, PlannedLine

_SHORTEST_S = 0.001
_BRACES = str.maketrans("{}", "｛｝")
_ASS_HEAD = """[Script Info]
ScriptType: v4.00+
WrapStyle: 0
ScaledBorderAndShadow: yes
PlayResX: 1920
PlayResY: 1080

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, \
Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, \
MarginV, Encoding
Style: Default,Arial,60,&H00FFFFFF,&H000000FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,60,60,50,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


@dataclass(frozen=True, slots=True)
class Subtitle:
    """Attributes:
    start_s, end_s: seconds from the beginning, the end behind the start.
    speaker: who says it; may be empty. rows: what is shown, one or two.
    """

    start_s: float
    end_s: float
    speaker: str
    rows: tuple[str, ...]


def write_subtitles(plan: DeliveryPlan, kind: str, *, source: bool = False, lead_s: float = 0.0) -> str:
    """A subtitle file.

    Args:
        kind: of `cosydesk.studio.delivery.recipe.SUBTITLES`.
        source: show what is said in the original as a second row, where it is known and something else.
        lead_s: seconds that are heard before the timeline begins, such as a cue.
    """
    found = subtitles_of(plan, source=source, lead_s=lead_s)
    return {"srt": _srt, "vtt": _vtt, "ass": _ass}[kind](found)


def subtitles_of(plan: DeliveryPlan, *, source: bool = False, lead_s: float = 0.0) -> list[Subtitle]:
    """What is heard of the lines, by time. A line that isn't spoken, or is muted, has none."""
    found = []
    for line in plan.lines:
        clips = [clip for clip in line.clips if clip.audible and clip.length > 0]
        rows = _rows(line, source=source)
        if not clips or not rows:
            continue
        start = min(_speech(clip)[0] for clip in clips) / plan.sample_rate + lead_s
        end = max(_speech(clip)[1] for clip in clips) / plan.sample_rate + lead_s
        found.append(Subtitle(start, max(end, start + _SHORTEST_S), line.speaker, rows))
    return sorted(found, key=lambda each: (each.start_s, each.end_s))


def _rows(line: PlannedLine, *, source: bool) -> tuple[str, ...]:
    texts = [" ".join(line.text.split())]
    if source:
        texts.append(" ".join(line.source.split()))
    return tuple(dict.fromkeys(text for text in texts if text))


def _speech(clip: PlannedClip) -> tuple[int, int]:
    """Where the clip's speech lies on the timeline: without the silence around it, where that is known."""
    if clip.speech is not None:
        start = clip.start + max(0, clip.speech[0] - clip.offset)
        end = clip.start + min(clip.length, clip.speech[1] - clip.offset)
        if start < end:
            return start, end
    return clip.start, clip.end


def _srt(subtitles: Sequence[Subtitle]) -> str:
    blocks = []
    for number, each in enumerate(subtitles, 1):
        # The arrow alone has a meaning in SRT, and nothing there can escape it.
        rows = "\n".join(row.replace("-->", "-- >") for row in each.rows)
        blocks.append(f"{number}\n{_clock(each.start_s, ',')} --> {_clock(each.end_s, ',')}\n{rows}\n")
    return "\n".join(blocks)


def _vtt(subtitles: Sequence[Subtitle]) -> str:
    blocks = ["WEBVTT\n"]
    for each in subtitles:
        rows = "\n".join(_escaped(row) for row in each.rows)
        voice = f"<v {_name(each.speaker)}>" if each.speaker else ""
        blocks.append(f"{_clock(each.start_s, '.')} --> {_clock(each.end_s, '.')}\n{voice}{rows}\n")
    return "\n".join(blocks)


def _ass(subtitles: Sequence[Subtitle]) -> str:
    events = (
        f"Dialogue: 0,{_ass_clock(each.start_s)},{_ass_clock(each.end_s)},Default,"
        f"{' '.join(each.speaker.replace(',', ' ').split())},0,0,0,,{_BREAK.join(map(_plain, each.rows))}\n"
        for each in subtitles
    )
    return _ASS_HEAD + "".join(events)


_BREAK = r"\N"


def _plain(text: str) -> str:
    """Text that no player takes for a command: ASS has no escapes, so braces get their wide forms and a joiner that
    isn't seen keeps a backslash from what follows.
    """
    return re.sub(r"\\(?=[Nnh])", "\\\\\u2060", text.translate(_BRACES))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _name(speaker: str) -> str:
    """Who speaks, in a tag: an angle bracket would end it."""
    return " ".join(speaker.replace("<", " ").replace(">", " ").split())


def _clock(seconds: float, point: str) -> str:
    whole, milliseconds = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}{point}{milliseconds:03d}"


def _ass_clock(seconds: float) -> str:
    whole, hundredths = divmod(round(seconds * 100), 100)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}.{hundredths:02d}"
