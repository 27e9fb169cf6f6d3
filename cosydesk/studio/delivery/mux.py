"""Video with new sound: the picture's packets as they are, the sound encoded anew."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cosydesk.studio.delivery.formats import video_suffix
from cosydesk.studio.delivery.label import KEY
from cosydesk.studio.delivery.mp4_label import write_mp4_label
from cosydesk.studio.delivery.packed_sound import SAME_BYTES, Encoder, as_os_errors
from cosydesk.studio.errors import StudioError
from cosydesk.studio.mix import Frames

if TYPE_CHECKING:
    import av

    Packet = av.Packet[av.VideoStream]

_CONTAINERS = {".mp4": "mp4", ".mov": "mov", ".mkv": "matroska", ".webm": "webm"}
_WITH_MP4_TAGS = (".mp4", ".mov")
_AHEAD_S = 0.5
"""The sound is written so much before the picture."""


def video_length_s(path: Path) -> float:
    """How long the picture is, in seconds.

    Raises:
        StudioError: ``missing``, ``sound_unreadable``.
    """
    with _opened(path) as source:
        stream = _picture(source, path)
        if stream.duration is not None and stream.time_base is not None:
            return float(stream.duration * stream.time_base)
        return (source.duration or 0) / 1_000_000


def sound_of_video(path: Path) -> tuple[str, int]:
    """What the new sound of a video is encoded with, and its rate in Hz."""
    return ("libopus", 48_000) if video_suffix(path) == ".webm" else ("aac", 48_000)


def write_video(
    video: Path, out: Path, sound: Iterator[Frames], channels: int, bitrate_kbps: int, label: str
) -> None:
    """Write the video's picture, packet by packet as it is, with this sound beside it; nothing else of the video.

    Args:
        sound: at the rate of `sound_of_video`, from the first picture on.

    Raises:
        StudioError: ``missing``, ``sound_unreadable``, ``invalid``: the picture doesn't fit into the container.
        OSError: `out` can't be written.
    """
    import av

    suffix = video_suffix(video)
    codec, rate = sound_of_video(video)
    with _opened(video) as source:
        picture = _picture(source, video)
        with as_os_errors():
            target = av.open(str(out), "w", format=_CONTAINERS[suffix], options=dict(SAME_BYTES))
        try:
            try:
                copied = target.add_stream_from_template(picture, opaque=True)
                encoder = Encoder(target, codec, rate, channels, bitrate_kbps)
                if label and suffix not in _WITH_MP4_TAGS:
                    target.metadata[KEY] = label
                target.start_encoding()
            except (av.FFmpegError, ValueError) as error:
                raise StudioError(
                    f"The picture of {video.name} doesn't fit into {suffix[1:].upper()}.",
                    "Convert the video to MP4 or MKV first.",
                    "invalid",
                ) from error
            with as_os_errors():
                _interleave(source, picture, copied, target, encoder, sound)
                encoder.finish()
                target.close()
        except BaseException:
            with contextlib.suppress(Exception):
                target.close()
            raise
    if label and suffix in _WITH_MP4_TAGS:
        write_mp4_label(out, label)


def _interleave(
    source: av.container.InputContainer,
    picture: av.VideoStream,
    copied: av.VideoStream,
    target: av.container.OutputContainer,
    encoder: Encoder,
    sound: Iterator[Frames],
) -> None:
    begin_s = (source.start_time or 0) / 1_000_000
    for packet in _timed(source.demux(picture)):
        assert packet.dts is not None
        assert packet.time_base is not None
        shift = round(begin_s / packet.time_base)
        packet.dts -= shift
        if packet.pts is not None:
            packet.pts -= shift
        due_s = float(packet.dts * packet.time_base) + _AHEAD_S
        while encoder.seconds < due_s:
            if (block := next(sound, None)) is None:
                break
            encoder.write(block)
        packet.stream = copied
        target.mux(packet)
    for block in sound:
        encoder.write(block)


def _timed(packets: Iterator[Packet]) -> Iterator[Packet]:
    """The packets with a time of decoding each: Matroska doesn't tell that of the first few, which are so much earlier
    than the first it tells.
    """
    waiting: list[Packet] = []
    last: int | None = None
    for packet in packets:
        if not packet.size:  # the end
            continue
        if packet.dts is None and last is None:
            waiting.append(packet)
            continue
        if packet.dts is None or (last is not None and packet.dts <= last):
            packet.dts = (last or 0) + 1
        for place, early in enumerate(waiting):
            early.dts = packet.dts - (len(waiting) - place) * max(1, packet.duration or 1)
        yield from waiting
        waiting.clear()
        last = packet.dts
        yield packet
    for place, packet in enumerate(waiting):
        packet.dts = place if packet.pts is None else packet.pts
        yield packet


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[av.container.InputContainer]:
    import av

    if not path.is_file():
        raise StudioError(f"There is no file {path.name}.", "It may have been moved or renamed.", "missing")
    try:
        source = av.open(str(path))
    except (av.FFmpegError, ValueError) as error:
        raise _unreadable(path) from error
    with source:
        yield source


def _picture(source: av.container.InputContainer, path: Path) -> av.VideoStream:
    """The first stream of pictures that isn't a cover."""
    import av

    cover = av.stream.Disposition.attached_pic
    for stream in source.streams.video:
        if not stream.disposition & cover:
            return stream
    raise _unreadable(path)


def _unreadable(path: Path) -> StudioError:
    return StudioError(
        f"{path.name} is no video that can be read.", "Choose another one.", "sound_unreadable"
    )
