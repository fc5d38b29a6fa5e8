"""Times of the ledger: ISO text in Beijing time, to the microsecond."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from functools import partial

from etl.workspace import Workspace

#: China keeps one offset and no summer time, so no time zone database is needed.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")

Clock = Callable[[], datetime]


def now() -> datetime:
    """The current time in Shanghai."""
    return datetime.now(SHANGHAI)


def now_in(workspace: Workspace) -> datetime:
    """The time in a workspace: in a demonstration it is always the day its mark notes, at the
    time of day it is now."""
    here, day = now(), workspace.demonstration_day
    return on_day(here, day) if day else here


def on_day(moment: datetime, day: date) -> datetime:
    """The same time of another day."""
    return moment.replace(year=day.year, month=day.month, day=day.day)


def of(workspace: Workspace) -> Clock:
    """The clock by which everything in a workspace is recorded and judged."""
    return partial(now_in, workspace)


def to_text(moment: datetime) -> str:
    """`2026-11-22T11:00:00.000000+08:00`: of one length, so texts sort as times do."""
    return moment.astimezone(SHANGHAI).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """The aware datetime of a text of `to_text`."""
    return datetime.fromisoformat(text)
