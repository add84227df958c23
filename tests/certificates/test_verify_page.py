import base64
import functools
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import tinyhtml5
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from handouts.certificates.serial_numbers import LETTERS
from handouts.certificates.signing_key import public_key_text
from handouts.certificates.verification_code import Claims, Fault, opened, sign
from handouts.certificates.verify_page import verify_page, void_list
from handouts.errors import WorldError
from handouts.project.layout import Project
from tests.certificates.test_page import TERMS
from tests.conftest import PATIENCE, REPOSITORY

HERE = Project(REPOSITORY)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
CLAIMS = Claims(
    number="7K4M-9QXR-2TP0",
    kind="completion",
    name="Zoë <img src=x onerror=alert(1)> Ødegård",
    title="דרך התה & Two Ways to Make Tea",
    dates="2026-11-14/2026-11-15",
    hours="5.5",
    provider="Quiet Harbour Courses",
)
CODE = sign(CLAIMS, KEY)
VOID = sign(replace(CLAIMS, number="0000-0000-0000"), KEY)
REPLACED = sign(replace(CLAIMS, number="0123-4567-89AM"), KEY)
ONE_DAY = sign(replace(CLAIMS, kind="attendance", dates="2026-11-14", number="constructor"), KEY)
LIST = void_list("2026-11-22", {"0123-4567-89AM": CLAIMS.number, "0000-0000-0000": ""})

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--virtual-time-budget=60000", "--dump-dom",
)  # fmt: skip

# Opens the page once for each case in a frame of a phone's width, and writes what it shows.
DRIVER = """<!DOCTYPE html><script>
const cases = CASES;
async function shown(frame) {
  for (;;) {
    const heading = frame.contentDocument?.querySelector("[data-result] h2");
    if (heading) return heading.parentElement;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
async function opened({ page, hash, typed, then }) {
  const frame = document.createElement("iframe");
  frame.width = 320;
  frame.src = page + (hash ? "#" + hash : "");
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
  document.body.append(frame);
  await loaded;
  for (const text of typed ?? []) {
    frame.contentDocument.querySelector("textarea").value = text;
    frame.contentDocument.querySelector("button").click();
  }
  if (typed?.length > 1) await new Promise((resolve) => setTimeout(resolve, 300));
  let article = await shown(frame);
  if (then) {
    frame.contentWindow.location.hash = then;
    while (article.isConnected) await new Promise((resolve) => setTimeout(resolve, 20));
    article = await shown(frame);
  }
  return {
    text: article.textContent.replace(/\\s+/g, " ").trim(),
    elements: article.querySelectorAll("img, b, script").length,
    too_wide: frame.contentDocument.documentElement.scrollWidth > 320,
    styled: getComputedStyle(article).borderTopWidth,
    entry: frame.contentDocument.querySelector("textarea").value,
  };
}
addEventListener("load", async () => {
  const found = {};
  for (const [name, told] of Object.entries(cases)) found[name] = await opened(told);
  document.body.textContent = JSON.stringify(found);
});
</script><body></body>"""

