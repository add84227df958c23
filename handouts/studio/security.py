"""Who may talk to the studio: one browser of this machine, and no page of another site.

Sources: OWASP's cheat sheets on cross-site request forgery and DNS rebinding; Fetch Metadata (W3C).
"""

import hmac
import secrets
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NAMES = ("127.0.0.1", "localhost")
"""Of this machine, as the Host of a request may name it."""
READING = ("GET", "HEAD")
OPEN_PATHS = ("/enter",)
"""What is answered without the cookie: it is where the cookie comes from."""
LARGEST_BODY = 256 * 1024 * 1024
"""Bytes of a request: a report, a document with its pictures, or a backup."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; "
    "frame-ancestors {ancestors}"
)
_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(), microphone=()",
}
FRAMED_KINDS = ("application/pdf",)
"""What the studio's own pages show in a frame: a file on its way to the printer."""


@dataclass
class Admission:
    """The tokens that let a browser in, each once, and the cookie that it has from then on."""

    port: int
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _tokens: set[str] = field(default_factory=set, repr=False)

    @property
    def cookie_name(self) -> str:
        """Cookies do not know ports, and two studios may run."""
        return f"handouts-studio-{self.port}"

    @property
    def hosts(self) -> tuple[str, ...]:
        """What the Host of a request may be."""
        return tuple(f"{name}:{self.port}" for name in NAMES)

    def new_token(self) -> str:
        """Return a token of 32 random bytes that lets in one browser, once."""
        token = secrets.token_urlsafe(32)
        self._tokens.add(token)
        return token

    def takes(self, token: str) -> bool:
        """Whether a token lets in; from then on it does not."""
        known = [one for one in self._tokens if hmac.compare_digest(one.encode(), token.encode())]
        self._tokens.difference_update(known)
        return bool(known)

    def knows(self, connection: HTTPConnection) -> bool:
        """Whether a request comes from a browser that was let in."""
        given = connection.cookies.get(self.cookie_name, "")
        return hmac.compare_digest(given.encode(), self.cookie.encode())


class Guard:
    """Lets through what the studio's own pages ask for, and nothing else."""

    def __init__(self, app: ASGIApp, admission: Admission) -> None:
        self._app = app
        self._admission = admission

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(HTTPConnection(scope), scope["method"])
        if refusal:
            answer = PlainTextResponse(refusal, status_code=403)
            await answer(scope, receive, _with_headers(send))
        else:
            await self._app(scope, _counted(receive), _with_headers(send))

    def _refusal(self, request: HTTPConnection, method: str) -> str:
        headers = request.headers
        if headers.get("host", "") not in self._admission.hosts:
            return "This address is not the studio's."
        if method not in READING and not self._is_own(headers):
            return "Only the studio's own pages may change something."
        if _is_too_large(headers):
            return "This file is too large."
        if request.url.path not in OPEN_PATHS and not self._admission.knows(request):
            return "This window does not belong to the studio. Start the studio again to open it."
        if not _is_wanted(headers):
            return "Only the studio's own pages may ask for this."
        return ""

    def _is_own(self, headers: Headers) -> bool:
        return headers.get("origin", "") in {f"http://{host}" for host in self._admission.hosts}


def _is_wanted(headers: Headers) -> bool:
    """Whether a request comes from our own page, or from the address bar.

    `Sec-Fetch-Site` is sent by every browser of today; where it is missing the cookie decides,
    which no other site's request carries.
    """
    return headers.get("sec-fetch-site", "none") in ("same-origin", "none")


def _is_too_large(headers: Headers) -> bool:
    size = headers.get("content-length", "0")
    return not size.isdecimal() or int(size) > LARGEST_BODY


def _counted(receive: Receive) -> Receive:
    """Let no more be received than a request may have, whatever it says of its length."""
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > LARGEST_BODY:
            raise HTTPException(413, "This file is too large.")
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            framed = headers.get("content-type", "").partition(";")[0] in FRAMED_KINDS
            ancestors = "'self'" if framed else "'none'"
            headers.update(_HEADERS)
            headers["content-security-policy"] = POLICY.format(ancestors=ancestors)
            if "cache-control" not in headers:
                headers["cache-control"] = "no-store"
        await send(message)

    return sent


def entry_address(admission: Admission) -> str:
    """Return the address that opens the studio in a browser, once."""
    return f"http://{NAMES[0]}:{admission.port}/enter?token={admission.new_token()}"
