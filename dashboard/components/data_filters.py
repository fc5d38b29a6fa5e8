"""What is chosen on 数据: filters kept in the URL, and what they leave."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import streamlit as st

from dashboard import address, queries, sayings, view
from dashboard.findings import selection, standing
from dashboard.components import matrix
from dashboard.rows import TargetRow
from dashboard.view import View
from dashboard.wording import Words
from etl.vocabulary import DataState, DocumentStatus

GAPS, FIGURES = "gaps", "figures"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the filters leave: targets, or which figures and how many; and what was chosen, in words."""

    as_of: str
    is_gaps: bool
    rows: Sequence[TargetRow]
    wanted: queries.FigureFilter
    count: int
    choices: Sequence[tuple[str, str]]


def pick(now: View) -> Chosen:
    """The filters, all kept in the URL."""
    words = now.words
    which = address.switch("table", words("data.table"), (GAPS, FIGURES), lambda name: words(f"data.{name}"))
    first, second, third, fourth = st.columns(4)
    with first:
        as_of = view.pick_quarter(now)
    everything = now.rows(as_of)
    with second:
        rows = view.pick_province(now, everything)
    with third:
        rows, city = _pick_region(rows, everything, words)
    with fourth:
        field = matrix.pick_field(everything, words)
    rows = [row for row in rows if field in ("", selection.family(row))]
    first, second, third, fourth = st.columns(4)
    with first:
        metric = _pick_metric(rows, everything, words)
    rows = [row for row in rows if metric in ("", row.metric)]
    if which == GAPS:
        with second:
            rows = _pick_class(rows, words)
        with third:
            rows = _pick_state(rows, words)
        with fourth:
            rows = _pick_plan(rows, words)
    wanted = queries.FigureFilter(as_of, now.known_at, _regions(city, now), metric, field)
    count = len(rows) if which == GAPS else queries.figure_count(now.data_version, wanted)
    return Chosen(as_of, which == GAPS, rows, wanted, count, _choices(which == GAPS, everything, now))


def _pick_region(rows: Sequence[TargetRow], everything, words: Words) -> tuple[list[TargetRow], str]:
    names = selection.regions_of(rows)
    code = address.pick(
        "city",
        words("pick.city"),
        ["", *names],
        lambda code: sayings.region_name(names[code], words) if code else words("pick.all_regions"),
        known={row.region_code for row in everything},
    )
    return [row for row in rows if code in ("", row.region_code)], code


def _pick_metric(rows: Sequence[TargetRow], everything, words: Words) -> str:
    names = selection.metrics_of(rows)
    return address.pick(
        "metric",
        words("pick.metric"),
        ["", *names],
        lambda metric: sayings.metric_name(names[metric], words) if metric else words("data.all_metrics"),
        known={row.metric for row in everything},
    )


def _pick_class(rows: Sequence[TargetRow], words: Words) -> list[TargetRow]:
    said = {standing.class_of(row): sayings.class_text(row, words) for row in rows}
    options = ["", *(name for name in standing.CLASSES if name in said)]
    chosen = address.pick(
        "class", words("data.class"), options, lambda name: said[name] if name else words("data.all_kinds"), known=standing.CLASSES
    )
    return [row for row in rows if chosen in ("", standing.class_of(row))]


def _pick_state(rows: Sequence[TargetRow], words: Words) -> list[TargetRow]:
    return _pick_value("data_state", DataState, lambda row: row.data_state, rows, words)


def _pick_plan(rows: Sequence[TargetRow], words: Words) -> list[TargetRow]:
    return _pick_value("document_status", DocumentStatus, selection.plan_state, rows, words)


def _pick_value(
    name: str, kinds: type[StrEnum], of: Callable[[TargetRow], str], rows: Sequence[TargetRow], words: Words
) -> list[TargetRow]:
    """The rows with one of the values that occur, or all; `name` is that of the choice in the URL
    and of the words of its values."""
    present = {of(row) for row in rows}
    chosen = address.pick(
        name,
        words(f"data.{name}"),
        ["", *(kind for kind in kinds if kind in present)],
        lambda kind: words(f"{name}.{kind}") if kind else words("data.all_kinds"),
        known=tuple(kinds),
    )
    return [row for row in rows if chosen in ("", of(row))]


def _regions(city: str, now: View) -> tuple[str, ...] | None:
    """The region chosen, else all of the province chosen; None is all."""
    if city:
        return (city,)
    province = st.session_state["pick-province"]
    regions = now.regions()
    parents = {region.region_code: region.parent_code for region in regions}
    return tuple(code for code in parents if selection.top(code, parents) == province) if province else None


def _choices(is_gaps: bool, everything: Sequence[TargetRow], now: View) -> list[tuple[str, str]]:
    """What was chosen beside the quarter, as names of the filters and of what they left."""
    words = now.words
    regions = {region.region_code: words.name(region.name_zh, region.name_en) for region in now.regions()}
    metrics = {metric: sayings.metric_name(row, words) for metric, row in selection.metrics_of(everything).items()}
    shown = {
        "province": (words("pick.province"), regions.get),
        "city": (words("pick.city"), regions.get),
        "field": (words("pick.field"), lambda field: words(f"family.{field}")),
        "metric": (words("pick.metric"), metrics.get),
    }
    if is_gaps:
        said = {standing.class_of(row): sayings.class_word(row, words) for row in everything}
        shown["class"] = words("data.class"), said.get
        for name in ("data_state", "document_status"):
            shown[name] = words(f"data.{name}"), lambda kind, name=name: words(f"{name}.{kind}")
    codes = {name: st.session_state[f"pick-{name}"] for name in shown}
    return [(label, say(codes[name])) for name, (label, say) in shown.items() if codes[name]]
