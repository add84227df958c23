"""Serving the studio on this machine: its port, the one window it opens, and its end."""

import contextlib
import logging
import socket
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import uvicorn

from handouts.builds.job_runner import JobRunner
from handouts.errors import CallError, WorldError
from handouts.messages import message
from handouts.project.layout import Project, find
from handouts.studio.app import BUNDLE, create_app
from handouts.studio.opening import open_project
from handouts.studio.security import NAMES, Admission, entry_address
from handouts.studio.state import Studio

_FIRST_PAGE = 1.0
"""Seconds that are left to the first page, before the modules of all others are loaded and workers
begin."""


@dataclass(frozen=True)
class ServeOptions:
    """How the studio is to be started."""

    folder: Path
    """Of the project, in it, or where one may be made."""
    port: int = 0
    """0 for any that is free."""
    opens_browser: bool = True
    on_ready: Callable[[str], None] = lambda _: None
    """Called with the address that lets a browser in, once."""


def serve(options: ServeOptions, on_made: Callable[[Studio], None] = lambda _: None) -> None:
    """Serve the studio until it is closed; `on_made` is called with its state first.

    Raises CallError where a studio of this project runs already, after that one has opened a
    window, and WorldError where its port is taken.
    """
    with contextlib.ExitStack() as stack:
        listening = stack.enter_context(_listening(options.port))
        admission = Admission(listening.getsockname()[1])
        runner = stack.enter_context(JobRunner())
        studio = Studio(options.folder.resolve(), admission, runner)
        stack.enter_context(studio.held)
        project = _project(options.folder)
        if project:
            open_project(studio, project)
        stack.callback(studio.end)
        on_made(studio)
        _run(studio, listening, options)


def check_made() -> None:
    """Raise WorldError where what the browser loads was never made."""
    if not (BUNDLE / "studio.js").is_file():
        raise WorldError(message("studio.not-made"))


def _project(folder: Path) -> Project | None:
    try:
        return find(None, folder)
    except CallError:
        return None


@contextlib.contextmanager
def _listening(port: int) -> Iterator[socket.socket]:
    with socket.socket() as listening:
        if hasattr(socket, "SO_REUSEADDR") and port:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((NAMES[0], port))
        except OSError as error:
            raise WorldError(message("studio.port-taken", port=port)) from error
        yield listening


def _run(studio: Studio, listening: socket.socket, options: ServeOptions) -> None:
    """Answer requests until the studio is closed, by its button or by Ctrl-C."""
    app = create_app(studio)
    config = uvicorn.Config(
        app,
        log_level=logging.CRITICAL,  # addresses have names of people in them
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
        ws="none",
        lifespan="off",
    )
    server = _Server(config)
    server.on_signal = studio.end
    studio.close = server.leave
    studio.open_window = lambda: _open(studio)

    def begin() -> None:
        _announce(studio, server, options)
        time.sleep(_FIRST_PAGE)
        app.state.load_late()
        studio.runner.begin()

    threading.Thread(target=begin, daemon=True).start()
    server.run(sockets=[listening])


class _Server(uvicorn.Server):
    """Ends once, quietly, where uvicorn would raise a signal again that it has dealt with."""

    on_signal: Callable[[], None] = staticmethod(lambda: None)

    def leave(self) -> None:
        """Take no more requests, and end once those under way are answered."""
        self.should_exit = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's signature
        """Close the studio on Ctrl-C and on the system's word."""
        threading.Thread(target=self.on_signal).start()


def _announce(studio: Studio, server: uvicorn.Server, options: ServeOptions) -> None:
    """Open the window, once it would be answered."""
    while not server.started:
        if server.should_exit:
            return
        time.sleep(0.01)
    options.on_ready(entry_address(studio.admission))
    if options.opens_browser:
        _open(studio)


def _open(studio: Studio) -> None:
    webbrowser.open(entry_address(studio.admission))
