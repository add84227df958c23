"""What anybody may see: the page that verifies certificates, and the list of void ones."""

from handouts.certificates import signing
from handouts.certificates.ledger import Ledger
from handouts.certificates.verify_page import VOID_FILE, verify_page, void_list
from handouts.files import write_whole
from handouts.project import Project


def publish(project: Project, ledger: Ledger) -> None:
    """Write `build/verify/`, which can be put on any web server. Raises WorldError."""
    entries = list(ledger.entries())
    if not entries:
        return
    occasion = ledger.occasion(entries[-1].stock)
    key = signing.public_key_text(signing.public_key(project.records))
    folder = project.build / "verify"
    page = verify_page(project, key, occasion.provider, occasion.language)
    write_whole(folder / "index.html", page)
    changed = max((entry.changed for entry in entries), default="")
    updated = changed or max(entry.issued for entry in entries)
    void = {entry.number: entry.replaced_by for entry in entries if entry.state != "valid"}
    write_whole(folder / VOID_FILE, void_list(updated, void))
