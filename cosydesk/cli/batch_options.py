"""What can be typed after `cosydesk render` and `cosydesk dub`."""

from __future__ import annotations

import argparse
from typing import Any

from cosydesk.batch.shard import Shard
from cosydesk.studio.delivery.recipe import AUDIO, LOUDNESS, ORIGINAL

RATES = (24_000, 44_100, 48_000)
SPOKEN = ("text", "source", "both")
_EPILOG = (
    "What is finished is kept: broken off, by a kill too, the same command goes on where it was. "
    "The exit status is 0 when all is well, 3 when lines couldn't be spoken (they are listed, and what could be "
    "spoken is delivered), 2 for bad input, 1 for everything else, 130 after Ctrl+C."
)


def add_render(commands: Any, device_help: str, precisions: tuple[str, ...]) -> None:
    """Add `render` to the commands."""
    render = commands.add_parser(
        "render",
        help="speak a project and write its files, without the window",
        description="Speak every line of a project that is new or stale, and write its mix or whatever else is asked "
        "for. Lines that are spoken as they stand aren't spoken again.",
        epilog=_EPILOG,
        allow_abbrev=False,
    )
    add = render.add_argument
    add("project", metavar="PROJECT", help="a .cosydesk file; not while the window has it open")
    add(
        "-o",
        "--out",
        required=True,
        metavar="OUT",
        help="file to write, its suffix says what: .wav .flac .mp3 .m4a .opus .mp4; or a folder",
    )
    add("--only-stale", action="store_true", help="speak only new and stale lines: so it is anyway")
    add("--video", action="store_true", help="also the dubbed video, where OUT is a folder")
    _add_delivery(render)
    _add_means(render, device_help, precisions)


def add_dub(commands: Any, device_help: str, precisions: tuple[str, ...]) -> None:
    """Add `dub` to the commands."""
    dub = commands.add_parser(
        "dub",
        help="dub subtitles, and their video, without the window",
        description="Speak subtitles or a script (SRT, VTT, ASS, CSV, text, Markdown, Word) with a voice for each "
        "speaker, fit the lines to their times, and write the dubbed video or the sound. The project it works in is "
        "kept beside OUT, as OUT.cosydesk: the window opens it, and render delivers it again after changes by hand, "
        "where dub would make it say again what the subtitles say.",
        epilog=_EPILOG,
        allow_abbrev=False,
    )
    add = dub.add_argument
    add("subs", metavar="SUBS", help="subtitles or script")
    add("--video", metavar="V", help="the video they belong to")
    add(
        "--voice",
        action="append",
        default=[],
        metavar="NAME=VOICE",
        help='voice of a speaker, by name or id, see "cosydesk voices"; again for each',
    )
    add("--voice-default", metavar="VOICE", help="voice of everybody else")
    add(
        "--speak",
        choices=SPOKEN,
        default="text",
        help="of subtitles in two languages, the first (text), the other (source), or both (default: text)",
    )
    add(
        "-o",
        "--out",
        required=True,
        metavar="OUT",
        help="file to write, its suffix says what: .mp4 .wav .flac .mp3 .m4a .opus; or a folder",
    )
    _add_delivery(dub)
    _add_means(dub, device_help, precisions)


def _add_delivery(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what is written")
    add = group.add_argument
    add("--format", choices=AUDIO, help="of sound files (default: by OUT's suffix, else wav16)")
    add("--rate", type=int, choices=RATES, default=48_000, help="samples a second (default: 48000)")
    add("--channels", type=int, choices=(1, 2), default=1, help="1 or 2 (default: 1)")
    add("--loudness", choices=LOUDNESS, help="bring it to a preset's loudness and peak (default: as it is)")
    add("--stems", action="store_true", help="also a file for each speaker")
    add("--lines", action="store_true", help="also a file for each line")
    add(
        "--original",
        choices=ORIGINAL,
        default="ducked",
        help="a video's own sound: lower under the speech, or gone (default: ducked)",
    )
    add("--no-label", action="store_true", help="without the mark that it was made by AI")


def _add_means(parser: argparse.ArgumentParser, device_help: str, precisions: tuple[str, ...]) -> None:
    group = parser.add_argument_group("how it is spoken")
    add = group.add_argument
    add(
        "--model",
        dest="model_dir",
        metavar="DIR|URL",
        help="have this model's voices at hand, and clone with it; or a server's, such as http://studio-pc:50000",
    )
    add("--device", default="auto", metavar="D", help=device_help)
    add("--precision", choices=precisions, default="auto", help="number format (default: auto)")
    add("--threads", type=_threads, metavar="N", help="processor threads (default: all cores)")
    share = group.add_mutually_exclusive_group()
    share.add_argument(
        "--shard",
        type=_shard,
        metavar="I/N",
        help="speak the I-th of N shares, beside other machines that see the same folder; the last one delivers",
    )
    share.add_argument(
        "--ray",
        metavar="ADDRESS",
        help='speak on a Ray cluster: its address, "auto", or "local" (needs cosydesk[ray])',
    )
    add("--json", action="store_true", help="print JSON objects, one a line")


def _shard(text: str) -> Shard:
    index, separator, count = text.partition("/")
    if (
        not separator
        or not all(part.isascii() and part.isdigit() and len(part) < 6 for part in (index, count))
        or not 1 <= int(index) <= int(count)
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is no share such as 1/4")
    return Shard(int(index), int(count))


def _threads(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 1024:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 up")
    return int(text)
