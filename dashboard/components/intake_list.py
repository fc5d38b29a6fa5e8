"""The quantities of a plan: how many of which kind, the chosen ones clause by clause, many at once."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard import address, intake_state
from dashboard.components import acts, intake_agreed, intake_words, links
from dashboard.components.table import Marked, table, with_ids, with_note
from dashboard.findings import intake, intake_carried, intake_doubts
from dashboard.findings.intake import Item, Show, Sort
from dashboard.intake_desk import Desk
from dashboard.wording import Words, markdown
from etl.extract.terms import Assumption
from etl.ledger import Decision
from etl.plans.choices import Choice
from etl.plans.drafts import Key, key_of

#: Rows shown at a time.
LEAF = 25
_FORM = "intake-many"
#: Choices that were confirmed at once as they were listed, and what stood at their places then.
_PRESSED = "intake-many-pressed"


def overview(desk: Desk, words: Words) -> None:
    """Every quantity of the plan by what it is, and how many of each are left."""
    parts = []
    for sort in Sort:
        found = [one for one in desk.items if one.sort is sort]
        left = sum(not one.is_decided for one in found)
        key = "intake.kind_left" if left else "intake.kind_done"
        name = f"{intake_words.SYMBOLS[sort]} {words(f'intake_look.{sort}')}"
        parts += [words(key, name=name, count=len(found), left=left)] if found else []
    decided = sum(one.is_decided for one in desk.items)
    said = words.md("intake.progress", decided=decided, total=len(desk.items))
    st.markdown(f"**{said}**　{markdown(words('intake.gap').join(parts))}")
    if decided == len(desk.items) and desk.work.choices:
        st.button(words("intake.to_preview"), type="primary", icon=":material/playlist_add_check:", key="intake-to-preview", on_click=_preview)


def _preview() -> None:
    st.query_params["step"] = "confirm"


def many(desk: Desk, words: Words) -> None:
    """Decide at once on what leaves no doubt: each kind is confirmed once, with its number."""
    _carry_out(desk, words)
    acts.notice(_FORM)
    with st.container(horizontal=True, key="intake-many"):
        _at_once("undoubted", intake_doubts.undoubted(desk.items), desk, words, intake_agreed.goals)
        _at_once("put_aside", intake_carried.put_aside(desk.items, desk.carried.rejected), desk, words)
        _at_once("agreed", intake_doubts.agreed(desk.items), desk, words, intake_agreed.read)
        _at_once("not_computable", _as_not_computable(desk, words), desk, words)


def conventional(desk: Desk, words: Words) -> None:
    """Goals whose due date alone was filled in by convention: read one after the other, confirmed together."""
    found = intake_doubts.by_convention(desk.items)
    if not found:
        return
    with st.expander(words("intake_many.conventional", count=len(found)), icon=":material/playlist_add_check:"):
        shared = _shared(found)
        st.caption(words.md("intake_many.conventional_lead"))
        if shared:
            st.caption(words.md("intake_many.conventional_shared", said=intake_words.assumed(shared, words)))
        head = [words(f"intake_column.{name}") for name in ("quantity", "text", "region", "reading")]
        table("intake-conventional", head, [_read(one, shared, desk, words) for one in found])
        key = f"intake-conventional-{intake_state.short(desk.plan_sha256)}-{desk.number}-{len(found)}"
        with st.form(key, border=False):
            of = {one.key: one for one in found}
            st.multiselect(
                words("intake_many.left_out"), list(of), format_func=lambda name: intake_words.named(of[name]), key=f"{key}-left",
                placeholder=words("intake_many.none_left"), select_all=False,
            )  # fmt: skip
            st.form_submit_button(
                words("intake_many.all_read"), type="primary", icon=":material/done_all:", on_click=_press_read, args=(found, f"{key}-left", desk)
            )


def _press_read(found: Sequence[Item], left_out: str, desk: Desk) -> None:
    left = st.session_state.get(left_out, [])
    read = [choice for one in found if one.key not in left and (choice := intake_doubts.taken(one))]
    _press(intake_doubts.below_decided(read, desk.items), desk)


def _shared(found: Sequence[Item]) -> list[str]:
    """Conventions that filled in the same for all of them: said once. That the region is the plan's stands beside it."""
    first = intake_doubts.unsettled(found[0])
    return [code for code in first if code != Assumption.REGION_PLAN and all(code in intake_doubts.unsettled(one) for one in found)]


