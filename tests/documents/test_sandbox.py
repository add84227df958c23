import re
from pathlib import Path

import pytest

from handouts.content.training import Training
from handouts.documents.sandbox import sandbox, template_errors
from handouts.documents.templates import environment, rendered
from handouts.errors import WorldError
from handouts.project.layout import Project
from handouts.typesetting.limits import Limits
from tests.small_project import read, small_project

UNSAFE = "access to attribute '{}' of '{}' object is unsafe"


@pytest.fixture(scope="module")
def training(tmp_path_factory: pytest.TempPathFactory) -> Training:
    return read(tmp_path_factory.mktemp("project"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "templates").mkdir()
    (tmp_path / "styles").mkdir()
    return small_project(tmp_path)


def made(project: Project, training: Training, text: str) -> str:
    (project.root / "templates" / "own.html").write_text(f"\n{text}", "utf-8")
    file = project.content / "provider.yaml"
    return rendered(project, "own.html", training=training, file=file).strip()


@pytest.mark.parametrize(("text", "cause"), [
    ("{{ ''.__class__.__mro__ }}", UNSAFE.format("__class__", "str")),
    ("{{ training|attr('__class__') }}", UNSAFE.format("__class__", "Training")),
    ("{{ training['__init__'] }}", UNSAFE.format("__init__", "Training")),
    ("{{ '{0.__class__}'.format(training) }}", UNSAFE.format("__class__", "Training")),
    ("{{ lipsum.__globals__ }}", UNSAFE.format("__globals__", "function")),
    ("{{ cycler.reset }}", UNSAFE.format("reset", "type")),
    ("{{ training.provider.parse_raw('') }}", UNSAFE.format("parse_raw", "Provider")),
    ("{{ training.provider.parse_file('') }}", UNSAFE.format("parse_file", "Provider")),
    ("{{ training.head.model_copy() }}", UNSAFE.format("model_copy", "TrainingMetadata")),
    ("{{ training.head.model_fields_set }}", UNSAFE.format("model_fields_set", "TrainingMetadata")),
    ("{{ training.worksheets.kinds.clear() }}", UNSAFE.format("clear", "dict")),
    ("{{ file.read_text() }}", UNSAFE.format("read_text", type(Path()).__name__)),
    ("{{ file.parent.iterdir() }}", UNSAFE.format("parent", type(Path()).__name__)),
    ("{{ file.unlink() }}", UNSAFE.format("unlink", type(Path()).__name__)),
    ("{% include '../content/provider.yaml' %}", "there is no template “../content/provider.yaml”"),
    ("{% include 'link.html' %}", "“link.html” is a link that leads out of templates/; copy the "
                                  "file there instead"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "it uses itself without an end"),
    ("{% include 'own.html' %}", "it uses itself without an end"),
    ("{% for n in range(10**9) %}{% endfor %}", "OverflowError: Range too big. The sandbox blocks "
                                               "ranges larger than MAX_RANGE (100000)"),
    ("{{ 'a' * 10**9 }}", "“*” would make more than 1,000,000 characters"),
    ("{{ 10**9 * [1] }}", "“*” would make more than 1,000,000 characters"),
    ("{{ 10 ** (10 ** 9) }}", "“**” would make a number of more than 10,000 bits"),
    ("{{ 9 ** 2000 * 9 ** 2000 }}", "“*” would make a number of more than 10,000 bits"),
    ("{{ 1 / 0 }}", "ZeroDivisionError: division by zero"),
    ("{{ 5|inlines }}", "AttributeError: 'int' object has no attribute 'count'"),
    ("{{ nothing }}", "'nothing' is undefined"),
    ("{% if %}", "Expected an expression, got 'end of statement block'"),
])  # fmt: skip
def test_a_template_that_reaches_too_far_is_reported_with_its_line(
    project: Project, training: Training, text: str, cause: str
) -> None:
    (project.root / "templates" / "link.html").symlink_to("../content/provider.yaml")
    with pytest.raises(WorldError) as raised:
        made(project, training, text)
    assert str(raised.value) == f"The template own.html, line 2 cannot be typeset: {cause}."


@pytest.mark.parametrize(("text", "shown"), [
    ("{{ training.provider.name }}", "Quiet Harbour Courses"),
    ("{{ training.provider.contact|length }}", "0"),
    ("{{ file.name }} {{ file.stem }} {{ file.suffix }}", "provider.yaml provider .yaml"),
    ("{{ training.head.date.isoformat() }}", "2026-03-01"),
    ("{{ 'ab' * 3 }} {{ 7 * 6 }} {{ 2 ** 10 }} {{ 1.5 * 2 }}", "ababab 42 1024 3.0"),
])  # fmt: skip
def test_a_template_sees_plain_values(
    project: Project, training: Training, text: str, shown: str
) -> None:
    assert made(project, training, text) == shown


def test_a_template_that_never_ends_or_fills_the_memory_is_stopped(project: Project) -> None:
    layers = project.layers
    loops = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    doubled = "{% for n in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}"
    grows = f"{{% set ns = namespace(x='x' * 999) %}}{doubled}"
    for text, limits, cause in (
        (loops, Limits(0.1), "it took longer than 0 seconds"),
        (grows, Limits(60, 1 << 27), "it needed more than 0.12 GB of memory"),
    ):
        template = sandbox(layers, {}).from_string(text)
        told = f"^The template own.html cannot be typeset: {re.escape(cause)}\\.$"
        with pytest.raises(WorldError, match=told), template_errors(layers, "own.html", limits):
            template.render()


def test_a_template_that_makes_more_than_a_document_is_reported(
    project: Project, training: Training
) -> None:
    text = "{% set a = 'x' * 900000 %}{% for n in range(40) %}{{ a }}{% endfor %}"
    with pytest.raises(WorldError) as raised:
        made(project, training, text)
    assert str(raised.value) == (
        "The template own.html makes 36,000,001 characters, and a document has at most 30,000,000. "
        "Divide what it is made from, or look at its loops."
    )


def test_a_macro_that_is_called_from_outside_is_reported_with_its_line(project: Project) -> None:
    (project.root / "templates" / "lines.html").write_text(
        "\n{% macro a() %}\n{{ b }}{% endmacro %}"
    )
    macros = environment(project.layers).get_template("lines.html").module
    with pytest.raises(WorldError) as raised, template_errors(project.layers, "lines.html"):
        str(macros.a())
    assert (
        str(raised.value) == "The template lines.html, line 3 cannot be typeset: 'b' is undefined."
    )


def test_an_exception_in_which_no_template_of_the_project_has_a_part_is_a_bug(
    project: Project,
) -> None:
    with pytest.raises(ZeroDivisionError), template_errors(project.layers, "base.html"):
        1 / 0  # noqa: B018
