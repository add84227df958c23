"""Every field of every file that a trainer writes, with values that it cannot have.

Fields are found in the models, so that a new one is tried without being named here.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from handouts.content.chart import ChartFile, row_model
from handouts.content.provider import Provider
from handouts.content.roster.answers import Answers
from handouts.content.session import SessionFile
from handouts.content.text_file import SourceFile
from handouts.content.training import ArticleMetadata, TrainingMetadata
from handouts.content.worksheet_options import WorksheetsFile
from handouts.content.yaml_file import read_yaml

FILES = (
    Provider,
    TrainingMetadata,
    ArticleMetadata,
    ChartFile,
    WorksheetsFile,
    SessionFile,
    Answers,
    row_model(("kettle", "pot")),
)
TEXTS = (
    *("maybe", "9 am", "6.5h", "5,5", "14.11.2026", "11/14/2026", "2026-02-30", "20261114"),
    *("-1", "0", "1001", "1e3", ".nan", "nan", ".inf", "Infinity", "1_000", "540", "٩", "+6"),
    *(" ", "\u200b", "x" * 5_000, "1" * 5_000, "'; --", "javascript:alert(1)"),
)
OTHERS = ([], ["a"], [[]], [{}], [None], {}, {"a": "b"}, {"a": {"b": "c"}}, {"": ""}, None)
Path = tuple[str | int, ...]


def fields(model: type[BaseModel], path: Path = ()) -> Iterator[Path]:
    """Yield the way to each field of a model, and of those in it, one entry of each list."""
    for name, field in model.model_fields.items():
        here = (*path, field.alias or name)
        yield here
        yield from inner(field.annotation, here)


def inner(kind: Any, here: Path) -> Iterator[Path]:
    arguments = getattr(kind, "__args__", ())
    if isinstance(kind, type) and issubclass(kind, BaseModel) and not arguments:
        yield from fields(kind, here)
    elif getattr(kind, "__origin__", None) is tuple:
        yield (*here, 0)
        yield from inner(arguments[0], (*here, 0))
    elif getattr(kind, "__origin__", None) is dict:
        yield (*here, "key")
        yield from inner(arguments[1], (*here, "key"))
    else:
        for argument in arguments:
            yield from inner(argument, here)


def written(path: Path, value: object) -> str:
    """A file in which only one field is written, in JSON, which is YAML too."""
    for part in reversed(path):
        value = [value] if part == 0 else {part: value}
    return json.dumps(value, ensure_ascii=False).replace("null", "")


FOREIGN = (
    *("should be", "should have", "should match", "Field required", "Extra inputs"),
    *("not permitted", "Value error", "validation error", "Assertion", "unable to", "Unable to"),
    *("parse", "input_value", "type=", "pydantic", "valid dictionary", "valid tuple", "NoneType"),
)
"""Words of pydantic's own messages."""


def test_there_are_fields_to_be_tried() -> None:
    found = {(file.__name__, *path) for file in FILES for path in fields(file)}
    assert ("SessionFile", "days", 0, "start") in found
    assert ("Provider", "approvals", 0, "profiles", 0) in found
    assert ("SessionFile", "mail", "after", "certificate") in found
    assert ("WorksheetsFile", "kinds", "key", "minutes") in found


@pytest.mark.long
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.__name__)
def test_each_problem_is_told_in_words_of_ours_with_its_line_and_a_cure(
    file: type[BaseModel],
) -> None:
    causes = set()
    for path in fields(file):
        for value in (*TEXTS, *OTHERS):
            source = SourceFile("content/a.yaml", written(path, value))
            read_yaml(source, file)
            for problem in source.problems:
                told = str(problem)
                assert problem.line >= 1, told
                assert problem.fix, told
                assert not [words for words in FOREIGN if words in told], told
                assert len(problem.cause) + len(problem.fix) < 1000, told
                causes.add(problem.cause)
    assert len(causes) > 4


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.__name__)
def test_an_unknown_key_is_told_wherever_it_stands(file: type[BaseModel]) -> None:
    source = SourceFile("content/a.yaml", "zzz: 1\n")
    read_yaml(source, file)
    assert 'the file has an unknown key "zzz"' in [problem.cause for problem in source.problems]
