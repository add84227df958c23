"""What is sent of a page whose picture a window has in an earlier state."""

import io

from PIL import Image, ImageDraw

from handouts.builds.preview import PreviewPage
from handouts.builds.preview_pictures import SentPictures

WIDTH, HEIGHT = 120, 160


def drawn(*lines: int) -> Image.Image:
    """Return a page with a black line of 4 pixels at each of these heights."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    for top in lines:
        ImageDraw.Draw(picture).rectangle((10, top, 100, top + 3), fill="black")
    return picture


def page(digest: str) -> PreviewPage:
    return PreviewPage(digest, WIDTH, HEIGHT, None, ())


def size(of: PreviewPage) -> tuple[int, int]:
    assert of.picture
    with Image.open(io.BytesIO(of.picture)) as picture:
        return picture.size


def test_of_a_page_that_changed_the_rows_that_did_are_sent() -> None:
    sent = SentPictures()
    first = sent.with_picture("window", page("one"), drawn(20), frozenset())
    second = sent.with_picture("window", page("two"), drawn(20, 60), frozenset({"one"}))
    third = sent.with_picture("window", page("three"), drawn(20, 60, 70), frozenset({"one", "two"}))

    assert (size(first), first.laid_over) == ((WIDTH, HEIGHT), "")
    assert (size(second), second.laid_over, second.top_px) == ((WIDTH, 4), "one", 60)
    assert (size(third), third.laid_over, third.top_px) == ((WIDTH, 14), "one", 60)


def test_a_page_of_which_much_has_changed_is_sent_whole_and_the_next_is_laid_over_it() -> None:
    sent = SentPictures()
    sent.with_picture("window", page("one"), drawn(20), frozenset())
    much = sent.with_picture("window", page("two"), drawn(40, 150), frozenset({"one"}))
    next_one = sent.with_picture("window", page("three"), drawn(40), frozenset({"one", "two"}))

    assert (size(much), much.laid_over) == ((WIDTH, HEIGHT), "")
    assert (size(next_one), next_one.laid_over) == ((WIDTH, 4), "two")


def test_nothing_is_laid_over_what_a_window_lacks_or_shows_in_another_width() -> None:
    sent = SentPictures()
    sent.with_picture("window", page("one"), drawn(20), frozenset())
    elsewhere = sent.with_picture("other", page("two"), drawn(20, 60), frozenset({"one"}))
    unknown = sent.with_picture("window", page("three"), drawn(20, 60), frozenset())
    wider = drawn(20, 70).resize((2 * WIDTH, 2 * HEIGHT))
    resized = sent.with_picture("window", page("four"), wider, frozenset({"three"}))

    assert [size(each) for each in (elsewhere, unknown)] == [(WIDTH, HEIGHT)] * 2
    assert size(resized) == (2 * WIDTH, 2 * HEIGHT)


def test_a_page_whose_picture_is_the_same_is_laid_over_it_by_one_row() -> None:
    sent = SentPictures()
    sent.with_picture("window", page("one"), drawn(20), frozenset())
    again = sent.with_picture("window", page("two"), drawn(20), frozenset({"one"}))
    assert (size(again), again.laid_over) == ((WIDTH, 1), "one")
