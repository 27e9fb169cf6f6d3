"""The servers that speak for this computer: their addresses, their tokens, and the file that keeps them.

The tokens stand nowhere else: no setting, project, log, or message between processes has them. Who speaks with a
server looks its token up by the address.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from urllib.parse import urlsplit

from cosydesk import disk, paths

log = logging.getLogger(__name__)

TOKEN_VARIABLE = "COSYDESK_TOKEN"
"""The token for servers that are not in the file, such as the command line's."""

DEFAULT_PORT = 50000
COSYDESK, COSYVOICE = "cosydesk", "cosyvoice"
"""The kinds of servers: our own, and the one that comes with CosyVoice."""

FILE_NAME = "servers.json"


@dataclass(frozen=True)
class Server:
    """A server.

    Attributes:
        url: where it is, as `clean_url` gives it; what tells servers apart.
        name: what to call it in front of people; empty = by its address.
        token: what it wants to be sent; empty = nothing.
        kind: `COSYDESK` or `COSYVOICE`.
        sample_rate: Hz of what a `COSYVOICE` server sends, which it doesn't say; 0 = not known.
        generation: of the CosyVoice model that it was last seen with, 1 to 3; 0 for others.
    """

    url: str
    name: str = ""
    token: str = field(default="", repr=False)
    kind: str = COSYDESK
    sample_rate: int = 0
    generation: int = 0

    @property
    def label(self) -> str:
        """What to call it in front of people."""
        return self.name or host_of(self.url)


def is_url(text: str) -> bool:
    """Whether it is the address of a server, and not a folder."""
    return text.startswith(("http://", "https://"))


def clean_url(text: str) -> str:
    """The address of a server as a person may write it, with what they left out: ``http://``, and our port.

    Raises:
        ValueError: it is none.
    """
    text = text.strip()
    if "://" not in text:
        text = f"http://{text}"
        if not _parts(text)[2]:
            host, path = _parts(text)[1], urlsplit(text).path
            text = f"http://{f'[{host}]' if ':' in host else host}:{DEFAULT_PORT}{path}"
    scheme, host, port, path = _parts(text)
    return f"{scheme}://{f'[{host}]' if ':' in host else host}{f':{port}' if port else ''}{path}"


def _parts(text: str) -> tuple[str, str, int | None, str]:
    parts = urlsplit(text)
    host = parts.hostname or ""
    plain = not (parts.username or parts.password or parts.query or parts.fragment)
    if parts.scheme not in ("http", "https") or not host or not plain or any(map(str.isspace, text)):
        raise ValueError("no address of a server")
    return parts.scheme, host, parts.port, parts.path.rstrip("/")


def host_of(url: str) -> str:
    """The computer that an address names; with the port where it isn't ours."""
    parts = urlsplit(url)
    host = parts.hostname or url
    return host if parts.port in (DEFAULT_PORT, None) else f"{host}:{parts.port}"


def servers() -> list[Server]:
    """Those that are kept, in the order in which they were added; none where the file can't be read."""
    try:
        stored = json.loads(_path().read_text(encoding="utf-8"))
        return list(_readable(stored))
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        # Without the traceback: the text of a JSON error could hold a token.
        log.warning("%s can't be read; no server is remembered", FILE_NAME)
        return []


def _readable(stored: Iterable[Mapping[str, object]]) -> Iterator[Server]:
    for one in stored:
        try:
            yield _server(one)
        except (ValueError, TypeError, AttributeError):
            log.warning("A server in %s can't be read and is left out", FILE_NAME)


def _server(values: Mapping[str, object]) -> Server:
    """A kept one; what a later version keeps beside is left out.

    Raises:
        ValueError: a value is of another type than its field, or the address is none.
    """
    kinds = {entry.name: int if entry.type == "int" else str for entry in fields(Server)}
    known = {key: value for key, value in values.items() if key in kinds}
    for key, value in known.items():
        if type(value) is not kinds[key]:
            raise ValueError(f"{key} is {type(value).__name__}")
    server = Server(**known)  # type: ignore[arg-type]  # a missing one raises TypeError
    _parts(server.url)
    return server


def server_for(url: str) -> Server:
    """The server at an address; one that isn't kept has the token of the environment."""
    for server in servers():
        if server.url == url:
            return server
    return Server(url, token=os.environ.get(TOKEN_VARIABLE, ""))


def keep(server: Server) -> None:
    """Keep it, in the place of another with its address.

    Raises:
        OSError: the file can't be written.
    """
    known = servers()
    if any(one.url == server.url for one in known):
        _write(server if one.url == server.url else one for one in known)
    else:
        _write([*known, server])


def forget(url: str) -> None:
    """Forget a server and its token.

    Raises:
        OSError: the file can't be written.
    """
    _write(one for one in servers() if one.url != url)


def _path() -> Path:
    return paths.config_dir() / FILE_NAME


def _write(kept: Iterable[Server]) -> None:
    path = _path()
    text = json.dumps([asdict(server) for server in kept], ensure_ascii=False, indent=1)
    # A temporary file is made for its owner only, and keeps that when it takes its place.
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".servers-")
    try:
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        disk.put(Path(name), path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
