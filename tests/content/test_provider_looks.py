import io
from pathlib import Path

import pytest
from PIL import Image

from handouts.content.provider import Provider
from tests.small_project import PROVIDER, read, small_project, told, told_of

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2000 100"><path d="M0 0h9v9z"/></svg>'


def png(
    colour: tuple[int, int, int, int] = (200, 0, 0, 255), size: tuple[int, int] = (20, 9)
) -> bytes:
    made = io.BytesIO()
    Image.new("RGBA", size, colour).save(made, "PNG")
    return made.getvalue()


def told_of_logo(folder: Path, name: str, content: bytes, key: str = "logo") -> str:
    project = small_project(folder, provider=f"{PROVIDER}{key}: {name}\n")
    (project.content / name).write_bytes(content)
    return told_of(project)


def test_logos_of_any_shape_are_taken(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "wide.svg").write_bytes(SVG)
    (content / "tall.png").write_bytes(png((200, 0, 0, 40), (9, 180)))
    jpeg = io.BytesIO()
    Image.new("RGB", (30, 30)).save(jpeg, "JPEG")
    (content / "square.jpg").write_bytes(jpeg.getvalue())
    training = read(
        tmp_path,
        provider=f"{PROVIDER}logo: wide.svg\nlogo_small: tall.png\nlogo_on_dark: square.jpg\n",
    )
    assert training.provider.logo_small == "tall.png"


def test_colours_are_kept_as_hex_values(tmp_path: Path) -> None:
    lines = f'{PROVIDER}colour: "#0B4F7D"\nsecond_colour: teal\n'
    found = read(tmp_path, provider=lines).provider
    assert (found.colour, found.second_colour) == ("#0b4f7d", "#008080")
    assert Provider(name="x").colour == ""


def test_what_is_no_colour_is_told_with_its_line(tmp_path: Path) -> None:
    assert told(tmp_path, provider=f"{PROVIDER}colour: Pantone 320 C\n") == (
        'content/provider.yaml:2: "colour" is no colour that is known: "Pantone 320 C"\n'
        "    colour: Pantone 320 C\n"
        '  Write its hex value in quotes, for example "#0b4f7d"; whoever made your logo knows it, '
        "and so does any colour picker."
    )


def test_a_colour_that_is_a_comment_for_yaml_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, provider=f"{PROVIDER}colour: #0b4f7d\n")
    assert found.startswith("content/provider.yaml:2: ")
    assert "quotes" in found


def test_the_american_spelling_is_told(tmp_path: Path) -> None:
    assert 'Did you mean "colour"?' in told(tmp_path, provider=f'{PROVIDER}color: "#0b4f7d"\n')


def test_a_second_colour_alone_is_told(tmp_path: Path) -> None:
    found = told(tmp_path, provider=f"{PROVIDER}second_colour: teal\n")
    assert "content/provider.yaml:2: there is a `second_colour:` and no `colour:`" in found


@pytest.mark.parametrize("key", ["logo", "logo_small", "logo_on_dark"])
@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.png", b"%PDF-1.7\n", "a file of the kind PDF"),
        ("logo.svg", b"%!PS-Adobe-3.0 EPSF-3.0", "a file of the kind EPS"),
        ("logo.jpg", b"\0\0\0\x18ftypheic", "a file of the kind HEIC"),
        ("logo.png", b"PK\3\4", "a file of the kind Office"),
        ("logo.png", SVG, "Call it logo.svg."),
        ("logo.png", b"\x89PNG\r\n", "is damaged"),
        ("logo.png", png((0, 0, 0, 0)), "transparent throughout"),
        ("logo.svg", b"<svg", "logo.svg"),
        ("logo.ai", b"%PDF-1.7", "a file of the kind PDF"),
    ],
)
def test_what_is_no_picture_is_told_by_what_it_holds(
    tmp_path: Path, key: str, name: str, content: bytes, said: str
) -> None:
    found = told_of_logo(tmp_path, name, content, key)
    assert found.startswith("content/provider.yaml:2: ")
    assert said in found


@pytest.mark.parametrize("name", ["../logo.png", "/etc/hostname", "https://example.org/logo.png"])
def test_a_logo_lies_in_content(tmp_path: Path, name: str) -> None:
    (tmp_path / "logo.png").write_bytes(png())
    found = told(tmp_path, provider=f"{PROVIDER}logo: {name}\n")
    assert found.startswith("content/provider.yaml:2: the picture")


def test_a_logo_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert 'there is no picture "logo.png"' in told(
        tmp_path, provider=f"{PROVIDER}logo: logo.png\n"
    )
