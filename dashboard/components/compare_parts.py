"""Sections of 对比."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import streamlit as st

from dashboard import address, formats, sayings
from dashboard.findings import moves
from dashboard.components import charts, known_at, links
from dashboard.components.table import Marked, table
from dashboard.components.verdict import title
from dashboard.figures.bridge import bridge as waterfall
from dashboard.findings.moves import Move
from dashboard.rows import TargetRow
from dashboard.view import View, quarters
from dashboard.wording import Words, markdown
from etl.period import Period
from etl.vocabulary import Cause
from etl.warehouse import Audience

#: Targets that are listed at once; the rest stand behind a click.
SHOWN = 12


def pick_then(view: View, as_of: str) -> str:
    """The quarter compared with, before the one evaluated; at first the one just before."""
    options = [quarter for quarter in quarters(view) if Period.parse(quarter) <= Period.parse(as_of)]
    return address.pick(
        "from",
        view.words("compare.from"),
        options,
        lambda quarter: formats.period(quarter, view.words.lang),
        options[min(1, len(options) - 1)],
    )


def known_then(view: View) -> datetime | None:
    """What was known at the earlier date; the public has what is public now at both."""
    if view.audience is Audience.PUBLIC:
        return None
    return known_at.earlier(view.words, view.known_at)


def pick(found: Sequence[Move], known: Sequence[TargetRow], words: Words) -> Move:
    """One target; at first the one whose gap changed most, else one that has a gap at all."""
    of = {move.row.target_id: move for move in found}
    first = moves.telling(found).row.target_id
    chosen = address.pick(
        "target",
        words("pick.target"),
        list(of),
        lambda target_id: sayings.label(of[target_id].row, words),
        first,
        known={row.target_id for row in known},
    )
    return of[chosen]


def answer(move: Move, then: str, words: Words) -> None:
    """The change in one sentence, and what made it up in another."""
    row, bridge = move.row, move.bridge
    with st.container(border=True, key="card-answer"):
        st.markdown(f"###### {markdown(title(row, words))}　{sayings.badge(row, words)}", anchors=False)
        st.markdown(f"{markdown(sayings.commitment(row, words))}　:gray[:small[{markdown(sayings.measured(row, words))}]]")
        st.markdown(f"##### {markdown(sentence(move, then, words))}", anchors=False)
        if parts := moves.steps(bridge):
            said = words("compare.comma").join(_said(cause, part, row, words) for cause, part in parts)
            st.markdown(words.md("compare.made_up", parts=said))


def sentence(move: Move, then: str, words: Words) -> str:
    """How the gap stood at both dates, and by how much it changed."""
    row, bridge = move.row, move.bridge
    if bridge.change is None:
        return words("compare.no_bridge")
    return words(
        f"compare.sentence_{_direction(bridge.change)}",
        **_dates(then, row.as_of, words),
        gap_then=position(bridge.gap_then, row, words),
        gap_now=position(bridge.gap_now, row, words),
        amount=_size(bridge.change, row, words),
    )


def _dates(then: str, as_of: str, words: Words) -> dict[str, str]:
    """The two dates as quarters; within one quarter, of which more is known now, as then and now."""
    if then == as_of:
        return {"then": words("compare.then"), "now": words("compare.now")}
    return {"then": formats.period(then, words.lang), "now": formats.period(as_of, words.lang)}


def position(gap: Decimal, row: TargetRow, words: Words) -> str:
    """`落后应达进度 3 个`, `超前 3 个` or level with it."""
    return words(f"compare.position_{_direction(gap)}", amount=_size(gap, row, words))


def _said(cause: Cause, part: Decimal, row: TargetRow, words: Words) -> str:
    return words("compare.part", cause=words(f"bridge.{cause}"), effect=effect(part, row, words))


def effect(part: Decimal, row: TargetRow, words: Words) -> str:
    """What one cause did: further behind, or ahead."""
    return words(f"compare.effect_{_direction(part)}", amount=_size(part, row, words))


def _direction(amount: Decimal) -> str:
    return "worse" if amount > 0 else "better" if amount < 0 else "same"


def _size(amount: Decimal, row: TargetRow, words: Words) -> str:
    return formats.quantity(abs(amount), row.gap_unit, words.lang)


def why_unknown(move: Move, before: TargetRow | None, then: str, words: Words) -> None:
    """Why there is nothing to split: at which of the dates there is no gap, and why."""
    missing = [(then, before)] if move.bridge.gap_then is None else []
    missing += [(move.row.as_of, move.row)] if move.bridge.gap_now is None else []
    with st.container(border=True, key="card-unknown"):
        for period, row in missing:
            reason = _reason(row, words)
            st.markdown(f":material/hourglass_empty: {words.md('compare.unknown_at', period=formats.period(period, words.lang), reason=reason)}")
        st.caption(words.md("compare.unknown_note"))


def _reason(row: TargetRow | None, words: Words) -> str:
    if row is None:
        return words("compare.not_registered")
    return words(f"reason.{row.reason}") if row.reason else words("compare.no_path")


def chart(move: Move, then: str, view: View) -> None:
    """The bridge as a waterfall."""
    row, words = move.row, view.words
    lang, unit = words.lang, row.gap_unit
    parts = moves.steps(move.bridge)
    values = [move.bridge.gap_then, *(part for _, part in parts), move.bridge.gap_now]
    first, last = _ends(then, row.as_of, words)
    labels = [first, *(words(f"bridge.{cause}") for cause, _ in parts), last]
    figure = charts.kept(
        view,
        ("bridge", row.key, then, row.as_of, *values),
        lambda: waterfall(
            title=words("compare.chart", region=sayings.region_name(row, words), metric=sayings.metric_name(row, words)),
            subtitle=charts.subtitle(row, words),
            labels=labels,
            values=[formats.shown_value(value, unit, lang) for value in values],
            texts=[formats.number(formats.shown_value(value, unit, lang)) for value in values],
            axis=words("compare.axis"),
            mark=view.mark,
        ),
    )
    charts.show(figure, "bridge")


def _ends(then: str, as_of: str, words: Words) -> tuple[str, str]:
    """The names of the first and the last bar: within one quarter as the table below has them,
    since two bars of one name would be one."""
    if then == as_of:
        return words("compare.at_first"), words("compare.at_last")
    first, last = (words("compare.end", period=formats.period(quarter, words.lang)) for quarter in (then, as_of))
    return first, last


def parts(move: Move, words: Words) -> None:
    """Every cause in order: what it moved, and what that means here."""
    row, bridge = move.row, move.bridge
    periods = {
        "then": formats.period(bridge.period_then, words.lang),
        "now": formats.period(bridge.period_now, words.lang),
    }
    lines = [(words("compare.at_first"), position(bridge.gap_then, row, words), "")]
    for cause, part in bridge.parts:
        said = words("compare.in_next") if part is None else effect(part, row, words)
        lines.append((words(f"bridge.{cause}"), said, _note(cause, part, periods, words)))
    lines.append((words("compare.at_last"), position(bridge.gap_now, row, words), words("compare.no_remainder")))
    table("bridge", [words(f"compare.{name}") for name in ("cause", "effect", "meaning")], lines)


def _note(cause: Cause, part: Decimal | None, periods: dict[str, str], words: Words) -> str:
    """What a cause means here; of those without effect only why no time passed."""
    if cause is Cause.ELAPSED_TIME and periods["then"] == periods["now"]:
        return words("bridge_note.same_period", **periods)
    return words(f"bridge_note.{cause}", **periods) if part else ""


def most_moved(found: Sequence[Move], words: Words) -> None:
    """The targets whose gap changed most, with the largest cause; how many did not, or cannot be split."""
    changed, same, unknown = moves.most_moved(found), moves.unmoved(found), moves.unknown(found)
    st.subheader(words.md("compare.most", count=len(changed)), anchor=False)
    st.caption(words.md("compare.most_lead", same=len(same), unknown=len(unknown)))
    if changed:
        _moved("moved", changed[:SHOWN], words)
    if rest := changed[SHOWN:]:
        with st.expander(words("compare.more", count=len(rest))):
            _moved("moved-rest", rest, words)


def _moved(key: str, found: Sequence[Move], words: Words) -> None:
    head = [words(f"compare.{name}") for name in ("target", "class", "gap_now", "change", "share", "largest")]
    table(key, head, [_line(move, words) for move in found])


def _line(move: Move, words: Words) -> tuple[str, ...]:
    row, bridge = move.row, move.bridge
    name = markdown(words("compare.name", region=sayings.region_name(row, words), metric=sayings.metric_name(row, words)))
    return (
        links.inline(name, "compare", target=row.target_id),
        Marked(sayings.badge(row, words)),
        position(bridge.gap_now, row, words),
        effect(bridge.change, row, words),
        formats.percent(None if move.share is None else abs(move.share)),
        _said(bridge.largest, move.part, row, words) if bridge.largest else "",
    )
