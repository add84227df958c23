"""Marks that other programs read: each is told at its line, and words that only look so are not."""

import pytest

from handouts.content.foreign_marks import begins_line, places
from handouts.content.markdown import inline_diagnostics, parse


def codes(text: str) -> list[tuple[int, str]]:
    return [
        (each.line, each.message.code.removeprefix("markdown.mark-"))
        for each in parse(text).diagnostics
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a [word]{.underline} here", "attributes"),
        ("## A heading {#five .unnumbered}", "attributes"),
        ('Words {width="6.5in" height="4in"}', "attributes"),
        ("Words ^block-id", "attributes"),
        (":::info", "block"),
        ('::: {custom-style="Quote"}', "block"),
        ('!!! note "Title"', "block"),
        ("> [!note] Title", "callout"),
        ("> [!WARNING]-", "callout"),
        ("[TOC]", "contents"),
        ("[[_TOC_]]", "contents"),
        ("==Wait== for it", "highlight"),
        ("==**Wait**== for it", "highlight"),
        ("++listen++ well", "inserted"),
        ("~~struck~~ words", "struck"),
        ("%%private%% words", "comment"),
        ("words {>>private<<}", "comment"),
        ("{++new++} words", "change"),
        ("{--old--} words", "change"),
        ("x^2^ and more", "raised"),
        ("H~2~O and more", "raised"),
        ("$$a^2$$ and more", "formula"),
        ("see $E = mc^2$ there", "formula"),
        ("see [[Quiet rooms]]", "wiki-link"),
        ("see ![[photo.png]]", "wiki-link"),
        ("Words.^[A note.]", "inline-note"),
        ("as said [see @reed2019, p. 3]", "citation"),
        ("{% youtube x %}", "command"),
        ("{{ toc }}", "command"),
        ("\\newpage", "command"),
        (":bulb: Read this", "emoji"),
        ("<div>words</div>", "tag"),
        ("words<br>words", "tag"),
        ("<details><summary>More</summary>", "tag"),
        ("*[LMS]: Learning management system", "abbreviation"),
        ("Term\n: What it means", "definition"),
        ("###### tags: `a` `b`", "keywords"),
        ("---\ntitle: Quiet\nauthor: Ann\n---", "front-matter"),
        ("- [/] half done", "box"),
    ],
)
def test_a_mark_of_another_program_is_told_at_its_line(text: str, kind: str) -> None:
    found = codes(f"Words.\n\n{text}\n\nMore.\n")
    assert kind in [each for _, each in found]
    lines = text.count("\n")
    assert all(3 <= line <= 3 + lines for line, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "C++ and D++ are languages.",
        "From $5 to $10, or US$ 7 and CAN$ 8.",
        "At 9:30:15 or 10:00: nothing.",
        "a = b, a == b, and so on",
        "About ~50 % wait; ~half~ do not; a * b; snake_case; 3 < 4 > 2; {x}; \\alpha; #1",
        "Dear <your name>, I < you > me.",
        "He smiled ^_^ and left.",
        "A note: this; another (see: that).",
        "100 %, 50%% off",
        "`{.x} ==y== %%z%% <b> [[q]]`",
        "```\n:::\n[TOC]\n%% x %%\n```",
        "\\==Wait\\== \\{.x} \\%\\%p\\%\\% \\<b> \\[[q]]",
        "[TOC of the book](https://a.example/x==y~~z)",
        "2:1 or 1:1 :-) and :)",
        "Write to ann@mail.example [today].",
        "- one\n- [a] two",
        "The A|B test | and more",
    ],
)
def test_words_that_only_look_like_a_mark_are_taken_as_they_are(text: str) -> None:
    expected = [(1, "comment")] if "%%" in text and "off" in text else []
    assert codes(f"{text}\n") == expected


def test_a_cell_of_the_chart_is_looked_at_as_well() -> None:
    (found,) = inline_diagnostics("a ==b== c", 7)
    assert (found.line, found.cause) == (7, '"==" is a highlighter of another program')
    assert found.fix == (
        "Write **words** for bold, *words* for italics; or \\= where the sign is meant."
    )


@pytest.mark.parametrize(
    "text",
    ["==a==", "{.x}", "%%a%%", "<div>", "[[a]]", "x^2^", "$$", "~~a~~", ":smile:", "[^1]", "^[a]",
     "{{x}}", "{>>a<<}", "++a++", "\\newpage", "===a", "%%%%", "a {#b} c"],
)  # fmt: skip
def test_backslashes_make_letters_of_every_mark(text: str) -> None:
    marked = set(places(text))
    escaped = "".join(f"\\{each}" if n in marked else each for n, each in enumerate(text))
    assert marked
    assert parse(f"Words {escaped} words\n").diagnostics == ()


@pytest.mark.parametrize("text", [":::", ":  a", "| a |", "[TOC]", "!!! note", "[!note] a"])
def test_a_line_that_begins_with_a_mark_is_known(text: str) -> None:
    assert begins_line(text)
    assert not begins_line(f"words {text}")
