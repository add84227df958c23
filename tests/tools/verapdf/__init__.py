"""veraPDF, the judge of PDF/UA from outside: built on first use, asked about many files at once.

    failures([Path("handout.pdf")])  →  {} when every file passes

Where there is no JDK there is no judge: `failures` then skips the test that asks, with the reason,
unless HANDOUTS_REQUIRE_VERAPDF is set. By hand: `python -m tests.tools.verapdf build/**/*.pdf`.
"""

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
FOLDER = HERE.parents[2] / ".tools" / "verapdf"
SOURCES = (HERE / "build.sh", HERE / "VeraCheck.java")
LACKS_SOMETHING = 3  # build.sh's exit status when the system has no JDK or no JAXB


class VeraPDFError(Exception):
    """The judge could not be built, or gave no answer: no file was judged."""


def checker() -> Path | None:
    """The command `verapdf-check`, built now if need be; None where it cannot be (see `reason`).

    Raises VeraPDFError where it cannot be and HANDOUTS_REQUIRE_VERAPDF is set, and everywhere when
    building fails for another reason than a missing JDK.
    """
    command, why_not = _built()
    if command is None and os.environ.get("HANDOUTS_REQUIRE_VERAPDF"):
        raise VeraPDFError(f"veraPDF is required here, and cannot be built: {why_not}")
    return command


def reason() -> str:
    """Why `checker` is None; empty when it is not."""
    return _built()[1]


def failures(files: Sequence[Path], flavour: str = "ua1") -> dict[Path, list[str]]:
    """The rules each file breaks; files that pass are not in the answer.

    One run of Java for all the files: a second to start, then some 0.1 s a file. `flavour` is one
    of veraPDF's names: ua1, ua2, 2a, 3u, …
    """
    command = checker()
    if command is None:
        pytest.skip(f"no veraPDF: {reason()}")
    if not files:
        raise VeraPDFError("no file to judge: an empty list would pass")
    answers = _ask(command, [Path(file).resolve() for file in files], flavour)
    rules = {file: _rules(answer) for file, answer in zip(files, answers, strict=True)}
    return {file: broken for file, broken in rules.items() if broken}


def _rules(answer: dict[str, Any]) -> list[str]:
    """One answer of VeraCheck as lines to read; none when the file passes."""
    match answer:
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


def _ask(command: Path, files: Sequence[Path], flavour: str) -> list[dict[str, Any]]:
    """VeraCheck's answers, one a file and in the same order."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as names:
        names.writelines(f"{file}\n" for file in files)
        names.flush()
        run = subprocess.run(
            [command, flavour, names.name], capture_output=True, text=True, check=False
        )
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    if run.returncode != 0 or len(answers) != len(files):
        raise VeraPDFError(
            f"veraPDF judged {len(answers)} of {len(files)} files: {run.stderr.strip()}"
        )
    return answers


@functools.cache
def _built() -> tuple[Path | None, str]:
    """The command, or the reason why there is none. One process builds; the others wait for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    command, stamp = FOLDER / "verapdf-check", FOLDER / "built-from"
    sources = hashlib.sha256(b"".join(source.read_bytes() for source in SOURCES)).hexdigest()
    with (FOLDER / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if command.exists() and stamp.exists() and stamp.read_text() == sources:
            return command, ""
        build = subprocess.run(
            ["sh", SOURCES[0], FOLDER],
            env=os.environ | {"PYTHON": sys.executable},
            capture_output=True,
            text=True,
            check=False,
        )
        if build.returncode == LACKS_SOMETHING:
            return None, build.stderr.strip()
        if build.returncode != 0:
            raise VeraPDFError(f"veraPDF could not be built: {build.stderr.strip()}")
        stamp.write_text(sources)
    return command, ""
