"""What a person said of a reading in one edition of a plan, and what of it holds for the next."""

from dataclasses import replace
from datetime import datetime

import pytest

from dashboard.findings import intake, intake_doubts, intake_merging, intake_readings
from dashboard.findings.intake import Outlook, Sort
from dashboard.findings.intake_readings import Before
from etl.ledger import Decision, PlanDecision, PlanIntake
from etl.plans.candidates import Candidate
from etl.plans.choices import Choice
from tests.plan_scene import EXPORT, EXPORTS, goal, no_goal
from tests.unit.test_intake_findings import conflict

CODES = {"metric": {"export_value", "parks", "events"}, "region_code": {"990100", "990101"}, "children": {"990101"}, "parent_id": {"T9"}}
ED_1, ED_2, ED_3 = "a", "b", "c"
#: The same goal, of which the rules are not sure, and one like it at another place.
READ = replace(EXPORTS, confidence="medium")


def made(read: Candidate, target_id: str = "T1", decision: Decision = Decision.EDITED, **corrected: str) -> PlanDecision:
    cells = {name: cell for name, cell in {**read.cells, "figure": read.figure, **corrected}.items() if cell}
    return PlanDecision(decision, read.figure, read.span, read.rule, "", read.extracted(), cells, target_id)


def batch(*decisions: PlanDecision, edition: str = ED_1) -> PlanIntake:
    return PlanIntake(1, datetime(2026, 7, 1), "editor", "", "P", edition, "text", decisions)


def before(batches, *candidates: Candidate, edition: str = ED_2):
    past, usual = intake_readings.readings(batches, edition)
    return intake_readings.before(candidates, past, usual, CODES)


def again(read: Candidate = READ, clause: str = "九", figure: str = "", **cells: str) -> Candidate:
    """The same goal in another edition: elsewhere, and in a clause of another number."""
    figure = figure or read.figure
    return replace(read, span=(900, 900 + len(figure)), figure=figure, cells={**read.cells, "clause": clause, **cells})


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("region_code", "990101"), ("metric", "parks"), ("scope", "retail"), ("basis", "increment"), ("comparator", "gt"), ("value", "310"),
        ("value_high", "400"), ("unit", "个"), ("baseline_year", "2024"), ("start", "2025-01-01"), ("due", "2030-12-31"), ("start", ""),
        ("children", "990101"), ("obligation", "aspirational"), ("responsible", "市商务局"), ("parent_id", "T9"), ("note", "按口头说明"),
    ],
)  # fmt: skip
def test_whatever_cell_was_corrected_is_so_again_where_the_same_is_read(column, cell):
    new = again()
    assert before([batch(made(READ, **{column: cell}))], new) == {new.span: Before("T1", {column: cell})}


def test_a_changed_figure_leaves_the_other_corrections_as_proposals():
    new = again(clause="一", figure="360亿元以上", value="360")
    (found,) = before([batch(made(READ, value="310", region_code="990101"))], new).values()
    assert found == Before("T1", {"region_code": "990101"}, ("value", "figure"))
    assert before([batch(made(READ))], new) == {}, "nothing was corrected"


def test_without_its_clause_a_changed_figure_is_known_by_what_is_promised_until_when():
    changed, other = again(figure="360亿元以上", value="360"), goal(500, "9个", "三", **EXPORT | {"metric": "parks", "value": "9"})
    batches = [batch(made(READ, obligation="aspirational"), made(replace(other, span=(50, 52)), "T2"))]
    found = before(batches, changed, other)
    assert found[changed.span].cells == {"obligation": "aspirational"} and found[other.span] == Before("T2")


def test_two_that_said_the_same_and_were_taken_differently_say_nothing():
    twin = replace(READ, span=(70, 77), cells=READ.cells | {"clause": "九"})
    assert before([batch(made(READ, value="310"), made(twin, "T2", value="320"))], again()) == {}
    aside = PlanDecision(Decision.REJECTED, twin.figure, twin.span, twin.rule, "r", twin.extracted())
    assert before([batch(aside, made(READ, value="310"))], again()) == {}
    repeats = PlanDecision(Decision.MERGED, twin.figure, twin.span, twin.rule, "", twin.extracted(), target_id="T1")
    assert before([batch(made(READ, value="310"), repeats)], again()) == {again().span: Before("T1", {"value": "310"})}
    assert before([batch(made(READ, value="310"))], again(), replace(again(), span=(950, 957))) == {}, "nor which of two it is now"


