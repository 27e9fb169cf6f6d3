"""What can be typed after `cosydesk`."""

from __future__ import annotations

import argparse
import difflib
from typing import NoReturn
from urllib.parse import urlsplit

from cosydesk import __version__
from cosydesk.cli.batch_options import add_dub, add_render
from cosydesk.cli.errors import EXIT_USAGE, complain
from cosydesk.servers import TOKEN_VARIABLE, clean_url

COMMANDS = ("say", "render", "dub", "voices", "models", "serve", "inspect", "bench", "doctor")
MODES = ("sft", "zero_shot", "cross_lingual", "instruct", "vc")  # of engine.types.Mode, which loads numpy
DEVICE_HELP = "auto, cpu, cuda, cuda:1, mps (default: auto)"
QUALITIES = ("full", "draft")
FAMILIES = ("v1", "v2", "v3")  # 300M, CosyVoice 2, CosyVoice 3
PRECISIONS = ("auto", "float32", "float16", "bfloat16", "int8")
MIN_SPEED, MAX_SPEED = 0.5, 2.0
MAX_SEED = 2**63 - 1
MAX_WORKERS = 8


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, without repeating the usage."""

    def error(self, message: str) -> NoReturn:
        message = message[:1].upper() + message[1:]
        complain(message if message.endswith(("?", ".")) else f"{message}.", f'Try "{self.prog} --help".')
        raise SystemExit(EXIT_USAGE)


def parse(arguments: list[str]) -> argparse.Namespace:
    """What was asked for; `command` in it is one of `COMMANDS`. Ends the program on bad input, help and version."""
    parser = make_parser()
    words = [word for word in arguments[:1] if not word.startswith("-")]
    if not words or words[0] in COMMANDS:
        parsed = parser.parse_args(arguments)
        if parsed.command is not None:
            return parsed
        parser.error("a command is missing")
    near = difflib.get_close_matches(words[0], COMMANDS, n=1)
    parser.error(f'there is no command "{words[0]}".' + (f' Did you mean "{near[0]}"?' if near else ""))


def make_parser() -> Parser:
    """The whole command line."""
    parser = Parser(
        prog="cosydesk",
        description="A desktop studio for voice-over and offline dubbing on CosyVoice.",
        epilog="Without a command the window opens: cosydesk [PROJECT.cosydesk] [--model-dir DIR]",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"CosyDesk {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_say(commands)
    add_render(commands, DEVICE_HELP, PRECISIONS)
    add_dub(commands, DEVICE_HELP, PRECISIONS)
    _add_voices(commands)
    _add_models(commands)
    _add_serve(commands)
    _add_inspect(commands)
    _add_bench(commands)
    _add_doctor(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse has no public name for it


def _add_say(commands: Commands[Parser]) -> None:
    say = commands.add_parser(
        "say",
        help="speak a text into a WAV file",
        description="Speak a text: into speech.wav unless -o or --play say otherwise.",
        allow_abbrev=False,
    )
    add = say.add_argument
    add("text", nargs="*", metavar="TEXT", help="what to say; without it and -f, standard input is read")
    add("-f", "--file", metavar="FILE", help="say what this UTF-8 text file holds; - is standard input")
    add(
        "--as-it-comes",
        action="store_true",
        help="speak standard input line by line while it comes; with --stream and -o - it is heard at once",
    )
    add("-o", "--out", metavar="OUT.wav", help="WAV file to write; - is standard output")
    add("--play", action="store_true", help="play it")
    add("--json", action="store_true", help="print what was made as one JSON object")
    add("--voice", metavar="V", help='a voice by name or id, see "cosydesk voices" (default: by language)')
    add("--speed", type=_speed, default=1.0, metavar="S", help="0.5 to 2.0, 1.0 is the voice's own")
    add("--seed", type=_seed, default=0, metavar="N", help="another number gives another take (default: 0)")
    add("--stream", action="store_true", help="give audio out before an utterance is complete")
    _add_remote(say)
    cosyvoice = say.add_argument_group("CosyVoice models")
    add = cosyvoice.add_argument
    add("--model-dir", metavar="DIR", help="folder of the model to speak with (default: starter voices)")
    add("--mode", choices=MODES, help="how to speak (default: what the other options call for)")
    add("--prompt-audio", metavar="F", help="recording of the voice to speak with")
    add("--prompt-text", default="", metavar="T", help="what is said in that recording")
    add("--instruct", default="", metavar="T", help="the manner of speaking, in words")
    add(
        "--llm",
        default="",
        metavar="FILE",
        help="another file of the folder for the language model: llm.rl.pt",
    )
    add("--source-audio", metavar="F", help="recording whose words are to be spoken (vc)")
    add("--device", default="auto", metavar="D", help=DEVICE_HELP)
    add("--precision", choices=PRECISIONS, default="auto", help="number format (default: auto)")
    add("--quality", choices=QUALITIES, default="full", help="a draft is faster (default: full)")


def _add_voices(commands: Commands[Parser]) -> None:
    voices = commands.add_parser("voices", help="list the voices", allow_abbrev=False)
    voices.add_argument("--json", action="store_true", help="as a JSON list")
    voices.add_argument("--model-dir", metavar="DIR", help="of the model in this folder")
    _add_remote(voices)


def _add_remote(parser: Parser) -> None:
    group = parser.add_argument_group("another computer")
    group.add_argument(
        "--remote", type=_server, metavar="URL", help="let this server speak, such as http://studio-pc:50000"
    )
    group.add_argument(
        "--token",
        default="",
        metavar="T",
        help=f"what the server wants to be sent; others can see it here, unlike in {TOKEN_VARIABLE}",
    )
    group.add_argument(
        "--remote-rate",
        type=int,
        choices=(22_050, 24_000),
        default=0,
        help="samples a second of CosyVoice's own server: 22050 for its first generation (default: 24000)",
    )


def _add_models(commands: Commands[Parser]) -> None:
    models = commands.add_parser(
        "models",
        help="list, download, verify, repair and delete models",
        description="What models there are and where they lie. ID is a name from the list, such as CosyVoice-300M; "
        "DIR is a model's folder, wherever it is.",
        allow_abbrev=False,
    )
    models.add_argument("--json", action="store_true", help="as a JSON list")
    models.set_defaults(model_dir=None)
    actions = models.add_subparsers(dest="action", metavar="ACTION")

    def action(name: str, help: str, description: str = "") -> Parser:
        return actions.add_parser(
            name, help=help, description=description or f"{help[:1].upper()}{help[1:]}.", allow_abbrev=False
        )

    def add_json(parser: Parser) -> None:
        # The same option stands before the action, whose value a default here would undo.
        parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="as JSON")

    def add_hub(parser: Parser) -> None:
        parser.add_argument(
            "--endpoint", type=_url, metavar="URL", help="mirror of ModelScope (default: as set)"
        )
        parser.add_argument("--proxy", type=_url, metavar="URL", help="HTTP proxy (default: as set)")
        parser.add_argument(
            "--workers", type=_workers, metavar="N", help="files at a time, 1 to 8 (default: as set)"
        )

    add_json(action("list", "list the models that are known, and which are here"))
    download = action(
        "download",
        "fetch a model from ModelScope, or go on with fetching it",
        "Fetch a model from ModelScope: only the files that are needed, checked before they are put in place. "
        "Ctrl+C pauses; the same command goes on.",
    )
    download.add_argument("model", metavar="ID", help="the model")
    download.add_argument("--folder", metavar="DIR", help="folder of all models (default: as set)")
    add_hub(download)
    add_json(download)
    verify = action(
        "verify",
        "check a model: sizes, checksums, configuration and tensors",
        "Check a model: sizes and checksums where they are known, the configuration, every tensor. "
        "The exit status is 0 for a whole model and 1 for one with faults, each of which is named.",
    )
    verify.add_argument("model", metavar="DIR|ID", help="the model")
    verify.add_argument("--quick", action="store_true", help="don't read the files through")
    add_json(verify)
    repair = action(
        "repair",
        "fetch what verify finds bad",
        "Check a model and fetch the bad and the missing files anew, into the folder where it lies.",
    )
    repair.add_argument("model", metavar="DIR|ID", help="the model")
    add_hub(repair)
    add_json(repair)
    remove = action(
        "remove",
        "delete a model, or what a broken-off download left",
        "Delete a model, or what a broken-off download left. Says what it frees and asks before. "
        "Files that aren't the model's stay.",
    )
    remove.add_argument("model", metavar="DIR|ID", help="the model")
    remove.add_argument("--yes", action="store_true", help="don't ask")
    path = action("path", "print the folder of a model")
    path.add_argument("model", metavar="ID", help="the model")


def _add_serve(commands: Commands[Parser]) -> None:
    serve = commands.add_parser("serve", help="answer speech requests over HTTP", allow_abbrev=False)
    add = serve.add_argument
    add("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    add("--port", type=_port, default=50000, help="port to listen on (default: 50000)")
    add("--token", help="what clients must send as bearer token (default: none)")
    add(
        "--allow-origin",
        type=_origin,
        action="append",
        default=[],
        metavar="URL",
        help="let web pages of this site use the service; may be repeated (default: none)",
    )
    which = serve.add_mutually_exclusive_group()
    which.add_argument("--model-dir", metavar="DIR", help="folder of the model to speak with")
    which.add_argument(
        "--model", metavar="ID", help='a model that is here, see "cosydesk models" (default: starter voices)'
    )
    where = serve.add_mutually_exclusive_group()
    where.add_argument("--device", default="auto", metavar="D", help=DEVICE_HELP)
    where.add_argument("--devices", metavar="D,D", help="an engine on each of these: cuda:0,cuda:1")
    add("--precision", choices=PRECISIONS, default="auto", help="number format (default: auto)")
    add("--threads", type=_count, metavar="N", help="processor threads (default: all cores)")
    add(
        "--max-waiting",
        type=_count,
        metavar="N",
        help="requests that may wait; the next is told when to come back (default: 64)",
    )
    add("--max-chars", type=_count, metavar="N", help="longest text of one request (default: 5000)")
    add("--max-seconds", type=_count, metavar="S", help="longest time to speak one request (default: 600)")
    cluster = serve.add_argument_group("on a cluster")
    add = cluster.add_argument
    add("--ray", metavar="ADDRESS", help="serve on this Ray cluster: local, auto, HOST:PORT (cosydesk[ray])")
    add("--min-replicas", type=_count, default=1, metavar="N", help="engines at least (default: 1)")
    add("--max-replicas", type=_count, metavar="N", help="engines at most (default: as many as at least)")
    add("--gpus", type=_share, default=0.0, metavar="G", help="GPUs for each engine (default: 0)")


def _add_inspect(commands: Commands[Parser]) -> None:
    inspect = commands.add_parser(
        "inspect",
        help="tell what a sound or video file is, how loud, and whether it is labelled as made by AI",
        description="Read a sound or video file: format, duration, loudness, true peak, and the label of AI-made "
        "content (GB 45438-2025). The exit status is 1 for a file that can't be read.",
        allow_abbrev=False,
    )
    inspect.add_argument("file", metavar="FILE", help="the file")
    inspect.add_argument("--json", action="store_true", help="print one JSON object")
    inspect.set_defaults(model_dir=None)


def _add_bench(commands: Commands[Parser]) -> None:
    bench = commands.add_parser("bench", help="measure how fast this machine is", allow_abbrev=False)
    add = bench.add_argument
    add("--model-dir", metavar="DIR", help="measure the model in this folder")
    add(
        "--random-full", metavar="DIR", help="measure a full-size model of random weights, made there at need"
    )
    add("--family", choices=FAMILIES, default="v1", help="generation of the random model (default: v1)")
    add("--ui", action="store_true", help="measure the window")
    add("--delivery", action="store_true", help="measure import, fit, mix and export")
    add("--service", action="store_true", help="measure a service that many clients ask at once")
    add("--url", type=_url, metavar="URL", help="the service to measure (default: one of its own)")
    add("--token", help="what that service wants as bearer token")
    add("--clients", type=_count, default=50, metavar="N", help="clients of the service (default: 50)")
    add("--seconds", type=_count, default=120, metavar="S", help="how long they ask (default: 120)")
    add("--max-waiting", type=_count, metavar="N", help="requests that may wait there (default: 64)")
    add(
        "--tokens",
        type=_count,
        default=250,
        metavar="N",
        help="speech tokens of a whole request (default: 250)",
    )
    add("--batch", type=_count, default=1, metavar="B", help="lines decoded together (default: 1)")
    add(
        "--sentence",
        type=_count,
        default=0,
        metavar="S",
        help="also measure each piece of a streamed sentence of S seconds",
    )
    add("--device", default="auto", metavar="D", help=DEVICE_HELP)
    add("--precision", choices=PRECISIONS, default="auto", help="number format (default: auto)")
    add("--threads", type=_count, metavar="N", help="processor threads (default: all cores)")
    add("--json", action="store_true", help="print one JSON object")


def _add_doctor(commands: Commands[Parser]) -> None:
    doctor = commands.add_parser(
        "doctor",
        help="tell what this computer is and what is in the way",
        description="Tell what this computer is, what is in CosyDesk's way, and what to do about it. "
        "The exit status is 1 when a problem was found.",
        allow_abbrev=False,
    )
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    doctor.add_argument("--quick", action="store_true", help="leave out the engine, the screen and the sound")
    doctor.add_argument("--part", choices=("desk", "engine"), help=argparse.SUPPRESS)
    doctor.set_defaults(model_dir=None)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 up")
    return int(text)


def _workers(text: str) -> int:
    count = _count(text)
    if count > MAX_WORKERS:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1 to {MAX_WORKERS}")
    return count


def _url(text: str) -> str:
    scheme, separator, rest = text.partition("://")
    if scheme not in ("http", "https") or not separator or not rest:
        raise argparse.ArgumentTypeError(f"{text!r} is no address that begins with http:// or https://")
    return text


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 64.0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of GPUs")
    return share


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if (
        parts.scheme not in ("http", "https")
        or not parts.netloc
        or text != f"{parts.scheme}://{parts.netloc}"
    ):
        raise argparse.ArgumentTypeError(f"{text!r} is no origin of web pages, such as https://example.org")
    return text


def _server(text: str) -> str:
    try:
        return clean_url(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no address of a server") from error


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not MIN_SPEED <= speed <= MAX_SPEED:
        raise argparse.ArgumentTypeError(f"{text!r} is no speed from {MIN_SPEED} to {MAX_SPEED}")
    return speed


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text) > MAX_SEED:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 up")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port number")
    return int(text)
