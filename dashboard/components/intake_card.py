"""One quantity of a plan: how it was read and why; take it, change it, put it aside, merge it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import intake_state
from dashboard.components import acts, intake_before, intake_faults, intake_fields, intake_metrics, intake_words
from dashboard.components.intake_list import why_not_computable
from dashboard.components.table import with_ids
from dashboard.findings import intake, intake_merging
from dashboard.findings.intake import Item, Sort
from dashboard.intake_desk import Desk
from dashboard.wording import Words, markdown
from etl.extract.terms import NON_GOAL_ZH, NonGoal
from etl.ledger import Decision
from etl.plans.candidates import Span
from etl.plans.choices import Choice
from etl.plans.drafts import fingerprint, meanwhile
from etl.problems import Refused

#: Characters of a quantity that is added by hand, as marked in the text (`server/plan_text.js`) or written.
_MARKED = "intake-add-figure"
#: Which button of which card was pressed, and what stood at its place as the card was shown.
_PRESSED = "intake-card-pressed"


def card(one: Item, listed: Sequence[Item], desk: Desk, words: Words) -> None:
    """What was found with its explanation, and the ways to decide on it."""
    acts.notice("intake-card")
    with st.container(border=True, key="card-intake"):
        figure = words("intake.card_title", number=one.number, figure=one.candidate.figure, clause=one.candidate.clause)
        st.markdown(f"##### {intake_words.symbol(one)} {markdown(figure)}", anchors=False)
        st.caption(with_ids(intake_words.state(one, words)))
        st.caption(markdown(intake_words.explanation(one, words)))
        if assumed := intake_words.assumptions(one, words):
            st.caption(words.md("intake.assumed", said=assumed))
        if carried := intake_before.carried_over(one, desk, words):
            st.caption(words.md("intake.carried", name=carried))
        if said := [*intake_words.doubts(one, desk, words), *intake_before.doubts(one, desk, words), *(intake_faults.said(fault, desk, words) for fault in one.problems)]:
            st.markdown("\n".join(f"* {with_ids(line)}" for line in said))
        steps(one, listed, words)
        _decide(one, listed, desk, words)


def steps(one: Item, listed: Sequence[Item], words: Words) -> None:
    """To the quantity before and behind it in the list."""
    with st.container(horizontal=True, key="intake-steps"):
        for name, step in (("back", -1), ("on", 1)):
            other = intake.neighbour(listed, one, step)
            st.button(
                words(f"intake.{name}"),
                key=f"intake-{name}",
                disabled=other is None,
                icon=":material/chevron_left:" if step < 0 else ":material/chevron_right:",
                on_click=_look_at,
                args=(other,),
            )


def _look_at(other: Item | None) -> None:
    if other is not None:
        st.query_params["at"] = other.key
        st.query_params.pop("leaf", None)


def _decide(one: Item, listed: Sequence[Item], desk: Desk, words: Words) -> None:
    """A goal is first asked to be taken, anything else to be left aside. Fields and buttons belong to
    the choice they are shown beside: decided in another window, they are others."""
    stands = fingerprint(one.choice) or "open"
    key = f"{intake_state.short(desk.plan_sha256)}-{desk.number}-{one.key}-{stands}"
    if one.choice is not None and _button("undo", words("intake.take_back"), one, desk, words, key, icon=":material/undo:"):
        acts.perform(lambda: _take_back(one, desk, key), lambda _: "", words)
    if one.sort is Sort.GOAL:
        _target(one, listed, desk, words, key)
        with st.expander(words("intake.put_aside"), icon=":material/block:"):
            _aside(one, listed, desk, words, key)
    else:
        _aside(one, listed, desk, words, key)
        with st.expander(words("intake.is_a_goal"), icon=":material/flag:"):
            _target(one, listed, desk, words, key)
    with st.expander(words("intake.merge"), icon=":material/merge:"):
        _merge(one, listed, desk, words, key)


def _button(name: str, label: str, one: Item, desk: Desk, words: Words, key: str, **look: str) -> bool:
    """A button that decides on a quantity as it is shown; whether it was pressed, and what another
    window did before: then nothing is done."""
    has_card = bool(one.candidate.rule) or one.is_decided
    seen = {one.candidate.span: fingerprint(one.choice)}
    pressed = st.button(label, key=f"intake-{name}-{key}", on_click=_press, args=(f"{name}-{one.key}", one.key if has_card else "", seen), **look)
    if f"{name}-{one.key}" in st.session_state.get(_PRESSED, ()):
        _overtaken(desk, words)
    return pressed


def _press(button: str, at: str, seen: Mapping[Span, str]) -> None:
    if at:
        st.query_params["at"] = at  # whatever the list begins with by now
    st.session_state[_PRESSED] = (button, seen)


def _overtaken(desk: Desk, words: Words) -> None:
    _, seen = st.session_state.pop(_PRESSED, ("", {}))
    if overtaken := desk.work.overtaken(seen):
        intake_faults.say_refusal([meanwhile(desk.work, overtaken)], desk, words)


def _take_back(one: Item, desk: Desk, key: str) -> None:
    intake_state.undecide(desk, [one.candidate.span])
    intake_fields.forget(key)


def _target(one: Item, listed: Sequence[Item], desk: Desk, words: Words, key: str) -> None:
    """The row of the target, to be taken as it is or changed."""
    entered = intake_fields.fields(one, desk, words, key)
    takes_place = intake_fields.takes_place_of(one, desk, words, key)
    needs = one.recorded is not None or not one.candidate.is_goal
    label, before = words("intake.reason_needed" if needs else "intake.reason_if"), one.made.reason if one.made else ""
    reason = _written("why", label, before, key)
    if _button("take", words("intake.take"), one, desk, words, key, type="primary", icon=":material/check:"):
        if empty := intake_fields.missing(entered, words):
            st.error(words.md("intake.missing", names=empty), icon=":material/block:")
        elif takes_place == intake_fields.UNSAID:
            st.error(words.md("intake.takes_place_unsaid"), icon=":material/block:")
        else:
            cells = intake.changed_cells(entered, one.candidate)
            decision = _making(one, cells, desk)
            choice = Choice(decision, one.candidate.span, cells, reason, takes_place, one.candidate.figure)
            _keep(choice, one, listed, desk, words, key)
    intake_metrics.alone(one, desk, words, key)


def _written(name: str, label: str, before: str, key: str) -> str:
    """Words of one's own, without surrounding blanks."""
    widget = intake_fields.widget_key(name, key, before)
    return st.text_input(label, before, key=widget, max_chars=500, **intake_fields.KEPT).strip()


