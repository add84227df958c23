"""Phrases and those who ask for them: each name and each value, both ways."""

import ast
from collections.abc import Iterator

import pytest
from jinja2 import nodes

from handouts.content.fixed_words import problem_of
from handouts.documents.registry import registry
from handouts.documents.templates import environment
from handouts.languages import phrases
from handouts.project.layout import Project
from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "handouts"
TEMPLATES = sorted((REPOSITORY / "templates").rglob("*.*"))
WHOLE = phrases.standard(phrases.WHOLE)
OTHERS = [language for language in phrases.languages() if language != phrases.WHOLE]
Asked = tuple[str, set[str]]
"""Name and values of a phrase."""


def of_templates() -> Iterator[tuple[str, Asked]]:
    parser = environment(Project(REPOSITORY).layers)
    for file in TEMPLATES:
        tree = parser.parse(file.read_text("utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "phrase":
                place = f"{file.name}:{call.lineno}"
                (name,) = call.args
                written = name.value if isinstance(name, nodes.Const) else "not written out"
                yield place, (written, {one.key for one in call.kwargs} - {"edition"})


def of_python() -> Iterator[tuple[str, Asked]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=value, attr="text" | "html"),
                    args=[ast.Constant(value=str(name)), *_],
                ) if ast.unparse(value).endswith("phrases"):
                    place = f"{file.relative_to(PACKAGE)}:{node.lineno}"
                    given = {str(keyword.arg) for keyword in node.keywords}
                    yield place, (name, given)


def titles() -> set[str]:
    folders = ("documents", "worksheets", "sessions", "packets")
    files = [file for file in TEMPLATES if file.parent.name in folders]
    return {f"documents.{file.stem}.title" for file in files}


def needs() -> set[str]:
    """What has to be at hand for documents that are printed on card."""
    cards = [
        name for name, one in registry(Project(REPOSITORY)).items() if one.head.stock == "card"
    ]
    return {f"documents.{name}.needs" for name in cards}


ASKED = [*of_templates(), *of_python()]


@pytest.mark.parametrize("asked", [pytest.param(asked, id=place) for place, asked in ASKED])
def test_who_asks_for_a_phrase_gives_it_its_values(asked: Asked) -> None:
    name, values = asked
    assert name in WHOLE
    assert phrases.placeholders(WHOLE[name]) == values


def test_each_phrase_is_asked_for() -> None:
    used = {name for _, (name, _) in ASKED} | titles() | needs()
    assert sorted(WHOLE.keys() - used) == []
    assert sorted(titles() - WHOLE.keys()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_only_phrases_of_the_whole_one_that_differ(language: str) -> None:
    found = phrases.standard(language)
    assert found.keys() == WHOLE.keys()
    own = {name for name in found if found[name] != WHOLE[name]}
    assert own
    assert set(phrases.own_names(language)) == own


@pytest.mark.parametrize("language", phrases.languages())
def test_the_texts_of_a_phrase_have_the_same_values(language: str) -> None:
    for name, variants in phrases.standard(language).items():
        assert [found for one in variants if (found := problem_of(name, one))] == []
        of_count = {category for _, category, _ in variants} - {""}
        assert not of_count or "other" in of_count
