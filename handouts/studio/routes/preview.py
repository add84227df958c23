"""The page while she types: pages as pictures as soon as they are drawn, and what is found behind.

What is answered is a line of JSON for each page that was drawn, and at last one for all of them, so
that a window shows each page as it comes.
"""

import base64
import json
import threading
from collections.abc import Iterator, Mapping
from queue import SimpleQueue
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from handouts.builds.preview import PageDrawn, Place, PreviewPage
from handouts.builds.progress import Progress, Stopped
from handouts.errors import ContentError, HandoutsError, Problem
from handouts.studio.state import Studio
from handouts.studio.web import problem_as_data, reason
from handouts.workflows.preview import Preview, PreviewRequest

_WIDEST = 2400
"""Pixels of a picture."""


def _asked(studio: Studio, given: Mapping[str, Any]) -> PreviewRequest:
    """Return what a window asks for. Raises HTTPException for what no window of ours asks."""
    if studio.project is None:
        raise HTTPException(409, "There is no folder of trainings yet.")
    try:
        return PreviewRequest(
            studio.project,
            str(given["training"]),
            str(given["document"]),
            str(given["session"]) if given.get("session") else None,
            edition=str(given.get("edition", "print")),
            texts={str(name): str(text).encode() for name, text in given["texts"].items()},
            width_px=min(max(int(given["width"]), 100), _WIDEST),
            known=frozenset(map(str, given["known"])),
            in_view=max(int(given.get("in_view", 0)), 0),
            reach=int(given["reach"]) if given.get("reach") is not None else None,
            window=str(given["window"])[:100],
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise HTTPException(400, "This is no request of a preview.") from error


async def show(request: Request) -> Response:
    """Show a document as it would be printed with these texts."""
    studio: Studio = request.app.state.studio
    asked = _asked(studio, await request.json())
    return StreamingResponse(_lines(studio, asked), media_type="application/x-ndjson")


def _lines(studio: Studio, asked: PreviewRequest) -> Iterator[str]:
    """Yield each page once it is drawn, and what there is to say at the end."""
    drawn: SimpleQueue[str | None] = SimpleQueue()

    def on_page(progress: Progress) -> None:
        if isinstance(progress, PageDrawn):
            drawn.put(json.dumps({"page": _page(progress.number, progress.page)}))

    def work() -> None:
        try:
            drawn.put(json.dumps(_shown(studio.previewer.show(asked, on_page))))
        except Stopped:
            drawn.put(json.dumps({"superseded": True}))
        except ContentError as error:
            drawn.put(json.dumps({"problems": [*map(problem_as_data, error.problems)]}))
        except HandoutsError as error:
            drawn.put(json.dumps({"failed": reason(error)}))
        finally:
            drawn.put(None)

    threading.Thread(target=work, name="preview").start()
    while (line := drawn.get()) is not None:
        yield f"{line}\n"


def _shown(preview: Preview) -> dict[str, Any]:
    return {
        "pages": [_page(number, page) for number, page in enumerate(preview.pages)],
        "problems": [*map(problem_as_data, preview.problems)],
        "seconds": preview.seconds,
    }


def _page(number: int, page: PreviewPage) -> dict[str, Any]:
    return {
        "number": number,
        "digest": page.digest,
        "width": page.width_px,
        "height": page.height_px,
        "picture": base64.b64encode(page.picture).decode() if page.picture else None,
        "laid_over": page.laid_over,
        "top": page.top_px,
        "places": [*map(_place, page.places)],
    }


def _place(place: Place) -> list[str | int | float]:
    box = (place.left, place.top, place.right, place.bottom)
    return [place.file, place.line, *(round(each, 4) for each in box)]


async def check(request: Request) -> Response:
    """Return what a build would find of a document with these texts."""
    studio: Studio = request.app.state.studio
    asked = _asked(studio, await request.json())
    try:
        found = await run_in_threadpool(studio.previewer.check, asked)
    except Stopped:
        return JSONResponse({"superseded": True})
    except HandoutsError as error:
        problems: tuple[Problem, ...] = getattr(error, "problems", ())
        shown = [*map(problem_as_data, problems)]
        return JSONResponse({"problems": shown, "warnings": [reason(error)] if not shown else []})
    return JSONResponse(
        {
            "problems": [*map(problem_as_data, found.problems)],
            "warnings": [*found.warnings],
            "is_as_built": found.is_as_built,
        }
    )


ROUTES = [
    Route("/preview", show, methods=["POST"]),
    Route("/preview/check", check, methods=["POST"]),
]
