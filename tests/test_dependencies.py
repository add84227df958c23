"""What the package and its benchmarks import is what they declare."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator

import pytest

from tests.conftest import REPOSITORY


def imported(folder: str) -> Iterator[str]:
    """Yield the first part of the name of each module that is imported anywhere in a folder."""
    for file in (REPOSITORY / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize(
    ("folder", "asked_for", "some"),
    [
        ("handouts", ("keyring", "studio"), {"weasyprint", "pydyf", "PIL"}),
        ("benchmarks", ("studio", "bench"), {"openpyxl", "docx"}),
    ],
)
def test_every_imported_distribution_is_declared(
    folder: str, asked_for: tuple[str, ...], some: set[str]
) -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *(one for extra in asked_for for one in extras[extra])]
    declared = {normal(re.split(r"[\s<>=!~;\[]", one)[0]) for one in asked}
    distributions = importlib.metadata.packages_distributions()
    outside = set(imported(folder)) - sys.stdlib_module_names - {"handouts", "benchmarks"}
    assert some <= outside
    undeclared = {
        name
        for name in outside
        if not declared & {normal(one) for one in distributions.get(name, [name])}
    }
    assert undeclared == set()
