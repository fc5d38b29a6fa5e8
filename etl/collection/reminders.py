"""Reminders to those who are late, and the calendar of deadlines."""

from collections.abc import Sequence

from etl.collection.quarters import Duty
from etl.workspace import Workspace


def reminder(duties: Sequence[Duty], lang: str = "zh") -> str:
    """A text to copy to those of `duties` that are missing or were returned; empty if none is."""
    raise NotImplementedError


def calendar(workspace: Workspace, year: int, lang: str = "zh") -> bytes:
    """The four deadlines of a year as an iCalendar file (RFC 5545)."""
    raise NotImplementedError
