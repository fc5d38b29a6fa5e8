"""目标, for who is signed in: every version of one figure, back to its cell and its signatures."""

from collections.abc import Sequence

import streamlit as st

from dashboard import address, formats, source
from dashboard.components import evidence, identity, review_parts, submission_parts
from dashboard.components.table import facts, table
from dashboard.rows import ReportedRow
from dashboard.view import View
from dashboard.wording import Words
from etl.checks.case import FigureKey
from etl.collection import history
from etl.collection.history import Version, VersionState
from etl.decimals import canonical
from etl.period import Period
from etl.rights import Deed

_COLUMNS = ("state", "value", "known_from", "submission_id", "file", "reason")


def figure_history(reported: Sequence[ReportedRow], account: str, now: View) -> None:
    """Every version of one reported figure, and where the one chosen comes from; read only
    once it is opened.

    The public sees nothing of this: the figure and its source stand above.
    """
    if not reported or not identity.visitor().may(Deed.SEE_ACCEPTED):
        return
    words = now.words
    with st.expander(words("history.title"), icon=":material/history:", key="versions", bind="query-params") as opened:
        if opened.open:
            st.caption(words.md("history.lead"))
            _versions(reported, account, now)


def _versions(reported: Sequence[ReportedRow], account: str, now: View) -> None:
    words = now.words
    keys = {_code(key): key for key in map(evidence.key_of, reported)}
    code = address.pick("figure", words("history.figure"), list(keys), lambda code: _key_label(keys[code], words))
    found = history.versions(source.workspace(), account, keys[code])
    if not found:
        st.caption(words.md("history.none"))
        return
    table("versions", [words(f"fact.{name}") for name in _COLUMNS], [_line(one, words) for one in found])
    sent = [one for one in found if one.submission_id and one.row is not None]
    if sent:
        _chain(sent, account, now)


def _code(key: FigureKey) -> str:
    """A figure of the region on the page, in the URL."""
    return ".".join((key.metric, key.scope, key.counting, str(Period(key.month_no))))


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


def _chain(sent: Sequence[Version], account: str, now: View) -> None:
    """Figure → cell → file → sender and signatures, of one submitted version."""
    words = now.words
    rows = {f"{one.submission_id}.{one.row}": one for one in sent}
    standing = [code for code, one in rows.items() if one.state is VersionState.IN_FORCE]
    code = address.pick(
        "version",
        words("history.version"),
        list(rows),
        lambda code: " · ".join((rows[code].submission_id, _value(rows[code], words))),
        standing[0] if standing else None,
    )
    one = rows[code]
    lines = [
        ("found", f"{one.found_value} {one.found_unit}".strip()),
        ("cell", evidence.cell_text(one, account, now)),
        ("file", one.file),
        ("sha256", one.sha256),
        ("signatures", submission_parts.signatures(one.signatures, words)),
        ("note", one.note),
        ("reason", one.reason),
    ]
    facts("chain", [(words(f"fact.{name}"), value) for name, value in lines])
    review_parts.original(one.submission_id, one.file, account, words)
