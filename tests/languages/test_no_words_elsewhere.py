"""No fixed word stands in a template or in Python that makes what is printed and mailed."""

import ast
import re
from pathlib import Path

import pytest
from jinja2 import nodes

from handouts.documents.templates import environment
from handouts.project.layout import Project
from tests.conftest import REPOSITORY

TEMPLATES = REPOSITORY / "templates"
PARSER = environment(Project(REPOSITORY).layers)
READ_ALOUD = re.compile(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"')
WORD = re.compile(r"[A-Z][a-z]|[A-Za-z]{2,} [A-Za-z]{2,}")
"""In a text of Python or of an expression: a capital, or two words beside each other."""


def data(source: str) -> str:
    """Return a template as HTML: what is filled in is a dot."""
    kinds = {"data": None, "raw_begin": "", "raw_end": ""}
    return "".join(
        value if kind == "data" else "·"
        for _, kind, value in PARSER.lex(source)
        if kind in (*kinds, "variable_begin")
    )


def words(html: str) -> list[str]:
    """Return what can be read or heard of HTML; a macro may hold attributes alone."""
    heard = READ_ALOUD.findall(html)
    bare = re.sub(r"<!DOCTYPE[^>]*>|<(style|script)\b.*?</\1>|<[^>]*>|&\w+;", " ", html, flags=re.S)
    bare = re.sub(r"\b[a-z-]+=\"[^\"]*\"", " ", bare)
    return [word for text in (bare, *heard) for word in re.findall(r"[^\W\d_]+", text)]


def of(folder: str, pattern: str) -> list[object]:
    files = sorted((REPOSITORY / folder).rglob(pattern))
    return [pytest.param(file, id=str(file.relative_to(REPOSITORY))) for file in files]


SAMPLES = {"certificate.html", "full.html"}
"""Certificates, which have lines of an invented person to be measured."""
PRINTED = [file for file in of("templates", "*.html") if file.values[0].name not in SAMPLES]  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", PRINTED)
def test_a_template_has_no_words_of_its_own(file: Path) -> None:
    source = file.read_text("utf-8")
    assert words(data(source)) == []
    texts = {one.value for one in PARSER.parse(source).find_all(nodes.Const)}
    assert [text for text in texts if isinstance(text, str) and WORD.search(text)] == []


def test_words_of_a_template_are_found() -> None:
    assert words(
        data('<p class="a b">{{ one }} Two<br>{# Three #}{% if a > b %}vier{% endif %}')
    ) == [
        "Two",
        "vier",
    ]
    assert words(
        data('<img alt="Five {{ six }}" class="seven"><style>p { color: red }</style>')
    ) == ["Five"]


@pytest.mark.parametrize(
    "file",
    [*of("handouts/worksheets/kinds", "*.py"), *of("handouts/packets", "*.py")],
)
def test_python_has_no_words_for_paper(file: Path) -> None:
    tree = ast.parse(file.read_text("utf-8"))
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    told = {node for part in ast.walk(tree) for node in beside_the_point(part)}
    found = [node.value for node in texts if node not in told and isinstance(node.value, str)]
    assert [text for text in found if WORD.search(text)] == []


def beside_the_point(node: ast.AST) -> list[ast.AST]:
    """Return what is a docstring or names a type."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return [node.value]
        case ast.arg(annotation=types) | ast.AnnAssign(annotation=types):
            return [*ast.walk(types)] if types else []
        case ast.FunctionDef(returns=types):
            return [*ast.walk(types)] if types else []
    return []
