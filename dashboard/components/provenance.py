"""Where a target and its figures come from."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, sayings
from dashboard.components.table import Marked, table
from dashboard.rows import MetricRow, ReportedRow, TargetRow
from dashboard.wording import Words, markdown, web_link

#: Reported figures that are shown at once.
LATEST = 6
_FIGURE_FACTS = ("period", "value", "counting", "scope", "nature", "source", "published_on", "note", "used")


def other_scope(row: TargetRow, words: Words) -> str:
    """A figure of another scope: shown, never subtracted."""
    return words(
        "target.other_scope",
        scope=words(f"scope.{row.other_scope}"),
        own=words(f"scope.{row.scope}"),
        period=formats.period(row.other_period, words.lang),
        value=formats.quantity(row.other_value, row.metric_unit, words.lang),
    )


def document_facts(row: TargetRow, words: Words) -> list[tuple[str, str]]:
    """The document itself."""
    rows = [
        ("document", row.document_title),
        ("number", row.document_number),
        ("issuer", row.issuer),
        ("issued", formats.day(row.issued, words.lang) if row.issued else ""),
        ("status", words(f"document_status.{row.document_status}") if row.document_status else ""),
        ("url", Marked(web_link(row.document_url)) if row.document_url else ""),
    ]
    return _named(rows, words)


def clause_facts(row: TargetRow, words: Words) -> list[tuple[str, str]]:
    """What the clause says: the figure as written, whose task it is, how binding."""
    rows = [
        ("clause", row.clause),
        ("figure", row.figure),
        ("obligation", words(f"obligation.{row.obligation}")),
        ("responsible", "；".join(row.responsible or [])),
    ]
    return _named(rows, words)


def reading_facts(row: TargetRow, metric: MetricRow, words: Words) -> list[tuple[str, str]]:
    """How the clause was read: basis, comparison, span, scope, conventions, and the metric's definition."""
    rows = [
        ("basis", words(f"basis.{row.basis}")),
        ("comparison", sayings.promised_figure(row, words)),
        ("span", words("target.from_to", start=row.start_date, due=row.due_date)),
        ("baseline_year", str(row.baseline_year or "")),
        ("scope", words(f"scope.{row.scope}")),
        ("definition", words.name(metric.definition_zh, metric.definition_en)),
        ("parent", row.parent_id or ""),
        ("target_id", row.target_id),
        ("note", row.note or ""),
    ]
    return _named(rows, words)


def _named(rows: Sequence[tuple[str, str]], words: Words) -> list[tuple[str, str]]:
    return [(words(f"fact.{name}"), value or "") for name, value in rows]


def reported_table(found: Sequence[ReportedRow], row: TargetRow, key: str, words: Words) -> None:
    """Some reported rows with their sources; texts are escaped."""
    names = _FIGURE_FACTS[:-1]
    table(key, [words(f"fact.{name}") for name in names], [list(figure(one, row, words).values()) for one in found])


def figures(row: TargetRow, reported: Sequence[ReportedRow], used: Sequence[ReportedRow], words: Words) -> None:
    """What was reported, version by version, with its source, the rows used first; texts are escaped."""
    if not reported:
        st.markdown(f":gray-badge[{words.md('unknown.figure')}] {words.md('target.nothing_reported')}")
        return
    head = [words(f"fact.{name}") for name in _FIGURE_FACTS]
    reported = [*used, *(one for one in reported if one not in used)]
    found = [{**figure(one, row, words), "used": "✔" if one in used else ""} for one in reported]
    shown = max(LATEST, len(used))
    with st.expander(words("target.figures", count=len(reported)), icon=":material/dataset:"):
        st.caption(words.md("target.figures_lead", scope=words(f"scope.{row.scope}")))
        table("figures", head, [list(line.values()) for line in found[:shown]])
        if len(reported) > shown:
            st.caption(words.md("target.all_figures", count=len(reported)))
            st.dataframe([dict(zip(head, line.values(), strict=True)) for line in found], hide_index=True)


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
