"""通报: what an office would send round about a place and a quarter, to read and to take along."""

from dashboard import view
from dashboard.components import bulletin_parts, gate, help


def page() -> None:
    """Place and quarter, whether it is a draft, the files, the text."""
    gate.require("bulletin")
    now = view.as_known()
    words = now.words
    help.panel("bulletin", words, with_classes=False)
    view.heading(words.md("nav.bulletin"), words.md("bulletin.lead"))
    place, quarter = bulletin_parts.pick(now)
    written = bulletin_parts.written(place, quarter, now)
    bulletin_parts.state(written, words)
    bulletin_parts.files(written, place, quarter, now)
    bulletin_parts.text(written, words)


page()
