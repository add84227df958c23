"""Work that takes a while: watched, stopped, and what came of it."""

from collections.abc import AsyncIterator

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from handouts.builds.progress import Progress
from handouts.studio.events import Event
from handouts.studio.running import Work
from handouts.studio.state import Studio
from handouts.studio.web import Answer, Visit, page

_PAUSE = 0.2
"""Seconds between two looks at most: a bar needs no more, and a closed window is noticed."""


def _work(studio: Studio, key: str) -> Work:
    work = studio.works.find(key)
    if work is None:
        raise HTTPException(404, "This is over, and what came of it is no longer kept.")
    return work


async def events(request: Request) -> Response:
    """Stream how far a piece of work has come, and at last that it is over."""
    studio: Studio = request.app.state.studio
    work = _work(studio, request.path_params["key"])

    async def streamed() -> AsyncIterator[ServerSentEvent]:
        shown: Progress | None = None
        while not (work.is_over or studio.hub.is_closed):
            progress = await run_in_threadpool(work.next_progress, shown, _PAUSE)
            if progress != shown:
                shown = progress
                yield Event("progress", _as_data(work)).as_sent()
        yield Event("over", {}).as_sent()

    return EventSourceResponse(streamed())


def _as_data(work: Work) -> dict[str, str | int | float | None]:
    progress = work.progress
    return {
        "done": progress.done,
        "of": progress.of,
        "what": progress.what,
        "seconds_left": work.seconds_left,
    }


@page
def stop(visit: Visit) -> Answer:
    """Stop a piece of work; what is done stays done."""
    _work(visit.studio, visit.request.path_params["key"]).stop()
    return Response(status_code=204)


async def stream(request: Request) -> Response:
    """Stream what happens to a window."""
    studio: Studio = request.app.state.studio
    return EventSourceResponse(studio.hub.listen())


@page
def window(visit: Visit) -> Answer:
    """Open another window of the studio, for a command that found it running."""
    visit.studio.open_window()
    return Response(status_code=204)


@page
def close(visit: Visit) -> Answer:
    """Close the studio, once what is being written is finished."""
    answer = visit.show("closed.html")
    visit.studio.end_soon()
    return answer


ROUTES = [
    Route("/work/{key}/events", events),
    Route("/work/{key}/stop", stop, methods=["POST"]),
    Route("/events", stream),
    Route("/window", window, methods=["POST"]),
    Route("/close", close, methods=["POST"]),
]
