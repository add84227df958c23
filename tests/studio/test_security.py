"""Who gets in: one browser of this machine, and no page of another site."""

import contextlib
import http.client

import pytest

from tests.studio.conftest import Running


def ask(
    running: Running, path: str, method: str = "GET", **headers: str
) -> tuple[int, http.client.HTTPResponse]:
    port = running.studio.admission.port
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        return _asked(connection, path, method, headers)


def _asked(
    connection: http.client.HTTPConnection, path: str, method: str, headers: dict[str, str]
) -> tuple[int, http.client.HTTPResponse]:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(method, path, skip_host="host" in given)
    for name, value in given.items():
        connection.putheader(name, value)
    if method == "POST" and "content-length" not in given:
        connection.putheader("Content-Length", "0")
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    return answer.status, answer


def cookie(running: Running) -> str:
    return "; ".join(f"{name}={value}" for name, value in running.cookies.items())


def test_an_address_lets_in_one_browser_once(running: Running) -> None:
    token = running.studio.admission.new_token()

    status, answer = ask(running, f"/enter?token={token}")
    again, _ = ask(running, f"/enter?token={token}")

    given = answer.headers["set-cookie"]
    assert status == 303
    assert "HttpOnly" in given
    assert "SameSite=strict" in given
    assert again == 403


@pytest.mark.parametrize("path", ["/", "/settings", "/file/x.pdf", "/events", "/assets/studio.js"])
def test_nothing_is_shown_without_the_cookie(running: Running, path: str) -> None:
    assert ask(running, path)[0] == 403
    assert ask(running, path, cookie=f"{running.studio.admission.cookie_name}=wrong")[0] == 403


def test_another_name_of_this_machine_is_refused(running: Running) -> None:
    """A page of another site that has its name lead here (DNS rebinding) has its own Host."""
    port = running.studio.admission.port

    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1.evil:{port}", ""):
        assert ask(running, "/", cookie=cookie(running), host=host)[0] == 403


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", "http://127.0.0.1:1"])
def test_only_its_own_pages_change_something(running: Running, origin: str) -> None:
    headers = {"origin": origin} if origin else {}

    status, _ = ask(running, "/close", "POST", cookie=cookie(running), **headers)

    assert status == 403
    assert ask(running, "/", cookie=cookie(running))[0] == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_other_sites_get_nothing_though_the_browser_has_the_cookie(
    running: Running, site: str
) -> None:
    headers = {"cookie": cookie(running), "sec_fetch_site": site}

    assert ask(running, "/", **headers)[0] == 403
    assert ask(running, "/assets/studio.js", **headers, sec_fetch_mode="no-cors")[0] == 403


def test_a_form_of_another_method_changes_nothing(running: Running) -> None:
    """What a link or a picture can ask for only shows."""
    with running.client() as client:
        assert client.get("/close").status_code == 404
        assert client.get("/").status_code == 200


def test_every_page_has_a_policy_without_code_or_frames_of_others(running: Running) -> None:
    with running.client() as client:
        for path in ("/", "/no-such-page", "/assets/studio.css"):
            policy = client.get(path).headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "script-src 'self'" in policy
            assert "unsafe" not in policy
            assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "path",
    [
        "/file/../content/provider.yaml",
        "/file/%2e%2e/content/provider.yaml",
        "/file/..%2fcontent%2fprovider.yaml",
        "/file//etc/passwd",
        "/file/%2fetc%2fpasswd",
        "/file/.manifest.json",
        "/file/x%00.pdf",
        "/picture/../../etc/passwd",
        "/assets/..%2fapp.py",
        "/fonts/..%2f..%2fapp.py",
    ],
)
def test_no_path_leads_out_of_the_finished_files(running: Running, path: str) -> None:
    assert ask(running, path, cookie=cookie(running))[0] == 404


def test_a_link_among_the_finished_files_is_not_followed(running: Running) -> None:
    build = running.studio.project.build  # type: ignore[union-attr]
    build.mkdir(exist_ok=True)
    (build / "outside.pdf").symlink_to("/etc/passwd")

    assert ask(running, "/file/outside.pdf", cookie=cookie(running))[0] == 404


def test_a_request_larger_than_any_file_is_refused(running: Running) -> None:
    headers = {"cookie": cookie(running), "origin": running.origin}

    status, _ = ask(running, "/close", "POST", **headers, content_length=str(1 << 40))

    assert status == 403
