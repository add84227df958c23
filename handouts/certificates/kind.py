"""Which kind of certificate a session issues."""

from typing import Literal

from handouts.content.session import Session

Kind = Literal["completion", "attendance"]


def kind(session: Session) -> Kind:
    """Return the kind that the session names, or that follows from the provider's approvals."""
    approved = session.training.provider.approvals
    return session.head.certificate or ("completion" if approved else "attendance")
