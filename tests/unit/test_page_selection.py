"""Which rows pages show: counts, attention, what falls due, what can be compared."""

from dashboard.findings import comparison, selection
from dashboard.rows import RegionRow
from tests.page_rows import row, unpublished


def test_one_row_per_target_the_year_running_now():
    rows = [row(due_period="2025Q4", basis="every_year"), row(due_period="2024Q4", basis="every_year")]
    assert [one.due_period for one in selection.latest(rows)] == ["2025Q4"]


def test_drafts_and_ended_plans_stand_apart():
    rows = [
        row(target_id="a"),
        row(target_id="b", obligation="draft"),
        row(target_id="c", document_status="draft"),
        row(target_id="d", document_status="ended"),
    ]
    assert [one.target_id for one in selection.counted(rows)] == ["a"]
    assert [one.target_id for one in selection.drafts(rows)] == ["b", "c"]
    assert [one.target_id for one in selection.ended(rows)] == ["d"]


def test_attention_puts_what_can_still_be_acted_on_first_and_the_slowest_of_it():
    rows = [
        row(target_id="done", performance="achieved"),
        row(target_id="risk", performance="at_risk", pace=0.7),
        row(target_id="slow", performance="off_track", pace=0.2),
        row(target_id="less", performance="off_track", pace=0.5),
        row(target_id="gone", performance="missed"),
        unpublished(target_id="none"),
    ]
    assert [one.target_id for one in selection.with_figures(rows)] == ["slow", "less", "risk", "gone", "done"]


def test_due_within_four_quarters_leaves_out_today_and_the_fifth():
    rows = [row(target_id=due, due_period=due) for due in ("2025Q4", "2026Q1", "2026Q4", "2027Q1")]
    assert [one.target_id for one in selection.due_within(rows, "2025Q4", 4)] == ["2026Q1", "2026Q4"]


def test_past_due_without_a_final_figure_are_only_undecided_ones():
    rows = [
        unpublished(target_id="unknown", due_period="2022Q4"),
        row(target_id="waiting", due_period="2025Q4", performance="awaiting_final"),
        row(target_id="missed", due_period="2022Q4", performance="missed"),
        unpublished(target_id="running"),
    ]
    assert [one.target_id for one in selection.ended_unpublished(rows, "2025Q4")] == ["waiting", "unknown"]


def test_a_province_holds_all_below_it():
    regions = [
        RegionRow("330000", "浙江省", "Zhejiang", "province", ""),
        RegionRow("330500", "湖州市", "Huzhou", "city", "330000"),
        RegionRow("370400", "枣庄市", "Zaozhuang", "city", "370000"),
        RegionRow("370000", "山东省", "Shandong", "province", ""),
    ]
    rows = [row(), row(region_code="330500"), row(region_code="370400")]
    assert len(selection.within(rows, "330000", regions)) == 2
    assert len(selection.within(rows, "", regions)) == 3
    assert [one.region_code for one in selection.provinces(regions, rows)] == ["330000", "370000"]


LEVELS = {"p": "province", **dict.fromkeys("123456", "city")}


def test_compared_are_the_same_scope_kind_of_promise_due_year_and_level():
    rows = [
        row(target_id="a", region_code="1", pace=0.5),
        row(target_id="b", region_code="2", pace=0.9),
        row(target_id="c", region_code="3", scope="retail"),
        row(target_id="d", region_code="4", basis="increment"),
        row(target_id="e", region_code="5", obligation="draft"),
        row(target_id="f", region_code="1", due_period="2030Q4"),
        row(target_id="p", region_code="p"),
        row(target_id="q", region_code="p"),
        unpublished(target_id="g", region_code="6"),
    ]
    (group,), apart = comparison.compare(rows, LEVELS, "2025Q4")
    assert (group.due_year, group.level, group.measure) == (2027, "city", "pace")
    assert [one.target_id for one in group.rows] == ["b", "a", "g"]
    assert {one.target_id: reason for one, reason in apart} == {
        "c": "scope", "d": "basis", "e": "draft", "f": "alone", "p": "alone", "q": "alone",
    }  # fmt: skip


def test_several_targets_of_a_region_each_stand_with_their_own_due_year():
    rows = [
        row(target_id=f"{code}-{due}", region_code=code, due_period=f"{due}Q4")
        for code in ("1", "2")
        for due in (2022, 2026, 2027)
    ]
    groups, apart = comparison.compare(rows, LEVELS, "2025Q4")
    assert [group.due_year for group in groups] == [2026, 2027, 2022]
    assert all(len(group.ranked) == 2 for group in groups) and apart == []


def test_who_has_no_pace_is_listed_and_not_ranked_by_something_else():
    rows = [
        row(target_id="slow", region_code="1", pace=0.4, attainment=0.2),
        row(target_id="none", region_code="2", pace=None, attainment=0.99),
    ]
    (group,), _ = comparison.compare(rows, LEVELS, "2025Q4")
    assert [one.target_id for one in group.ranked] == ["slow"]
    assert [one.target_id for one in group.unranked] == ["none"]


def test_where_less_is_better_the_lower_share_leads():
    shares = (("1", 1.4), ("2", 1.1))
    rows = [row(target_id=code, region_code=code, pace=None, attainment=share, direction="lower") for code, share in shares]
    (group,), _ = comparison.compare(rows, LEVELS, "2025Q4")
    assert [one.target_id for one in group.ranked] == ["2", "1"]


def test_where_nobody_has_a_pace_attainment_ranks():
    rows = [row(target_id=code, region_code=code, pace=None, attainment=share) for code, share in (("1", 0.2), ("2", 0.9))]
    (group,), _ = comparison.compare(rows, LEVELS, "2025Q4")
    assert group.measure == "attainment"
    assert [one.target_id for one in group.ranked] == ["2", "1"]


def test_a_metric_without_a_family_is_counted_as_other():
    assert selection.family(row(family="logistics")) == "logistics"
    assert selection.family(row(family="")) == "other" == selection.FAMILIES[-1]
