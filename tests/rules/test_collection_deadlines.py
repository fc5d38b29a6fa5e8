"""Deadlines, the calendar of them, and reminders."""

import re
from datetime import date

import pytest

from etl.collection.deadlines import calendar, due_date, last_day
from etl.collection.duties import Duty, Progress
from etl.collection.reminders import reminder
from etl.period import Period
from etl.workspace import Workspace


def unfolded(data: bytes) -> list[str]:
    """The content lines of an iCalendar file (RFC 5545, 3.1)."""
    text = data.decode()
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def events(data: bytes) -> list[dict[str, str]]:
    """Properties of every event by name, parameters left out of the name."""
    found = []
    for line in unfolded(data):
        name, value = re.match(r"([A-Z-]+)(?:;[^:]*)?:(.*)", line).groups()
        if (name, value) == ("BEGIN", "VEVENT"):
            found.append({})
        elif found and value != "VEVENT":
            found[-1][name] = value
    return found


@pytest.mark.parametrize(
    "quarter, last, due",
    [
        ("2025Q4", date(2025, 12, 31), date(2026, 1, 20)),
        ("2026Q1", date(2026, 3, 31), date(2026, 4, 20)),
        ("2024Q2", date(2024, 6, 30), date(2024, 7, 20)),
    ],
)
def test_a_quarter_is_due_twenty_days_after_its_end(quarter, last, due):
    assert last_day(Period.parse(quarter)) == last
    assert due_date(Period.parse(quarter), 20) == due


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_calendar_has_the_four_deadlines_of_the_year(tmp_path, lang):
    found = events(calendar(Workspace(tmp_path), 2025, lang))
    assert [one["DTSTART"] for one in found] == ["20250420", "20250720", "20251020", "20260120"]
    assert [one["DTEND"] for one in found] == ["20250421", "20250721", "20251021", "20260121"]
    assert len({one["UID"] for one in found}) == 4
    assert all({"DTSTAMP", "SUMMARY", "DESCRIPTION"} <= one.keys() for one in found)


def test_the_deadline_is_the_configured_one(tmp_path):
    (tmp_path / "settings.toml").write_text("deadline_days = 15", encoding="utf-8")
    assert events(calendar(Workspace(tmp_path), 2025))[3]["DTSTART"] == "20260115"


def test_a_calendar_is_the_same_bytes_on_any_day(tmp_path):
    assert calendar(Workspace(tmp_path), 2025) == calendar(Workspace(tmp_path), 2025)


def test_commas_and_semicolons_of_words_are_escaped(tmp_path):
    for lang in ("zh", "en"):
        for one in events(calendar(Workspace(tmp_path), 2025, lang)):
            assert not re.search(r"(?<!\\)[,;]", one["SUMMARY"] + one["DESCRIPTION"])


def duty(name: str, progress: Progress, days_late: int = 0) -> Duty:
    due = date(2026, 1, 20)
    return Duty(
        region_code="990100",
        name_zh=name,
        name_en=f"{name} City",
        quarter="2025Q4",
        due_date=due,
        progress=progress,
        submission_id="",
        submitted_at=None,
        accepted_at=None,
        is_late=bool(days_late),
        days_late=days_late,
        has_reporter=True,
        is_locked=False,
        reopened_until=None,
    )


def test_a_reminder_names_who_is_missing_and_who_was_sent_back_and_nobody_else():
    text = reminder(
        [
            duty("澜江市", Progress.MISSING, 5),
            duty("望海市", Progress.RETURNED, 5),
            duty("平川市", Progress.ACCEPTED),
            duty("东岭市", Progress.WAITING),
        ]
    )
    missing, returned = (line for line in text.splitlines() if "市" in line)
    assert "澜江市" in missing and "望海市" in returned
    assert "平川市" not in text and "东岭市" not in text
    assert "2026-01-20" in text and "逾期 5 天" in text and "2025年第四季度" in text


def test_before_the_deadline_nobody_is_called_late():
    assert "逾期" not in reminder([duty("澜江市", Progress.MISSING)])


def test_there_is_no_reminder_where_all_has_come():
    assert reminder([duty("澜江市", Progress.ACCEPTED), duty("望海市", Progress.WAITING)]) == ""
    assert reminder([]) == ""


def test_a_reminder_in_english_has_english_names():
    text = reminder([duty("澜江市", Progress.MISSING, 2)], "en")
    assert "澜江市 City" in text and "2 days overdue" in text and "Q4 2025" in text
