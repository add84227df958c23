"""A YAML text of a content file → its model, or what is wrong with it."""

from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from handouts.content import markdown, yaml_tree
from handouts.content.text_file import SourceFile
from handouts.content.validation_messages import explain, worth_reporting
from handouts.messages import message, suggestion

_LONGEST_TEXT = 20_000
"""Letters of one text in a YAML file, such as a cell: six pages, and read in a moment."""
_M = TypeVar("_M", bound=BaseModel)


def read_yaml(
    file: SourceFile, model: type[_M], text: str | None = None, first_line: int = 1
) -> _M | None:
    """Return the model of a YAML text, or None and the reasons in the source's problems."""
    if file.problems:
        return None
    read_tree(file, file.text if text is None else text, first_line)
    return validated(file, model, file.tree.value)


def read_tree(file: SourceFile, text: str, first_line: int = 1) -> None:
    """Read a YAML text into the tree of its source, and report what no YAML can be."""
    file.tree = yaml_tree.read(text, first_line)
    for problem in file.tree.problems:
        file.report(problem.line, problem.message)
    for location, long in file.tree.texts():
        if len(long) > _LONGEST_TEXT:
            found = message("training.long-text", letters=len(long), most=_LONGEST_TEXT)
            file.report(file.tree.line(location), found)
            file.tree = yaml_tree.YamlTree()
            break
    if file.tree.value is None and not file.problems:
        file.tree.value = {}  # only notes, so that each key is reported as missing


def validated(file: SourceFile, model: type[_M], value: object) -> _M | None:
    """Return the model of a value, or None and the reasons in the source's problems."""
    if value is None:
        return None
    try:
        return model.model_validate(value)
    except ValidationError as error:
        for detail in worth_reporting(error.errors()):
            line, found, quoted = explain(detail, file.tree, model)
            file.report(line, found, quoted=quoted)
        return None


def check_name(file: SourceFile, key: str, existing: Sequence[str]) -> None:
    """Report where the text of a key is not one of the names that there are."""
    name = yaml_tree.value_at(file.tree.value, (key,))
    if isinstance(name, str) and name not in existing:
        near = suggestion(name, existing)
        found = message("training.no-such-name", key=key, name=name, suggestion=near)
        if key == "preferred":
            found = message("training.no-column", name=name, suggestion=near)
        file.report(file.tree.line((key,)), found)


def check_markdown(file: SourceFile, *keys: str) -> None:
    """Report Markdown that cannot be set in the texts of these keys."""
    for location, text in file.tree.texts():
        line = file.tree.line(location)
        is_text = not any(problem.line == line for problem in file.problems)
        if location and location[0] in keys and is_text:
            for diagnostic in markdown.inline_diagnostics(text, line):
                file.report(diagnostic.line, diagnostic.message)
