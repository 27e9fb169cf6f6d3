"""One client of a service that is measured: it asks again and again, and now and then goes away in the middle."""

from __future__ import annotations

import contextlib
import http.client
import json
import random
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

_TEXTS = (
    ("英文女", "Yes."),
    ("英文男", "Thank you, that will be all for today."),
    ("英文女", "The ferry leaves at ten past eight, and it waits for nobody. Bring a coat."),
    ("中文女", "好的。"),
    ("中文男", "今天天气真不错，我们去公园走走吧。"),
    ("中文女", "这本书讲的是一个渔夫的故事。他每天清晨出海，傍晚才回来。"),
)
_LEAVING = 6
"""One request of so many is given up in the middle."""
_PATIENCE_S = 300.0
_PIECE = 4_096
_FORM = "application/x-www-form-urlencoded"
BUSY = 429


@dataclass
class Address:
    """Where a service is, and what it wants to see."""

    url: str
    token: str | None = None

    def connect(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        secure = parts.scheme == "https"
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        return kind(parts.netloc, timeout=_PATIENCE_S)

    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def get(self, path: str) -> Any:
        """The JSON at that path.

        Raises:
            OSError, http.client.HTTPException: it can't be reached. ValueError: it is no JSON, or an error.
        """
        with contextlib.closing(self.connect()) as connection:
            connection.request("GET", path, headers=self.headers())
            answer = connection.getresponse()
            if answer.status != http.client.OK:
                raise ValueError(f"status {answer.status}")
            return json.loads(answer.read())


@dataclass
class BenchClient:
    """A thread that asks until `leave` is called.

    Attributes:
        number: makes what it asks for its own, and the same each time.
        first_chunk_s: of each request that was answered, from its sending to its first audio.
        waits_s: the same from when it was first asked for, the stays away after a 429 included.
        statuses: how often each came. broken: connections that broke though nobody ended them.
        left: requests that it gave up in the middle. audio_bytes: of 16-bit samples that it got.
    """

    address: Address
    number: int
    first_chunk_s: list[float] = field(default_factory=list)
    waits_s: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    broken: int = 0
    left: int = 0
    audio_bytes: int = 0

    def __post_init__(self) -> None:
        self._leaving = threading.Event()
        self._connection: http.client.HTTPConnection | None = None
        self._thread = threading.Thread(target=self._run, name=f"client-{self.number}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def leave(self) -> None:
        """Go away, from whatever it is doing. Another thread's call."""
        self._leaving.set()
        connection = self._connection
        if connection is not None and connection.sock is not None:
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    def join(self) -> None:
        self._thread.join()

    def ask_in_each_language(self) -> None:
        """Ask for something short in this thread, and forget what comes of it."""
        for voice, text in (_TEXTS[0], _TEXTS[3]):
            self._ask(urlencode({"tts_text": text, "spk_id": voice}), False, time.monotonic())

    def _run(self) -> None:
        dice = random.Random(self.number)
        while not self._leaving.is_set():
            voice, text = dice.choice(_TEXTS)
            body = urlencode({"tts_text": text, "spk_id": voice})
            half = dice.randrange(_LEAVING) == 0
            wanted_at = time.monotonic()
            while (stay_away_s := self._ask(body, half, wanted_at)) is not None:
                if self._leaving.wait(stay_away_s):
                    break

    def _ask(self, body: str, half: bool, wanted_at: float) -> float | None:
        """Ask once; returns after how many seconds to ask for the same again, if too many were waiting."""
        sent_at = time.monotonic()
        try:
            with contextlib.closing(self.address.connect()) as connection:
                self._connection = connection
                headers = {"Content-Type": _FORM, **self.address.headers()}
                connection.request("POST", "/inference_sft", body, headers)
                if self._leaving.is_set():  # `leave` may have come before there was anything to break off
                    return None
                answer = connection.getresponse()
                self.statuses[answer.status] += 1
                if answer.status == BUSY:
                    return float(answer.headers["Retry-After"])
                if answer.status == http.client.OK:
                    self._listen(answer, half, sent_at, wanted_at)
        except (
            OSError,
            http.client.HTTPException,
            AttributeError,
        ):  # a connection that is cut loses its parts
            if not self._leaving.is_set():
                self.broken += 1
                self._leaving.wait(1.0)  # a service that is gone is not asked a thousand times a second
        return None

    def _listen(self, answer: http.client.HTTPResponse, half: bool, sent_at: float, wanted_at: float) -> None:
        heard = False
        while piece := answer.read1(_PIECE):
            if not heard:
                heard = True
                now = time.monotonic()
                self.first_chunk_s.append(now - sent_at)
                self.waits_s.append(now - wanted_at)
            self.audio_bytes += len(piece)
            if half:
                self.left += 1
                return
