"""For who is signed in: the file, cell, sender and reviewer behind the figures of a target."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, plan_record, source
from dashboard.components import links, submission_parts
from dashboard.components.table import table
from dashboard.findings.intake import place_text
from dashboard.intake_state import short
from dashboard.rows import ReportedRow, TargetRow
from dashboard.view import View
from dashboard.wording import Words
from etl.checks.case import FigureKey
from etl.collection import history
from etl.collection.history import Version
from etl.period import Period
from etl.problems import Refused
from etl.vocabulary import Counting, Scope
from etl.warehouse import Audience

_COLUMNS = ("figure_of", "file", "cell", "signatures")


def of_figures(used: Sequence[ReportedRow], account: str, view: View) -> None:
    """Where each of the figures stands and who signed it; nothing of this for the public."""
    if view.audience is not Audience.SIGNED_IN or not used:
        return
    words = view.words
    st.caption(words.md("chain.evidence"))
    table("evidence", [words(f"fact.{name}") for name in _COLUMNS], [_line(one, account, view) for one in used])


def in_text(row: TargetRow, account: str, words: Words) -> None:
    """A link to the place of the target's figure in the text of its plan; nothing where no text has it,
    and for the public."""
    place = plan_record.place_of(account, row.document_id, row.target_id)
    if place is None:
        return
    chosen = {"record": "text", "edition": short(place.plan_sha256), "at": place_text(place.span), "made": "", "text": ""}
    links.link("documents", words("plan_record.to_text"), ":material/find_in_page:", document=row.document_id, province="", **chosen)


def key_of(one: ReportedRow) -> FigureKey:
    """What makes a reported row a version of one figure."""
    month_no = Period.parse(one.period).month_no
    return FigureKey(one.region_code, one.metric, Scope(one.scope), Counting(one.counting), month_no)


def cell_text(one: Version, account: str, view: View) -> str:
    """Where in the file the figure stands; a file that was purged has no cells."""
    try:
        found = history.locate(source.workspace(), account, one.submission_id, one.row)
    except Refused as refused:
        return refused.problems[0].message(view.words.lang)
    return view.words("history.cell", row=found.row, column=found.column, letter=found.letter, text=found.text)


def _line(one: ReportedRow, account: str, view: View) -> tuple[str, ...]:
    words = view.words
    value = formats.exact(one.value, one.unit, words.lang)
    said = words("metric.of_period", figure=value, period=formats.period(one.period, words.lang))
    if one.submission_id is None:
        return said, one.file or "", words("chain.published_row", row=one.row_no or formats.UNKNOWN), words("chain.published")
    version = _version(one, account, view)
    if version is None or version.row is None:
        return said, one.submission_id, words("chain.not_shown"), ""
    signed = submission_parts.signatures(version.signatures, words)
    return said, f"{one.submission_id} {version.file}", cell_text(version, account, view), signed


def _version(one: ReportedRow, account: str, view: View) -> Version | None:
    """The version of the ledger that a row of the warehouse is."""
    found = history.versions(source.workspace(), account, key_of(one))
    return next((version for version in found if version.submission_id == one.submission_id), None)
