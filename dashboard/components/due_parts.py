"""What falls due in the next four quarters: how many, how they stand, and which."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats
from dashboard.findings import selection
from dashboard.components import target_card
from dashboard.components.matrix import class_counts
from dashboard.components.table import Marked, table
from dashboard.rows import TargetRow
from dashboard.wording import Words

#: So few targets are listed one by one at once.
_FEW = 5


def falling_due(rows: Sequence[TargetRow], as_of: str, words: Words) -> None:
    """Per due quarter the classes; the targets one by one, behind an expander where they are many."""
    due = selection.due_within(rows, as_of, selection.SOON_QUARTERS)
    st.subheader(words.md("overview.next", count=len(due)), anchor=False)
    if not due:
        st.caption(words.md("overview.next_none"))
    elif len(due) <= _FEW:
        target_card.promises(due, words, key="next", with_region=True)
    else:
        quarters = dict.fromkeys(row.due_period for row in due)
        lines = [_line(quarter, [row for row in due if row.due_period == quarter], words) for quarter in quarters]
        table("due", [words(f"fact.{name}") for name in ("due", "count", "class")], lines)
        with st.expander(words("overview.next_list", count=len(due)), key="next-list", bind="query-params") as opened:
            if opened.open:
                target_card.promises(due, words, key="next", with_region=True)


def _line(quarter: str, rows: Sequence[TargetRow], words: Words) -> tuple[str, ...]:
    return formats.due(quarter, words.lang), str(len(rows)), Marked(" ".join(class_counts(rows, words)))
