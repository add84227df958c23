"""What a user would pick instead: the command that makes the same page with another tool."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from benchmarks.timing import Task, TaskFailedError
from handouts.builds.plan import Job
from handouts.fonts.house import house_files

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_BROWSER_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)
_TYPST = """
import sys, time
import typst
source, pdf, *fonts = sys.argv[1:]
started = time.perf_counter()
typst.compile(source, output=pdf, font_paths=fonts)
print(time.perf_counter() - started)
"""


def standalone(job: Job, fit: str) -> str:
    """Return the HTML of a document with its styles inside, for tools that know nothing of us."""
    styles = "\n".join(
        sheet if isinstance(sheet, str) else sheet.read_text("utf-8") for sheet in job.sheets[fit]
    )
    for name, file in house_files().items():
        styles = styles.replace(f"house-font:{name}", f"'{file.as_uri()}'")
    return job.html.replace("</head>", f"<style>\n{styles}\n</style>\n</head>", 1)


def script(name: str) -> Path | str:
    """Return a command of this Python's environment, as a user would call it."""
    beside = Path(sys.executable).parent / name
    return beside if beside.exists() else name


def weasyprint(page: Path) -> Task:
    """Turn HTML into a PDF with bare WeasyPrint."""
    pdf = page.with_suffix(".weasyprint.pdf")
    return _making(pdf, [script("weasyprint"), "--quiet", page, pdf])


def browser() -> str | None:
    """Return the Chromium of this machine, or None."""
    return next(filter(None, map(shutil.which, _BROWSERS)), None)


def chromium(program: str, page: Path) -> Task:
    """Print HTML into a PDF, with a profile that is empty each time."""
    pdf, profile = page.with_suffix(".chromium.pdf"), page.with_suffix(".profile")
    options = (*_BROWSER_OPTIONS, f"--user-data-dir={profile}", f"--print-to-pdf={pdf}")
    return _making(pdf, [program, *options, page.as_uri()], profile)


def installed(package: str) -> bool:
    """Say whether a Python package is installed."""
    try:
        metadata.version(package)
    except metadata.PackageNotFoundError:
        return False
    return True


def typst(source: Path) -> Task:
    """Compile typst source into a PDF; prints the seconds of that, without Python's start."""
    folders = sorted({file.parent for file in house_files().values()})
    pdf = source.with_suffix(".typst.pdf")
    return _making(pdf, [sys.executable, "-c", _TYPST, source, pdf, *folders])


def _making(pdf: Path, command: Sequence[str | Path], profile: Path | None = None) -> Task:
    """Return the task that makes a PDF which was not there before, and is there afterwards."""

    def prepare() -> None:
        pdf.unlink(missing_ok=True)
        if profile is not None:
            shutil.rmtree(profile, ignore_errors=True)

    def inspect() -> None:
        if not (pdf.exists() and pdf.read_bytes().startswith(b"%PDF-")):
            raise TaskFailedError(f"{command[0]} ended well and left no PDF at {pdf.name}")

    return Task(command, prepare, inspect)


def versions() -> dict[str, str]:
    """Return the version of everything that is measured."""
    names = filter(installed, ("weasyprint", "typst", "reportlab"))
    found = {name: metadata.version(name) for name in names}
    program = browser()
    if program:
        said = subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=False
        ).stdout.split()
        found["chromium"] = next((word for word in said if word[0].isdigit()), "unknown")
    return found
