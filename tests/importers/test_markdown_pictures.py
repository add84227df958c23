"""Pictures that lie beside a Markdown text, or are named with it: copied, or listed."""

import base64
import datetime
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from handouts.errors import ContentError
from handouts.importers import Given, Imported, import_files
from handouts.importers.given import read_given

from .word.documents import picture

RED, BLUE = picture(40, 30).getvalue(), picture(50, 30).getvalue()
TEXT = "# Waiting\n\nText stands here.\n\n"
FIRST = "pictures/picture-1.png"


def imported(folder: Path, text: str, *others: Path) -> Imported:
    (folder / "day.md").write_text(TEXT + text)
    given = read_given([folder / "day.md", *others])
    return import_files(given, "waiting", datetime.date(2026, 1, 1))


def body(made: Imported) -> str:
    """Return what the article has below its first paragraph, without the list of what is left."""
    return made.files["article.md"].partition("here.\n\n")[2].partition("<!--")[0].strip()


def listed(made: Imported) -> list[str]:
    return [each.text for each in made.left_out]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("a.png", "![A room](a.png)"),
        ("a.png", "![A room](./a.png)"),
        ("a.png", "![A room|300](a.png)"),
        ("a.png", "![A room](a.png =300x200)"),
        ("a.png", "![A room](a.png){width=50%}"),
        ("a.png", "![A room](a.png?raw=true)"),
        ("a.png", "![A room][one]\n\n[one]: a.png"),
        ("a.png", "![A room]\n\n[a ROOM]: <a.png>"),
        ("a.png", '<img src="a.png" alt="A room">'),
        ("a.png", "<p align='center'>\n  <img width=300 alt='A room' src='a.png'/>\n</p>"),
        ("a b.png", "![A room](a b.png)"),
        ("a b.png", "![A room](a%20b.png)"),
        ("a b.png", "![A room](<a b.png>)"),
        ("a_(1).png", r"![A room](a\_(1).png)"),
        ("pictures/a.png", "![A room](pictures/a.png)"),
        ("pictures/a.png", r"![A room](pictures\a.png)"),
        ("a.png", "![[a.png|A room]]"),
        ("a.png", "![[a.png|A room|300]]"),
        ("notes/files/a.png", "![[a.png|A room|300x200]]"),
    ],
)
def test_a_picture_beside_the_text_is_copied(tmp_path: Path, name: str, written: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(RED)

    made = imported(tmp_path, written)

    assert body(made) == f"![A room]({FIRST})"
    assert made.pictures == {FIRST: RED}


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("![A room](rooms/a.png)", "a picture that is not to be had"),
        ("![[a.png|A room]]", "a picture that is not to be had"),
        ("![A room](https://x.example/a.png)", "a picture on the web"),
        ("![A room](//x.example/a.png)", "a picture on the web"),
        ("![A room](../a.png)", "a picture outside the text's own folder"),
        ("![A room](/etc/a.png)", "a picture outside the text's own folder"),
        ("![A room](C:\\a.png)", "a picture outside the text's own folder"),
        ("![A room](file:///a.png)", "a picture outside the text's own folder"),
    ],
)
def test_a_picture_that_is_not_to_be_had_is_listed_with_the_reason(
    tmp_path: Path, written: str, reason: str
) -> None:
    made = imported(tmp_path, written)

    assert [
        (each.text, str(each.reason).partition(",")[0].partition(":")[0]) for each in made.left_out
    ] == [(written, reason)]


