"""Invented figures: paths led by targets, seasons that add up, parts within wholes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from etl.demo.accidents import Accident, befall
from etl.demo.chance import chance
from etl.demo.paths import SeriesKey, paths
from etl.demo.publication import all_series, published_files
from etl.demo.rows import Row, csv_bytes, published_row
from etl.demo.series import series
from etl.demo.story import fictional_registers, fictional_story
from etl.period import Period
from etl.registers import read_registers
from etl.vocabulary import Confidence, Counting, Kind, Nature, Scope

Q1, Q2, Q3, Q4 = (Period.of(2025, month) for month in (3, 6, 9, 12))
CITY = "990100"


@pytest.fixture(scope="module")
def registers():
    return read_registers(fictional_registers())


@pytest.fixture
def metric(registers):
    by_name = {metric.metric: metric for metric in registers.metrics}
    return by_name.__getitem__


@pytest.fixture
def make(metric):
    """A series of one metric from annual figures given as whole numbers."""

    def make(name: str, years: dict[int, int]):
        key = SeriesKey(CITY, name, metric(name).scope)
        return series(key, metric(name), {year: Decimal(value) for year, value in years.items()})

    return make


@pytest.fixture
def city(registers):
    return next(region for region in registers.regions if region.region_code == CITY)


def one_target(registers, **changes):
    """The registers with a single target: the first, changed."""
    target = replace(registers.targets[0], region_code=CITY, children=(), **changes)
    return replace(registers, targets=(target,))


def path(registers, pace: str, given=None):
    found = paths(registers, lambda target, region_code: Decimal(pace), given or {})
    (years,) = found.values()
    return years


def test_chance_is_the_same_on_every_machine():
    assert [chance("a", 1).randint(0, 10**6) for _ in range(2)] == [277952, 277952]
    assert chance("a", 2).randint(0, 10**6) == 957481


def test_full_pace_reaches_the_target_and_half_pace_half_of_the_way(registers):
    level = one_target(registers, value=Decimal(1000), start=date(2021, 1, 1), due=date(2025, 12, 31))
    key = SeriesKey(CITY, level.targets[0].metric, level.targets[0].scope)
    base = {key: {2020: Decimal(400)}}
    assert path(level, "1", base)[2025] == 1000
    assert path(level, "0.5", base)[2025] == 700
    assert path(level, "0.5", base)[2023] == 580


def test_given_figures_stand(registers):
    level = one_target(registers, value=Decimal(1000), start=date(2021, 1, 1), due=date(2025, 12, 31))
    key = SeriesKey(CITY, level.targets[0].metric, level.targets[0].scope)
    assert path(level, "1", {key: {2020: Decimal(1), 2025: Decimal(2)}})[2025] == 2


def test_a_flow_adds_up_to_its_year_and_is_low_in_the_first_quarter(make):
    exports = make("cbec_export_value", {2024: 100, 2025: 120})
    parts = [exports.figures[quarter] for quarter in (Q1, Q2, Q3, Q4)]
    assert sum(parts) == exports.to_date(Q4) == 120
    assert parts[0] == min(parts) and parts[3] == max(parts)


def test_a_month_lies_between_its_quarters(make):
    exports = make("cbec_export_value", {2025: 120})
    assert exports.to_date(Q2) < exports.to_date(Period.of(2025, 8)) < exports.to_date(Q3)


def test_growth_is_against_the_same_months_of_the_year_before(make):
    exports = make("cbec_export_value", {2024: 100, 2025: 120})
    assert exports.growth_pct(Q4) == 20
    assert exports.growth_pct(Period.of(2024, 12)) is None


def test_a_stock_walks_evenly_to_its_year_end_in_whole_numbers(make):
    brands = make("brands", {2024: 10, 2025: 18})
    assert [brands.figures[quarter] for quarter in (Q1, Q2, Q3, Q4)] == [12, 14, 16, 18]


def test_a_part_that_would_exceed_its_whole_is_held_below_it(registers):
    trade = SeriesKey(CITY, "cbec_trade_value", Scope.COMMERCE)
    exports = SeriesKey(CITY, "cbec_export_value", Scope.COMMERCE)
    elsewhere = replace(exports, scope=Scope.MUNICIPAL)
    hundred = {2018: Decimal(100), 2026: Decimal(100)}
    no_targets = replace(registers, targets=())
    given = dict.fromkeys((trade, exports, elsewhere), hundred)
    found = paths(no_targets, lambda target, region_code: Decimal(1), given)
    assert found[exports][2022] == 90
    assert found[elsewhere][2022] == 100


def test_no_part_exceeds_its_whole(registers):
    told = all_series(registers, fictional_story(registers))
    by_key = {one.key: one for one in told}
    compared = 0
    for one in told:
        whole = by_key.get(replace(one.key, metric=one.metric.part_of))
        if whole is not None:
            compared += 1
            assert all(figure <= whole.figures[period] for period, figure in one.figures.items())
    assert compared >= 5


def test_a_zero_is_a_confirmed_nil(make, city):
    row = published_row(make("events", {2024: 0, 2025: 8}), city, Period.of(2024, 12))
    assert (row.value, row.remark) == (0, "零报送")


# accidents: one published row in, what a reader finds out


@pytest.fixture
def after(make, city):
    """What is found instead of the exports published for a quarter of 2025."""
    exports = make("cbec_export_value", {2024: 100, 2025: 120})

    def after(what: str, detail: str = "", period: Period = Q3) -> list[Row]:
        accident = Accident(what, CITY, "", "", Q2, Q3, detail)
        return befall(accident, [published_row(exports, city, period)], exports)

    return after


def test_an_accident_leaves_other_quarters_alone(after):
    assert len(after("missing", period=Q4)) == 1


def test_missing(after):
    assert after("missing") == []


def test_nil_and_blank(after):
    (nil,), (blank,) = after("nil"), after("blank")
    assert (nil.value, nil.remark) == (0, "零报送")
    assert (blank.value, blank.remark) == (None, "")


def test_a_revision_is_published_later_and_read_later(after):
    first, second = after("revised", "10")
    assert first.value == pytest.approx(second.value * Decimal("1.1"), abs=Decimal("0.01"))
    assert second.published_date > first.published_date
    assert (first.edition, second.edition) == (1, 2)
    assert first.nature == second.nature == Nature.FINAL


def test_a_preliminary_figure_becomes_final_or_stays(after):
    assert [row.nature for row in after("finalised", "-3")] == [Nature.PRELIMINARY, Nature.FINAL]
    assert [row.nature for row in after("preliminary")] == [Nature.PRELIMINARY]


def test_a_forecast_takes_the_place_of_the_figure(after):
    assert [row.nature for row in after("forecast")] == [Nature.FORECAST]


def test_a_withdrawal_has_a_reason_and_no_figure(after):
    _, back = after("withdrawn", "重复统计")
    assert (back.nature, back.value, back.remark) == (Nature.WITHDRAWN, None, "说明：重复统计")


def test_by_the_quarter(after, make):
    (row,) = after("quarter")
    assert row.counting is Counting.QUARTER
    assert row.value == make("cbec_export_value", {2024: 100, 2025: 120}).figures[Q3]


def test_a_month_stands_in_for_its_quarter(after):
    (row,) = after("month")
    assert (row.period, row.counting) == (Period.of(2025, 8), Counting.YTD)
    assert row.yoy is not None


def test_another_scope_instead_or_beside(after):
    (instead,) = after("scope", "municipal")
    own, beside = after("also_scope", "municipal")
    assert instead == beside
    assert beside.scope is Scope.MUNICIPAL and beside.value == 3 * own.value


def test_confidence_of_the_source(after):
    assert [row.confidence for row in after("confidence", "low")] == [Confidence.LOW]


def test_an_unknown_accident_is_a_mistake(after):
    with pytest.raises(ValueError, match="flood"):
        after("flood")


# files


def test_corrections_are_read_after_what_they_correct(registers):
    files = published_files(registers, *_told(registers))
    assert list(files) == sorted(files)
    for name, rows in files.items():
        assert {row.edition for row in rows} == {2 if "corrections" in name else 1}


def _told(registers):
    story = fictional_story(registers)
    return all_series(registers, story), story


def test_a_row_in_the_upload_layout(make, city):
    row = published_row(make("cbec_export_value", {2024: 100, 2025: 120}), city, Q4)
    header, line = csv_bytes([row], {CITY: city.name_zh}).decode().splitlines()
    cells = dict(zip(header.split(","), line.split(","), strict=True))
    assert cells == {
        "地区": "澜江市",
        "指标": "跨境电商出口额",
        "年份": "2025",
        "季度": "4",
        "月份": "",
        "计数方式": "本年累计",
        "数值": "120",
        "单位": "亿元",
        "同比": "20",
        "统计口径": "商务厅监测",
        "数据性质": "正式",
        "来源可信度": "高",
        "发布日期": str(row.published_date),
        "数据来源": "演示数据：澜江市（程序生成，不是公布数字）",
        "备注": "",
    }


def test_every_kind_of_metric_is_among_the_fictional_series(registers):
    told, _ = _told(registers)
    assert {one.metric.kind for one in told} == set(Kind)