def _read(one: Item, shared: Sequence[str], desk: Desk, words: Words) -> tuple[str, ...]:
    """All of a goal that is confirmed with it, beside its words; the figure leads to its card."""
    own = [code for code in intake_doubts.unsettled(one) if code not in {*shared, Assumption.REGION_PLAN}]
    note = words("intake.gap").join(filter(None, [intake_words.lasts(one.cells, words), intake_words.assumed(own, words)]))
    is_plans = Assumption.REGION_PLAN in intake_doubts.unsettled(one)
    return (
        with_note(links.inline(markdown(intake_words.named(one)), "intake", at=one.key, leaf=""), one.candidate.clause),
        intake_words.in_sentence(desk.text, one.candidate.span),
        intake_words.place_of(one, desk, words, words("intake.region_unsaid") if is_plans else ""),
        with_note(markdown(intake_words.in_full(one, desk, words)), note),
    )


def _at_once(
    name: str, choices: Sequence[Choice], desk: Desk, words: Words, read: Callable[[Sequence[Choice], Desk, Words], Sequence[Choice]] | None = None
) -> None:
    """One button for many choices; `read` lists them and gives back those that are not left out."""
    if not choices:
        return
    counted = {"count": len(choices)}
    with st.popover(words(f"intake_many.{name}", **counted), icon=":material/done_all:", key=f"intake-many-{name}"):
        st.markdown(words.md(f"intake_many.{name}_lead", **counted, what=_made_and_merged(choices, words)))
        kept = read(choices, desk, words) if read else choices
        label, key = words("intake_many.now", count=len(kept)), f"intake-now-{name}-{intake_state.short(desk.plan_sha256)}-{desk.number}-{len(choices)}"
        st.button(label, type="primary", key=key, disabled=not kept, on_click=_press, args=(kept, desk))


def _press(choices: Sequence[Choice], desk: Desk) -> None:
    """What is decided is what was listed, whatever another window left of it by now."""
    st.session_state[_PRESSED] = (choices, desk.work.stands(map(key_of, choices)))


def _carry_out(desk: Desk, words: Words) -> None:
    choices, seen = st.session_state.pop(_PRESSED, ((), {}))
    if choices:
        acts.perform(lambda: _decide(desk, choices, seen), lambda left: _done(len(choices) - len(left), len(left), words), words, _FORM)


def _done(count: int, left: int, words: Words) -> str:
    return words("intake_many.done_but" if left else "intake_many.done", count=count, left=left)


def _made_and_merged(choices: Sequence[Choice], words: Words) -> str:
    """How many become targets and how many are merged, without what there is none of."""
    merged = sum(one.decision is Decision.MERGED for one in choices)
    counted = {"made": len(choices) - merged, "merged": merged}
    return words("intake_many.undoubted_and").join(words(f"intake_many.undoubted_{name}", count=count) for name, count in counted.items() if count)


def _decide(desk: Desk, choices: Sequence[Choice], seen: Mapping[Key, str]) -> list[Key]:
    """Keep what was chosen; looked at next is the first quantity that is left."""
    left = intake_state.decide(desk, choices, seen)
    st.query_params.pop("at", None)
    return left


def _as_not_computable(desk: Desk, words: Words) -> list[Choice]:
    return [
        Choice(Decision.REJECTED, one.candidate.span, reason=why_not_computable(one))
        for one in desk.items
        if one.sort is Sort.NOT_COMPUTABLE and not one.is_decided
    ]


def why_not_computable(one: Item) -> str:
    """As the register of quantities says it, which is in Chinese."""
    return Words("zh")("intake.not_computable_reason", why=Words("zh")(f"not_computable_short.{one.candidate.not_computable}"))


