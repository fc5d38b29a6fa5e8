"""What the rules say is no goal, listed before a person agrees to all of it at once."""

from collections.abc import Sequence

import streamlit as st

from dashboard import intake_state
from dashboard.components import intake_words, links
from dashboard.findings import intake_doubts
from dashboard.findings.intake import Item
from dashboard.intake_state import Desk
from dashboard.wording import Words, markdown
from etl.plans.choices import Choice

_HEIGHT_PX = 320
#: Characters shown before and behind a figure.
_BEFORE, _BEHIND = 14, 10


def read(choices: Sequence[Choice], desk: Desk, words: Words) -> list[Choice]:
    """List every quantity with its sentence, the most doubtful reason first; those that are not left out."""
    places = {one.span for one in choices}
    groups = intake_doubts.by_reason(one for one in desk.items if one.candidate.span in places)
    with st.container(height=_HEIGHT_PX, key="intake-agreed"):
        st.markdown("\n\n".join(_group(reason, found, desk, words) for reason, found in groups.items()))
    if unsure := sum(one.is_doubted_non_goal for one in desk.items):
        st.caption(words.md("intake_many.agreed_unsure", count=unsure))
    listed = {one.key: one for found in groups.values() for one in found}
    left = st.multiselect(
        words("intake_many.left_out_undecided"), list(listed), format_func=lambda key: intake_words.named(listed[key]),
        key=f"intake-agreed-left-{intake_state.short(desk.plan_sha256)}-{desk.number}-{len(choices)}", placeholder=words("intake_many.none_left"),
    )  # fmt: skip
    spared = {listed[key].candidate.span for key in left}
    return [one for one in choices if one.span not in spared]


def _group(reason: str, found: Sequence[Item], desk: Desk, words: Words) -> str:
    """One reason with its figures; each leads to its card."""
    head = words("intake.show_count", name=words(f"non_goal.{reason}"), count=len(found))
    return "\n".join([f"**{markdown(head)}**", "", *(f"* {_line(one, desk)}" for one in found)])


def _line(one: Item, desk: Desk) -> str:
    said = intake_words.around(desk.text, one.candidate.span, _BEFORE, _BEHIND)
    return f"{links.inline(markdown(intake_words.named(one)), 'intake', at=one.key, leaf='')}　{markdown(said)}"
