"""What the pages about certificates and mail have in common, in the words of the studio."""

import datetime

from handouts.builds.progress import Stopped
from handouts.certificates.readiness import NotOver
from handouts.errors import CallError, Problem
from handouts.messages import message
from handouts.studio import issuing
from tests.studio.conftest import Running

END = datetime.datetime(2026, 11, 14, 16, 30)


def test_remarks_are_sentences_with_their_row_or_their_moment() -> None:
    empty = message("chart.empty-cell")
    at_row, of_file = (
        issuing.explained(Problem("content/a/roster.csv", line, empty)) for line in (3, 0)
    )
    assert at_row == f"Row 3: {of_file}"
    not_over = issuing.explained(NotOver(END, END))
    assert not_over == "The session is not over before 14 November 2026, 16:30."


def test_what_was_stopped_is_said_so_and_what_failed_with_its_reason() -> None:
    stopped = issuing.fault(Stopped())
    failed = issuing.fault(CallError(message("studio.no-picture-given")))
    assert stopped["reason"] == "It was stopped. What was done before that stays done."
    assert failed["reason"] == "There is no picture yet. Choose one, or draw it."


def test_papers_have_the_names_that_people_know(running: Running) -> None:
    with running.client() as client:
        page = client.get("/training/two-models/session/example/certificates").text
    field = page.partition('name="paper"')[2].partition("</select>")[0]
    assert "The training’s own" in field
    assert "Letter (8.5 × 11 in)" in field
    assert "A4 (210 × 297 mm)" in field
