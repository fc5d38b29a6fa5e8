"""Stored numbers and their formats → text."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.intake.cell_text import Unreadable, number_text
from etl.intake.number_format import NumberFormat, Shows, built_in, custom
from etl.intake.worksheet import column_letters, column_position

GENERAL = NumberFormat()


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("386.75", "386.75"),
        ("386.750", "386.75"),
        ("-0", "0"),
        ("1E-7", "0.0000001"),
        ("1.5E+10", "15000000000"),
        ("0.30000000000000004", "0.3"),
        ("150.20000000000002", "150.2"),
        ("33.333333333333336", "33.3333333333333"),
        ("123456789012345", "123456789012345"),
        ("1234567890123450000", "1234567890123450000"),
        ("NaN", "NaN"),
        ("1E400", "1E400"),
        ("1E999999999", "1E999999999"),
        ("１２", "１２"),
        ("1_000", "1_000"),
    ],
)
def test_fifteen_digits_are_read(stored, text):
    assert number_text(stored, GENERAL, False) == text


@pytest.mark.parametrize("stored", ["1234567890123456", "12345678901234567890", "1.234567890123456E+20"])
def test_whole_numbers_beyond_fifteen_digits_are_not(stored):
    with pytest.raises(Unreadable) as unreadable:
        number_text(stored, GENERAL, False)
    assert unreadable.value.name == "number_digits"


@settings(max_examples=300, deadline=None)
@given(st.decimals(min_value=0, max_value=10**11, places=4, allow_nan=False))
def test_a_figure_of_fifteen_digits_survives_being_a_double(figure):
    assert Decimal(number_text(repr(float(figure)), GENERAL, False)) == figure


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("General", Shows.NUMBER),
        ("G/通用格式", Shows.NUMBER),
        ("", Shows.NUMBER),
        ("@", Shows.NUMBER),
        ("0.00", Shows.NUMBER),
        ("#,##0.00_);[Red]\\(#,##0.00\\)", Shows.NUMBER),
        ("0.00E+00", Shows.NUMBER),
        ("# ?/?", Shows.NUMBER),
        ('0.00"元"', Shows.NUMBER),
        ("0.00亿元", Shows.NUMBER),
        ("[$-804]0.00", Shows.NUMBER),
        ("0.0%", Shows.PERCENT),
        ("0.0%;[Red]-0.0%", Shows.PERCENT),
        ("0%;-0%;0", Shows.PERCENT),
        ('0"%"', Shows.NUMBER),
        ("0%%", Shows.SCALED),
        ("0%;0", Shows.SCALED),
        ("#,##0,", Shows.SCALED),
        ("0.0,,", Shows.SCALED),
        ('0!.0,"万"', Shows.SCALED),
        ("0!.0000", Shows.SCALED),
        ('0"．"0', Shows.SCALED),
        ('[>=10000]0!.0,"万";General', Shows.SCALED),
        ("yyyy-mm-dd", Shows.DATE),
        ('yyyy"年"m"月"', Shows.DATE),
        ("[h]:mm", Shows.DATE),
        ("上午/下午h时", Shows.DATE),
        ("[$-411]ggge", Shows.DATE),
        ('"月"0', Shows.NUMBER),
    ],
)
def test_what_a_format_shows(code, shows):
    assert custom(code).shows is shows


@pytest.mark.parametrize(("code", "positive", "negative"), [(";;;", True, True), ("0;", False, True), ('"有"', True, True),
                                                             ("0;-0;;@", False, False), ("0", False, False), ("@", False, False)])  # fmt: skip
def test_what_a_format_hides(code, positive, negative):
    form = custom(code)
    assert (form.hides_positive, form.hides_negative) == (positive, negative)


@pytest.mark.parametrize(("number", "shows"), [(0, Shows.NUMBER), (2, Shows.NUMBER), (9, Shows.PERCENT), (10, Shows.PERCENT), (11, Shows.NUMBER),
                                               (14, Shows.DATE), (22, Shows.DATE), (31, Shows.DATE), (37, Shows.NUMBER), (46, Shows.DATE),
                                               (49, Shows.NUMBER), (57, Shows.DATE)])  # fmt: skip
def test_formats_known_by_their_number(number, shows):
    assert built_in(number).shows is shows


@pytest.mark.parametrize(
    ("serial", "is_1904", "text"),
    [
        ("45951", False, "2025-10-21"),
        ("44489", True, "2025-10-21"),
        ("45951.5", False, "2025-10-21 12:00:00"),
        ("0.5", False, "12:00:00"),
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("60", False, "1900-02-29"),
        ("61", False, "1900-03-01"),
        ("-1", False, "####"),
        ("2958465.9999999", False, "9999-12-31 23:59:59"),
        ("2958466", False, "####"),
        ("2957003", True, "9999-12-31"),
        ("2957004", True, "####"),
        ("3E+9", False, "####"),
    ],
)
def test_days_of_both_calendars(serial, is_1904, text):
    assert number_text(serial, NumberFormat(Shows.DATE), is_1904) == text


@pytest.mark.parametrize(("position", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")])
def test_columns_have_the_names_a_spreadsheet_shows(position, letters):
    assert (column_letters(position), column_position(letters)) == (letters, position)
