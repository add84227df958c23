"""Types into an article, and prints as JSON how long each new picture took, and WeasyPrint alone.

    python -m benchmarks.preview_rounds PROJECT TRAINING ROUNDS

Of each text all are measured, in turn first: by a preview, from the text to the picture of the page
in view, which has changed, and on to all pages that have; and by WeasyPrint in this process, which
has read its sheets and fonts before, from the same HTML to a PDF.
"""

import dataclasses
import json
import sys
import time
from pathlib import Path

from handouts.builds.plan import Job
from handouts.builds.typeset_job import fitted
from handouts.project.layout import Project
from handouts.typesetting.limits import claim_process
from handouts.typesetting.render import Typesetter
from handouts.workflows.preview import Preview, Previewer, PreviewRequest
from handouts.workflows.preview_job import preview_job

WIDTH = 1600
"""Pixels: a page 800 wide on a screen of two pixels each."""


def alone(job: Job, fit: str, typesetter: Typesetter) -> float:
    """Return the seconds in which WeasyPrint lays out a document and writes it, as it comes."""
    began = time.perf_counter()
    typesetter.lay_out(job.html, job.base, job.sheets[fit]).document.write_pdf()
    return time.perf_counter() - began


def shown(previewer: Previewer, request: PreviewRequest) -> tuple[float, float, Preview]:
    """Return the seconds to the first picture and to all of them, and the preview."""
    seconds: list[float] = []
    began = time.perf_counter()
    preview = previewer.show(request, lambda _: seconds.append(time.perf_counter() - began))
    return seconds[0], time.perf_counter() - began, preview


def main() -> None:
    """Measure and print."""
    root, training, rounds = sys.argv[1:]
    project = Project(Path(root).resolve())
    article = f"{training}/article.md"
    text = (project.content / article).read_text("utf-8")
    claim_process()
    typesetter = Typesetter(project.layers)
    request = PreviewRequest(project, training, "handout", width_px=WIDTH)
    fit = fitted(job_of(request), typesetter).fit
    figures: dict[str, list[float]] = {"bare": [], "first": [], "all": []}
    with Previewer() as previewer:
        preview = previewer.show(request)
        for number in range(int(rounds) + 1):
            changed = text.replace(". ", f", after the change number {number}. ", 1)
            request = dataclasses.replace(
                request,
                texts={article: changed.encode()},
                known=frozenset(page.digest for page in preview.pages),
            )
            job = job_of(request)
            for is_ours in (True, False) if number % 2 else (False, True):
                if is_ours:
                    first, whole, preview = shown(previewer, request)
                    figures["first"].append(first)
                    figures["all"].append(whole)
                else:
                    figures["bare"].append(alone(job, fit, typesetter))
    warm = {kind: seconds[1:] for kind, seconds in figures.items()}
    print(json.dumps({**warm, "pages": len(preview.pages)}))


def job_of(request: PreviewRequest) -> Job:
    """Return how a build makes a document."""
    return preview_job(request.project, request.asked({}).options)


if __name__ == "__main__":
    main()
