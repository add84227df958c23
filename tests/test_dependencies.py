"""What the package imports is what it declares."""

import ast
import importlib.metadata
import re
import sys
import tomllib
from collections.abc import Iterator

from tests.conftest import REPOSITORY


def imported() -> Iterator[str]:
    """Yield the first part of the name of each module that is imported anywhere in the package."""
    for file in (REPOSITORY / "handouts").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module.partition(".")[0]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_imported_distribution_is_declared() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    asked = [*project["dependencies"], *extras["keyring"], *extras["studio"]]
    declared = {normal(re.split(r"[\s<>=!~;\[]", one)[0]) for one in asked}
    distributions = importlib.metadata.packages_distributions()
    outside = set(imported()) - sys.stdlib_module_names - {"handouts"}
    assert {"weasyprint", "pydyf", "PIL"} <= outside
    undeclared = {
        name
        for name in outside
        if not declared & {normal(one) for one in distributions.get(name, [name])}
    }
    assert undeclared == set()
