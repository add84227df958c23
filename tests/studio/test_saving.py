"""What is saved as it is filled in: the answer finds its places on the page it came from."""

from typing import TYPE_CHECKING

import pytest

from tests.studio.conftest import Running
from tests.studio.every_page import every_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

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
