"""How a route is written: it takes a Visit, calls a workflow, and returns an Answer.

    @page
    def show(visit: Visit) -> Answer:
        return visit.show("trainings.html", trainings=inventory(visit.project).trainings)

A route is a plain function that runs in a thread of its own. What a workflow raises on purpose is
shown where the reader is looking: as a page where a page was asked for, else within it.
"""

import functools
import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from handouts.errors import CallError, ContentError, HandoutsError, Problem
from handouts.messages import Message, Texts, read_texts, texts
from handouts.project.layout import Project, choose
from handouts.studio.filters import FILTERS
from handouts.studio.state import Studio
from handouts.text.visible import one_line
from handouts.workflows.crash_report import report

Answer = Response
MESSAGES = Path(__file__).with_name("messages.toml")
"""The words of the pages, where what is reported has other words at the command line."""
_PAGES = Path(__file__).with_name("pages")
_BUNDLE = Path(__file__).with_name("bundle")
_MOST_FILES, _MOST_FIELDS = 600, 20_000
_BLANK_PAGE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
"""The address of a picture of nothing, until one of a page is there."""
_LARGEST_FIELD = 64 * 1024 * 1024
"""Bytes of one field: a pasted article, a table."""


@dataclass(frozen=True)
class Upload:
    """A file that was dropped. Its name is a word about it, and never a path."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Visit:
    """One request, as a route sees it."""

    request: Request
    form: FormData
    """What was filled in; empty where nothing was sent."""

    @property
    def studio(self) -> Studio:
        """The studio that is visited."""
        studio: Studio = self.request.app.state.studio
        return studio

    @property
    def project(self) -> Project:
        """The folder of the trainings. Sends to the first page where there is none yet."""
        if self.studio.project is None:
            raise HTTPException(303, headers={"location": "/start"})
        return self.studio.project

    @property
    def is_within(self) -> bool:
        """Whether a part of a page is asked for, to be put into the page that is open."""
        return self.request.headers.get("hx-request") == "true"

    @property
    def training(self) -> str:
        """The training of the address. Raises HTTPException where there is none."""
        return self._named("training", self.project.trainings())

    @property
    def session(self) -> str:
        """The session of the address, without its training. Raises HTTPException."""
        return self._named("session", self.project.sessions(self.training))

    @property
    def session_name(self) -> str:
        """Training and session, as workflows take them."""
        return f"{self.training}/{self.session}"

    def _named(self, what: str, existing: list[str]) -> str:
        name = str(self.request.path_params[what])
        try:
            return choose(name, existing, what)
        except CallError as error:
            raise HTTPException(404, f"There is no {what} here of the name {name}.") from error

    def text(self, name: str, default: str = "") -> str:
        """Return what was filled in, without spaces around it."""
        given = self.form.get(name, default)
        return given.strip() if isinstance(given, str) else default

    def written(self, name: str) -> str:
        """Return what was written, to the letter; lines end with a line feed alone."""
        given = self.form.get(name, "")
        return given.replace("\r\n", "\n") if isinstance(given, str) else ""

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return name in self.form

    def all(self, name: str) -> list[str]:
        """Return all that were chosen of a name."""
        return [one for one in self.form.getlist(name) if isinstance(one, str)]

    def asked(self, name: str, default: str = "") -> str:
        """Return what the address asks for behind its question mark."""
        return str(self.request.query_params.get(name, default))

    def uploads(self, name: str = "files") -> list[Upload]:
        """Return the files that were dropped, with nothing of the folders they lay in."""
        return [
            Upload(_last_part(one.filename or ""), one.file.read())
            for one in self.form.getlist(name)
            if isinstance(one, UploadFile) and one.filename
        ]

    def show(self, name: str, status: int = 200, **values: Any) -> Answer:
        """Return a page, or a part of one."""
        template = _environment().get_template(name)
        return HTMLResponse(template.render(visit=self, studio=self.studio, **values), status)

    def go(self, path: str) -> Answer:
        """Send the window to another page of the studio."""
        if self.is_within:
            return Response(headers={"hx-redirect": path})
        return RedirectResponse(path, 303)


def part(name: str, **values: Any) -> str:
    """Return a part of a page as HTML, for an answer that has more than that."""
    return _environment().get_template(name).render(**values)


def page(route: Callable[[Visit], Answer]) -> Callable[[Request], Awaitable[Answer]]:
    """Make an endpoint of a route."""

    @functools.wraps(route)
    async def endpoint(request: Request) -> Answer:
        form = FormData()
        if request.method == "POST":
            form = await request.form(
                max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_LARGEST_FIELD
            )
        try:
            return await run_in_threadpool(_answer, route, Visit(request, form))
        finally:
            await form.close()

    return endpoint


def _answer(route: Callable[[Visit], Answer], visit: Visit) -> Answer:
    try:
        return route(visit)
    except HandoutsError as error:
        return failed(visit, error)
    except HTTPException:
        raise
    except Exception as error:
        return failed(visit, error)


def failed(visit: Visit, error: Exception) -> Answer:
    """Show why something was not done: where the page says, or as a page."""
    name = "_failure.html" if visit.is_within else "failure.html"
    status = 422 if isinstance(error, HandoutsError) else 500
    return visit.show(name, status, reason=reason(error), problems=problems_of(error))


def problems_of(error: BaseException | None) -> tuple[Problem, ...]:
    """Return what is wrong in the trainer's files, where that is why something failed."""
    return error.problems if isinstance(error, ContentError) else ()


