"""The smallest content that can be built: to be spoilt in one place by a test, and then read."""

from pathlib import Path

import pytest

from handouts.content.training import Training
from handouts.errors import ContentError
from handouts.project.layout import Project
from handouts.workflows.load import load_checked

PROVIDER = "name: Quiet Harbour Courses\n"
TRAINING = "code: TEA\ntitle: Two Ways to Make Tea\ndate: 2026-03-01\n"
HEAD = "---\ntitle: The Kettle and the Pot\n---\n"
ARTICLE = f"{HEAD}\nWater is poured on leaves.\n"
CHART = """\
title: Kettle and pot
columns:
  kettle: The kettle
  pot: The pot
rows:
  - label: Speed
    kettle: Quick
    pot: Slow
  - label: Taste
    kettle: Plain
    pot: Round
"""


_OF_THE_EXAMPLE = {
    "Lantern Street": "Harbour Street",
    "Robin Ashdown": "Helen Ashford",
    "Example Board": "Central Board",
    "Invented for this example: ": "",
    "0000": "4711",
    "www.example.org": "www.example.net",
    "trainings@": "workshops@",
    "555 0100": "555 0199",
}
"""What the example says of its provider, and as long a text that is another provider's."""


def own_provider(project: Project) -> Project:
    """The same project, where what the example says of its provider is the trainer's own.

    Under the example's name nothing is issued, mailed or packed.
    """
    file = project.content / "provider.yaml"
    text = file.read_text("utf-8")
    for theirs, ours in _OF_THE_EXAMPLE.items():
        text = text.replace(theirs, ours)
    file.write_text(text, "utf-8")
    return project


def small_project(folder: Path, **files: str | bytes) -> Project:
    """A project with one training, `tea`; `article=…` and the like replace its files' content."""
    contents = {"provider": PROVIDER, "training": TRAINING, "article": ARTICLE, "chart": CHART}
    (folder / "content" / "tea").mkdir(parents=True, exist_ok=True)
    project = Project(folder.resolve())
    for name, text in {**contents, **files}.items():
        path(project, name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return project


def path(project: Project, name: str) -> Path:
    """Where one of the four files is."""
    names = {"provider": "provider.yaml", "article": "tea/article.md"}
    return project.content / names.get(name, f"tea/{name}.yaml")


def read(folder: Path, **files: str | bytes) -> Training:
    """The training, where nothing is wrong with it."""
    (training,), _ = load_checked(small_project(folder, **files), ["tea"])
    return training


def told(folder: Path, **files: str | bytes) -> str:
    """Everything that is wrong, as a trainer is told."""
    return told_of(small_project(folder, **files))


def told_of(project: Project) -> str:
    """Everything that is wrong with a project, as a trainer is told."""
    with pytest.raises(ContentError) as caught:
        load_checked(project, ["tea"])
    return str(caught.value)
