"""What she does in the editor, and what is then in the file: in Chromium, without a studio."""

import html
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import BROWSER

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.long
ORIGIN = "http://editor.test"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    " font-src 'self'"
)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
FRONT = "---\ntitle: Tea\n---\n\n"
FIRST = "Every room goes *quiet*. Some  take it for boredom. Others wait.\n"
REST = """
## The first minutes

* Look up
* Count to seven

| Word | Hours |
|:-----|------:|
| one  | 3 |

[chart]

Say [why](https://why.example).
"""
TEXT = FRONT + FIRST + REST


class Editor:
    """A page with the editor, and what it would save."""

    def __init__(self, page: "Page", first: str, bundle: Path) -> None:
        self.page = page
        self._first = first
        self._bundle = bundle
        self.words = page.get_by_role("textbox", name="Article")
        self.saved: list[dict[str, Any]] = []
        self.terms: list[str] = []

    def answer(self, route: "Route") -> None:
        """Be the studio."""
        address = route.request.url.removeprefix(ORIGIN)
        headers = {"content-security-policy": POLICY, "content-type": "text/html; charset=utf-8"}
        match address:
            case "/":
                route.fulfill(body=self._first, headers=headers)
            case "/studio.js" | "/studio.css":
                route.fulfill(path=self._bundle / address[1:])
            case "/save":
                self.saved.append(route.request.post_data_json)
                route.fulfill(json={"version": "2", "written": _written(self.saved[-1])})
            case "/terms":
                self.terms.append(route.request.post_data_json["text"])
                route.fulfill(json={"version": "2"})
            case "/pictures":
                route.fulfill(json={"path": "pictures/pot.png", "url": "/pictures/pot.png"})
            case _:
                route.fulfill(body=PICTURE, content_type="image/svg+xml")

    def begin(self, text: str) -> None:
        """Put the cursor before a text of the article."""
        self.page.evaluate(
            """text => {
                const root = document.querySelector('.article-text')
                const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
                while (walker.nextNode()) {
                    const at = walker.currentNode.data.indexOf(text)
                    if (at < 0) continue
                    root.focus()
                    getSelection().collapse(walker.currentNode, at)
                    return
                }
                throw new Error(text)
            }""",
            text,
        )
        self.settle()

    def begin_above(self) -> None:
        """Put the cursor into a new paragraph above the first block."""
        self.begin("Every")
        self.type("Enter")
        self.page.locator(".article-text > p").first.click()
        self.settle()

    def settle(self) -> None:
        """Wait until the page has seen what was done to it, as it does before it is drawn again."""
        drawn = "new Promise(seen => requestAnimationFrame(() => requestAnimationFrame(seen)))"
        self.page.evaluate(drawn)

    def type(self, *keys: str) -> None:
        """Press keys, `Control+z`, or type words."""
        for key in keys:
            if "+" in key or key in {
                "Enter",
                "Tab",
                "Escape",
                "Home",
                "End",
                "ArrowRight",
                "ArrowLeft",
            }:
                self.page.keyboard.press(key)
            else:
                self.page.keyboard.type(key)
        self.settle()

    def press(self, name: str) -> None:
        self.button(name).click()

    def button(self, name: str) -> "Locator":
        return self.page.get_by_role("button", name=name, exact=True)

    def paste(self, text: str) -> None:
        """Paste HTML."""
        self.page.evaluate(
            """text => {
                const data = new DataTransfer()
                data.setData('text/html', text)
                const event = {clipboardData: data, bubbles: true, cancelable: true}
                const root = document.querySelector('.article-text')
                root.dispatchEvent(new ClipboardEvent('paste', event))
            }""",
            text,
        )

    def dispatch(self, name: str, detail: object) -> None:
        """Report something to the page, as the preview does."""
        self.page.evaluate(
            "([name, detail]) => window.dispatchEvent(new CustomEvent(name, {detail}))",
            [name, detail],
        )

    def expect(self, text: str) -> None:
        """Wait until the file would be this text."""
        from playwright.sync_api import Error  # noqa: PLC0415 - an extra

        try:
            self.page.wait_for_function("text => window.shown === text", arg=text, timeout=5000)
        except Error:
            assert self.page.evaluate("window.shown") == text


