"""The studio is killed at any moment while she types: what comes back is a second old at most."""

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.project.layout import Project
from handouts.workflows.edit_files import read_file, state_content, states
from handouts.workflows.load import load_checked
from tests.conftest import EVERY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.long
TIMES = 100 if EVERY else 5
MILLISECONDS = 60_000
OLDEST = 1.0
"""Seconds that what comes back may be old."""
GRACE = 1.0
"""Seconds by which a machine that does other things as well may be late."""
EACH_KEY = 33
"""Milliseconds from one key to the next: as a key repeats that is held down."""
NAME = "two-models/article.md"


@contextlib.contextmanager
def started(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command; yield its process and the address that lets in. Nothing of it stays."""
    command = [sys.executable, "-m", "handouts", "studio", "--no-browser", "--folder", str(home)]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as studio:
        assert studio.stderr is not None
        found = re.search(r"http://\S+", studio.stderr.readline())
        assert found
        try:
            yield studio, found[0]
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(studio.pid, signal.SIGKILL)


def test_what_comes_back_is_a_second_old_at_most_and_whole(browser: "Browser", home: Path) -> None:
    file = home / "content" / NAME
    chance = random.Random(7)  # noqa: S311 - moments, no secrets
    for _ in range(TIMES):
        before = file.read_text("utf-8")
        with started(home) as (studio, address):
            context = browser.new_context()
            page = context.new_page()
            page.set_default_timeout(MILLISECONDS)
            page.goto(address)
            page.goto(address.split("/enter")[0] + "/training/two-models")
            typed, killed = type_until_killed(page, studio, chance.uniform(0.5, 4))
            context.close()

        text = file.read_text("utf-8")
        kept = text.removeprefix(before.rstrip()).rstrip()
        assert "".join(word for word, _ in typed).startswith(kept)
        due = "".join(word for word, when in typed if when < killed - OLDEST - GRACE)
        assert kept.startswith(due)
        assert_whole(Project(home), text)


def type_until_killed(
    page: "Page", studio: subprocess.Popen[str], seconds: float
) -> tuple[list[tuple[str, float]], float]:
    """Type words at the end of the article, and kill the studio meanwhile.

    Returns each word with the moment when it was typed, and the moment of the kill.
    """
    editor = page.get_by_role("textbox", name="Article")
    editor.click()
    editor.press("Control+End")
    moment: list[float] = []

    def kill() -> None:
        moment.append(time.monotonic())
        studio.kill()

    timer = threading.Timer(seconds, kill)
    typed: list[tuple[str, float]] = []
    timer.start()
    while not moment:
        word = f" w{time.monotonic_ns() % 10**9}"
        page.keyboard.type(word, delay=EACH_KEY)
        typed.append((word, time.monotonic()))
    timer.join()
    studio.wait()
    return typed, moment[0]


def assert_whole(project: Project, text: str) -> None:
    """Look at every file: each can be read, and the last state is in the history."""
    load_checked(project, ["two-models"])
    read_file(project, NAME)  # which keeps a state that the killed process did not keep
    assert text.encode() in [
        state_content(project, NAME, state.sha256) for state in states(project, NAME)
    ]
