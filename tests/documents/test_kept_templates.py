from pathlib import Path

import jinja2
import pytest

from handouts.documents import kept_templates
from handouts.documents.kept_templates import KeptTemplates, Unfolded
from handouts.documents.sandbox import sandbox


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that are compiled in a test."""
    names: list[str] = []
    compile_one = jinja2.Environment.compile

    def heard(self: jinja2.Environment, source: str, name: str, *more: object) -> object:
        names.append(name)
        return compile_one(self, source, name, *more)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", heard)
    return names


def written(folder: Path, text: str, mark: str = "!") -> str:
    """Return what a new environment makes of a template, with the compiled ones of a folder."""

    class Environment(jinja2.Environment):
        code_generator_class = Unfolded

    environment = Environment(
        loader=jinja2.DictLoader({"page": text}),
        bytecode_cache=KeptTemplates(folder),
        optimized=False,
    )
    environment.filters["marked"] = lambda value: f"{value}{mark}"
    return environment.get_template("page").render(name="you")


def test_a_template_is_compiled_once_and_again_when_it_changed(
    tmp_path: Path, compiled: list[str]
) -> None:
    folder = tmp_path / "one"
    assert [written(folder, "Hello {{ name }}") for _ in range(2)] == ["Hello you"] * 2
    assert compiled == ["page"]
    assert written(folder, "Bye {{ name }}") == "Bye you"
    assert compiled == ["page", "page"]


def test_filters_are_those_of_the_environment_that_asks(
    tmp_path: Path, compiled: list[str]
) -> None:
    text = "{{ 'Hello'|marked }}{% set bye = 'Bye'|marked %} {{ bye }}"
    assert written(tmp_path / "one", text, "!") == "Hello! Bye!"
    assert written(tmp_path / "one", text, "?") == "Hello? Bye?"
    assert compiled == ["page"]


@pytest.mark.parametrize("content", [b"", b"j2", b"\0" * 100])
def test_a_damaged_file_is_made_again(tmp_path: Path, compiled: list[str], content: bytes) -> None:
    folder = tmp_path / "one"
    written(folder, "Hello")
    (file,) = folder.iterdir()
    for damaged in (content, file.read_bytes()[:-20]):
        file.write_bytes(damaged)
        assert written(folder, "Hello") == "Hello"
    assert len(compiled) == 3
    assert written(folder, "Hello") == "Hello"
    assert len(compiled) == 3


def test_where_nothing_can_be_kept_templates_are_compiled(
    tmp_path: Path, compiled: list[str]
) -> None:
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "one"
    assert [written(folder, "Hello") for _ in range(2)] == ["Hello"] * 2
    assert compiled == ["page", "page"]


def test_what_other_versions_kept_is_removed(tmp_path: Path) -> None:
    for version in ("one", "two"):
        written(tmp_path / "templates" / version, "Hello")
    (kept,) = (tmp_path / "templates").iterdir()
    assert kept.name == "two"
    assert len([*kept.iterdir()]) == 1


def test_documents_are_compiled_from_their_kept_templates() -> None:
    kept = kept_templates.kept_templates()
    assert kept is kept_templates.kept_templates()
    environment = sandbox([], {})
    assert environment.bytecode_cache is kept
    assert environment.code_generator_class is Unfolded
    assert not environment.optimized
