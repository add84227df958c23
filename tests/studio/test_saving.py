"""What is saved as it is filled in: the answer finds its places on the page it came from."""

from typing import TYPE_CHECKING

import pytest

from tests.studio.conftest import Running
from tests.studio.every_page import every_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = "/training/two-models"
TYPED_INTO = {
    "article": (HERE, '[role=textbox][aria-label="Article"]', "/article"),
    "details": (f"{HERE}/details", '[data-field="title"] input', "/fields"),
    "chart": (f"{HERE}/chart", ".chart-title", "/charts/save"),
    "people": (f"{HERE}/session/example/participants", '[role="gridcell"]', "/change"),
}
"""The page, where one types there, and how the address ends to which it is saved."""

HELD_BACK = """() => {
    const [timed, sent] = [window.setTimeout, window.fetch]
    window.setTimeout = () => 0
    const late = () => new Promise((run) => timed(run, 150))
    window.fetch = (...request) => late().then(() => sent(...request))
}"""
"""Timers never come, and each request takes longer than it is from one key to the next."""

UNDER_WAY = ".htmx-request, .htmx-swapping, .htmx-settling"
SAVED = "form[hx-post][hx-trigger*=change]"


@pytest.mark.long
def test_every_page_that_saves_by_itself_has_a_place_for_all_of_the_answer(
    window: "Page", running: Running
) -> None:
    """An error of htmx fails here as in every window."""
    from playwright.sync_api import expect  # noqa: PLC0415 - an extra

    window.set_default_timeout(60_000)
    with running.client() as client:
        paths = [path for path in every_page(client) if "hx-trigger=" in client.get(path).text]
    saving = []
    for path in paths:
        window.goto(path)
        for form in window.locator(SAVED).all():
            with window.expect_response(lambda one: one.request.method == "POST") as answer:
                form.dispatch_event("change")
            assert answer.value.ok
            expect(window.locator(UNDER_WAY)).to_have_count(0, timeout=60_000)
            saving.append(path)

    assert {"/settings", "/settings/certificates", "/settings/mail"} <= {*saving}


@pytest.mark.parametrize("place", TYPED_INTO)
def test_what_is_typed_is_saved_while_one_goes_on(window: "Page", place: str) -> None:
    """Nothing waits for a pause, nor for the timers that a browser holds back while keys come."""
    path, field, address = TYPED_INTO[place]
    window.set_default_timeout(60_000)
    window.goto(path)
    window.locator(field).first.dblclick()
    window.evaluate(HELD_BACK)

    with window.expect_response(lambda answer: answer.url.endswith(address)) as saved:
        window.keyboard.type("Words without a pause, " * 3, delay=60)
    assert saved.value.ok