CASES = {
    "genuine": {"page": "with/index.html", "hash": CODE},
    "one day": {"page": "with/index.html", "hash": ONE_DAY},
    "void": {"page": "with/index.html", "hash": VOID},
    "replaced": {"page": "with/index.html", "hash": REPLACED},
    "without a list": {"page": "without/index.html", "hash": CODE},
    "a broken list": {"page": "broken/index.html", "hash": CODE},
    "a list without a date": {"page": "odd/index.html", "hash": CODE},
    "an old browser": {"page": "old/index.html", "hash": CODE},
    "typed": {"page": "with/index.html", "typed": [CODE]},
    "typed while waiting": {"page": "with/index.html", "typed": [CODE, "x"]},
    "the next link": {"page": "with/index.html", "hash": "x", "then": CODE},
}
READ_ALIKE = {
    "a link": f"https://h1.example.org/#{CODE}",
    "small letters": CODE.lower(),
    "look-alikes": CODE.replace("0", "O").replace("1", "l"),
    "line breaks": f" {CODE[:50]}\r\n{CODE[50:90]}-\n\u200b{CODE[90:]}",
    "another key": sign(CLAIMS, OTHER),
    "one letter altered": CODE[:40] + ("7" if CODE[40] != "7" else "8") + CODE[41:],
    "a bit to spare used": CODE[:-1] + LETTERS[LETTERS.index(CODE[-1]) + 1],
    "one letter more": CODE + "0",
    "one letter lost": CODE[:40] + CODE[41:],
    "eight letters more": CODE + "00000000",
    "half": CODE[: len(CODE) // 2],
    "a piece": CODE[:100],
    "rubbish": "https://www.example.org/ <b>?",
    "a number": CLAIMS.number,
}
HEADINGS = {Fault.NOT_GENUINE: "✕ Not genuine", Fault.NOT_A_CODE: "? Not a code"}

WORDS = (
    "Quiet Harbour Courses signed a certificate that says: Name Zoë <img src=x onerror=alert(1)> "
    "Ødegård Certificate Of completion Training דרך התה & Two Ways to Make Tea Date "
    "November 14 – 15, 2026 Clock hours 5.5 Provider Quiet Harbour Courses Number 7K4M-9QXR-2TP0"
)
GENUINE = (
    "✓ The code is genuine The paper or file in front of you was not checked. Compare it with the "
    "lines below, word for word: a genuine code can be copied onto a forged certificate."
)
UNLISTED = (
    f"{GENUINE} The list of void certificates could not be loaded, so this page cannot tell "
    "whether this one has been voided or replaced since it was issued. Only Quiet Harbour Courses "
    f"can tell. {WORDS} What the check cannot know Whether the paper"
)


def page(project: Project = HERE) -> bytes:
    return verify_page(
        project,
        public_key_text(KEY.public_key()),
        replace(TERMS, provider="Quiet Harbour Courses", language="he"),
    )


@pytest.fixture(scope="module")
def chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if os.environ.get("HANDOUTS_REQUIRE_CHROMIUM"):
        pytest.fail("Chromium is required and absent")
    pytest.skip("there is no Chromium to open the page with")


def dom(chromium: str, address: str, profile: Path, *flags: str) -> str:
    """Return the HTML of a page after its scripts ran."""
    return subprocess.run(
        [chromium, *FLAGS, *flags, f"--user-data-dir={profile}", address],
        capture_output=True,
        check=True,
        timeout=PATIENCE,
    ).stdout.decode()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=folder)
    ) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def shown(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    """What the page shows in every case, of one start of the browser."""
    folder = tmp_path_factory.mktemp("site")
    for name in ("with", "without", "broken", "odd", "old"):
        (folder / name).mkdir()
        (folder / name / "index.html").write_bytes(page())
    (folder / "with/void.json").write_bytes(LIST)
    (folder / "broken/void.json").write_text("<!DOCTYPE html><p>Not found")
    (folder / "odd/void.json").write_text('{"updated": "lately", "void": null}')
    (folder / "old/index.html").write_bytes(page(_old_browser(folder / "project")))
    alike = {
        name: {"page": "with/index.html", "typed": [text]} for name, text in READ_ALIKE.items()
    }
    cases = json.dumps(CASES | alike).replace("<", "\\u003c")
    (folder / "index.html").write_text(DRIVER.replace("CASES", cases, 1), "utf-8")
    with served(folder) as address:
        written = dom(chromium, f"{address}/index.html", folder / "profile")
    found = re.search("<body>({.*})\\s*</body>", written, re.DOTALL)
    assert found, written
    return json.loads(html.unescape(found[1]))


def _old_browser(folder: Path) -> Project:
    """A project whose own script asks for a signature that no browser knows."""
    (folder / "templates/verify").mkdir(parents=True)
    script = (REPOSITORY / "templates/verify/page.js").read_text("utf-8")
    (folder / "templates/verify/page.js").write_text(
        script.replace('"Ed25519"', '"Ed1"'), encoding="utf-8"
    )
    return Project(folder)


def test_a_genuine_certificate_shows_all_that_was_signed(shown: dict[str, dict]) -> None:
    assert shown["genuine"] == {
        "text": (
            f"{GENUINE} It is not on the list of void and replaced certificates, which was last "
            f"changed on November 22, 2026. {WORDS} What the check cannot know Whether the paper "
            "or file in front of you says the same. Only you can compare each line above with it. "
            "Who is holding it. Ask for a proof of identity, if that matters. What happened after "
            "the list was last changed. If in doubt, ask Quiet Harbour Courses by mail or "
            "telephone."
        ),
        "elements": 0,
        "too_wide": False,
        "styled": "6px",
        "entry": CODE,
    }


def test_a_date_and_a_kind_are_told_in_words(shown: dict[str, dict]) -> None:
    assert shown["one day"]["text"].startswith("✓ The code is genuine ")
    assert "Certificate Of attendance" in shown["one day"]["text"]
    assert "Date November 14, 2026 Clock hours" in shown["one day"]["text"]


def test_a_void_certificate_is_told_first_of_all(shown: dict[str, dict]) -> None:
    assert shown["void"]["text"].startswith(
        "✕ Void Do not accept this certificate. Quiet Harbour Courses issued it, and has since "
        "declared it void. The list of void certificates was last changed on November 22, 2026. "
        "Quiet Harbour Courses signed a certificate that says: Name Zoë"
    )


def test_a_replaced_certificate_names_the_one_in_its_place(shown: dict[str, dict]) -> None:
    assert shown["replaced"]["text"].startswith(
        "✕ Replaced Do not accept this certificate. Ask for number 7K4M-9QXR-2TP0 instead, which "
        "Quiet Harbour Courses issued in its place, and check that one. The list of replaced "
        "certificates was last changed on November 22, 2026. "
    )


@pytest.mark.parametrize("case", ["without a list", "a broken list"])
def test_without_the_list_the_page_says_what_it_cannot_tell(
    shown: dict[str, dict], case: str
) -> None:
    assert shown[case]["text"].startswith(UNLISTED)


def test_a_date_that_is_none_is_shown_as_it_is(shown: dict[str, dict]) -> None:
    assert shown["a list without a date"]["text"].startswith(
        f"{GENUINE} It is not on the list of void and replaced certificates, which was last "
        f"changed on lately. {WORDS}"
    )


def test_a_browser_that_cannot_check_says_which_can(shown: dict[str, dict]) -> None:
    assert shown["an old browser"]["text"] == (
        "! Not checked This browser is too old to check the signature (Ed25519). These can: Chrome "
        "and Edge 137, Firefox 129, Safari 17, and anything newer. Nothing is known about the "
        "certificate yet."
    )


@pytest.mark.parametrize("case", ["typed", "the next link"])
def test_a_code_may_be_typed_or_come_by_the_next_link(shown: dict[str, dict], case: str) -> None:
    assert shown[case] == shown["genuine"]


def test_what_was_asked_last_is_answered(shown: dict[str, dict]) -> None:
    assert shown["typed while waiting"]["text"].startswith("? Not a code ")


@pytest.mark.parametrize("case", READ_ALIKE)
def test_the_page_reads_codes_as_the_command_does(shown: dict[str, dict], case: str) -> None:
    found = opened(READ_ALIKE[case], KEY.public_key())
    expected = HEADINGS[found] if isinstance(found, Fault) else GENUINE[:21]
    assert shown[case]["text"].startswith(f"{expected} ")


def test_nothing_runs_over_the_edge_of_a_small_phone(shown: dict[str, dict]) -> None:
    assert len(shown) == len(CASES) + len(READ_ALIKE)
    assert not [case for case, found in shown.items() if found["too_wide"]]


def test_the_page_works_from_a_disk(chromium: str, tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_bytes(page())
    written = dom(chromium, f"{file.as_uri()}#{CODE}", tmp_path / "profile")
    assert result(written).startswith(UNLISTED)


def test_a_page_that_came_by_an_insecure_connection_says_so(chromium: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(page())
    rules = "--host-resolver-rules=MAP tea.example 127.0.0.1"
    with served(tmp_path) as address:
        insecure = address.replace("127.0.0.1", "tea.example")
        written = dom(chromium, f"{insecure}/index.html#{CODE}", tmp_path / "profile", rules)
    assert result(written) == (
        "! Not checked Browsers check signatures only on pages that came by a secure connection. "
        "Open this page with https:// at the beginning of its address, or save it and open the "
        "file."
    )


def result(written: str) -> str:
    """Return the text of the verdict in the HTML of a page."""
    tree = tinyhtml5.parse(written, namespace_html_elements=False)
    section = next(part for part in tree.iter("section") if part.get("data-result") is not None)
    return " ".join("".join(section.itertext()).split())


def test_the_page_shows_the_providers_logo_and_colour(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "provider.yaml").write_text('name: x\nlogo: logo.png\ncolour: "#0b4f7d"\n', "utf-8")
    Image.new("RGBA", (400, 100), (120, 0, 0, 255)).save(content / "logo.png")
    shown = verify_page(Project(tmp_path), public_key_text(KEY.public_key()), TERMS)
    tree = tinyhtml5.parse(shown, namespace_html_elements=False)
    (picture,) = tree.iter("img")
    assert picture.get("src", "").startswith("data:image/png;base64,")
    assert picture.get("alt") == TERMS.provider
    (style,) = tree.findall(".//style")
    assert "#0b4f7d" in style.text
    (policy,) = (m.get("content") for m in tree.iter("meta") if "Policy" in m.get("http-equiv", ""))
    assert "img-src data:;" in policy
    assert _hash(style.text) in policy


def test_the_page_is_one_file_that_may_do_nothing_but_fetch_beside_itself() -> None:
    tree = tinyhtml5.parse(page(), namespace_html_elements=False)
    (style,), (script,) = tree.findall(".//style"), tree.findall(".//script")
    (policy,) = (m.get("content") for m in tree.iter("meta") if "Policy" in m.get("http-equiv", ""))
    assert policy == (
        f"default-src 'none'; script-src {_hash(script.text)}; style-src {_hash(style.text)}; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
    assert not [
        part.tag for part in tree.iter() if {"src", "href", "style", "srcset"} & {*part.keys()}
    ]
    assert not re.search(r"https?://(?! at)", script.text + style.text)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_the_page_tells_languages_and_labels() -> None:
    tree = tinyhtml5.parse(page(), namespace_html_elements=False)
    assert tree.get("lang") == "en-US"
    assert {part.get("lang") for part in tree.iter("dd")} == {None, "he"}
    (entry,), (label,) = tree.findall(".//textarea"), tree.findall(".//label")
    assert label.get("for") == entry.get("id")
    (hint,) = (part for part in tree.iter("p") if part.get("id") == entry.get("aria-describedby"))
    assert hint.text
    assert [part.get("aria-live") for part in tree.iter("section")] == ["polite"]


def test_the_name_of_a_provider_is_never_taken_for_html() -> None:
    written = verify_page(HERE, "key", replace(TERMS, provider="<b>Tea & Co</b>")).decode()
    assert "<b>" not in written
    assert "<title>Check a certificate – &lt;b&gt;Tea &amp; Co&lt;/b&gt;</title>" in written


def test_a_projects_own_style_comes_first_and_a_missing_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "styles/verify").mkdir(parents=True)
    (tmp_path / "styles/verify/page.css").write_text("p > b { color: red }")
    assert b"<style>p > b { color: red }</style>" in page(Project(tmp_path))
    monkeypatch.setattr(Project, "style", lambda *_: None)
    with pytest.raises(WorldError, match=r"^There is no stylesheet styles/verify/page\.css\.$"):
        page()


def test_text_of_every_colour_has_contrast_with_what_it_stands_on() -> None:
    """At least 4.5 to 1: WCAG 2.2, success criterion 1.4.3."""
    sheet = (REPOSITORY / "styles/verify/page.css").read_text("utf-8")
    colours = dict(re.findall(r"--page-(\w+): (#\w{6});", sheet))
    inks = [_luminance(colours[name]) for name in ("ink", "soft", "good", "bad")]
    assert (_luminance(colours["tint"]) + 0.05) / (max(inks) + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_list_of_void_certificates_has_numbers_and_no_names() -> None:
    assert LIST.decode() == (
        '{\n "updated": "2026-11-22",\n "void": {\n  "0000-0000-0000": null,\n'
        '  "0123-4567-89AM": "7K4M-9QXR-2TP0"\n }\n}\n'
    )
    assert json.loads(void_list("2026-11-22", {})) == {"updated": "2026-11-22", "void": {}}
