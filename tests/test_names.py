"""One word, one thing: in the names of the code."""

import ast
from collections import defaultdict

from tests.conftest import REPOSITORY


def test_a_class_name_stands_for_one_thing_in_the_whole_package() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted((REPOSITORY / "handouts").rglob("*.py")):
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(file.relative_to(REPOSITORY).as_posix())
    assert {name: files for name, files in found.items() if len(files) > 1} == {}
