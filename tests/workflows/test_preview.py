"""The pages of one document while its texts are being changed."""

import dataclasses
import io
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest
from PIL import Image

from handouts.builds.preview import OnPage, PageDrawn, Place, PreviewPage
from handouts.builds.progress import Stopped
from handouts.errors import CallError
from handouts.project.layout import Project
from handouts.typesetting.limits import Limits
from handouts.workflows.preview import Preview, Previewer, PreviewFailed, PreviewRequest
from tests.conftest import PATIENCE, example, snapshot

pytestmark = pytest.mark.long

ARTICLE = "two-models/article.md"
CHART = "two-models/chart.yaml"


@pytest.fixture(scope="module")
def previewer() -> Iterator[Previewer]:
    with Previewer() as previewer:
        yield previewer


@pytest.fixture
def request_(project: Project) -> PreviewRequest:
    return PreviewRequest(project, "two-models", "handout", edition="print", width_px=600)


def changed(request: PreviewRequest, old: bytes, new: bytes, file: str = ARTICLE) -> PreviewRequest:
    text = (request.project.content / file).read_bytes()
    assert old in text
    return dataclasses.replace(request, texts={**request.texts, file: text.replace(old, new, 1)})


def added(request: PreviewRequest, words: str) -> PreviewRequest:
    text = (request.project.content / ARTICLE).read_bytes()
    return dataclasses.replace(request, texts={ARTICLE: text + f"\n\n{words}\n".encode()})


Answers = SimpleQueue[Preview | Exception]
WIDE = 3000
"""Pixels, so that to draw a page takes long."""


def asked_in_a_thread(previewer: Previewer, request: PreviewRequest) -> Answers:
    """Ask for a preview; what is answered, or raised, comes through the queue."""
    answers: Answers = SimpleQueue()

    def ask() -> None:
        try:
            answers.put(previewer.show(request))
        except Exception as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    return answers


def at_the_first_page(do: Callable[[], None]) -> OnPage:
    """Return what is called with each page, and does something once."""
    waiting = [do]

    def arrived(_: PageDrawn) -> None:
        if waiting:
            waiting.pop()()

    return arrived


def workers() -> set[int | None]:
    return {child.pid for child in multiprocessing.active_children()}


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
    assert [(page.digest, page.picture) for page in preview.pages[:1]] == [("", None)]
    first = previewer.show(dataclasses.replace(near, in_view=0, reach=0))
    assert [page.picture is not None for page in first.pages][:2] == [True, False]
    assert first.pages[0].places == preview.pages[0].places


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


def test_a_line_of_a_file_leads_to_its_place_on_the_first_page_that_has_it() -> None:
    def place(line: int, top: float, file: str = ARTICLE) -> Place:
        return Place(file, line, 0.1, top, 0.9, top + 0.1)

    first = PreviewPage("a", 600, 800, None, (place(4, 0.1), place(9, 0.8), place(8, 0.5, CHART)))
    second = PreviewPage("b", 600, 800, None, (place(9, 0.1), place(12, 0.3)))
    preview = Preview((first, second), (), 0)
    assert preview.place(ARTICLE, 9) == (0, place(9, 0.8))
    assert preview.place(ARTICLE, 11) == (0, place(9, 0.8))
    assert preview.place(ARTICLE, 99) == (1, place(12, 0.3))
    assert preview.place(CHART, 8) == (0, place(8, 0.5, CHART))
    assert preview.place(ARTICLE, 3) is None


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