def _written(sent: dict[str, Any]) -> str:
    text: str = sent["text"]
    return text.replace("Tea\n", "Tea\npull_quotes: [x]\n") if "pull_quotes" in sent else text


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    node = shutil.which("node")
    if node is None or not (BROWSER / "node_modules").is_dir():
        pytest.skip("the editor needs Node and `npm ci` in handouts/studio/browser")
    folder = tmp_path_factory.mktemp("bundle")
    build = [node, "build.mjs", f"--out={folder}"]
    subprocess.run(build, cwd=BROWSER, check=True, timeout=120)
    return folder


@pytest.fixture
def editor(browser: "Browser", bundle: Path, request: pytest.FixtureRequest) -> Iterator[Editor]:
    """Open an article: TEXT, or that of the test's parameter."""
    options = {
        "file": "tea/article.md",
        "text": getattr(request, "param", TEXT),
        "version": "1",
        "charts": [{"name": "", "title": "Two rooms"}, {"name": "fees", "title": "Fees"}],
        "pictures": "/pictures",
        "save": "/save",
        "quotes": "/quotes",
        "pull_quotes": [],
        "terms": {"file": "tea/worksheets.yaml", "text": "", "version": "", "address": "/terms"},
    }
    given = html.escape(json.dumps(options))
    page_text = (
        '<!doctype html><html lang="en"><title>Article</title>'
        '<link rel="stylesheet" href="/studio.css"><script src="/studio.js" defer></script>'
        f'<main><div data-component="article-page" data-options="{given}"></div></main>'
    )
    page = browser.new_page(base_url=ORIGIN)
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda said: "Security" in said.text and mistakes.append(said.text))
    page.add_init_script(
        "addEventListener('studio:text', event => { window.shown = event.detail.text });"
        "addEventListener('studio:cursor', event => { window.line = event.detail.line });"
    )
    page.set_default_timeout(5000)
    found = Editor(page, page_text, bundle)
    page.route(f"{ORIGIN}/**", found.answer)
    page.goto("/")
    found.words.wait_for()
    yield found
    page.close()
    assert mistakes == []


def test_a_letter_changes_its_block_alone_and_undo_gives_all_back(editor: Editor) -> None:
    editor.begin("Every")
    editor.type("At 5% ")
    editor.expect(TEXT.replace("Every", "At 5% Every").replace("Some  take", "Some take"))
    editor.type("Control+z")
    editor.expect(TEXT)


def test_markdown_that_is_typed_becomes_what_it_means(editor: Editor) -> None:
    editor.begin_above()
    editor.type("## Head", "Enter", "- one", "Enter", "two", "Tab", "Enter", "Enter", "Enter")
    editor.type("> So **bold** and *so*.")
    editor.expect(f"{FRONT}## Head\n\n- one\n  - two\n\n> So **bold** and *so*.\n\n{FIRST}{REST}")


def test_signs_that_are_typed_as_words_stay_words(editor: Editor) -> None:
    editor.begin("Say")
    editor.type("1 * 2 [x] {y} ")
    editor.expect(TEXT.replace("Say", "1 \\* 2 \\[x] \\{y} Say"))


def test_buttons_make_styles_lists_and_quotes_and_show_what_is_on(editor: Editor) -> None:
    editor.begin("Say")
    editor.page.get_by_role("combobox", name="Style").select_option(label="Smaller heading")
    editor.expect(TEXT.replace("Say", "### Say"))
    editor.page.get_by_role("combobox", name="Style").select_option(label="Paragraph")
    editor.press("Quote")
    editor.expect(TEXT.replace("Say", "> Say"))
    assert editor.button("Quote").get_attribute("aria-pressed") == "true"
    editor.press("Quote")
    editor.press("Numbered list")
    editor.expect(TEXT.replace("Say", "1. Say"))
    editor.press("Numbered list")
    editor.expect(TEXT)
    assert editor.button("Indent").get_attribute("aria-disabled") == "true"


