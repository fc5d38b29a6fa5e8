"""What 规划录入 suggests for metrics the register lacks."""

from dataclasses import replace

import pytest

from dashboard.findings import intake, intake_doubts, intake_metrics
from dashboard.findings.intake_metrics import LATER, NEW, Misfit
from etl.plans.candidates import Candidate
from etl.plans.drafts import Draft, from_json, to_json


def goal(at: int, name: str, unit: str = "个", **cells: str) -> Candidate:
    return Candidate((at, at + 2), "9个", True, "undertaken", "medium", cells={"unit": unit, "basis": "level", "comparator": "ge", **cells}, proposed_metric=name)


@pytest.mark.parametrize(
    ("name", "code"),
    [("数字化示范仓", "szhsfc"), ("跨境电商产业园", "kjdscyy"), ("B2B平台", "b2bpt"), ("5G基站", "metric_5gjz"), ("囍", "metric"), ("", "metric"), ("安".ljust(60, "区"), "a" + "q" * 29)],
)
def test_a_code_is_made_of_first_letters(name, code):
    assert intake_metrics.code(name, ()) == code and intake_metrics.METRIC_ID.fullmatch(code)


def test_a_code_is_never_given_twice():
    assert intake_metrics.code("基地", {"jd", "jd_2"}) == "jd_3"


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (goal(1, "直播基地"), ("stock", "higher", "carriers", "个")),
        (goal(1, "对接活动", "场"), ("flow", "higher", "services", "场")),
        (goal(1, "通关时间", "小时", comparator="le"), ("stock", "lower", "logistics", "小时")),
        (goal(1, "物流成本占比", "%"), ("rate", "lower", "logistics", "%")),
        (goal(1, "出口额", "倍", basis="multiple"), ("flow", "higher", "trade", "")),
        (goal(1, "国际快递业务量", "件"), ("flow", "higher", "", "件")),
        (goal(1, "跨境公路班车", "班"), ("flow", "higher", "", "班")),
        (goal(1, "处理能力", "件"), ("stock", "higher", "", "件")),
        (goal(1, "贷款余额", "户"), ("stock", "higher", "trade", "户")),
        (goal(1, "营商环境评价得分", "亿元"), ("stock", "higher", "", "分")),
        (goal(1, "展销额", "亿元"), ("flow", "higher", "trade", "亿元")),
    ],
)
def test_what_the_goals_suggest(one, expected):
    found = intake_metrics.suggestion(one.proposed_metric, [one], ())
    assert (found["kind"], found["direction"], found["family"], found["unit"]) == expected


def test_one_row_for_each_name_of_open_goals():
    goals = [goal(1, "基地"), goal(11, "中心"), goal(21, "基地"), goal(31, "", metric="parks"), goal(41, "园区", metric="parks")]
    (bases, centres) = intake_metrics.proposals(intake.items(goals, {}, {}), (), {}, {"jd"})
    assert (bases.numbers, bases.use, bases.row["metric"]) == ((1, 3), intake_metrics.NEW, "jd_2") and centres.name == "中心"
    kept = {**bases.row, "name_zh": "直播基地"}
    again, _ = intake_metrics.proposals(intake.items(goals, {}, {}), [kept], {"基地": "jd_2"}, {"jd"})
    assert (again.use, again.row["name_zh"]) == (intake_metrics.NEW, "直播基地"), "what was kept can be changed"
    other, _ = intake_metrics.proposals(intake.items(goals, {}, {}), (), {"基地": "parks"}, {"parks"})
    assert other.use == "parks"


def test_what_is_wrong_with_a_row():
    assert intake_metrics.faults({"metric": "jd", "name_zh": "基地", "unit": "个"}, ()) == []
    assert intake_metrics.faults({"metric": "jd"}, {"jd"}) == ["metric_id_taken", "name_zh", "unit"]
    assert intake_metrics.faults({"metric": "基地", "name_zh": "基地", "unit": "个"}, ()) == ["metric_id_wrong"]


PARKS, EVENTS, SHARE = ({"unit": unit, "kind": kind} for unit, kind in (("个", "stock"), ("场", "flow"), ("%", "rate")))


