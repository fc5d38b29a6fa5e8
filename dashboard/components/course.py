"""How one target came to where it stands: a chart, or for 各县（市、区） the list of them."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats
from dashboard.components import charts
from dashboard.components.table import Marked, table
from dashboard.rows import ChildRow, TargetRow
from dashboard.view import View
from dashboard.wording import Words
from etl.vocabulary import Basis

#: Colour and symbol of each state; whoever has published nothing is grey, never red.
_STATES = {"reached": ("green", "✔"), "not_reached": ("orange", "▲"), "unknown": ("gray", "○")}


def course(row: TargetRow, as_of: str, now: View) -> None:
    """The target's figures over time where there are any, or its subregions."""
    if row.basis == Basis.EACH_SUBREGION:
        subregions(row, [child for child in now.children(as_of) if child.target_id == row.target_id], now.words)
    elif row.has_figure:
        key = "trajectory", row.as_of, row.key
        charts.show(charts.kept(now, key, lambda: charts.target_chart(row, now)), "trajectory")


def points(row: TargetRow, view: View) -> None:
    """The points of the chart as a table, with the place on the path beside each."""
    if row.basis == Basis.EACH_SUBREGION or not row.has_figure:
        return
    words = view.words
    with st.expander(words("chart.points")):
        head = [words(f"fact.{name}") for name in ("period", "actual", "expected", "remark")]
        table("points", head, charts.point_lines(row, view))


def subregions(row: TargetRow, children: Sequence[ChildRow], words: Words) -> None:
    """Every subregion that has to reach the value: its latest figure, and whether it does."""
    states = [state(child) for child in children]
    counts = {name: states.count(name) for name in _STATES}
    st.subheader(words.md("children.title"), anchor=False)
    st.caption(words.md("children.summary", count=len(children), **counts))
    head = [words(f"fact.{name}") for name in ("region", "value", "period", "state")]
    table("children", head, [_line(child, row, words) for child in children])


def state(child: ChildRow) -> str:
    """`reached`, `not_reached`, or `unknown` where nothing is published."""
    if child.value is None:
        return "unknown"
    return "reached" if child.reached else "not_reached"


def _line(child: ChildRow, row: TargetRow, words: Words) -> tuple[str, ...]:
    name = state(child)
    color, symbol = _STATES[name]
    return (
        words.name(child.region_zh, child.region_en),
        formats.exact(child.value, row.metric_unit, words.lang),
        formats.period(child.period, words.lang),
        Marked(f":{color}-badge[{symbol} {words.md(f'children.{name}')}]"),
    )
