import pytest

from handouts.messages import texts
from handouts.messages.characters import unprintable
from handouts.text import characters


def causes(text: str) -> list[tuple[int, str]]:
    return [(place, texts().cause(wrong)) for place, wrong in unprintable(text)]


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\0", "U+0000 (a control character)"),
        ("\x1b", "U+001B (a control character)"),
        ("\x85", "U+0085 (a control character)"),
        ("\u2028", "U+2028 (LINE SEPARATOR)"),
        ("\u202e", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("\u2066", "U+2066 (LEFT-TO-RIGHT ISOLATE)"),
        ("\uffff", "U+FFFF (a control character)"),
    ],
)
def test_control_characters_are_told_by_name(character: str, name: str) -> None:
    assert causes(f"te{character}a") == [(2, f"the character {name} cannot be printed")]


def test_the_sign_of_a_lost_letter_has_a_fix_of_its_own() -> None:
    ((_, wrong),) = unprintable("Zo\ufffd")
    assert texts().fix(wrong) == "It stands where a letter was lost; type the word anew."


@pytest.mark.parametrize(
    "text",
    ["a\tb\nc", "soft\u00adhyphen", "zero\u200bwidth\u2060\ufeff", "👩\u200d👧", "שָׁלוֹם", "Việt"],
)
def test_what_people_type_is_let_through(text: str) -> None:
    assert causes(text) == []


def test_a_letter_under_a_heap_of_accents_is_told_once() -> None:
    heap = "a" + "\u0317\u0320" * 300
    cause = "a letter carries more than 4 accents or points"
    assert causes(f"x {heap} y") == [(7, cause)]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a", True),
        ("½", True),
        ("", False),
        (" \u00a0\u2003", False),
        ("\u200b\u00ad\u0301", False),
    ],
)
def test_what_leaves_nothing_on_paper_is_not_seen(text: str, seen: bool) -> None:
    assert characters.is_seen(text) is seen
