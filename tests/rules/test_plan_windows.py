"""Two windows of one account on one plan file: neither undoes unseen what the other decided."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from etl.collection import plan_drafts
from etl.ledger import Decision
from etl.plans.choices import Choice
from etl.plans.drafts import PartDraft, fingerprint
from etl.problems import Refused
from tests.collection_world import EDITOR, NOW, at, copy_world

PLACE, OTHER_PLACE = (3, 9), (30, 34)
TAKEN = Choice(Decision.EDITED, PLACE, {"value": "12"}, target_id="990100-01")
ASIDE = Choice(Decision.REJECTED, PLACE, reason="只是背景")
#: What another window made of a place, and the code of what is said of it.
MEANWHILE = {
    "meanwhile_target": TAKEN,
    "meanwhile_aside": ASIDE,
    "meanwhile_merged": Choice(Decision.MERGED, PLACE, target_id="990100-02"),
}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = copy_world(tmp_path_factory.mktemp("windows") / "work")
    with at(NOW):
        yield made


@pytest.fixture
def number(workspace):
    """A file in work, anew for each test."""
    made = plan_drafts.keep(workspace, EDITOR, b"two windows", "a.txt")
    yield made
    plan_drafts.drop(workspace, EDITOR, made)


def choices(workspace, number) -> dict:
    return dict(plan_drafts.draft(workspace, EDITOR, number).part("1").choices)


def decide(workspace, number, *made: Choice, seen=None):
    return plan_drafts.decide(workspace, EDITOR, number, "1", made, seen or {})


def refusal(act) -> str:
    with pytest.raises(Refused) as refused:
        act()
    (problem,) = refused.value.problems
    assert "另一窗口" in problem.message("zh") and "another window" in problem.message("en")
    return problem.code.removeprefix("plans.")


@pytest.mark.parametrize("code", MEANWHILE)
def test_what_another_window_decided_meanwhile_stays_and_is_told(workspace, number, code):
    decide(workspace, number, MEANWHILE[code])
    mine = Choice(Decision.REJECTED, PLACE, reason="另有理由")
    assert refusal(lambda: decide(workspace, number, mine)) == code
    assert choices(workspace, number) == {PLACE: MEANWHILE[code]}


def test_who_saw_the_decision_may_change_it(workspace, number):
    decide(workspace, number, ASIDE)
    assert decide(workspace, number, TAKEN, seen={PLACE: fingerprint(ASIDE)}) == []
    assert choices(workspace, number) == {PLACE: TAKEN}, "whole: nothing of the decision before it is left"


def test_the_same_decision_twice_is_one(workspace, number):
    assert [decide(workspace, number, TAKEN) for _ in range(2)] == [[], []]
    assert choices(workspace, number) == {PLACE: TAKEN}


def test_a_decision_taken_back_meanwhile_is_told(workspace, number):
    assert refusal(lambda: decide(workspace, number, TAKEN, seen={PLACE: fingerprint(ASIDE)})) == "meanwhile_open"
    assert choices(workspace, number) == {}


def test_only_the_decision_that_was_seen_is_taken_back(workspace, number):
    decide(workspace, number, ASIDE)
    seen = {PLACE: fingerprint(TAKEN)}
    assert refusal(lambda: plan_drafts.take_back(workspace, EDITOR, number, "1", seen)) == "meanwhile_aside"
    assert choices(workspace, number) == {PLACE: ASIDE}
    for _ in range(2):  # in two windows at once
        plan_drafts.take_back(workspace, EDITOR, number, "1", {PLACE: fingerprint(ASIDE)})
    assert choices(workspace, number) == {}


def test_of_many_those_decided_meanwhile_are_left_and_counted(workspace, number):
    decide(workspace, number, ASIDE)
    many = [Choice(Decision.NON_GOAL, (start, start + 2)) for start in (40, 50, 60)]
    assert decide(workspace, number, TAKEN, *many) == [PLACE]
    assert choices(workspace, number) == {PLACE: ASIDE, **{one.span: one for one in many}}
    others = [Choice(Decision.REJECTED, one.span, reason="另有理由") for one in many]
    assert refusal(lambda: decide(workspace, number, *others)) == "meanwhile_several"


def test_a_target_listed_for_removal_meanwhile_is_told_by_its_number(workspace, number):
    decide(workspace, number, Choice(Decision.REMOVED, None, reason="新版不再提出", target_id="990100-01"))
    again = Choice(Decision.REMOVED, None, reason="合并办理", target_id="990100-01")
    with pytest.raises(Refused) as refused:
        decide(workspace, number, again)
    assert "990100-01" in refused.value.problems[0].message("zh")
    assert choices(workspace, number)["990100-01"].reason == "新版不再提出"


def test_a_fingerprint_names_all_a_choice_says_and_outlives_the_file(workspace, number):
    variants = [TAKEN, ASIDE, Choice(Decision.EDITED, PLACE, {"value": "13"}, target_id="990100-01"), Choice(Decision.EDITED, PLACE, {"value": "12"})]
    assert len({fingerprint(one) for one in (None, *variants)}) == 5 and fingerprint(None) == ""
    decide(workspace, number, TAKEN)
    assert plan_drafts.draft(workspace, EDITOR, number).part("1").stands([PLACE]) == {PLACE: fingerprint(TAKEN)}
    assert PartDraft().deciding([TAKEN]).overtaken({PLACE: fingerprint(TAKEN), OTHER_PLACE: fingerprint(ASIDE)}) == [OTHER_PLACE]


def one_of_many(workspace, number: str, start: int) -> bool:
    """One window: decides on its own place, and tries the place everybody wants; whether it got that."""
    decide(workspace, number, Choice(Decision.NON_GOAL, (start, start + 1)))
    try:
        decide(workspace, number, Choice(Decision.REJECTED, PLACE, reason=f"理由 {start}"))
    except Refused:
        return False
    return True


POOLS = {
    "threads": lambda: ThreadPoolExecutor(6),
    "processes": lambda: ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("forkserver")),  # ours has threads and connections
}


@pytest.mark.parametrize("pool", POOLS)
def test_windows_at_the_same_time_keep_what_each_decided_and_one_gets_what_all_want(workspace, number, pool):
    starts = range(100, 112)
    with POOLS[pool]() as windows:
        got = list(windows.map(one_of_many, [workspace] * 12, [number] * 12, starts))
    found = choices(workspace, number)
    assert {(start, start + 1) for start in starts} == found.keys() - {PLACE}, "no decision was lost"
    assert sum(got) == 1 and found[PLACE].reason == f"理由 {starts[got.index(True)]}"
