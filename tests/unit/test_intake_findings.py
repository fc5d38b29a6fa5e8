"""What 规划录入 makes of candidates, choices and what is recorded."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from dashboard.components import intake_words, plan_text
from dashboard.findings import intake, intake_doubts, intake_merging
from dashboard.findings.intake import Outlook, Show
from dashboard.wording import LANGUAGES, Words
from etl.extract.goals import GOAL_RULES
from etl.extract.terms import NON_GOAL_ZH, Assumption, NonGoal, NotComputable
from etl.ledger import Decision, PlanDecision
from etl.plans.candidates import Candidate
from etl.plans.choices import Choice, Fault
from etl.plans.conflicts import Overlap, TargetConflict
from etl.plans.drafts import PartDraft
from etl.problems import Problem
from etl.registers import Target
from etl.vocabulary import Basis, Comparator, Confidence, Obligation, Scope
from tests.plan_scene import AGAIN, EXPORTS, NUMBER, PARK_COUNT, goal, no_goal

RANK = Candidate((80, 84), "前10位", True, "rank", "medium", not_computable="rank", cells={"metric": "parks"})
UNSURE = Candidate((90, 94), "20个", True, "due", "medium", cells=dict(PARK_COUNT.cells))
PROPOSED = Candidate((100, 104), "30座", True, "compared", "high", cells={"region_code": "990100"}, proposed_metric="示范仓")
UNTOLD = no_goal(110, "七", NonGoal.UNDETERMINED)
REPEAT = Candidate(AGAIN.span, AGAIN.figure, True, "compared", "medium", cells=dict(AGAIN.cells), repeats=EXPORTS.span)
EVERY = (NUMBER, EXPORTS, PARK_COUNT, REPEAT, RANK, UNSURE, PROPOSED, UNTOLD)


def conflict(overlap=Overlap.DUPLICATE, *, is_same_plan=True):
    return TargetConflict(overlap, "990100-01", "P", "附", "300亿元", Decimal(300), None, "亿元", is_same_plan)


def found(choices=(), recorded=None, **outlook):
    return intake.items(EVERY, PartDraft().deciding(choices).choices, recorded or {}, Outlook(**outlook))


def test_every_quantity_stands_once_in_the_order_of_the_text_with_what_was_added():
    added = Choice(Decision.ADDED, (70, 72), {"metric": "parks"}, figure="八个")
    items = found([added, Choice(Decision.REMOVED, None, reason="r", target_id="990100-01")])
    assert [one.number for one in items] == list(range(1, 10))
    assert [one.candidate.figure for one in items] == [one.figure for one in (*EVERY[:4], added, *EVERY[4:])]
    assert items[4].is_target and items[4].cells["metric"] == "parks"


def test_what_is_beyond_doubt_is_confirmed_and_a_repeat_merged_with_it():
    choices = {one.span: one for one in intake_doubts.undoubted(found())}
    assert {span: one.decision for span, one in choices.items()} == {
        EXPORTS.span: Decision.CONFIRMED,
        PARK_COUNT.span: Decision.CONFIRMED,
        REPEAT.span: Decision.MERGED,
    }
    assert choices[REPEAT.span].target_id == "@20-27"


@pytest.mark.parametrize(
    ("told", "decision"),
    [
        ([conflict()], Decision.MERGED),
        ([conflict(Overlap.REVISION)], None),
        ([replace(conflict(), is_compared_alike=False)], None),
        ([conflict(is_same_plan=False)], None),
        ([conflict(), conflict()], None),
    ],
)
def test_only_the_same_figure_of_the_same_plan_is_no_doubt_among_conflicts(told, decision):
    choices = {one.span: one.decision for one in intake_doubts.undoubted(found(conflicts={EXPORTS.span: told}))}
    assert choices.get(EXPORTS.span) is decision


def test_of_two_quantities_of_the_plan_that_say_the_same_the_later_repeats_the_earlier():
    told = {EXPORTS.span: [replace(conflict(), target_id=intake.reference(PARK_COUNT.span))], PARK_COUNT.span: [replace(conflict(), target_id=intake.reference(EXPORTS.span))]}
    choices = {one.span: one for one in intake_doubts.undoubted(found(conflicts=told))}
    assert choices[EXPORTS.span].decision is Decision.CONFIRMED
    assert (choices[PARK_COUNT.span].decision, choices[PARK_COUNT.span].target_id) == (Decision.MERGED, "@20-27")


def test_a_step_waits_for_the_goal_above_it_and_goes_with_it():
    above = replace(EXPORTS, confidence="medium", rule="due")
    step, below = (goal(at, "9个", parent_id=parent, **{name: cell for name, cell in PARK_COUNT.cells.items() if name != "clause"}) for at, parent in ((120, "@20-27"), (130, "@120-122")))
    undecided = intake_doubts.undoubted(intake.items([above, step, below, PARK_COUNT], {}, {}))
    assert [one.span for one in undecided] == [PARK_COUNT.span], "nor what is below such a step"
    together = intake_doubts.undoubted(intake.items([EXPORTS, step, below], {}, {}))
    assert [one.span for one in together] == [EXPORTS.span, step.span, below.span]
    chosen = {EXPORTS.span: Choice(Decision.CONFIRMED, EXPORTS.span)}
    assert [one.span for one in intake_doubts.undoubted(intake.items([above, step], chosen, {}))] == [step.span]
    aside = {EXPORTS.span: Choice(Decision.REJECTED, EXPORTS.span, reason="r")}
    assert intake_doubts.undoubted(intake.items([above, step], aside, {})) == []


def test_what_a_person_filled_in_is_no_doubt_any_more():
    goal = Candidate((1, 4), "40个", True, "undertaken", "low", cells={"unit": "个"}, proposed_metric="基地", assumed="start_title;region_unknown;metric_proposed")
    assert intake_doubts.filling([goal], {}, "") == {}
    half, whole = (intake_doubts.filling([goal], named, "970000") for named in ({}, {"基地": "bases"}))
    assert whole == {goal.span: {"metric": "bases", "region_code": "970000"}}
    assert not intake_doubts.undoubted(intake.items([goal], {}, {}, fill=half))
    (choice,) = intake_doubts.undoubted(intake.items([goal], {}, {}, fill=whole))
    assert (choice.decision, choice.cells) == (Decision.CONFIRMED, whole[goal.span])
    named = replace(goal, assumed="metric_proposed", cells={"region_code": "990100"})
    assert intake_doubts.filling([named], {}, "970000") == {}, "a region the text names itself stays"


@pytest.mark.parametrize(
    ("issued", "basis", "start"),
    [("2026-11-30", "level", "2026-01-01"), ("2026-11-30", "every_year", "2027-01-01"), ("2026-03-01", "every_year", "2026-01-01"), ("", "level", None), ("2026年", "level", None)],
)
def test_goals_without_a_start_begin_in_the_year_of_the_issue_that_was_entered(issued, basis, start):
    goal = Candidate((1, 4), "40个", True, "undertaken", "medium", cells={"metric": "parks", "basis": basis}, assumed="start_none")
    fill = intake_doubts.filling([goal], {}, "", issued=issued)
    assert fill == ({goal.span: {"start": start}} if start else {})
    (item,) = intake.items([goal], {}, {}, fill=fill)
    assert intake_doubts.unsettled(item) == (["start_issued"] if start else ["start_none"])
    assert [one.cells for one in intake_doubts.undoubted([item])] == ([{"start": start}] if start else [])
    assert goal.left_open == {"start"}, "what the plan's row says is no change of what was read"
    stated = replace(goal, assumed="start_title", cells={"metric": "parks", "start": "2025-01-01"})
    assert intake_doubts.filling([stated], {}, "", issued=issued) == {} and not stated.left_open


def test_goals_without_a_due_year_are_read_and_confirmed_together():
    late, weak, unsure = (
        Candidate((at, at + 3), "9个", True, rule, "medium", cells={"metric": "parks"}, assumed=assumed)
        for at, rule, assumed in ((1, "undertaken", "due_plan"), (11, "undertaken", "due_plan;one_as_number"), (21, "listed_on", "due_plan"))
    )
    items = intake.items([late, weak, unsure], {}, {})
    assert [one.candidate for one in intake_doubts.by_convention(items)] == [late] and intake_doubts.undoubted(items) == []
    assert intake_doubts.taken(items[0]).decision is Decision.CONFIRMED


@pytest.mark.parametrize(
    ("assumed", "filled", "is_listed"),
    [
        ("", {}, True),
        ("region_plan", {}, True),
        ("region_named", {}, False),
        ("region_plan;region_spoken_of", {}, False),
        ("region_spoken_of", {"region_code": "990100"}, True),
        ("region_named", {"region_code": "990101"}, True),
        ("region_named", {"region_code": "990100", "children": "990101;990102"}, False),
    ],
    ids=["stated", "the plan's", "several named", "spoken of", "spoken of and saved", "named and placed", "a list of which each is placed"],
)
def test_goals_whose_region_is_in_doubt_are_confirmed_one_by_one(assumed, filled, is_listed):
    def goal(more):
        told = ";".join(filter(None, (more, assumed)))
        one = Candidate((1, 4), "9个", True, "undertaken", "medium", cells={"metric": "parks"}, assumed=told, region_name="石桥县")
        return intake.items([one], {}, {}, fill={one.span: filled})

    assert bool(intake_doubts.by_convention(goal("due_plan"))) is is_listed
    assert bool(intake_doubts.undoubted(goal(""))) is (is_listed and bool(filled)), "without an assumption settled the rules are not sure"


@pytest.mark.parametrize(
    ("figure", "expected"),
    [("3个", "甲县、乙县各建【3个】，新增9家"), ("9家", "甲县、乙县各建3个，新增【9家】"), ("2个", "（一）【2个】园区"), ("一", "【一】、目标…")],
)
def test_a_figure_is_shown_within_its_sentence(figure, expected):
    text = "一、目标。到2028年办好。甲县、乙县各建3个，新增9家。\n（一）2个园区"
    start = text.index(figure)
    behind = 3 if figure == "一" else 16
    assert intake_words.in_sentence(text, (start, start + len(figure)), behind=behind) == expected
    assert intake_words.in_sentence("甲" * 50 + "3个", (50, 52), before=4) == "…甲甲甲甲【3个】"


STANDING = Target(
    "990100-01", "990100", "export_value", Scope.CUSTOMS_ALL, "P", "一", Basis.LEVEL, Comparator.GE, Decimal(300), None, "亿元",
    None, date(2026, 1, 1), date(2028, 12, 31), "", (), Obligation.FIRM, (), "300亿元以上", "",
)  # fmt: skip


@pytest.mark.parametrize(
    "otherwise", [{"due": date(2030, 12, 31), "clause": "二"}, {"basis": Basis.INCREMENT}], ids=["another date", "read otherwise"]
)
def test_a_target_that_may_be_one_of_the_register_is_asked_about(otherwise):
    own = PlanDecision(Decision.CONFIRMED, "300亿元以上", EXPORTS.span, target_id="new")
    told = intake.outlook([own], {}, [], [STANDING], [replace(STANDING, target_id="new", **otherwise)])
    assert told.moved == {EXPORTS.span: "990100-01"}
    assert EXPORTS.span not in {one.span for one in intake_doubts.undoubted(found(moved=told.moved))}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([], ""),
        ([conflict()], "990100-01"),
        ([replace(conflict(Overlap.REVISION), clause=EXPORTS.clause)], "990100-01"),
        ([conflict(Overlap.REVISION)], "990100-01"),
        ([conflict(is_same_plan=False)], ""),
        ([conflict(), replace(conflict(Overlap.REVISION), target_id="990100-02")], None),
        ([replace(conflict(), target_id="@40-43")], ""),
    ],
    ids=["none", "same figure", "same clause", "renumbered and another figure", "other plan", "two", "of this text"],
)
def test_a_promise_is_offered_the_place_of_another_only_where_that_is_certain(told, expected):
    items = found(conflicts={EXPORTS.span: told})
    assert intake_merging.takes_place(items[1], items) == expected


def test_a_renumbered_figure_is_offered_the_place_only_where_no_other_open_one_may_be_that_target():
    told = {one.span: [conflict(Overlap.REVISION)] for one in (EXPORTS, PARK_COUNT)}
    items = found(conflicts=told)
    assert intake_merging.takes_place(items[1], items) is None
    items = found([Choice(Decision.REJECTED, PARK_COUNT.span, reason="r")], conflicts=told)
    assert intake_merging.takes_place(items[1], items) == "990100-01"
    items = found([Choice(Decision.MERGED, PARK_COUNT.span, target_id="990100-01")], conflicts=told)
    assert intake_merging.takes_place(items[1], items) is None, "the text still states it there"


def test_the_place_of_a_target_this_edition_states_elsewhere_or_by_another_date_is_not_offered():
    recorded = {PARK_COUNT.span: PlanDecision(Decision.CONFIRMED, "12个", PARK_COUNT.span, target_id="990100-01")}
    items = found(recorded=recorded, conflicts={EXPORTS.span: [conflict()]})
    assert intake_merging.takes_place(items[1], items) is None
    items = found(moved={EXPORTS.span: "990100-01"})
    assert intake_merging.takes_place(items[1], items) is None


def test_what_the_register_refuses_or_is_decided_is_not_confirmed_with_the_others():
    fault = {PARK_COUNT.span: [Problem("register.unit", "register")]}
    choices = intake_doubts.undoubted(found([Choice(Decision.REJECTED, EXPORTS.span, reason="r")], problems=fault))
    assert choices == [], "the repeat of a goal that was put aside is looked at, too"


def test_conflicts_are_listed_until_they_are_decided_on():
    outlook = intake.Outlook({EXPORTS.span: [conflict()], PARK_COUNT.span: [conflict()]})
    items = intake.items([EXPORTS, PARK_COUNT], {EXPORTS.span: Choice(Decision.CONFIRMED, EXPORTS.span)}, {}, outlook)
    assert [one.candidate.span for one in intake.shown(items, Show.CONFLICTS)] == [PARK_COUNT.span] and items[0].conflicts


def test_agreeing_at_once_leaves_what_no_rule_is_sure_of():
    assert [one.span for one in intake_doubts.agreed(found())] == [NUMBER.span]
    items = intake.items([NUMBER, UNTOLD, replace(no_goal(120, "50家", NonGoal.THRESHOLD), confidence="low")], {}, {})
    assert [one.span for one in intake_doubts.agreed(items)] == [NUMBER.span]
    assert [one.candidate.figure for one in intake.shown(items, Show.UNSURE)] == ["七", "50家"]


def test_what_is_no_goal_is_listed_by_reason_the_most_doubtful_first():
    def none(at, reason, confidence):
        return replace(no_goal(at, "5家", reason), confidence=confidence)

    several = [NUMBER, none(30, NonGoal.SLOGAN, "medium"), none(40, NonGoal.THRESHOLD, "medium"), none(50, NonGoal.SLOGAN, "medium")]
    listed = intake_doubts.by_reason(intake.items(several, {}, {}))
    assert [(reason, [one.number for one in of]) for reason, of in listed.items()] == [("threshold", [3]), ("slogan", [2, 4]), ("document_number", [1])]


def test_the_filters_count_what_they_list():
    items = found([Choice(Decision.NON_GOAL, NUMBER.span)], conflicts={EXPORTS.span: [conflict()]})
    expected = {
        Show.OPEN: 6, Show.CONFLICTS: 1, Show.NEW_METRICS: 1, Show.NOT_COMPUTABLE: 1, Show.OTHERS: 2, Show.UNSURE: 1, Show.DECIDED: 1, Show.ALL: 8,
    }  # fmt: skip
    assert intake.counts(items) == expected
    assert intake.reasons(items) == {"document_number": 1, "undetermined": 1}
    assert [one.candidate for one in intake.shown(items, Show.OTHERS, "undetermined")] == [UNTOLD]


def test_next_and_previous_follow_the_text_from_a_place_that_is_not_listed_itself():
    items = found()
    open_ones = intake.shown(items, Show.OPEN)
    assert intake.neighbour(open_ones, items[0], 1).candidate is EXPORTS
    assert intake.neighbour(open_ones, items[0], -1) is None
    assert intake.neighbour(open_ones, items[-1], -1).candidate is PROPOSED
    assert intake.selected(open_ones, items, "80-84").candidate is RANK
    assert intake.selected(open_ones, items, items[0].key).candidate is NUMBER, "whatever the filter lists"
    assert intake.selected([], items, items[0].key).candidate is NUMBER
    assert intake.selected(open_ones, items, "forged").candidate is EXPORTS and intake.selected([], items, "") is None


def test_what_is_recorded_counts_until_something_else_is_chosen():
    recorded = {EXPORTS.span: PlanDecision(Decision.EDITED, "300亿元以上", EXPORTS.span, confirmed={"value": "310"}, target_id="990100-04")}
    (_, one, *_) = found(recorded=recorded)
    assert one.is_target and one.cells["value"] == "310" and one.target_id == "990100-04"
    (_, one, *_) = found([Choice(Decision.REJECTED, EXPORTS.span, reason="r")], recorded)
    assert not one.is_target and one.is_decided


def test_only_what_was_entered_otherwise_is_a_change_and_an_emptied_cell_is_one():
    entered = {**EXPORTS.cells, "value": " 310 ", "start": ""}
    assert intake.changed_cells(entered, EXPORTS) == {"value": "310", "start": ""}


def test_a_problem_is_told_where_it_belongs():
    own, other = (PlanDecision(Decision.EDITED, one.figure, one.span, target_id=name) for one, name in ((EXPORTS, "a"), (PARK_COUNT, "b")))
    faults = [
        Fault(Problem("register.x", "r", file="targets.csv"), EXPORTS.span, "a"),
        Fault(Problem("register.y", "r", file="targets.csv"), PARK_COUNT.span, "b"),
        Fault(Problem("plans.reason", "plans", found="12个"), PARK_COUNT.span),
        Fault(Problem("plans.reason", "plans", found="12个"), AGAIN.span),
    ]
    choice = Choice(Decision.EDITED, PARK_COUNT.span)
    assert intake.own_problems(choice, faults) == [one.problem for one in faults[1:3]], "not that of the same figure elsewhere"
    told = intake.outlook([own, other], {"b": [conflict()]}, faults)
    assert set(told.problems) == {EXPORTS.span, PARK_COUNT.span} and set(told.conflicts) == {PARK_COUNT.span}


def test_a_place_is_found_by_its_characters():
    assert intake.occurrences("十二个，十二个", "十二个") == [(0, 3), (4, 7)]
    assert intake.occurrences("一", "") == [] and intake.occurrences("一一一", "一", most=2) == [(0, 1), (1, 2)]


@pytest.mark.parametrize("text", ["", "一行", "a" * 5000, "\n".join(["一二三四五六七八九十"] * 300)])
def test_the_stretch_around_a_place_holds_it_and_is_short(text):
    for at in range(0, len(text), 997):
        first, last = plan_text.around(text, (at, at + 1))
        assert 0 <= first <= at < last <= len(text)
        assert last - first <= plan_text.BEFORE + plan_text.BEHIND + 1


def test_marks_that_overlap_leave_every_character_once():
    text = "共三十个和五个<b>。"
    wide, inner, last = (Candidate(span, text[slice(*span)], True, "one", "low") for span in ((1, 4), (2, 3), (5, 7)))
    items = intake.items((wide, inner, last), {}, {})
    body = plan_text.pane(text, items, items[2], 0, len(text), Words("zh"))
    assert "三十个" in body and "&lt;b&gt;" in body and body.count("<mark") == 2 and 'id="plan-here"' in body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_of_the_rules_has_words(lang):
    words = Words(lang)
    rules = [*(rule.name for rule in GOAL_RULES), "table_goal", "table_growth"]
    kinds = {
        "goal_rule": rules, "non_goal": NonGoal, "non_goal_why": NonGoal, "not_computable": NotComputable, "not_computable_short": NotComputable,
        "assumption": Assumption, "intake_confidence": Confidence, "plan_decision": Decision, "intake_show": Show,
    }  # fmt: skip
    assert all(words(f"{kind}.{term}") for kind, terms in kinds.items() for term in terms)


def test_reasons_are_called_as_the_register_of_quantities_calls_them():
    assert {code: Words("zh")(f"non_goal.{code}") for code in NonGoal} == NON_GOAL_ZH


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (EXPORTS.cells, "到2028年底，不低于 300 亿元"),
        ({**EXPORTS.cells, "value": "三百"}, "三百 亿元"),
        ({**EXPORTS.cells, "value": "1e999"}, "1e999 亿元"),
        ({**EXPORTS.cells, "due": "2028-13-01"}, "不低于 300 亿元"),
        ({}, ""),
    ],
)
def test_a_promise_reads_like_that_of_a_target_and_nonsense_as_it_was_entered(cells, said):
    assert intake_words.promise(cells, Words("zh")).replace("\u00a0", " ") == said


def test_a_goal_by_hand_begins_with_what_most_goals_share():
    shared = intake.defaults(found())
    assert shared == {"region_code": "990100", "start": "2026-01-01", "due": "2028-12-31", "obligation": "firm"}
    assert goal(1, "5个").is_goal
