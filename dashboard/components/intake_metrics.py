"""Metrics the register lacks: all of a plan in one table, and one by itself on the card."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from dashboard import intake_state
from dashboard.components import acts, intake_faults, intake_fields
from dashboard.findings import intake_metrics
from dashboard.findings.intake import Item, Sort
from dashboard.findings.intake_metrics import CELLS, LATER, NEW, NO_FAMILY, NOTHING, Proposal
from dashboard.intake_desk import Desk
from dashboard.wording import Words, markdown
from etl.vocabulary import Direction, Family, Kind, Scope

_CLOSED = {"kind": Kind, "direction": Direction, "family": Family, "scope": Scope}
_REVIEW = "intake-review"
#: What is changed most stands in sight.
_ORDER = ("text", "use", "name_zh", "unit", "kind", "direction", "family", "metric", "scope", "name_en", "definition_zh")
_WIDTH_PX = {"text": 168, "use": 112, "name_zh": 150, "unit": 72, "kind": 98, "direction": 96, "family": 122, "metric": 106, "scope": 112}
_ROW_PX, _SHOWN = 38, 24


def together(desk: Desk, words: Words) -> None:
    """Every name of the text without a metric, in one table to be looked at and taken up."""
    found = intake_metrics.proposals(desk.items, desk.draft.metrics, {**desk.carried.metrics, **desk.draft.named}, _known(desk))
    if not found:
        return
    waiting = sum(one.name not in desk.named for one in found)
    carried = sum(_is_carried(one, desk) for one in found)
    key = "title" if waiting else "title_done"
    with st.expander(words(f"intake_metrics.{key}", count=len(found), waiting=waiting, goals=sum(len(one.numbers) for one in found)), icon=":material/add_chart:"):
        st.caption(words.md("intake_metrics.lead"))
        if carried:
            st.caption(words.md("intake_metrics.carried", count=carried))
        shown = [_shown(one, desk, words) for one in found]
        # what was entered and not saved stays while quantities of these names are decided on one by one
        version = hashlib.sha256(json.dumps([(one.name, one.use, dict(one.row)) for one in found]).encode()).hexdigest()[:12]
        with st.form(f"intake-metrics-{version}", border=False):
            edited = st.data_editor(
                shown,
                height=_ROW_PX * (min(len(found), _SHOWN) + 1) + 3,
                row_height=_ROW_PX,
                hide_index=True,
                disabled=["text"],
                column_order=_ORDER,
                column_config=_columns(desk, words),
                key=f"intake-metrics-table-{version}",
            )
            if st.form_submit_button(words("intake_metrics.now"), type="primary", icon=":material/library_add_check:"):
                _keep(found, [{name: cell or "" for name, cell in row.items()} for row in edited], desk, words)


def _known(desk: Desk) -> set[str]:
    return {one.metric for one in desk.registers.metrics}


def _is_carried(one: Proposal, desk: Desk) -> bool:
    """Whether what an earlier edition said of a name still holds unasked."""
    return one.name in desk.carried.metrics and one.name not in desk.draft.named


def _shown(one: Proposal, desk: Desk, words: Words) -> dict[str, str]:
    places = words("who.list").join(map(str, one.numbers))
    row = {**one.row, "family": one.row["family"] or NO_FAMILY}
    key = "intake_metrics.text_carried" if _is_carried(one, desk) else "intake_metrics.text"
    return {"text": words(key, name=one.name, places=places), "use": one.use, **row}


def _columns(desk: Desk, words: Words) -> dict[str, object]:
    """Names and choices of the columns, in the page's words."""
    config = st.column_config
    width_px = _WIDTH_PX if words.lang == "zh" else {name: px * 4 // 3 for name, px in _WIDTH_PX.items()}
    known = {one.metric: words.name(one.name_zh, one.name_en) for one in desk.registers.metrics}
    uses = {NEW: words("intake_metrics.new"), LATER: words("intake_metrics.later"), **known}
    made: dict[str, object] = {
        "text": config.TextColumn(words("intake_metrics.column"), width=width_px["text"], pinned=True),
        "use": config.SelectboxColumn(
            words("intake_metrics.use"), width=width_px["use"], options=list(uses), format_func=lambda one: uses.get(one, one), required=True
        ),
    }
    for name in CELLS:
        label = intake_faults.field("metrics.csv", name, words)
        if name in _CLOSED:
            options = [str(code) for code in _CLOSED[name]] + ([NO_FAMILY] if name == "family" else [])
            made[name] = config.SelectboxColumn(
                label, width=width_px.get(name), options=options, format_func=lambda code, name=name: words(f"{name}.{code}"), required=True
            )
        else:
            made[name] = config.TextColumn(label, width=width_px.get(name), max_chars=200)
    return made


def _keep(found: Sequence[Proposal], edited: Sequence[Mapping[str, str]], desk: Desk, words: Words) -> None:
    """All of the table or nothing; what is wrong is told row by row. A new metric without a unit
    waits and is named, so that it does not hold up the others."""
    said = intake_metrics.settled(found, edited)
    faults, ids = [], _known(desk)
    for name, row in said.rows.items():
        faults += [words("intake_metrics.row", name=name, fault=fault) for fault in told(row, ids, words)]
        ids.add(row.get("metric", ""))
    if faults:
        st.error("\n\n".join(map(markdown, faults)), icon=":material/block:")
        return
    new = list(said.rows.values())
    names = {name: metric for name, metric in said.named.items() if metric}
    unfit = len(intake_metrics.misfits(desk.part.candidates, names, desk.counted | {row["metric"]: row for row in new}))
    held = {name: NOTHING for name in said.without if name in desk.carried.metrics}  # or they would be carried over again
    acts.perform(
        lambda: intake_state.change_file(desk, lambda draft: draft.with_metrics(new, said.named | held, {*said.without} - held.keys())),
        lambda _: _done(found, names, said.without, unfit, words),
        words,
        _REVIEW,
    )


def _done(found: Sequence[Proposal], named: Mapping[str, str], without: Sequence[str], unfit: int, words: Words) -> str:
    """What was taken up, how many quantities it may not fit, and which names wait for a unit."""
    goals = sum(len(one.numbers) for one in found if one.name in named)
    done = words("intake_metrics.done", count=len(named), goals=goals) if named else ""
    doubted = words("intake_metrics.unfit", count=unfit) if unfit else ""
    waits = words("intake_metrics.without_unit", names=words("who.list").join(without)) if without else ""
    return words("intake.sentences").join(filter(None, (done, doubted, waits)))


def _ids(rows: Iterable[Mapping[str, str]]) -> list[str]:
    return [one.get("metric", "") for one in rows]


def told(row: Mapping[str, str], taken: Collection[str], words: Words) -> list[str]:
    """What is wrong with a new metric, in words."""
    said = []
    for fault in intake_metrics.faults(row, taken):
        if fault in CELLS:
            said.append(words("intake.metric_missing", name=intake_faults.field("metrics.csv", fault, words)))
        else:
            said.append(words(f"intake.{fault}", metric=row.get("metric", "")))
    return said


def alone(one: Item, desk: Desk, words: Words, key: str) -> None:
    """A metric for what is looked at; other goals get it, too, whose name no metric of the register
    stands for and is the same. One that the rules matched may be of the whole and not of its part."""
    with st.expander(words("intake.new_metric"), icon=":material/add_chart:"):
        st.caption(words.md("intake.new_metric_lead"))
        with st.form(f"intake-new-{key}", border=False):
            row = _fields(one, desk, words, key)
            if st.form_submit_button(words("intake.new_metric_now"), icon=":material/add:"):
                if said := told(row, {*_known(desk), *_ids(desk.draft.metrics)}, words):
                    st.error("\n\n".join(map(markdown, said)), icon=":material/block:")
                    return
                name = "" if one.candidate.cells.get("metric") else one.candidate.proposed_metric
                intake_state.change_file(desk, lambda draft: draft.with_metrics([row], {name: row["metric"]} if name else {}))
                intake_fields.choose_metric(row["metric"], key)
                acts.finish(words("intake.new_metric_kept", name=row["name_zh"]), form="intake-card")


def _begin(one: Item, desk: Desk) -> dict[str, str]:
    """What text and figure suggest; without a name only the unit is known."""
    read = replace(one.candidate, cells=intake_fields.figure(one, desk)) if one.sort is Sort.OTHER else one.candidate
    if name := intake_fields.counted(one, desk):
        return intake_metrics.suggestion(name, [read], {*_known(desk), *_ids(desk.draft.metrics)})
    return {"unit": read.cells.get("unit", "")}


def _fields(one: Item, desk: Desk, words: Words, key: str) -> dict[str, str]:
    begin = _begin(one, desk)
    sides = st.columns(2)
    row = {}
    for number, cell in enumerate(CELLS):
        label, widget = intake_faults.field("metrics.csv", cell, words), f"intake-metric-{cell}-{key}"
        if cell in _CLOSED:
            codes = [str(code) for code in _CLOSED[cell]]
            place = codes.index(begin[cell]) if begin.get(cell) in codes else 0
            row[cell] = sides[number % 2].selectbox(label, codes, place, format_func=lambda code, cell=cell: words(f"{cell}.{code}"), key=widget)
        else:
            row[cell] = sides[number % 2].text_input(label, begin.get(cell, ""), key=widget, max_chars=200)
    return {cell: text.strip() for cell, text in row.items() if text.strip()}
