"""What cannot be made of a training, and why."""

from collections.abc import Iterable

from handouts import worksheets
from handouts.content.training import Training
from handouts.documents.registry import registry
from handouts.messages import Message, message
from handouts.project.layout import Project


def left_out(project: Project, training: Training) -> tuple[str, ...]:
    """Return which documents, kinds of worksheets and rows are left out, and why.

    Each is a sentence without its full stop.
    """
    return (*map(str, _without_need(project, training)), *worksheets.left_out(training))


def _without_need(project: Project, training: Training) -> Iterable[Message]:
    """Yield what cannot be made because there is no chart, or no article."""
    own = training.worksheets
    wanted = [
        one for one in registry(project).values() if worksheets.is_wanted(own, one.name, one.name)
    ]
    of_chart = tuple(one.name for one in wanted if one.needs == "chart")
    of_article = tuple(one.name for one in wanted if one.needs == "article")
    if of_chart and not training.charts:
        yield message("training.without-chart", documents=of_chart)
    if of_article and not training.article:
        yield message("training.without-article", documents=of_article)
