import textwrap

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handouts.content import markdown, richtext
from handouts.importers import text_lists
from handouts.importers.article_text import read_text
from handouts.importers.parts import LeftOut, ReadArticle
from handouts.importers.source import ImportedFile
from handouts.messages import message
from tests.importers.said import sentences


def read(text: str) -> ReadArticle:
    return read_text(ImportedFile("in/a.txt", "a.txt", text, "UTF-8"))


def kinds(article: ReadArticle) -> list[tuple[str, str]]:
    return [(piece.kind, piece.plain) for piece in article.pieces]


LONG = (
    "A garden is never finished, and whoever says otherwise has not looked at it in the month "
    "of May, when everything that was planned last winter turns out to have had plans of its own."
)


def test_title_byline_headings_and_paragraphs_are_told_apart() -> None:
    article = read(f"On Gardens\nby Ann Miller\n\n{LONG}\n\nIn winter\n\n{LONG}x\n")

    assert (article.title, article.byline) == ("On Gardens", "by Ann Miller")
    assert kinds(article) == [
        ("paragraph", LONG),
        ("heading", "In winter"),
        ("paragraph", LONG + "x"),
    ]


def test_a_subtitle_stands_between_title_and_byline() -> None:
    article = read(f"On Gardens\n\nAnd what they teach\n\nAnn Miller, M.D.\n\n{LONG}\n")

    assert (article.subtitle, article.byline) == ("And what they teach", "Ann Miller, M.D.")


def test_a_heading_after_the_title_is_no_byline() -> None:
    article = read(f"On Gardens\n\nThe First Year\n\n{LONG}\n")

    assert article.byline == ""
    assert kinds(article)[0] == ("heading", "The First Year")


def test_wrapped_lines_become_one_paragraph() -> None:
    wrapped = textwrap.fill(LONG, 72)
    article = read(f"On Gardens\n\n{wrapped}\n\n{wrapped}!\n")

    assert kinds(article) == [("paragraph", LONG), ("paragraph", LONG + "!")]
    assert sentences(article.recognised) == ("a.txt: wrapped lines joined into paragraphs",)


def test_wrapped_paragraphs_with_indents_need_no_empty_lines() -> None:
    wrapped = textwrap.fill(LONG, 60, initial_indent="    ")
    article = read(f"On Gardens\n\n{wrapped}\n{wrapped}!\n")

    assert kinds(article) == [("paragraph", LONG), ("paragraph", LONG + "!")]


def test_one_line_a_paragraph_is_not_joined() -> None:
    article = read(f"On Gardens\nA short one.\n{LONG}\nIn winter\nAnother short one.\n")

    assert kinds(article) == [
        ("paragraph", "A short one."),
        ("paragraph", LONG),
        ("heading", "In winter"),
        ("paragraph", "Another short one."),
    ]


def test_short_lines_stay_lines() -> None:
    article = read(
        "On Gardens\n\nFirst we dig. Then we sow.\nThen we wait for the rain.\nIt comes.\n"
    )

    assert [plain for _, plain in kinds(article)] == [
        "First we dig. Then we sow.",
        "Then we wait for the rain.",
        "It comes.",
    ]


def test_a_word_divided_at_a_hyphen_is_whole_again() -> None:
    lines = [
        "A garden is never finished, and whoever says so has a well-",
        "known friend who says otherwise in the month of May, and he",
        "says it often.",
    ]
    article = read("T\n\n" + "\n".join(lines))

    (paragraph,) = kinds(article)
    assert paragraph == ("paragraph", " ".join(lines).replace("well- known", "well-known"))


def test_stray_spaces_are_mended_and_counted() -> None:
    article = read(
        "On\u00a0Gardens\n\nA\u00a0 bee,  \u200ba \tbee.\u00a0\n\n«\u00a0Oui\u00a0!\u00a0»\n"
    )

    assert article.title == "On Gardens"
    assert kinds(article) == [
        ("paragraph", "A bee, a bee."),
        ("paragraph", "«\u00a0Oui\u00a0!\u00a0»"),
    ]
    assert sentences(article.recognised) == (
        "a.txt: stray spaces corrected (2 no-break, 2 repeated, 1 invisible)",
    )


def test_unusual_line_ends_part_paragraphs_and_keep_the_count_of_lines() -> None:
    article = read("On Gardens\vA bee.\u2028A bird.\n\nA fox.\f\n")

    assert [(piece.plain, piece.line) for piece in article.pieces] == [
        ("A bee.", 1),
        ("A bird.", 1),
        ("A fox.", 3),
    ]


def test_leftovers_of_the_page_are_left_out_with_reasons() -> None:
    lines = [
        "Skip to content",
        "Home | About | Contact",
        "On Gardens",
        "March 3, 2021",
        LONG,
        "Search",
        "A search takes its time.",
        "Share this:",
        "* * *",
        "3 comments",
        "Leave a reply",
        "© 2021 The Garden Page. All rights reserved.",
        "Contact",
    ]
    article = read("\n\n".join(lines))

    assert article.title == "On Gardens"
    assert kinds(article) == [
        ("paragraph", LONG),
        ("heading", "Search"),
        ("paragraph", "A search takes its time."),
    ]
    assert [(left.line, left.text) for left in article.left_out] == [
        (1, "Skip to content"),
        (3, "Home | About | Contact"),
        (7, "March 3, 2021"),
        (15, "Share this:"),
        (17, "* * *"),
        (19, "3 comments"),
        (21, "Leave a reply"),
        (23, "© 2021 The Garden Page. All rights reserved."),
        (25, "Contact"),
    ]


