"""The fields of a request, in whatever form a client sends them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from fastapi import Request
from starlette.datastructures import UploadFile

from cosydesk.server.errors import ApiError


@dataclass(frozen=True)
class Fields:
    """What was sent.

    Attributes:
        texts: by name.
        recordings: the bytes of sound files, by name.
    """

    texts: dict[str, str] = field(default_factory=dict)
    recordings: dict[str, bytes] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Raises:
        ApiError: 400, it is missing.
        """
        if name not in self.texts:
            raise _missing(name)
        return self.texts[name]

    def recording(self, name: str) -> bytes:
        """Raises:
        ApiError: 400, it is missing or empty.
        """
        if name not in self.recordings:
            raise _missing(name, "Send it as a file of a multipart form.")
        if not self.recordings[name]:
            raise ApiError(400, "field_invalid", f"The file {name} is empty.", param=name)
        return self.recordings[name]


async def read_fields(request: Request, recordings: Collection[str] = ()) -> Fields:
    """The fields of a request, whatever its method: of the query, a form, or a JSON object.

    Existing clients send a form body with GET as well.

    Args:
        recordings: fields that are sound files; all others are text.

    Raises:
        ApiError: 400, for a body that can't be read.
    """
    fields = Fields()
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    await _take(fields, request.query_params.items(), recordings)
    if kind == "application/json":
        try:
            body = await request.json()
        except (ValueError, RecursionError) as error:
            raise ApiError(400, "json", "The body is not valid JSON.") from error
        if not isinstance(body, dict):
            raise ApiError(400, "json", "The body is not a JSON object.")
        await _take(fields, body.items(), recordings)
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        async with request.form() as form:  # the files of the upload end with it
            items = form.multi_items()
            if kind == "application/x-www-form-urlencoded":
                items = [(name, _mended(value) if isinstance(value, str) else value) for name, value in items]
            await _take(fields, items, recordings)
    return fields


async def _take(fields: Fields, items: Iterable[tuple[str, object]], recordings: Collection[str]) -> None:
    for name, value in items:
        if name in recordings:
            if not isinstance(value, UploadFile):
                raise ApiError(400, "field_invalid", f"The field {name} must be a file.", param=name)
            fields.recordings[name] = await value.read()
        elif isinstance(value, str):
            fields.texts[str(name)] = value
        else:
            raise ApiError(400, "field_invalid", f"The field {str(name)[:80]} must be text.", param=str(name))


def _mended(text: str) -> str:
    """A form's text, which is read as Latin-1 where somebody has typed it into curl without an escape."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _missing(name: str, remedy: str = "") -> ApiError:
    return ApiError(400, "field_missing", f"The field {name} is missing.", remedy, param=name)
