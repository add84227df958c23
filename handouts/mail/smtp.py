"""One connection to a mail server: encrypted, checked, and plain about what became of a message.

RFC 5321 (SMTP), RFC 3207 (STARTTLS), RFC 8314 (TLS).
"""

import contextlib
import ipaddress
import os
import re
import smtplib
import socket
import ssl
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from handouts.content.provider import MailServer
from handouts.errors import CallError, WorldError
from handouts.mail.headers import is_address
from handouts.messages import Message, message

PASSWORD = "HANDOUTS_SMTP_PASSWORD"  # noqa: S105 - where it is found, not what it is
_SERVICE = "handouts"
"""What the system's keyring keeps the password under."""
_GO_ON, _CLOSING = 354, 421
"""Codes: the message may follow; the server ends the connection. RFC 5321, 4.2.3."""
_GOODBYE = 2.0
"""Seconds to wait for the answer to QUIT: nothing depends on it."""
_SIZE = re.compile(r"[0-9]{1,20}")
"""The largest message, in bytes: RFC 1870, 4."""
_LONGEST = 300
"""Characters that are kept of what a server says."""


@dataclass(frozen=True)
class Patience:
    """Seconds to wait; RFC 5321, 4.5.3.2, wants minutes for an answer."""

    connect: float = 30
    answer: float = 300


PATIENT = Patience()


class Fate(Enum):
    """What became of a message."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    """For good: a code of 500 and more."""
    LATER = "later"
    """For now: a code of 400 and more."""
    LOST = "lost"
    """The connection was lost before the message could have been accepted."""
    UNCERTAIN = "uncertain"
    """The connection was lost after the whole message had been sent."""


@dataclass(frozen=True)
class ServerReply:
    """A server's answer to a message."""

    fate: Fate
    said: str = ""


