"""Similar places, places risen in a ranking, stages of a target, and lines before a correction."""

from dataclasses import replace
from datetime import date

from dashboard.findings import comparison, inputs, paths, selection
from dashboard.rows import ReportedRow
from tests.page_rows import row

LEVELS = {"a": "city", "b": "city", "c": "city", "d": "city", "p": "province"} | {f"x{number}": "city" for number in range(9)}


def place(code: str, target: str | None = "200", **changes):
    return row(region_code=code, target_id=f"{code}-01", target_value=target, **changes)


def test_similar_places_are_the_nearest_in_target_value():
    rows = [place("a"), place("b", "500"), place("c", "190"), place("d", "250")]
    assert [one.region_code for one in comparison.similar(rows[0], rows, LEVELS)] == ["c", "d", "b"]


def test_another_level_scope_kind_of_promise_or_a_draft_is_not_similar():
    own = place("a")
    others = [
        place("p"), place("b", scope="retail"), place("c", basis="increment"), place("d", obligation="draft"),
        place("x1", metric="parks"), place("x2", None),
    ]  # fmt: skip
    assert comparison.similar(own, [own, *others], LEVELS) == []


def test_at_most_five_places_and_each_once_by_its_nearest_due_date():
    later = place("x0", "210", due_period="2030Q4")
    rows = [place("a"), later, *(place(f"x{number}", str(210 + number)) for number in range(9))]
    found = comparison.similar(rows[0], rows, LEVELS)
    assert [one.region_code for one in found] == ["x0", "x1", "x2", "x3", "x4"]
    assert found[0].due_period == "2027Q4"


def test_without_a_target_value_nothing_is_near():
    assert comparison.similar(place("a", None), [place("b")], LEVELS) == []


def groups(**paces):
    rows = [place(code, pace=pace) for code, pace in paces.items()]
    return comparison.compare(rows, LEVELS, "2025Q4")[0]


def test_places_risen_and_fallen_since_an_earlier_quarter():
    (now,), earlier = groups(a=0.9, b=0.8, c=0.7), groups(a=0.5, b=0.6, c=0.4)
    changes = comparison.place_changes(now, earlier)
    assert changes == {("a-01", "2027Q4"): 1, ("b-01", "2027Q4"): -1, ("c-01", "2027Q4"): 0}


def test_who_has_only_now_a_figure_moves_nobody():
    (now,), earlier = groups(d=1.5, a=0.9, b=0.8), groups(a=0.5, b=0.4)
    assert comparison.place_changes(now, earlier) == {("a-01", "2027Q4"): 0, ("b-01", "2027Q4"): 0}


def test_rankings_by_different_measures_are_not_held_against_each_other():
    (now,) = groups(a=0.9, b=0.8)
    assert comparison.place_changes(now, [now._replace(measure="attainment")]) == {}
    assert comparison.place_changes(now, []) == {}


def test_the_quarter_before_may_lie_in_the_year_before():
    assert selection.quarter_before("2026Q1") == "2025Q4"


def test_stages_are_targets_of_the_same_figure_with_other_due_dates():
    own = row()
    early, later = row(target_id="s1", due_period="2025Q4", basis="level"), row(target_id="s2", due_period="2030Q4")
    others = [
        replace(early, scope="retail"), replace(early, metric="parks"), replace(early, region_code="x"),
        replace(early, basis="every_year"), replace(early, obligation="draft"), replace(early, target_value=None),
        row(target_id="twin"),
    ]  # fmt: skip
    assert paths.stages(own, [later, *others, own, early]) == [early, later]


def test_increments_are_stages_only_from_the_same_start():
    own = row(basis="increment")
    same = row(basis="increment", target_id="s1", due_period="2025Q4")
    assert paths.stages(own, [same, replace(same, start_date=date(2021, 1, 1))]) == [same]


def version(value: str | None, **changes) -> ReportedRow:
    fields = {
        "region_code": "330000", "metric": "export_value", "scope": "commerce", "period": "2025Q4", "counting": "ytd",
        "value": value, "yoy": None, "nature": "final", "confidence": "high", "source": "", "published_on": None,
        "note": "", "submission_id": None, "file": None, "row_no": None, "unit": "亿元",
    }  # fmt: skip
    return ReportedRow(**{**fields, **changes})


def revisions(*reported: ReportedRow):
    target = row()
    return paths.revisions(target, [(24312, 126)], reported, inputs.in_force(target, reported))


def test_a_corrected_figure_leaves_a_mark_where_the_line_stood():
    assert revisions(version("126"), version("120"), version("110")) == [(24312, 110.0), (24312, 120.0)]


def test_equal_versions_forecasts_withdrawals_and_other_scopes_leave_none():
    others = (version("126"), version("120", nature="forecast"), version(None), version("120", scope="retail"), version("30", counting="quarter"))
    assert revisions(version("126"), *others) == []
    assert revisions(version("126", nature="withdrawn"), version("120")) == []
