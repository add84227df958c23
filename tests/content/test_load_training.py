import dataclasses
import datetime
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.content import yaml_tree
from handouts.content.chart import Chart, Row
from handouts.content.load_training import load
from handouts.content.markdown import parse
from handouts.content.needed_fonts import fallback_fonts
from handouts.content.provider import Provider
from handouts.content.text_file import opened
from handouts.content.training import Article, ArticleMetadata, Training, TrainingMetadata
from handouts.errors import ContentError
from handouts.fonts.system import SystemFonts
from tests.small_project import (
    ARTICLE,
    CHART,
    HEAD,
    TRAINING,
    path,
    read,
    small_project,
    told,
    told_of,
)


def test_the_files_become_one_training(tmp_path: Path) -> None:
    assert read(tmp_path) == Training(
        name="tea",
        head=TrainingMetadata(
            code="TEA", title="Two Ways to Make Tea", date=datetime.date(2026, 3, 1)
        ),
        article=Article(
            ArticleMetadata(title="The Kettle and the Pot"),
            parse("Water is poured on leaves.").blocks,
        ),
        charts={
            "": Chart(
                title="Kettle and pot",
                columns=("The kettle", "The pot"),
                preferred=None,
                rows=(Row(1, "Speed", ("Quick", "Slow")), Row(2, "Taste", ("Plain", "Round"))),
            )
        },
        provider=Provider(name="Quiet Harbour Courses"),
    )


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    assert told(
        tmp_path,
        provider="title: Harbour\n",
        training=TRAINING.replace("2026-03-01", "soon") + "theme: pres\n",
        article=ARTICLE.replace("title:", "tilte:") + "\n![](cup.png)\n",
        chart=CHART.replace("    pot: Slow", "    pott: Slow") + "prefered: pot\n",
    ) == (
        'content/provider.yaml:1: the file has an unknown key "title"\n'
        "    title: Harbour\n"
        "  Keys here are: name, address, website, email, phone, logo, logo_small, logo_on_dark, "
        "colour, second_colour, fonts, signatory, approvals, mail_server, verify_url, signatories, "
        "certificate_face, certificate_frame, certificate_ground, certificate_script.\n"
        'content/provider.yaml:1: the file has no "name" line\n'
        "  Add a line: name: …\n"
        'content/tea/article.md:2: the file has an unknown key "tilte"\n'
        "    tilte: The Kettle and the Pot\n"
        '  Did you mean "title"?\n'
        'content/tea/article.md:2: the file has no "title" line\n'
        '  Add a line: title: … Did you mean "tilte" on line 2?\n'
        "content/tea/article.md:7: the picture has no description\n"
        "    ![](cup.png)\n"
        "  Write what it shows between the brackets, for those who cannot see it: "
        "![what it shows](cup.png)\n"
        'content/tea/article.md:7: there is no picture "cup.png"\n'
        "    ![](cup.png)\n"
        "  Put it into tea/, or fix its name.\n"
        'content/tea/chart.yaml:6: row 1 has no "pot" cell\n'
        "      - label: Speed\n"
        "        kettle: Quick\n"
        "        pott: Slow\n"
        "  Every row needs one cell for each column: kettle, pot. "
        'Did you mean "pott" on line 8?\n'
        'content/tea/chart.yaml:8: row 1 has an unknown key "pott"\n'
        "        pott: Slow\n"
        '  Did you mean "pot"?\n'
        'content/tea/chart.yaml:12: the file has an unknown key "prefered"\n'
        "    prefered: pot\n"
        '  Did you mean "preferred"?\n'
        'content/tea/training.yaml:3: "date" is not a date\n'
        "    date: soon\n"
        "  Write it as year-month-day: 2026-11-22.\n"
        'content/tea/training.yaml:4: there is no theme "pres"\n'
        "    theme: pres\n"
        '  Did you mean "press"?'
    )


def test_the_problems_of_several_trainings_are_told_together(tmp_path: Path) -> None:
    project = small_project(tmp_path, chart="")
    shutil.copytree(project.content / "tea", project.content / "coffee")
    with pytest.raises(ContentError) as caught:
        load(project, ["coffee", "tea"])
    paths = [problem.path for problem in caught.value.problems]
    assert paths == ["content/coffee/chart.yaml", "content/tea/chart.yaml"]


