"""One connection, against servers that behave as they should and as they should not."""

import base64
import sys
import types
from collections.abc import Iterator

import pytest

from handouts.content.provider import MailServer
from handouts.errors import CallError, WorldError
from handouts.mail import smtp
from handouts.mail.smtp import Connection, Fate, Patience, ServerReply
from tests.mail.servers import (
    CUT,
    DROP,
    FORGET,
    HERE,
    Authority,
    Post,
    answering,
    at,
    knows,
    serving,
)

SECRET = "s3cret-Pa55word"  # noqa: S105
MESSAGE = b"Subject: x\r\n\r\n.\r\n..two\r\n" + b"y" * 900 + b"\r\nend\r\n"
LONG = b"Subject: x\r\n\r\n" + (b"y" * 76 + b"\r\n") * 200_000


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def connection(post: Post) -> Iterator[Connection]:
    with serving(post) as port:
        opened = Connection(at(port), "")
        yield opened
        opened.close()


def send(connection: Connection, message: bytes = MESSAGE) -> ServerReply:
    return connection.send("t@example.org", "ann@example.org", message)


def refusal(wished: MailServer, password: str = SECRET) -> str:
    with pytest.raises(WorldError) as caught:
        Connection(wished, password)
    return str(caught.value).replace(str(wished.port), "PORT")


def test_a_message_arrives_byte_for_byte_with_its_lines_that_begin_with_a_dot(
    connection: Connection, post: Post
) -> None:
    assert send(connection) == ServerReply(Fate.ACCEPTED, "250 taken")
    assert send(connection, MESSAGE.removesuffix(b"\r\n")) == ServerReply(
        Fate.ACCEPTED, "250 taken"
    )
    assert send(connection, b".first\r\n") == ServerReply(Fate.ACCEPTED, "250 taken")
    assert [content for _, content in post.taken] == [MESSAGE, MESSAGE, b".first\r\n"]
    assert post.connections == 1


@pytest.mark.long
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("550 no such person", ServerReply(Fate.REFUSED, "550 no such person")),
        ("/554 looks like spam", ServerReply(Fate.REFUSED, "554 looks like spam")),
        ("451 come back later", ServerReply(Fate.LATER, "451 come back later")),
        ("/452 full", ServerReply(Fate.LATER, "452 full")),
        ("421 too many", ServerReply(Fate.LOST, "it closes the connection")),
        (DROP, ServerReply(Fate.LOST, "it closed the connection")),
        (
            f"/{DROP}",
            ServerReply(Fate.UNCERTAIN, "no answer to the whole message: it closed the connection"),
        ),
        (
            f"/{FORGET}",
            ServerReply(Fate.UNCERTAIN, "no answer to the whole message: it closed the connection"),
        ),
        (
            "/354 what",
            ServerReply(Fate.UNCERTAIN, "no answer to the whole message: it answered 354"),
        ),
        (
            "/nonsense",
            ServerReply(Fate.UNCERTAIN, "no answer to the whole message: it answered -1"),
        ),
    ],
)
def test_each_answer_has_one_fate(
    connection: Connection, post: Post, answer: str, expected: ServerReply
) -> None:
    post.script["ann@example.org"] = [answer]
    assert send(connection) == expected
    assert post.people == (["ann@example.org"] if FORGET in answer else [])


def test_who_is_refused_does_not_keep_the_next_from_being_reached(
    connection: Connection, post: Post
) -> None:
    post.script["ann@example.org"] = ["550 no"]
    post.script["MAIL"] = ["", "450 not now"]
    assert send(connection).fate is Fate.REFUSED
    assert send(connection) == ServerReply(Fate.LATER, "450 not now")
    assert send(connection).fate is Fate.ACCEPTED
    assert post.connections == 1


def test_a_connection_that_ends_before_the_message_or_within_it_has_left_no_doubt(
    connection: Connection, post: Post
) -> None:
    post.script["ann@example.org"] = [f"/{CUT}"]
    assert send(connection, LONG) == ServerReply(Fate.LOST, "it closed the connection")
    assert post.taken == []


