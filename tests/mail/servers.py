"""Mail servers on this machine that do what a test wants of them, each in a thread of its own."""

import asyncio
import datetime
import ipaddress
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session, syntax
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from handouts.content.provider import MailServer

HERE = "127.0.0.1"
DROP = "drop"
"""In place of an answer: the connection ends."""
FORGET = "forget"
"""In place of the answer to a message: it is taken, and the connection ends."""
CUT = "cut"
"""In place of an answer to the message: the connection ends while it is on its way."""


@dataclass
class Post:
    """What a server is to do, and what it has done."""

    script: dict[str, list[str]] = field(default_factory=dict)
    """Answers to a recipient, or to the sender under `MAIL`, one after another; then all is well.

    Those after a slash are answers to the message: `550 no such person`, `/550 spam`.
    """
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    """Whom each accepted message was for, and its bytes."""
    commands: list[str] = field(default_factory=list)
    """Whom somebody wanted to write to, accepted or not."""
    connections: int = 0
    open: int = 0
    """Connections that have not ended."""
    greeting: Sequence[str] = ()
    """What is said to EHLO, besides the rest."""
    is_silent: bool = False
    """Take messages and never answer."""
    idle: threading.Event = field(default_factory=threading.Event)
    """Set where no connection is open any longer."""

    @property
    def people(self) -> list[str]:
        """Who got something, in order of their addresses."""
        return sorted(address for address, _ in self.taken)

    def next(self, address: str, *, of_data: bool) -> str:
        """Take what is to be answered."""
        answers = self.script.get(address, [])
        if answers and answers[0].startswith("/") is of_data:
            return answers.pop(0).removeprefix("/")
        return ""

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name, as below
        self, server: Any, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to the sender."""
        if answer := self.next("MAIL", of_data=False):
            return end(server, answer)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: Any, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer to the recipient."""
        self.commands.append(address)
        if answer := self.next(address, of_data=False):
            return end(server, answer)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_EHLO(  # noqa: N802
        self,
        _server: Any,
        session: Session,
        _envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Say what the server can do."""
        session.host_name = hostname
        return [*responses[:-1], *(f"250-{line}" for line in self.greeting), responses[-1]]

    async def handle_DATA(self, server: Any, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer to the message."""
        (address,) = envelope.rcpt_tos
        answer = self.next(address, of_data=True)
        if not answer or answer == FORGET:
            assert isinstance(envelope.content, bytes)
            self.taken.append((address, envelope.content))
        if self.is_silent:
            await asyncio.Event().wait()
        return end(server, answer) if answer else "250 taken"


def end(server: Any, answer: str) -> str:
    """Return an answer, or end the connection where that is it."""
    if answer in (DROP, FORGET):
        server.transport.abort()
    return answer


class _Speaker(SMTP):
    """One conversation."""

    def connection_made(self, transport: Any) -> None:
        """Count it."""
        self.event_handler.connections += self.transport is None  # else it is encrypted now
        self.event_handler.open += self.transport is None
        self.event_handler.idle.clear()
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Count it."""
        self.event_handler.open -= 1
        if not self.event_handler.open:
            self.event_handler.idle.set()
        super().connection_lost(error)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Take a message, or end the connection while it is on its way."""
        (address,) = self.envelope.rcpt_tos or [""]
        if self.event_handler.script.get(address, [])[:1] == [f"/{CUT}"]:
            self.event_handler.script[address].pop(0)
            await self.push("354 go on")
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


@contextmanager
def serving(
    post: Post, port: int = 0, tls: ssl.SSLContext | None = None, **more: Any
) -> Iterator[int]:
    """Run a server, and yield its port. `tls` is for one that is encrypted from the start."""
    loop = asyncio.new_event_loop()
    speakers: list[SMTP] = []

    def speaker() -> SMTP:
        speakers.append(_Speaker(post, hostname="test", loop=loop, timeout=60, **more))
        return speakers[-1]

    server = loop.run_until_complete(loop.create_server(speaker, HERE, port, ssl=tls))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_ended(server, speakers), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


@contextmanager
def answering(answers: Mapping[str, bytes]) -> Iterator[int]:
    """Run a server that answers to each command with these very bytes, else that all is well."""

    class Speaker(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(answers.get("", b"220 here\r\n"))
            for line in self.rfile:
                self.wfile.write(answers.get(line.split()[0].decode().upper(), b"250 OK\r\n"))

    with socketserver.ThreadingTCPServer((HERE, 0), Speaker) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.01))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join(10)


async def _ended(server: asyncio.Server, speakers: list[SMTP]) -> None:
    server.close()
    for speaker in speakers:
        if speaker.transport:
            speaker.transport.abort()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.sleep(0.01)  # the transports close in a later turn of the loop


def knows(password: str) -> Callable[..., AuthResult]:
    """Return what lets somebody in who knows the password."""

    def check(_server: Any, _session: Any, _envelope: Any, _how: str, told: Any) -> AuthResult:
        return AuthResult(success=told.password == password.encode(), handled=False)

    return check


def at(port: int, security: str = "none", user: str = "") -> MailServer:
    """Return what a trainer writes of a server here."""
    return MailServer(host=HERE, port=port, security=security, user=user)


class Authority:
    """Somebody who signs servers' certificates."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority")])
        self.file = folder / "authority.pem"
        """What to trust."""
        own = self._signed(self._name, self._key, days=9, is_authority=True)
        self.file.write_bytes(own.public_bytes(serialization.Encoding.PEM))

    def context(self, name: str = HERE, days: int = 9) -> ssl.SSLContext:
        """Return what a server shows, for an address or a name, and for so many days yet."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        shown = self._signed(subject, key, days)
        path = self._folder / f"{name}{days}.pem"
        path.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + shown.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(path)
        return context

    def _signed(
        self,
        subject: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        days: int,
        *,
        is_authority: bool = False,
    ) -> x509.Certificate:
        until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
        name = subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value
        address = (
            x509.IPAddress(ipaddress.ip_address(HERE)) if name == HERE else x509.DNSName(str(name))
        )
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(until - datetime.timedelta(days=20))
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(_key_usage(is_authority), critical=True)
            .add_extension(x509.SubjectAlternativeName([address]), critical=False)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
            .sign(self._key, hashes.SHA256())
        )


def _key_usage(is_authority: bool) -> x509.KeyUsage:
    """What a key is for: RFC 5280, 4.2.1.3, which Python 3.13 insists on."""
    return x509.KeyUsage(
        digital_signature=not is_authority,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
