"""How a command ends: what is printed and with which exit code, whatever was raised."""

import io
import os
from pathlib import Path
from typing import TextIO

import click

from handouts.cli.output import Console, print_message
from handouts.errors import HandoutsError
from handouts.text.visible import one_line


def usable(stream: TextIO | None) -> TextIO:
    """Return a stream that takes every name, though it cannot show it; none is closed at once."""
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def ended(error: BaseException, console: Console) -> int:
    """Print why a command has ended, and return the exit code."""
    match error:
        case SystemExit():
            return error.code if isinstance(error.code, int) else 0
        case click.exceptions.Exit():
            return error.exit_code
        case HandoutsError():
            console.failed(error)
            return error.exit_code
        case click.ClickException():
            text, code = error.format_message(), 2
        case KeyboardInterrupt() | click.Abort():
            text = "Interrupted. What was finished is kept; earlier files are as they were."
            code = 130
        case OSError():
            place = one_line(str(error.filename)) if error.filename else "The output"
            text, code = f"{place} cannot be used: {error.strerror or error}.", 3
        case _:
            from handouts.workflows.crash_report import report  # noqa: PLC0415

            text, code = report(error), 3
    console.stopped(text)
    print_message(_refusal(error) if isinstance(error, click.ClickException) else text)
    return code


def _refusal(error: click.ClickException) -> str:
    """Return what a person reads of a wrong call."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    text = f"Error: {one_line(error.format_message())}"
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return text
    return f"{context.get_usage()}\nTry '{context.command_path} -h' for help.\n\n{text}"