def test_a_column_may_be_preferred(tmp_path: Path) -> None:
    assert read(tmp_path, chart=f"{CHART}preferred: pot\n").chart.preferred == 1


def test_a_column_that_is_preferred_and_not_there(tmp_path: Path) -> None:
    assert told(tmp_path, chart=f"{CHART}preferred: pott\n") == (
        'content/tea/chart.yaml:12: there is no column "pott"\n'
        '    preferred: pott\n  Did you mean "pot"?'
    )


def test_columns_with_one_title_cannot_be_told_apart(tmp_path: Path) -> None:
    assert told(tmp_path, chart=CHART.replace("The pot", "the  Kettle")) == (
        'content/tea/chart.yaml:4: the columns "kettle" and "pot" have the same title\n'
        "      pot: the  Kettle\n  Tell them apart."
    )


def test_a_label_may_be_left_out_or_left_empty(tmp_path: Path) -> None:
    chart = CHART.replace("- label: Speed\n    kettle", "- kettle").replace(": Taste", ":")
    assert [row.label for row in read(tmp_path, chart=chart).chart.rows] == ["", ""]


def test_optional_keys_may_be_left_empty(tmp_path: Path) -> None:
    training = read(
        tmp_path,
        provider="name: Harbour\nwebsite:\nphone:\n",
        training=f"{TRAINING}theme:\npresenters:\nobjectives:\n",
        article=ARTICLE.replace("\n---\n\n", "\nbyline:\nsources:\n---\n\n"),
    )
    assert training.provider == Provider(name="Harbour")
    assert training.head.theme == "press"
    assert training.article.head.sources == ()


@pytest.mark.parametrize("text", ["No", "1.10", "2026-01-01", "~", "null", "Null", "0"])
def test_cells_are_text_whatever_they_look_like(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, chart=CHART.replace("Quick", text)).chart.rows[0].cells[0] == text


@pytest.mark.parametrize("cell", ["", ' ""', ' "  "', ' "\u00a0"', ' "\u200b"', " '\u00ad'"])
def test_an_empty_cell(tmp_path: Path, cell: str) -> None:
    assert told(tmp_path, chart=CHART.replace("pot: Slow", f"pot:{cell}")) == (
        f'content/tea/chart.yaml:8: row 1: "pot" is empty\n        pot:{cell}\n  Write its text.'
    )


@pytest.mark.parametrize("rows", ["", " []"])
def test_a_chart_without_rows(tmp_path: Path, rows: str) -> None:
    chart = CHART.partition("rows:")[0] + f"rows:{rows}\n"
    assert told(tmp_path, chart=chart).startswith('content/tea/chart.yaml:5: "rows" ')


def test_rows_that_are_no_rows_are_told_one_by_one(tmp_path: Path) -> None:
    chart = CHART.partition("rows:")[0] + "rows:\n  - Quick\n  - [a, b]\n"
    cure = "Write keys and values, each on a line of its own: `key: value`."
    assert told(tmp_path, chart=chart) == (
        f"content/tea/chart.yaml:6: row 1 has no keys\n      - Quick\n  {cure}\n"
        f"content/tea/chart.yaml:7: row 2 has no keys\n      - [a, b]\n  {cure}"
    )


def test_a_column_called_label_is_told_without_what_follows_from_it(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, chart=CHART.replace("  pot: The", "  label: The")).split(
        "content/"
    )[1:]
    assert '"label" names the row itself and cannot be a column' in problem


@pytest.mark.parametrize(
    ("count", "told_of_it"),
    [(1, '"columns" has 1 entry\n    {}\n  It has at least 2.'),
     (6, '"columns" has 6 entries\n    {}\n  It has at most 5.')],
)  # fmt: skip
def test_too_few_and_too_many_columns(tmp_path: Path, count: int, told_of_it: str) -> None:
    columns = f"columns: {{{', '.join(f'{key}: {key.upper()}' for key in 'abcdef'[:count])}}}"
    row = f"{{{', '.join(f'{key}: x' for key in 'abcdef'[:count])}}}"
    chart = f"title: x\n{columns}\nrows:\n  - {row}\n"
    assert told(tmp_path, chart=chart) == f"content/tea/chart.yaml:2: {told_of_it.format(columns)}"