def all_reasons(error: BaseException) -> str:
    """Return why something failed as sentences, those of its problems among them."""
    told = [reason(error), *(words().text(one.message) for one in problems_of(error))]
    return " ".join(filter(None, told))


def problem_as_data(problem: Problem) -> dict[str, str | int]:
    """Return a problem as the code of a page reads it; `file` is relative to `content/`."""
    return {
        "file": problem.path.removeprefix("content/"),
        "line": problem.line,
        "cause": words().cause(problem.message),
        "fix": words().fix(problem.message),
    }


def reason(error: BaseException) -> str:
    """Return why something failed, as a person reads it; empty where its problems say that.

    Of a mistake in this program a report is written, for its makers.
    """
    match error:
        case ContentError():
            return ""
        case HandoutsError(args=(Message() as message,)):
            return words().text(message)
        case HandoutsError():
            return str(error)
    return report(error)


@functools.cache
def words() -> Texts:
    """Return the texts of messages, in the words of the studio's pages where it has its own."""
    return read_texts(MESSAGES).over(texts())


def address(*parts: str, **query: str) -> str:
    """Return a path of the studio, whatever characters the names in it have."""
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    asked = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
    return f"{path}?{asked}" if asked else path


def attachment(name: str, *, is_shown: bool = False) -> Mapping[str, str]:
    """Return the header that gives a file its name, or lets the browser show it (RFC 6266)."""
    plain = re.sub(r"[^\w.() -]", "_", name, flags=re.ASCII)
    how = "inline" if is_shown else "attachment"
    value = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {"content-disposition": value}


def _last_part(name: str) -> str:
    return one_line(re.split(r"[/\\]", name)[-1]).strip() or "file"


def _bundle_version() -> str:
    """Return what changes with the bundle, so that browsers may keep it."""
    made = hashlib.sha256()
    for file in sorted(_BUNDLE.glob("studio.*")):
        made.update(file.read_bytes())
    return made.hexdigest()[:12]


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        address=address, bundle_version=_bundle_version(), blank_page=_BLANK_PAGE
    )
    environment.tests.update(of_kind=isinstance)
    environment.filters.update(
        FILTERS,
        message=lambda text: words().text(text) if isinstance(text, Message) else str(text),
        cause=lambda problem: words().cause(problem.message),
        fix=lambda problem: words().fix(problem.message),
    )
    return environment
