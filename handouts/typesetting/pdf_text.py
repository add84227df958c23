"""The text of a PDF that somebody else made, page by page.

PDFium is compiled code, and a PDF of a few kilobytes can unpack to more than a machine has. So it
is read in a process of its own, with limits of memory and of time.
"""

import contextlib
import json
import os
import re
import subprocess
import sys

MOST_PAGES = 500
_DIVIDED = re.compile("[\x02\ufffe]\n?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_MEMORY = 1_000_000_000
"""Bytes of address space, where the system can limit it."""
_SECONDS = 30
"""Of one processor; three times as much by the clock."""


def pages(content: bytes) -> tuple[str, ...] | None:
    """Return the text of each page; None where a PDF is damaged, locked or too large."""
    command = "from handouts.typesetting import pdf_text; pdf_text.main()"
    try:
        done = subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, "-P", "-c", command],
            input=content,
            capture_output=True,
            check=False,
            timeout=3 * _SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        return None
    return tuple(json.loads(done.stdout)) if done.returncode == 0 else None


def main() -> None:
    """Read a PDF from standard input and write its pages' texts as JSON to standard output."""
    import pypdfium2 as pdfium  # noqa: PLC0415 - loaded before memory is limited

    _limit()
    try:
        file = pdfium.PdfDocument(sys.stdin.buffer.read())
        if len(file) > MOST_PAGES:
            sys.exit(1)
        texts = [file[number].get_textpage().get_text_range() for number in range(len(file))]
    except (pdfium.PdfiumError, MemoryError):
        sys.exit(1)
    sys.stdout.write(json.dumps([_printable(text) for text in texts]))


def _printable(text: str) -> str:
    """Return text with ordinary line ends, also where PDFium marks a word divided at one."""
    divided = _DIVIDED.sub("-\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _CONTROL.sub(" ", divided)


def _limit() -> None:
    """Limit this process where the system can; Windows cannot, and macOS only its time."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS))
    for limit, wanted in (*limits, (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (wanted, wanted))
