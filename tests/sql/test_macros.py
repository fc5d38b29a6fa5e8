"""Scalar macros: exact where figures are decimals."""

from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.period import Period

MILLIONTH = Decimal("0.000001")
exactly = settings(max_examples=100, derandomize=True, database=None, deadline=None)
months = st.integers(1, 9999 * 12).map(lambda number: Period(number + 12))
figures = st.decimals("-99999999", "99999999", places=10, allow_nan=False, allow_infinity=False)


@pytest.fixture
def value_of(connection):
    """One expression with its parameters → its value."""
    return lambda sql, *parameters: connection.execute(f"select {sql}", parameters).fetchone()[0]


@exactly
@given(period=months)
def test_period_text_is_that_of_python(connection, period):
    assert _one(connection, "period_text(?)", period.month_no) == str(period)


@exactly
@given(period=months.filter(lambda period: period.is_quarter))
def test_quarter_month_reads_it_back(connection, period):
    assert _one(connection, "quarter_month(?)", str(period)) == period.month_no


@exactly
@given(figure=figures)
def test_unscaled_is_the_figure_in_its_tenth_place(connection, figure):
    assert _one(connection, "unscaled(?::decimal(38, 10))", figure) == int(figure.scaleb(10))


@exactly
@given(number=st.integers(-(10**20), 10**20))
def test_from_millionths(connection, number):
    assert _one(connection, "from_millionths(?::hugeint)", number) == number * MILLIONTH


@exactly
@given(value=figures, yoy=st.decimals("-99.99", "500", places=2))
def test_comparable_base_is_rounded_half_away_from_zero(connection, value, yoy):
    with localcontext(prec=60):
        expected = (value / (1 + yoy / 100)).quantize(MILLIONTH, ROUND_HALF_UP)
    sql = "comparable_base(?::decimal(38, 10), ?::decimal(38, 10))"
    assert _one(connection, sql, value, yoy) == expected


@exactly
@given(
    base=st.decimals("0.0000000001", "9999999", places=10),
    factor=st.decimals("0.01", "100", places=18),
)
def test_rounded_product_is_exact(connection, base, factor):
    with localcontext(prec=60):
        expected = (base * factor).quantize(MILLIONTH, ROUND_HALF_UP)
    sql = "rounded_product(?::decimal(38, 10), ?::decimal(38, 18))"
    assert _one(connection, sql, base, factor) == expected


def test_a_growth_over_whole_years_is_met_exactly(value_of):
    sql = "rounded_product(100::decimal(38, 10), 1.331::decimal(38, 18))"
    assert value_of(sql) == Decimal("133.1")


def test_rounded_product_of_long_figures_is_close(value_of):
    base = Decimal("1234567890123456789012345678")
    found = value_of("rounded_product(?::decimal(38, 10), 2::decimal(38, 18))", base)
    assert found is None or abs(found / (2 * base) - 1) < Decimal("1e-12")


@pytest.mark.parametrize(
    ("double", "rounded"),
    [("1.0000005", "1.000001"), ("-1.0000005", "-1.000001"), ("0.1", "0.1"), ("1e300", None), ("'inf'", None), ("'nan'", None)],
)
def test_rounded_double(value_of, double, rounded):
    found = value_of(f"rounded_double({double}::double)")
    assert found == (None if rounded is None else Decimal(rounded))


@pytest.mark.parametrize(
    ("comparator", "sign", "figure", "expected"),
    [
        ("ge", 1, "100", True), ("ge", 1, "99.9999999999", False),
        ("gt", 1, "100", False), ("gt", 1, "100.0000000001", True),
        ("eq", 1, "100", True), ("eq", 1, "101", True), ("eq", 1, "99", False),
        ("between", 1, "100", True), ("between", 1, "999", True), ("between", 1, "99", False),
        ("about", 1, "95", True), ("about", 1, "94.9999999999", False),
        ("le", -1, "100", True), ("le", -1, "100.0000000001", False),
        ("lt", -1, "100", False), ("lt", -1, "99.9999999999", True),
        ("ge", -1, "100", True), ("ge", -1, "101", False),
        ("eq", -1, "99", True), ("eq", -1, "101", False),
        ("between", -1, "120", True), ("between", -1, "121", False),
        ("about", -1, "105", True), ("about", -1, "105.0000000001", False),
    ],
)  # fmt: skip
def test_satisfies(value_of, comparator, sign, figure, expected):
    """Against a target value of 100 (to 120), with a tolerance of 5 %."""
    sql = "satisfies(?, ?, ?::decimal(38, 10), 100::decimal(38, 10), 120::decimal(38, 10), 0.05)"
    assert value_of(sql, comparator, sign, Decimal(figure)) is expected


def test_ahead_is_positive_for_the_better_figure(value_of):
    assert value_of("ahead(1, 150::decimal(38, 10), 100::decimal(38, 10))") == 50
    assert value_of("ahead(-1, 150::decimal(38, 10), 100::decimal(38, 10))") == -50


def test_a_sum_no_figure_can_hold_is_unknown(value_of):
    nines = "9999999999999999999999999999::decimal(38, 10)"
    assert value_of(f"ahead(1, {nines}, -{nines})") is None
    assert value_of(f"trailing_sum({nines}, {nines}, 0::decimal(38, 10))") is None
    assert value_of("trailing_sum(70::decimal(38, 10), 120::decimal(38, 10), 55::decimal(38, 10))") == 135


def _one(connection, sql: str, *parameters: object) -> object:
    return connection.execute(f"select {sql}", parameters).fetchone()[0]
