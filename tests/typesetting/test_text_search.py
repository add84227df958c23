"""Texts of scripts whose signs are not read back as they were written."""

from handouts.typesetting.text_search import PageText, stands


def test_signs_that_change_places_in_a_word_do_not_matter() -> None:
    """What is read back of Devanagari has a vowel sign elsewhere, and letters that nobody wrote."""
    page = PageText.of("अəनिता शPार्मा 6")
    assert stands("अनिता शर्मा", [page], 0) == (0, 0)
    assert stands("अनिता वर्मा", [page], 0) is None


def test_vowel_signs_of_hebrew_do_not_matter() -> None:
    """What is read back of them is letters that nobody wrote."""
    page = PageText.of("בԝְּרֵאשԢִׁית ספר")
    assert stands("בְּרֵאשִׁית", [page], 0) == (0, 0)
    assert stands("בְּרֵאשִׁיתם", [page], 0) is None
    assert stands("ספת", [page], 0) is None
