import pytest

from handouts.content import markdown, richtext
from handouts.errors import ContentError
from handouts.importers.article import read_article
from handouts.importers.completeness import missing_from_article
from handouts.importers.parts import ReadArticle
from handouts.importers.source import ImportedFile
from handouts.importers.write import Metadata, article_md


def read(text: str, name: str = "a.html") -> ReadArticle:
    return read_article(ImportedFile(f"in/{name}", name, text, "UTF-8"))


def written(article: ReadArticle) -> str:
    return "\n\n".join(piece.markdown for piece in article.pieces)


PAGE = """<!doctype html><html lang="en-GB">
<head><title>On Gardens | The Page</title><style>p { color: red }</style></head>
<body>
<nav><a href="/">Home</a></nav>
<h1>The Page</h1>
<article>
<header><h1>On <em>Gardens</em></h1>
<p class="byline">by Ann Miller</p></header>
<p>A <b>bee</b> and
<a href="https://example.org/b">a <i>bird</i></a>.<br>One line<br><br>more. 1 &lt; 2 *</p>
<h3>Hives</h3>
<ul><li>one</li><li>two<ol start="3"><li>inner</li></ol></li></ul>
<blockquote><p>Said</p><p>twice</p></blockquote>
<figure><img src="x.png" alt="A bee"><figcaption>Fig.</figcaption></figure>
<div>Loose <span>words</span><p># no heading</p></div>
<pre>a  b
 c</pre>
<p><a href="/more">Inside</a></p>
<aside>Beside</aside>
<div id="comments"><p>First!</p></div>
</article>
<footer>© 2020 The Page</footer>
<script>var secret</script></body></html>
"""


def test_the_article_of_a_page_is_found() -> None:
    article = read(PAGE)

    assert (article.title, article.byline, article.language) == (
        "On *Gardens*",
        "by Ann Miller",
        "en-GB",
    )
    assert written(article) == (
        "A **bee** and [a bird](https://example.org/b).\\\nOne line\n\n"
        "more. 1 < 2 \\*\n\n"
        "### Hives\n\n"
        "- one\n- two\n\n  3. inner\n\n"
        "> Said\n>\n> twice\n\n"
        "Loose words\n\n\\# no heading\n\n"
        "```\na  b\n c\n```\n\n"
        "Inside"
    )


def test_what_stands_around_the_article_is_listed_by_line() -> None:
    assert [(left.line, left.text) for left in read(PAGE).left_out] == [
        (4, "Home"),
        (5, "The Page"),
        (14, "Fig."),
        (14, "x.png (A bee)"),
        (18, "Inside → /more"),
        (19, "Beside"),
        (20, "First!"),
        (22, "© 2020 The Page"),
    ]


def test_every_word_of_the_body_is_kept_or_listed() -> None:
    article = read(PAGE)

    blocks = markdown.parse(written(article)).blocks
    words = " ".join(richtext.plain_text(inlines) for inlines in richtext.texts(blocks)).split()
    assert {"bee", "bird.", "Hives", "inner", "twice", "Loose", "c", "Inside"} <= set(words)
    assert "secret" not in words


def test_without_h1_the_pages_title_is_taken() -> None:
    assert read("<title>On *Gardens*</title><p>Text.</p>").title == r"On \*Gardens\*"


def test_html_in_a_txt_file_is_found() -> None:
    assert read("<!DOCTYPE html><h1>T</h1><p>Text.</p></body>", "a.txt").title == "T"


def test_elements_without_end_are_told() -> None:
    with pytest.raises(ContentError) as raised:
        read("<h1>T</h1>\n" + "<div>" * 5000 + "x")

    assert [problem.cause for problem in raised.value.problems] == [
        "the text is nested too deeply to be read"
    ]


def test_characters_that_cannot_be_printed_are_told() -> None:
    with pytest.raises(ContentError) as raised:
        read("<h1>T</h1>\n<p>a&#x202e;b</p>")

    assert [(problem.line, problem.cause) for problem in raised.value.problems] == [
        (2, "the character U+202E (RIGHT-TO-LEFT OVERRIDE) cannot be printed")
    ]


