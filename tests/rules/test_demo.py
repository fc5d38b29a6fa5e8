"""The demonstration shows every class, state and reason of the method, and true stories."""

from collections import Counter
from datetime import datetime
from decimal import Decimal

import pytest

from dashboard import queries
from dashboard.findings import formula, paths
from dashboard.wording import Words
from etl.demo.workspace import write_fictional
from etl.period import Period
from etl.registers import load_registers
from etl.vocabulary import (
    Basis,
    Comparator,
    Confidence,
    DataState,
    DocumentStatus,
    Obligation,
    Performance,
    Reason,
)
from etl.warehouse import Audience, gaps, open_warehouse
from etl.workspace import Workspace

NOW = Period.parse("2026Q3")
A_YEAR_BEFORE = Period.parse("2025Q4")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("demonstration")
    write_fictional(root)
    return Workspace(root)


@pytest.fixture(scope="module")
def now(workspace):
    return {(row["target_id"], row["due_period"]): row for row in gaps(workspace, NOW)}


def outcomes(rows):
    return {(row["performance"], row["reason"] or "") for row in rows}


def test_every_class_and_every_reason_occurs(now):
    rows = now.values()
    assert {row["performance"] for row in rows} == set(Performance)
    assert {row["reason"] for row in rows if row["reason"]} == set(Reason)


def test_every_way_in_which_a_class_and_a_reason_meet_occurs(now):
    assert outcomes(now.values()) == {
        ("achieved", ""),
        ("met_so_far", ""),
        ("on_track", ""),
        ("at_risk", ""),
        ("off_track", ""),
        ("off_track", "regressing"),
        ("missed", ""),
        ("awaiting_final", ""),
        ("awaiting_final", "children_missing"),
        ("not_assessable", "no_actual"),
        ("not_assessable", "other_scope"),
        ("not_assessable", "no_baseline"),
        ("not_assessable", "provisional_baseline"),
        ("not_assessable", "children_missing"),
        ("not_assessable", "no_path"),
        ("not_assessable", "too_early"),
        ("not_started", ""),
    }


def test_every_data_state_and_confidence_occurs(now):
    assert {row["data_state"] for row in now.values()} == set(DataState)
    assert {row["confidence"] for row in now.values() if row["confidence"]} == set(Confidence)
    assert any(row["confidence"] is None for row in now.values())


def test_confidence_may_come_from_the_actual_or_from_the_baseline(workspace, now):
    """Vacant parks are reported from a doubtful source today, leading enterprises once were."""
    with open_warehouse(workspace) as connection:
        doubtful = connection.execute(
            "select metric, max(month_no) from actual where confidence = 'low' group by metric"
        ).fetchall()
    last_doubt = {metric: str(Period(month_no)) for metric, month_no in doubtful}
    vacant, leading = now["990200-09", "2027Q4"], now["990100-10", "2027Q4"]
    assert vacant["confidence"] == leading["confidence"] == Confidence.LOW
    assert last_doubt["idle_parks"] == vacant["actual_period"]
    assert last_doubt["leading_enterprises"] == leading["baseline_period"]


def test_a_year_before_all_but_the_early_ones_occur(workspace):
    """What is too early in 2026Q3 had not begun in 2025Q4."""
    rows = gaps(workspace, A_YEAR_BEFORE)
    assert {row["performance"] for row in rows} == set(Performance)
    assert {row["data_state"] for row in rows} == set(DataState)
    assert {row["reason"] for row in rows if row["reason"]} == set(Reason) - {Reason.TOO_EARLY}


def test_registers_use_every_basis_comparator_and_status(workspace):
    registers = load_registers(workspace)
    assert {target.basis for target in registers.targets} == set(Basis)
    assert {target.comparator for target in registers.targets} == set(Comparator)
    assert {target.obligation for target in registers.targets} == set(Obligation)
    assert {document.status for document in registers.documents} == set(DocumentStatus)


def test_registers_are_of_the_size_of_the_real_ones_and_all_invented(workspace):
    registers = load_registers(workspace)
    assert 80 <= len(registers.targets) <= 130
    assert 20 <= len(registers.metrics) <= 30
    assert all(region.region_code.startswith("99") for region in registers.regions)
    assert all("演示" in region.note for region in registers.regions)
    assert all("演示" in document.title for document in registers.documents)


def test_figures_are_of_every_nature_counting_and_kind_of_period(workspace):
    with open_warehouse(workspace) as connection:
        rows = connection.execute(
            "select nature, counting, month_no % 3 = 0, count(*) from actual group by all"
        ).fetchall()
        (nil,) = connection.execute(
            "select count(*) from actual where value = 0 and note = '零报送'"
        ).fetchone()
    assert {row[0] for row in rows} == {"final", "preliminary", "forecast", "withdrawn"}
    assert {row[1] for row in rows} == {"ytd", "quarter", "point"}
    assert {row[2] for row in rows} == {True, False}
    assert nil > 0


