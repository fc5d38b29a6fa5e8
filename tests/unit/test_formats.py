"""What people read for a stored figure."""

from datetime import date

import pytest

from dashboard import formats


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        ("4282", "亿元", "4,282 亿元", "CNY 428.2 bn"),
        ("2580.7804", "亿元", "2,580.78 亿元", "CNY 258.08 bn"),
        ("-20", "场", "−20 场", "−20"),
        ("-12.5", "亿元", "−12.5 亿元", "−CNY 1.25 bn"),
        ("0", "个", "0 个", "0"),
        ("50", "万吨", "50 万吨", "500 thousand t"),
        ("12.5", "%", "12.5%", "12.5%"),
        ("1000000", "人次", "1,000,000 人次", "1,000,000 people"),
        (None, "亿元", "—", "—"),
    ],
)
def test_quantity(value, unit, zh, en):
    assert formats.quantity(value, unit, "zh") == zh
    assert formats.quantity(value, unit, "en") == en


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0.005", "0.005"),  # half a hundredth is too small for two digits: kept, not rounded up
        ("2.345", "2.35"),
        ("-2.345", "−2.35"),
        ("-0.0079", "−0.0079"),
        ("0.01", "0.01"),
        ("-0.001", "−0.001"),
        ("1200", "1,200"),
        ("9999999999999999999999999999.1234567891", "9,999,999,999,999,999,999,999,999,999.12"),
    ],
)
def test_number_rounds_halves_away_from_zero_and_never_to_nothing(value, shown):
    assert formats.number(value) == shown


def test_exact_keeps_every_stored_digit():
    assert formats.exact("2580.7804", "亿元", "zh") == "2,580.7804 亿元"
    assert formats.exact("2580.7804", "亿元", "en") == "CNY 258.07804 bn"
    assert formats.exact("0.0000000001", "亿元", "zh") == "0.0000000001 亿元"
    assert formats.exact(2497.538712, "亿元", "zh") == "2,497.5387 亿元"


def test_an_unknown_figure_is_a_dash_never_zero():
    assert formats.percent(None) == formats.number(None) == formats.period(None, "zh") == "—"
    assert formats.shown_value(None, "亿元", "en") is None


def test_percent():
    assert formats.percent(0.603) == "60.3%"
    assert formats.percent(1.2443) == "124.4%"
    assert formats.percent(-0.05) == "−5%"


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2025Q4", "2025年第四季度", "Q4 2025"),
        ("2025-08", "2025年8月", "Aug 2025"),
        ("2026-12", "2026年12月", "Dec 2026"),
    ],
)
def test_period(text, zh, en):
    assert formats.period(text, "zh") == zh
    assert formats.period(text, "en") == en


def test_a_due_fourth_quarter_is_the_end_of_its_year():
    assert formats.due("2027Q4", "zh") == "2027年底"
    assert formats.due("2027Q4", "en") == "end of 2027"
    assert formats.due("2026Q2", "zh") == "2026年第二季度"


def test_day():
    assert formats.day(date(2024, 8, 23), "zh") == "2024年8月23日"
    assert formats.day(date(2024, 8, 3), "en") == "3 Aug 2024"


def test_axis_units_follow_the_figures():
    assert formats.shown_value("4282", "亿元", "en") == pytest.approx(428.2)
    assert formats.unit_name("亿元", "en") == "CNY bn"
    assert formats.unit_name("亿元", "zh") == "亿元"
    assert formats.unit_name("个", "en") == ""