def test_a_connection_that_ends_at_the_sender_has_left_no_doubt(
    connection: Connection, post: Post
) -> None:
    post.script["MAIL"] = [DROP]
    assert send(connection) == ServerReply(Fate.LOST, "it closed the connection")


@pytest.mark.long
def test_a_server_that_takes_too_long_leaves_doubt(post: Post) -> None:
    post.is_silent = True
    with serving(post) as port:
        connection = Connection(at(port), "", Patience(answer=2))
        expected = "no answer to the whole message: it did not answer in time"
        assert send(connection) == ServerReply(Fate.UNCERTAIN, expected)
        connection.close()


def test_what_is_larger_than_the_server_takes_is_not_sent(post: Post) -> None:
    with serving(post, data_size_limit=500) as port:
        connection = Connection(at(port), "")
        told = f"{len(MESSAGE)} bytes are more than the server takes"
        assert send(connection) == ServerReply(Fate.REFUSED, told)
        connection.close()
    assert (post.commands, post.taken) == ([], [])


@pytest.mark.long
@pytest.mark.parametrize(
    "told",
    ["SIZE abc", "SIZE", "SIZE -1", "SIZE 0", "SIZE 1e9", "SIZE " + "9" * 400, "SIZE 0x10",
     "SIZE  ", "SIZE=100", "SIZE +100", "8BITMIME", "AUTH", "AUTH=", "AUTH =?!", "= = =", "", "-",
     "SIZE\t", "X" * 400, "PIPELINING now"],
)  # fmt: skip
def test_what_a_server_says_of_itself_that_makes_no_sense_is_no_matter(
    post: Post, told: str
) -> None:
    post.greeting = [told, told]
    with serving(post) as port:
        connection = Connection(at(port), "")
        assert send(connection) == ServerReply(Fate.ACCEPTED, "250 taken")
        connection.close()
    assert post.connections == 1


@pytest.mark.parametrize("told", ["SIZE 500", "SIZE 500 and more", "size 00500"])
def test_a_limit_that_a_server_tells_is_kept(post: Post, told: str) -> None:
    post.greeting = [told]
    with serving(post) as port:
        connection = Connection(at(port), "")
        assert send(connection).fate is Fate.REFUSED
        assert send(connection, b"Subject: x\r\n\r\n").fate is Fate.ACCEPTED
        connection.close()


@pytest.mark.long
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (b"550 \x1b[31mred\x1b]0;title\x07\r\n", "550 [31mred ]0;title"),
        (b"550-one\r\n550-\r\n550 two\r\n", "550 one two"),
        (b"550 \x9b2J\xc2\x9b3J\xc2\x85x\r\n", "550 \ufffd2J 3J x"),
        ("550 a\u202eb\u2066c\u200bd\u2028e\u00a0f\ufefe\r\n".encode(), "550 a b c d e f"),
        (b"550 \rCR \x0bVT \x00NUL\r\n", "550 CR VT NUL"),
        (b"550 no\r\n", "550 no"),
        (b"550\r\n", "550"),
        (b"550 " + b"x" * 900 + b"\r\n", f"550 {'x' * 296}"),
        ("550 kein Postfach für дану 李\r\n".encode(), "550 kein Postfach für дану 李"),
    ],
)
def test_an_answer_changes_nothing_where_it_is_shown(said: bytes, shown: str) -> None:
    with answering({"RCPT": said}) as port:
        connection = Connection(at(port), "")
        assert send(connection) == ServerReply(Fate.REFUSED, shown)
        connection.close()


