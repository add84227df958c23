"""Markdown as Pandoc, Notion, Obsidian, HackMD, Google Docs and Ulysses write it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.content import markdown
from handouts.importers import completeness, write
from handouts.importers.article import read_article
from handouts.importers.markdown_dialects import understood
from handouts.importers.parts import ReadArticle
from handouts.importers.source import ImportedFile

CASES = Path(__file__).parent.parent / "fixtures" / "cases" / "articles"
ROOM = "Every trainer knows the moment when a room goes quiet."


def read(text: str, name: str = "a.md") -> ReadArticle:
    return read_article(ImportedFile(f"in/{name}", name, text, "UTF-8"))


def case(name: str) -> tuple[ReadArticle, str]:
    """Return an article of the cases, and its body as it is written."""
    article = read((CASES / name).read_text("utf-8"), name)
    return article, written(article)


def written(article: ReadArticle) -> str:
    return "\n\n".join(piece.markdown for piece in article.pieces)


def made(text: str) -> str:
    """Return what comes of a text below a title."""
    article = read(f"# Title\n\n{text}\n")
    assert not markdown.parse(written(article)).diagnostics
    return written(article)


def left(text: str) -> list[str]:
    """Return what of a text below a title is left out."""
    return [each.text for each in read(f"# Title\n\nWords.\n\n{text}\n").left_out]


def test_what_hackmd_writes() -> None:
    article, body = case("hackmd.md")

    assert article.title == "When the Room Goes Quiet"
    assert body.startswith("> Read this **before** the day.\n\n## Two kinds of silence\n\nEvery")
    assert "**Wait**, and *listen*. Silence" in body
    assert "* [ ] Look up\n* [x] Count to seven\n\n**Term**:\nWhat it means, in a" in body
    assert "## The first five minutes\n\n" in body
    assert "More\n\nHidden words.\n\nThe chart below" in body
    assert body.endswith("\n\n[^first]: Observed in eleven courses.")
    assert not markdown.parse(body).diagnostics
    listed = [each.text for each in article.left_out]
    assert "[TOC]" in listed
    assert "{%youtube 4fAkEtUbE00 %}" in listed
    assert "###### tags: `teaching` `listening`" in listed


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("| 3.4. | • a<br>• b |", "| 3.4. | • a<br>• b |"),
        ("| 3.4. | a<BR/>b |", "| 3.4. | a<br>b |"),
        ("| 3.4. | ==a==<br>@[b](c)d |", "| 3.4. | **a**<br>d |"),
        (r"| 3.4. | `<br>` {#x} [@a] |", r"| 3.4. | `<br>` \[@a] |"),
    ],
)
def test_lines_of_cells_stay_lines(row: str, expected: str) -> None:
    assert made(f"Words.\n\n| Day | What |\n| --- | --- |\n{row}").splitlines()[-1] == expected


def test_what_notion_writes() -> None:
    article, body = case("notion.md")

    assert article.title == "When the Room Goes Quiet"
    assert "Created" not in body
    assert "Marta Olsen" not in body  # the owner of a page need not have written it
    assert "- [ ]  Say that you wait\n- [x]  Open the chat\n- A toggle" in body
    assert "| Minutes | What happens |\n| --- | --- |\n| 0–5 | Names |" in body
    assert not {"<aside>", "$$", "n = 7"} & set(body.split())
    assert not markdown.parse(body).diagnostics
    listed = [each.text for each in article.left_out]
    assert "Status: In progress" in listed
    assert "$$a^2$$" in listed


def test_an_author_among_properties_is_the_byline_and_its_key_is_listed() -> None:
    article = read("# Title\n\nAuthor: Kenji Ito\nStatus: done\n\nWords stand here.\n")

    assert (article.byline, written(article)) == ("Kenji Ito", "Words stand here.")
    assert [each.text for each in article.left_out] == ["Author:", "Status: done"]


def test_what_pandoc_writes() -> None:
    article, body = case("pandoc-docx.md")

    assert (article.title, article.byline) == ("When the Room Goes Quiet", "Marta Olsen, LCSW")
    assert body.startswith("## Two kinds of silence\n\nEvery trainer")
    assert "It is *a question of nerve* and waiting.\n\n> Wait, and you are told" in body
    assert "### The first five minutes" in body
    assert "    1.  slowly" in body
    (table,) = (block for block in markdown.parse(body).blocks if block.kind == "table")
    assert [len(row) for row in table.rows] == [2, 2]
    assert "0–5" in str(table.rows[0])
    assert "The first twenty minutes" in str(table.caption)
    assert "[^1]: Observed in eleven courses" in body
    assert not markdown.parse(body).diagnostics


@pytest.mark.parametrize("name", ["plain.md", "hackmd.md", "notion.md", "pandoc-docx.md"])
def test_no_word_of_a_case_is_lost(name: str) -> None:
    text = (CASES / name).read_text("utf-8")
    article = read(text, name)
    front = write.Metadata(article.title, article.subtitle, article.byline)
    article_md = write.article_md(front, article.pieces, article.left_out)
    source = ImportedFile(f"in/{name}", name, text, "UTF-8")
    lost = completeness.missing_from_article(source, article_md, article, article.left_out)
    assert lost == []


@pytest.mark.parametrize(
    "private",
    [
        "%%PRIVATE%%",
        "words %%PRIVATE%% words",
        "%%\nPRIVATE\n\nnote\n%%",
        "%% PRIVATE, as Ulysses has it",
        "{>>PRIVATE<<}",
        "words {>>PRIVATE\nover lines<<} words",
        "{==words==}{>>PRIVATE<<}",
        "<!-- PRIVATE -->",
        "| a %%PRIVATE%% | b |\n|---|---|\n| c | d |",
        "- item {>>PRIVATE<<}",
    ],
)
def test_a_private_comment_is_never_printed(private: str) -> None:
    body = made(f"{ROOM}\n\n{private}")
    assert all("PRIVATE" not in str(block) for block in markdown.parse(body).blocks)


def test_code_that_looks_like_a_comment_stays() -> None:
    assert made("`%%code%%` and `==x==`") == "`%%code%%` and `==x==`"
    assert made("```\n%%code%%\n:::\n```") == "```\n%%code%%\n:::\n```"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("==Wait== for it", "**Wait** for it"),
        ("**==Wait==** for it", "**Wait** for it"),
        ("++listen++ well", "*listen* well"),
        ("C++ and D++ are", "C++ and D++ are"),
        ("a [word]{.underline} here", "a *word* here"),
        ("a [word]{.smallcaps} here", "a word here"),
        ("[]{#anchor .anchor}Words", "Words"),
        ("### A heading {#five .unnumbered}\n\nWords.", "### A heading\n\nWords."),
        ("## **Bold** {#bold}\n\nWords.", "## Bold\n\nWords."),
        ("x^2^ and H~2~O", "x² and H₂O"),
        ("x<sup>2</sup> and <u>u</u>, <b>b</b>", "x² and *u*, **b**"),
        ("one<br>1. two", "one\\\n1\\. two"),
        ("==a== b", "**a** b"),
        ("- ==a== b\n- {>>no<<}c", "- **a** b\n- c"),
        ("1. ==a== b\n2. ++c++", "1. **a** b\n2. *c*"),
        ("> ==a== b", "> **a** b"),
        ("> 💡 Read this 👩🏽‍🏫.", "> Read this."),
        ("## 🎯 Aims\n\nWords ✓ here.", "## Aims\n\nWords ✓ here."),
        ("one<br>two", "one\\\ntwo"),
        ("see [[Rooms/Quiet rooms|quiet rooms]]", "see quiet rooms"),
        ("see [[Rooms/Quiet rooms]]", "see Quiet rooms"),
        ("<a href='https://a.example'>a page</a>", "[a page](https://a.example)"),
        ("from $5 to $10", "from $5 to $10"),
        ("Words.^[A note.]", "Words.[^in-line-1]\n\n[^in-line-1]: A note."),
        ("{++new++} and {~~teh~>the~~} words", "new and the words"),
        ("> [!tip]+ A title\n> Words.", "> A title\n> Words."),
        ("> [!tip]\n> Words.", ">\n> Words."),
        ("::: {.box}\nWords.\n:::", "Words."),
        (":::info\nWords.\n\nMore.\n:::\n\nAfter.", "> Words.\n>\n> More.\n\nAfter."),
        ('!!! note "Title"\n    Words.\n\nAfter.', "> Title\n> Words.\n\nAfter."),
        ("- [/] half", "- [ ] half"),
        ("• one\n• two", "- one\n- two"),
        ("| one\n| two", "one\\\ntwo"),
        ("Term\n:   What it means.", "**Term**:\nWhat it means."),
        ("a.  one\nb.  two", "1.  one\n2.  two"),
        ("literal \\{.class} and {x}", "literal \\{.class} and {x}"),
    ],
)
def test_marks_of_other_programs_are_understood(text: str, body: str) -> None:
    assert made(text) == body


@pytest.mark.parametrize(
    "text",
    [
        "[TOC]", "[[_TOC_]]", "{{ toc }}", "{% youtube x %}", "\\newpage", "~~struck~~",
        "$$a^2$$", "*[LMS]: Learning management system", "#teaching #listening",
        "###### tags: `a`", "![[photo.png]]",
    ],
)  # fmt: skip
def test_what_has_no_words_for_a_reader_is_listed(text: str) -> None:
    assert made(f"{ROOM}\n\n{text}\n\n{ROOM}") == f"{ROOM}\n\n{ROOM}"
    assert text in left(text)


def test_code_for_other_programs_is_listed() -> None:
    assert made(f"{ROOM}\n\n```mermaid\ngraph TD\n```") == ROOM
    assert made(f"{ROOM}\n\n```{{=html}}\n<hr>\n```") == ROOM
    assert left("```dataview\nTABLE x\n```") == ["```dataview", "TABLE x", "```"]


def test_a_table_of_contents_is_left_out_and_a_link_in_a_text_is_not() -> None:
    contents = "[**One**](#one) [2](#one)\n\n[Two](#two)\n\n- [Three](#three)"
    assert made(f"{contents}\n\n{ROOM}") == ROOM
    assert made(f"[One](#one)\n\n{ROOM}") == f"One\n\n{ROOM}"


def test_the_data_of_a_picture_is_not_listed_letter_by_letter() -> None:
    picture = "![][image1]\n\nWords.\n\n[image1]: <data:image/png;base64," + "iVBOR" * 500 + ">"
    assert made(picture) == "Words."
    assert max(map(len, left(picture))) < 60


def test_the_title_block_of_pandoc() -> None:
    article = read("% The title\n% Ann Miller, MSc\n% March 2026\n\nWords.\n")
    assert (article.title, article.byline) == ("The title", "Ann Miller, MSc")
    assert [each.text for each in article.left_out] == ["March 2026"]


def test_a_footnote_that_belongs_to_nothing_is_listed() -> None:
    text = "Words.[^1] More.[^2]\n\n[^1]: A note.\n[^3]: Another.\n[label]: https://a.example\n"
    assert made(text) == "Words.[^1] More.\n\n[^1]: A note.\n\n\\[label]: https://a.example"
    assert set(left(text)) == {"[^2]", "[^3]: Another."}


@pytest.mark.parametrize(
    "table",
    [
        "  A     B\n  ----- ------\n  one   two\n  three four",
        "A      B\n------ ------\none    two\nthree  four\n------ ------",
        "------ ------\nA      B\n------ ------\none    two\n\nthree  four\n-------------",
        "+-------+------+\n| A     | B    |\n+=======+======+\n| one   | two  |\n+-------+------+\n"
        "| three | four |\n+-------+------+",
    ],
)
def test_a_table_that_is_drawn_is_a_table(table: str) -> None:
    body = made(f"{ROOM}\n\n{table}\n\n{ROOM}")
    bars = "| A | B |\n| --- | --- |\n| one | two |\n| three | four |"
    assert body == f"{ROOM}\n\n{bars}\n\n{ROOM}"


def test_lines_keep_their_numbers() -> None:
    lines = list(enumerate(["", "==a==<br>b", "", ":::info", "c", ":::", "%%x", "y%%", "d"], 1))
    found, left_out = understood(lines, "a.md")
    assert [number for number, text in found if text.strip("> ")] == [2, 2, 5, 9]
    assert [(each.line, each.text) for each in left_out][:2] == [(7, "%%x"), (8, "y%%")]


_TYPED = (
    "word other == ++ ~~ ^ ~ %% $$ $ {>> <<} {++ ++} {-- --} {.class} {#id} [ ] [[ ]] ( ) ![ ![[ |"
    " ::: :::info :smile: * ** _ ` ``` <b> </b> <br> <aside> </aside> <!-- --> [^1] [^1]: ^[ - 1."
    " a. > [!note] [TOC] # ## --- --------- + : % \\ &amp;"
)
MARKS = st.sampled_from(_TYPED.split())
TEXTS = st.lists(st.lists(MARKS, max_size=7).map(" ".join), max_size=12).map("\n".join)


@settings(derandomize=True)
@given(TEXTS)
def test_every_word_is_in_the_article_or_listed_or_named_in_a_refusal(text: str) -> None:
    source = ImportedFile("in/a.md", "a.md", f"# Title\n\nWords.\n\n{text}\n", "UTF-8")
    article = read_article(source)
    front = write.Metadata(article.title, "", "")
    article_md = write.article_md(front, article.pieces, article.left_out)
    lost = completeness.missing_from_article(source, article_md, article, article.left_out)
    assert all(problem.line > 4 and problem.cause for problem in lost)


def test_the_lines_of_multimarkdown_above_a_text_are_its_title_and_author() -> None:
    article = read(
        "Title: Quiet\nAuthor: Marta Olsen, LCSW\nDate: 2026\n\nEvery trainer knows it.\n"
    )

    assert (article.title, article.byline) == ("Quiet", "Marta Olsen, LCSW")
    assert [each.text for each in article.left_out] == ["Date: 2026"]


def test_names_and_times_of_quotations_in_hackmd_and_tags_of_bear_are_taken_out() -> None:
    article = read("# Quiet\n#training/quiet# #other#\n\nWe wait. [name=Ann] [time=Tue, 1]\n")

    assert [piece.plain for piece in article.pieces] == ["We wait."]
    assert [each.text for each in article.left_out] == [
        "#training/quiet# #other#", "[name=Ann]", "[time=Tue, 1]",
    ]  # fmt: skip
