"""The article editor's reader and writer, run by Node without a page."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ...conftest import REPOSITORY

BROWSER = REPOSITORY / "handouts" / "studio" / "browser"

RoundTrip = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def round_trip(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoundTrip]:
    """A function that sends an article through the editor, as round_trip.tool.ts says."""
    node = shutil.which("node")
    if node is None or not (BROWSER / "node_modules").is_dir():
        pytest.skip("the editor needs Node and `npm ci` in handouts/studio/browser")
    folder = tmp_path_factory.mktemp("editor")
    build = [node, "build.mjs", "--tests", f"--out={folder}"]
    subprocess.run(build, cwd=BROWSER, check=True, timeout=60)
    tool = folder / "article" / "round_trip.tool.mjs"
    environment = {**os.environ, "NODE_ENV": "production"}
    with subprocess.Popen(
        [node, tool], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as process:
        writer, reader = process.stdin, process.stdout
        assert writer is not None
        assert reader is not None

        def ask(markdown: str, **asked: object) -> dict[str, Any]:
            writer.write(json.dumps({"markdown": markdown, **asked}).encode() + b"\n")
            writer.flush()
            answer: dict[str, Any] = json.loads(reader.readline())
            return answer

        yield ask
        writer.close()
        process.wait(timeout=10)