def _making(one: Item, cells: Mapping[str, str], desk: Desk) -> Decision:
    """As what a target is confirmed; the service layer decides it anew."""
    if not one.candidate.rule:
        return Decision.ADDED
    offered = {**one.filled, "region_code": one.filled.get("region_code") or one.candidate.cells.get("region_code") or desk.region_code}
    as_offered = one.candidate.is_goal and cells == intake.changed_cells(offered, one.candidate)
    return Decision.CONFIRMED if as_offered else Decision.EDITED


def _aside(one: Item, listed: Sequence[Item], desk: Desk, words: Words, key: str) -> None:
    """Put aside with a reason of the closed list, and words of one's own."""
    options = ["", *NonGoal] if one.sort is not Sort.OTHER else list(NonGoal)
    found = one.candidate.reason or ""
    code = st.selectbox(
        words("intake.reason"), options, options.index(found) if found in options else 0, key=f"intake-aside-code-{key}",
        format_func=lambda code: words(f"non_goal.{code}") if code else words("intake.reason_own"), **intake_fields.KEPT,
    )  # fmt: skip
    default = why_not_computable(one) if one.sort is Sort.NOT_COMPUTABLE else ""
    own = _written("aside-words", words("intake.reason_words"), default, key)
    label = words("intake.leave" if one.sort is not Sort.GOAL else "intake.reject")
    if _button("aside", label, one, desk, words, key, icon=":material/block:"):
        _keep(Choice(Decision.REJECTED, one.candidate.span, reason=_reason(code, own, one)), one, listed, desk, words, key)


