"""The pages of one document while its texts are being changed."""

import dataclasses
import io
from collections.abc import Iterator

import pytest
from PIL import Image

from handouts.builds.preview import PageDrawn
from handouts.errors import CallError
from handouts.project.layout import Project
from handouts.workflows.preview import Preview, Previewer, PreviewRequest
from tests.conftest import snapshot

pytestmark = pytest.mark.long

ARTICLE = "two-models/article.md"
CHART = "two-models/chart.yaml"


@pytest.fixture(scope="module")
def previewer() -> Iterator[Previewer]:
    with Previewer() as previewer:
        yield previewer


@pytest.fixture
def request_(project: Project) -> PreviewRequest:
    return PreviewRequest(project, "two-models", "handout", edition="email", width_px=600)


def changed(request: PreviewRequest, old: bytes, new: bytes, file: str = ARTICLE) -> PreviewRequest:
    text = (request.project.content / file).read_bytes()
    assert old in text
    return dataclasses.replace(request, texts={**request.texts, file: text.replace(old, new, 1)})


def added(request: PreviewRequest, words: str) -> PreviewRequest:
    text = (request.project.content / ARTICLE).read_bytes()
    return dataclasses.replace(request, texts={ARTICLE: text + f"\n\n{words}\n".encode()})


def known(preview: Preview) -> frozenset[str]:
    return frozenset(page.digest for page in preview.pages)


def test_each_page_is_a_picture_of_the_width_asked_for_and_nothing_is_written(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    before = snapshot(request_.project.root)
    preview = previewer.show(request_)
    assert preview.problems == ()
    assert len(preview.pages) > 1
    for page in preview.pages:
        assert page.picture
        with Image.open(io.BytesIO(page.picture)) as picture:
            assert picture.format == "JPEG"
            assert picture.size == (600, page.height_px) == (page.width_px, page.height_px)
    assert snapshot(request_.project.root) == before


def test_only_pages_that_have_changed_come_with_a_picture(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    first = previewer.show(request_)
    last = added(dataclasses.replace(request_, known=known(first)), "One more sentence.")
    second = previewer.show(last)
    has_picture = [page.picture is not None for page in second.pages]
    assert True in has_picture
    assert False in has_picture
    assert has_picture == [page.digest not in known(first) for page in second.pages]


def test_the_same_page_in_another_width_is_another_picture(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    first = previewer.show(request_)
    wider = previewer.show(dataclasses.replace(request_, width_px=700, known=known(first)))
    assert all(page.picture for page in wider.pages)


def test_the_page_in_view_comes_first_and_those_out_of_reach_when_they_are_in_view(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    drawn: list[PageDrawn] = []
    near = dataclasses.replace(request_, in_view=2, reach=1)
    preview = previewer.show(near, drawn.append)
    assert drawn[0].number == 2
    assert [one.page for one in drawn if one.number == 1] == [preview.pages[1]]
    assert preview.pages[0].picture is None
    first = previewer.show(dataclasses.replace(near, in_view=0, reach=0))
    assert [page.picture is not None for page in first.pages][:2] == [True, False]
    assert first.pages[0].digest == preview.pages[0].digest


def test_places_lead_from_the_page_to_the_line_of_the_file(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    preview = previewer.show(request_)
    places = [place for page in preview.pages for place in page.places]
    article = (request_.project.content / ARTICLE).read_text("utf-8").split("\n")
    lines = {place.line for place in places if place.file == ARTICLE}
    headings = {number for number, line in enumerate(article, 1) if line.startswith("## ")}
    assert headings <= lines
    chart = (request_.project.content / CHART).read_text("utf-8").split("\n")
    cells = {place.line for place in places if place.file == CHART}
    assert {number for number, line in enumerate(chart, 1) if "healing:" in line} <= cells
    for place in places:
        assert 0 <= place.left < place.right <= 1
        assert 0 <= place.top < place.bottom <= 1


def test_unsaved_texts_with_problems_give_the_last_good_pages_and_the_problems(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    good = previewer.show(added(request_, "The last good sentence."))
    broken = dataclasses.replace(
        request_, texts={CHART: b"title: [", ARTICLE: b"No title.\n"}, known=known(good)
    )
    preview = previewer.show(broken)
    assert {p.path for p in preview.problems} == {f"content/{ARTICLE}", f"content/{CHART}"}
    assert [page.digest for page in preview.pages] == [page.digest for page in good.pages]


def test_texts_that_were_never_good_give_problems_alone(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    broken = dataclasses.replace(request_, document="chart", texts={CHART: b"title: ["})
    preview = previewer.show(broken)
    assert preview.pages == ()
    assert preview.problems


def test_what_there_is_none_of_is_reported(previewer: Previewer, request_: PreviewRequest) -> None:
    with pytest.raises(CallError, match="handout"):
        previewer.show(dataclasses.replace(request_, document="handuot"))