def test_a_picture_that_another_program_changes_is_shown_anew(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    file = request_.project.content / "two-models" / "pot.png"
    Image.new("RGBA", (40, 40), (255, 0, 0, 120)).save(file)
    with_picture = added(request_, "![A pot](pot.png)")
    first, second = previewer.show(with_picture), previewer.show(with_picture)
    assert [page.digest for page in second.pages] == [page.digest for page in first.pages]
    Image.new("RGBA", (40, 40), (0, 0, 255, 120)).save(file)
    pictures = {page.picture for page in previewer.show(with_picture).pages}
    assert len({page.picture for page in first.pages} - pictures) == 1


def test_what_there_is_none_of_is_reported(previewer: Previewer, request_: PreviewRequest) -> None:
    with pytest.raises(CallError, match="handout"):
        previewer.show(dataclasses.replace(request_, document="handuot"))


def test_the_newest_text_takes_the_place_of_an_older_one_and_the_worker_stays(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    previewer.show(request_)
    before, shown = workers(), list[Preview]()

    def type_on() -> None:
        shown.append(previewer.show(added(request_, "The newest sentence.")))

    older = dataclasses.replace(added(request_, "An older one."), width_px=WIDE)
    with pytest.raises(Stopped):
        previewer.show(older, at_the_first_page(type_on))
    assert shown[0].problems == ()
    assert shown[0].pages[0].width_px == 600
    assert workers() == before


def test_two_windows_are_both_answered(previewer: Previewer, request_: PreviewRequest) -> None:
    others: list[Answers] = []
    other = dataclasses.replace(request_, document="chart", window="another")

    def open_another_window() -> None:
        others.append(asked_in_a_thread(previewer, other))

    here = previewer.show(request_, at_the_first_page(open_another_window))
    there = others[0].get(timeout=PATIENCE)
    assert isinstance(there, Preview)
    assert {page.digest for page in there.pages}.isdisjoint(known(here))
    assert all(page.picture for page in (*here.pages, *there.pages))


def test_a_worker_that_dies_is_replaced_and_the_answer_says_so(request_: PreviewRequest) -> None:
    before = workers()
    with Previewer() as previewer:
        previewer.show(request_)

        def kill() -> None:
            (worker,) = workers() - before
            assert worker
            os.kill(worker, signal.SIGKILL)

        wide = dataclasses.replace(request_, width_px=WIDE)
        with pytest.raises(PreviewFailed, match="its process was killed"):
            previewer.show(wide, at_the_first_page(kill))
        assert previewer.show(request_).pages


def test_what_takes_too_long_is_ended_and_the_answer_says_so(request_: PreviewRequest) -> None:
    with Previewer(Limits(seconds=0.01)) as previewer, pytest.raises(PreviewFailed, match="longer"):
        previewer.show(request_)


def test_who_waits_when_the_previewer_is_closed_is_told_so(request_: PreviewRequest) -> None:
    previewer = Previewer()
    with pytest.raises(Stopped):
        previewer.show(request_, at_the_first_page(previewer.close))
    with pytest.raises(Stopped):
        previewer.show(request_)


def test_the_layout_that_fitted_last_is_kept_until_a_check_finds_another(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    chart = dataclasses.replace(request_, document="chart")
    text = (request_.project.content / CHART).read_bytes()
    rows = text[text.index(b"rows:") + 6 :]
    long = dataclasses.replace(chart, texts={CHART: text + rows})
    first = previewer.show(chart)
    assert len(previewer.show(long).pages) > len(first.pages)
    kept = previewer.show(chart)
    assert known(kept).isdisjoint(known(first))
    assert not previewer.check(chart).is_as_built
    assert known(previewer.show(chart)) == known(first)
    assert previewer.check(chart).is_as_built


def test_a_check_gives_what_a_build_would_find(
    previewer: Previewer, request_: PreviewRequest
) -> None:
    style = request_.project.root / "styles" / "documents" / "handout.css"
    style.parent.mkdir(parents=True)
    style.write_text("h1 { colour: red }", "utf-8")
    assert any("colour" in warning for warning in previewer.check(request_).warnings)
    broken = dataclasses.replace(request_, texts={CHART: b"title: ["})
    assert [p.path for p in previewer.check(broken).problems] == [f"content/{CHART}"]


def test_a_document_of_a_session_is_shown(previewer: Previewer, tmp_path: Path) -> None:
    project = example(tmp_path, sessions=True)
    request = PreviewRequest(project, "two-models", "sign-in-sheet", "example", width_px=300)
    assert all(page.picture for page in previewer.show(request).pages)
