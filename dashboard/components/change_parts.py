"""What changed since the last visit or the quarter before, and why."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import streamlit as st

from dashboard import address, formats, sayings
from dashboard.findings.changes import Change, Way, changes
from dashboard.components import links
from dashboard.components.table import Marked, table
from dashboard.rows import TargetRow
from dashboard.wording import Words, markdown

SHOWN = 6
VISIT, QUARTER = "visit", "quarter"


def changed(
    now: Sequence[TargetRow],
    at_visit: Callable[[datetime], Sequence[TargetRow]],
    quarter_before: Sequence[TargetRow],
    last_visit: datetime | None,
    words: Words,
) -> None:
    """Changes since `last_visit`, naive Shanghai time, or since the quarter before; the latter
    alone for whoever has no last visit. `at_visit` gives the same targets as known then."""
    st.subheader(words.md("moved.title"), anchor=False)
    since = QUARTER
    if last_visit is not None:
        options = {VISIT: words("moved.visit", moment=_moment(last_visit, words)), QUARTER: words("moved.quarter")}
        since = address.switch("since", words("moved.since"), list(options), options.get)
    if since == VISIT:
        found = changes(at_visit(last_visit), now, figures=True)
    else:
        found = changes(quarter_before, now, figures=False)
    _show(found, words("moved.since_visit" if since == VISIT else "moved.since_quarter"), _then(since, last_visit), words)


def _then(since: str, last_visit: datetime | None) -> dict[str, str]:
    """The choices of 对比 beside quarter and target that explain a change: for a visit the same
    quarter as known then, else the quarter before, which that page compares with unasked."""
    if since == QUARTER:
        return {"from": "", "known_then": ""}
    return {"from": st.session_state["pick-quarter"], "known_then": f"{last_visit:%Y-%m-%dT%H:%M:%S}"}


def _show(found: Sequence[Change], since: str, then: Mapping[str, str], words: Words) -> None:
    if not found:
        st.caption(words.md("moved.none", since=since))
        return
    st.caption(_summary(found, since, words))
    _table("change", found[:SHOWN], then, words)
    if rest := found[SHOWN:]:
        with st.expander(words("moved.more", count=len(rest)), key="change-more", bind="query-params") as opened:
            if opened.open:
                _table("change-rest", rest, then, words)


def _summary(found: Sequence[Change], since: str, words: Words) -> str:
    """How many went which way; those of a new year go neither."""
    ways = [one.way for one in found]
    said = words.md("moved.summary", since=since, count=len(found), worse=ways.count(Way.WORSE), better=ways.count(Way.BETTER))
    turned = ways.count(Way.NEW_YEAR)
    return said + (words.md("moved.new_year", count=turned) if turned else "")


def _table(key: str, found: Sequence[Change], then: Mapping[str, str], words: Words) -> None:
    head = [words(f"moved.{name}") for name in ("target", "class", "figure", "cause")]
    table(key, head, [_line(one, then, words) for one in found])


def _line(one: Change, then: Mapping[str, str], words: Words) -> tuple[str, ...]:
    row = one.row
    name = words("moved.name", region=sayings.region_name(row, words), metric=sayings.metric_name(row, words))
    return (
        links.to_target(row, name) if one.now else markdown(name),
        Marked(_classes(one, words)),
        _figures(one, words),
        _causes(one, then, words),
    )


def _causes(one: Change, then: Mapping[str, str], words: Words) -> str:
    """Why, leading to the bridge of the gap between the two."""
    said = words("moved.comma").join(words(f"cause.{cause}") for cause in one.causes)
    if not (one.before and one.now):
        return said
    return links.inline(markdown(said), "compare", city=one.row.region_code, target=one.row.target_id, **then)


def _classes(one: Change, words: Words) -> str:
    """The class before and now with a word for the direction."""
    badges = list(dict.fromkeys(sayings.badge(row, words) for row in (one.before, one.now) if row))
    direction = "worse" if one.worsening > 0 else "better" if one.worsening < 0 else ""
    said = f" :gray[:small[{words.md(f'moved.{direction}')}]]" if direction else ""
    return " → ".join(badges) + said


def _figures(one: Change, words: Words) -> str:
    return " → ".join(dict.fromkeys(sayings.actual(row, words) for row in (one.before, one.now) if row))


def _moment(at: datetime, words: Words) -> str:
    return f"{formats.day(at, words.lang)} {at:%H:%M}"