@pytest.mark.parametrize(
    ("article", "cause"),
    [
        ("Only words.\n", "does not stand at the beginning"),
        ("title: x\n---\nWords.\n", "does not stand at the beginning"),
        ("---\ntitle: x\n\nWords.\n", "is never closed"),
    ],
)
def test_an_article_without_its_head(tmp_path: Path, article: str, cause: str) -> None:
    first = article.partition("\n")[0]
    assert told(tmp_path, article=article) == (
        f"content/tea/article.md:1: the front matter of the article {cause}\n    {first}\n"
        "  Begin the file with lines of their own: ---, title: …, byline: …, ---"
    )


@pytest.mark.parametrize("head", ["---\n---\n", "---\n\n---\n", "---\n# a note\n---\n"])
def test_an_empty_head(tmp_path: Path, head: str) -> None:
    assert 'the file has no "title" line' in told(tmp_path, article=f"{head}Words.\n")


def test_empty_lines_may_stand_above_the_head(tmp_path: Path) -> None:
    told_of_it = told(tmp_path, article=f"\n\n{ARTICLE}\n[x](y.md)\n")
    assert told_of_it.startswith("content/tea/article.md:9: the link")


@pytest.mark.parametrize(
    "body",
    ["", "# One\n\n## Two\n", "[chart]\n", "<!-- a note -->\n", "---\n", "&nbsp;\n", "\u200b\n"],
)
def test_an_article_without_text(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, article=HEAD + body) == (
        "content/tea/article.md: the article has no text\n  Write at least one paragraph."
    )


@pytest.mark.parametrize("body", ["- One\n- Two\n", "> Said\n", "    code\n"])
def test_text_need_not_be_a_paragraph(tmp_path: Path, body: str) -> None:
    assert read(tmp_path, article=HEAD + body).article.blocks


def test_the_chart_may_stand_once_and_not_within_something(tmp_path: Path) -> None:
    body = "\n[chart]\n\n- Tea\n- [chart]\n"
    assert told(tmp_path, article=ARTICLE + body) == (
        "content/tea/article.md:10: [chart] stands in a list or a quotation\n"
        "    - [chart]\n  Move it out of it.\n"
        "content/tea/article.md:10: [chart] stands twice, here and on line 7\n"
        "    - [chart]\n  Keep one of the two."
    )


def test_a_pull_quote_stands_in_the_article(tmp_path: Path) -> None:
    head = HEAD.replace("Pot\n", "Pot\npull_quotes:\n  - Water is poured on leafs.\n  - Nothing\n")
    assert told(tmp_path, article=f"{head}Water is poured on *leaves*.\n") == (
        "content/tea/article.md:4: pull quote 1 does not stand in the article\n"
        "      - Water is poured on leafs.\n"
        '  Did you mean "Water is poured on leaves."?\n'
        "content/tea/article.md:5: pull quote 2 does not stand in the article\n"
        "      - Nothing\n"
        "  Copy a sentence from the article, letter by letter."
    )


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ({"training": f"{TRAINING}objectives:\n  - ok\n  - '[x](y.md)'\n"}, "training.yaml:6"),
        ({"article": HEAD.replace("The Kettle", "A [x](y.md)") + "Words.\n"}, "article.md:2"),
        ({"article": HEAD.replace("Pot", "Pot\nbyline: A [x](y.md)") + "Words.\n"}, "article.md:3"),
        ({"chart": CHART.replace("Quick", "'[x](y.md)'")}, "chart.yaml:7"),
        ({"chart": CHART.replace("Speed", "'[x](y.md)'")}, "chart.yaml:6"),
        ({"chart": CHART.replace("title: K", "title: '[x](y.md)'  \n#")}, "chart.yaml:1"),
    ],
)  # fmt: skip
def test_every_text_in_markdown_is_checked(
    tmp_path: Path, files: dict[str, str], place: str
) -> None:
    assert told(tmp_path, **files) == (
        f'content/tea/{place}: the link to "y.md" leads nowhere on paper or in a mail\n'
        f"{_quoted(files, place)}  Links begin with https://, http:// or mailto:."
    )


