"""Targets of the register that an edition no longer states: taken out one by one, each with a reason."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import intake_state
from dashboard.components import acts, intake_words, links
from dashboard.components.table import Marked, table
from dashboard.findings import intake_unstated
from dashboard.findings.intake_unstated import Unstated
from dashboard.intake_desk import Desk
from dashboard.wording import Words, markdown
from etl.collection.plan_intake import IntakePreview
from etl.ledger import Decision
from etl.plans.choices import Choice
from etl.registers import Target

#: Quantities named for one target, the likeliest first; how many more there are is said.
_NAMED = 5


def unstated(desk: Desk, seen: IntakePreview, words: Words) -> None:
    """Those that nothing of this edition can be stand to be taken out; what may have been rewritten
    waits until the quantities that may be it are decided on. They stay unless taken out."""
    found = intake_unstated.unstated(seen.unstated, desk.items, {one.metric: one.name_zh for one in seen.registers.metrics})
    if gone := [one.target for one in found if not one.numbers]:
        st.subheader(words.md("intake_preview.unstated", count=len(gone)), anchor=False)
        st.caption(words.md("intake_preview.unstated_lead"))
        head = [words(f"intake_column.{name}") for name in ("target", "clause", "figure", "promise")]
        table("intake-unstated", head, [_cells(one, desk, words) for one in gone])
        _removal(gone, desk, words)
    if waiting := [one for one in found if one.numbers]:
        _rewritten(waiting, desk, words)


def _rewritten(waiting: Sequence[Unstated], desk: Desk, words: Words) -> None:
    st.subheader(words.md("intake_preview.rewritten", count=len(waiting)), anchor=False)
    st.caption(words.md("intake_preview.rewritten_lead"))
    head = [words(f"intake_column.{name}") for name in ("target", "clause", "figure", "promise", "places")]
    places = {one.number: one.key for one in desk.items}
    table("intake-rewritten", head, [(*_cells(one.target, desk, words), _places(one.numbers, places, words)) for one in waiting])


def _places(numbers: Sequence[int], places: Mapping[int, str], words: Words) -> Marked:
    """The quantities that may be it; each leads to its card."""
    named = [links.inline(str(number), "intake", step="review", show="", at=places[number], leaf="") for number in numbers[:_NAMED]]
    key = "intake_preview.places_more" if len(numbers) > _NAMED else "intake_preview.places"
    return Marked(words(key, numbers=markdown(words("who.list")).join(named), count=len(numbers)))


def _cells(one: Target, desk: Desk, words: Words) -> tuple[str, ...]:
    return one.target_id, one.clause, one.figure, intake_words.target_told(one, desk, words)


def _removal(gone: Sequence[Target], desk: Desk, words: Words) -> None:
    with st.form("intake-remove", border=False):
        of = {one.target_id: words("intake.target_option", target=one.target_id, clause=one.clause, figure=one.figure) for one in gone}
        target = st.selectbox(
            words("intake_preview.remove_which"), list(of), None, format_func=of.get, key="intake-remove-which", placeholder=words("pick.please")
        )
        reason = acts.reason_field("intake-remove-reason", words)
        if st.form_submit_button(words("intake_preview.remove"), icon=":material/delete:"):
            if not (reason and target):
                st.error(words.md("intake_preview.remove_reason"), icon=":material/block:")
                return
            removal = Choice(Decision.REMOVED, None, reason=reason, target_id=target)
            acts.perform(lambda: intake_state.decide(desk, [removal]), lambda _: "", words)
