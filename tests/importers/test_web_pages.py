"""Pages as systems for web sites write them: the author's words, and nothing of the site."""

import pytest

from handouts.importers.article import read_article
from handouts.importers.parts import ReadArticle
from handouts.importers.source import ImportedFile

FIRST = (
    "Whoever sits with grief for a living learns that a silence is seldom empty, and waits for it."
)
SECOND = (
    "In groups we practise this with a chair between us and a clock that nobody looks at, slowly."
)
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p>"


def read(body: str, head: str = "") -> ReadArticle:
    page = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return read_article(ImportedFile("in/a.html", "a.html", page, "UTF-8"))


def shown(article: ReadArticle) -> list[str]:
    """Return what is printed of a page, but for the two paragraphs that all have."""
    return [p.markdown for p in article.pieces if p.markdown not in {FIRST, SECOND}]


def left(article: ReadArticle) -> dict[str, str]:
    return {each.text: str(each.reason) for each in article.left_out}


def test_an_article_that_is_the_teaser_of_another_page_is_not_taken_for_the_text() -> None:
    teaser = '<article><h3><a href="/x">Ten Ways</a></h3><p>Listening is hard.</p></article>'
    article = read(f"<h1>Why We Pause</h1><div>{TEXT}</div><div>{teaser}</div>")

    assert article.title == "Why We Pause"
    assert [piece.plain for piece in article.pieces] == [FIRST, SECOND]
    assert left(article)["Ten Ways Listening is hard."] == "it is the beginning of another article"


def test_long_comments_do_not_make_a_short_article_the_smaller_part() -> None:
    comments = f'<div class="comments">{TEXT * 9}</div>'
    article = read(f"<article><h1>Pause</h1>{TEXT}</article>{comments}")
    assert [piece.plain for piece in article.pieces] == [FIRST, SECOND]


def test_chapters_that_are_articles_are_all_read() -> None:
    chapters = "".join(f"<article><h2>{n}</h2>{TEXT}</article>" for n in ("One", "Two", "Three"))
    article = read(f"<main><h1>Pause</h1>{chapters}</main>")
    assert shown(article) == ["## One", "## Two", "## Three"]


def test_every_block_of_a_page_builder_is_text() -> None:
    block = '<div class="elementor-element elementor-widget elementor-widget-text-editor">'
    article = read(
        f"<h1>Pause</h1>{block}<p>{FIRST}</p></div>{block}<p>Count to five.</p></div>"
        f'<div class="so-panel widget widget_sow-editor"><p>{SECOND}</p></div>'
        '<div class="elementor-widget elementor-widget-share-buttons"><p>Facebook</p></div>'
    )
    assert shown(article) == ["Count to five."]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (
            '<div><h1 class="title"><a href="/">The Table</a></h1><p>A blog</p></div>'
            f'<h3 class="post-title entry-title">Silence</h3>{TEXT}',
            "<title>The Table: Silence</title>",
        ),
        (
            f'<h1 class="pagetitle">Silence</h1>{TEXT}<div><p class="title">Note</p></div>',
            "<title>Silence</title>",
        ),
        (
            f'<div role="heading" aria-level="1">Silence</div>{TEXT}',
            "<title>Team - Silence</title>",
        ),
        (
            '<h1 class="page-title">Silence</h1>'
            f"<article><h1>Part</h1><p>{FIRST}</p><p>{SECOND}</p></article>",
            "<title>Silence | Site</title>",
        ),
        (f"<p>Silence</p>{TEXT}", "<title>Untitled Document</title>"),
        (
            f"<h1>Silence</h1>{TEXT}<div class='related'><h2 class='entry-title'>Other</h2></div>",
            "<title>Silence</title>",
        ),
    ],
    ids=["blogger", "confluence", "sharepoint", "drupal", "placeholder", "related"],
)
def test_the_title_is_that_of_the_text_and_not_of_its_site(body: str, head: str) -> None:
    article = read(body, head)
    assert article.title == "Silence"
    assert not any(name in shown(article) for name in ("The Table", "A blog", "Silence"))


def test_what_stands_above_a_title_is_listed_and_long_paragraphs_stay() -> None:
    article = read(
        f'<div><a href="https://x.example">x.example</a></div><p>{FIRST * 3}</p>'
        f'<h1 class="reader-title">Rooms</h1><div class="reader-credits">Noor Haddad</div>{TEXT}'
    )
    assert (article.title, article.subtitle, article.byline) == ("Rooms", "", "Noor Haddad")
    assert left(article)["x.example"] == "it stands above the title on the web page"
    assert shown(article) == [FIRST * 3]


