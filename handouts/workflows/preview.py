"""The pages of one document while its texts are being changed: nothing is written.

with Previewer() as previewer:                  # one for the whole program
request = PreviewRequest(project, "two-models", "handout", texts=…, width_px=1200)
preview = previewer.show(request)           # pages, and problems of the texts
checked = previewer.check(request)          # what a build would find, when there is time
"""

import threading
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self, TypeVar

from handouts.builds.job_runner import Client, JobRunner
from handouts.builds.preview import Fit, OnPage, Place, PreviewPage
from handouts.builds.progress import Stopped, unheard
from handouts.content.content_files import Texts
from handouts.errors import Problem, WorldError
from handouts.messages import Message, message
from handouts.project.layout import Project
from handouts.typesetting.limits import LimitError, Limits
from handouts.workflows import preview_show
from handouts.workflows.preview_job import PreviewOptions
from handouts.workflows.preview_show import PreviewTask, WantedPictures

_Made = TypeVar("_Made")

LIMITS = Limits(seconds=300)
"""Of one preview, which has limits of its own inside: this one is for what no Python code ends."""


@dataclass(frozen=True)
class PreviewRequest:
    """What is to be shown. An empty paper or theme means the training's own."""

    project: Project
    training: str
    document: str
    session: str | None = None
    """Where the document is of one."""
    edition: str = "print"
    paper: str = ""
    theme: str = ""
    texts: Texts = field(default_factory=dict)
    """What is read instead of files, by their paths relative to `content/`."""
    width_px: int = 800
    """Of the pictures: the width on the page times the pixel ratio of the screen."""
    known: frozenset[str] = frozenset()
    """The digests of pages whose pictures are not needed again."""
    in_view: int = 0
    """The page that is drawn first, counted from 0."""
    reach: int | None = None
    """How far before and behind the page in view others are drawn; None for all. What is not drawn
    can be asked for by the same request with another page in view: nothing is typeset again."""
    window: str = ""
    """Who asks. The newest request of a window takes the place of its older ones; those of several
    windows are answered one after another."""

    def asked(self, fits: Mapping[Hashable, Fit]) -> PreviewTask:
        """Return what goes to a worker; `fits` are those that were chosen last."""
        of = f"{self.training}/{self.session}" if self.session else self.training
        texts = dict(self.texts)  # it goes between processes
        options = PreviewOptions(of, self.document, self.edition, self.paper, self.theme, texts)
        pictures = WantedPictures(self.width_px, self.known, self.in_view, self.reach)
        asked = PreviewTask(self.project, options, pictures)
        return replace(asked, first_fit=fits.get(asked.key))


@dataclass(frozen=True)
class Preview:
    """One document; of a worksheet with several versions the first."""

    pages: tuple[PreviewPage, ...]
    """Those of the last good texts where these have problems; none where there were none."""
    problems: tuple[Problem, ...]
    """Of the texts; empty where the pages show them."""
    seconds: float
    """What it took in the worker."""

    def place(self, file: str, line: int) -> tuple[int, Place] | None:
        """Return the page, counted from 0, and the place of a line of a file; both as in `Place`.

        It is that of what begins at the line or nearest above it, on the first page that has it;
        None where nothing of the file is shown so far up.
        """
        above = [
            (place.line, -number, place)
            for number, page in enumerate(self.pages)
            for place in page.places
            if place.file == file and place.line <= line
        ]
        if not above:
            return None
        _, number, place = max(above, key=lambda each: each[:2])
        return -number, place


@dataclass(frozen=True)
class PreviewCheck:
    """What a build would find of what is shown."""

    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]
    """Why a build would not keep the file, each a sentence; empty where it would."""
    is_as_built: bool
    """Whether the last preview has the layout that a build would choose. Where it has not, the next
    one has it: ask for it."""


class PreviewFailed(WorldError):  # noqa: N818 - it is no bug, and another preview may not fail
    """A preview took too long, or its worker died; another worker has taken its place."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


class Previewer:
    """Shows documents by a warm worker, and checks them behind it by another. For any thread."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        """`limits` are those of each preview, and of each check."""
        self._limits = limits
        self._fits: dict[Hashable, Fit] = {}
        """The layout preset that was chosen last for each document."""
        self._shows, self._checks = _Newest(), _Newest()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End both workers; who waits for them gets Stopped."""
        self._shows.close()
        self._checks.close()

    def show(self, request: PreviewRequest, on_page: OnPage = unheard) -> Preview:
        """Return the pages of a document; each that is drawn is reported before, once it is there.

        Raises Stopped where a newer request of the same window has come, PreviewFailed, WorldError,
        and CallError where there is no such document or it cannot be made of this training.
        """
        self._checks.stop(request.window)  # what it looks at is old
        asked = request.asked(self._fits)
        shown = self._shows.call(
            request.window, preview_show.show, asked, on_progress=on_page, limits=self._limits
        )
        if shown.fit:
            self._fits[asked.key] = shown.fit
        return Preview(shown.pages, shown.problems, shown.seconds)

    def check(self, request: PreviewRequest) -> PreviewCheck:
        """Return what a build would find of a document, which takes longer than to show it.

        A newer preview or check of the same window ends it. Raises as `show` does.
        """
        asked = request.asked(self._fits)
        found = self._checks.call(request.window, preview_show.check, asked, limits=self._limits)
        shown = self._fits.get(asked.key)
        if found.fit is None or shown is None or shown.looks_as(found.fit):
            return PreviewCheck(found.problems, found.warnings, is_as_built=True)
        self._fits[asked.key] = found.fit
        return PreviewCheck(found.problems, found.warnings, is_as_built=False)


class _Newest:
    """One worker, which begins with the first call, and only does what each window asked last."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._runner: JobRunner | None = None
        self._is_closed = False
        self._clients: dict[str, Client] = {}
        """Who asked last for each window, as long as that is under way."""

    def call(
        self, window: str, work: Callable[..., _Made], *arguments: Any, **options: Any
    ) -> _Made:
        """Return what work makes that heeds whether it is wanted; older work of the window ends.

        Raises Stopped, PreviewFailed, and what the work raises.
        """
        with self._lock:
            if self._is_closed:
                raise Stopped
            self._runner = self._runner or JobRunner(1)
            client, older = self._runner.client(), self._clients.get(window)
            self._clients[window] = client
        if older:
            older.stop(waits=False)
        try:
            return client.call(work, *arguments, heeds=True, **options)
        except LimitError as error:
            raise PreviewFailed(message("builds.preview-failed", why=error.why)) from error
        finally:
            with self._lock:
                if self._clients.get(window) is client:
                    del self._clients[window]

    def stop(self, window: str) -> None:
        """End what is under way for a window."""
        with self._lock:
            client = self._clients.get(window)
        if client:
            client.stop(waits=False)

    def close(self) -> None:
        """End the worker, and whatever it does."""
        with self._lock:
            self._is_closed = True
            runner = self._runner
        if runner:
            runner.close()
