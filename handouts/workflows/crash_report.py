"""What a person is told of a mistake in this program, and what its makers need to know of it."""

import os
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import handouts
from handouts.project.atomic_files import write_temporary
from handouts.text.visible import one_line

SECRETS = ("HANDOUTS_SMTP_PASSWORD",)
"""The environment variables whose values are in no report."""
_LONGEST = 200
"""Letters of an exception's own words that a terminal shows."""


def report(error: BaseException, write: Callable[[str], Path] = write_temporary) -> str:
    """Write a report for the makers into a private file, and return one line for a person.

    Where no file can be written, the report goes to standard error.
    """
    text = _without_secrets(_traceback(error))
    try:
        where = f"Please send the file {write(text)} to whoever you have handouts from."
    except OSError:
        sys.stderr.write(text)
        where = "Please send what stands above to whoever you have handouts from."
    what = one_line(_without_secrets(f"{type(error).__name__}: {error}".removesuffix(": ")))
    what = what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…"
    what = what.rstrip(".")
    return f"handouts made a mistake: {what}. Nothing that was there before is lost. {where}"


def _traceback(error: BaseException) -> str:
    """Return where it happened, in workers too; what variables held is left out."""
    system = f"handouts {handouts.__version__}, Python {platform.python_version()}, {sys.platform}"
    return f"{system}\n{''.join(traceback.format_exception(error))}"


def _without_secrets(text: str) -> str:
    for name in SECRETS:
        if secret := os.environ.get(name):
            text = text.replace(secret, "…")
    return text