@pytest.mark.parametrize(
    "said",
    [
        '<ul><li data-hook="user-name-wrapper"><span data-hook="user-name">Eli Shore</span></li>'
        '<li data-hook="time-ago">Jan 12</li><li data-hook="time-to-read">3 min read</li></ul>',
        '<div class="page-metadata">Created by <span class="author">Eli Shore</span>, May 5</div>',
        '<dl class="article-info"><dt>Details</dt><dd class="createdby" itemprop="author">Eli Shore'
        "</dd><dd>Hits: 1234</dd></dl>",
        '<div data-automation-id="authorByline">Eli Shore</div><div>Published 3/5/2024</div>',
        '<div class="field">Author Eli Shore</div><p>Mar 4, 2024 · 5 min read</p>',
        '<footer>By <a class="p-author" href="https://m.example/@e">Eli Shore</a>, May 5.</footer>',
        '<div><a rel="author" href="https://m.example/e">Eli Shore</a></div>',
    ],
    ids=["wix", "confluence", "joomla", "sharepoint", "drupal", "medium", "link"],
)
def test_the_byline_is_found_and_what_stands_beside_it_is_not_printed(said: str) -> None:
    before = "" if said.startswith("<footer") else said
    after = said if said.startswith("<footer") else ""
    article = read(f"<article><h1>Pause</h1>{before}{TEXT}{after}</article>")
    assert article.byline == "Eli Shore"
    assert shown(article) == []


def test_who_wrote_a_comment_did_not_write_the_article() -> None:
    comment = '<div id="comments"><span class="comment-author">Jo Bell</span><p>Lovely.</p></div>'
    assert read(f"<article><h1>Pause</h1>{TEXT}{comment}</article>").byline == ""


def test_a_subtitle_that_is_repeated_stands_once() -> None:
    article = read(
        '<article><h1>Pause</h1><section data-field="subtitle" class="p-summary">'
        f'What waits</section><h4 class="graf--subtitle">What waits</h4>{TEXT}</article>'
    )
    assert article.subtitle == "What waits"
    assert shown(article) == []
    assert left(article)["What waits"] == "it repeats the subtitle"


@pytest.mark.parametrize(
    "element",
    [
        '<div role="banner">SharePoint</div>',
        '<div role="alertdialog">We value your privacy</div>',
        '<div id="publish-banner">Published using Google Docs</div>',
        '<p class="button-wrapper"><a href="https://s.example/s">Subscribe now</a></p>',
        "<p>Thanks for reading Rooms! Subscribe for free to receive new posts.</p>",
        '<div class="post-ufi"><a>42</a><a>7</a></div>',
        '<div class="taxonomy-category wp-block-post-terms">Grief</div>',
        "<p>Be the first to comment</p>",
        "<ul><li>Log in or register to post comments</li></ul>",
        '<table class="properties"><tr><th>Owner</th><td>Nora</td></tr>'
        "<tr><th>A</th><td>B</td></tr></table>",
        '<div><a href="a.htm">Home</a><br><a href="b.htm">About Me</a></div>',
        '<div class="pageSection"><h2>Attachments:</h2></div>',
    ],
)
def test_furniture_of_systems_is_listed_and_not_printed(element: str) -> None:
    article = read(f"<article><h1>Pause</h1>{TEXT}{element}</article>")
    assert shown(article) == []
    assert article.left_out


def test_links_to_other_sites_and_places_in_the_text_are_no_menu() -> None:
    links = (
        '<ul><li><a href="https://a.example">One</a></li><li><a href="https://b.example">Two</a>'
    )
    article = read(f"<article><h1>Pause</h1>{TEXT}<h2>Reading</h2>{links}</ul></article>")
    assert shown(article)[1] == "- [One](https://a.example)\n- [Two](https://b.example)"


def test_the_header_of_a_mail_is_neither_title_nor_text() -> None:
    header = (
        "<p><b>From:</b> Kim Alder &lt;kim@example.org&gt;<br><b>Sent:</b> Tuesday, March 5<br>"
        "<b>To:</b> Lee Stone<br><b>Subject:</b> Handout</p>"
    )
    word = '<meta name="Generator" content="Microsoft Word 15 (filtered medium)">'
    article = read(f"{header}<p>Shame and Guilt</p><p>by Kim Alder, PhD</p>{TEXT}", word)
    assert (article.title, article.byline) == ("Shame and Guilt", "by Kim Alder, PhD")
    assert [str(each.reason) for each in article.left_out] == ["the header of a mail"]


def test_what_unfolds_on_a_click_is_text_under_its_heading() -> None:
    article = read(
        "<article><h1>Pause</h1>"
        "<details><summary>How long?</summary><p>Nine seconds.</p></details>"
        '<ul class="accordion"><li><h4><button>And then?</button></h4>'
        '<div class="accordion__panel" style="display:none"><p>Breathe.</p></div></li></ul>'
        f"{TEXT}</article>"
    )
    assert [piece.plain for piece in article.pieces][:4] == [
        "How long?",
        "Nine seconds.",
        "And then?",
        "Breathe.",
    ]
    assert [piece.kind for piece in article.pieces][:4] == ["heading", "paragraph"] * 2


