"""Phrases: their languages, values, plurals, editions, and those that a trainer changed."""

import datetime

import pytest
from markupsafe import Markup

from handouts.errors import WorldError
from handouts.languages import dates, phrases
from handouts.languages.phrases import Phrases, language_of
from handouts.languages.wording import wording

AMERICAN, BRITISH = Phrases("en-US"), Phrases("en-GB")
DAY = datetime.date(2026, 11, 14)
LICENSE = "sessions.sign-in-sheet.license"


def own(name: str, *variants: tuple[str, str, str], language: str = "en-US") -> Phrases:
    return Phrases(language, ((name, variants),))


@pytest.mark.parametrize(
    ("language", "paper", "expected"),
    [
        ("en", "letter", "en-US"),
        ("en", "a4", "en-GB"),
        ("en-GB", "letter", "en-GB"),
        ("EN-us", "a4", "en-US"),
        ("en-US-x-clinic", "a4", "en-US"),
        ("he", "letter", "en-US"),
        ("es-MX", "a4", "en-GB"),
    ],
)
def test_a_training_has_phrases_of_its_language_or_of_its_paper(
    language: str, paper: str, expected: str
) -> None:
    assert language_of(language, paper) == expected


def test_a_language_has_its_own_phrases_and_the_others_of_the_whole_one() -> None:
    assert (AMERICAN.text(LICENSE), BRITISH.text(LICENSE)) == ("License", "Licence")
    assert BRITISH.title("handout") == AMERICAN.title("handout") == "Handout"
    assert set(phrases.standard("en-GB")) == set(phrases.standard("en-US"))


def test_days_and_times_are_written_as_the_language_has_them() -> None:
    start, end = datetime.time(9), datetime.time(16, 30)
    assert dates.when(AMERICAN, DAY, start, end) == "November 14, 2026, 9:00\xa0a.m.–4:30\xa0p.m."
    assert dates.when(BRITISH, "2026-11-14", "09:00", "16:30") == "14 November 2026, 9:00–16:30"
    assert dates.times(AMERICAN, start, "11:45") == "9:00–11:45\xa0a.m."
    assert dates.times(AMERICAN, "12:00", "00:30") == "12:00\xa0p.m.–12:30\xa0a.m."
    assert dates.times(AMERICAN, start, None) == "9:00\xa0a.m."
    assert dates.when(AMERICAN, DAY) == "November 14, 2026"
    assert dates.full_when(AMERICAN, DAY) == "Saturday, November 14, 2026"
    assert (dates.month_day(AMERICAN, DAY), dates.month_day(BRITISH, DAY)) == (
        "November 14",
        "14 November",
    )


def test_values_are_shown_in_the_language_and_nothing_of_them_is_markup() -> None:
    named = own(LICENSE, ("", "", "{a} & {b}"))
    assert named.text(LICENSE, a=("x", "y", "z"), b=12_000) == "x, y, and z & 12,000"
    assert named.html(LICENSE, a=DAY, b="<i>") == "November 14, 2026 &amp; &lt;i&gt;"
    listed = ("<", Markup("<b>y</b>"))
    assert named.html(LICENSE, a=listed, b=Markup("<i>")) == "&lt; and <b>y</b> &amp; <i>"


def test_stars_make_letters_and_values_bold() -> None:
    bold = own(LICENSE, ("", "", "**1 {what}.** Now {{not}}"))
    assert bold.html(LICENSE, what="<") == "<strong>1 &lt;.</strong> Now {not}"
    assert bold.text(LICENSE, what="<") == "1 <. Now {not}"


def test_a_phrase_has_the_plural_of_its_count() -> None:
    counted = own(LICENSE, ("", "one", "{count} hour"), ("", "other", "{count} hours"))
    assert [counted.text(LICENSE, count=number) for number in (0, 1, 1.5, 1200)] == [
        "0 hours",
        "1 hour",
        "1.5 hours",
        "1,200 hours",
    ]


def test_a_phrase_has_the_text_of_its_edition_or_that_of_print() -> None:
    told = own(LICENSE, ("print", "", "write"), ("email", "", "type"))
    assert told.text(LICENSE, "email") == "type"
    assert told.text(LICENSE, "large-print") == told.text(LICENSE) == "write"
    assert told.text(LICENSE, "booklet", "email") == "type"


def test_the_trainers_text_of_one_edition_leaves_the_others_as_they_were() -> None:
    changed = own(LICENSE, ("email", "", "Tap"), language="en-GB")
    assert (changed.text(LICENSE, "email"), changed.text(LICENSE, "print")) == ("Tap", "Licence")
    assert own(LICENSE, ("", "", "Permit")).text(LICENSE, "email") == "Permit"


def test_an_unknown_phrase_and_other_values_are_errors() -> None:
    with pytest.raises(WorldError, match=r'no phrase "documents.handuot.title".*handout'):
        AMERICAN.text("documents.handuot.title")
    with pytest.raises(WorldError, match=r"do not agree on \{times\} and \{tmes\}"):
        AMERICAN.text("dates.when", date=DAY, tmes="9:00")


@pytest.mark.parametrize(
    "text", ["{", "}", "{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "**a"]
)
def test_a_text_reaches_nothing_but_its_values(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of whatever words
        wording(text)
