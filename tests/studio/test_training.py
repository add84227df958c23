"""The page while she types, and what is saved of it."""

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.conftest import snapshot
from tests.studio.conftest import Running

if TYPE_CHECKING:
    from playwright.sync_api import Dialog, Page, Route

pytestmark = pytest.mark.long
MILLISECONDS = 60_000


@pytest.fixture
def training(window: "Page") -> "Page":
    """Open the article of the example, and wait for its pages."""
    window.set_default_timeout(MILLISECONDS)
    window.goto("/training/two-models")
    window.get_by_role("img", name="Page 1").wait_for()
    return window


def saved(page: "Page", file: Path, words: str) -> None:
    """Wait until a file has these words, and the page says so."""
    for _ in range(MILLISECONDS // 100):
        if words in file.read_text("utf-8"):
            break
        page.wait_for_timeout(100)
    page.get_by_text("Saved", exact=True).wait_for()


def first_page(page: "Page") -> str:
    return page.get_by_role("img", name="Page 1").get_attribute("src") or ""


def test_a_change_is_shown_as_it_will_be_printed_and_saved(training: "Page", home: Path) -> None:
    before = first_page(training)
    file = home / "content/two-models/article.md"
    rest = file.read_text("utf-8")

    editor = training.get_by_role("textbox", name="Article")
    editor.click()
    editor.press("Control+End")
    editor.press_sequentially(" Etwas")
    saved(training, file, " Etwas")

    assert file.read_text("utf-8").replace(" Etwas", "").strip() == rest.strip()
    assert first_page(training) == before  # only a later page has changed


def test_another_document_and_another_edition_are_shown(training: "Page") -> None:
    before = first_page(training)

    training.get_by_label("Document").select_option(label="Comparison chart")
    training.get_by_text("1 page", exact=True).wait_for()
    assert first_page(training) != before

    training.get_by_label("For", exact=True).select_option(label="large print")
    training.get_by_role("img", name="Page 2").wait_for()


def test_what_another_program_writes_is_shown(training: "Page", home: Path) -> None:
    file = home / "content/two-models/article.md"

    file.write_text(file.read_text("utf-8").replace("Two therapists sit", "Two women sit"), "utf-8")

    training.get_by_text("This was changed outside of this window").wait_for()


def test_a_conflict_is_shown_side_by_side_and_nothing_is_lost(home: Path, running: Running) -> None:
    file = home / "content/two-models/article.md"
    with running.client() as client:
        opened = client.get("/text", params={"file": "two-models/article.md"}).json()
        file.write_text(opened["text"].replace("Two therapists sit", "Two women sit"), "utf-8")
        mine = opened["text"] + "\nMine.\n"
        answer = client.post(
            "/save",
            json={"file": "two-models/article.md", "text": mine, "version": opened["version"]},
        ).json()

    assert "Two women sit" in answer["conflict"]["theirs"]
    assert "Two women sit" in answer["conflict"]["merged"]
    assert "Mine." in answer["conflict"]["merged"]
    assert "Mine." not in file.read_text("utf-8")


def test_pull_quotes_of_another_program_are_shown_and_not_overwritten(
    training: "Page", home: Path
) -> None:
    file = home / "content/two-models/article.md"
    text = file.read_text("utf-8")
    quotes = "pull_quotes:\n  - Weinhold puts a better question\n"
    before, after = text.split("pull_quotes:\n", maxsplit=1)
    rest = after[after.index("\n---\n") + 1 :]
    file.write_text(f"{before}{quotes}{rest}", "utf-8")

    marked = training.locator(".article-pull-quote")
    marked.get_by_text("Weinhold puts a better question").wait_for()
    assert marked.count() == 1

    write_at_the_end(training, " Etwas")
    saved(training, file, " Etwas")
    assert quotes in file.read_text("utf-8")


def test_key_terms_of_another_program_are_shown_and_not_overwritten(
    training: "Page", home: Path
) -> None:
    file = home / "content/two-models/worksheets.yaml"
    file.write_text("# Theirs.\nkey_terms:\n  - stance\n", "utf-8")
    training.get_by_text("This was changed outside of this window").wait_for()
    assert {one.casefold() for one in training.get_by_role("mark").all_inner_texts()} >= {"stance"}
    assert training.get_by_role("mark").get_by_text("technician", exact=True).count() == 0

    choose(training, "technician")
    saved(training, file, "- technician")
    assert file.read_text("utf-8") == "# Theirs.\nkey_terms:\n  - stance\n  - technician\n"


def test_key_terms_that_two_changed_are_put_side_by_side(training: "Page", home: Path) -> None:
    file = home / "content/two-models/worksheets.yaml"
    held: list[Route] = []
    training.route("**/key-terms", lambda route: held.append(route), times=1)  # noqa: PLW0108 - no built-in
    choose(training, "contest")
    while not held:
        training.wait_for_timeout(50)
    file.write_text("key_terms:\n  - stance\n", "utf-8")
    held[0].continue_()

    dialog = training.get_by_role("dialog", name="This was changed in two places")
    dialog.wait_for()
    assert dialog.locator("pre").all_inner_texts()[1].split() == ["stance"]
    dialog.get_by_role("button", name="Keep both changes").click()

    saved(training, file, "- contest")
    assert file.read_text("utf-8") == "key_terms:\n  - stance\n  - contest\n"


def choose(page: "Page", words: str, button: str = "Key term") -> None:
    """Select some words of the article, and press a button."""
    page.evaluate(
        """words => {
            const root = document.querySelector('.article-text')
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
            while (walker.nextNode()) {
                const node = walker.currentNode
                const at = node.data.indexOf(words)
                if (at < 0 || !node.parentElement.closest('p')) continue
                root.focus()
                getSelection().setBaseAndExtent(node, at, node, at + words.length)
                return
            }
            throw new Error(words)
        }""",
        words,
    )
    page.get_by_role("button", name=button, exact=True).click()


def write_at_the_end(page: "Page", text: str) -> None:
    editor = page.get_by_role("textbox", name="Article")
    editor.click()
    editor.press("Control+End")
    page.keyboard.insert_text(text)


def test_what_is_typed_last_is_saved_though_the_page_is_left_at_once(
    training: "Page", home: Path
) -> None:
    file = home / "content/two-models/article.md"
    write_at_the_end(training, " Etwas")
    training.get_by_role("link", name="History").click()
    wait_for(training, file, " Etwas")
    training.wait_for_url("**/history")


def test_what_is_typed_while_a_save_is_under_way_is_saved_though_the_page_is_left(
    training: "Page", home: Path
) -> None:
    file = home / "content/two-models/article.md"
    training.evaluate(
        """() => {
            const really = window.fetch
            window.fetch = (address, options) => {
                if (!address.endsWith('/article')) return really(address, options)
                window.fetch = really
                return really(address, options).then(() => new Promise(() => undefined))
            }
        }"""
    )  # its answer does not come
    write_at_the_end(training, " Etwas")
    wait_for(training, file, " Etwas")
    training.keyboard.insert_text(" Neues")
    training.get_by_role("link", name="History").click()
    training.wait_for_url("**/history")

    wait_for(training, file, " Etwas Neues")


def test_pull_quotes_and_key_terms_are_saved_though_the_page_is_left_at_once(
    training: "Page", home: Path
) -> None:
    article = home / "content/two-models/article.md"
    worksheets = home / "content/two-models/worksheets.yaml"
    choose(training, "Weinhold puts a better question", "Pull quote")
    choose(training, "contest")
    training.evaluate("window.location.href = '/settings'")
    training.wait_for_url("**/settings")

    wait_for(training, article, "Weinhold puts a better question", "---\n")
    wait_for(training, worksheets, "- contest")


def test_a_page_that_cannot_be_left_without_loss_asks_first(training: "Page", home: Path) -> None:
    asked: list[str] = []

    def answer(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    training.on("dialog", answer)
    training.route("**/two-models/article", lambda route: route.abort())
    write_at_the_end(training, " Etwas")
    training.get_by_text("Not saved").wait_for()
    with training.expect_event("dialog"):
        training.get_by_role("link", name="History").click()
    assert asked == ["beforeunload"]

    training.unroute("**/two-models/article")
    saved(training, home / "content/two-models/article.md", " Etwas")


def test_a_text_too_long_to_be_sent_in_leaving_keeps_the_page(training: "Page", home: Path) -> None:
    """A browser sends 64 KB for a page that is gone; letters of other scripts take up to three."""
    asked: list[str] = []

    def answer(dialog: "Dialog") -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    training.on("dialog", answer)
    write_at_the_end(training, "界" * 25_000)
    with training.expect_event("dialog"):
        training.evaluate("window.location.href = '/settings'")
    assert asked == ["beforeunload"]
    saved(training, home / "content/two-models/article.md", "界界")


def wait_for(page: "Page", file: Path, words: str, end: str = "\0") -> None:
    """Wait until a file has some words before what ends its first part."""
    for _ in range(MILLISECONDS // 100):
        text = file.read_text("utf-8")
        if words in text.removeprefix(end).split(end)[0]:
            return
        page.wait_for_timeout(100)
    raise AssertionError(words)


def drop(page: "Page", name: str, kind: str, content: bytes) -> None:
    """Drop a file on the first words of the article."""
    page.evaluate(
        """([name, type, content]) => {
            const words = document.querySelector('.article-text > p')
            const {left, top} = words.getBoundingClientRect()
            const dataTransfer = new DataTransfer()
            dataTransfer.items.add(new File([new Uint8Array(content)], name, {type}))
            const at = {clientX: left + 40, clientY: top + 10}
            const given = {dataTransfer, bubbles: true, cancelable: true, ...at}
            const event = new DragEvent('drop', given)
            words.dispatchEvent(event)
            if (!event.defaultPrevented) throw new Error('the browser opens the file')
        }""",
        [name, kind, [*content]],
    )


def picture() -> bytes:
    """Return a PNG."""
    held = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(held, "PNG")
    return held.getvalue()


def test_a_dropped_picture_is_copied_shown_and_saved(training: "Page", home: Path) -> None:
    folder = home / "content/two-models"
    drop(training, "Tea pot.png", "image/png", picture())
    training.get_by_label("What does it show?").fill("A pot of tea")
    training.get_by_role("button", name="Insert", exact=True).click()

    shown = training.get_by_role("textbox", name="Article").get_by_role("img", name="A pot of tea")
    shown.wait_for()
    training.wait_for_function("() => document.querySelector('figure img').naturalWidth === 60")
    saved(training, folder / "article.md", "![A pot of tea](")
    text = (folder / "article.md").read_text("utf-8")
    (path,) = re.findall(r"!\[A pot of tea\]\(([^)]+)\)", text)
    with Image.open(folder / path) as kept:
        assert kept.size == (60, 40)
    first, second, *_ = text.split("---\n", 2)[2].strip().split("\n\n")
    assert not first.startswith("!")
    assert second == f"![A pot of tea]({path})"


@pytest.mark.parametrize(
    ("name", "kind", "why"),
    [
        ("notes.docx", "application/msword", "is no picture"),
        ("broken.png", "image/png", "“broken.png” could not be brought in."),
    ],
)
def test_a_dropped_file_that_is_no_picture_is_refused_in_words(
    training: "Page", home: Path, name: str, kind: str, why: str
) -> None:
    folder = home / "content/two-models"
    before = snapshot(folder)

    drop(training, name, kind, b"Tea.")

    training.get_by_text(why).wait_for()
    assert training.get_by_role("textbox", name="Article").get_by_role("img").count() == 0
    assert snapshot(folder) == before
