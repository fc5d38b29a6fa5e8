"""Where a target and its figures come from, and how its gap is computed."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, paths, sayings
from dashboard import formula as steps
from dashboard.components.table import Marked, facts, table
from dashboard.inputs import Inputs
from dashboard.queries import Series
from dashboard.rows import ReportedRow, TargetRow
from dashboard.wording import Words, markdown, web_link

#: Reported figures that are shown at once.
LATEST = 6
_FIGURE_FACTS = ("period", "value", "counting", "scope", "nature", "source", "published_on", "note", "used")


def formula(row: TargetRow, behind: Inputs, totals: Series, words: Words) -> None:
    """The gap, step by step with its numbers and where they come from."""
    st.subheader(words.md("target.formula"), anchor=False)
    head = [words(f"formula.head_{name}") for name in ("name", "rule", "numbers", "result")]
    known = dict(totals.get((row.region_code, row.metric, row.scope), []))
    table("formula", head, steps.lines(row, words, paths.trailing_parts(row, totals), behind, known))
    if row.reason:
        st.caption(words.md("target.because", reason=words(f"reason.{row.reason}")))
    if row.other_value is not None:
        st.caption(markdown(other_scope(row, words)))


def other_scope(row: TargetRow, words: Words) -> str:
    """A figure of another scope: shown, never subtracted."""
    return words(
        "target.other_scope",
        scope=words(f"scope.{row.other_scope}"),
        own=words(f"scope.{row.scope}"),
        period=formats.period(row.other_period, words.lang),
        value=formats.quantity(row.other_value, row.metric_unit, words.lang),
    )


def document(row: TargetRow, words: Words) -> None:
    """Document, clause, figure as written, obligation, units, conventions."""
    st.subheader(words.md("target.source"), anchor=False)
    rows = [
        ("document", row.document_title),
        ("number", row.document_number),
        ("issuer", row.issuer),
        ("issued", formats.day(row.issued, words.lang) if row.issued else ""),
        ("status", words(f"document_status.{row.document_status}") if row.document_status else ""),
        ("clause", row.clause),
        ("figure", row.figure),
        ("obligation", words(f"obligation.{row.obligation}")),
        ("responsible", "；".join(row.responsible or [])),
        ("basis", words(f"basis.{row.basis}")),
        ("span", words("target.from_to", start=row.start_date, due=row.due_date)),
        ("baseline_year", str(row.baseline_year or "")),
        ("scope", words(f"scope.{row.scope}")),
        ("parent", row.parent_id or ""),
        ("target_id", row.target_id),
        ("note", row.note or ""),
        ("url", Marked(web_link(row.document_url)) if row.document_url else ""),
    ]
    facts("document", [(words(f"fact.{name}"), value or "") for name, value in rows])


def figures(row: TargetRow, reported: Sequence[ReportedRow], used: Sequence[ReportedRow], words: Words) -> None:
    """What was reported, version by version, with its source, the rows used first; texts are escaped."""
    st.subheader(words.md("target.figures"), anchor=False)
    st.caption(words.md("target.figures_lead", scope=words(f"scope.{row.scope}")))
    if not reported:
        st.markdown(f":gray-badge[{words.md('unknown.figure')}] {words.md('target.nothing_reported')}")
        return
    head = [words(f"fact.{name}") for name in _FIGURE_FACTS]
    reported = [*used, *(one for one in reported if one not in used)]
    lines = [{**figure(one, row, words), "used": "✔" if one in used else ""} for one in reported]
    shown = max(LATEST, len(used))
    table("figures", head, [list(line.values()) for line in lines[:shown]])
    if len(reported) > shown:
        with st.expander(words("target.all_figures", count=len(reported))):
            st.dataframe(
                [dict(zip(head, line.values(), strict=True)) for line in lines],
                hide_index=True,
            )


def figure(one: ReportedRow, row: TargetRow, words: Words) -> dict[str, str]:
    """One reported figure as a line of the table, in the order of the columns."""
    yoy = "" if one.yoy is None else words("target.yoy", yoy=formats.number(one.yoy))
    return {
        "period": formats.period(one.period, words.lang),
        "value": formats.exact(one.value, one.unit, words.lang),
        "counting": words("card.and").join(part for part in (words(f"counting.{one.counting}"), yoy) if part),
        "scope": words(f"scope.{one.scope}"),
        "nature": words("card.and").join((words(f"nature.{one.nature}"), words(f"confidence.{one.confidence}"))),
        "source": _source(one),
        "published_on": formats.day(one.published_on, words.lang) if one.published_on else "",
        "note": one.note,
    }


def _source(one: ReportedRow) -> str:
    """A source of the published files may end in its web address, which becomes a link."""
    text, _, address = one.source.rpartition(" ")
    if one.file is not None and address.startswith("http"):
        return Marked(f"{markdown(text)} {web_link(address)}")
    return one.source
