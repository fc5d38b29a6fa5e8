"""规划文件, for whoever is signed in: the text of a plan, what was decided on its quantities, the file."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import address, intake_state, plan_record, source
from dashboard.components import identity, intake_card, intake_list, intake_words, links, plan_text, submission_parts
from dashboard.components.access_parts import from_here
from dashboard.components.plan_text import Mark
from dashboard.components.table import table
from dashboard.findings import intake, plan_decisions
from dashboard.findings.intake import Item
from dashboard.findings.plan_decisions import Outcome
from dashboard.plan_record import Original, Record
from dashboard.wording import Words, markdown
from etl.collection import plan_reading
from etl.extract.terms import NonGoal
from etl.problems import Refused
from etl.registers import Registers

#: Style and sign of each outcome: never colour alone.
_LOOKS = {
    Outcome.TARGET: ("decided", "■"),
    Outcome.MERGED: ("goal", "＝"),
    Outcome.REJECTED: ("not_computable", "✕"),
    Outcome.NON_GOAL: ("other", "○"),
    Outcome.OPEN: ("open", "？"),
}
_ALL = "all"


def original(record: Record, words: Words) -> None:
    """Which file, the file itself, its text beside the quantity looked at, all quantities."""
    plan_sha256 = pick_file(record, words)
    try:
        with st.spinner(words("intake.reading_file")):
            found = plan_record.original(record, plan_sha256)
    except Refused as gone:
        st.info(words.md("plan_record.gone"), icon=":material/inventory_2:")
        for problem in gone.problems:
            st.caption(markdown(problem.message(words.lang)))
        if plan_sha256 in record.kept:
            _download(record, plan_sha256, "", words)
        return
    _download(record, plan_sha256, f".{found.desk.file.source.format}", words)
    if found.is_read_otherwise:
        st.info(words.md("plan_record.read_otherwise"), icon=":material/info:")
    _overview(found, words)
    listed = _filtered(found, words)
    chosen = intake.selected(listed, found.desk.items, st.query_params.get("at", ""))
    left, right = st.columns(2, gap="medium")
    with left:
        plan_text.text(found.desk, chosen, words, _mark, _legend, "documents")
    with right:
        if chosen is not None:
            _card(chosen, listed, found, words)
    _listing(listed, chosen, found, words)


def pick_file(record: Record, words: Words) -> str:
    """The file whose short hash stands in the URL, else the one taken in last."""
    of = {intake_state.short(one): one for one in record.files}
    if st.query_params.get("edition") not in of:
        st.query_params.pop("edition", None)
    first = next(iter(of))
    if len(of) == 1:
        return of[first]
    return of[address.pick("edition", words("plan_record.pick_edition"), list(of), lambda name: file_name(record, of[name], words))]


def file_name(record: Record, plan_sha256: str, words: Words) -> str:
    """`2026-07-20 10:00 录入，原件 SHA-256 0b7e…`."""
    first = record.files[plan_sha256]
    return words("plan_record.edition", at=submission_parts.moment(first.at), sha256=hash_words(plan_sha256))


def hash_words(plan_sha256: str) -> str:
    """The beginning of a hash, as pages show it."""
    return plan_sha256[:12]


def _download(record: Record, plan_sha256: str, suffix: str, words: Words) -> None:
    """The file as it was taken in, under the id of the plan; whoever takes it along is noted."""
    here, account = source.workspace(), record.account
    with st.container(horizontal=True, vertical_alignment="center", key="plan-file"):
        st.download_button(
            words("plan_record.download"),
            from_here(lambda: plan_reading.plan_file(here, account, plan_sha256)),
            file_name=f"{record.document_id}{suffix}",
            icon=":material/download:",
            on_click="ignore",
            key=f"plan-file-{intake_state.short(plan_sha256)}",
        )
        st.caption(words.md("plan_record.file_note", sha256=hash_words(plan_sha256)))


def _overview(found: Original, words: Words) -> None:
    """How many quantities the text has, and what became of them."""
    of = plan_decisions.by_outcome(found.desk.items)
    parts = (words("plan_record.count", name=f"{_LOOKS[one][1]} {words(f'plan_outcome.{one}')}", count=len(those)) for one, those in of.items())
    total = words.md("plan_record.total", count=len(found.desk.items))
    st.markdown(f"**{total}**　{markdown(words('intake.gap').join(parts))}")


def _filtered(found: Original, words: Words) -> Sequence[Item]:
    of = plan_decisions.by_outcome(found.desk.items)
    if len(of) < 2:
        return found.desk.items
    names = {str(one): words("plan_record.count", name=words(f"plan_outcome.{one}"), count=len(those)) for one, those in of.items()}
    names[_ALL] = words("plan_record.count", name=words("plan_record.all"), count=len(found.desk.items))
    made = address.switch("made", words("intake.pick_show"), list(names), names.get, drops=("at", "leaf"))
    return found.desk.items if made == _ALL else of[Outcome(made)]


def _legend(words: Words) -> dict[str, str]:
    return {style: f"{sign} {words(f'plan_outcome.{one}')}" for one, (style, sign) in _LOOKS.items()}


def _mark(one: Item, words: Words) -> Mark:
    style, sign = _LOOKS[plan_decisions.outcome(one)]
    return Mark(style, sign, said(one, words))


#: What this part keeps in the URL and other pages need not carry.
CLEARED = dict.fromkeys(("record", "edition", "at", "text", "made", "leaf"), "")


def said(one: Item, words: Words) -> str:
    """What became of a quantity, with target or reason: `不作目标：已有资源`."""
    if one.recorded is None:
        return words("plan_outcome.open")
    if one.target_id:
        return words("plan_record.with_target", what=words(f"plan_decision.{one.recorded.decision}"), target=one.target_id)
    return _said_alone(one, words)


def _said_alone(one: Item, words: Words) -> str:
    """The same where the target has a column of its own."""
    if one.recorded is None:
        return words("plan_outcome.open")
    what, why = words(f"plan_decision.{one.recorded.decision}"), _why(one, words)
    return words("plan_record.with_reason", what=what, why=why) if why else what


def _why(one: Item, words: Words) -> str:
    """The reason that was given, else the one the rules had when it was decided."""
    code = one.recorded.extracted.get("reason", "")
    return one.recorded.reason or (words(f"non_goal.{code}") if code in set(NonGoal) else "")


def _card(one: Item, listed: Sequence[Item], found: Original, words: Words) -> None:
    """The quantity looked at: what became of it, who decided, why the rules read it so."""
    sign = _LOOKS[plan_decisions.outcome(one)][1]
    with st.container(border=True, key="card-plan-figure"):
        figure = words("intake.card_title", number=one.number, figure=one.candidate.figure, clause=one.candidate.clause)
        st.markdown(f"##### {sign} {markdown(figure)}", anchors=False)
        st.markdown(markdown(said(one, words)))
        if one.target_id and one.recorded.reason:
            st.caption(words.md("plan_record.reason", why=one.recorded.reason))
        if decided := found.decided.get(one.candidate.span):
            batch, who = decided.batch, identity.person(decided.batch.account, words)
            st.caption(words.md("plan_record.decided_by", who=who, at=submission_parts.moment(batch.at), sequence=batch.sequence))
        if one.is_target:
            st.caption(words.md("plan_record.read_as", promise=intake_words.promise(one.cells, words)))
        st.caption(markdown(intake_words.explanation(one, words)))
        _to_target(one.target_id, found.desk.registers, words)
        intake_card.steps(one, listed, words)


def _to_target(target_id: str, registers: Registers, words: Words) -> None:
    """The way to the target a quantity became, if it became one; one that was removed since has no page."""
    target = next((one for one in registers.targets if one.target_id == target_id), None)
    if target:
        said = words("plan_record.to_target", target=target_id)
        links.link("target", said, ":material/flag:", target=target_id, city=target.region_code, **CLEARED)
    elif target_id:
        st.caption(words.md("plan_record.target_gone", target=target_id))


def _listing(listed: Sequence[Item], chosen: Item | None, found: Original, words: Words) -> None:
    """The quantities of the filter, a leaf at a time; each leads to its place in the text."""
    leaf = intake_list.leaf_of(listed, chosen, words)
    shown = listed[(leaf - 1) * intake_list.LEAF : leaf * intake_list.LEAF]
    regions = {one.target_id: one.region_code for one in found.desk.registers.targets}
    head = [words(f"intake_column.{name}") for name in ("quantity", "clause", "decision", "target")]
    table("intake-recorded", head, [_line(one, one is chosen, regions, words) for one in shown])


def _line(one: Item, is_chosen: bool, regions: Mapping[str, str], words: Words) -> tuple[str, ...]:
    marked = markdown(f"{_LOOKS[plan_decisions.outcome(one)][1]}{one.number} {one.candidate.figure}")
    target_id = one.target_id
    return (
        links.inline(f"**▸ {marked}**" if is_chosen else marked, "documents", at=one.key, leaf=""),
        one.candidate.clause or words("intake.no_clause"),
        _said_alone(one, words),
        links.inline(markdown(target_id), "target", target=target_id, city=regions[target_id], **CLEARED) if target_id in regions else target_id,
    )
