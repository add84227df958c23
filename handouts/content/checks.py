"""What other rooms know to be wrong with content. The loader gets it, and knows none of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handouts.content.provider import Provider
from handouts.content.session import Session, SessionFile
from handouts.content.text_file import SourceFile
from handouts.content.training import TrainingMetadata
from handouts.content.worksheet_options import WorksheetsFile
from handouts.errors import Problem
from handouts.project.layout import Project

Charts = Sequence[str]
"""The names of a training's charts."""


@dataclass(frozen=True)
class Checks:
    """Functions that report what is wrong in the file they get, which could be read as a model.

    The file of a chart is given with the chart's name, whether or not it could be read.
    """

    provider: Sequence[Callable[[SourceFile, Provider], None]] = ()
    training: Sequence[Callable[[Project, SourceFile, TrainingMetadata, Charts], None]] = ()
    chart: Sequence[Callable[[Project, SourceFile, str], None]] = ()
    worksheets: Sequence[Callable[[SourceFile, WorksheetsFile, Charts], None]] = ()
    session_file: Sequence[Callable[[SourceFile, SessionFile], None]] = ()
    session: Sequence[Callable[[Session], list[Problem]]] = ()


NO_CHECKS = Checks()