def _quoted(files: dict[str, str], place: str) -> str:
    (text,) = files.values()
    return f"    {text.splitlines()[int(place.rpartition(':')[2]) - 1]}\n"


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"article": f"{ARTICLE}\nA &#x202e; B\n"}, 7),
        ({"article": ARTICLE.replace("The Kettle and the Pot", '"\\u202eKettle"')}, 2),
        ({"chart": CHART.replace("Quick", '"\\u202eQuick"')}, 7),
        ({"provider": 'name: "Har\\u202ebour"\n'}, 1),
    ],
)  # fmt: skip
def test_a_character_cannot_hide_behind_an_escape(
    tmp_path: Path, files: dict[str, str], line: int
) -> None:
    (problem,) = told(tmp_path, **files).split("content/")[1:]
    assert f":{line}: the character U+202E (RIGHT-TO-LEFT OVERRIDE) cannot be printed\n" in problem


def test_a_text_of_yaml_that_is_longer_than_any_cell(tmp_path: Path) -> None:
    assert told(tmp_path, chart=CHART.replace("Slow", "slow " * 4_000 + "x")) == (
        "content/tea/chart.yaml:8: a text has 20,001 letters\n"
        f"        pot: {'slow ' * 30}…\n"
        "  It may have up to 20,000: shorten it, or divide it."
    )


@pytest.mark.parametrize("number", ["&#0;", "&#7;", "&#xD800;"])
def test_a_number_that_is_no_character(tmp_path: Path, number: str) -> None:
    assert "U+FFFD (REPLACEMENT CHARACTER)" in told(tmp_path, article=f"{ARTICLE}\n{number}\n")


def test_characters_of_other_scripts_bring_their_fonts(tmp_path: Path) -> None:
    article = f"{ARTICLE}\n<!-- 的 in a note -->\n\nשש &#x5E9;\n"
    file = opened(small_project(tmp_path, article=article), "tea/article.md")
    file.body = file.text.removeprefix(HEAD)
    system = SystemFonts.of(Old_Hand="ש", Brush="ש的")
    assert fallback_fonts([file], system) == ["Brush"]
    assert file.problems == []


def test_characters_that_no_font_has_are_told_by_line(tmp_path: Path) -> None:
    chart = CHART.replace("Quick", "快").replace("Slow", "😀").replace("Plain", "\ue123")
    file = opened(small_project(tmp_path, chart=chart), "tea/chart.yaml")
    file.tree = yaml_tree.read(file.text)
    assert fallback_fonts([file], SystemFonts.of(OpenSymbol="\ue123")) == []
    assert "\n".join(map(str, file.problems)) == (
        "content/tea/chart.yaml:7: no font on this machine has the character "
        "U+5FEB (CJK UNIFIED IDEOGRAPH-5FEB)\n        kettle: 快\n"
        "  Install a font for it (Noto has one for Han), or leave it out.\n"
        "content/tea/chart.yaml:8: no font on this machine has the character "
        "U+1F600 (GRINNING FACE)\n        pot: 😀\n"
        "  Leave it out, or write a word instead; pictograms differ from printer to printer.\n"
        "content/tea/chart.yaml:10: no font on this machine has the character "
        "U+E123 (a private-use character)\n        kettle: \ue123\n"
        "  Leave it out, or write a word instead; it has a shape in one font only."
    )


@pytest.mark.parametrize("name", ["provider", "training", "chart", "article"])
def test_a_missing_file_does_not_hide_the_problems_of_others(tmp_path: Path, name: str) -> None:
    other = "chart" if name != "chart" else "training"
    project = small_project(tmp_path, **{other: ""})
    path(project, name).unlink()
    need_not_be = name in ("article", "chart")
    assert told_of(project).count("content/") == (1 if need_not_be else 2)


@pytest.fixture
def someone_else(tmp_path: Path) -> Iterator[Path]:
    """A folder, with permissions that count even where tests are run by root."""
    folder = Path(tempfile.mkdtemp(dir="/tmp" if Path("/tmp").is_dir() else tmp_path))  # noqa: S108
    folder.chmod(0o755)
    user = os.geteuid()
    yield folder
    if os.geteuid() != user:
        os.seteuid(user)
    shutil.rmtree(folder)


def test_an_unreadable_file(someone_else: Path) -> None:
    project = small_project(someone_else / "project")
    path(project, "article").chmod(0)
    if os.geteuid() == 0:
        os.seteuid(65534)
    assert told_of(project) == (
        "content/tea/article.md: the file cannot be read (Permission denied)\n"
        "  Check its permissions."
    )


def test_a_training_is_frozen(tmp_path: Path) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        read(tmp_path).name = "x"  # type: ignore[misc]