def test_the_toolbar_is_one_stop_with_arrows_and_escape_leads_to_it(editor: Editor) -> None:
    editor.begin("Say")
    editor.type("Escape", "ArrowRight")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert editor.page.evaluate(focused) == "Italic"
    editor.type("End")
    assert editor.page.evaluate(focused) == "Footnote"


def test_found_words_are_counted_and_replaced(editor: Editor) -> None:
    editor.begin("Every")
    editor.type("Control+f", "o")
    status = editor.page.locator(".article-find-status")
    assert status.inner_text() == "1 of 15"
    editor.type("Enter")
    assert status.inner_text() == "2 of 15"
    editor.page.get_by_label("Find", exact=True).fill("LOOK")
    editor.page.get_by_label("Replace with").fill("Go")
    editor.press("Replace all")
    editor.expect(TEXT.replace("* Look up\n* Count", "- Go up\n- Count"))


def test_a_link_is_asked_for_and_one_that_leads_nowhere_is_refused(editor: Editor) -> None:
    editor.begin("Others")
    editor.type("Control+Shift+ArrowRight", "Control+k")
    address = editor.page.get_by_label("Web or e-mail address")
    address.fill("not one")
    editor.press("Insert")
    assert "without spaces" in editor.page.get_by_role("alert").first.inner_text()
    address.fill("www.others.example/a(b)")
    editor.type("Enter")
    linked = "[Others](https://www.others.example/a%28b%29) wait"
    editor.expect(TEXT.replace("Some  take", "Some take").replace("Others wait", linked))


def test_a_table_is_filled_by_tab(editor: Editor) -> None:
    editor.begin("Say")
    editor.type("Home")
    editor.press("Table")
    editor.type("a", "Tab", "b|c", "Tab", "Tab", "d")
    editor.press("Delete column")
    editor.expect(f"{TEXT}\n| b\\|c | |\n| --- | --- |\n| | |\n| | |\n")


def test_a_footnote_gets_a_number_and_its_words_below(editor: Editor) -> None:
    editor.begin(" wait")
    editor.press("Footnote")
    editor.type("Eleven courses.")
    noted = TEXT.replace("Some  take", "Some take").replace("Others wait", "Others[^1] wait")
    editor.expect(f"{noted}\n[^1]: Eleven courses.\n")


def test_a_chart_stands_once(editor: Editor) -> None:
    editor.begin("Every")
    editor.press("Insert chart here")
    editor.press("Insert")
    below = REST.replace("[chart]\n\n", "")
    editor.expect(f"{FRONT}{FIRST}\n[chart]\n{below}")


