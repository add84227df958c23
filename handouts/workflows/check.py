"""Looking for everything that is wrong with content, without making anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handouts.content.provider_check import provider_warnings
from handouts.documents import doubtful_quotes, tall_rows
from handouts.documents.left_out import left_out
from handouts.project.layout import Project, chart_file
from handouts.workflows.brand_notes import headline_notes, look_notes, theme_notes
from handouts.workflows.font_notes import letter_notes, licence_notes
from handouts.workflows.load import load_checked
from handouts.workflows.unlisted_worksheets import unlisted_notes


@dataclass(frozen=True)
class CheckedTrainings:
    """Trainings without problems, and what is worth knowing of them."""

    left_out: Mapping[str, Sequence[str]]
    """For each training, why documents, worksheets or rows of a chart are left out of it."""
    warnings: Sequence[str]
    """What should be looked at before anything is given out, each a sentence."""
    looks: Sequence[str] = ()
    """What is made of the provider's colours and logo, each a sentence."""


def check(project: Project, trainings: Sequence[str] = ()) -> CheckedTrainings:
    """Check these trainings, or trainings and sessions, by name; all of them where none is named.

    Raises CallError where one does not exist, and ContentError with every problem of all of them.
    """
    loaded, sessions = load_checked(
        project, project.select(trainings), project.select_sessions(trainings)
    )
    found = {training.name: left_out(project, training) for training in loaded}
    tall = [
        str(warning)
        for training in loaded
        for name, chart in training.charts.items()
        for warning in tall_rows.warnings(f"content/{training.name}/{chart_file(name)}", chart)
    ]
    quotes = [str(one) for training in loaded for one in doubtful_quotes.warnings(training)]
    notices = [str(one) for session in sessions for one in session.roster.notices]
    looks: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    if loaded:
        provider = loaded[0].provider
        looks = (*look_notes(project, provider), *licence_notes(project, provider))
        letters = tuple(letter_notes(project, provider, found))
    unlisted = [str(one) for training in loaded for one in unlisted_notes(project, training)]
    renamed = theme_notes(project, found)
    hands = dict.fromkeys(headline_notes(loaded))
    of_look = (*provider_warnings(project), *renamed, *hands, *letters)
    warnings = (*of_look, *tall, *quotes, *unlisted, *notices)
    return CheckedTrainings(found, warnings, looks)
