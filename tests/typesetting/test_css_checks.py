import pytest

from handouts.typesetting.css_checks import declared_families, silent_failures


def test_a_variable_that_nothing_sets_is_reported_once() -> None:
    sheets = ["p { color: var(--ink); margin: calc(2 * var( --gap )) }", "h1 { color: var(--ink) }"]
    assert silent_failures(sheets, ()) == (
        "The styles use the variable --ink, which none of them sets.",
        "The styles use the variable --gap, which none of them sets.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "p { color: var(--ink) } :root { --ink: red }",
        "@media print { :root { --ink: red } } p { color: var(--ink) }",
        "p { color: var(--ink, red) }",
        "/* p { color: var(--ink) } */",
        "p::before { content: 'var(--ink)' }",
    ],
)
def test_a_variable_that_has_a_value_is_not_reported(text: str) -> None:
    assert silent_failures([text], ()) == ()


@pytest.mark.parametrize(
    "declaration",
    [
        "font-family: 'Comic Sans', serif",
        "font-family: Comic Sans, serif",
        "font: italic 11pt/1.2 'Comic Sans', serif",
        "--heading-font: 'Comic Sans'",
        "--fallback: 'Comic Sans'",
    ],
)
def test_a_family_that_nothing_brings_is_reported(declaration: str) -> None:
    expected = 'The styles ask for the font "Comic Sans", which no @font-face brings.'
    assert silent_failures([f"p {{ {declaration} }}"], ()) == (expected,)
    assert silent_failures([f"p {{ {declaration} }}"], ["Comic Sans"]) == ()
    face = "@font-face { font-family: 'Comic Sans'; src: url(c.ttf) }"
    assert silent_failures([f"p {{ {declaration} }}", face], ()) == ()


@pytest.mark.parametrize(
    "declaration",
    ["font-family: var(--serif, serif)", "font-family: inherit", "content: 'Comic Sans'",
     "font-family: 'Source Serif Pro', sans-serif"],
)  # fmt: skip
def test_other_words_are_no_families(declaration: str) -> None:
    assert silent_failures([f"p {{ {declaration} }}"], ()) == ()


def test_families_of_font_faces_are_read_with_and_without_quotes() -> None:
    sheets = ["@font-face { font-family: 'One' } @font-face{font-family:Number Two}", "h1 {}"]
    assert declared_families([*sheets, "h1 { font-family: Three }"]) == ("One", "Number Two")
