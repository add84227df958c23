"""A studio that runs, and a browser that visits it; where either is not here tests skip."""

import importlib.util
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from handouts.studio import server
from handouts.studio.security import entry_address
from handouts.studio.state import Studio
from handouts.workflows.new_project import NewOptions, new
from tests.conftest import PATIENCE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

REQUIRED = bool(os.environ.get("HANDOUTS_REQUIRE_STUDIO"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(frozen=True)
class Running:
    """A studio that answers."""

    studio: Studio
    origin: str

    @property
    def cookies(self) -> dict[str, str]:
        """What a browser has that was let in."""
        return {self.studio.admission.cookie_name: self.studio.admission.cookie}

    def client(self, **options: Any) -> httpx.Client:
        """Return a client that was let in."""
        return httpx.Client(
            base_url=self.origin,
            cookies=self.cookies,
            headers={"origin": self.origin},
            timeout=PATIENCE,
            trust_env=False,
            **options,
        )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a new project with the example training, under a name of its own."""
    folder = tmp_path / "Handouts"
    new(NewOptions(folder, provider="Harbour Street Training"))
    return folder


@pytest.fixture
def running(home: Path) -> Iterator[Running]:
    """Run the studio of a new project."""
    yield from run(home)


@pytest.fixture
def running_nowhere(tmp_path: Path) -> Iterator[Running]:
    """Run the studio in an empty folder."""
    folder = tmp_path / "empty"
    folder.mkdir()
    yield from run(folder)


def run(folder: Path) -> Iterator[Running]:
    """Run a studio in a thread of this process, with workers of its own."""
    made: list[Studio] = []
    ready = threading.Event()
    options = server.ServeOptions(folder, opens_browser=False, on_ready=lambda _: ready.set())
    thread = threading.Thread(target=server.serve, args=(options, made.append))
    thread.start()
    assert ready.wait(PATIENCE)
    (studio,) = made
    try:
        yield Running(studio, f"http://127.0.0.1:{studio.admission.port}")
    finally:
        studio.end()
        thread.join(PATIENCE)


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """Start the system's Chromium; its loop of events ends with the module, for others have own."""
    missing = _missing()
    if missing and REQUIRED:
        pytest.fail(f"{missing} is required and absent")
    if missing:
        pytest.skip(f"{missing} is not here: see make test-studio")
    from playwright import sync_api  # noqa: PLC0415 - an extra

    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _missing() -> str:
    """Return what is not here of what a browser test needs; nothing where all is."""
    if importlib.util.find_spec("playwright") is None:
        return "playwright"
    if CHROMIUM is None:
        return "Chromium"
    return "" if (server.BUNDLE / "studio.js").is_file() else "the bundle"


@pytest.fixture
def window(browser: "Browser", running: Running) -> "Iterator[Page]":
    """Open a window; a mistake in its code, a refused piece of it, or an error of htmx fails."""
    yield from open_window(browser, running)


_LEFT = ("htmx:sendError", "htmx:sendAbort", "htmx:afterRequest")
"""What htmx says of a request whose page was left, or whose studio was closed."""


def _is_of_htmx(said: "ConsoleMessage") -> bool:
    """Whether this is an error of htmx, which it writes to the console and shows nobody."""
    return (
        said.type == "error" and said.text.startswith("htmx:") and not said.text.startswith(_LEFT)
    )


def open_window(browser: "Browser", running: Running, **options: Any) -> "Iterator[Page]":
    """Open a window, let in by an address as the command prints it."""
    context = browser.new_context(base_url=running.origin, **options)
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on(
        "console",
        lambda said: (
            mistakes.append(f"{page.url}: {said.text} {said.location}")
            if "Content Security Policy" in said.text or _is_of_htmx(said)
            else None
        ),
    )
    page.goto(entry_address(running.studio.admission))
    yield page
    context.close()
    assert mistakes == []