def test_a_term_stands_in_bold_before_its_definition() -> None:
    terms = (
        "<dl><dt>Time</dt><dd>It begins when it begins.</dd>"
        "<dt>Place</dt><dd><p>The room.</p><p>Always.</p></dd></dl>"
    )
    article = read(f"<article><h1>Pause</h1>{TEXT}{terms}</article>")
    assert shown(article) == [
        "**Time** It begins when it begins.",
        "## Place",
        "The room.",
        "Always.",
    ]


def test_signs_beside_headings_and_words_for_screen_readers_are_not_printed() -> None:
    article = read(
        '<article><h1>Pause</h1><h2>Ahead<a href="#a" title="Permanent link">¶</a></h2>'
        '<h2>Then<button aria-label="Link">§</button></h2>'
        f'<p>Read <span class="sr-only">(opens in a window)</span>it.</p>{TEXT}'
        '<div><span class="icon callout-emoji">\U0001f4a1</span></div></article>'
    )
    assert shown(article) == ["## Ahead", "## Then", "Read it."]
    assert left(article)["(opens in a window)"] == "it is hidden on the web page"
    assert left(article)["\U0001f4a1"] == "an icon of the web page"


@pytest.mark.parametrize(
    "figure",
    [
        '<div class="wp-caption"><img src="{}" alt="A lamp">'
        '<p class="wp-caption-text">Dusk</p></div>',
        '<figure><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="{}" alt="A lamp">'
        '<noscript><img src="{}" alt="A lamp"></noscript><figcaption>Dusk</figcaption></figure>',
        '<figure><img data-lazy-src="{}" alt="A lamp"><figcaption>Dusk</figcaption></figure>',
        '<figure><img alt="A lamp"><noscript><img src="{}" alt="A lamp"></noscript>'
        "<figcaption>Dusk</figcaption></figure>",
    ],
    ids=["wp-caption", "lazy", "lazy-without-src", "noscript"],
)
def test_a_picture_that_a_page_fetches_late_stands_once_with_its_caption(figure: str) -> None:
    svg = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
    article = read(f"<article><h1>Pause</h1>{figure.replace('{}', svg)}{TEXT}</article>")
    assert shown(article) == ['![A lamp](pictures/picture-1.svg "Dusk")']
    assert article.left_out == ()


def test_the_caption_of_a_picture_that_is_not_to_be_had_is_no_paragraph() -> None:
    figure = '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">Dusk</p></div>'
    article = read(f"<article><h1>Pause</h1>{figure}{TEXT}</article>")
    assert shown(article) == []
    assert left(article)["Dusk"] == "the caption of a picture that is left out"


def test_a_second_mark_of_the_encoding_is_no_text() -> None:
    page = f"\ufeff<html><head><title>x</title></head><body><h1>Pause</h1>{TEXT}</body></html>"
    article = read_article(ImportedFile("in/a.html", "a.html", page, "UTF-16"))
    assert [piece.plain for piece in article.pieces] == [FIRST, SECOND]


@pytest.mark.parametrize("content", ["R0lGODlhAQABAAAAACw=", "bm8gcGljdHVyZQ=="])
def test_a_picture_that_is_damaged_or_none_is_listed(content: str) -> None:
    article = read(
        f'<article><h1>Pause</h1><p><img src="data:image/gif;base64,{content}" alt="Dot"></p>'
        f"{TEXT}</article>"
    )
    assert shown(article) == []
    assert [each.text.removeprefix("<img> ") for each in article.left_out] == ["Dot"]


def test_the_header_of_a_section_and_who_is_quoted_are_text() -> None:
    article = read(
        f"<article><header><h1>Pause</h1></header><section><header><h2>Part</h2></header>{TEXT}"
        "</section><blockquote><p>Wait.</p><footer>— a poet</footer></blockquote></article>"
    )
    assert shown(article) == ["## Part", "> Wait.\n>\n> — a poet"]


def test_a_box_beside_the_text_is_text_and_a_pull_quote_is_not() -> None:
    article = read(
        f'<article><h1>Pause</h1>{TEXT}<aside class="callout"><p>Bring water.</p></aside>'
        '<aside class="pullquote"><p>A silence is seldom empty.</p></aside></article>'
    )
    assert shown(article) == ["Bring water."]
    assert left(article)["A silence is seldom empty."] == "it stands beside the article"


