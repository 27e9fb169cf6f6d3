"""Timelines for editing programs: OpenTimelineIO, FCPXML and CMX 3600 EDL.

The library of OpenTimelineIO writes its own format. The other two are written here: its adapters read them well, but
the one for EDL refuses a timeline without a picture, and the one for FCPXML gives sound no role and no channels.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

from cosydesk.studio.delivery.lanes import Lane, Media, Piece, frames_of, lanes_of
from cosydesk.studio.delivery.plan import DeliveryPlan
from cosydesk.studio.errors import StudioError
from cosydesk.studio.frame_rate import counted, drops, exact_rate, number_of

_UNTITLED = "Untitled"
_LIBRARY = "opentimelineio"


def write_timeline(plan: DeliveryPlan, kind: str, media: Media, folder: Path | None = None) -> str:
    """A timeline file. What lies between two frames is moved to the nearest one.

    Args:
        kind: of `cosydesk.studio.delivery.recipe.TIMELINES`.
        folder: where it will lie: FCPXML names its files by whole paths.

    Raises:
        StudioError: ``no_otio``, see `check_kinds`.
    """
    if kind == "edl":
        return _edl(plan, lanes_of(plan, media, by_speaker=False))
    lanes = lanes_of(plan, media)
    return _fcpxml(plan, lanes, media, folder) if kind == "fcpxml" else _otio(plan, lanes)


def has_otio() -> bool:
    """Whether this system can write OpenTimelineIO: its library has no build for Macs with Intel."""
    return importlib.util.find_spec(_LIBRARY) is not None


def check_kinds(kinds: Iterable[str]) -> None:
    """Whether these timelines can be written here. Raises `StudioError` (``no_otio``)."""
    if "otio" in kinds and not has_otio():
        raise _no_otio()


def _no_otio() -> StudioError:
    return StudioError(
        "OpenTimelineIO files can't be written on this system, for which its library isn't made.",
        "Choose FCPXML or EDL instead; both are written without it.",
        "no_otio",
    )


def _otio(plan: DeliveryPlan, lanes: tuple[Lane, ...]) -> str:
    # A library in C++ that only this needs.
    try:
        import opentimelineio as otio
    except ImportError as error:
        raise _no_otio() from error

    rate = float(exact_rate(plan.frame_rate))

    def span(start: int, length: int) -> otio.opentime.TimeRange:
        time = otio.opentime.RationalTime
        return otio.opentime.TimeRange(time(start, rate), time(length, rate))

    timeline = otio.schema.Timeline(
        plan.name or _UNTITLED, global_start_time=otio.opentime.RationalTime(0, rate)
    )
    for lane in lanes:
        track = otio.schema.Track(lane.name, kind=otio.schema.TrackKind.Audio)
        at = 0
        for piece in lane.pieces:
            if piece.start > at:
                track.append(otio.schema.Gap(source_range=span(0, piece.start - at)))
            file = otio.schema.ExternalReference(quote(piece.file), span(0, piece.whole))
            clip = otio.schema.Clip(piece.name, file, span(piece.source, piece.length))
            clip.metadata["cosydesk"] = {"speaker": piece.speaker}
            track.append(clip)
            at = piece.end
        timeline.tracks.append(track)
    text: str = timeline.to_json_string(indent=2)
    return text + "\n"


def _fcpxml(plan: DeliveryPlan, lanes: tuple[Lane, ...], media: Media, folder: Path | None) -> str:
    rate = exact_rate(plan.frame_rate)
    name = plan.name or _UNTITLED
    root = ElementTree.Element("fcpxml", version="1.9")
    resources = ElementTree.SubElement(root, "resources")
    frame = _rational(1 / rate)
    ElementTree.SubElement(resources, "format", id="r1", frameDuration=frame, width="1920", height="1080")
    pieces = [(number, piece) for number, lane in enumerate(lanes, 1) for piece in lane.pieces]
    assets: dict[str, str] = {}
    for _, piece in pieces:
        if piece.file not in assets:
            assets[piece.file] = f"r{len(assets) + 2}"
            _asset(resources, assets[piece.file], piece, media, rate, folder)
    event = ElementTree.SubElement(ElementTree.SubElement(root, "library"), "event", name=name)
    sequence = ElementTree.SubElement(
        ElementTree.SubElement(event, "project", name=name),
        "sequence",
        format="r1",
        duration=_rational(frames_of(plan, lanes) / rate),
        tcStart="0s",
        tcFormat="DF" if drops(plan.frame_rate) else "NDF",
        audioLayout="stereo" if media.channels == 2 else "mono",
        audioRate=_AUDIO_RATES.get(media.sample_rate, "48k"),
    )
    spine = ElementTree.SubElement(sequence, "spine")
    gap = ElementTree.SubElement(
        spine, "gap", name="Gap", offset="0s", start="0s", duration=_rational(frames_of(plan, lanes) / rate)
    )
    for lane_number, piece in pieces:
        ElementTree.SubElement(
            gap,
            "asset-clip",
            ref=assets[piece.file],
            lane=str(-lane_number),
            name=piece.name,
            offset=_rational(piece.start / rate),
            start=_rational(piece.source / rate),
            duration=_rational(piece.length / rate),
            audioRole=f"dialogue.{_role(piece.speaker)}" if _role(piece.speaker) else "dialogue",
        )
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n{body}\n'


_AUDIO_RATES = {44_100: "44.1k", 48_000: "48k"}


def _asset(
    resources: ElementTree.Element, key: str, piece: Piece, media: Media, rate: Fraction, folder: Path | None
) -> None:
    asset = ElementTree.SubElement(
        resources,
        "asset",
        id=key,
        name=piece.file.rpartition("/")[2],
        start="0s",
        duration=_rational(piece.whole / rate),
        hasAudio="1",
        audioSources="1",
        audioChannels=str(media.channels),
        audioRate=str(media.sample_rate),
    )
    path = (
        quote(piece.file) if folder is None else folder.absolute().joinpath(*piece.file.split("/")).as_uri()
    )
    ElementTree.SubElement(asset, "media-rep", kind="original-media", src=path)


def _role(speaker: str) -> str:
    """A part of a role's name: a dot would make another part."""
    return " ".join(speaker.replace(".", " ").split())


