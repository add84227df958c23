"""A mail server on this machine that throws away what it gets: `python -m benchmarks.mail_sink`.

Prints its port, and then for each connection that has ended how many messages came over it.
"""

import asyncio

from aiosmtpd.smtp import SMTP, Envelope, Session

PLENTY = 2**25
"""Bytes that a message may have."""


class _Thrown:
    """Takes everything of one connection and keeps nothing."""

    def __init__(self) -> None:
        self.count = 0

    async def handle_DATA(self, _: SMTP, __: Session, ___: Envelope) -> str:  # noqa: N802
        self.count += 1
        return "250 thrown away"


class _Connection(SMTP):
    """Tells at its end how much came."""

    def connection_lost(self, error: Exception | None) -> None:
        print(self.event_handler.count, flush=True)
        super().connection_lost(error)


async def main() -> None:
    """Serve until killed."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: _Connection(_Thrown(), data_size_limit=PLENTY, hostname="sink", loop=loop),
        "127.0.0.1",
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
