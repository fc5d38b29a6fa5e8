"""数据: choose, look, and take along as a file."""

from dashboard import view
from dashboard.components import data_filters, data_parts, gate, help


def page() -> None:
    """Filters, the files, the first lines, the data dictionary."""
    gate.require("data")
    now = view.as_known()
    words = now.words
    help.panel("data", words, with_classes=False)
    view.heading(words.md("nav.data"), words.md("data.lead"))
    chosen = data_filters.pick(now)
    data_parts.downloads(chosen, now)
    data_parts.first_lines(chosen, now)
    data_parts.dictionary_of(chosen, now)


page()
