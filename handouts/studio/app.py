"""The studio as a web application: all of its routes, behind its guard."""

import importlib
import itertools
import pkgutil
import threading
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import ExceptionHandler, Receive, Scope, Send

from handouts.fonts.house import house_files
from handouts.studio import routes
from handouts.studio.security import Admission, Guard
from handouts.studio.state import Studio
from handouts.studio.web import Visit, page

BUNDLE = Path(__file__).with_name("bundle")
"""What the browser loads, made from `browser/`."""
_ASSETS = {
    **{name: BUNDLE / name for name in ("studio.js", "studio.css", "licences.txt")},
    "icon.svg": Path(__file__).with_name("icon.svg"),
}
_FIRST = ("trainings", "work", "built")
"""The modules of the first page; all others are loaded while she looks at it."""
_FOR_A_YEAR = {"cache-control": "private, max-age=31536000, immutable"}


def create_app(studio: Studio) -> Starlette:
    """Return the application of one studio."""
    handlers: dict[int | type[Exception], ExceptionHandler] = {
        404: _missing,
        HTTPException: _missing,
    }
    late = LateRoutes()
    app = Starlette(
        routes=[
            *_own_routes(studio.admission),
            *itertools.chain.from_iterable(map(_routes_of, _FIRST)),
            Mount("/", app=late),
        ],
        middleware=[Middleware(Guard, admission=studio.admission)],
        exception_handlers=handlers,
    )
    app.state.studio = studio
    app.state.load_late = late.load
    return app


class LateRoutes:
    """The routes of the pages behind the first, whose modules take a second to load."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._router: Router | None = None

    def load(self) -> Router:
        """Return them; any thread may ask, and the first one that does loads them."""
        with self._lock:
            if self._router is None:
                names = (found.name for found in pkgutil.iter_modules(routes.__path__))
                late = [name for name in names if name not in _FIRST]
                self._router = Router([*itertools.chain.from_iterable(map(_routes_of, late))])
            return self._router

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, once they are loaded."""
        router: Router = await run_in_threadpool(self.load)
        await router(scope, receive, send)


def _routes_of(name: str) -> list[BaseRoute]:
    """Return the routes of a module in `routes/`."""
    found: list[BaseRoute] = importlib.import_module(f"{routes.__name__}.{name}").ROUTES
    return found


def _own_routes(admission: Admission) -> list[Route]:
    async def enter(request: Request) -> Response:
        """Change the token of the first address for the cookie."""
        known = admission.knows(request)
        if not known and not admission.takes(request.query_params.get("token", "")):
            return Response("This address was used before. Start the studio again.", 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(admission.cookie_name, admission.cookie, httponly=True, samesite="strict")
        return answer

    return [
        Route("/enter", enter),
        Route("/assets/{name}", _asset),
        Route("/fonts/{name}", _font),
    ]


async def _asset(request: Request) -> Response:
    file = _ASSETS.get(request.path_params["name"])
    if file is None or not file.is_file():
        raise HTTPException(404)
    return FileResponse(file, headers=_FOR_A_YEAR if request.query_params else None)


async def _font(request: Request) -> Response:
    file = house_files().get(request.path_params["name"])
    if file is None:
        raise HTTPException(404)
    return FileResponse(file, headers=_FOR_A_YEAR)


async def _missing(request: Request, error: Exception) -> Response:
    """Show what is not there, and go where a route sends."""
    if not isinstance(error, HTTPException):
        raise error
    if 300 <= error.status_code < 400:
        return Response(status_code=error.status_code, headers=error.headers)
    return await page(_show_missing(error))(request)


def _show_missing(error: HTTPException):  # type: ignore[no-untyped-def]
    detail = error.detail if error.detail != "Not Found" else "There is no such page."

    def show(visit: Visit) -> Response:
        return visit.show("missing.html", error.status_code, detail=detail)

    return show
