"""Sections of 报送进度."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta

import streamlit as st

from dashboard import address, formats, source, view
from dashboard.components import acts, submission_parts
from dashboard.components.identity import person, region_names
from dashboard.components.table import Marked, table
from dashboard.components.verdict import tile
from dashboard.view import View
from dashboard.wording import Words, markdown
from etl.collection import deadlines, quarters, reminders
from etl.collection.duties import Duty, Progress
from etl.collection.quarters import Lock

#: Quarters side by side in the matrix.
WIDTH = 6
_COLUMNS = ("region", "state", "came_at", "submission_id", "remark")
_LOOKS = {
    Progress.ACCEPTED: ("✔", "green"),
    Progress.WAITING: ("●", "blue"),
    Progress.RETURNED: ("▲", "orange"),
    Progress.MISSING: ("○", "gray"),
}


def filing_quarters(now: View) -> list[str]:
    """Quarters that can have been filed, newest first: those that have ended."""
    return view.quarters(now)


def pick(options: Sequence[str], now: View) -> str:
    """The quarter looked at."""
    left, *_ = st.columns(3)
    with left:
        return address.pick(
            "quarter",
            now.words("pick.progress_quarter"),
            options,
            lambda quarter: formats.period(quarter, now.words.lang),
            view.default_quarter(now, list(options)),
        )


def around(options: Sequence[str], quarter: str) -> list[str]:
    """The quarter and those before it, oldest first."""
    first = options.index(quarter)
    return list(reversed(options[first : first + WIDTH]))


def counts(duties: Sequence[Duty], words: Words) -> None:
    """Expected, received, accepted, late."""
    kinds = Counter(duty.progress for duty in duties)
    received = sum(not duty.is_open for duty in duties)
    late = sum(duty.was_filed_late for duty in duties)
    overdue = sum(duty.is_overdue for duty in duties)
    due = formats.day(duties[0].due_date, words.lang)
    shown = [
        ("progress.expected", len(duties), words("progress.due", due=due)),
        ("progress.received", received, words("progress.on_time", count=received - late, late=late)),
        ("progress.accepted", kinds[Progress.ACCEPTED], words("progress.waiting", count=kinds[Progress.WAITING])),
        ("duty_state.overdue", overdue, words("progress.returned", count=kinds[Progress.RETURNED])),
    ]
    with st.grid(4, min_column_width=150, key="progress-counts"):
        for name, count, note in shown:
            tile(f"progress-{name.rpartition('.')[2]}", words(name), str(count), note)


def listing(duties: Sequence[Duty], words: Words) -> None:
    """Region by region, those that are overdue first."""
    ordered = sorted(duties, key=lambda duty: (not duty.is_overdue, not duty.is_open, duty.region_code))
    table("progress", [words(f"fact.{name}") for name in _COLUMNS], [_line(duty, words) for duty in ordered])


def _line(duty: Duty, words: Words) -> tuple[str, ...]:
    return (
        words.name(duty.name_zh, duty.name_en),
        Marked(badge(duty, words)),
        submission_parts.moment(duty.submitted_at),
        duty.submission_id,
        words("who.comma").join(_remarks(duty, words)),
    )


def _remarks(duty: Duty, words: Words) -> list[str]:
    said = [lateness(duty, words)] if duty.is_late else []
    if duty.correction_id:
        said.append(words("progress.correction", number=duty.correction_id))
    if duty.is_locked:
        said.append(words("progress.locked"))
    if duty.reopened_until:
        said.append(words("progress.reopened", until=formats.day(duty.reopened_until, words.lang)))
    if not duty.has_reporter:
        said.append(words("progress.no_reporter"))
    return said


def lateness(duty: Duty, words: Words) -> str:
    """`逾期 5 天` while it has not come, `迟报 5 天` once it has."""
    return words("progress.overdue" if duty.is_overdue else "progress.filed_late", days=duty.days_late)


def badge(duty: Duty, words: Words) -> str:
    """Symbol and word of the progress, as a coloured badge in Markdown; in red what is overdue and
    was never sent."""
    symbol, color = _LOOKS[duty.progress]
    word = words(f"duty_state.{duty.progress}")
    if duty.progress is Progress.MISSING and duty.is_overdue:
        symbol, color, word = "▼", "red", words("duty_state.overdue")
    return f":{color}-badge[{markdown(f'{symbol} {word}')}]"


def matrix(columns: Mapping[str, Sequence[Duty]], words: Words) -> None:
    """One line per region, one column per quarter: state, and whether it was on time."""
    shown = list(columns)
    names = {duty.region_code: words.name(duty.name_zh, duty.name_en) for found in columns.values() for duty in found}
    cells = {(duty.region_code, quarter): _cell(duty, words) for quarter, found in columns.items() for duty in found}
    head = [words("fact.region"), *(formats.period(quarter, words.lang) for quarter in shown)]
    lines = [
        [names[code], *(cells.get((code, quarter), Marked(" ")) for quarter in shown)] for code in sorted(names)
    ]
    totals = [words("progress.total"), *(_total(columns[quarter], words) for quarter in shown)]
    table("matrix", head, [*lines, totals], stack=False)


def _cell(duty: Duty, words: Words) -> Marked:
    said = badge(duty, words)
    if duty.was_filed_late:
        said += f" :gray[:small[{markdown(lateness(duty, words))}]]"
    return Marked(said)


def _total(found: Sequence[Duty], words: Words) -> str:
    """`3/4，按时 2`: received of expected, and on time; nothing where none was expected."""
    if not found:
        return ""
    received = [duty for duty in found if not duty.is_open]
    on_time = sum(not duty.is_late for duty in received)
    return words("progress.total_cell", received=len(received), expected=len(found), on_time=on_time)


def reminder(duties: Sequence[Duty], words: Words) -> None:
    """A text to copy into a message to those who are missing."""
    text = reminders.reminder(duties, words.lang)
    if not text:
        return
    st.subheader(words.md("progress.reminder"), anchor=False)
    st.caption(words.md("progress.reminder_lead"))
    st.code(text, language=None, wrap_lines=True)


def calendar(quarter: str, words: Words) -> None:
    """The deadlines of the year as a file for a calendar."""
    here, year = source.workspace(), int(quarter[:4])
    st.download_button(
        words("progress.calendar", year=year),
        deadlines.calendar(here, year, words.lang),
        f"deadlines-{year}.ics",
        "text/calendar",
        icon=":material/calendar_month:",
        on_click="ignore",
    )


def reopening(account: str, words: Words) -> None:
    """Let a locked quarter be filed again, with a reason and an end."""
    found = quarters.locks(source.workspace(), account)
    st.subheader(words.md("reopen.title"), anchor=False)
    st.caption(words.md("reopen.lead"))
    if reopened := [lock for lock in found if lock.reopened_until]:
        head = [words(f"fact.{name}") for name in ("region", "quarter", "until", "account", "reason")]
        table("reopened", head, [_reopened(lock, words) for lock in reopened])
    locked = [lock for lock in found if not lock.reopened_until]
    if not locked:
        st.caption(words.md("reopen.none"))
        return
    with st.container(border=True, key="card-reopen"):
        _reopen(locked, account, words)


def _reopen(locked: Sequence[Lock], account: str, words: Words) -> None:
    """Nothing is chosen beforehand: what is opened is what somebody chose."""
    left, middle, right = st.columns(3)
    with left:
        region = _region_to_open(locked, words)
    with middle:
        quarter = _quarter_to_open([lock.quarter for lock in locked if lock.region_code == region], words)
    with right:
        today = source.today()
        until = st.date_input(
            words("reopen.until"), None, min_value=today, max_value=today + timedelta(days=quarters.MOST_DAYS_OPEN),
            key="reopen-until", format="YYYY-MM-DD", help=words("reopen.until_help", days=quarters.MOST_DAYS_OPEN),
        )  # fmt: skip
    reason = acts.reason_field("reopen-reason", words)
    is_complete = bool(region and quarter and until and reason)
    if not is_complete:
        st.caption(words.md("reopen.incomplete"))
    if st.button(words("reopen.act"), icon=":material/lock_open:", key="reopen-act", disabled=not is_complete):
        which = f"{region_names(words).get(region, region)} · {formats.period(quarter, words.lang)}"
        acts.perform(
            lambda: quarters.reopen(source.workspace(), account, region, quarter, reason, until),
            lambda _: words("reopen.done", which=which, until=formats.day(until, words.lang)),
            words,
        )


def _region_to_open(locked: Sequence[Lock], words: Words) -> str | None:
    names = region_names(words)
    return st.selectbox(
        words("reopen.region"), sorted({lock.region_code for lock in locked}), None,
        format_func=lambda code: names.get(code, code), key="reopen-region", placeholder=words("pick.please"),
    )  # fmt: skip


def _quarter_to_open(options: Sequence[str], words: Words) -> str | None:
    return st.selectbox(
        words("reopen.quarter"), options, None, format_func=lambda quarter: formats.period(quarter, words.lang),
        key="reopen-quarter", placeholder=words("pick.please"), disabled=not options,
    )  # fmt: skip


def _reopened(lock: Lock, words: Words) -> tuple[str, ...]:
    name = region_names(words).get(lock.region_code, lock.region_code)
    until = formats.day(lock.reopened_until, words.lang)
    return (name, formats.period(lock.quarter, words.lang), until, person(lock.reopened_by, words), lock.reason)
