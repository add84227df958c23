"""Quotation marks and dashes as they are printed, wherever the trainer's own words stand."""

import re

import pytest
import tinyhtml5

from handouts import worksheets
from handouts.builds.plan import plan
from handouts.builds.request import Request
from handouts.content import markdown, printed_quotes
from handouts.content.load_training import load
from handouts.project.layout import Project
from tests.conftest import add_every_worksheet, example

JOINER = "\u2060"


def printed(text: str, language: str = "en-US", *, joins_dashes: bool = True) -> str:
    found = printed_quotes.inlines(markdown.parse_inline(text), language, joins_dashes=joins_dashes)
    return "".join(getattr(one, "text", "") for one in found)


def test_no_line_of_english_begins_with_an_em_dash() -> None:
    assert printed("a stigma—and so on") == f"a stigma{JOINER}—and so on"
    assert printed("a stigma — and so on") == f"a stigma {JOINER}— and so on"
    assert printed("—so") == "—so"
    assert printed("la casa —roja—", "es") == "la casa —roja—"


def test_a_title_goes_on_with_its_dash() -> None:
    assert printed("An artist? — and so on", joins_dashes=False) == "An artist? — and so on"


def test_what_is_read_out_has_no_joiner() -> None:
    words = printed_quotes.inlines(markdown.parse_inline("a *stigma—and* so"), "en")
    assert printed_quotes.plain(words) == "a stigma—and so"


@pytest.mark.parametrize(
    ("text", "language", "follows", "found"),
    [
        ("a stigma—and so on", "en-US", False, f"a stigma{JOINER}—and so on"),
        ("—so", "en", False, "—so"),
        ("—so", "en", True, f"{JOINER}—so"),
        ("Who's—there", "en", False, f"Who’s{JOINER}—there"),
        ("la casa—roja", "es", True, "la casa—roja"),
    ],
)
def test_words_without_marks_are_running_text_too(
    text: str, language: str, found: str, *, follows: bool
) -> None:
    assert printed_quotes.running(text, language, follows=follows) == found


def loose_dashes(html: str) -> list[str]:
    """What a page shows before an em dash that a line may begin with."""
    body = tinyhtml5.parse(html, namespace_html_elements=False).find("body")
    for svg in [one for one in body.iter() if one.tag == "svg"]:
        for part in [*svg]:
            svg.remove(part)  # its words are heard, not seen
    return re.findall(rf"[^\n{JOINER}]{{1,30}}(?<!{JOINER})—", "".join(body.itertext()))


def typed_marks(html: str) -> list[str]:
    """What a page shows, says or prints below itself with marks as they are typed."""
    body = tinyhtml5.parse(html, namespace_html_elements=False).find("body")
    said = [one.get(name, "") for one in body.iter() for name in ("title", "data-training")]
    return [text for text in (*body.itertext(), *said) if '"' in text or "'" in text]


def straight(text: str) -> str:
    return re.sub("[“”]", '"', re.sub("[‘’]", "'", text))


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The example as somebody types it on a keyboard, with every worksheet."""
    project = example(tmp_path_factory.mktemp("typed"))
    add_every_worksheet(project)
    folder = project.content / "two-models"
    article = folder / "article.md"
    words = straight(article.read_text("utf-8"))
    article.write_text(re.sub(r"(?<=[a-z]), (?=[a-z])", "—", words), "utf-8")
    chart = folder / "chart.yaml"
    rows = re.sub(
        r"(?m)^(    (?:treatment|healing): )(\w+ \w+)",
        r"""\1The rider's—"\2" """,
        chart.read_text("utf-8"),
    )
    assert rows.count("The rider's—\"") > 8
    chart.write_text(rows, "utf-8")
    return project


@pytest.mark.parametrize("kind", worksheets.kinds())
def test_no_sheet_has_marks_as_they_are_typed_or_begins_a_line_with_a_dash(
    typed: Project, kind: str
) -> None:
    jobs = plan(typed, load(typed, ["two-models"]), Request(documents=(kind,)))
    assert jobs
    for job in jobs:
        assert typed_marks(job.html) == [], job.path
        assert loose_dashes(job.html) == [], job.path


def test_no_key_has_them_either(typed: Project) -> None:
    keys = ("answer-keys", "facilitator-guide", "key-card")
    for job in plan(typed, load(typed, ["two-models"]), Request(documents=keys)):
        assert typed_marks(job.html) == [], job.path
        assert loose_dashes(job.html) == [], job.path