def _reason(code: str, own: str, one: Item) -> str:
    """As the register of quantities says it; agreeing with the rules needs none."""
    if code == one.candidate.reason and not own and one.recorded is None:
        return ""
    return "：".join(filter(None, (NON_GOAL_ZH.get(code, ""), own)))


def _merge(one: Item, listed: Sequence[Item], desk: Desk, words: Words, key: str) -> None:
    """Into a target of the register or another quantity of the plan that says the same."""
    own = [target for target in desk.registers.targets if target.document_id == desk.document.get("document_id", "")]
    ordered = intake_merging.nearest_first(one, intake_merging.places(one, desk.items, own))
    if not ordered:
        st.caption(words.md("intake.nothing_to_merge"))
        return
    suggested, of = intake_merging.suggested(one, ordered), {place.name: place for place in ordered}
    names, said = list(of), intake_fields.targets(one, desk, words)
    widget = intake_fields.widget_key("merge-into", key, suggested)
    chosen = names.index(suggested) if suggested else None
    target = st.selectbox(
        words("intake.merge_into"), names, chosen, format_func=said.get, key=widget, placeholder=words("pick.please"), **intake_fields.KEPT
    )
    if target:
        st.caption(markdown(intake_words.promised(of[target].cells, desk, words)))
    reason = _written("merge-why", words("intake.reason_needed" if one.recorded else "intake.reason_may"), "", key)
    if _button("merge", words("intake.merge_now"), one, desk, words, key, icon=":material/merge:"):
        if not target:
            st.error(words.md("intake.merge_unsaid"), icon=":material/block:")
            return
        _keep(Choice(Decision.MERGED, one.candidate.span, dict(one.filled), reason, target), one, listed, desk, words, key)


def _keep(choice: Choice, one: Item, listed: Sequence[Item], desk: Desk, words: Words, key: str) -> None:
    """Keep the choice and go on to the next open quantity; what is wrong with it is said at once."""
    try:
        if found := intake_state.check(desk, choice):
            intake_faults.say_refusal(found, desk, words)
            return
        intake_state.decide(desk, [choice])
    except Refused as refused:
        intake_faults.say_refusal(refused.problems, desk, words)
        return
    intake_fields.forget(key)
    rest = [other for other in listed if not other.is_decided]
    _look_at(intake.neighbour(rest, one, 1) or next((other for other in rest if other is not one), one))
    acts.finish(words("intake.kept", number=one.number, figure=one.candidate.figure), form="intake-card")


def by_hand(desk: Desk, words: Words) -> None:
    """A quantity the rules did not find: its characters, and which of their places."""
    _overtaken(desk, words)  # of a press whose button is no longer there
    entered = bool(st.session_state.get(_MARKED))
    with st.expander(words("intake.add"), icon=":material/add:", expanded=entered):
        st.caption(words.md("intake.add_lead"))
        figure = st.text_input(words("intake.add_figure"), key=_MARKED, max_chars=60)
        if not figure:
            return
        known = {one.candidate.span: one for one in desk.items}
        found = [span for span in intake.occurrences(desk.text, figure) if span not in known]
        if not found:
            st.warning(words.md("intake.add_not_found"), icon=":material/search_off:")
            return
        place = st.selectbox(
            words("intake.add_place"), found, format_func=lambda span: intake_words.around(desk.text, span), key="intake-add-place"
        )
        added = intake.by_hand(place, figure, desk.items)
        _target(added, (), desk, words, f"{intake_state.short(desk.plan_sha256)}-{desk.number}-add-{added.key}")
