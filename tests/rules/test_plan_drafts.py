"""Work in progress on plan files: it outlives the browser, belongs to one account, and counts for nothing."""

import json
from dataclasses import replace

import pytest

from etl.collection import plan_drafts, purging
from etl.extract.source import MAX_BYTES
from etl.ledger import Decision, Ledger
from etl.plans.choices import Choice
from etl.plans.drafts import Draft, PartDraft, from_json, to_json
from etl.problems import Refused
from etl.rights import Account, Role
from tests.collection_world import ACCOUNTS, ADMINISTRATOR, AUDITOR, EDITOR, EVERYBODY, NOW, at, copy_world, head
from tests.plan_scene import PLAN, confirmed

SECOND_EDITOR = "editor-2"
DATA = "规划".encode()
CHOICES = (
    Choice(Decision.EDITED, (3, 9), {"value": "12", "parent_id": "@20-25"}, reason="改"),
    Choice(Decision.REMOVED, None, reason="新版不再提出", target_id="990100-01"),
    Choice(Decision.ADDED, (30, 34), figure="十二个"),
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = copy_world(tmp_path_factory.mktemp("drafts") / "work")
    with at(NOW):
        with Ledger.open(made.ledger_url) as ledger, ledger.transaction("setup") as tx:
            tx.put_account(Account(SECOND_EDITOR, Role.EDITOR))
        yield made


def code(refused) -> str:
    assert refused.value.problems[0].message("zh") and refused.value.problems[0].message("en")
    return refused.value.problems[0].code


def decide(*choices):
    return lambda draft: draft.with_part("1", draft.part("1").deciding(choices))


def test_what_was_chosen_is_there_again_and_nothing_is_recorded(workspace):
    before = head(workspace)
    number = plan_drafts.keep(workspace, EDITOR, DATA, "../../规划.txt")
    plan_drafts.change(workspace, EDITOR, number, decide(*CHOICES))
    again = plan_drafts.draft(workspace, EDITOR, number)
    assert again.name == "../../规划.txt" and list(again.part("1").choices.values()) == list(CHOICES)
    assert plan_drafts.plan_bytes(workspace, EDITOR, number) == DATA
    assert [one.plan_sha256 for one in plan_drafts.own(workspace, EDITOR)] == [number]
    assert head(workspace) == before


def test_the_same_file_once_more_keeps_what_was_done_on_it(workspace):
    number = plan_drafts.keep(workspace, EDITOR, b"again", "a.txt")
    plan_drafts.change(workspace, EDITOR, number, decide(CHOICES[0]))
    assert plan_drafts.keep(workspace, EDITOR, b"again", "b.txt") == number
    assert len(plan_drafts.draft(workspace, EDITOR, number).part("1").choices) == 1
    plan_drafts.drop(workspace, EDITOR, number)
    with pytest.raises(Refused) as refused:
        plan_drafts.draft(workspace, EDITOR, number)
    assert code(refused) == "collection.no_draft"


def test_another_editor_neither_sees_nor_changes_it(workspace):
    number = plan_drafts.keep(workspace, EDITOR, b"mine", "a.txt")
    assert plan_drafts.own(workspace, SECOND_EDITOR) == []
    for act in (plan_drafts.draft, plan_drafts.plan_bytes, plan_drafts.drop):
        with pytest.raises(Refused) as refused:
            act(workspace, SECOND_EDITOR, number)
        assert code(refused) == "collection.no_draft"


@pytest.mark.parametrize("account", [name for name in EVERYBODY if name not in ACCOUNTS or ACCOUNTS[name].role is not Role.EDITOR])
def test_only_editors_work_on_plans(workspace, account):
    number = plan_drafts.keep(workspace, EDITOR, DATA, "a.txt")
    acts = (
        lambda: plan_drafts.own(workspace, account),
        lambda: plan_drafts.keep(workspace, account, DATA, "a.txt"),
        lambda: plan_drafts.draft(workspace, account, number),
        lambda: plan_drafts.plan_bytes(workspace, account, number),
        lambda: plan_drafts.change(workspace, account, number, lambda draft: draft),
        lambda: plan_drafts.decide(workspace, account, number, "1", CHOICES, {}),
        lambda: plan_drafts.take_back(workspace, account, number, "1", {}),
        lambda: plan_drafts.drop(workspace, account, number),
        lambda: plan_drafts.taken_in(workspace, account),
        lambda: plan_drafts.take_up(workspace, account, number),
    )
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert code(refused).startswith("rights.")


@pytest.mark.parametrize("name", ["..", "../../registers", "*", "", "0" * 64, "/etc/passwd"])
def test_only_a_hash_that_is_there_becomes_a_path(workspace, name):
    plan_drafts.keep(workspace, EDITOR, DATA, "a.txt")
    for act in (plan_drafts.draft, plan_drafts.plan_bytes, plan_drafts.drop):
        with pytest.raises(Refused) as refused:
            act(workspace, EDITOR, name)
        assert code(refused) == "collection.no_draft"


def test_too_large_and_too_many_are_refused(workspace, monkeypatch):
    with pytest.raises(Refused) as refused:
        plan_drafts.keep(workspace, SECOND_EDITOR, b"0" * (MAX_BYTES + 1), "a.txt")
    assert code(refused) == "plan.size"
    monkeypatch.setattr(plan_drafts, "MOST_DRAFTS", 2)
    for number in range(2):
        plan_drafts.keep(workspace, SECOND_EDITOR, bytes([number + 1]), "a.txt")
    with pytest.raises(Refused) as refused:
        plan_drafts.keep(workspace, SECOND_EDITOR, b"third", "a.txt")
    assert code(refused) == "collection.too_many_drafts"
    assert plan_drafts.keep(workspace, SECOND_EDITOR, b"\x01", "a.txt"), "one that is there may be opened again"


def test_notes_and_bytes_that_were_damaged_are_told(workspace):
    number = plan_drafts.keep(workspace, EDITOR, b"damaged", "a.txt")
    (place,) = [one.parent for one in workspace.var.glob(f"plans/*/{number}/plan")]
    (place / "plan").write_bytes(b"other")
    with pytest.raises(Refused) as refused:
        plan_drafts.plan_bytes(workspace, EDITOR, number)
    assert code(refused) == "collection.no_draft"
    (place / "draft.json").write_bytes(b'{"name": 1')
    with pytest.raises(Refused) as refused:
        plan_drafts.draft(workspace, EDITOR, number)
    assert code(refused) == "collection.draft_damaged"
    assert number in [one.plan_sha256 for one in plan_drafts.own(workspace, EDITOR)], "so that it can be dropped"
    plan_drafts.drop(workspace, EDITOR, number)


def test_a_plan_that_was_taken_in_can_be_taken_up_again(workspace):
    assert plan_drafts.taken_in(workspace, EDITOR) == []
    receipt = confirmed(workspace, replace(PLAN, data=b"taken in"))
    (one,) = plan_drafts.taken_in(workspace, EDITOR)
    assert one.document_ids == (PLAN.document_id,) and receipt.sequence
    number = plan_drafts.take_up(workspace, EDITOR, one.plan_sha256)
    assert number == one.plan_sha256 and plan_drafts.plan_bytes(workspace, EDITOR, number) == b"taken in"


def test_a_purge_takes_the_copies_of_those_who_work_on_it_too(workspace):
    confirmed(workspace, replace(PLAN, data=b"by mistake", document={**PLAN.document, "document_id": "990100-2026-9"}), take_none())
    kept, gone = (plan_drafts.keep(workspace, EDITOR, data, "a.txt") for data in (b"another", b"by mistake"))
    purging.ask(workspace, ADMINISTRATOR, gone, "误传")
    assert plan_drafts.plan_bytes(workspace, EDITOR, gone)
    purging.agree(workspace, AUDITOR, gone)
    assert [one.plan_sha256 for one in plan_drafts.own(workspace, EDITOR) if one.plan_sha256 in (kept, gone)] == [kept]
    with pytest.raises(Refused) as refused:
        plan_drafts.take_up(workspace, EDITOR, gone)
    assert code(refused) == "collection.file_gone"


def take_none() -> list[Choice]:
    return [Choice(Decision.NON_GOAL, PLAN.candidates[0].span)]


def test_a_later_choice_takes_the_place_of_an_earlier_one_and_can_be_taken_back():
    part = PartDraft().deciding(CHOICES).deciding([Choice(Decision.NON_GOAL, (3, 9))])
    assert part.choices[3, 9].decision is Decision.NON_GOAL and len(part.choices) == 3
    assert set(part.undecided([(3, 9), "990100-01"]).choices) == {(30, 34)}


def test_what_was_chosen_anew_while_another_window_confirmed_stays():
    part = PartDraft().deciding(CHOICES)
    meanwhile = part.deciding([Choice(Decision.EDITED, (3, 9), {"value": "13"}, reason="再改")])
    assert meanwhile.without(part.choices).choices == {(3, 9): meanwhile.choices[3, 9]} and part.without(part.choices).choices == {}


def test_a_file_dropped_in_one_window_is_told_in_the_other(workspace, monkeypatch):
    number = plan_drafts.keep(workspace, EDITOR, b"two windows", "a.txt")
    place = plan_drafts._place(workspace, EDITOR, number)
    monkeypatch.setattr(plan_drafts, "_place", lambda *_: place)
    plan_drafts.drop(workspace, EDITOR, number)
    with pytest.raises(Refused) as refused:
        plan_drafts.change(workspace, EDITOR, number, lambda draft: draft)
    assert code(refused) == "collection.no_draft"
    plan_drafts.drop(workspace, EDITOR, number)


def test_new_metrics_and_regions_stand_once_and_come_back():
    draft = Draft().with_metrics([{"metric": "a", "unit": "个"}], {"甲": "a", "乙": "a"}).with_metrics([{"metric": "a", "unit": "家"}], {}, ["乙"])
    draft = draft.with_regions([{"region_code": "970000", "name_zh": "甲"}], {"甲地": "970000"}).with_regions([{"region_code": "970000", "name_zh": "乙"}])
    assert (draft.metrics, draft.named, draft.regions) == (({"metric": "a", "unit": "家"},), {"甲": "a"}, ({"region_code": "970000", "name_zh": "乙"},))
    assert from_json(to_json(draft)) == draft and draft.placed == {"甲地": "970000"}
    without = draft.without_region("970000")
    assert (without.regions, without.placed) == ((), {})


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"name":"","parts":{"1":{}},"metrics":[]}', b"\xff"])
def test_notes_of_another_form_are_no_draft(data):
    with pytest.raises(ValueError):
        from_json(data)
    assert from_json(to_json(Draft("a", {"1": PartDraft({"title": "甲"}, region_code="990100")}))) == Draft("a", {"1": PartDraft({"title": "甲"}, region_code="990100")})
    assert json.loads(to_json(Draft()))
