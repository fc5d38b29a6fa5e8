"""Sections of 发布."""

from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from dashboard import address, formats, queries, source, view
from dashboard.components import acts, identity, submission_parts
from dashboard.components.long_table import long_table
from dashboard.components.table import table
from dashboard.components.verdict import tile
from dashboard.report import unreleased
from dashboard.report.inputs import inside
from dashboard.rows import MetricRow
from dashboard.view import View
from dashboard.wording import Words
from etl.collection import release
from etl.collection.release import Publication, Released, ReleasePreview, ReleaseRow
from etl.decimals import canonical
from etl.period import Period
from etl.rights import Deed, Matter

_ROWS = ("metric", "region", "effect", "public", "accepted", "period", "scope")
#: Rows laid out: the act stands below them.
_SHOWN = 30
_KINDS = (Publication.NEW, Publication.CHANGED, Publication.REMOVED, Publication.UNCHANGED)


def pick(account: str, now: View) -> tuple[str, str]:
    """One of the provinces the account is for, and a quarter; no province if it is for none."""
    words, visitor, names = now.words, identity.visitor(), identity.region_names(now.words)
    provinces = [
        region.region_code
        for region in queries.regions(now.data_version)
        if not region.parent_code and visitor.may(Deed.RELEASE, Matter(frozenset([region.region_code])))
    ]
    left, middle, _ = st.columns(3)
    options = view.quarters(now)
    with middle:
        quarter = address.pick(
            "quarter",
            words("pick.release_quarter"),
            options,
            lambda quarter: formats.period(quarter, words.lang),
            view.default_quarter(now, options),
        )
    if not provinces:
        return "", quarter
    with left:
        return address.pick("province", words("pick.province"), provinces, lambda code: names[code]), quarter


def state(found: ReleasePreview, acted: Sequence[Released], now: View) -> None:
    """Whether the quarter is public, and how many figures the act would make public."""
    words = now.words
    last = _last(found, acted)
    quarter = formats.period(found.quarter, words.lang)
    if last and last.is_public:
        person = identity.person(last.account, words)
        said = words.md("release.is_public", quarter=quarter, at=submission_parts.moment(last.at), account=person)
        st.success(said, icon=":material/public:")
    else:
        key = "is_not_final" if _lead(found) == "act_lead_final" else "is_not_public"
        st.info(words.md(f"release.{key}", quarter=quarter), icon=":material/public_off:")
    with st.grid(4, min_column_width=150, key="release-counts"):
        for kind in _KINDS:
            tile(f"release-{kind}", words(f"publication.{kind}"), str(found.count(kind)))
    _incomplete(found, words)
    _earlier(found, now)


def _earlier(found: ReleasePreview, now: View) -> None:
    """Quarters before this one whose figures differ from what is public: this release leaves them as
    they are, and the bulletin of the quarter a draft."""
    regions = {region.region_code: region for region in queries.regions(now.data_version)}
    others = unreleased.unreleased(source.workspace(), now.data_version, inside(found.province, regions), found.quarter)
    if others := [one for one in others if one.quarter != found.quarter]:
        names = {"figures": unreleased.said(others, now.words), "quarters": unreleased.quarters(others, now.words)}
        said = now.words.md("release.earlier", quarter=formats.period(found.quarter, now.words.lang), **names)
        st.warning(said, icon=":material/history:")


def _incomplete(found: ReleasePreview, words: Words) -> None:
    names = identity.region_names(words)
    for kind, regions in (("waiting", found.waiting), ("missing", found.missing)):
        if regions:
            said = words("who.list").join(names.get(code, code) for code in regions)
            st.warning(words.md(f"release.{kind}", regions=said), icon=":material/pending:")


def _last(found: ReleasePreview, acted: Sequence[Released]) -> Released | None:
    return next((one for one in acted if (one.province, one.quarter) == (found.province, found.quarter)), None)