@pytest.mark.long
@pytest.mark.parametrize(
    ("greeting", "challenge", "told"),
    [
        (b"250-here\r\n250-AUTH CRAM-MD5\r\n250 SIZE\r\n", b"334 a\r\n",
         "what it answers to signing in makes no sense"),
        (b"250-here\r\n250-AUTH LOGIN\r\n250 SIZE\r\n", b"334 \xff\x1b=aaaaa\r\n",
         "what it answers to signing in makes no sense"),
        (b"250-here\r\n250 AUTH \x1b[31m KERBEROS_V4\r\n", b"",
         "it offers no way of signing in that is known here"),
        (b"250-here\r\n250 AUTH\r\n", b"", "it offers no way of signing in that is known here"),
        (b"250 HELP\r\n", b"", "it does not offer encryption or signing in"),
    ],
)  # fmt: skip
def test_a_server_that_makes_no_sense_when_signing_in_is_told(
    greeting: bytes, challenge: bytes, told: str
) -> None:
    with answering({"EHLO": greeting, "AUTH": challenge}) as port:
        assert refusal(at(port, user="me")) == f"{HERE}:PORT cannot be used: {told}."


@pytest.mark.parametrize("host", ["x" * 64 + ".example.org", "a..b", ".example.org"])
def test_a_host_that_can_be_no_name_is_told(host: str) -> None:
    with pytest.raises(CallError) as caught:
        Connection(MailServer(host=host), "")
    assert str(caught.value) == (
        f"{host}:587 cannot be the name of a server. Write host: in content/provider.yaml as your "
        "provider gives it, for example smtp.example.org."
    )


def test_an_address_that_is_no_line_is_refused_and_the_connection_is_kept(
    connection: Connection, post: Post
) -> None:
    refused = ServerReply(Fate.REFUSED, "the address cannot be given to a server")
    for address in ("a@x.org\r\nRCPT TO:<b@x.org>", "é@x.org", "a@x.org, b@x.org", "A <a@x.org>"):
        assert connection.send("t@example.org", address, MESSAGE) == refused
    assert send(connection).fate is Fate.ACCEPTED
    assert (post.people, post.connections) == (["ann@example.org"], 1)


def test_without_encryption_nothing_leaves_this_machine() -> None:
    with pytest.raises(CallError) as caught:
        Connection(MailServer(host="192.0.2.1", security="none"), "")
    assert str(caught.value) == (
        "192.0.2.1:587 is not on this machine, so mail must be encrypted on its way there: "
        "set security: starttls or tls in content/provider.yaml."
    )


def test_a_server_that_offers_no_encryption_is_not_told_anything(post: Post) -> None:
    with serving(post, authenticator=knows(SECRET), auth_require_tls=False) as port:
        assert refusal(at(port, "starttls", "me")) == (
            f"{HERE}:PORT cannot be used: it does not offer encryption or signing in."
        )
    assert post.commands == []


