"""veraPDF, the judge of PDF/UA from outside: built on first use, and running until the tests end.

    failures([Path("handout.pdf")])  →  {} when every file passes

Where there is no JDK there is no judge: `failures` then skips the test that asks, with the reason,
unless HANDOUTS_REQUIRE_VERAPDF is set. By hand: `python -m tests.tools.verapdf build/**/*.pdf`.
"""

import atexit
import contextlib
import fcntl
import functools
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
SOURCES = (HERE / "build.sh", HERE / "VeraCheck.java")
VERSION = hashlib.sha256(b"".join(source.read_bytes() for source in SOURCES)).hexdigest()[:8]
FOLDER = HERE.parents[2] / ".tools" / f"verapdf-{VERSION}"
LACKS_SOMETHING = 3  # build.sh's exit status when the system has no JDK or no JAXB


class VeraPDFError(Exception):
    """The judge could not be built, or gave no answer: no file was judged."""


def checker(folder: Path = FOLDER) -> Path | None:
    """The command `verapdf-check`, built now if need be; None where it cannot be (see `reason`).

    Raises VeraPDFError where it cannot be and HANDOUTS_REQUIRE_VERAPDF is set, and everywhere when
    building fails for another reason than a missing JDK.
    """
    command, why_not = _built(folder)
    if command is None and os.environ.get("HANDOUTS_REQUIRE_VERAPDF"):
        raise VeraPDFError(f"veraPDF is required here, and cannot be built: {why_not}")
    return command


def reason(folder: Path = FOLDER) -> str:
    """Why `checker` is None; empty when it is not."""
    return _built(folder)[1]


def failures(
    files: Sequence[Path], flavour: str = "ua1", folder: Path = FOLDER
) -> dict[Path, list[str]]:
    """The rules each file breaks; files that pass are not in the answer.

    The first call takes two seconds to start Java, each file some 0.1 s. `flavour` is one of
    veraPDF's names: ua1, ua2, 2a, 3u, …
    """
    command = checker(folder)
    if command is None:
        pytest.skip(f"no veraPDF: {reason(folder)}")
    if not files:
        raise VeraPDFError("no file to judge: an empty list would pass")
    judge = _judge(command)
    rules = {file: _rules(judge.ask(Path(file).resolve(), flavour)) for file in files}
    return {file: broken for file, broken in rules.items() if broken}


def _rules(answer: dict[str, Any]) -> list[str]:
    """One answer of VeraCheck as lines to read; none when the file passes."""
    match answer:
        case {"status": "UNKNOWN"}:
            raise VeraPDFError("veraPDF does not know this flavour")
        case {"status": "PASS", "checks": int(checks)} if checks > 0:
            return []
        case {"status": "FAIL", "failed": [*failed]}:
            return [
                f"{rule['rule']} (×{rule['count']}): {rule['description']}"
                + "".join(f"\n    {sample}" for sample in rule["samples"])
                for rule in failed
            ]
        case {"message": str(message)}:
            return [f"not readable: {message}"]
    return [f"no verdict: {answer}"]


class _Judge:
    """A running VeraCheck, which ends when its input does."""

    def __init__(self, command: Path) -> None:
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - open as long as the process is
        self._process = subprocess.Popen(
            [command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            encoding="utf-8",
        )
        atexit.register(self.close)

    def ask(self, file: Path, flavour: str) -> dict[str, Any]:
        """VeraCheck's answer. Raises VeraPDFError where there is none."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(f"{flavour}\t{file}\n")
            self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            self._process.wait()
            self._said.seek(0)
            raise VeraPDFError(f"veraPDF gave no answer for {file}: {self._said.read().strip()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """End it, and wait until it has ended."""
        with contextlib.suppress(BrokenPipeError):
            self._process.communicate()
        self._said.close()


@functools.cache
def _judge(command: Path) -> _Judge:
    return _Judge(command)


@functools.cache
def _built(folder: Path) -> tuple[Path | None, str]:
    """The command, or the reason why there is none. One process builds; the others wait for it."""
    folder.mkdir(parents=True, exist_ok=True)
    command, finished = folder / "verapdf-check", folder / "finished"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if finished.exists():
            return command, ""
        build = subprocess.run(
            ["sh", SOURCES[0], folder],
            env=os.environ | {"PYTHON": sys.executable},
            capture_output=True,
            text=True,
            check=False,
        )
        if build.returncode == LACKS_SOMETHING:
            return None, build.stderr.strip()
        if build.returncode != 0:
            raise VeraPDFError(f"veraPDF could not be built: {build.stderr.strip()}")
        finished.touch()
    return command, ""
