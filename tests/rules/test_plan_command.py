"""`python -m etl extract` and `targets confirm` as a stranger uses them: what is said, what is recorded, how it ends."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.ledger import ActKind, Ledger
from etl.registers import load_registers, read_registers
from tests.collection_world import NOW, at, copy_world, head
from tests.plan_files import docx, pdf
from tests.plan_scene import PLAN_TEXT, lines

ROOT = Path(__file__).parents[2]
OPENING = "澜江市跨境电商高质量发展行动计划（2026—2028年）\n\n一、总体目标\n"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = copy_world(tmp_path_factory.mktemp("command") / "work")
    with (made.root / "regions.csv").open("a", encoding="utf-8") as file:
        file.write("990102,澜西县,Lanxi,county,990100,\n")
    with at(NOW):
        yield made
    assert load_registers(made) == read_registers(made.register_contents())


@pytest.fixture
def run(workspace, capsys):
    """A command on the workspace: exit code, standard output, standard error."""

    def running(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([*map(str, arguments), "--data", str(workspace.root)])
        except SystemExit as ended:  # wrong usage
            code = ended.code
        return code, *capsys.readouterr()

    return running


@pytest.fixture
def taken_in(run, tmp_path):
    """Extract a plan and confirm everything as found."""

    def taking(document_id: str, text: str, *options: str) -> tuple[int, str, str]:
        plan, candidates = tmp_path / "plan.txt", tmp_path / "candidates.json"
        plan.write_text(text, encoding="utf-8")
        code, told, _ = run("extract", plan, "--format", "json")
        assert code == 0
        candidates.write_text(told, encoding="utf-8")
        return run("targets", "confirm", candidates, "--plan", plan, "--document", document_id, "--account", "张三", "--as-found", *options)

    return taking


CONTRADICTIONS = {
    "doubling": (
        "到2028年，全市跨境电商出口额达到300亿元。\n（一）到2028年，跨境电商出口额比2025年翻一番。\n",
        "总量与增速对不上基期　由总量 300 亿元 和增速倒推，2025年应为 150 亿元，而公布数为 75 亿元",
    ),
    "minimum": (
        "到2028年，全市建成跨境电商产业园12个。\n（一）到2028年，每个县（市、区）至少建成2个跨境电商产业园。\n",
        "最低数不够总数　2 个下级都只达到最低数时合计 4 个，总数为 12 个，差 8 个。",
    ),
    "rate": (
        "到2027年，全市跨境电商出口额达到400亿元，年均增长10%以上。\n",
        "总量与增速对不上基期　由总量 400 亿元 和增速倒推，2025年应为 330.58 亿元",
    ),
    "falling": (
        "到2027年，全市跨境电商出口额达到400亿元。\n到2028年，全市跨境电商出口额达到300亿元，较2024年翻一番。\n",
        "分阶段目标倒退　2028年底要求 300 亿元，比2027年底的 400 亿元 反而放松。",
    ),
    "share": (
        "到2027年，退货率控制在5%以内。\n到2028年，退货率控制在6%以内。\n",
        "分阶段目标倒退　2028年底要求 6%，比2027年底的 5% 反而放松。",
    ),
}


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_contradictions_are_told_with_the_confirmation(taken_in, kind):
    text, zh = CONTRADICTIONS[kind]
    code, out, err = taken_in(f"990100-{kind}", OPENING + text)
    assert (code, err) == (0, "")
    assert "数字之间有 1 处对不上，请核对" in out and zh in out
    assert ("基期未公布" in out) == (kind == "falling"), "what waits for a base is told apart"


def test_contradictions_are_told_in_english(taken_in):
    text, zh = CONTRADICTIONS["minimum"]
    code, out, err = taken_in("990100-english", f"{OPENING}{text}\n", "--lang", "en")
    assert (code, err) == (0, "") and "do not fit together: 1" in out and "Minimums do not reach the total" in out


def test_a_plan_without_contradictions_is_said_to_have_none(taken_in):
    code, out, err = taken_in("990100-sound", OPENING + "到2028年，全市跨境电商出口额达到300亿元以上。\n")
    assert (code, err) == (0, "") and "本规划各项数字之间没有发现矛盾" in out
