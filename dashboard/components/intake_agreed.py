"""What is decided on at once is listed before: goals beyond doubt, and what the rules say is no goal."""

from collections.abc import Sequence

import streamlit as st

from dashboard import intake_state
from dashboard.components import intake_words, links
from dashboard.components.table import with_ids, with_note
from dashboard.findings import intake_doubts
from dashboard.findings.intake import Item
from dashboard.intake_desk import Desk
from dashboard.wording import Words, markdown
from etl.plans.choices import Choice

_HEIGHT_PX = 320
#: So many goals fit in without scrolling.
_FEW = 4
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
        select_all=False,
    )  # fmt: skip
    spared = {listed[key].candidate.span for key in left}
    return [one for one in choices if one.span not in spared]


def goals(choices: Sequence[Choice], desk: Desk, words: Words) -> Sequence[Choice]:
    """List every goal with its words and what is confirmed with it; whoever doubts one opens it first."""
    items = {one.candidate.span: one for one in desk.items}
    with st.container(height=_HEIGHT_PX if len(choices) > _FEW else "content", key="intake-undoubted"):
        st.markdown("\n".join(f"* {_goal(items[choice.span], choice, desk, words)}" for choice in choices))
    return choices


def _goal(one: Item, choice: Choice, desk: Desk, words: Words) -> str:
    """Its words, and behind them where, what and how long; what is merged says with what."""
    until = intake_words.merged_into(choice.target_id, desk, words) if choice.target_id else intake_words.lasts(one.cells, words)
    said = [intake_words.region_of(one, desk, words), intake_words.children_of(one.cells, desk, words), intake_words.in_full(one, desk, words), until]
    line = f"{_link(one)}　{with_ids(words('intake.gap').join(filter(None, said)))}"
    return with_note(line, intake_words.in_sentence(desk.text, one.candidate.span, _BEFORE * 2, _BEHIND))


def _group(reason: str, found: Sequence[Item], desk: Desk, words: Words) -> str:
    """One reason with its figures; each leads to its card."""
    head = words("intake.show_count", name=words(f"non_goal.{reason}"), count=len(found))
    return "\n".join([f"**{markdown(head)}**", "", *(f"* {_line(one, desk)}" for one in found)])


def _line(one: Item, desk: Desk) -> str:
    said = intake_words.around(desk.text, one.candidate.span, _BEFORE, _BEHIND)
    return f"{_link(one)}　{markdown(said)}"


def _link(one: Item) -> str:
    return links.inline(markdown(intake_words.named(one)), "intake", at=one.key, leaf="")
