"""What became of a confirmation: the new targets with their gaps, and whether the plan's numbers fit together."""

from collections.abc import Sequence

import streamlit as st

from dashboard import intake_state, sayings, view
from dashboard.components import intake_consistency, intake_preview, links
from dashboard.components.table import Marked, table
from dashboard.findings import selection
from dashboard.intake_state import Done
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words, markdown

#: Rows that are laid out, and as many as are seen without scrolling.
_MOST, _UNSCROLLED, _HEIGHT_PX = 300, 15, 560


def receipt(done: Done, now: View) -> None:
    """Said as long as the session lasts or until it is put away."""
    words, ids = now.words, set(done.receipt.target_ids.values())
    with st.container(border=True, key="card-intake-done"):
        title = done.document.get("title", "")
        st.success(words.md("intake_done.said", title=title, sequence=done.receipt.sequence, targets=len(ids)), icon=":material/task_alt:")
        if done.seen.undecided:
            st.caption(words.md("intake_done.left", count=len(done.seen.undecided)))
        quarter = view.default_quarter(now, view.quarters(now))
        rows = [row for row in selection.latest(now.rows(quarter)) if row.target_id in ids]
        head = [words(f"intake_column.{name}") for name in ("target", "region", "promise", "gap")] + [words("fact.class")]
        _targets(head, [_line(row, quarter, words) for row in rows[:_MOST]], len(ids), words)
        chosen = {"document": done.document.get("document_id", ""), "quarter": quarter}
        links.link("documents", words("intake_done.plan"), icon=":material/description:", **chosen, **_cleared())
        links.link("documents", words("plan_record.section_text"), ":material/find_in_page:", **_cleared(), **chosen, record="text")
        intake_preview.changes(done.seen, words)
        if done.inconsistencies:
            intake_consistency.consistency(done.inconsistencies, done.seen.registers, words)
            links.link("levels", words("intake_done.levels"), icon=":material/account_tree:", quarter=quarter, **_cleared())
        if st.button(words("intake_done.close"), key="intake-done-close", icon=":material/check:"):
            intake_state.forget_done()
            st.query_params.pop("step", None)
            st.rerun()


def _targets(head: Sequence[str], lines: Sequence[tuple[str, ...]], count: int, words: Words) -> None:
    """All of them, scrolling by themselves where they are many; what is not laid out is said."""
    if lines:
        with st.container(height=_HEIGHT_PX if len(lines) > _UNSCROLLED else "content", key="intake-done-rows"):
            table("intake-done", head, lines)
    if len(lines) < count:
        st.caption(words.md("intake_done.not_listed", shown=len(lines), rest=count - len(lines)))


def _line(row: TargetRow, quarter: str, words: Words) -> tuple[str, ...]:
    chosen = {"quarter": quarter, **_cleared()}
    return (
        links.inline(markdown(row.target_id), "target", city=row.region_code, target=row.target_id, **chosen),
        links.inline(markdown(sayings.region_name(row, words)), "city", city=row.region_code, target="", **chosen),
        f"{sayings.metric_name(row, words)} {sayings.commitment(row, words)}",
        sayings.gap(row, words),
        Marked(sayings.badge(row, words)),
    )


def _cleared() -> dict[str, str]:
    """What this page keeps in the URL and others need not carry."""
    return dict.fromkeys(("plan", "part", "step", "show", "why", "leaf", "at", "text"), "")
