"""Sections of 规划文件."""

from collections.abc import Sequence

import streamlit as st

from dashboard import address, formats, sayings
from dashboard.findings import plans, selection, standing
from dashboard.components import links
from dashboard.components.matrix import class_counts
from dashboard.components.table import Marked, facts, table
from dashboard.components.verdict import tile
from dashboard.findings.plans import Plan
from dashboard.rows import TargetRow
from dashboard.wording import Words, markdown, web_link
from etl.vocabulary import DocumentStatus


def pick(found: Sequence[Plan], known: Sequence[TargetRow], words: Words) -> Plan | None:
    """The plan the URL names; None for the list of all. `known` are the rows of all provinces."""
    of = {plan.document.document_id: plan for plan in found}
    chosen = address.pick(
        "document",
        words("pick.document"),
        ["", *of],
        lambda code: of[code].document.title if code else words("pick.all_documents"),
        known={row.document_id for row in known},
    )
    return of.get(chosen)


def answer(found: Sequence[Plan], words: Words) -> None:
    """How many plans there are, and what became of those that ended."""
    ended = [row for plan in found if plan.document.has_ended for row in plan.rows]
    decided = len(plans.decided(ended))
    statuses = {status: sum(plan.document.status == status for plan in found) for status in DocumentStatus}
    with st.container(border=True, key="card-answer"):
        title = "documents.answer_ended" if ended else "documents.answer"
        said = words.md(title, count=len(found), ended=statuses[DocumentStatus.ENDED], targets=len(ended), decided=decided)
        st.markdown(f"### {said}", anchors=False)
        with st.grid(3, min_column_width=150, key="document-tiles"):
            for status, number in statuses.items():
                rows = [row for plan in found if plan.document.status == status for row in plan.rows]
                figures = len(selection.with_figures(rows))
                note = words("documents.tile_note", targets=len(rows), figures=figures)
                tile(f"document-{status}", words(f"document_status.{status}"), str(number), note)


def listing(found: Sequence[Plan], words: Words) -> None:
    """Every plan with number, issuer, dates, status, verdicts and coverage."""
    columns = ("document", "issuer", "span", "status", "coverage", "verdicts")
    table("documents", [words(f"fact.{column}") for column in columns], [_line(plan, words) for plan in found])


def _line(plan: Plan, words: Words) -> tuple[str, ...]:
    one = plan.document
    return (
        links.inline(markdown(one.title), "documents", document=one.document_id),
        words("documents.issuer", issuer=one.issuer, number=one.number or words("documents.no_number")).strip(),
        words("documents.span", issued=formats.day(one.issued, words.lang), until=formats.day(one.expires, words.lang)),
        words(f"document_status.{one.status}"),
        words("documents.coverage", figures=plan.figures, count=len(plan.rows)) if plan.rows else words("documents.no_targets"),
        Marked(" ".join(class_counts(plan.rows, words))),
    )


def head(plan: Plan, words: Words) -> None:
    """One plan: title, what it is, how its targets stand."""
    one = plan.document
    with st.container(border=True, key="card-answer"):
        st.markdown(f"### {markdown(one.title)}", anchors=False)
        said = words("documents.head", status=words(f"document_status.{one.status}"), count=len(plan.rows), figures=plan.figures)
        st.markdown(markdown(said))
        st.markdown(" ".join(class_counts(plan.rows, words)))
    rows = [
        ("number", one.number or words("documents.no_number")),
        ("issuer", one.issuer),
        *((name, formats.day(day, words.lang)) for name, day in (("issued", one.issued), ("effective", one.effective), ("until", one.expires)) if day),
        ("url", Marked(web_link(one.url)) if one.url else ""),
        ("note", one.note),
    ]
    with st.expander(words("documents.facts"), icon=":material/description:"):
        facts("plan", [(words(f"fact.{name}"), value) for name, value in rows])


def final_account(plan: Plan, words: Words) -> None:
    """Of an ended plan: what was promised, the last figure, and how it ended; each year of a
    yearly target."""
    rows = plan.every_year
    st.subheader(words.md("documents.account"), anchor=False)
    st.markdown(markdown(_counted(rows, words)))
    if all(map(sayings.is_unpublished, rows)):
        st.caption(words.md("documents.account_calm"))
    columns = ["due", "metric", "promise", *(("last_figure", "gap") if selection.with_figures(rows) else ()), "outcome"]
    lines = [[_account(row, words)[column] for column in columns] for row in rows]
    table("account", [words(f"fact.{column}") for column in columns], lines)


def _counted(rows: Sequence[TargetRow], words: Words) -> str:
    found = standing.by_class(rows)
    named = ((sayings.class_word(found[name][0], words), len(found[name])) for name in standing.CLASSES if name in found)
    said = [words("documents.count_of", word=word, count=count) for word, count in named]
    return words("documents.account_counts", count=len(rows), said=words("documents.comma").join(said))


def _account(row: TargetRow, words: Words) -> dict[str, str]:
    period = formats.period(row.actual_period, words.lang)
    known = words("documents.figure_at", figure=sayings.actual(row, words), period=period)
    return {
        "due": formats.due(row.due_period, words.lang),
        "metric": links.to_target(row, sayings.metric_name(row, words)),
        "promise": sayings.promise(row, words),
        "last_figure": known if row.has_figure else words("unknown.figure"),
        "gap": sayings.gap(row, words) if row.gap_to_target is not None else "",
        "outcome": Marked(sayings.badge(row, words)),
    }


def clauses(plan: Plan, words: Words) -> None:
    """The targets of a plan clause by clause, with their figures as the plan writes them."""
    if not plan.rows:
        st.info(words.md("documents.none_became_one"), icon=":material/info:")
        return
    st.subheader(words.md("documents.clauses", count=len(plan.rows)), anchor=False)
    known = ("actual",) if plan.figures else ()
    columns = ("clause", "figure", "metric", "promise", "responsible", *known, "class")
    rows = [row for same in plans.by_clause(plan.rows).values() for row in same]
    lines = [[_clause(row, words)[column] for column in columns] for row in rows]
    table("clauses", [words(f"fact.{column}") for column in columns], lines)


def _clause(row: TargetRow, words: Words) -> dict[str, str]:
    return {
        "clause": row.clause,
        "figure": row.figure,
        "metric": links.to_target(row, sayings.metric_name(row, words)),
        "promise": sayings.commitment(row, words),
        "responsible": words("card.and").join(row.responsible),
        "actual": sayings.actual(row, words),
        "class": Marked(sayings.badge(row, words)),
    }
