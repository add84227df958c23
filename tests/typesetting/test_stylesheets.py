import pytest

from handouts.typesetting import stylesheets


def test_variables_are_read_wherever_they_are_set() -> None:
    text = (
        "/* :root { --a: 0 } */ :root { --a: 1pt; --quoted: 'a; --b: 2' }"
        "@media print { .one { --a : calc(1pt + var(--c)) } } @page { --Page: }"
    )
    assert stylesheets.variables(text) == {
        "--a": "calc(1pt + var(--c))",
        "--quoted": '"a; --b: 2"',
        "--Page": "",
    }


def test_what_cannot_be_read_hides_nothing_else() -> None:
    text = "p { colour red; ; --a: 1 } } { --b: 2 } .c { --c: 3"
    assert stylesheets.variables(text) == {"--a": "1", "--c": "3"} | {"--b": "2"}


@pytest.mark.parametrize(
    "text",
    [
        "@import 'a.css';",
        '@IMPORT "a.css" print;',
        "@import/**/url(a.css);",
        "@import url( 'a.css' ) layer(base);",
        "h1 { background: no-repeat URL( a.css ) }",
        "@media print { h1 { background: image-set('x' 1x, url('a.css') 2x) } }",
        "@font-face { src: local('x'), url(\"a.css\") format('woff') }",
        r"h1 { background: url(\61.css) }",
    ],
)
def test_addresses_are_read_in_every_form(text: str) -> None:
    assert list(stylesheets.addresses(text)) == ["a.css"]


def test_words_in_quotes_and_comments_are_no_addresses() -> None:
    text = "/* url(a.css) @import 'a.css' */ h1::before { content: 'url(a.css)' } @charset 'x';"
    assert list(stylesheets.addresses(text)) == []