def test_doubled_lines_stand_once() -> None:
    article = read(f"On Gardens\n\n{LONG}\n\n{LONG}\n\nOn Gardens\n\nNever.\n\nNever.\n")

    assert kinds(article) == [("paragraph", LONG), ("paragraph", "Never."), ("paragraph", "Never.")]
    assert article.left_out == (
        LeftOut("a.txt", 5, LONG, message("left_out.repeats-line", line=3), repeats=3),
        LeftOut("a.txt", 7, "On Gardens", message("left_out.repeats-title")),
    )


def test_a_link_label_goes_and_the_sentence_before_it_stays() -> None:
    article = read(f"On Gardens\n\n{LONG}\n\nTo sign up, click below.\n\nThe Garden Course\n")

    assert kinds(article)[-1] == ("paragraph", "To sign up, click below.")
    assert [left.text for left in article.left_out] == ["The Garden Course"]
    assert sentences(article.recognised) == (
        'Line 5 says "click below", but a.txt holds no address: write the link ("The Garden '
        'Course") into the article as [words](https://…), or take the sentence out',
    )


def test_a_last_short_line_is_the_authors() -> None:
    article = read(f"On Gardens\n\n{LONG}\n\nFirst printed in a newspaper\n")

    assert kinds(article)[-1] == ("paragraph", "First printed in a newspaper")


def test_pairs_of_tags_are_emphasis_and_single_ones_are_words() -> None:
    article = read("On <i>Gardens</i>\n\nA <b>bee</b> is 1 <i>.\n")

    assert article.title == "On *Gardens*"
    assert [piece.markdown for piece in article.pieces] == [r"A **bee** is 1 \<i>."]


WORD = st.text(st.sampled_from('abZ9.,*_[]()!#-+>`\\&;<~=|"é—:/😀'), min_size=1, max_size=8)
LINES = st.lists(st.lists(WORD, min_size=1, max_size=30).map(" ".join), min_size=2, max_size=6)


@pytest.mark.long
@settings(derandomize=True)
@given(LINES)
def test_every_word_comes_out_as_it_was_or_is_listed(lines: list[str]) -> None:
    assume(not any(text_lists.sign(line) for line in lines))
    article = read("\n\n".join(lines))

    text = "\n\n".join(piece.markdown for piece in article.pieces)
    kept = [richtext.plain_text(inlines) for inlines in richtext.texts(markdown.parse(text).blocks)]
    head = [
        richtext.plain_text(markdown.parse_inline(part))
        for part in (article.title, article.subtitle)
    ]
    listed = [left.text for left in article.left_out]
    assert sorted([*filter(None, head), *filter(None, [article.byline]), *kept, *listed]) == sorted(
        lines
    )
    remaining = list(lines)
    assert all(line in remaining and remaining[remaining.index(line) :] for line in kept)


@pytest.mark.parametrize("quoted", ["", "> "])
def test_of_a_mail_the_text_is_read_and_its_head_and_end_are_listed(quoted: str) -> None:
    article = read(
        "Von: Ann Miller <ann@example.org>\nAn: Bo <bo@example.org>\nBetreff: The text\n"
        "Datum: 3 May 2026\n\nOn Gardens\n\n"
        f"{quoted}A garden is never finished, and whoever says otherwise has\n"
        f"{quoted}not looked at it in the month of May.\n\n"
        "Another paragraph, which goes on below,\nends here.\n\n-- \nAnn Miller\n"
    )

    assert article.title == "On Gardens"
    assert kinds(article) == [
        (
            "paragraph",
            "A garden is never finished, and whoever says otherwise has not looked at it in the "
            "month of May.",
        ),
        ("paragraph", "Another paragraph, which goes on below, ends here."),
    ]
    reasons = [str(each.reason) for each in article.left_out]
    assert reasons.count("the head of a mail") == 4
    assert reasons.count("the end of a mail, below its line --") == 2


def test_lines_with_colons_above_a_text_are_no_head_of_a_mail() -> None:
    article = read(f"To: whom it may concern\n\nSubject: gardens\n\n{LONG}\n")

    assert article.title == "To: whom it may concern"


def test_paragraphs_that_begin_with_a_tab_are_no_list() -> None:
    article = read(f'On Gardens\n\n\t{LONG}\n\t"Do you wait?" she asked.\n\t"I do," he said.\n')

    assert [kind for kind, _ in kinds(article)] == ["paragraph"] * 3


def test_of_a_list_that_counts_with_letters_the_first_item_is_listed() -> None:
    article = read(f"On Gardens\n\n{LONG}\n\na) wait\nb) dig\n\n1. look\n2. write\n")

    assert [each.text for each in article.left_out if "letters" in str(each.reason)] == ["a) wait"]


def test_a_divided_word_and_a_sentence_that_goes_on_are_joined_in_any_text() -> None:
    article = read(
        "Title\n\nSilence may mean many things, and whoever lis-\ntens does well to wait. It is "
        "seldom empty, and\nit is hardly ever meant as an affront.\n\n* Wait\n* Look\n\nA\nB\n"
    )

    assert article.pieces[0].markdown == (
        "Silence may mean many things, and whoever listens does well to wait. It is seldom empty, "
        "and it is hardly ever meant as an affront."
    )


def test_numbered_headings_are_headings_also_above_lists() -> None:
    article = read(
        f"Title\n\n1. Why\n\n{LONG}\n\na) One thing.\nb) Another.\n\n2. How\n\n* Wait\n* Look\n\n"
        f"3. When\n\n1. Now\n2. Then\n\n{LONG}\n"
    )

    assert [piece.plain for piece in article.pieces if piece.kind == "heading"] == [
        "1. Why", "2. How", "3. When",
    ]  # fmt: skip
    assert [piece.kind for piece in article.pieces].count("other") == 3
