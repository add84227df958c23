"""Puts PDFs one behind another with pypdf, as its documentation shows, and nothing more.

    python -m benchmarks.pypdf_merge LIST

Each line of the list has a file to be written and those that go into it, with tabs between them.
"""

import sys
from pathlib import Path

from pypdf import PdfWriter


def main() -> None:
    """Merge what the list names."""
    for line in Path(sys.argv[1]).read_text("utf-8").splitlines():
        target, *parts = line.split("\t")
        writer = PdfWriter()
        for part in parts:
            writer.append(part)
        writer.write(target)


if __name__ == "__main__":
    main()
