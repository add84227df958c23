"""`roster.yaml` beside a roster → what its trainer has answered."""

from handouts.content import text_file
from handouts.content.content_files import ContentFiles
from handouts.content.roster.answers import NO_ANSWERS, Answers
from handouts.content.yaml_file import read_yaml
from handouts.errors import Problem
from handouts.project.layout import ROSTER_FILE


def read(files: ContentFiles, folder: str) -> tuple[Answers, tuple[Problem, ...]]:
    """Return the answers in a session's folder, none where there is no file, and its problems."""
    name = f"{folder}/{ROSTER_FILE}"
    if not files.exists(name):
        return NO_ANSWERS, ()
    file = text_file.opened(files.project, name, files.texts)
    answers = read_yaml(file, Answers)
    return answers or NO_ANSWERS, tuple(file.problems)
