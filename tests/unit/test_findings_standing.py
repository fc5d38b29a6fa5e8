"""Roll-ups: counts per class, the worst and the median class, change, and the tree of the matrix."""

from dashboard.findings import standing
from dashboard.rows import RegionRow
from etl.vocabulary import Performance
from tests.page_rows import row, unpublished

REGIONS = [
    RegionRow("330000", "浙江省", "Zhejiang", "province", ""),
    RegionRow("330500", "湖州市", "Huzhou", "city", "330000", 1, 1),
    RegionRow("330502", "吴兴区", "Wuxing", "county", "330500"),
    RegionRow("330400", "嘉兴市", "Jiaxing", "city", "330000", 2, 1),
]


def of(*classes, region="330500"):
    return [row(target_id=f"{region}-{place}", region_code=region, performance=one) for place, one in enumerate(classes)]


def test_every_class_of_the_vocabulary_is_counted_once():
    assert set(standing.CLASSES) == {*Performance, standing.UNPUBLISHED}
    assert len(standing.CLASSES) == len(Performance) + 1


def test_counts_stand_worst_first_and_unpublished_apart_from_not_assessable():
    rows = [*of("on_track", "missed", "off_track", "on_track"), unpublished(), row(performance="not_assessable", reason="no_path")]
    counts = {name: len(same) for name, same in standing.by_class(rows).items()}
    assert list(counts.items()) == [
        ("missed", 1), ("off_track", 1), ("on_track", 2), ("not_assessable", 1), ("unpublished", 1),
    ]  # fmt: skip


def test_the_worst_class_is_one_that_judges_where_any_does():
    assert standing.worst([*of("achieved", "at_risk"), unpublished()]).performance == "at_risk"
    assert standing.worst(of("off_track", "missed")).performance == "missed"
    assert standing.worst([unpublished(), row(performance="achieved")]).performance == "achieved"
    assert standing.class_of(standing.worst([unpublished(), row(performance="not_started")])) == "unpublished"


def test_the_median_class_counts_only_what_is_judged_and_of_two_takes_the_worse():
    assert standing.middle(of("achieved", "on_track", "off_track")).performance == "on_track"
    assert standing.middle(of("achieved", "on_track", "at_risk", "off_track")).performance == "at_risk"
    assert standing.middle([*of("on_track"), unpublished(), unpublished()]).performance == "on_track"
    assert standing.class_of(standing.middle([unpublished(), unpublished()])) == "unpublished"


def test_change_says_by_how_many_each_class_has_grown():
    change = standing.change(of("off_track", "off_track", "on_track"), of("on_track", "on_track", "off_track"))
    assert (change["off_track"], change["on_track"], change["missed"]) == (1, -1, 0)
    assert sum(change.values()) == 0


def test_data_states_are_counted_beside_the_classes():
    states = standing.data_states([row(), row(data_state="stale"), unpublished(), row(data_state="not_due")])
    assert list(states.values()) == [1, 1, 1, 1]


ROWS = [*of("on_track", region="330000"), *of("off_track", region="330500"), *of("missed", region="330502")]


def test_own_targets_and_those_below_are_counted_apart():
    draft = row(target_id="draft", region_code="330502", obligation="draft")
    tree = standing.tree(ROWS, REGIONS)
    assert standing.own_and_below("330000", tree.inside["330000"]) == (1, 2)
    assert [standing.below(code, [*ROWS, draft], REGIONS) for code in ("330000", "330500", "330502", "330400")] == [2, 1, 0, 0]


def test_a_closed_region_speaks_for_all_inside():
    [line] = standing.places(standing.tree(ROWS, REGIONS), [])
    assert (line.code, len(line.rows), line.has_inner, line.is_open) == ("330000", 3, True, False)


def test_an_opened_region_is_followed_by_its_own_targets_and_the_regions_inside():
    tree = standing.tree(ROWS, REGIONS)
    lines = [(line.code, line.depth, len(line.rows), line.is_own) for line in standing.places(tree, ["330000", "330500"])]
    assert lines == [
        ("330000", 0, 3, False),
        ("330000", 1, 1, True),
        ("330500", 1, 2, False),
        ("330500", 2, 1, True),
        ("330502", 2, 1, False),
    ]


def test_a_region_is_opened_only_below_an_opened_one():
    assert len(standing.places(standing.tree(ROWS, REGIONS), ["330500"])) == 1


def test_regions_without_targets_have_no_line_and_one_above_has_one_even_without_its_own():
    tree = standing.tree(of("missed", region="330502"), REGIONS)
    assert list(tree.inside) == ["330502", "330500", "330000"]
    assert [line.code for line in standing.places(tree, ["330000", "330500"])] == ["330000", "330500", "330502"]


def test_regions_with_only_drafts_or_ended_plans_stand_apart():
    rows = [row(region_code="1"), row(region_code="1", obligation="draft"), row(region_code="2", document_status="ended")]
    assert list(standing.apart(rows)) == ["2"]
