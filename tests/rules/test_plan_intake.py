"""From candidates to targets: what a confirmation records, refuses and shows."""

import csv
import io
import json
from dataclasses import replace

import pytest

from dashboard.wording import templates
from etl.__main__ import main
from etl.collection import audit, plan_intake, plan_reading, purging
from etl.collection.plan_intake import confirm, preview
from etl.ledger import ActKind, Decision, Ledger
from etl.ledger.chain import sha256
from etl.period import Period
from etl.plans.choices import Choice
from etl.plans.conflicts import Overlap
from etl.plans.editions import Change, count
from etl.problems import Refused
from etl.registers import load_registers, read_registers
from etl.rights import Role
from etl.warehouse import gaps
from tests.collection_world import (
    ACCOUNTS, ADMINISTRATOR, AUDITOR, EDITOR, EVERYBODY, NOW, REPORTER, at, copy_world, head, write_world,
)  # fmt: skip
from tests.plan_scene import (
    AGAIN, CANDIDATES, CHOICES, EXPORT, EXPORTS, MERGE, NO_GOAL, NUMBER, OTHER, PARK_COUNT, PLAN, PLAN_TEXT, REJECT, REMOVE, TAKE,
    confirmed, goal, lines, plan_of, recorded, take,
)  # fmt: skip


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Nothing here looks at the warehouse without bringing it up to date first."""
    for name in ("refresh", "refresh_after_act"):
        monkeypatch.setattr(plan_intake, name, lambda _: None)


@pytest.fixture
def workspace(tmp_path):
    """What is kept of the registers after every confirmation is what reading them anew gives."""
    made = copy_world(tmp_path / "work")
    with at(NOW):
        yield made
    assert load_registers(made) == read_registers(made.register_contents())


def rows(workspace, name="targets.csv"):
    return list(csv.DictReader(io.StringIO((workspace.root / name).read_text(encoding="utf-8"))))


def codes(found) -> list[str]:
    problems = found.problems if isinstance(found, plan_intake.IntakePreview) else found.value.problems
    for problem in problems:
        assert problem.message("zh") and problem.message("en")
    return [problem.code for problem in problems]


def test_from_candidates_to_gaps_on_the_pages(workspace):
    before = lines(workspace)
    receipt = confirmed(workspace)
    assert receipt.target_ids == {EXPORTS.span: "990100-04", PARK_COUNT.span: "990100-05"}
    assert receipt.files == ["documents.csv", "targets.csv", "numbers.csv"]
    assert lines(workspace) == before + [
        "990100-04,990100,export_value,,990100-2026,一,level,ge,300,,亿元,,2026-01-01,2028-12-31,,,firm,,300亿元以上,",
        "990100-05,990100,parks,,990100-2026,二,level,ge,12,,个,,2026-01-01,2028-12-31,,,firm,市商务局;市财政局,12个,",
    ]
    assert lines(workspace, "numbers.csv") == [
        "990100-2026,标题,〔2026〕9号,,文号",
        "990100-2026,一,300亿元以上,990100-04,",
        "990100-2026,二,12个,990100-05,",
        "990100-2026,三,300亿元,990100-04,",
    ]
    document = rows(workspace, "documents.csv")[-1]
    assert (document["document_id"], document["sha256"]) == ("990100-2026", sha256(PLAN.data))
    found = {row["target_id"]: row for row in gaps(workspace, Period.parse("2026Q2"))}
    assert found["990100-04"]["target_value"] == 300 and found["990100-05"]["performance"] == "not_assessable"


def test_the_ledger_tells_what_was_extracted_and_what_was_made_of_it(workspace):
    receipt = confirmed(workspace)
    with Ledger.open(workspace.ledger_url) as ledger:
        batch = ledger.plan_intakes()[0]
        assert ledger.verify() == []
        assert ledger.plan(sha256(PLAN.data)) == PLAN.data
        versions = {one.name: one for one in ledger.register_versions()}
    kinds = [one.decision for one in batch.decisions]
    assert kinds == [Decision.NON_GOAL, Decision.CONFIRMED, Decision.EDITED, Decision.MERGED]
    assert (batch.sequence, batch.account, batch.plan_sha256) == (receipt.sequence, EDITOR, sha256(PLAN.data))
    edited = batch.decisions[2]
    assert (edited.figure, edited.rule, edited.span) == ("12个", "level_ge", PARK_COUNT.span)
    assert "responsible" not in edited.extracted and edited.confirmed["responsible"] == "市商务局;市财政局"
    assert batch.decisions[3].target_id == "990100-04"
    assert versions["targets.csv"].intake == receipt.sequence
    assert versions["targets.csv"].content == (workspace.root / "targets.csv").read_bytes()
    assert recorded(workspace, "numbers.csv") == (workspace.root / "numbers.csv").read_bytes()


def kind_of(workspace, candidate, **choice):
    (decision,) = preview(workspace, EDITOR, plan_of(candidate), [Choice(span=candidate.span, **choice)]).decisions
    return decision.decision


def test_what_was_settled_for_several_goals_is_no_edit_of_one(workspace):
    cells = {name: cell for name, cell in EXPORT.items() if name not in ("region_code", "metric")}
    found = replace(goal(9, "300亿元", **cells), proposed_metric="出口额", assumed="region_unknown;metric_proposed")
    filled = {"metric": EXPORT["metric"], "region_code": EXPORT["region_code"]}
    assert kind_of(workspace, found, decision=TAKE, cells=filled) is Decision.CONFIRMED
    assert kind_of(workspace, found, decision=Decision.EDITED, cells=filled) is Decision.EDITED, "by hand, for this goal alone"
    assert kind_of(workspace, found, decision=TAKE, cells=filled | {"value": "310"}) is Decision.EDITED
    said = goal(9, "300亿元", **EXPORT)
    assert kind_of(workspace, said, decision=TAKE, cells={"region_code": "990200"}) is Decision.EDITED, "the text says which"
    assert kind_of(workspace, said, decision=Decision.EDITED) is Decision.CONFIRMED, "nothing was changed"


def test_a_preview_is_what_is_then_recorded_and_stores_nothing(workspace):
    before = head(workspace)
    seen = preview(workspace, EDITOR, PLAN, CHOICES)
    assert head(workspace) == before and not (workspace.root / "numbers.csv").exists()
    assert seen.is_complete and not seen.problems and not seen.unstated
    assert [one.target_id for one in seen.targets] == ["990100-04", "990100-05"]
    assert [one.change for one in seen.changes] == [Change.ADDED, Change.ADDED]
    confirm(workspace, EDITOR, PLAN, CHOICES, seen.basis)
    for name, content in seen.contents.items():
        assert (workspace.root / name).read_bytes() == content


@pytest.mark.parametrize("account", [name for name in EVERYBODY if name not in ACCOUNTS or ACCOUNTS[name].role is not Role.EDITOR])
def test_only_editors_take_plans_in(workspace, account):
    before = head(workspace)
    for act in (lambda: preview(workspace, account, PLAN, CHOICES), lambda: confirm(workspace, account, PLAN, CHOICES, "")):
        with pytest.raises(Refused) as refused:
            act()
        assert codes(refused)[0].startswith("rights.")
    assert head(workspace) == before


def test_a_stand_in_takes_plans_in_and_both_are_named(tmp_path):
    from datetime import date

    from etl.rights import StandIn

    workspace = write_world(tmp_path / "work")
    with at(NOW):
        with Ledger.open(workspace.ledger_url) as ledger, ledger.transaction("setup") as tx:
            tx.put_stand_in(StandIn(EDITOR, REPORTER, "休假", date(2026, 12, 31)))
        confirmed(workspace, account=REPORTER)
        with Ledger.open(workspace.ledger_url) as ledger:
            batch = ledger.plan_intakes()[0]
    assert (batch.account, batch.principal) == (REPORTER, EDITOR)


def test_a_plan_can_be_taken_in_piece_by_piece(workspace):
    first = preview(workspace, EDITOR, PLAN, CHOICES[:2])
    assert [one.figure for one in first.undecided] == ["12个", "300亿元"]
    confirm(workspace, EDITOR, PLAN, CHOICES[:2], first.basis)
    assert preview(workspace, EDITOR, PLAN, CHOICES[2:]).is_complete
    confirmed(workspace, choices=CHOICES[2:])
    assert [row["target_id"] for row in rows(workspace, "numbers.csv")] == ["", "990100-04", "990100-05", "990100-04"]


def test_every_problem_is_told_at_once_and_nothing_is_written(workspace):
    bad = goal(20, "300亿元以上", **EXPORT | {"unit": "万元", "due": "2020-12-31"})
    worse = goal(40, "12个", **EXPORT | {"metric": "parking"})
    plan = plan_of(NUMBER, bad, worse)
    choices = [*take(bad, worse), Choice(REJECT, worse.span), Choice(MERGE, (1, 2), target_id="@9-9"), Choice(REMOVE, target_id="990000-01")]
    seen = preview(workspace, EDITOR, plan, choices)
    assert sorted(codes(seen)) == sorted([
        "plans.twice", "plans.not_in_text", "plans.reference", "plans.reason", "plans.reason",
        "plans.unknown_target", "plans.other_plan",
        "register.due_before_start", "register.unit", "register.unknown_metric",
    ])  # fmt: skip
    told = [(one.target_id, one.span) for one in seen.faults if one.target_id]
    assert told == [("990100-04", bad.span), ("990100-04", bad.span), ("990100-05", worse.span)]
    before, files = head(workspace), lines(workspace)
    with pytest.raises(Refused) as refused:
        confirm(workspace, EDITOR, plan, choices, seen.basis)
    assert codes(refused) == codes(seen)
    assert (head(workspace), lines(workspace)) == (before, files)


@pytest.mark.parametrize(
    "choices, code",
    [
        ((), "plans.nothing"),
        ([Choice(REJECT, EXPORTS.span)], "plans.reason"),
        ([Choice(TAKE, NUMBER.span, EXPORT)], "plans.reason"),
        ([Choice(MERGE, AGAIN.span)], "plans.no_target"),
        ([Choice(TAKE, (200, 204), EXPORT)], "plans.not_in_text"),
        ([Choice(TAKE, None, EXPORT, figure="1")], "plans.no_place"),
        (take(EXPORTS, AGAIN), "plans.overlap"),
        ([Choice(TAKE, EXPORTS.span, target_id="990100-88")], "plans.unknown_target"),
        ([Choice(TAKE, EXPORTS.span, target_id="990100-01")], "plans.other_plan"),
    ],
)
def test_what_cannot_be_recorded(workspace, choices, code):
    with pytest.raises(Refused) as refused:
        confirmed(workspace, choices=choices)
    assert codes(refused) == [code]


def test_with_a_reason_a_person_decides_against_the_rules(workspace):
    choices = [
        Choice(TAKE, NUMBER.span, EXPORT | {"value": "9"}, "文号里的数字恰是目标"),
        Choice(REJECT, EXPORTS.span, reason="系补贴上限"),
        Choice(TAKE, (100, 103), EXPORT | {"clause": "四", "metric": "events", "basis": "every_year", "unit": "场", "value": "6"}, figure="6场次"),
    ]
    confirmed(workspace, choices=choices)
    with Ledger.open(workspace.ledger_url) as ledger:
        decisions = ledger.plan_intakes()[0].decisions
    assert [one.decision for one in decisions] == [Decision.EDITED, Decision.REJECTED, Decision.ADDED]
    assert lines(workspace, "numbers.csv")[1:] == ["990100-2026,一,300亿元以上,,系补贴上限", "990100-2026,四,6场次,990100-05,"]


def test_conflicts_with_other_plans_are_shown_and_are_none_of_a_persons_business_to_explain(workspace):
    same = goal(5, "150亿元", **EXPORT | {"value": "150", "due": "2027-12-31"})
    other = goal(15, "25亿元", **EXPORT | {"value": "25", "due": "2027-12-31", "scope": "retail"})
    plan = plan_of(same, other)
    seen = preview(workspace, EDITOR, plan, take(same, other))
    assert not seen.problems
    told = {target_id: [(one.overlap, one.target_id, one.is_same_plan) for one in found] for target_id, found in seen.conflicts.items()}
    assert told == {"990100-04": [(Overlap.DUPLICATE, "990100-01", False)], "990100-05": [(Overlap.REVISION, "990100-03", False)]}


def test_a_decision_is_taken_back_with_a_reason(workspace):
    confirmed(workspace, choices=CHOICES)
    again = Choice(TAKE, EXPORTS.span, {"value": "310"})
    with pytest.raises(Refused) as refused:
        confirmed(workspace, choices=[again])
    assert codes(refused) == ["plans.reason"]
    confirmed(workspace, choices=[replace(again, reason="原文为310")])
    assert [row["value"] for row in rows(workspace) if row["target_id"] == "990100-04"] == ["310"]
    with pytest.raises(Refused) as refused:
        confirmed(workspace, choices=[Choice(REJECT, EXPORTS.span, reason="系远景展望")])
    assert codes(refused) == ["plans.still_named"], "another quantity was merged into it"
    confirmed(workspace, choices=[Choice(REJECT, EXPORTS.span, reason="系远景展望"), Choice(REJECT, AGAIN.span, reason="系远景展望")])
    assert "990100-04" not in {row["target_id"] for row in rows(workspace)}
    confirmed(workspace, choices=[Choice(TAKE, EXPORTS.span, reason="复核后确为目标")])
    assert [row["target_id"] for row in rows(workspace)][-2:] == ["990100-05", "990100-06"], "ids are given once"
    assert [row["target_id"] for row in rows(workspace, "numbers.csv")] == ["", "990100-06", "990100-05", ""]


def test_one_quantity_makes_a_target(workspace):
    confirmed(workspace)
    plan = plan_of(*CANDIDATES, data="新版".encode())
    both = [Choice(TAKE, one.span, target_id="990100-04", reason="新版") for one in (EXPORTS, AGAIN)]
    assert codes(preview(workspace, EDITOR, plan, both)) == ["plans.same_target"]
    confirmed(workspace, plan, both[:1])
    assert codes(preview(workspace, EDITOR, plan, both[1:])) == ["plans.same_target"], "of an earlier batch"


def test_a_corrected_clause_moves_its_row(workspace):
    confirmed(workspace)
    confirmed(workspace, choices=[Choice(TAKE, PARK_COUNT.span, {"clause": "二(一)"}, "条款号有误")])
    assert [(row["clause"], row["target_id"]) for row in rows(workspace, "numbers.csv")][2:] == [("二(一)", "990100-05"), ("三", "990100-04")]


def test_a_changed_edition(workspace):
    confirmed(workspace)
    raised = goal(22, "350亿元以上", **EXPORT | {"value": "350"})
    more = goal(80, "8场", "四", **EXPORT | {"metric": "events", "basis": "every_year", "unit": "场", "value": "8"})
    plan = plan_of(NUMBER, raised, more, data="规划第二版".encode())
    choices = [Choice(NO_GOAL, NUMBER.span), Choice(TAKE, raised.span, target_id="990100-04"), Choice(TAKE, more.span)]
    seen = preview(workspace, EDITOR, plan, choices)
    assert [one.target_id for one in seen.unstated] == ["990100-05"], "what the new edition does not state"
    choices.append(Choice(REMOVE, target_id="990100-05", reason="新版未列"))
    seen = preview(workspace, EDITOR, plan, choices)
    assert {(one.change, (one.after or one.before).target_id) for one in seen.changes} == {
        (Change.DROPPED, "990100-05"), (Change.RAISED, "990100-04"), (Change.ADDED, "990100-06"),
    }  # fmt: skip
    confirm(workspace, EDITOR, plan, choices, seen.basis)
    assert lines(workspace, "numbers.csv") == [
        "990100-2026,标题,〔2026〕9号,,文号",
        "990100-2026,一,350亿元以上,990100-04,",
        "990100-2026,四,8场,990100-06,",
    ]
    assert rows(workspace, "documents.csv")[-1]["sha256"] == sha256(plan.data)
    latest, first = plan_reading.editions(workspace, REPORTER, "990100-2026")
    assert (latest.plan_sha256, count(latest.changes)) == (sha256(plan.data), count(seen.changes))
    assert [one.change for one in first.changes] == [Change.ADDED, Change.ADDED]


def merging(workspace, otherwise, reason="", **what):
    """A later edition whose figure is merged with the target of an earlier one."""
    said = goal(70, what.pop("figure", "350亿元以上"), **{"clause": "五"} | EXPORT | otherwise)
    plan = plan_of(replace(said, **what), data="规划第二版".encode())
    return plan, [Choice(MERGE, said.span, reason=reason, target_id="990100-04")]


@pytest.mark.parametrize(
    ("otherwise", "columns"),
    [
        ({"value": "350"}, "value"),
        ({"comparator": "le"}, "comparator"),
        ({"comparator": "between", "value_high": "350"}, "comparator, value_high"),
        ({"basis": "increment"}, "basis"),
        ({"due": "2029-12-31"}, "due"),
        ({"metric": "parks", "unit": "个"}, "metric, unit"),
        ({"region_code": "990101"}, "region_code"),
        ({"value": ""}, "figure"),
        ({"value": "300.0"}, None),
        ({"clause": "九", "start": "2025-01-01"}, None),
    ],
)
def test_a_changed_figure_is_not_merged_without_a_word(workspace, otherwise, columns):
    confirmed(workspace)
    plan, choices = merging(workspace, otherwise)
    seen = preview(workspace, EDITOR, plan, choices)
    if columns is None:
        assert not seen.problems and not seen.merges
        return
    assert codes(seen) == ["plans.other_merge"] and seen.problems[0].needed["columns"] == columns
    with pytest.raises(Refused) as refused:
        confirmed(workspace, plan, choices)
    assert codes(refused) == ["plans.other_merge"]
    plan, choices = merging(workspace, otherwise, "系同一数字的四舍五入")
    seen = preview(workspace, EDITOR, plan, choices)
    (told,) = seen.merges
    assert (", ".join(told.columns), told.target.target_id, told.reason) == (columns, "990100-04", "系同一数字的四舍五入")
    confirm(workspace, EDITOR, plan, choices, seen.basis)
    with Ledger.open(workspace.ledger_url) as ledger:
        assert ledger.plan_intakes()[-1].decisions[0].reason == "系同一数字的四舍五入"


def test_what_a_person_corrected_in_the_target_holds_for_the_same_reading(workspace):
    confirmed(workspace, choices=[Choice(TAKE, EXPORTS.span, {"value": "310", "comparator": "gt"})])
    plan, choices = merging(workspace, {}, figure="300亿元以上")
    assert not preview(workspace, EDITOR, plan, choices).problems, "read as what became the target"
    assert codes(preview(workspace, EDITOR, *merging(workspace, {"value": "310"}))) == ["plans.other_merge"], "the comparison is another"
    register = workspace.root / "targets.csv"
    register.write_text(register.read_text(encoding="utf-8").replace(",gt,310,", ",gt,400,"), encoding="utf-8")
    assert codes(preview(workspace, EDITOR, plan, choices)) == ["plans.other_merge"], "the target was changed by hand since"


def test_what_the_text_leaves_open_counts_as_it_was_said(workspace):
    confirmed(workspace)
    cells = {name: cell for name, cell in EXPORT.items() if name != "metric"}
    found = replace(goal(70, "300亿元以上", "五", **cells), proposed_metric="出口额")
    plan, merge = plan_of(found, data="规划第二版".encode()), Choice(MERGE, found.span, target_id="990100-04")
    assert not preview(workspace, EDITOR, plan, [merge]).problems, "nobody has said what it counts"
    assert not preview(workspace, EDITOR, plan, [replace(merge, cells={"metric": "export_value"})]).problems
    assert codes(preview(workspace, EDITOR, plan, [replace(merge, cells={"metric": "parks"})])) == ["plans.other_merge"]
    plan, (merge,) = merging(workspace, {"value": "350"})
    over = replace(merge, cells={"value": "300"})
    assert codes(preview(workspace, EDITOR, plan, [over])) == ["plans.other_merge"], "the text counts where it says something"


def test_a_repetition_within_the_text_needs_no_reason(workspace):
    heading = replace(goal(70, "300亿元", "三", **EXPORT | {"comparator": "eq", "due": "2030-12-31"}), repeats=EXPORTS.span)
    plain = goal(90, "300亿元", "四", **EXPORT | {"comparator": "eq"})
    other = goal(110, "320亿元", "五", **EXPORT | {"value": "320"})
    plan = plan_of(EXPORTS, heading, plain, other)
    merges = {one.span: Choice(MERGE, one.span, target_id="@20-27") for one in (heading, plain, other)}
    taken = Choice(TAKE, EXPORTS.span)
    assert not preview(workspace, EDITOR, plan, [taken, merges[heading.span], merges[plain.span]]).problems
    edited = Choice(TAKE, EXPORTS.span, {"value": "31", "due": "2029-12-31"})
    assert not preview(workspace, EDITOR, plan, [edited, merges[heading.span]]).problems, "what was edited was edited for both"
    seen = preview(workspace, EDITOR, plan, [taken, merges[other.span]])
    assert codes(seen) == ["plans.other_merge"] and seen.faults[0].span == other.span


def test_a_quantity_is_not_merged_into_another_plan(workspace):
    assert codes(preview(workspace, EDITOR, PLAN, [Choice(MERGE, AGAIN.span, target_id="990100-01")])) == ["plans.other_plan"]


def test_a_target_that_another_plan_builds_on_does_not_go(workspace):
    confirmed(workspace)
    with (workspace.root / "targets.csv").open("a", encoding="utf-8") as file:
        file.write("990200-09,990200,export_value,,P,九,level,ge,70,,亿元,,2026-01-01,2027-12-31,990100-04,,firm,,70亿元,\n")
    gone = [Choice(REJECT, EXPORTS.span, reason="非目标"), Choice(REJECT, AGAIN.span, reason="非目标")]
    (fault,) = preview(workspace, EDITOR, PLAN, gone).faults
    assert (fault.problem.code, fault.target_id, fault.span) == ("register.unknown_target", "990200-09", None)
    left = ["header", *(one for one in lines(workspace) if not one.startswith("990100-04"))]
    assert left[fault.problem.row - 1].startswith("990200-09"), "its row in the whole file as it would be"
    under = Choice(TAKE, EXPORTS.span, {"parent_id": "990200-09"}, "循环")
    assert codes(preview(workspace, EDITOR, PLAN, [under])) == ["register.closed_chain"]


def test_rows_made_by_hand_stay(workspace):
    by_hand = "document_id,clause,figure,target_id,reason\r\nP,一,翻一番,990000-01,\r\n990100-2026,一,300亿元以上,,手工\r\n990100-2026,九,99个,,已有资源\r\n"
    (workspace.root / "numbers.csv").write_bytes(by_hand.encode())
    targets = (workspace.root / "targets.csv").read_text(encoding="utf-8") + '990200-03,990200,export_value,,D,"五,六",level,ge,70,,亿元,,2024-01-01,2026-12-31,,,draft,,70亿元,\n'
    (workspace.root / "targets.csv").write_text(targets, encoding="utf-8")
    confirmed(workspace)
    assert (workspace.root / "targets.csv").read_text(encoding="utf-8").startswith(targets)
    assert (workspace.root / "numbers.csv").read_bytes().decode().split("\r\n") == [
        "document_id,clause,figure,target_id,reason",
        "P,一,翻一番,990000-01,",
        "990100-2026,标题,〔2026〕9号,,文号",
        "990100-2026,一,300亿元以上,990100-04,",
        "990100-2026,二,12个,990100-05,",
        "990100-2026,三,300亿元,990100-04,",
        "990100-2026,九,99个,,已有资源",
        "",
    ]


@pytest.mark.parametrize("figure", ["≥300亿元", "三百亿元以上", "300 亿"])
def test_a_quantity_written_otherwise_by_hand_is_not_doubled(workspace, figure):
    by_hand = f"document_id,clause,figure,target_id,reason\n990100-2026,一,{figure},990100-88,\n990100-2026,标题,（2026）9号,,文号\n990100-2026,二,99个,,已有\n"
    (workspace.root / "numbers.csv").write_text(by_hand, encoding="utf-8")
    row = f"990100-88,990100,export_value,,990100-2026,一,level,ge,300,,亿元,,2026-01-01,2028-12-31,,,firm,,{figure},核过\n"
    with (workspace.root / "targets.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    with (workspace.root / "documents.csv").open("a", encoding="utf-8") as file:
        file.write("990100-2026\n" if (workspace.root / "documents.csv").read_text().startswith("document_id\n") else "990100-2026,,,,,,,,,,\n")
    choices = [CHOICES[0], Choice(TAKE, EXPORTS.span, target_id="990100-88"), *CHOICES[2:]]
    seen = preview(workspace, EDITOR, PLAN, choices)
    assert [one["figure"] for one in seen.by_hand] == ["99个"], "what stands for nothing in the text is told"
    confirmed(workspace, choices=choices)
    assert lines(workspace, "numbers.csv") == [
        "990100-2026,标题,〔2026〕9号,,文号",
        "990100-2026,一,300亿元以上,990100-88,",
        "990100-2026,二,12个,990100-89,",
        "990100-2026,三,300亿元,990100-88,",
        "990100-2026,二,99个,,已有",
    ]
    assert next(one for one in lines(workspace) if one.startswith("990100-88")).endswith("300亿元以上,核过"), "the note stays"


def test_what_is_emptied_in_the_document_is_empty(workspace):
    confirmed(workspace, plan_of(expires="2028-12-31"))
    assert rows(workspace, "documents.csv")[-1]["expires"] == "2028-12-31"
    confirmed(workspace, plan_of(expires="", number=""), [replace(CHOICES[0], reason="复核")])
    assert rows(workspace, "documents.csv")[-1]["expires"] == ""


def test_a_region_the_register_lacks_is_taken_up_with_its_target(workspace):
    region = {"region_code": "990109", "name_zh": "城东区", "level": "county", "parent_code": "990100"}
    found = goal(9, "20亿元", **EXPORT | {"region_code": "990109", "value": "20"})
    plan = replace(plan_of(found), regions=(region,))
    confirmed(workspace, plan, take(found))
    assert rows(workspace, "regions.csv")[-1]["name_zh"] == "城东区" and rows(workspace)[-1]["target_id"] == "990109-01"
    wrong = replace(plan_of(found, data=b"2"), regions=(region | {"region_code": "990108", "parent_code": "990999"},))
    assert codes(preview(workspace, EDITOR, wrong, [Choice(TAKE, found.span, reason="另一版")])) == ["register.unknown_region"]


def test_a_metric_the_register_lacks_is_taken_up_with_its_target(workspace):
    metric = {
        "metric": "warehouses", "name_zh": "海外仓数", "name_en": "Overseas warehouses", "kind": "stock", "unit": "个",
        "direction": "higher", "scope": "municipal", "decimals": "0",
    }  # fmt: skip
    found = goal(9, "20个", **EXPORT | {"metric": "warehouses", "unit": "个", "value": "20"})
    with pytest.raises(Refused):
        confirmed(workspace, plan_of(found), take(found))
    receipt = confirmed(workspace, plan_of(found, metrics=[metric]), take(found))
    assert receipt.files == ["metrics.csv", "documents.csv", "targets.csv", "numbers.csv"]
    assert rows(workspace, "metrics.csv")[-1]["name_zh"] == "海外仓数"


def test_chains_name_quantities_of_the_same_text(workspace):
    double = goal(70, "再翻一番", **EXPORT | {"basis": "multiple", "comparator": "eq", "value": "2", "unit": "倍", "baseline_year": "2028", "due": "2030-12-31", "parent_id": "@20-27"})
    confirmed(workspace, plan_of(EXPORTS, double), take(double, EXPORTS))
    assert rows(workspace)[-1]["parent_id"] == "990100-04"
    confirmed(workspace, plan_of(EXPORTS, PARK_COUNT), [Choice(TAKE, PARK_COUNT.span, {"parent_id": "@20-27"})])
    assert rows(workspace)[-1]["parent_id"] == "990100-04", "of an earlier batch"


def test_registers_that_changed_since_the_preview(workspace):
    seen = preview(workspace, EDITOR, PLAN, CHOICES)
    confirmed(workspace, OTHER, take(*OTHER.candidates))
    confirm(workspace, EDITOR, PLAN, CHOICES, seen.basis)
    assert [row["target_id"] for row in rows(workspace)][-3:] == ["990200-03", "990100-04", "990100-05"]
    third = plan_of(goal(1, "400亿元", **EXPORT | {"value": "400", "due": "2030-12-31"}), data=b"3", document_id="990100-2027")
    seen = preview(workspace, EDITOR, third, take(*third.candidates))
    fourth = plan_of(goal(1, "500亿元", **EXPORT | {"value": "500", "due": "2031-12-31"}), data=b"4", document_id="990100-2028")
    confirmed(workspace, fourth, take(*fourth.candidates))
    with pytest.raises(Refused) as refused:
        confirm(workspace, EDITOR, third, take(*third.candidates), seen.basis)
    assert codes(refused) == ["collection.look_again"], "the id that was shown is taken"


def test_a_double_click_is_one_confirmation(workspace):
    seen = preview(workspace, EDITOR, PLAN, CHOICES)
    confirm(workspace, EDITOR, PLAN, CHOICES, seen.basis)
    before = head(workspace)
    with pytest.raises(Refused) as refused:
        confirm(workspace, EDITOR, PLAN, CHOICES, seen.basis)
    assert codes(refused) == ["collection.look_again"]
    assert head(workspace) == before


def test_the_same_bytes_read_otherwise_are_not_mixed(workspace):
    confirmed(workspace, choices=CHOICES[:1])
    with pytest.raises(Refused) as refused:
        preview(workspace, EDITOR, replace(PLAN, text_sha256="f" * 64), CHOICES[1:])
    assert codes(refused) == ["plans.other_text"]


def test_small_registers_get_the_columns_a_target_needs(workspace):
    text = (workspace.root / "targets.csv").read_text(encoding="utf-8")
    kept = [line.split(",") for line in text.splitlines()]
    place = kept[0].index("value_high")
    small = "\n".join(",".join(cells[:place] + cells[place + 1 :]) for cells in kept)
    (workspace.root / "targets.csv").write_text(small, encoding="utf-8")
    between = goal(3, "300—350亿元", **EXPORT | {"comparator": "between", "value_high": "350"})
    confirmed(workspace, plan_of(between), take(between))
    assert [row["value_high"] for row in rows(workspace)][-2:] == ["", "350"]


def test_a_demonstration_keeps_its_own(tmp_path, monkeypatch):
    monkeypatch.setenv("GAP_TRACKER_LEDGER", f"sqlite:///{tmp_path / 'shared.db'}")
    workspace = write_world(tmp_path / "demo", demonstration=True)
    confirmed(workspace)
    assert not (tmp_path / "shared.db").exists()
    with Ledger.open(f"sqlite:///{workspace.var / 'ledger.db'}") as ledger:
        assert [act.subject for act in ledger.acts(kinds=[ActKind.PLAN_TAKEN_IN])] == ["990100-2026"]


def test_a_plan_from_its_file_to_targets_through_the_command(workspace, tmp_path, capsys):
    """Extraction prints the candidates, the operator corrects one and leaves the others as found."""
    text = PLAN_TEXT.encode()
    (tmp_path / "plan.txt").write_bytes(text)
    shared = ["--data", str(workspace.root)]
    assert main(["extract", str(tmp_path / "plan.txt"), "--format", "json", *shared]) == 0
    told = json.loads(capsys.readouterr().out)
    told["candidates"][-1] |= {"decision": "edited", "value": "265"}
    (tmp_path / "candidates.json").write_text(json.dumps(told), encoding="utf-8")
    confirm_command = ["targets", "confirm", str(tmp_path / "candidates.json"), "--plan", str(tmp_path / "plan.txt"), "--account", "张三", *shared]
    assert main([*confirm_command, "--document", "990100-2026"]) == 0
    assert "尚有" in capsys.readouterr().err, "only what was decided on is recorded"
    assert [row["value"] for row in rows(workspace) if row["document_id"] == "990100-2026"] == ["265"]
    for one in told["candidates"]:
        one.pop("decision", None)
    told["candidates"] = told["candidates"][:-1]
    (tmp_path / "candidates.json").write_text(json.dumps(told), encoding="utf-8")
    assert main([*confirm_command, "--document", "990100-2026", "--as-found"]) == 0
    assert "尚有" not in capsys.readouterr().err
    made = {(row["metric"], row["basis"], row["value"], row["due"]) for row in rows(workspace) if row["document_id"] == "990100-2026"}
    assert made == {
        ("export_value", "level", "300", "2028-12-31"), ("parks", "level", "12", "2028-12-31"),
        ("events", "every_year", "6", "2028-12-31"), ("export_value", "level", "265", "2027-12-31"),
    }  # fmt: skip
    assert len(rows(workspace, "numbers.csv")) == len(told["candidates"]) + 1, "every quantity is accounted for"
    with Ledger.open(workspace.ledger_url) as ledger:
        first = ledger.plan_intakes()[0]
    assert (first.account, first.decisions[0].extracted["value"], first.decisions[0].confirmed["value"]) == ("张三", "260", "265")


def test_the_command_refuses_a_merge_with_another_figure_in_words(workspace, tmp_path, capsys):
    plan, candidates, shared = tmp_path / "plan.txt", tmp_path / "candidates.json", ["--data", str(workspace.root)]
    command = ["targets", "confirm", str(candidates), "--plan", str(plan), "--account", "张三", "--document", "990100-2026", *shared]

    def extracted(text: str) -> dict:
        plan.write_text(text, encoding="utf-8")
        capsys.readouterr()
        assert main(["extract", str(plan), "--format", "json", *shared]) == 0
        return json.loads(capsys.readouterr().out)

    candidates.write_text(json.dumps(extracted(PLAN_TEXT)), encoding="utf-8")
    assert main([*command, "--as-found"]) == 0
    (target_id,) = [row["target_id"] for row in rows(workspace) if row["value"] == "300"]
    told = extracted(PLAN_TEXT.replace("300亿元", "360亿元"))
    (raised,) = [one for one in told["candidates"] if one["value"] == "360"]
    raised |= {"decision": "merged", "target_id": target_id}
    candidates.write_text(json.dumps(told), encoding="utf-8")
    capsys.readouterr()
    before = head(workspace)
    assert main(command) == 1 and head(workspace) == before
    said = capsys.readouterr().err
    assert f"第 {raised['row']} 项" in said and "内容不同（value）" in said and "请" in said
    raised |= {"decision_reason": "系印刷错误"}
    candidates.write_text(json.dumps(told), encoding="utf-8")
    assert main(command) == 0
    assert [row["value"] for row in rows(workspace) if row["target_id"] == target_id] == ["300"]


def test_who_may_read_plans(workspace):
    confirmed(workspace, replace(PLAN, data=PLAN_TEXT.encode()))
    number = sha256(PLAN_TEXT.encode())
    for account in EVERYBODY:
        is_known = account in ACCOUNTS and not ACCOUNTS[account].is_disabled and ACCOUNTS[account].role is not Role.ADMINISTRATOR
        if is_known:
            assert len(plan_reading.intakes(workspace, account, "990100-2026")) == 1
            assert plan_reading.plan_file(workspace, account, number) == PLAN_TEXT.encode()
            continue
        for look in (
            lambda: plan_reading.intakes(workspace, account),
            lambda: plan_reading.plan_file(workspace, account, number),
            lambda: plan_reading.stored(workspace, account, number),
            lambda: plan_reading.consistency(workspace, account, "P", Period.parse("2026Q2")),
            lambda: plan_reading.examine(workspace, account, b"", "a.txt"),
        ):
            with pytest.raises(Refused) as refused:
                look()
            assert codes(refused)[0].startswith("rights.")
    found = plan_reading.stored(workspace, REPORTER, number)
    assert [part.document["title"] for part in found.parts] == ["澜江市跨境电商高质量发展行动计划(2026—2028年)"]
    assert plan_reading.examine(workspace, EDITOR, PLAN_TEXT.encode(), "a.txt") == replace(found, source=replace(found.source, name="a.txt"))


def test_a_plan_is_purged_by_two_roles(workspace):
    confirmed(workspace)
    number = sha256(PLAN.data)
    purging.ask(workspace, ADMINISTRATOR, number, "误录内部稿")
    assert [(one.submission_id, one.name, one.agreed_by) for one in purging.asked(workspace, AUDITOR)] == [("990100-2026", "990100-2026", "")]
    purging.agree(workspace, AUDITOR, number)
    for gone in (lambda: plan_reading.plan_file(workspace, EDITOR, number), lambda: purging.ask(workspace, ADMINISTRATOR, number, "再清除")):
        with pytest.raises(Refused):
            gone()
    assert "990100-04" in {row["target_id"] for row in rows(workspace)}, "what was decided stays"
    with Ledger.open(workspace.ledger_url) as ledger:
        assert ledger.verify() == []


def test_numbers_of_one_plan_that_do_not_fit_together(workspace):
    falling = goal(70, "250亿元", "四", **EXPORT | {"value": "250", "due": "2030-12-31"})
    double = goal(90, "翻一番", "五", **EXPORT | {"basis": "multiple", "comparator": "eq", "value": "2", "unit": "倍", "baseline_year": "2025"})
    slower = goal(110, "降至9%", "六", **EXPORT | {"metric": "return_rate", "comparator": "le", "value": "9", "unit": "%", "due": "2027-12-31"})
    slowest = goal(120, "降至11%", "六", **EXPORT | {"metric": "return_rate", "comparator": "le", "value": "11", "unit": "%"})
    plan = plan_of(EXPORTS, falling, double, slower, slowest)
    seen = preview(workspace, EDITOR, plan, take(*plan.candidates))
    before = plan_reading.consistency(workspace, EDITOR, "990100-2026", Period.parse("2026Q2"), seen.registers)
    confirmed(workspace, plan, take(*plan.candidates))
    found = plan_reading.consistency(workspace, REPORTER, "990100-2026", Period.parse("2026Q2"))
    assert found == before, "told before confirming as after"
    told = {(row["conflict"], row["target_id"], row["other_id"]) for row in found.conflicts}
    assert told == {
        ("falling_stage", "990100-05", "990100-04"), ("base_differs", "990100-04", "990100-06"), ("falling_stage", "990100-08", "990100-07"),
    }  # fmt: skip


def test_a_doubling_beside_them_hides_no_stage_that_falls(workspace):
    first = goal(20, "突破110亿元", **EXPORT | {"value": "110", "due": "2026-12-31"})
    later = goal(40, "20亿元", "二", **EXPORT | {"value": "20"})
    double = goal(60, "翻一番", "三", **EXPORT | {"basis": "multiple", "comparator": "eq", "value": "2", "unit": "倍", "baseline_year": "2024"})
    for choices in (take(first, later), take(first, later, double)):
        seen = preview(workspace, EDITOR, plan_of(first, later, double), choices)
        found = plan_reading.consistency(workspace, EDITOR, "990100-2026", Period.parse("2026Q2"), seen.registers)
        told = [(row["target_id"], row["other_id"]) for row in found.conflicts if row["conflict"] == "falling_stage"]
        assert told == [("990100-05", "990100-04")], "told once"


def test_the_audit_trail_lists_what_was_taken_in(workspace):
    confirmed(workspace)
    page = audit.listing(workspace, AUDITOR, audit.Filters(kind=ActKind.PLAN_TAKEN_IN))
    assert [(act.account, act.subject, act.said["decisions"]) for act in page.acts] == [(EDITOR, "990100-2026", 4)]
    of_registers = audit.listing(workspace, AUDITOR, audit.Filters(kind=ActKind.REGISTER, by=EDITOR))
    assert {act.said["intake"] for act in of_registers.acts} == {page.acts[0].sequence}
    for lang in ("zh", "en"):
        known = templates(lang)
        assert {f"act_kind.{kind}" for kind in ActKind} <= known.keys()
        assert {"act_detail.decisions", "act_detail.intake", "register_file.numbers"} <= known.keys()
