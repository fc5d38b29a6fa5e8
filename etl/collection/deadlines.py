"""By when a quarter is to be reported, and the calendar of those days."""

from calendar import monthrange
from datetime import date, timedelta

from etl.period import Period
from etl.problems import wording
from etl.settings import read_settings
from etl.workspace import Workspace

#: Octets of one line of an iCalendar file (RFC 5545, 3.1).
_LINE_OCTETS = 75


def last_day(quarter: Period) -> date:
    """The last day of a quarter."""
    return date(quarter.year, quarter.month, monthrange(quarter.year, quarter.month)[1])


def due_date(quarter: Period, deadline_days: int) -> date:
    """The last day on which a report of the quarter is on time."""
    return last_day(quarter) + timedelta(days=deadline_days)


def quarter_words(quarter: Period, lang: str) -> str:
    """`2025年第四季度`, `Q4 2025`."""
    return quarter.worded(lang)


def calendar(workspace: Workspace, year: int, lang: str = "zh") -> bytes:
    """The four deadlines of a year as an iCalendar file (RFC 5545), one day each.

    The format is small and closed, so it is written here and no library is needed. Nothing in
    the file depends on the day it is made: the same deadlines are the same bytes.
    """
    days = read_settings(workspace.root).deadline_days
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//gap-tracker//deadlines//ZH", "CALSCALE:GREGORIAN"]
    for month in (3, 6, 9, 12):
        lines += _event(Period.of(year, month), days, lang)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(quarter: Period, deadline_days: int, lang: str) -> list[str]:
    due = due_date(quarter, deadline_days)
    words = {"quarter": quarter_words(quarter, lang), "due": due.isoformat()}
    return [
        "BEGIN:VEVENT",
        f"UID:{quarter}-deadline@gap-tracker",
        f"DTSTAMP:{last_day(quarter):%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(wording(lang)['collection.calendar.summary'].format(**words))}",
        f"DESCRIPTION:{_escaped(wording(lang)['collection.calendar.description'].format(**words))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11)."""
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line cut at 75 octets, never within a character; each further one begins with a blank."""
    parts, length = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if length + octets > _LINE_OCTETS:
            parts.append("")
            length = 1  # the blank
        parts[-1] += letter
        length += octets
    return "\r\n ".join(parts)
