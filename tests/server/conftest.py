"""Real services on the loopback."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence

import httpx
import pytest

from cosydesk.engine import STARTER_ID, Model
from cosydesk.server import Limits, Service

Serve = Callable[..., Service]


@contextlib.contextmanager
def running(
    model: Model | str,
    token: str | None = None,
    limits: Limits | None = None,
    host: str = "127.0.0.1",
    origins: Sequence[str] = (),
) -> Iterator[Service]:
    service = Service(model, host, 0, token, limits, origins=origins)
    thread = threading.Thread(target=service.run)
    thread.start()
    try:
        yield service
    finally:
        service.stop()
        thread.join(30)
        assert not thread.is_alive()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start services that end with the test."""
    with contextlib.ExitStack() as stack:
        yield lambda *arguments, **options: stack.enter_context(running(*arguments, **options))


@pytest.fixture(scope="session")
def starter() -> Iterator[str]:
    """The address of a service on the real starter voices."""
    with running(STARTER_ID) as service:
        yield service.url


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=60, trust_env=False) as client:
        yield client