def rows(found: ReleasePreview, now: View) -> None:
    """Figure by figure: what is public now, what would be."""
    words = now.words
    st.subheader(words.md("release.rows", count=len(found.rows)), anchor=False)
    if not found.rows:
        st.caption(words.md("release.no_rows"))
        return
    names = identity.region_names(words)
    ordered = sorted(found.rows, key=lambda row: (_KINDS.index(row.publication), row.key.region_code, row.key.metric))
    metrics = {name: queries.metric(now.data_version, name) for name in {row.key.metric for row in ordered}}
    lines = [_line(row, names, metrics[row.key.metric], words) for row in ordered]
    long_table("release-rows", _ROWS, lines, words, always=("public", "accepted"), shown=_SHOWN)


def _line(row: ReleaseRow, names: dict[str, str], metric: MetricRow, words: Words) -> dict[str, str]:
    period = formats.period(str(Period(row.key.month_no)), words.lang)
    return {
        "effect": words(f"publication.{row.publication}"),
        "region": names.get(row.key.region_code, row.key.region_code),
        "metric": words.name(metric.name_zh, metric.name_en),
        "public": _value(row.public, metric.unit, words),
        "accepted": _value(row.accepted, metric.unit, words),
        "period": words("difference.period", period=period, counting=words(f"counting.{row.key.counting}")),
        "scope": words(f"scope.{row.key.scope}"),
    }


def _value(value: Decimal | None, unit: str, words: Words) -> str:
    return formats.exact(None if value is None else canonical(value), unit, words.lang)


def act(found: ReleasePreview, account: str, now: View) -> None:
    """Release exactly what is shown; what changed meanwhile is looked at first."""
    words, here = now.words, source.workspace()
    with st.container(border=True, key="card-release"):
        st.markdown(words.md(f"release.{_lead(found)}", count=found.changes or len(found.rows)))
        sure = st.checkbox(words("act.confirm_again"), key=f"release-sure-{found.basis}")
        if st.button(words("release.act"), type="primary", icon=":material/campaign:", disabled=not (sure and found.is_due)):
            acts.perform(
                lambda: release.release(here, account, found.province, found.quarter, found.basis),
                lambda _: words("release.done", quarter=formats.period(found.quarter, words.lang)),
                words,
            )


def _lead(found: ReleasePreview) -> str:
    """What the act would do: change what is public, call it final, or nothing."""
    if found.changes:
        return "act_lead"
    return "act_lead_final" if found.is_due else "act_lead_none"


def taking_back(found: ReleasePreview, acted: Sequence[Released], account: str, now: View) -> None:
    """Take a released quarter back from the public at once."""
    words, here = now.words, source.workspace()
    last = _last(found, acted)
    if last is None or not last.is_public:
        return
    with st.expander(words("release.take_back"), icon=":material/public_off:"):
        st.caption(words.md("release.take_back_lead"))
        reason = acts.reason_field("unrelease-reason", words)
        if st.button(words("release.take_back"), key="unrelease", disabled=not reason):
            acts.perform(
                lambda: release.unrelease(here, account, found.province, found.quarter, reason),
                lambda _: words("release.taken_back", quarter=formats.period(found.quarter, words.lang)),
                words,
            )


def history(acted: Sequence[Released], now: View) -> None:
    """The latest act for every province and quarter."""
    words, names = now.words, identity.region_names(now.words)
    if not acted:
        return
    st.subheader(words.md("release.history"), anchor=False)
    head = [words(f"fact.{name}") for name in ("province", "quarter", "state", "account", "acted_at", "reason")]
    lines = [
        (
            names.get(one.province, one.province),
            formats.period(one.quarter, words.lang),
            words("release.public_state" if one.is_public else "release.taken_state"),
            identity.person(one.account, words),
            submission_parts.moment(one.at),
            one.reason,
        )
        for one in acted
    ]
    table("released", head, lines)
