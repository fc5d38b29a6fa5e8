"""审计: every act with filters, heads of the chain now and day by day, what verification finds, what happened
at the door, purges to agree to."""

from dashboard import source, view
from dashboard.components import access_parts, acts, audit_parts, gate, purge_parts
from etl.collection import audit


def page() -> None:
    """Head and verification, noted heads, the filters, one page of acts, the door, purges."""
    account = gate.require("audit")
    now = view.current()
    words = now.words
    view.heading(words.md("nav.audit"), words.md("audit.lead"))
    acts.notice()
    audit_parts.chain(account, words)
    audit_parts.heads(account, words)
    which, number = audit_parts.filters(words)
    audit_parts.acts(audit.listing(source.workspace(), account, which, number), words)
    access_parts.door(account, words)
    purge_parts.purges(account, words)


page()