def test_the_source_of_every_figure_says_that_it_is_invented(workspace):
    with open_warehouse(workspace) as connection:
        marked, total = connection.execute(
            "select count(*) filter (source like '%演示数据%'), count(*) from actual"
        ).fetchone()
    assert marked == total > 2000


def test_cities_publish_eleven_to_eighteen_days_after_the_quarter(workspace):
    with open_warehouse(workspace) as connection:
        days = connection.execute(
            """
            select distinct published_on - last_day(make_date((month_no - 1) // 12, (month_no - 1) % 12 + 1, 1))
            from actual where file like '%-1-quarterly.csv' and month_no % 3 = 0
            """
        ).fetchall()
    assert {row[0] for row in days} <= set(range(11, 19))


# the stories


def test_a_doubling_is_chained_to_the_doubling_before_it(now):
    first, second = now["990000-08", "2027Q4"], now["990000-09", "2030Q4"]
    assert first["performance"] == "on_track"
    assert second["target_value"] == 2 * first["target_value"]
    assert second["provisional"] and second["reason"] == "provisional_baseline"


def test_the_leading_city_is_never_behind(now):
    leading = [row for row in now.values() if row["region_code"] == "990100"]
    assert {row["performance"] for row in leading} <= {
        "achieved",
        "met_so_far",
        "on_track",
        "not_assessable",
    }


def test_the_lagging_city_is_late_and_behind(now):
    lagging = Counter(
        (row["performance"], row["data_state"])
        for row in now.values()
        if row["region_code"] == "990300" and row["due_period"] > str(NOW)
    )
    assert lagging["off_track", "stale"] >= 5


def test_the_recovering_city_was_behind_and_is_on_its_way(workspace, now):
    before = {row["target_id"]: row for row in gaps(workspace, Period.parse("2023Q4"))}
    assert before["990200-02"]["performance"] == "off_track"
    assert now["990200-02", "2027Q4"]["performance"] == "on_track"


def test_the_falling_city_loses_what_it_had(workspace, now):
    before = {row["target_id"]: row for row in gaps(workspace, Period.parse("2024Q4"))}
    assert before["990400-03"]["performance"] == "met_so_far"
    assert now["990400-03", "2027Q4"]["reason"] == "regressing"
    assert now["990400-01", "2027Q4"]["pace"] < 0


def test_one_city_never_reports(now):
    silent = [row for row in now.values() if row["region_code"] == "990600"]
    assert {(row["data_state"], row["reason"]) for row in silent} == {("no_data", "no_actual")}


def test_a_correction_turns_a_success_into_a_miss(workspace, now):
    """First 突破300亿元 was published, forty days later a lower figure."""
    at_first = {
        (row["target_id"], row["due_period"]): row
        for row in gaps(workspace, NOW, datetime.fromisoformat("2026-01-31T23:59:59+08:00"))
    }
    stage = ("990200-01", "2025Q4")
    assert at_first[stage]["performance"] == "achieved"
    assert now[stage]["performance"] == "missed"


def test_a_withdrawn_figure_leaves_the_one_of_the_quarter_before(now):
    assert now["990300-09", "2027Q4"]["actual_period"] == "2026Q1"


def test_a_month_with_its_growth_rate_serves_as_the_latest_figure(now):
    row = now["990200-03", "2027Q4"]
    assert (row["actual_period"], row["data_state"]) == ("2026-08", "stale")


@pytest.mark.parametrize(
    ("target_id", "exactly", "performance"),
    [
        ("990800-02", 45, "missed"),  # 突破
        ("990000-06", 9, "missed"),  # 降至……以下, strict
    ],
)
def test_a_strict_target_met_exactly_is_missed(now, target_id, exactly, performance):
    row = now[target_id, "2025Q4"]
    assert row["actual_value"] == row["target_value"] == exactly
    assert row["performance"] == performance


def test_a_growth_target_met_exactly_is_met(now):
    row = now["990800-03", "2025Q4"]
    assert row["gap_to_target"] == 0
    assert row["performance"] == "achieved"


def test_every_figure_that_is_a_sum_can_be_added_up_from_what_was_reported(workspace, now):
    version = f"{Audience.SIGNED_IN.warehouse(workspace)}@1.1"
    rows = [row for row in queries.target_rows(version, "2026Q2") if row.has_figure]
    points, totals = queries.points(version, "2026Q2"), queries.totals(version, "2026Q2")
    told = Counter()
    for row in rows:
        known = paths.known(row, points, totals)
        if formula.actual_together(row, known, Words("zh")):
            told[row.kind, row.basis] += 1
        else:
            month = Period.parse(row.actual_period).month_no
            assert known.get(month) == Decimal(row.actual_value) or row.basis == Basis.EACH_SUBREGION, row.key
    assert told.keys() == {("flow", "level"), ("flow", "multiple"), ("flow", "cagr"), ("flow", "increment"), ("stock", "increment")}