def test_a_server_that_is_not_there_is_told(post: Post) -> None:
    with serving(post) as port:
        pass
    assert refusal(at(port)) == f"{HERE}:PORT cannot be used: Connection refused."


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_trusted_server_gets_the_password_and_the_mail(
    post: Post, authority: Authority, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    context = authority.context()
    way = {"tls": context} if security == "tls" else {"tls_context": context}
    more = {"authenticator": knows(SECRET), "auth_require_tls": security != "tls"}
    with serving(post, **way, **more) as port:
        connection = Connection(at(port, security, "me"), SECRET)
        assert send(connection).fate is Fate.ACCEPTED
        connection.close()
        wrong = refusal(at(port, security, "me"), "wr0ng")
        foreign = refusal(at(port, security, "me"), "pässwort")
    assert wrong == (
        f"{HERE}:PORT does not let me in (535). Check user: in content/provider.yaml and the "
        "password in HANDOUTS_SMTP_PASSWORD."
    )
    assert foreign == (
        f"{HERE}:PORT takes no user or password with letters such as é. Choose another one."
    )
    assert post.people == ["ann@example.org"]


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize(
    ("name", "days", "told"),
    [
        (HERE, -1, "certificate has expired"),
        ("x.test", 9, f"IP address mismatch, certificate is not valid for '{HERE}'"),
        (HERE, 9, "unable to get local issuer certificate"),
    ],
)
def test_a_server_whose_certificate_is_not_right_gets_nothing(
    request: pytest.FixtureRequest, security: str, name: str, days: int, told: str
) -> None:
    authority: Authority = request.getfixturevalue("authority")
    if "issuer" not in told:
        request.getfixturevalue("monkeypatch").setenv("SSL_CERT_FILE", str(authority.file))
    post, context = Post(), authority.context(name, days)
    way = {"tls": context} if security == "tls" else {"tls_context": context}
    with serving(post, **way) as port:
        said = refusal(at(port, security, "me"))
    assert said == f"{HERE}:PORT shows a certificate that cannot be trusted: {told}."
    assert (post.commands, post.taken) == ([], [])


def test_the_password_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOUTS_SMTP_PASSWORD", SECRET)
    assert smtp.password(at(25, user="me")) == SECRET


def keyring(monkeypatch: pytest.MonkeyPatch, *kept: str | Exception) -> None:
    """Put something in the place of the system's keyring."""

    def get_password(service: str, user: str) -> str | None:
        assert (service, user) == ("handouts", "me")
        (found,) = kept or (None,)
        if isinstance(found, Exception):
            raise found
        return found

    errors = types.SimpleNamespace(KeyringError=RuntimeError)
    module = types.SimpleNamespace(get_password=get_password, errors=errors)
    monkeypatch.delenv("HANDOUTS_SMTP_PASSWORD", raising=False)
    monkeypatch.setitem(sys.modules, "keyring", module)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)  # type: ignore[arg-type]


def test_without_one_it_is_that_of_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring(monkeypatch, SECRET)
    assert smtp.password(at(25, user="me")) == SECRET
    assert smtp.password(at(25)) == ""


def test_a_password_is_kept_in_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[tuple[str, str, str]] = []
    keyring(monkeypatch)
    module = sys.modules["keyring"]
    module.set_password = lambda *given: kept.append(given)  # type: ignore[attr-defined]

    smtp.keep_password(at(25, user="me"), SECRET)

    assert kept == [("handouts", "me", SECRET)]


@pytest.mark.parametrize("is_there", [True, False])
def test_where_there_is_no_keyring_nothing_is_kept_without_a_word(
    monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    def set_password(*_: str) -> None:
        raise RuntimeError("no backend")

    keyring(monkeypatch)
    module = sys.modules["keyring"]
    module.set_password = set_password  # type: ignore[attr-defined]
    if not is_there:
        monkeypatch.setitem(sys.modules, "keyring", None)

    with pytest.raises(WorldError, match="Nothing was kept") as caught:
        smtp.keep_password(at(25, user="me"), SECRET)

    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("kept", [(), (RuntimeError("no backend"),), None])
def test_without_any_it_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, kept: tuple[Exception, ...] | None
) -> None:
    keyring(monkeypatch, *(kept or ()))
    if kept is None:
        monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(CallError) as caught:
        smtp.password(at(25, user="me"))
    assert str(caught.value) == (
        "There is no password for me. Set HANDOUTS_SMTP_PASSWORD for this one command, or keep it "
        "in the system's keyring: pip install keyring; keyring set handouts me"
    )


def test_an_error_has_the_password_nowhere(post: Post) -> None:
    def repeating(
        _server: object, _session: object, _envelope: object, _how: str, told: object
    ) -> object:
        from aiosmtpd.smtp import AuthResult  # noqa: PLC0415

        return AuthResult(
            success=False, handled=False, message=f"535 {told.password.decode()} is wrong"
        )

    with serving(post, authenticator=repeating, auth_require_tls=False) as port:
        with pytest.raises(WorldError) as caught:
            Connection(at(port, user="me"), SECRET)
        import traceback  # noqa: PLC0415

        told = "".join(traceback.format_exception(caught.value))
    assert SECRET not in told
    assert base64.b64encode(f"\0me\0{SECRET}".encode()).decode() not in told
