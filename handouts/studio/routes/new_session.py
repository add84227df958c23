"""A new session: when, where and how long; all else as in the last one, to be changed later."""

from typing import Any

from starlette.routing import Route

from handouts.studio import session_form
from handouts.studio.routes.session import step_address
from handouts.studio.session_form import SessionForm
from handouts.studio.web import Answer, Visit, page
from handouts.workflows.edit_details import FieldProblem
from handouts.workflows.inventory import title_of
from handouts.workflows.new_session import first_values, last_session, new_session
from handouts.workflows.overview import session_overview


@page
def show(visit: Visit) -> Answer:
    """Ask for what a session needs."""
    form = session_form.of_file(first_values(visit.project, visit.training))
    return _asked(visit, form)


@page
def make(visit: Visit) -> Answer:
    """Make the session, or show what is wrong."""
    form = session_form.of_visit(visit)
    made = new_session(visit.project, visit.training, _values(form))
    if not made.name:
        return _asked(visit, form, made.problems)
    return visit.go(step_address(visit.training, made.name, "participants"))


def _values(form: SessionForm) -> dict[str, Any]:
    days = [{key: text for key, text in vars(day).items() if text} for day in form.days]
    texts = {key: getattr(form, key) for key in ("place", "format", "hours", "minimum_hours")}
    return {"days": [day for day in days if day], **{k: text or None for k, text in texts.items()}}


def _asked(visit: Visit, form: SessionForm, problems: tuple[FieldProblem, ...] = ()) -> Answer:
    training = visit.training
    last = last_session(visit.project, training)
    return visit.show(
        "session_new.html",
        422 if problems else 200,
        training=training,
        title=title_of(visit.project, training) or training,
        last=last,
        last_day=next(iter(session_overview(visit.project, training, last).days), None)
        if last
        else None,
        form=form,
        fits=session_form,
        problems=session_form.by_field(problems),
    )


ROUTES = [
    Route("/training/{training}/new-session", show),
    Route("/training/{training}/new-session", make, methods=["POST"]),
]