def filtered(desk: Desk, words: Words) -> list[Item]:
    """The choice of what is listed, and what that is."""
    count = intake.counts(desk.items)
    shows = [show for show in Show if count[show] or show in (Show.OPEN, Show.ALL)]
    show = Show(_pick_show(shows, count, words))
    reason = ""
    if show is Show.OTHERS:
        found = intake.reasons(desk.items)
        reason = address.pick("why", words("intake.pick_reason"), ["", *found], _reason_words(found, words), drops=("at", "leaf"))
    return intake.shown(desk.items, show, reason)


def _pick_show(shows: Sequence[Show], count: dict[Show, int], words: Words) -> str:
    first = Show.OPEN if count[Show.OPEN] else Show.ALL
    if "show" not in st.query_params:
        st.query_params["show"] = first
    return address.switch(
        "show",
        words("intake.pick_show"),
        shows,
        lambda show: words("intake.show_count", name=words(f"intake_show.{show}"), count=count[show]),
        drops=("at", "leaf", "why"),
    )


def _reason_words(found, words: Words) -> Callable[[str], str]:
    def said(code: str) -> str:
        if not code:
            return words("intake.all_reasons")
        return words("intake.show_count", name=words(f"non_goal.{code}"), count=found[code])

    return said


def listing(listed: Sequence[Item], chosen: Item | None, desk: Desk, words: Words) -> None:
    """The quantities of the filter, a leaf at a time; each leads to its place in the text."""
    if not listed:
        st.info(words.md("intake.none_listed"), icon=":material/task_alt:")
        return
    leaf = leaf_of(listed, chosen, words)
    shown = listed[(leaf - 1) * LEAF : leaf * LEAF]
    several = len({one.cells.get("region_code") for one in desk.items if one.candidate.is_goal}) > 1
    columns = ["quantity", "clause", *(["region"] if several else []), "reading", "look", "decision"]
    head = [words(f"intake_column.{name}") for name in columns]
    rows = [_cells(one, one is chosen, desk, words) for one in shown]
    table("intake-list", head, [[row[name] for name in columns] for row in rows])


def leaf_of(listed: Sequence[Item], chosen: Item | None, words: Words) -> int:
    """Which leaf is shown: the one turned to, else that of the quantity looked at."""
    last = (len(listed) + LEAF - 1) // LEAF
    if last == 1:
        return 1
    own = listed.index(chosen) // LEAF + 1 if chosen in listed else 1
    leaves = [str(number) for number in range(1, last + 1)]
    show = {leaf: words("intake.leaf", first=(int(leaf) - 1) * LEAF + 1, last=min(int(leaf) * LEAF, len(listed))) for leaf in leaves}
    return int(address.pick("leaf", words("intake.pick_leaf", count=len(listed)), leaves, show.get, str(own), known=leaves))


def _cells(one: Item, is_chosen: bool, desk: Desk, words: Words) -> dict[str, str]:
    marked = markdown(intake_words.named(one))
    return {
        "quantity": links.inline(f"**▸ {marked}**" if is_chosen else marked, "intake", at=one.key, leaf=""),
        "clause": one.candidate.clause or words("intake.no_clause"),
        "region": intake_words.place_of(one, desk, words) if one.candidate.is_goal else "",
        "reading": _reading(one, desk, words),
        "look": Marked(_look(one, words)),
        "decision": with_ids(intake_words.state(one, words)),
    }


def _reading(one: Item, desk: Desk, words: Words) -> str:
    if one.sort is Sort.OTHER and not one.is_target:
        return words(f"non_goal.{one.candidate.reason}")
    if one.sort is Sort.NOT_COMPUTABLE and not one.is_target:
        return words(f"not_computable.{one.candidate.not_computable}")
    return intake_words.reading(one.cells, one.candidate.proposed_metric, desk, words)


def _look(one: Item, words: Words) -> str:
    """How sure the rules are, and whether anything has to be looked at."""
    said = []
    if one.candidate.rule:
        confidence = intake_words.confidence(one)
        color = {"high": "green", "medium": "blue", "low": "orange"}[confidence]
        said.append(f":{color}-badge[{words.md(f'intake_sure.{confidence}')}]")
    for kind, found in (("conflict", one.conflicts), ("problem", one.problems), ("repeat", one.candidate.repeats)):
        if found:
            said.append(f":orange-badge[{words.md(f'intake_mark.{kind}')}]")
    return " ".join(said)
