"""A local HTTP server that speaks the part of ModelScope's API which the client uses, with faults on order."""

from __future__ import annotations

import hashlib
import json
import re
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, urlsplit

BLOCK = 1 << 16


@dataclass
class Repository:
    """One model on the hub.

    Attributes:
        files: contents by path, as served.
        listed: (size, SHA-256) by path where the listing shall say something else than the contents.
        answers: status codes to give first, before the file; each is used once.
        retry_after: seconds to ask for with those.
        cut_after: bytes after which the connection is closed; each is used once.
        hold_after: bytes after which the answer waits until `release` is set.
    """

    files: dict[str, bytes]
    listed: dict[str, tuple[int, str]] = field(default_factory=dict)
    answers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    retry_after: str = "0"
    cut_after: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    hold_after: dict[str, int] = field(default_factory=dict)
    release: threading.Event = field(default_factory=threading.Event)
    held: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class Fetched:
    """One request for a file: its path, where it wanted to start, and when it came on the monotonic clock."""

    path: str
    start: int
    agent: str
    authorization: str
    at: float


class ModelScopeServer:
    """Serves repositories on an ephemeral port of the loopback; a context manager."""

    def __init__(self) -> None:
        self.repositories: dict[str, Repository] = {}
        self.fetched: list[Fetched] = []
        self.unknown: list[str] = []
        outer = self

        class Handler(_Handler):
            server_state = outer

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    def starts(self, path: str) -> list[int]:
        return [entry.start for entry in self.fetched if entry.path == path]

    def __enter__(self) -> ModelScopeServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        for repository in self.repositories.values():
            repository.release.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    server_state: ModelScopeServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        listing = re.fullmatch(r"/api/v1/models/([^/]+/[^/]+)/repo/files", url.path)
        content = re.fullmatch(r"/api/v1/models/([^/]+/[^/]+)/repo", url.path)
        stored = re.fullmatch(r"/storage/([^/]+/[^/]+)", url.path)
        matched = listing or content or stored
        repository = self.server_state.repositories.get(matched.group(1)) if matched else None
        if matched is None:
            self.server_state.unknown.append(self.path)
        if repository is None:
            self._json(404, {"Code": 404, "Message": "not found", "Success": False})
        elif listing:
            self._list(repository)
        elif query["FilePath"] not in repository.files:
            self._json(404, {"Code": 404, "Message": "no such file", "Success": False})
        elif content:
            self._answer(repository, matched.group(1), query["FilePath"])
        else:
            self._send_file(repository, query["FilePath"])

    def log_message(self, format: str, *args: object) -> None:
        return None

    def _list(self, repository: Repository) -> None:
        if repository.answers["<listing>"]:
            return self._refuse(repository, repository.answers["<listing>"].pop(0))
        entries = [{"Path": "asset", "Name": "asset", "Type": "tree", "Size": 0}]
        for path, contents in repository.files.items():
            size, sha256 = repository.listed.get(path, (len(contents), hashlib.sha256(contents).hexdigest()))
            entries.append(
                {"Path": path, "Name": path.split("/")[-1], "Type": "blob", "Size": size, "Sha256": sha256}
            )
        self._json(200, {"Code": 200, "Success": True, "Data": {"Files": entries}})

    def _answer(self, repository: Repository, model_id: str, path: str) -> None:
        """Small files are sent at once, big ones by way of a redirect to the storage, as the hub does."""
        self.server_state.fetched.append(
            Fetched(
                path,
                self._start(),
                self.headers.get("User-Agent", ""),
                self.headers.get("Authorization", ""),
                time.monotonic(),
            )
        )
        if repository.answers[path]:
            self._refuse(repository, repository.answers[path].pop(0))
        elif len(repository.files[path]) < 1024:
            self._send_file(repository, path)
        else:
            self.send_response(302)
            self.send_header("Location", f"/storage/{model_id}?FilePath={quote(path)}")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _start(self) -> int:
        wanted = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        return int(wanted.group(1)) if wanted else 0

    def _send_file(self, repository: Repository, path: str) -> None:
        contents, start = repository.files[path], self._start()
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(contents) - 1}/{len(contents)}")
        self.send_header("Content-Length", str(len(contents) - start))
        self.end_headers()
        cut = repository.cut_after[path].pop(0) if repository.cut_after[path] else None
        hold = repository.hold_after.pop(path, None)
        for at in range(start, len(contents), BLOCK):
            if hold is not None and at - start >= hold:
                repository.held.set()
                repository.release.wait()
                hold = None
            if cut is not None and at - start >= cut:
                self.close_connection = True
                return
            try:
                self.wfile.write(contents[at : at + BLOCK])
            except OSError:
                self.close_connection = True
                return

    def _refuse(self, repository: Repository, status: int) -> None:
        self._json(status, {"Code": status, "Message": "later", "Success": False}, repository.retry_after)

    def _json(self, status: int, body: object, retry_after: str | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        if retry_after is not None and status in (429, 503):
            self.send_header("Retry-After", retry_after)
        self.end_headers()
        self.wfile.write(data)
