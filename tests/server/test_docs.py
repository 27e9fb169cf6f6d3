"""The description of the service, and the page made of it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import httpx
import pytest

from tests.server.conftest import Serve
from tests.server.scripted_model import ScriptedModel


class Links(HTMLParser):
    """Everything that a browser would load or go to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.found += [value or "" for name, value in attrs if name in ("href", "src")]


@pytest.fixture
def described(serve: Serve, client: httpx.Client) -> dict[str, Any]:
    description: dict[str, Any] = client.get(f"{serve(ScriptedModel()).url}/openapi.json").json()
    return description


def operations(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_route_says_what_it_does_and_how_it_refuses(described: dict[str, Any]) -> None:
    found = operations(described)
    assert len(found) > 25
    for name, operation in found:
        assert operation.get("description"), name
        refused = operation["responses"]["4XX"]["content"]["application/json"]["schema"]
        assert refused == {"$ref": "#/components/schemas/Error"}
        assert "422" not in operation["responses"]
    assert set(described["components"]["schemas"]["Error"]["example"]["error"]) == {
        "message",
        "remedy",
        "type",
        "code",
        "param",
    }
    assert "HTTPValidationError" not in json.dumps(described)


def test_answers_in_json_and_bodies_have_examples(described: dict[str, Any]) -> None:
    schemas = described["components"]["schemas"]
    for name, operation in operations(described):
        for status in ("200", "202"):
            answer = operation["responses"].get(status, {}).get("content", {}).get("application/json")
            # The routes for another CosyDesk are for no one else.
            assert answer is None or "example" in answer or "CosyDesk" in operation["tags"], name
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body is not None:
            assert schemas[body["schema"]["$ref"].rpartition("/")[2]]["examples"], name


def test_the_page_loads_nothing_from_outside(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel()).url
    answer = client.get(f"{url}/docs")
    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    links = Links()
    links.feed(answer.text)
    assert links.scripts == 0
    assert links.found
    for link in links.found:
        assert link.startswith(("/", "#")), link
        if link.startswith("/"):
            assert client.get(url + link).status_code == 200, link
    for path in client.get(f"{url}/openapi.json").json()["paths"]:
        assert f"<code>{path}</code>" in answer.text


def test_its_commands_do_what_they_show(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel()).url
    page = client.get(f"{url}/docs").text
    example = json.loads(re.search(r"-d &#x27;({.*?})&#x27;", page)[1].replace("&quot;", '"'))  # type: ignore[index]
    assert client.post(f"{url}/v1/audio/speech", json=example).status_code == 200
    assert f"{url}/v1/audio/speech" in page


def test_it_is_open_and_tells_of_the_token(serve: Serve, client: httpx.Client) -> None:
    url = serve(ScriptedModel(), token="secret").url
    assert "Authorization: Bearer TOKEN" in client.get(f"{url}/docs").text
    described = client.get(f"{url}/openapi.json").json()
    assert described["security"] == [{"token": []}]
    assert described["paths"]["/healthz"]["get"]["security"] == []
    assert "secret" not in json.dumps(described)
