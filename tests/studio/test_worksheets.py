"""The worksheets of a training in the studio."""

from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page

WORKSHEETS = "/training/two-models/worksheets"
MILLISECONDS = 60_000


def test_each_kind_is_shown_with_what_the_trainer_calls_it(running: Running, home: Path) -> None:
    file = home / "content/two-models/worksheets.yaml"
    own = "add: [matching]\nleave_out: {kinds: [my-case]}\n"
    own += 'kinds:\n  matching: {title: "<b>Pairs</b>"}\n'
    file.write_text(own, "utf-8")
    with running.client() as client:
        page = client.get(WORKSHEETS).text

    assert "<b>Pairs" not in page
    assert 'value="&lt;b&gt;Pairs&lt;/b&gt;"' in page
    assert 'value="matching" checked' in page
    assert 'value="blank-chart" checked' in page
    assert all(f'value="{kind}" checked' not in page for kind in ("my-case", "sorting"))


def test_wrong_minutes_are_a_problem_beside_them(running: Running, home: Path) -> None:
    file = home / "content/two-models/worksheets.yaml"
    file.write_text("kinds: {matching: {minutes: soon}}\n", "utf-8")
    with running.client() as client:
        page = client.get(WORKSHEETS).text

    beside = page.split('data-field="kinds/matching/minutes"')[1].split("</div>")[0]
    assert 'value="soon"' in beside
    assert "hidden" not in beside.split('class="problem"')[1].split(">")[0]


def test_why_a_kind_is_not_made_stands_beside_it(running: Running, home: Path) -> None:
    article = home / "content/two-models/article.md"
    article.write_text(article.read_text("utf-8").replace("?", "."), "utf-8")
    (home / "content/two-models/worksheets.yaml").write_text("add: [reflection]\n", "utf-8")
    with running.client() as client:
        page = client.get(WORKSHEETS).text

    assert "there are no questions for it yet" in unescape(page)


def test_the_order_of_the_packet_is_chosen_beside_the_worksheets(running: Running) -> None:
    with running.client() as client:
        page = client.get(WORKSHEETS).text
    order = page.split('data-field="packet/participants"')[1].split("</fieldset>")[0]
    assert order.index('value="reading-guide"') < order.index('value="action-plan"')
    assert '"file": "two-models/training.yaml"' in unescape(page)


def test_problems_of_the_article_are_listed_instead(running: Running, home: Path) -> None:
    (home / "content/two-models/article.md").write_text("No front matter.\n", "utf-8")
    with running.client() as client:
        page = client.get(WORKSHEETS)

    assert page.status_code == 200
    assert "Before there are worksheets" in page.text
    assert "Key terms" in page.text


@pytest.mark.long
def test_kinds_are_switched_off_named_and_shuffled(window: "Page", home: Path) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - an extra

    file = home / "content/two-models/worksheets.yaml"
    window.set_default_timeout(MILLISECONDS)
    window.goto(WORKSHEETS)
    form = window.get_by_role("form", name="Worksheets of the training")

    form.get_by_role("checkbox", name="My case").uncheck()
    form.get_by_role("checkbox", name="Sorting cards").check()
    form.get_by_role("region", name="Find the counterpart").get_by_label("Title").fill("Pairs")
    form.get_by_label("Versions of each").fill("2")
    form.get_by_role("button", name="Shuffle again").click()
    expect(window.get_by_text("Saved", exact=True)).to_be_visible(timeout=MILLISECONDS)

    text = file.read_text("utf-8")
    assert "my-case" in text.split("leave_out:")[1]
    assert "sorting-cards" in text.split("add:")[1]
    assert "title: Pairs" in text
    assert "versions: 2" in text
    assert "shuffle: 2" in text
    assert text.startswith("# yaml-language-server")


@pytest.mark.long
def test_key_terms_are_listed_removed_added_and_marked_in_the_article(
    window: "Page", home: Path
) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415 - an extra

    file = home / "content/two-models/worksheets.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("  - manual\n", "  - manual\n  # Kept.\n  - zeppelin\n"), "utf-8")
    window.set_default_timeout(MILLISECONDS)
    window.goto(WORKSHEETS)
    terms = window.get_by_role("group", name="Key terms")
    saved = window.get_by_text("Saved", exact=True)

    expect(terms.get_by_role("listitem").filter(has_text="zeppelin")).to_contain_text(
        "not in the article"
    )
    terms.get_by_role("button", name="Remove manual").click()
    terms.get_by_label("Another key term").fill("quiet/silence, pause")
    window.keyboard.press("Enter")
    until(window, file, "- pause")
    expect(saved).to_be_visible()
    written = file.read_text("utf-8")
    assert "manual" not in written.split("reflection:")[0]
    assert "  # Kept.\n  - zeppelin\n" in written
    assert "  - quiet/silence\n  - pause\n" in written

    terms.get_by_role("link", name="Mark key terms in the article").click()
    window.get_by_text("Select words of the article, then press “Key term”.").wait_for()
    marks = window.get_by_role("mark")
    assert marks.get_by_text("technician", exact=True).count() > 0
    marks.get_by_text("technician", exact=True).first.click()
    window.get_by_role("button", name="Key term", exact=True).click()
    until(window, file, "- diagnosis", without="technician")
    assert file.read_text("utf-8") == written.replace("  - technician\n", "")


def until(page: "Page", file: Path, words: str, without: str = "\0") -> None:
    """Wait until a file has some words in it, and not others."""
    for _ in range(MILLISECONDS // 100):
        text = file.read_text("utf-8")
        if words in text and without not in text.split("reflection:")[0]:
            return
        page.wait_for_timeout(100)
    raise AssertionError(file.read_text("utf-8"))


@pytest.mark.long
def test_a_page_with_fields_behind_an_unanswered_save_asks_before_it_is_left(
    window: "Page", home: Path
) -> None:
    asked: list[str] = []

    def answer(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    window.set_default_timeout(MILLISECONDS)
    window.on("dialog", answer)
    window.goto(WORKSHEETS)
    window.evaluate(
        """() => {
            const really = window.fetch
            window.fetch = (address, options) => address.endsWith('/fields')
                ? really(address, options).then(() => new Promise(() => undefined))
                : really(address, options)
        }"""
    )  # its answer does not come
    window.get_by_label("Versions of each").fill("2")
    until(window, home / "content/two-models/worksheets.yaml", "versions: 2")
    window.get_by_label("Versions of each").fill("3")
    with window.expect_event("dialog"):
        window.get_by_role("link", name="Details").click()

    assert asked == ["beforeunload"]
