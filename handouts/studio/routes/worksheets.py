"""A training's worksheets: which there are, how they are called, and what they are made from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.routing import Route

from handouts.content.model_fields import FormField
from handouts.errors import ContentError, Problem
from handouts.project.layout import TRAINING_FILE, WORKSHEETS_FILE
from handouts.studio.routes.details import fields_form, packets_of
from handouts.studio.routes.training import frame
from handouts.studio.web import Answer, Visit, address, page, words
from handouts.workflows.charts import chart_titles
from handouts.workflows.worksheet_choices import (
    WorksheetChoice,
    WorksheetChoices,
    said_of_kinds,
    worksheet_choices,
)
from handouts.worksheets import is_wanted

_HELP = {
    "key_terms": "Words of the article worth knowing: the blanks are made from them.",
    "reflection": "Questions for the sheet “Reflection”, one a line.",
    "claims": (
        "Sentences of the article for the sheet “Agree or disagree”, word for word, one a line. "
        "Without any, the strongest are taken."
    ),
}
_LABELS = {
    "reflection": "Questions for reflection",
    "claims": "Sentences to agree or disagree with",
}


def _with_words(field: FormField) -> FormField:
    label = _LABELS.get(field.key, field.label)
    return replace(field, label=label, help=_HELP.get(field.key, field.help))


@page
def show(visit: Visit) -> Answer:
    """Show the worksheets of a training."""
    project, training = visit.project, visit.training
    form = fields_form(project, f"{training}/{WORKSHEETS_FILE}", _with_words)
    titles = chart_titles(project, training)
    choices: WorksheetChoices | None = None
    problems: tuple[Problem, ...] = ()
    try:
        choices = worksheet_choices(project, training)
    except ContentError as error:
        problems = error.problems
    first = next((one.name for one in choices.sheets if one.is_made), "") if choices else ""
    return visit.show(
        "worksheets.html",
        frame=frame(visit, "worksheets", first),
        form=form,
        marking=f"{address('training', training)}#key-terms",
        save=address("training", training, "fields"),
        choices=choices,
        packets=packets_of(visit),
        of_training=fields_form(
            project,
            f"{training}/{TRAINING_FILE}",
            lambda field: field if field.key == "packet" else None,
        ),
        problems=problems,
        reasons=_reasons,
        charts=titles,
        rows_field=lambda chart: _rows_field(form.values, chart, is_only=len(titles) == 1),
        own=lambda sheet: _own(form.values, sheet),
        versions=form.values.get("versions", "1"),
        shuffle=form.values.get("shuffle", "1"),
    )


def _reasons(sheet: WorksheetChoice) -> list[str]:
    """Return why a worksheet, or a row in it, is left out, each as a sentence."""
    found = (words().text(one) if not isinstance(one, str) else one for one in sheet.reasons)
    return [f"{one[:1].upper()}{one[1:]}" for one in found]


@dataclass(frozen=True)
class Own:
    """What the trainer says of one worksheet, as it stands in the file."""

    title: str
    minutes: str
    is_wanted: bool


def _own(values: Mapping[str, Any], sheet: WorksheetChoice) -> Own:
    settings = _mapping(values, "kinds")
    both = _mapping(settings, sheet.kind) | _mapping(settings, sheet.name)
    return Own(
        str(both.get("title") or ""),
        str(both.get("minutes") or ""),
        is_wanted(said_of_kinds(values), sheet.kind, sheet.name),
    )


def _rows_field(values: Mapping[str, Any], chart: str, *, is_only: bool) -> str:
    """Return the field that has the rows of a chart which are left out."""
    is_named = chart in _mapping(_mapping(values, "leave_out"), "charts")
    return f"leave_out/charts/{chart}" if chart and (is_named or not is_only) else "leave_out/rows"


def _mapping(values: Mapping[str, Any], key: str) -> dict[str, Any]:
    found = values.get(key)
    return found if isinstance(found, dict) else {}


ROUTES = [Route("/training/{training}/worksheets", show)]
