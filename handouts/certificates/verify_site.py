"""What anybody may see: the page that verifies certificates, and the list of void ones."""

from handouts.certificates import signing_key
from handouts.certificates.ledger import Ledger
from handouts.certificates.verify_page import VOID_FILE, verify_page, void_list
from handouts.project.atomic_files import write_whole
from handouts.project.layout import Project


def publish(project: Project, ledger: Ledger) -> None:
    """Write `build/verify/`, which can be put on any web server. Raises WorldError."""
    last, updated = "", ""
    for entry in ledger.entries():
        last, updated = entry.stock, max(updated, entry.issued, entry.changed)
    if not last:
        return
    void = {number: new for number, state, new in ledger.standings() if state != "valid"}
    terms = ledger.terms(last)
    key = signing_key.public_key_text(signing_key.public_key(project.records))
    page = verify_page(project, key, terms)
    folder = project.build / "verify"
    write_whole(folder / "index.html", page, inside=project.root)
    write_whole(folder / VOID_FILE, void_list(updated, void), inside=project.root)
