"""目标: from the document to the gap, one link after the other, each with what it rests on.

A closed link says its result; opening it shows the evidence. Texts of registers and uploads
are data and are escaped.
"""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, sayings
from dashboard.findings import formula, paths
from dashboard.components import evidence, provenance
from dashboard.components.table import facts, table
from dashboard.components.wanted import wanted
from dashboard.findings.inputs import Inputs
from dashboard.rows import ReportedRow, TargetRow
from dashboard.view import View
from dashboard.wording import Words, markdown
from etl.vocabulary import Basis

_ICONS = {
    "document": ":material/description:",
    "clause": ":material/format_quote:",
    "reading": ":material/psychology_alt:",
    "baseline": ":material/start:",
    "actual": ":material/monitoring:",
    "gap": ":material/calculate:",
}

#: What is said where there is no baseline, by basis; the others wait for theirs.
_NO_BASELINE = {
    Basis.EACH_SUBREGION: "chain.no_baseline",
    Basis.INCREMENT: "chain.from_zero",
    Basis.EVERY_YEAR: "chain.from_zero",
    Basis.LEVEL: "chain.baseline_optional",
}


def chain(row: TargetRow, behind: Inputs, account: str, view: View) -> None:
    """Every link, in order. `behind` are the reported rows it rests on."""
    words = view.words
    known = paths.known(row, view.points(row.as_of), view.totals(row.as_of))
    st.subheader(words.md("chain.title"), anchor=False)
    with st.container(key="chain", gap=None):
        with _link("document", _document(row, words), words):
            facts("document", provenance.document_facts(row, words))
        with _link("clause", words("chain.clause_said", clause=row.clause or formats.UNKNOWN, figure=row.figure), words):
            facts("clause", provenance.clause_facts(row, words))
            evidence.in_text(row, account, words)
        with _link("reading", sayings.commitment(row, words), words):
            facts("reading", provenance.reading_facts(row, view.metric(row.metric), words))
        with _link("baseline", baseline(row, words), words):
            _together(formula.baseline_together(row, known, words), words)
            _reported(row, behind.baseline, "baseline", words)
        with _link("actual", actual(row, view), words, key="trace", bind="query-params") as link:
            _together(formula.actual_together(row, known, words), words)
            _reported(row, behind.actual, "actual", words)
            if link.open:  # files are decoded for it
                evidence.of_figures(behind.actual, account, view)
        with _link("gap", gap(row, words), words):
            st.caption(words.md("chain.gap_rests", rule=_rule(row, words)))
            _steps(formula.lines(row, words, behind, known), words)


def _link(name: str, said: str, words: Words, **tracked: str):
    """One link: its name and result, and room for its evidence. `tracked` lets it know whether it is open."""
    label = f"**{words.md(f'chain.{name}')}**　{markdown(said)}"
    return st.expander(label, type="step", icon=_ICONS[name], **tracked)


def _document(row: TargetRow, words: Words) -> str:
    number = words("chain.number", number=row.document_number) if row.document_number else ""
    return words("chain.document_said", title=row.document_title, number=number)


def baseline(row: TargetRow, words: Words) -> str:
    """The baseline with its period: counted from zero, known, not published, or not needed."""
    if row.baseline_value is not None:
        value = formats.quantity(row.baseline_value, row.value_unit, words.lang)
        return words("metric.of_period", figure=value, period=formats.period(row.baseline_period, words.lang))
    return words(_NO_BASELINE.get(row.basis, "unknown.figure"))


def actual(row: TargetRow, view: View) -> str:
    """The actual with period, scope and confidence, or 未公布 and which figures are wanted."""
    words = view.words
    if not row.has_figure:
        needed = wanted(row, view) or formats.UNKNOWN
        if row.other_value is not None:
            return words("chain.other_scope", scope=words(f"scope.{row.other_scope}"), needed=needed)
        return words("chain.wanted", needed=needed)
    period = formats.period(row.actual_period, words.lang)
    said = words("metric.of_period", figure=sayings.actual(row, words), period=period)
    return f"{said}　{sayings.measured(row, words)}"


def gap(row: TargetRow, words: Words) -> str:
    """The gap as a formula with its numbers: `200 − 126 = 74 亿元，还差 74 亿元`."""
    if row.gap_to_target is None:
        return sayings.gap(row, words)
    step = formula.gap_to_target(row, words)
    return words("chain.gap_said", numbers=step.numbers, result=step.result, gap=sayings.gap(row, words))


def _rule(row: TargetRow, words: Words) -> str:
    return formula.gap_to_target(row, words).rule if row.gap_to_target is not None else words("gap.unknown")


def _together(line: formula.Line | None, words: Words) -> None:
    """How a figure follows from the reported ones below it, where it is not one of them alone."""
    if line:
        st.markdown(words.md("chain.together", rule=line.rule, numbers=line.numbers, result=line.result))


def _reported(row: TargetRow, found: Sequence[ReportedRow], key: str, words: Words) -> None:
    """The rows as reported or published, or why there are none."""
    if not found:
        st.caption(words.md(f"chain.{key}_none"))
        if key == "actual" and row.other_value is not None:
            st.caption(markdown(provenance.other_scope(row, words)))
        return
    provenance.reported_table(found, row, f"chain-{key}", words)


def _steps(steps: Sequence[formula.Line], words: Words) -> None:
    head = [words(f"formula.head_{name}") for name in ("name", "rule", "numbers", "result")]
    table("formula", head, steps)