class Connection:
    """A server that takes messages one after another."""

    def __init__(self, server: MailServer, password: str, patience: Patience = PATIENT) -> None:
        """Connect and sign in. Raises WorldError where that cannot be done safely."""
        self._server = server
        self._patience = patience
        where = f"{server.host}:{server.port}"
        if not _is_name(server.host):
            raise CallError(message("mail.no-name-of-server", server=where))
        if server.security == "none" and not _is_here(server.host):
            raise CallError(message("mail.not-encrypted", server=where))
        try:
            self._smtp = self._opened(password)
        except smtplib.SMTPAuthenticationError as error:
            code = error.smtp_code
            refused = message("mail.not-let-in", server=where, user=server.user, code=code)
            raise WorldError(refused) from None  # what was said may hold the password
        except ssl.SSLCertVerificationError as error:
            why = error.verify_message.rstrip(".")
            raise WorldError(message("mail.not-trusted", server=where, reason=why)) from error
        except UnicodeError:
            # what was said holds a letter of it
            raise WorldError(message("mail.unusual-letters", server=where)) from None
        except ValueError:
            # what was said may hold the password
            raise WorldError(message("mail.no-sense", server=where)) from None
        except (OSError, smtplib.SMTPException) as error:
            failed = message("mail.unusable-server", server=where, reason=_explained(error))
            raise WorldError(failed) from None

    def _opened(self, password: str) -> smtplib.SMTP:
        """Return a connection that is signed in; one that fails on the way is closed."""
        server = self._server
        place, context = (server.host, server.port), ssl.create_default_context()
        with contextlib.ExitStack() as undo:
            if server.security == "tls":
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    *place, timeout=self._patience.connect, context=context
                )
            else:
                smtp = smtplib.SMTP(*place, timeout=self._patience.connect)
            undo.callback(smtp.close)
            smtp.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                smtp.starttls(context=context)
                smtp.ehlo_or_helo_if_needed()
            if server.user:
                smtp.login(server.user, password)
            if smtp.sock is not None:
                smtp.sock.settimeout(self._patience.answer)
                smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else ends wait
            undo.pop_all()
        return smtp

    def send(
        self,
        sender: str,
        address: str,
        content: bytes,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> ServerReply:
        """Hand a message over, and return what became of it. Raises nothing.

        `meanwhile` is called while the server makes up its mind; it raises nothing either.
        """
        if not (is_address(sender) and is_address(address)):  # smtplib would look for one in it
            return _reply(Fate.REFUSED, message("mail.unfit-address"))
        if len(content) > self._largest() > 0:
            return _reply(Fate.REFUSED, message("mail.too-large-for-server", size=len(content)))
        try:
            refused = self._begin(sender, address)
            if refused:
                return refused
            self._smtp.send(_framed(content))
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            return _reply(Fate.LOST, _explained(error))
        meanwhile()
        try:
            return _answer(*self._smtp.getreply())
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            unanswered = message("mail.no-answer-to-message", why=_explained(error))
            return _reply(Fate.UNCERTAIN, unanswered)

    def _largest(self) -> int:
        """Return the most bytes that a message may have; 0 where the server gives no limit.

        What is no number of bytes is no limit: RFC 1870, 4.
        """
        found = self._smtp.esmtp_features.get("size", "").split()
        return int(found[0]) if found and _SIZE.fullmatch(found[0]) else 0

    def _begin(self, sender: str, address: str) -> ServerReply | None:
        """Say whom a message is from and for, and return why it is not wanted, if it is not."""
        code, said = self._smtp.mail(sender)
        if 200 <= code < 300:
            code, said = self._smtp.rcpt(address)
        if 200 <= code < 300:
            self._smtp.putcmd("data")
            code, said = self._smtp.getreply()
            if code == _GO_ON:
                return None
        if code == _CLOSING or code < 400:  # or what has no meaning here
            self.close()
            if code == _CLOSING:
                return _reply(Fate.LOST, message("mail.closes-connection"))
            return _reply(Fate.LOST, message("mail.answered-code", code=code))
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()  # the next message opens another one
        return _answer(code, said)

    def cut(self) -> None:
        """Break the connection off, from any thread: who waits for an answer gets none, at once."""
        if self._smtp.sock is not None:
            with contextlib.suppress(OSError):  # it is broken already
                socket.socket.shutdown(self._smtp.sock, socket.SHUT_RDWR)

    def close(self) -> None:
        """End the connection; a server that is gone, or silent, is none the worse for it."""
        try:
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(min(self._patience.answer, _GOODBYE))
            self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()


def password(server: MailServer) -> str:
    """Return the password: from the environment, else from the system's keyring.

    Raises CallError where there is none and somebody is to sign in.
    """
    found = os.environ.get(PASSWORD, "")
    if found or not server.user:
        return found
    try:
        import keyring  # noqa: PLC0415 - an extra that not everybody has
        from keyring.errors import KeyringError  # noqa: PLC0415 - as above
    except ImportError:
        kept = None
    else:
        try:
            kept = keyring.get_password(_SERVICE, server.user)
        except KeyringError:  # it is locked, or this system has none
            kept = None
    if not kept:
        raise CallError(message("mail.no-password", user=server.user))
    return str(kept)


def keep_password(server: MailServer, given: str) -> None:
    """Put a password into the system's keyring. Raises WorldError where there is none."""
    try:
        import keyring  # noqa: PLC0415 - an extra that not everybody has
        from keyring.errors import KeyringError  # noqa: PLC0415 - as above
    except ImportError as error:
        raise WorldError(message("mail.no-keyring")) from error
    try:
        keyring.set_password(_SERVICE, server.user, given)
    except KeyringError as error:  # it is locked, or this system has none
        raise WorldError(message("mail.no-keyring")) from error


def has_password(server: MailServer) -> bool:
    """Whether a password is at hand, or none is needed."""
    try:
        return bool(password(server)) or not server.user
    except CallError:
        return False


def _framed(content: bytes) -> bytes:
    """Return a message as it goes over the wire: RFC 5321, 4.5.2. Its lines end in CRLF already."""
    stuffed = content.replace(b"\r\n.", b"\r\n..")
    stuffed = b"." + stuffed if stuffed.startswith(b".") else stuffed
    return stuffed + (b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n")


def _answer(code: int, said: bytes) -> ServerReply:
    text = f"{code} {_shown(said)}".rstrip()[:_LONGEST]
    if 200 <= code < 300:
        return ServerReply(Fate.ACCEPTED, text)
    if code < 400:
        raise smtplib.SMTPResponseException(code, text)  # it has no meaning here
    return ServerReply(Fate.LATER if code < 500 else Fate.REFUSED, text)


def _shown(said: bytes) -> str:
    """Return what a server says as one line that changes nothing where it is shown.

    Control characters would move a terminal's cursor, and format characters turn the order of
    letters around: all that Unicode puts into category C goes.
    """
    text = said.decode("utf-8", "replace")
    seen = (" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join("".join(seen).split())


def _reply(fate: Fate, why: Message | str) -> ServerReply:
    return ServerReply(fate, str(why))


def _explained(error: Exception) -> Message | str:
    """Return what went wrong, without anything that was sent."""
    if isinstance(error, smtplib.SMTPResponseException):
        return message("mail.answered-code", code=error.smtp_code)
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return message("mail.no-answer-in-time")
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return message("mail.closed-connection")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return message("mail.no-encryption")
    if isinstance(error, smtplib.SMTPException):  # of signing in, the only one that is left
        return message("mail.no-signing-in")
    return str(getattr(error, "strerror", None) or error.__class__.__name__)


def _is_name(host: str) -> bool:
    """Whether a name can be looked up at all."""
    try:
        return bool(host.encode("idna")) and "\0" not in host
    except UnicodeError:
        return False


def _is_here(host: str) -> bool:
    """Whether all addresses of a host are of this very machine."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(str(one)).is_loopback for one in found)
