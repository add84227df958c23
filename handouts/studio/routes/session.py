"""A session: its steps on the left with how far each has come, one of them on the right."""

from collections.abc import Callable
from dataclasses import dataclass

from starlette.routing import Route

from handouts.errors import Problem
from handouts.project.layout import SESSION_FILE, session_folder
from handouts.studio.filters import days
from handouts.studio.web import Answer, Visit, address, page
from handouts.text.counting import counted
from handouts.workflows.inventory import title_of
from handouts.workflows.overview import SessionOverview, session_overview


def _details(session: SessionOverview) -> str:
    found = [one for one in session.problems if _is_of_details(one)]
    return counted(len(found), "problem") if found else ""


def _participants(session: SessionOverview) -> str:
    found = [one for one in session.problems if not _is_of_details(one)]
    return counted(len(found), "problem") if found else str(session.people or "none yet")


def _attendance(session: SessionOverview) -> str:
    return f"{session.attended} were there" if session.says_who_attended else ""


def _issued(session: SessionOverview) -> str:
    return f"{session.issued} issued" if session.issued else ""


def _mailed_before(session: SessionOverview) -> str:
    return f"{session.mailed_before} mailed" if session.mailed_before else ""


def _mailed_after(session: SessionOverview) -> str:
    return f"{session.mailed_after} mailed" if session.mailed_after else ""


def _nothing(_: SessionOverview) -> str:
    return ""


def _is_of_details(problem: Problem) -> bool:
    return problem.path.endswith(f"/{SESSION_FILE}") or "/sessions/" not in problem.path


_State = Callable[[SessionOverview], str]
STEPS: dict[str, dict[str, tuple[str, _State]]] = {
    "Before the day": {
        "details": ("Details", _details),
        "participants": ("Participants", _participants),
        "papers": ("Papers", _nothing),
        "packet": ("Packet", _nothing),
        "mail-before": ("Mail before the day", _mailed_before),
    },
    "After the day": {
        "attendance": ("Attendance", _attendance),
        "certificates": ("Check certificates", _nothing),
        "issue": ("Issue certificates", _issued),
        "mail-after": ("Mail after the day", _mailed_after),
        "evaluation": ("Evaluation", _nothing),
    },
}
"""All steps: by the part of the week, by the last part of a step's address, its label and what says
how far it has come. A step's page extends `session.html` and has a route of that address."""


@dataclass(frozen=True)
class Step:
    """One step, as the list of them shows it."""

    label: str
    path: str
    state: str
    """How far it has come, in two words or so; empty where there is nothing to say."""
    is_here: bool


@dataclass(frozen=True)
class SessionFrame:
    """What every step of a session's page shows around itself."""

    training: str
    name: str
    """The session's, without its training's."""
    training_title: str
    when: str
    """Its days in words; its name where they cannot be read."""
    overview: SessionOverview
    groups: tuple[tuple[str, tuple[Step, ...]], ...]
    """Headings with the steps below them."""
    label: str
    """Of the step that is shown."""

    @property
    def folder(self) -> str:
        """Of its files, relative to `content/`."""
        return session_folder(self.training, self.name)

    def path(self, *parts: str) -> str:
        """Return the address of a part of this session."""
        return step_address(self.training, self.name, *parts)


def frame(visit: Visit, here: str) -> SessionFrame:
    """Return what is around a step, such as `papers`, or around another part, such as `files`."""
    training, name = visit.training, visit.session
    found = session_overview(visit.project, training, name)
    groups = tuple(
        (
            heading,
            tuple(
                Step(label, step_address(training, name, key), state(found), key == here)
                for key, (label, state) in steps.items()
            ),
        )
        for heading, steps in STEPS.items()
    )
    labels = [step.label for _, steps in groups for step in steps if step.is_here]
    return SessionFrame(
        training,
        name,
        title_of(visit.project, training) or training,
        days(found.days) or name,
        found,
        groups,
        labels[0] if labels else here.capitalize(),
    )


def step_address(training: str, session: str, *parts: str) -> str:
    """Return the address of a part of a session: a step, or something of a step."""
    return address("training", training, "session", session, *parts)


@page
def show(visit: Visit) -> Answer:
    """Go to the first step."""
    return visit.go(step_address(visit.training, visit.session, "details"))


ROUTES = [Route("/training/{training}/session/{session}", show)]
