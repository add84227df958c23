"""No word of the trainer's files gets lost unsaid."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.errors import ContentError, Problem
from handouts.importers.article import read_article
from handouts.importers.completeness import missing_from_article, missing_from_chart
from handouts.importers.parts import LeftOut, ReadArticle
from handouts.importers.source import ImportedFile
from handouts.importers.source_words import unshown
from handouts.importers.write import Metadata, article_md
from handouts.messages import message

from .conftest import Import, body

PRINTED = """<!doctype html><title>Lawns</title><h1>Lawns</h1>
<p>A first paragraph<o:p> goon</o:p> here.</p>
<ul>bare<li>item</li>between<ul><li>nested</li></ul><p>inlist</p></ul>
<ul><ul><li>doublynested</li></ul></ul>
<ol><li>one<table><tr><td>plaincell</td></tr></table></li></ol>
<blockquote>quoted<table><tr><td>plainquotedcell</td></tr></table>after</blockquote>
<p><![CDATA[cdata words]]></p>
<map>mapped<area alt="LISTEDarea"></map>
<details><summary>summary</summary>detail</details>
<p><ruby>base<rt>reading</rt></ruby> <math><mi>mathvariable</mi><mo>=</mo></math></p>
<dl><dt>term</dt><dd>definition</dd></dl>
<figure><table><tr><td>plaintable<table><tr><td>plaininner</td></tr></table></td></tr>
loose</table><figcaption>captionoftable</figcaption></figure>
<figcaption>loosecaption</figcaption>
<figure><img src="x.png" alt="LISTEDalt"><figcaption>LISTEDcaption</figcaption></figure>
<fieldset><legend>legend</legend></fieldset>
<![if !supportLists]>revealed<![endif]>
<pre>typed<br>lines<!-- LISTEDprecomment --></pre><xmp>example</xmp>
<p><abbr title="LISTEDtooltip">abbreviated</abbr></p>
<form><select><option>LISTEDoption<optgroup label="LISTEDlabel"></select><textarea>LISTEDarea2
</textarea><input placeholder="LISTEDplaceholder"><input type=submit value="LISTEDvalue"></form>
<template>LISTEDtemplate</template><noscript>LISTEDnoscript <b>LISTEDbold</b></noscript>
<iframe>LISTEDiframe</iframe><svg><text>LISTEDsvg</text></svg><object>LISTEDobject</object>
<video>LISTEDvideo</video><div hidden>LISTEDhidden</div><nav>LISTEDnav</nav><nav>LISTEDnav</nav>
<!-- LISTEDcomment --><!--[if mso]>LISTEDconditional<![endif]-->
<!--[if gte mso 9]><xml><w:View>PROGRAM</w:View></xml><![endif]--><!-- wp:paragraph -->
<script>PROGRAM()</script><style>PROGRAM {}</style>
</body>afterbody</html>
"""


def _marked(text: str) -> Iterator[str]:
    return iter(re.findall(r"LISTED\w+", text))


def test_every_word_of_a_page_is_printed_or_listed(imported: Import) -> None:
    result = imported(PRINTED, names=("article.html", "chart.tsv"))

    listed = " ".join(left.text for left in result.left_out)
    assert sorted(_marked(listed)) == sorted(_marked(PRINTED))
    assert "LISTED" not in body(result)
    assert "PROGRAM" not in result.files["article.md"]
    assert body(result) == (
        "A first paragraph goon here.\n\n- bare\n- item\n- between\n  - nested\n- inlist\n\n"
        "- doublynested\n\n1. one\n\n   plaincell\n\n> quoted\n>\n> plainquotedcell\n>\n> after\n\n"
        "cdata words\n\nmapped\n\n"
        "## summary\n\ndetail\n\nbase (reading) mathvariable=\n\n**term** definition\n\n"
        "loose\n\nplaintable\n\nplaininner\n\n"
        "captionoftable\n\nloosecaption\n\nlegend\n\nrevealed\n\n"
        "```\ntyped\nlines\n```\n\n```\nexample\n```\n\nabbreviated\n\nafterbody\n\n[chart]"
    )


MARKDOWN = """---
title: Lawns # LISTEDbeside
# LISTEDnote
subtitle: Short
tags:
  - LISTEDtag

  - LISTEDlast
date: LISTEDfirst
date: LISTEDsecond
...

