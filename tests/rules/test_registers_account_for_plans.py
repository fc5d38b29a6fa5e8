"""numbers.csv and targets.csv hold each other to account.

numbers.csv lists every quantity of every plan in the order of the text: it either is
(or repeats) a target, or says why it is none. A goal that nobody registered, or a
target that stands in no plan, shows here. Text outside the numbered clauses is placed by
name: 标题, 通知 (covering letter), 前言, 结尾, 附则, 附件 (annex, followed by its own clause),
抄送 and 网页 (what the publishing page added).
"""

import csv
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"

#: Why a quantity of a plan is not a target. A new reason is a decision, so the set is closed.
REASONS = {
    "日期与期限",
    "文号",
    "会议届次",
    "专有名称",
    "口号计数",  # 三平台, 1+N, 一核多园
    "条目计数",  # a heading counts its own items: 六大体系
    "定义中的门槛",  # 年交易额超10亿元的……
    "补贴标准或上限",
    "已有资源",
    "监管方式代码",  # 9610, 1210, 9710, 9810
    "地理表述",
    "引用文件计数",
    "网页信息",
}

FIGURE_MAX = 20
CLAUSE_MAX = 12
NOTE_MAX = 120


def read(name: str) -> list[dict[str, str]]:
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def targets():
    return read("targets.csv")


@pytest.fixture(scope="module")
def numbers():
    return read("numbers.csv")


def test_the_register_holds_between_110_and_125_targets(targets):
    assert 110 <= len(targets) <= 125


def test_every_target_stands_in_its_plan(targets, numbers):
    places = {(n["target_id"], n["document_id"], n["clause"], n["figure"]) for n in numbers}
    missing = [
        t["target_id"]
        for t in targets
        if (t["target_id"], t["document_id"], t["clause"], t["figure"]) not in places
    ]
    assert missing == []


def test_every_number_is_a_target_or_says_why_not(targets, numbers):
    ids = {t["target_id"] for t in targets}
    wrong = [n for n in numbers if bool(n["target_id"]) == bool(n["reason"])]
    unknown = [n for n in numbers if n["target_id"] and n["target_id"] not in ids]
    assert (wrong, unknown) == ([], [])


def test_a_number_belongs_to_a_target_of_its_own_plan(targets, numbers):
    document_of = {t["target_id"]: t["document_id"] for t in targets}
    strays = [
        n for n in numbers if n["target_id"] and document_of[n["target_id"]] != n["document_id"]
    ]
    assert strays == []


def test_every_reason_is_one_of_the_closed_set_and_is_used(numbers):
    assert {n["reason"] for n in numbers if n["reason"]} == REASONS


def test_every_plan_is_read_once_and_in_order(numbers):
    plans = [document["document_id"] for document in read("documents.csv")]
    assert list(dict.fromkeys(n["document_id"] for n in numbers)) == plans
    changes = sum(a["document_id"] != b["document_id"] for a, b in zip(numbers, numbers[1:]))
    assert changes == len(plans) - 1


def test_targets_are_numbered_in_the_order_of_the_text(targets, numbers):
    for code in {t["region_code"] for t in targets}:
        own = [t["target_id"] for t in targets if t["region_code"] == code]
        assert own == [f"{code}-{number:02d}" for number in range(1, len(own) + 1)]
    first_seen = list(dict.fromkeys(n["target_id"] for n in numbers if n["target_id"]))
    assert first_seen == [t["target_id"] for t in targets]


def test_no_field_is_long_enough_to_quote_a_plan(targets, numbers):
    long = [r for r in targets + numbers if len(r["figure"]) > FIGURE_MAX]
    long += [r for r in targets + numbers if len(r["clause"]) > CLAUSE_MAX]
    long += [t for t in targets if len(t["note"]) > NOTE_MAX]
    assert long == []


def test_only_registered_regions_metrics_and_documents_are_named(targets):
    for column, register in (
        ("region_code", "regions.csv"),
        ("metric", "metrics.csv"),
        ("document_id", "documents.csv"),
    ):
        known = {row[column] for row in read(register)}
        assert {t[column] for t in targets} - known == set()


def test_every_goal_of_a_draft_is_a_draft_and_of_no_other(targets):
    drafts = {d["document_id"] for d in read("documents.csv") if d["status"] == "draft"}
    assert [
        t["target_id"] for t in targets if (t["obligation"] == "draft") != (t["document_id"] in drafts)
    ] == []


def test_a_target_is_measured_in_the_unit_of_its_metric(targets):
    unit_of = {m["metric"]: m["unit"] for m in read("metrics.csv")}
    of_basis = {"multiple": "倍", "cagr": "%"}
    wrong = [
        t["target_id"]
        for t in targets
        if t["unit"] != of_basis.get(t["basis"], unit_of[t["metric"]])
    ]
    assert wrong == []