@pytest.mark.parametrize(
    "line",
    [
        '<p style="font-weight:bold">Ahead</p>',
        '<div style="font-weight: 700">Ahead</div>',
        '<p class="strong">Ahead</p>',
    ],
)
def test_a_line_that_is_bold_by_its_style_is_a_heading(line: str) -> None:
    sheet = "<style>.strong { font-weight: 600 }</style>"
    assert shown(read(f"<article><h1>Pause</h1>{line}{TEXT}</article>", sheet)) == ["## Ahead"]


def test_words_that_say_they_are_not_bold_in_a_bold_line_stay_as_they_are() -> None:
    line = '<p style="font-weight:bold"><span style="font-weight:normal">All plain</span></p>'
    assert shown(read(f"<article><h1>Pause</h1>{line}{TEXT}</article>")) == ["All plain"]


def test_a_line_through_words_that_a_style_makes_is_listed() -> None:
    words = '<p>Cost: <span style="text-decoration:line-through">90</span> 70</p>'
    article = read(f"<article><h1>Pause</h1>{words}{TEXT}</article>")
    assert shown(article) == ["Cost: 90 70"]
    assert left(article)["90"] == "a line through these words; they stay, the line goes"


@pytest.mark.parametrize(
    "name",
    ["addtoany_share_save_container", "heateor_sss_sharing", "yarpp yarpp-related", "mc4wp-form"],
)
def test_what_plugins_add_is_not_printed(name: str) -> None:
    added = f'<div class="{name}"><p>Sentences of a plugin.</p></div>'
    assert shown(read(f"<article><h1>Pause</h1>{TEXT}{added}</article>")) == []


@pytest.mark.parametrize(
    ("line", "byline", "beside"),
    [
        ("By Ann Miller | March 5, 2024 | Grief", "By Ann Miller", "March 5, 2024 | Grief"),
        ("Ann Miller · 5 min read", "Ann Miller", "5 min read"),
        ("By Ann Miller on March 5, 2024", "By Ann Miller", "on March 5, 2024"),
        ("Posted by Ann Miller", "Ann Miller", ""),
        ("By Ann Miller, author of Rooms", "By Ann Miller, author of Rooms", ""),
        ("By Jean-Luc Moreau – Harbour Street", "By Jean-Luc Moreau – Harbour Street", ""),
    ],
)
def test_the_byline_ends_where_its_page_goes_on(line: str, byline: str, beside: str) -> None:
    article = read(f'<article><h1>Pause</h1><p class="byline">{line}</p>{TEXT}</article>')
    assert article.byline == byline
    assert [each.text for each in article.left_out] == ([beside] if beside else [])


def test_the_first_bold_line_of_a_page_without_headings_is_its_title() -> None:
    lines = '<p align="center"><strong>Coping with Panic</strong></p><p><em>by Rosa Lund</em></p>'
    article = read(f"{lines}{TEXT}", "<title>Handout</title>")
    assert (article.title, article.byline) == ("Coping with Panic", "by Rosa Lund")


def test_lists_of_a_web_page_of_word_are_lists_with_its_conditions_around_their_marks() -> None:
    item = (
        "<p style='mso-list:l0 level{} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>{}"
        "<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp;</span></span><![endif]>{}</p>"
    )
    items = (
        item.format(1, "1.", "One") + item.format(2, "a.", "Inner") + item.format(1, "2.", "Two")
    )
    assert shown(read(f"<h1>Pause</h1>{TEXT}{items}")) == ["1. One\n   1. Inner\n2. Two"]


def test_words_that_a_tracked_change_deletes_are_listed_and_not_printed() -> None:
    changed = '<p>Stay.<del cite="mailto:Kim" datetime="2024-03-05T10:12">Gone.</del></p>'
    article = read(f"<h1>Pause</h1>{TEXT}{changed}")
    assert shown(article) == ["Stay."]
    assert left(article) == {"Gone.": "deleted, as a tracked change says"}


@pytest.mark.parametrize(
    "line",
    [
        "Teilen mit:",
        "Schreibe einen Kommentar",
        "Lesezeit: 5 Minuten",
        "Impressum | Datenschutz",
        "Laisser un commentaire",
        "Leer más",
        "5. März 2024",
        "5 de marzo de 2024",
        "Temps de lecture : 5 minutes",
        "Condividi su",
        "Geen reacties",
    ],
)
def test_furniture_in_other_languages_is_listed(line: str) -> None:
    article = read(f"<h1>Pause</h1>{TEXT}<p>{line}</p>")
    assert shown(article) == []
    assert line in left(article)


def test_a_heading_inside_the_text_is_no_button_in_any_language() -> None:
    assert shown(read(f"<h1>Pause</h1>{TEXT}<h2>Teilen</h2>{TEXT}")) == ["## Teilen"]