@pytest.mark.parametrize(
    ("one", "metric", "expected"),
    [
        (goal(1, "直播基地"), PARKS, None),
        (goal(1, "直播基地", basis="increment"), PARKS, None),
        (goal(1, "直播基地", "倍", basis="multiple"), PARKS, None),
        (goal(1, "直播基地", "亿元"), PARKS, Misfit.UNIT),
        (goal(1, "直播基地", "家"), PARKS, Misfit.UNIT),
        (goal(1, "直播基地", basis="every_year"), PARKS, Misfit.KIND),
        (goal(1, "直播基地"), PARKS | {"kind": "flow"}, Misfit.KIND),
        (goal(1, "直播基地", basis="increment"), PARKS | {"kind": "flow"}, None),
        (goal(1, "对接活动", "场"), EVENTS, None),
        (goal(1, "对接活动", "场", basis="each_subregion"), EVENTS, None),
        (goal(1, "电商占比", "%"), SHARE, None),
        (goal(1, "电商占比", "%", basis="cagr"), SHARE, Misfit.KIND),
    ],
)
def test_a_metric_that_was_named_is_held_against_each_goal_called_so(one, metric, expected):
    found = intake_metrics.misfits([one], {one.proposed_metric: "m"}, {"m": metric})
    assert found == ({one.span: expected} if expected else {})


def test_how_many_go_by_in_the_year_fits_a_flow_and_how_many_there_are_does_not():
    flow = {"unit": "件", "kind": "flow", "name_zh": "国际快递业务量"}
    assert intake_metrics.misfits([goal(1, "业务量", "件")], {"业务量": "flow"}, {"flow": flow}) == {}
    assert intake_metrics.misfits([goal(1, "业务量", "件")], {"业务量": "flow"}, {"flow": flow | {"name_zh": "快递柜"}}) == {(1, 3): Misfit.KIND}


def test_a_name_as_plain_as_its_kind_is_no_name_where_several_clauses_use_it():
    here, there, same = (goal(at, "基地", clause=clause) for at, clause in ((1, "一"), (11, "二"), (21, "一")))
    named = {"基地": "m", "直播基地": "m"}
    assert intake_metrics.misfits([here, there], named, {"m": PARKS}) == {here.span: Misfit.NAME, there.span: Misfit.NAME}
    assert intake_metrics.misfits([here, same], named, {"m": PARKS}) == {}
    assert intake_metrics.misfits([goal(1, "直播基地", clause="一"), goal(11, "直播基地", clause="二")], named, {"m": PARKS}) == {}
    assert intake_metrics.misfits([here, there], {}, {"m": PARKS}) == {}, "nobody has named it"


def test_naming_a_metric_settles_that_there_was_none_and_nothing_else():
    """Every goal called so gets the metric; those are sure that fit it and of which nothing else was assumed."""
    sure, inherited, one, other_unit = (
        replace(goal(at, "直播基地", unit, region_code="990100"), assumed=assumed)
        for at, unit, assumed in (
            (1, "个", "metric_proposed"), (11, "个", "metric_proposed;metric_inherited"), (21, "个", "metric_proposed;one_as_number"), (31, "亿元", "metric_proposed"),
        )
    )  # fmt: skip
    found = [sure, inherited, one, other_unit, replace(sure, span=(41, 43), rule="listed_on")]
    named = {"直播基地": "parks"}
    fill, misfits = intake_doubts.filling(found, named, ""), intake_metrics.misfits(found, named, {"parks": PARKS})
    assert [fill[one.span] for one in found] == [{"metric": "parks"}] * 5
    listed = intake.items(found, {}, {}, fill=fill, misfits=misfits)
    assert [choice.span for choice in intake_doubts.undoubted(listed)] == [sure.span]
    assert [intake_doubts.misfit(one) for one in listed] == ["", "", "", "unit", ""]


def test_a_name_that_waits_goes_on_waiting_whatever_else_is_saved():
    items = intake.items([goal(1, "直播基地"), goal(11, "展销额", "亿元"), goal(21, "路演", "")], {}, {})
    found = intake_metrics.proposals(items, (), {}, ())
    rows = [{**one.row, "use": use, "family": one.row["family"] or "other"} for one, use in zip(found, (LATER, NEW, NEW))]
    said = intake_metrics.settled(found, rows)
    assert (said.named, said.without) == ({"直播基地": "", "展销额": "zxe"}, ["路演"])
    assert said.rows["展销额"]["unit"] == "亿元" and said.rows.keys() == {"展销额"}
    draft = from_json(to_json(Draft().with_metrics(said.rows.values(), said.named, said.without)))
    again = intake_metrics.proposals(items, draft.metrics, draft.named, ())
    assert [one.use for one in again] == [LATER, NEW, NEW], "and of what lacks its unit nothing was said"
    rows = [{**one.row, "use": one.use} for one in again]
    assert intake_metrics.settled(again, rows).named == said.named, "saved once more as it stands"
    assert all((LATER, NEW)), "a cell that must be filled in is never set to nothing"
