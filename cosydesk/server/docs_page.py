"""The description of the service as a page at `/docs`: plain HTML of ours, with nothing from outside."""

from __future__ import annotations

import json
import shlex
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from typing import Any

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi.responses import HTMLResponse

from cosydesk.server.page import FILES, HEADERS

router = APIRouter()


@router.get("/docs", include_in_schema=False)
async def docs(request: HttpRequest) -> HTMLResponse:
    """Every route with its fields, an example and its answers."""
    base = str(request.base_url).rstrip("/")
    return HTMLResponse(render(request.app.openapi(), base), headers=HEADERS)


def render(description: dict[str, Any], base: str) -> str:
    """The page for an OpenAPI description.

    Args:
        base: where the service answers, for the examples.
    """
    schemas = description.get("components", {}).get("schemas", {})
    secured = "security" in description
    groups: dict[str, list[str]] = defaultdict(list)
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            tag = (operation.get("tags") or ["Service"])[0]
            groups[tag].append(_operation(method, path, operation, schemas, base, secured))
    title = f"{escape(description['info']['title'])} {escape(description['info']['version'])}"
    links = "".join(f'<a href="#{escape(tag)}">{escape(tag)}</a>' for tag in groups)
    sections = "".join(
        f'<section id="{escape(tag)}"><h2>{escape(tag)}</h2>{"".join(operations)}</section>'
        for tag, operations in groups.items()
    )
    token = (
        "<p>Send the token with every request: <code>Authorization: Bearer TOKEN</code>.</p>"
        if secured
        else ""
    )
    error = _code(json.dumps(schemas["Error"]["example"], indent=2)) if "Error" in schemas else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}: API</title>"
        f'<link rel="icon" type="image/svg+xml" href="{FILES}icons/cosydesk.svg">'
        f'<link rel="stylesheet" href="{FILES}style.css"><link rel="stylesheet" href="{FILES}docs.css"></head>'
        f'<body class="docs"><header><h1>{title}</h1><nav>{links}<a href="/openapi.json">openapi.json</a></nav>'
        f"</header><main>{_prose(description['info'].get('description', ''))}{token}{error}{sections}</main>"
        "</body></html>"
    )


def _operation(
    method: str, path: str, operation: dict[str, Any], schemas: dict[str, Any], base: str, secured: bool
) -> str:
    about = operation.get("description") or operation.get("summary", "")
    parts = [_prose(about)]
    rows = [_parameter(one) for one in operation.get("parameters", [])]
    for kind, schema, _ in _bodies(operation, schemas):
        if schema.get("description"):
            parts.append(_prose(schema["description"]))
        parts.append(f'<p class="kind">{escape(kind)}</p>')
        rows += [_field(name, one, name in schema.get("required", ())) for name, one in _properties(schema)]
    if rows:
        parts.append(f"<table><tbody>{''.join(rows)}</tbody></table>")
    parts.append(_code(_curl(method, path, operation, schemas, base, secured)))
    for status, answer in operation["responses"].items():
        parts.append(_answer(status, answer))
    name = f'<b class="{method}">{method.upper()}</b> <code>{escape(path)}</code>'
    first = escape(about.strip().split("\n")[0]).replace("`", "")
    return f"<details><summary>{name}<span>{first}</span></summary><div>{''.join(parts)}</div></details>"


def _bodies(operation: dict[str, Any], schemas: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Media type, schema and example of what can be sent."""
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        schema = _resolved(content.get("schema", {}), schemas)
        yield kind, schema, next(iter(schema.get("examples", ())), None)


def _properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from schema.get("properties", {}).items()


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _parameter(one: dict[str, Any]) -> str:
    return _field(one["name"], one.get("schema", {}), one.get("required", False), one["in"])


def _field(name: str, schema: dict[str, Any], needed: bool, where: str = "") -> str:
    notes = [_inline(schema.get("description", ""))]
    if "default" in schema and schema["default"] != "":
        default = escape(json.dumps(schema["default"], ensure_ascii=False))
        notes.append(f'<span class="kind">Default <code>{default}</code></span>')
    return (
        f"<tr><th><code>{escape(name)}</code>{' <i>needed</i>' if needed else ''}</th>"
        f"<td>{escape(' '.join(filter(None, (where, _kind(schema)))))}</td>"
        f"<td>{' '.join(filter(None, notes))}</td></tr>"
    )


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return "object"
    if "anyOf" in schema:
        return " or ".join(_kind(one) for one in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("format") == "binary":
        return "file"
    return str(schema.get("type", ""))


def _curl(
    method: str, path: str, operation: dict[str, Any], schemas: dict[str, Any], base: str, secured: bool
) -> str:
    """A command that does it."""
    words = ["curl"]
    if secured:
        words.append("-H 'Authorization: Bearer TOKEN'")
    if method == "delete":
        words.append("-X DELETE")
    query = [
        f"--data-urlencode {shlex.quote(one['name'] + '=' + str(one['schema'].get('example', '…')))}"
        for one in operation.get("parameters", [])
        if one["in"] == "query" and one.get("required")
    ]
    if query:
        words += ["-G", *query]
    for kind, schema, example in _bodies(operation, schemas):
        if kind == "application/json":
            words.append("-H 'Content-Type: application/json'")
            words.append(f"-d {shlex.quote(json.dumps(example, ensure_ascii=False))}")
        elif kind in ("multipart/form-data", "application/x-www-form-urlencoded"):
            if method == "get":
                words.append("-X GET")
            words += list(_form_words(schema, kind))
        else:
            words.append("--data-binary @samples.raw")
        break
    if any(kind.startswith("audio/") for kind in operation["responses"].get("200", {}).get("content", {})):
        words.append("-o speech")
    words.append(shlex.quote(base + path) if "{" in path else base + path)
    return " \\\n  ".join(words) if len(words) > 2 else " ".join(words)


def _form_words(schema: dict[str, Any], kind: str) -> Iterator[str]:
    for name, one in _properties(schema):
        if name not in schema.get("required", ()):
            continue
        if one.get("format") == "binary":
            yield f"-F {name}=@recording.wav"
        elif kind == "multipart/form-data":
            yield f"-F {shlex.quote(name + '=' + str(one.get('example', '…')))}"
        else:
            yield f"--data-urlencode {shlex.quote(name + '=' + str(one.get('example', '…')))}"


def _answer(status: str, answer: dict[str, Any]) -> str:
    contents = answer.get("content", {})
    kinds = ", ".join(kind for kind in contents)
    shown = "".join(
        _code(
            content["example"].strip() if isinstance(content["example"], str) else _json(content["example"])
        )
        for content in contents.values()
        if "example" in content
    )
    about = _inline(answer.get("description", "").replace("Successful Response", ""))
    return f'<p class="answer"><b>{escape(status)}</b> {escape(kinds)} <span>{about}</span></p>{shown}'


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _code(text: str) -> str:
    return f"<pre><code>{escape(text)}</code></pre>"


def _prose(text: str) -> str:
    """Paragraphs."""
    return "".join(f"<p>{_inline(paragraph)}</p>" for paragraph in text.strip().split("\n\n") if paragraph)


def _inline(text: str) -> str:
    """Text with `code` in it."""
    pieces = escape(text).split("`")
    return "".join(f"<code>{one}</code>" if number % 2 else one for number, one in enumerate(pieces))
