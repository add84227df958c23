import pytest

from handouts.mail.plain_text import plain_text, title

PAGE = """<!DOCTYPE html>
<html lang="en">
<head><title>For you: kettle
  &amp; pot</title><style>p > b { color: red }</style></head>
<body>
<div><p>Quiet   Harbour
Courses</p>
<h1>Two <em>Ways</em> to Make Tea</h1></div>
<p>Dear <bdi>Zoë</bdi>,<br>
welcome.</p>
<table>
<tr><th scope="row">When</th><td>Saturday,<br>Sunday</td></tr>
<tr><th scope="row">
Where</th>
<td>Hall</td></tr>
</table>
<h2>Attached</h2>
<ul>
<li><strong>Handout</strong> (tea.pdf)</li>
<li>Sorting
<ul><li>first</li><li>second</li></ul></li>
</ul>
<ul><li>another list</li></ul>
<dl><dt>Number</dt><dd>7K4M</dd><dt>Hours</dt><dd>6</dd></dl>
<p>Write to <a href="mailto:tea@example.org">tea@example.org</a> or
<a href="https://www.example.org/">look <b>here</b></a>.</p>
<p>Bye
</body>
</html>
"""

TEXT = """\
Quiet Harbour Courses

Two Ways to Make Tea

Dear Zoë,
welcome.

When: Saturday,
  Sunday
Where: Hall

Attached

- Handout (tea.pdf)
- Sorting
  - first
  - second

- another list

Number: 7K4M
Hours: 6

Write to tea@example.org or look here <https://www.example.org/>.

Bye
"""


def test_each_kind_of_block_has_its_form_in_text() -> None:
    assert plain_text(PAGE) == TEXT


def test_the_title_is_one_line() -> None:
    assert title(PAGE) == "For you: kettle & pot"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("&lt;script&gt;a()&lt;/script&gt; &amp;lt; &#x27;", "<script>a()</script> &lt; '"),
        ("<p>a<script>b()</script><template><p>c</p></template>d</p>", "ad"),
        ("a<template><div>b<script>c</div></script></template>d", "ad"),
        ("<p>Dear Ann\r\nBcc: x@example.org\u2028y\u0085z</p>", "Dear Ann Bcc: x@example.org y z"),
        ("<p>12\u00a0KB</p>", "12\u00a0KB"),
        ("<p>\u202eevil\u202c דנה</p>", "\u202eevil\u202c דנה"),
        ("<p> </p><p></p><p>one</p><div> <p>two</p> </div>", "one\n\ntwo"),
        ("<p>one<br><br>two</p>", "one\ntwo"),
        ("<table><tr><th></th><td>value</td></tr></table>", "value"),
        ("<table><tr><td>one</td><td>two</td></tr></table>", "one\ntwo"),
        ('<a href="https://e.org/"></a> <a href="#x">a</a> <a>b</a>', "https://e.org/ a b"),
        ('<a href="mailto:a%26b@e.org">a&amp;b@e.org</a>', "a&b@e.org"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_odd_is_taken_as_it_is_meant(html: str, text: str) -> None:
    assert plain_text(html) == f"{text}\n"


def test_lines_are_no_longer_than_72_columns() -> None:
    lines = plain_text(f"<p>{'kettle ' * 40}</p><ul><li>{'pot ' * 40}</li></ul>").splitlines()
    assert max(map(len, lines)) in range(66, 73)
    assert [line for line in lines if line != line.rstrip()] == []
    items = [line for line in lines if "pot" in line]
    assert [line[:4] for line in items] == ["- po", "  po", "  po"]


def test_an_address_is_never_divided() -> None:
    address = f"https://www.example.org/{'long-' * 20}way"
    assert plain_text(f'<p>Open <a href="{address}">this page</a> today.</p>') == (
        f"Open this page\n<{address}>\ntoday.\n"
    )
