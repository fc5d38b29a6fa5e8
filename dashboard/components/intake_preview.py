"""What a confirmation would do, and the confirmation: what was seen is what is recorded."""

from collections import Counter
from collections.abc import Iterator, Sequence

import streamlit as st

from dashboard import formats, intake_state, view
from dashboard.components import acts, intake_consistency, intake_faults, intake_removal, intake_words, plan_history
from dashboard.components.long_table import laid_out
from dashboard.components.table import with_ids, with_note
from dashboard.components.verdict import tile
from dashboard.findings import intake
from dashboard.intake_desk import Desk
from dashboard.view import View
from dashboard.wording import Words, markdown
from etl.collection.plan_intake import IntakePreview
from etl.ledger import Decision
from etl.plans.editions import Change, EditionChange
from etl.registers import Registers, Target

_SHOWN = 30
_SEEN = "intake-seen"
#: Which notes on the file were shown as the confirmation was pressed.
_PRESSED = "intake-act-pressed"


def preview(desk: Desk, now: View) -> None:
    """Every quantity accounted for, what is wrong, rows, changes, conflicts, consistency, the act."""
    words = now.words
    noted = intake_state.noted(desk)
    is_overtaken = st.session_state.pop(_PRESSED, noted) != noted
    if is_overtaken:
        _changed_elsewhere(words)
    if not desk.work.choices:
        _nothing_new(desk, words)
        return
    with st.spinner(words("intake_preview.computing")):
        seen = intake_state.preview(desk)
    _changed_meanwhile(desk, seen, words)
    _accounted(desk, seen, words)
    _problems(desk, seen, words)
    _rows(desk, seen, words)
    _conflicts(desk, seen, words)
    _consistency(desk, seen, now)
    changes(seen, words)
    intake_removal.unstated(desk, seen, words)
    _act(desk, seen, words)
    if is_overtaken:
        _changed_elsewhere(words)  # where it was pressed, too


def _nothing_new(desk: Desk, words: Words) -> None:
    """Without a new choice: what is recorded of this edition, what is left, and what it no longer states."""
    if not desk.recorded:
        st.info(words.md("intake_preview.nothing"), icon=":material/checklist:")
        return
    targets, left = len(intake.made(desk.recorded.values())), sum(not one.is_decided for one in desk.items)
    said = words.md("intake_preview.recorded", count=len(desk.recorded), targets=targets)
    st.info(f"{said} {words.md('intake_preview.recorded_left' if left else 'intake_preview.recorded_all', count=left)}", icon=":material/inventory:")
    intake_removal.unstated(desk, intake_state.preview(desk), words)


def _changed_elsewhere(words: Words) -> None:
    """Another window changed the file before the confirmation was pressed: nothing was confirmed."""
    st.error(words.md("intake_preview.changed_elsewhere"), icon=":material/sync_problem:")


def _press(noted: str) -> None:
    st.session_state[_PRESSED] = noted


def _changed_meanwhile(desk: Desk, seen: IntakePreview, words: Words) -> None:
    """Where the registers changed since the same choices were shown, that is said."""
    what = (desk.plan_sha256, desk.number, tuple(map(repr, desk.work.choices.values())))
    before, st.session_state[_SEEN] = st.session_state.get(_SEEN), (what, seen.basis)
    if before and before[0] == what and before[1] != seen.basis:
        st.warning(words.md("intake_preview.changed"), icon=":material/sync_problem:")


def _accounted(desk: Desk, seen: IntakePreview, words: Words) -> None:
    """How many quantities of the text are accounted for, and how."""
    total, left = len(desk.items), len(seen.undecided)
    said = words.md("intake_preview.accounted", done=total - left, total=total)
    if seen.is_complete:
        st.success(said, icon=":material/task_alt:")
    else:
        st.warning(f"{said} {words.md('intake_preview.left', count=left)}", icon=":material/pending:")
    found = Counter(one.decision for one in seen.decisions)
    with st.grid(4, min_column_width=140, key="intake-decisions"):
        for decision in (one for one in Decision if found[one]):
            tile(f"intake-decision-{decision}", words(f"plan_decision.{decision}"), str(found[decision]))
    if seen.by_hand:
        rows = words("who.list").join(words("intake_preview.number", clause=one["clause"], figure=one["figure"]) for one in seen.by_hand[:_SHOWN])
        st.caption(words.md("intake_preview.by_hand", count=len(seen.by_hand), rows=rows))


def _problems(desk: Desk, seen: IntakePreview, words: Words) -> None:
    """What has to be mended before anything can be confirmed, with the quantity it is about."""
    if not seen.faults:
        return
    st.markdown(f"##### {words.md('tier.error', count=len(seen.faults))}", anchors=False)
    head = [words(f"intake_column.{name}") for name in ("about", "message")]
    laid_out("intake-problems", head, intake_faults.lines(seen, desk, words), words, _SHOWN)


def _rows(desk: Desk, seen: IntakePreview, words: Words) -> None:
    """The rows that would stand in the register of targets."""
    st.subheader(words.md("intake_preview.rows", count=len(seen.targets)), anchor=False)
    if not seen.targets:
        st.caption(words.md("intake_preview.no_rows"))
        return
    several = len({one.region_code for one in seen.targets}) > 1 or any(one.children for one in seen.targets)
    rows = [_row(one, desk, words) for one in seen.targets]
    has_units = any(row["responsible"] for row in rows)
    columns = ["target", "clause", *(["region"] if several else []), "metric", "promise", "figure", *(["responsible"] if has_units else [])]
    head = [words(f"intake_column.{name}") for name in columns]
    laid_out("intake-rows", head, [[row[name] for name in columns] for row in rows], words, _SHOWN)