@pytest.mark.parametrize(
    ("mark", "remark"),
    [
        ('<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup>',
         '<div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a><span>Is this so?</span></p></div>'),
        ('<a href="#_msocom_1" name="_msoanchor_1" class=msocomanchor>[MO1]</a>',
         '<div class=msocomtxt id="_com_1"><a name="_msocom_1"></a><p class=MsoCommentText>'
         '<a class=msocomoff href="#_msoanchor_1">[MO1]</a>Is this so?</p></div>'),
    ],
    ids=["Google Docs", "Word"],
)  # fmt: skip
def test_remarks_on_a_document_are_listed_and_no_footnotes(mark: str, remark: str) -> None:
    page = f"<h1>Title</h1><p>Text{mark} stands here.</p>{remark}"
    source = ImportedFile("a.html", "a.html", page, "UTF-8")

    article = read_article(source)

    assert [piece.markdown for piece in article.pieces] == ["Text stands here."]
    assert [(left.text, str(left.reason)) for left in article.left_out] == [
        ("Is this so?", "a comment")
    ]
    text = article_md(Metadata("Title", "", ""), article.pieces, ())
    assert missing_from_article(source, text, article, article.left_out) == []


def test_of_a_list_that_counts_with_letters_the_first_item_is_listed() -> None:
    article = read(
        "<h1>Quiet</h1><p>Every trainer knows it.</p><ol type=a><li>Wait<ol type=i><li>long</ol>"
        "<li>Ask</ol><ol style='list-style-type: upper-roman'><li>One</ol><ol><li>Plain</ol>"
    )

    lettered = [each.text for each in article.left_out if "letters" in str(each.reason)]
    assert sorted(lettered) == ["One", "Wait", "long"]


def test_a_title_that_a_page_repeats_in_its_text_is_left_out_there() -> None:
    page = "<article><h1>On <i>Bees</i></h1><p>Bees hum.</p><p>On Bees</p><p>They do.</p></article>"
    article = read(f"<html><body>{page}</body></html>")
    assert (article.title, written(article)) == ("On *Bees*", "Bees hum.\n\nThey do.")
    assert [(one.text, str(one.reason)) for one in article.left_out] == [
        ("On Bees", "it repeats the title")
    ]


def in_cell(cell: str) -> ReadArticle:
    return read(
        "<h1>Hives</h1><p>Some text stands here.</p><table><tr><th>When</th><th>What</th></tr>"
        f"<tr><td>3.4.2026</td><td>{cell}</td></tr></table>"
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<ul><li>Look</li><li>Wait</li></ul>", "• Look<br>• Wait"),
        (
            "<p>Then:</p><ol><li>Look</li><li><b>Wait</b></li></ol>",
            "Then:<br>1. Look<br>2. **Wait**",
        ),
        (
            "<ul><li>Look<ul><li>up</li><li>down</li></ul></li><li>Wait</li></ul>",
            "• Look<br>– up<br>– down<br>• Wait",
        ),
        ("<p>Look</p><p>Wait</p>", "Look<br>Wait"),
        ("Look<br>Wait", "Look<br>Wait"),
        ("Look at it<br>and wait", "Look at it and wait"),
        ("<p>· Look</p><p>· Wait</p>", "• Look<br>• Wait"),
        ("<p>One &lt;br&gt; two | three</p>", "One \\<br> two \\| three"),
    ],
)
def test_lists_and_lines_in_a_cell_stay_what_they_are(cell: str, expected: str) -> None:
    article = in_cell(cell)

    assert written(article).splitlines()[-1] == f"| 3.4.2026 | {expected} |"
    assert article.left_out == ()
    assert not markdown.parse(written(article)).diagnostics


def test_of_deeper_lists_in_a_cell_it_is_said_that_they_are_flat() -> None:
    inner = "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"
    article = in_cell(inner)

    assert written(article).endswith("| • a<br>– b<br>– c |")
    assert [left.reason.code for left in article.left_out] == ["left_out.deep-list-in-cell"]


@pytest.mark.parametrize("words", ["Figure 1. A bee", "Fig. 2: A bee", "<b>Abb. 3 – A bee</b>"])
def test_a_line_below_a_picture_that_counts_it_is_its_caption(words: str) -> None:
    source = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC"  # noqa: E501
    page = f"<h1>Hives</h1><p>Text.</p><p><img src='{source}' alt='x'></p><p>{words}</p><p>End.</p>"
    plain = words.replace("<b>", "").replace("</b>", "")

    assert f'![x](pictures/picture-1.png "{plain}")' in written(read(page))
