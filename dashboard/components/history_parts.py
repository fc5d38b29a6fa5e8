"""目标, for who is signed in: one figure back to its cell, its file, its sender and its signatures."""

from collections.abc import Sequence

import streamlit as st

from dashboard import formats, source
from dashboard.components import identity, review_parts, submission_parts
from dashboard.components.table import facts, table
from dashboard.rows import ReportedRow
from dashboard.view import View
from dashboard.wording import Words
from etl.checks.case import FigureKey
from etl.collection import history
from etl.collection.history import Version, VersionState
from etl.decimals import canonical
from etl.period import Period
from etl.problems import Refused
from etl.rights import Deed
from etl.vocabulary import Counting, Scope

_COLUMNS = ("state", "value", "known_from", "submission_id", "file", "reason")


def figure_history(reported: Sequence[ReportedRow], account: str, now: View) -> None:
    """Every version of one reported figure, and where the one chosen comes from.

    The public sees nothing of this: the figure and its source stand above.
    """
    if not reported or not identity.visitor().may(Deed.SEE_ACCEPTED):
        return
    words = now.words
    keys = {_key(one): one for one in reported}
    st.subheader(words.md("history.title"), anchor=False)
    st.caption(words.md("history.lead"))
    key = st.selectbox(
        words("history.figure"), list(keys), format_func=lambda key: _key_label(key, words), key="history-figure"
    )
    found = history.versions(source.workspace(), account, key)
    if not found:
        st.caption(words.md("history.none"))
        return
    table("versions", [words(f"fact.{name}") for name in _COLUMNS], [_line(one, words) for one in found])
    sent = [one for one in found if one.submission_id and one.row is not None]
    if sent:
        _chain(sent, account, words)


def _key(one: ReportedRow) -> FigureKey:
    month_no = Period.parse(one.period).month_no
    return FigureKey(one.region_code, one.metric, Scope(one.scope), Counting(one.counting), month_no)


def _key_label(key: FigureKey, words: Words) -> str:
    period = formats.period(str(Period(key.month_no)), words.lang)
    return " · ".join((period, words(f"counting.{key.counting}"), words(f"scope.{key.scope}")))


def _line(one: Version, words: Words) -> tuple[str, ...]:
    return (
        words(f"version.{one.state}"),
        _value(one, words),
        submission_parts.moment(one.known_from),
        one.submission_id,
        one.file,
        one.reason or one.note,
    )


def _value(one: Version, words: Words) -> str:
    return formats.exact(None if one.value is None else canonical(one.value), one.unit, words.lang)


def _chain(sent: Sequence[Version], account: str, words: Words) -> None:
    """Figure → cell → file → sender and signatures, of one submitted version."""
    standing = [place for place, one in enumerate(sent) if one.state is VersionState.IN_FORCE]
    place = st.selectbox(
        words("history.version"),
        range(len(sent)),
        standing[0] if standing else 0,
        format_func=lambda place: " · ".join((sent[place].submission_id, _value(sent[place], words))),
        key="history-version",
    )
    one = sent[place]
    rows = [
        ("found", f"{one.found_value} {one.found_unit}".strip()),
        ("cell", _cell(one, account, words)),
        ("file", one.file),
        ("sha256", one.sha256),
        ("signatures", submission_parts.signatures(one.signatures, words)),
        ("note", one.note),
        ("reason", one.reason),
    ]
    facts("chain", [(words(f"fact.{name}"), value) for name, value in rows])
    review_parts.original(one.submission_id, one.file, account, words)


def _cell(one: Version, account: str, words: Words) -> str:
    """Where in the file the figure stands; a file that was purged has no cells."""
    try:
        found = history.locate(source.workspace(), account, one.submission_id, one.row)
    except Refused as refused:
        return refused.problems[0].message(words.lang)
    return words("history.cell", row=found.row, column=found.column, letter=found.letter, text=found.text)
