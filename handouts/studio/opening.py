"""Opening a project: being its only studio, and watching its files."""

import contextlib
import json
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import watchfiles

from handouts.errors import CallError, WorldError
from handouts.messages import message
from handouts.project.atomic_files import remove, write_whole
from handouts.project.layout import Project
from handouts.project.lock import BusyError, exclusive_lock
from handouts.studio.events import Hub
from handouts.studio.security import NAMES, Admission
from handouts.studio.state import Studio
from handouts.workflows.rename_training import finish_renaming

LOCK = "studio.lock"
PLACE = "studio.json"
"""In `records/`, which is its owner's alone: where the running studio is, and how it is asked for
another window."""


def open_project(studio: Studio, project: Project) -> None:
    """Let a studio have this project until it ends.

    Raises CallError where another studio has it, after that one has opened a window.
    """
    studio.held.enter_context(_only_one(project, studio.admission))
    with contextlib.suppress(WorldError):  # the next start tries it again
        finish_renaming(project)
    studio.held.enter_context(_watched(project, studio.hub))
    studio.project = project


@contextlib.contextmanager
def _only_one(project: Project, admission: Admission) -> Iterator[None]:
    place = project.records / PLACE
    busy = message("studio.runs-already")
    with contextlib.ExitStack() as stack:
        lock = exclusive_lock(project.records / LOCK, inside=project.root, busy=busy, wait=0.1)
        try:
            stack.enter_context(lock)
        except BusyError as error:
            _ask_for_window(place)
            raise CallError(busy) from error
        known = {"port": admission.port, "name": admission.cookie_name, "cookie": admission.cookie}
        write_whole(place, json.dumps(known).encode(), inside=project.root, private=True)
        try:
            yield
        finally:
            with contextlib.suppress(WorldError):
                remove(place, inside=project.root)


def _ask_for_window(place: Path) -> None:
    """Let the studio that runs open a window, where it can be reached."""
    with contextlib.suppress(OSError, ValueError, KeyError):
        known = json.loads(place.read_text("utf-8"))
        origin = f"http://{NAMES[0]}:{int(known['port'])}"
        request = urllib.request.Request(  # noqa: S310 - the address is of this machine
            f"{origin}/window",
            data=b"",
            headers={"Origin": origin, "Cookie": f"{known['name']}={known['cookie']}"},
        )
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=5):
            pass


@contextlib.contextmanager
def _watched(project: Project, hub: Hub) -> Iterator[None]:
    """Tell windows of each file of `content/` that changes, whoever changes it."""
    ended = threading.Event()

    def watch() -> None:
        for changes in watchfiles.watch(
            project.content, stop_event=ended, debounce=200, rust_timeout=500, raise_interrupt=False
        ):
            paths = {Path(path) for _, path in changes}
            for path in sorted(paths):
                if path.is_relative_to(project.content):
                    hub.publish("changed", file=path.relative_to(project.content).as_posix())

    thread = threading.Thread(target=watch, name="watching", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(5)