def test_it_holds_through_editions_that_only_merged_it_until_something_else_is_said():
    first = batch(made(READ, value="310"))
    merged = PlanDecision(Decision.MERGED, READ.figure, again().span, READ.rule, "", again().extracted(), target_id="T1")
    kept = {again().span: Before("T1", {"value": "310"})}
    assert before([first, batch(merged, edition=ED_2)], again(), edition=ED_3) == kept
    assert before([first, batch(merged, edition=ED_2)], again(), edition=ED_2) == {}, "this edition names it already"
    later = batch(made(again(), value="320"), edition=ED_2)
    assert before([first, later], again(), edition=ED_3) == {again().span: Before("T1", {"value": "320"})}
    gone = batch(PlanDecision(Decision.REMOVED, "", None, reason="r", target_id="T1"), edition=ED_2)
    assert before([first, gone], again(), edition=ED_3) == {}


def test_a_code_the_registers_no_longer_have_is_not_filled_in():
    (found,) = before([batch(made(READ, metric="gone", obligation="aspirational"))], again()).values()
    assert found == Before("T1", {"obligation": "aspirational"}, ("metric",))


def test_what_was_said_of_a_name_is_no_correction_but_what_departs_from_it_is():
    bare = {name: cell for name, cell in EXPORT.items() if name not in ("metric", "region_code")}
    first, second, third = (
        replace(goal(at, f"{at}个", **bare), proposed_metric="基地", assumed="region_unknown", region_name="某地") for at in (10, 30, 50)
    )
    common = {"metric": "parks", "region_code": "990100"}
    batches = [batch(made(first, "T1", **common), made(second, "T2", **common), made(third, "T3", metric="events", region_code="990101"))]
    found = before(batches, first, second, third)
    assert [found[one.span].cells for one in (first, second, third)] == [{}, {}, {"metric": "events", "region_code": "990101"}]
    known = replace(third, proposed_metric="", region_name="", assumed="", cells=third.cells | {"metric": "events", "region_code": "990101"})
    assert before(batches, known) == {known.span: Before("T3")}, "by now the rules read it as it was corrected"


def test_a_figure_without_a_name_is_known_only_in_its_own_clause():
    none = no_goal(5, "9家", "existing", "三")
    corrected = made(none, metric="parks", basis="level", value="9")
    moved = replace(none, span=(80, 82), cells={"clause": "四"})
    assert before([batch(corrected)], moved) == {}
    (here,) = intake.items([replace(none, span=(80, 82))], {}, {}, before=before([batch(corrected)], replace(none, span=(80, 82))))
    assert here.sort is Sort.GOAL and here.is_open_goal and intake_doubts.agreed([here]) == [], "nobody agrees unseen that it is no goal"


def items(found: Before, told):
    fill = {READ.span: found.cells}
    return intake.items([READ], {}, {}, Outlook(conflicts={READ.span: told}), fill, {READ.span: found})


def test_it_merges_unseen_only_with_the_target_it_became_and_only_where_all_is_read_as_it_was():
    elsewhere = [replace(conflict(), target_id="T1", clause="八")]
    corrected = Before("T1", {"value": "310"})
    assert intake_doubts.undoubted(items(corrected, elsewhere)) == [Choice(Decision.MERGED, READ.span, target_id="T1")]
    assert intake_doubts.undoubted(items(Before("T1"), elsewhere)) == [Choice(Decision.MERGED, READ.span, target_id="T1")]
    assert intake_doubts.undoubted(items(Before("T2"), elsewhere)) == [], "another target, in another clause"
    assert intake_doubts.undoubted(items(corrected, [])) == [], "its target is gone: somebody looks"
    otherwise = replace(corrected, differs=("obligation",))
    assert intake_doubts.undoubted(items(otherwise, [replace(conflict(), target_id="T1", clause=READ.clause, figure=READ.figure)])) == []
    assert intake_doubts.by_convention(items(corrected, [])) == []


def test_what_is_read_otherwise_is_offered_the_place_of_its_target():
    raised = items(Before("T1", {"region_code": "990101"}, ("value",)), [replace(conflict(), target_id="T1", clause="八", overlap="revision")])
    assert intake_merging.takes_place(raised[0], raised) == "T1"
