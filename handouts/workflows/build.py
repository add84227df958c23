"""Building what is not current of trainings and sessions."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from handouts.builds import build as builds
from handouts.builds.build import Build
from handouts.builds.progress import OnProgress, unheard
from handouts.builds.request import Request
from handouts.project.layout import Project

if TYPE_CHECKING:
    from handouts.content.session import Session
    from handouts.content.training import Training


def build(project: Project, request: Request, on_progress: OnProgress = unheard) -> Build:
    """Make every file that is asked for and not current, and return all of them.

    Raises CallError, ContentError, or WorldError. What could be finished before that stays, and
    every file that could not be made is as it was.
    """
    return builds.build(project, request, _load, on_progress)


def _load(
    project: Project, names: Iterable[str], wanted: Iterable[tuple[str, str]]
) -> tuple[list["Training"], list["Session"]]:
    from handouts.workflows.load import load_checked  # noqa: PLC0415 - a build without changes needs none

    return load_checked(project, names, wanted)