def test_a_title_becomes_the_caption(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(RED)

    made = imported(tmp_path, '![A room](a.png "The *old* room")')

    assert body(made) == f'![A room]({FIRST} "The *old* room")'


def test_a_picture_inside_text_comes_below_it(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(RED)

    made = imported(tmp_path, "See ![A room](a.png) here.\n\n| a | b |\n|-|-|\n| ![B](a.png) | c |")

    assert body(made) == (
        f"See here.\n\n![A room]({FIRST})\n\n| a | b |\n|-|-|\n| | c |\n\n![B]({FIRST})"
    )


def test_a_picture_on_a_line_of_its_own_stays_at_its_step_of_a_list(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(RED)

    made = imported(tmp_path, "1. One:\n   ![A room](a.png)\n2. Two\n")

    assert body(made) == f"1. One:\n\n   ![A room]({FIRST})\n\n2. Two"


def test_a_picture_above_the_title_stays_with_the_article(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(RED)
    (tmp_path / "day.md").write_text("![A room](a.png)\n\nWaiting\n\nBy Ana Lima\n\nText.\n")

    made = import_files(read_given([tmp_path / "day.md"]), "", datetime.date(2026, 1, 1))

    assert "title: Waiting\nbyline: By Ana Lima\n" in made.files["article.md"]
    assert f"---\n\n![A room]({FIRST})\n\nText." in made.files["article.md"]


def test_a_picture_inside_the_text_as_letters_is_copied(tmp_path: Path) -> None:
    data = f"data:image/png;base64,{base64.b64encode(RED).decode()}"

    made = imported(tmp_path, f"![A room][image1]\n\n[image1]: <{data}>\n")

    assert (body(made), made.pictures) == (f"![A room]({FIRST})", {FIRST: RED})


@pytest.mark.parametrize("words", ["a", "a.png", "Image", "alt text"])
def test_a_file_name_is_no_description_and_check_asks_for_one(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.png").write_bytes(RED)

    made = imported(tmp_path, f"![{words}](a.png)")

    assert (body(made), listed(made)) == (f"![]({FIRST})", [words])


def test_a_file_name_of_several_words_can_be_a_description(tmp_path: Path) -> None:
    (tmp_path / "A waiting room.png").write_bytes(RED)

    made = imported(tmp_path, "![A waiting room](<A waiting room.png>)")

    assert body(made) == f"![A waiting room]({FIRST})"


@pytest.mark.parametrize(
    "address",
    ["../out.png", "pictures/../../out.png", "{out}", "file://{out}", "link/out.png", "linked.png",
     "https://example.org/out.png", "gone.png"],
)  # fmt: skip
def test_what_is_not_in_the_folder_of_the_text_is_listed(tmp_path: Path, address: str) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.png"
    folder.mkdir()
    out.write_bytes(RED)
    (folder / "link").symlink_to(tmp_path)
    (folder / "linked.png").symlink_to(out)
    picture = f"![A room]({address.format(out=out)})"

    made = imported(folder, f"{picture}\n\nMore.")

    assert (body(made), made.pictures, listed(made)) == ("More.", {}, [picture])


@pytest.mark.parametrize(
    "address", ["a.png", "../x/A.png", "/home/me/a.png", "https://example.org/u/a.png?w=300"]
)
def test_a_picture_file_that_is_named_too_is_shown_where_the_text_names_it(
    tmp_path: Path, address: str
) -> None:
    folder, other = tmp_path / "in", tmp_path / "elsewhere" / "a.png"
    folder.mkdir()
    other.parent.mkdir()
    other.write_bytes(RED)

    made = imported(folder, f"![A room]({address})", other)

    assert (body(made), made.pictures, listed(made)) == (f"![A room]({FIRST})", {FIRST: RED}, [])


def test_of_two_files_with_one_name_the_folder_decides() -> None:
    given = [
        Given("day.md", f"{TEXT}![One](one/a.png)\n\n![Two](two/a.png)\n\n![Any](a.png)".encode()),
        Given("x/one/a.png", RED),
        Given("x/two/a.png", BLUE),
    ]

    made = import_files(given, "waiting", datetime.date(2026, 1, 1))

    assert list(made.pictures.values()) == [RED, BLUE]
    assert listed(made) == ["![Any](a.png)"]


@pytest.mark.parametrize(
    "article",
    [
        Given("day.md", TEXT.encode()),
        Given("day.txt", b"Waiting\n\nText stands here.\n"),
        Given("day.html", b"<h1>Waiting</h1><p>Text stands here.</p>"),
        Given("chart.csv", b"Before,After\nOne,Two\nThree,Four\n"),
    ],
)
def test_a_picture_file_that_no_article_shows_is_listed(article: Given) -> None:
    files = [article, Given("x/a.png", RED)]

    made = import_files(files, "waiting", datetime.date(2026, 1, 1))

    assert (listed(made), made.left_out[0].file) == (["a.png"], "a.png")


def test_pictures_alone_are_no_training() -> None:
    files = [Given("a.png", RED), Given("b.svg", b'<?xml version="1.0"?><svg></svg>')]

    with pytest.raises(ContentError) as raised:
        import_files(files, "waiting", datetime.date(2026, 1, 1))

    assert [(each.path, each.cause) for each in raised.value.problems] == [
        ("a.png", "this is a picture"),
        ("b.svg", "this is a picture"),
    ]


@pytest.mark.parametrize("content", [b"", b"no picture", RED[:50], RED[:4] + bytes(90)])
def test_a_damaged_picture_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    (tmp_path / "a.png").write_bytes(content)

    made = imported(tmp_path, "![A room](a.png)\n\nMore.")

    assert (body(made), listed(made)) == ("More.", ["![A room](a.png)"])


def test_a_picture_of_two_shots_as_cameras_write_it_is_copied(tmp_path: Path) -> None:
    shots = [Image.new("RGB", (40, 30), colour) for colour in ("teal", "navy")]
    shots[0].save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=shots[1:])

    made = imported(tmp_path, "![A room](a.jpg)")

    assert list(made.pictures) == ["pictures/picture-1.jpg"]


def test_a_picture_in_code_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(RED)
    code = "Write `![a room](a.png)`.\n\n```\n![a room](a.png)\n```"

    made = imported(tmp_path, code)

    assert (body(made), made.pictures) == (code, {})


def test_a_saved_web_page_has_the_pictures_of_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "My day_files"
    folder.mkdir()
    (folder / "a & b.png").write_bytes(RED)
    (tmp_path / "day.html").write_text(
        "<h1>Waiting</h1><p>Text `stands here.</p>"
        '<img alt="A room" srcset="x.png 2x" src="./My%20day_files/a%20&amp;%20b.png">'
        '<img alt="Out" src="../out.png">'
    )
    (tmp_path.parent / "out.png").write_bytes(BLUE)

    made = import_files(read_given([tmp_path / "day.html"]), "", datetime.date(2026, 1, 1))

    assert made.pictures == {FIRST: RED}
    assert listed(made) == ["../out.png (Out)"]