Text with [a link](https://example.org "LISTEDtitle") and [another](/inside "LISTEDother").

Setext
---

<div>
block *of* HTML &eacute;
</div>

<!-- noteofmine -->

[^1]: LISTEDfootnote
[Note]: careful
[used]: https://example.org/used
[unused]: https://example.org/unused 'unusedtitle'

> [^2]: quotedfootnote

See [here][used], Wow![^3] and <tel:12345> and [](https://example.org/empty).

| a | b |
|---|---|
| cellone | celltwo |

```python
coded <!-- incode -->
```

- one
  - two
    - ![LISTEDpicture](x.png)three

## ![LISTEDinheading](y.png)

Before
[chart]
behind <!-- open

last --> end
"""


def test_every_word_of_a_markdown_text_is_printed_or_listed(imported: Import) -> None:
    result = imported(MARKDOWN, names=("article.md", "chart.tsv"))

    listed = " ".join(left.text for left in result.left_out)
    assert sorted(_marked(listed)) == sorted(_marked(MARKDOWN))
    assert (
        body(result)
        == r"""Text with [a link](https://example.org "LISTEDtitle") and another.

## Setext

block *of* HTML &eacute;

<!-- noteofmine -->

\[Note]: careful

\[unused]: https://example.org/unused 'unusedtitle'

[used]: https://example.org/used

> \[^2]: quotedfootnote

See [here][used], Wow! and \<tel:12345> and .

| a | b |
|---|---|
| cellone | celltwo |

coded <\!-- incode -->

- one
  - two
    - three

Before

[chart]

behind <\!-- open

last --> end"""
    )


@pytest.mark.parametrize(
    ("chart", "name", "listed"),
    [
        (
            "Topic\tA &amp; B\t<b>C</b>\nx\t<i title='tip'>y</i><u>z</u>\tv\n",
            "c.tsv",
            ["Topic", "</u>", "<i title='tip'>", "<u>"],
        ),
        (
            "<h2>Over</h2>stray<table><caption>Cap</caption><tr><th>A<th>B<tr>loose"
            "<td><img alt='pic'>x<table><tr><td>in</table><td>y<![CDATA[z]]></table>end",
            "c.html",
            ["<img> pic", "Over", "end", "stray loose"],
        ),
        (
            'sep=;\nA;B\n"a <your name>";b\nComments are closed.\n',
            "c.csv",
            ["Comments are closed."],
        ),
    ],
)
def test_every_word_of_a_chart_is_in_a_cell_or_listed(
    imported: Import, chart: str, name: str, listed: list[str]
) -> None:
    result = imported(chart=chart, names=("article.txt", name))

    assert [left.text for left in result.left_out] == listed


def test_the_charts_own_title_is_listed_where_the_article_gives_another(imported: Import) -> None:
    article = "Lawns\n\nSee the chart below.\n\nShort lawns and tall lawns\n\nThat was it.\n"
    result = imported(article, "Measured in May\nShort\tTall\na\tb\n")

    assert [(left.file, left.text) for left in result.left_out if left.file == "chart.tsv"] == [
        ("chart.tsv", "Measured in May")
    ]


def test_words_that_got_lost_are_told_with_their_line() -> None:
    source = ImportedFile(
        "in/a.txt", "a.txt", "Title\n\nOne two two.\nThree <i>four</i>five.\n", "UTF-8"
    )
    left_out = (
        LeftOut("a.txt", 3, "two", message("left_out.punctuation")),
        LeftOut("a.txt", 4, "four", message("left_out.punctuation"), words_stay=True),
    )
    read = ReadArticle("a.txt", "Title", "", "", ())

    problems = missing_from_article(source, "---\ntitle: Title\n---\n\nOne two.", read, left_out)
    assert problems == [
        Problem("in/a.txt", 4, message("article_import.lost-words", words="three fourfive"))
    ]


def test_cells_that_got_lost_are_told() -> None:
    source = ImportedFile("in/c.csv", "c.csv", "A,B\nx,y z\n", "UTF-8")
    text = "title: T\ncolumns:\n  a: A\n  b: B\nrows:\n  - a: x\n    b: y\n"

    assert [(each.line, each.cause) for each in missing_from_chart(source, [(text, ())], ())] == [
        (2, 'the import would lose the words "z"')
    ]


def test_a_quotation_mark_that_swallows_text_keeps_a_page_from_being_imported(
    imported: Import,
) -> None:
    page = '<h1>T</h1><p>Text.</p>\n<p class="open>lost words</p>'
    with pytest.raises(
        ContentError, match=r'a\.html:2: the import would lose the words "lost words"'
    ):
        imported(page, names=("a.html", "chart.tsv"))


def test_what_a_page_says_anyway_is_not_listed_again() -> None:
    page = "<title>Lawns</title><a title='Read on'>Read on</a><img alt=Bee><img alt=Bee>"
    source = ImportedFile("a.html", "a.html", page, "UTF-8")

    assert [left.text for left in unshown(source, ("Lawns",), ())] == ["Bee"]


WORD = st.sampled_from(["alpha", "beta", "*so*", "a<b", "&amp;", "[x](y)", "café", "1.", "- d"])
TAGS = (
    "p div ul li ol dl dd table tr td th h2 figure figcaption pre b i a span q select option "
    "blockquote svg noscript template details o:p ruby rt title nav"
)
TAG = st.sampled_from(TAGS.split())
PAGE = st.recursive(
    st.lists(WORD, min_size=1, max_size=3).map(" ".join),
    lambda inner: st.tuples(TAG, st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=12,
)


@pytest.mark.long
@settings(max_examples=40, derandomize=True)
@given(PAGE)
def test_any_page_is_imported_whole(page: str) -> None:
    source = ImportedFile("a.html", "a.html", f"<h1>Title</h1><p>Text.</p>{page}", "UTF-8")
    article = read_article(source)
    text = article_md(Metadata(article.title, "", ""), article.pieces, ())

    assert missing_from_article(source, text, article, article.left_out) == []