def test_a_picture_is_described_before_it_stands_in_the_text(editor: Editor) -> None:
    editor.begin("Every")
    with editor.page.expect_file_chooser() as chooser:
        editor.press("Insert picture")
    given = {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": PICTURE.encode()}
    chooser.value.set_files([given])  # type: ignore[list-item]
    editor.press("Insert")
    editor.page.get_by_text("Please fill this in.").wait_for()
    editor.page.get_by_label("What does it show?").fill("A [blue] pot")
    editor.page.get_by_label("Words below it").fill('The "pot"')
    editor.press("Insert")
    editor.expect(f'{FRONT}{FIRST}\n![A (blue) pot](pictures/pot.png "The \\"pot\\"")\n{REST}')


def test_a_pasted_picture_is_described_and_described_anew_by_keys(editor: Editor) -> None:
    editor.begin("Every")
    editor.page.evaluate(
        """() => {
            const data = new DataTransfer()
            data.items.add(new File(['<svg/>'], 'a.svg', {type: 'image/svg+xml'}))
            const event = {clipboardData: data, bubbles: true, cancelable: true}
            const root = document.querySelector('.article-text')
            root.dispatchEvent(new ClipboardEvent('paste', event))
        }"""
    )
    shows = editor.page.get_by_label("What does it show?")
    shows.fill("A pot")
    editor.type("Enter")
    editor.expect(f"{FRONT}{FIRST}\n![A pot](pictures/pot.png)\n{REST}")
    editor.type("ArrowLeft", "Enter")
    shows.fill("A cup")
    editor.press("Save")
    editor.expect(f"{FRONT}{FIRST}\n![A cup](pictures/pot.png)\n{REST}")
    editor.type("Enter")
    editor.press("Remove picture")
    editor.expect(TEXT)


def test_a_sentence_becomes_a_pull_quote_and_what_is_typed_meanwhile_stays(editor: Editor) -> None:
    editor.begin("take it")
    editor.press("Pull quote")
    assert editor.page.locator(".article-pull-quote").inner_text() == "Some  take it for boredom."
    editor.type("X")
    front = FRONT.replace("Tea\n", "Tea\npull_quotes: [x]\n")
    editor.expect(front + FIRST.replace("Some  take", "Some Xtake") + REST)
    assert ["Some Xtake it for boredom."] in [one.get("pull_quotes") for one in editor.saved]


def test_words_lists_and_marks_are_pasted_clean(editor: Editor) -> None:
    def item(level: int, sign: str, words: str) -> str:
        ignored = f"<![if !supportLists]><span style='mso-list:Ignore'>{sign}</span><![endif]>"
        style = f"mso-list:l0 level{level} lfo1;color:red"
        return f'<p class=MsoListParagraph style="{style}">{ignored}{words}</p>'

    editor.begin_above()
    editor.paste(
        "<html><head><style>p {color: red}</style></head><body><!--StartFragment-->"
        "<p style='font-weight:bold'>All</p><h1>Head<o:p></o:p></h1>"
        + item(1, "·", "One") + item(2, "1.", "Two") + item(1, "·", "Three")
        + "<table><tr><td><p>a</p><p>b</p></td><td>c</td></tr><tr><td colspan=2>d</td></tr></table>"
        "<p>End <a href='javascript:alert(1)'>no</a> <img src=x><script>alert(1)</script></p>"
    )  # fmt: skip
    editor.expect(
        f"{FRONT}**All**\n\n## Head\n\n- One\n  1. Two\n- Three\n\n| a<br>b | c |\n| --- | --- |\n"
        f"| d | |\n\nEnd no\n\n{FIRST}{REST}"
    )
    editor.page.get_by_text("Pictures are not pasted with text.").wait_for()


def test_google_docs_is_pasted_clean(editor: Editor) -> None:
    editor.begin_above()
    editor.paste(
        '<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1">'
        '<h2 dir="ltr"><span style="font-weight:400">Kinds</span></h2><p><span '
        'style="font-weight:700">Never</span> <span style="font-style:italic">on</span> '
        '<a href="https://www.google.com/url?q=https://good.example/x&amp;sa=1">good</a></p>'
        "<ul><li><p>Look</p></li><ul><li><p>deep</p></li></ul></ul></b>"
    )
    pasted = "## Kinds\n\n**Never** *on* [good](https://good.example/x)\n\n- Look\n  - deep\n\n"
    editor.expect(f"{FRONT}{pasted}{FIRST}{REST}")


def test_a_problem_is_shown_and_described_at_its_block(editor: Editor) -> None:
    found = {"file": "tea/article.md", "line": 10, "cause": "It is odd.", "fix": "Change it."}
    editor.dispatch("studio:problems", [found])
    block = editor.page.locator(".article-problem")
    assert block.inner_text() == "Count to seven"
    described = block.get_attribute("aria-describedby")
    assert editor.page.locator(f"#{described}").inner_text() == "It is odd. Change it."


def test_a_line_leads_to_its_block_and_the_cursor_to_its_line(editor: Editor) -> None:
    editor.dispatch("studio:go", {"file": "tea/article.md", "line": 14})
    editor.page.wait_for_function("window.line === 14")
    editor.type("X")
    editor.expect(
        FRONT + FIRST + REST.replace(
            "| Word | Hours |\n|:-----|------:|\n| one  | 3 |",
            "| Word | Hours |\n| --- | --: |\n| Xone | 3 |",
        )
    )  # fmt: skip


def test_all_controls_have_names(editor: Editor) -> None:
    tree: Any = editor.page.locator("main").aria_snapshot()
    assert "- button\n" not in tree
    assert 'toolbar "Text"' in tree


def marked_terms(editor: Editor) -> list[str]:
    return editor.page.locator(".article-key-term").all_inner_texts()


def select(editor: Editor, first: str, times: int) -> None:
    """Select so many letters from a text on."""
    editor.begin(first)
    editor.type(*["Shift+ArrowRight"] * times)


def saved_terms(editor: Editor, terms: str) -> None:
    """Wait until these key terms, one a line, were sent to be saved."""
    for _ in range(50):
        if editor.terms[-1:] == [terms]:
            return
        editor.page.wait_for_timeout(100)
    assert editor.terms == [terms]


def test_selected_words_become_a_key_term_wherever_they_stand(editor: Editor) -> None:
    select(editor, "or boredom", 5)  # all of both words, whatever of them is selected
    editor.press("Key term")

    assert marked_terms(editor) == ["for boredom"]
    editor.page.get_by_text("This is a key term now: there is 1.").wait_for()
    saved_terms(editor, "for boredom")
    assert editor.saved == []  # nothing of the article has changed


def test_a_key_term_is_marked_and_described_and_taken_back_at_any_of_its_places(
    editor: Editor,
) -> None:
    editor.begin("minutes")  # a heading is no place of exercises
    editor.press("Key term")
    editor.page.get_by_text("Select words of a paragraph").wait_for()
    editor.begin("ome  take")
    editor.press("Key term")
    saved_terms(editor, "Some")
    mark = editor.page.get_by_role("mark")
    assert mark.inner_text() == "Some"
    assert mark.get_attribute("aria-description") == "Key term"
    assert editor.button("Key term").get_attribute("aria-pressed") == "true"
    editor.begin("Say")
    editor.type("SOME ")
    assert marked_terms(editor) == ["Some", "SOME"]
    editor.begin("OME")
    editor.press("Key term")
    assert marked_terms(editor) == []
    saved_terms(editor, "")


def test_what_can_be_no_key_term_is_refused_with_the_reason(editor: Editor) -> None:
    select(editor, "boredom. O", 10)
    editor.press("Key term")
    editor.page.get_by_text("has no sign such as a comma between its words").wait_for()
    select(editor, "Some ", 38)
    editor.press("Key term")
    editor.page.get_by_text("A key term is a few words: select 6 at most.").wait_for()
    assert editor.terms == []


@pytest.mark.parametrize(
    "editor",
    [
        f"{FRONT}Tea\n\n{last}\n"
        for last in (
            "[chart]",
            "![A pot](pot.png)",
            "|a|\n|-|",
            "<!-- for me -->",
            "***",
            "```\nx\n```",
            "[^1]: A note",
        )
    ],
    indirect=True,
)
def test_there_is_a_place_to_type_below_whatever_an_article_ends_with(
    editor: Editor, request: pytest.FixtureRequest
) -> None:
    text = request.node.callspec.params["editor"]
    editor.words.click()
    editor.type("Control+End", "On and on.")
    editor.expect(f"{text}\nOn and on.\n")
    editor.type("Control+z")
    editor.expect(text)
    editor.type("Control+Home", "X")
    editor.expect(text.replace("Tea\n\n", "XTea\n\n"))


@pytest.mark.parametrize("editor", [f"{FRONT}- Tea\n  <!-- for me -->\n- Water\n"], indirect=True)
def test_a_comment_in_a_list_is_edited_where_it_stands(editor: Editor) -> None:
    editor.begin("for me")
    editor.type("End", "Enter", "and you")
    editor.begin("Water")
    editor.type("Hot ")
    comment = "  <!--\n  for me\n  and you\n  -->"
    editor.expect(f"{FRONT}- Tea\n\n{comment}\n\n- Hot Water\n")