def _row(one: Target, desk: Desk, words: Words) -> dict[str, str]:
    return {
        "target": one.target_id,
        "clause": one.clause,
        "region": with_note(markdown(intake_words.region(one.region_code, desk, words)), intake_words.each_of(one.children, desk, words)),
        "metric": intake_words.metric({"metric": one.metric}, "", desk, words),
        "promise": intake_words.obliged(one, words),
        "figure": one.figure,
        "responsible": words("card.and").join(one.responsible),
    }


def _conflicts(desk: Desk, seen: IntakePreview, words: Words) -> None:
    if not seen.conflicts:
        return
    st.subheader(words.md("intake_preview.conflicts", count=len(seen.conflicts)), anchor=False)
    st.caption(words.md("intake_preview.conflicts_lead"))
    head = [words(f"intake_column.{name}") for name in ("target", "against")]
    rows = [
        (target_id, with_ids(words("intake.sentences").join(intake_words.conflict_said(one, desk, words) for one in found)))
        for target_id, found in seen.conflicts.items()
    ]
    laid_out("intake-conflicts", head, rows, words, _SHOWN)


def _consistency(desk: Desk, seen: IntakePreview, now: View) -> None:
    """Where the plan's numbers would contradict each other, worked out as after the confirmation."""
    if seen.targets:
        found = intake_state.inconsistencies(desk, seen, view.default_quarter(now, view.quarters(now)))
        intake_consistency.consistency(found, seen.registers, now.words)


def changes(seen: IntakePreview, words: Words) -> None:
    """Against an earlier edition: what was added, dropped, raised, lowered, and what was merged though it says something else."""
    if not seen.merges and not any(one.before for one in seen.changes):
        return
    st.subheader(words.md("intake_preview.changes"), anchor=False)
    merged = {one.target.target_id for one in seen.merges}
    told = [one for one in seen.changes if one.change is not Change.UNCHANGED]
    quiet = [one for one in seen.changes if one.change is Change.UNCHANGED and one.after.target_id not in merged]
    counts = [plan_history.counted([*told, *quiet], words)] if told or quiet else []
    counts += [words("intake_change.count", word=words("intake_change.other_merge"), count=len(seen.merges))] if seen.merges else []
    st.markdown(markdown(words("who.list").join(counts)))
    if told or merged:
        head = [words(f"intake_column.{name}") for name in ("change", "target", "before", "after")]
        laid_out("intake-changes", head, [*_changes(told, seen.registers, words), *_merges(seen, words)], words, _SHOWN)


def _changes(found: Sequence[EditionChange], registers: Registers, words: Words) -> Iterator[tuple[str, ...]]:
    for one in found:
        target = one.after or one.before
        sides = (intake_words.of_target(side, words) if side else formats.UNKNOWN for side in (one.before, one.after))
        yield words(f"intake_change.{one.change}"), plan_history.named(target, registers, words), *sides


def _merges(seen: IntakePreview, words: Words) -> Iterator[tuple[str, ...]]:
    """What a target stands for, and what the figure says that was merged with it all the same."""
    for one in seen.merges:
        columns = words("who.list").join(intake_faults.field("targets.csv", name, words) for name in one.columns)
        promise, reason = intake_words.promise(one.reading, words), one.reason or words("intake_change.other_merge_unsaid")
        said = words("intake_change.other_merge_said", promise=promise, figure=one.figure, columns=columns, reason=reason)
        named = plan_history.named(one.target, seen.registers, words)
        yield words("intake_change.other_merge"), named, intake_words.of_target(one.target, words), said


def _act(desk: Desk, seen: IntakePreview, words: Words) -> None:
    """One confirmation is one act. Its button belongs to exactly what is shown."""
    removed = [one for one in desk.work.choices if isinstance(one, str)]
    noted = intake_state.noted(desk)
    pressing = {"on_click": _press, "args": (noted,)}
    with st.container(border=True, key="card-intake-act"):
        title = desk.document.get("title", "")
        made = len(intake.made(seen.decisions))
        st.markdown(words.md("intake_preview.act_lead", title=title, targets=made, others=len(seen.decisions) - made))
        if removed and st.button(words("intake_preview.keep", count=len(removed)), key=f"intake-keep-{noted}", icon=":material/undo:", **pressing):
            acts.perform(lambda: intake_state.undecide(desk, removed), lambda _: "", words)
        sure = st.checkbox(words("act.confirm_again"), key=f"intake-sure-{seen.basis}-{noted}")
        ready = sure and not seen.faults
        label, icon = words("intake_preview.act", count=made), ":material/playlist_add_check:"
        key = f"intake-act-{seen.basis}-{noted}"
        if st.button(label, type="primary", icon=icon, disabled=not ready, key=key, **pressing):
            acts.perform(lambda: _confirm(desk, seen), lambda _: "", words)
        if seen.faults:
            st.caption(words.md("intake_preview.blocked"))


def _confirm(desk: Desk, seen: IntakePreview) -> None:
    intake_state.confirm(desk, seen)
    for name in ("at", "leaf", "show", "why", "step"):
        st.query_params.pop(name, None)