def _rational(seconds: Fraction) -> str:
    """Seconds as FCPXML writes them."""
    return (
        f"{seconds.numerator}/{seconds.denominator}s" if seconds.denominator > 1 else f"{seconds.numerator}s"
    )


def _edl(plan: DeliveryPlan, lanes: tuple[Lane, ...]) -> str:
    """Events by time. The first two lanes are A and A2, as CMX 3600 has them; more are named on alike."""
    rows = [
        f"TITLE: {_plain(plan.name or _UNTITLED)}",
        f"FCM: {'DROP FRAME' if drops(plan.frame_rate) else 'NON-DROP FRAME'}",
        "",
    ]
    pieces = [(piece, number) for number, lane in enumerate(lanes, 1) for piece in lane.pieces]
    pieces.sort(key=lambda each: (each[0].start, each[1]))
    for event, (piece, number) in enumerate(pieces, 1):
        times = (piece.source, piece.source + piece.length, piece.start, piece.end)
        codes = " ".join(_code(frame, plan.frame_rate) for frame in times)
        channel = "A" if number == 1 else f"A{number}"
        rows.append(f"{event:03d}  AX       {channel:<5} C        {codes}")
        rows.append(f"* FROM CLIP NAME: {_plain(piece.file.rpartition('/')[2])}")
        rows.append(f"* SOURCE FILE: {_plain(piece.file)}")
        rows.append(f"* COMMENT: {_plain(f'{piece.speaker}: {piece.name}' if piece.speaker else piece.name)}")
    return "\n".join(rows) + "\n"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _code(frame: int, frame_rate: float) -> str:
    """``HH:MM:SS:FF``; ``HH:MM:SS;FF`` where numbers are dropped."""
    seconds, rest = divmod(number_of(frame, frame_rate), counted(frame_rate))
    point = ";" if drops(frame_rate) else ":"
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{rest:02d}"
