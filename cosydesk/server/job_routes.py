"""Jobs: texts too long to wait for in one request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from fastapi import APIRouter, Response
from fastapi import Request as HttpRequest
from fastapi.responses import FileResponse, StreamingResponse
from pydantic import ConfigDict

from cosydesk.server.audio import FORMATS
from cosydesk.server.errors import ApiError
from cosydesk.server.job import Job, JobState
from cosydesk.server.job_board import JobBoard
from cosydesk.server.limits import Limits
from cosydesk.server.openai_routes import SpokenBody, check_model
from cosydesk.server.outlets import event
from cosydesk.server.pieces import LONGEST, split_text
from cosydesk.server.speaker import Speaker
from cosydesk.server.speech import check, client_of

router = APIRouter(prefix="/v1/jobs", tags=["Jobs"])

_PATIENCE_S = 15.0
_EXAMPLES: list[Any] = [
    {"input": "A whole chapter…", "voice": "alloy", "response_format": "mp3"},
    {"input": "一整章……", "voice": "nova", "response_format": "flac", "speed": 0.9},
]
_JOB: dict[str, Any] = {
    "id": "job_6f0c2d4e8a1b3c5d7e9f0a1b",
    "object": "job",
    "state": "running",
    "progress": 0.4127,
    "pieces": 61,
    "pieces_done": 25,
    "characters": 13240,
    "audio_seconds": 352.8,
    "seconds_left": 71.0,
    "response_format": "mp3",
    "created_at": 1770000000,
    "started_at": 1770000001,
    "ended_at": None,
    "expires_at": None,
    "error": None,
    "events_url": "/v1/jobs/job_6f0c2d4e8a1b3c5d7e9f0a1b/events",
    "audio_url": None,
}
_ANSWER: dict[str, Any] = {"content": {"application/json": {"example": _JOB}}}


class JobBody(SpokenBody):
    """A long text and how to speak it, as for `/v1/audio/speech`.

    The text is cut behind sentences and paragraphs into pieces of up to 400 characters, and each is spoken as a
    request of its own, so that others get their turns between them. Its sound is that of the pieces one behind the
    other without a gap: the same as if they were sent one by one, not the same to the sample as the text in one
    request, which the model may cut at other places.
    """

    model_config = ConfigDict(json_schema_extra={"examples": _EXAMPLES})

    model: str = ""


@router.post("", status_code=202, responses={202: _ANSWER})
async def add_job(request: HttpRequest, body: JobBody, response: Response) -> dict[str, Any]:
    """Take on a text, which is spoken in the background."""
    limits: Limits = request.app.state.limits
    speaker: Speaker = request.app.state.speaker
    about = speaker.describe()
    if body.model:
        check_model(body.model, about.id)
    if len(body.input) > limits.job_chars:
        raise ApiError(
            400,
            "text_too_long",
            f"The text is longer than {limits.job_chars:,} characters.",
            "Send it in parts.",
            param="input",
        )
    longest = min(LONGEST, limits.max_chars, about.capabilities.max_chars)
    pieces = await asyncio.to_thread(split_text, body.input, longest)
    asked = replace(
        body.asked(about.capabilities, request.app.state.voices), text=pieces[0] if pieces else ""
    )
    checked = check(request, asked, limits.max_chars)
    job = _board(request).add(checked, pieces, body.response_format, f"{client_of(request)} (jobs)")
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    return job.describe()


@router.get("/{job_id}", responses={200: _ANSWER})
async def job(request: HttpRequest, job_id: str) -> dict[str, Any]:
    """How far a job is; the states are queued, running, finished, failed and cancelled."""
    return _board(request).find(job_id).describe()


@router.get(
    "/{job_id}/events",
    response_class=StreamingResponse,
    responses={
        200: {
            "content": {
                "text/event-stream": {
                    "schema": {"type": "string"},
                    "example": 'event: running\ndata: {"id": "job_…", "progress": 0.4127, …}\n\n',
                }
            }
        }
    },
)
async def events(request: HttpRequest, job_id: str) -> StreamingResponse:
    """The job as it stands and after each change, as server-sent events called by its state; ends with the job."""
    found = _board(request).find(job_id)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(found), media_type="text/event-stream", headers=headers)


@router.get(
    "/{job_id}/audio",
    response_class=FileResponse,
    responses={
        200: {
            "description": "The whole file, or what was made before the job failed (X-Complete: false).",
            "content": {"audio/*": {"schema": {"type": "string", "format": "binary"}}},
        },
        206: {"description": "The part that Range asks for."},
    },
)
async def audio(request: HttpRequest, job_id: str) -> FileResponse:
    """What a finished job has made; Range is understood."""
    found = _board(request).find(job_id)
    if not found.has_audio:
        raise ApiError(
            409,
            "job_unfinished" if not found.over else "job_empty",
            f"The job is {found.state.value}." if not found.over else "The job has made nothing.",
            "GET /v1/jobs/{id}/events tells when it is finished." if not found.over else "Send it again.",
        )
    return FileResponse(
        found.path,
        media_type=FORMATS[found.audio].media_type,
        filename=f"speech.{found.audio}",
        headers={"X-Complete": "true" if found.state is JobState.FINISHED else "false"},
    )


@router.delete("/{job_id}")
async def delete_job(request: HttpRequest, job_id: str) -> dict[str, Any]:
    """Cancel a job if it isn't over, and delete what it made."""
    board = _board(request)
    found = board.find(job_id)
    await board.remove(found)
    return {"id": found.id, "object": "job.deleted", "deleted": True}


async def _events(job: Job) -> AsyncIterator[bytes]:
    async for changed in job.watch(_PATIENCE_S):
        # A comment keeps proxies from thinking that nobody is there any more.
        yield event(job.describe(), job.state.value) if changed else b": still here\n\n"


def _board(request: HttpRequest) -> JobBoard:
    board: JobBoard = request.app.state.jobs
    return board
