"""`python -m etl extract` and `targets confirm` as a stranger uses them: what is said, what is recorded, how it ends."""

import json
import os
import subprocess
import sys

import pytest

from etl.__main__ import main
from etl.collection.plan_reading import read
from etl.commands import candidate_file
from etl.extract import extract, knowledge_of
from etl.extract.rows import about, as_row
from etl.problems import Refused
from etl.registers import load_registers, read_registers
from tests.collection_world import NOW, at, copy_world
from tests.plan_files import docx, pdf
from tests.plan_scene import PLAN_TEXT

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
    "stated base": (
        "到2028年，全市跨境电商出口额由2025年的75亿元提高到200亿元，较2025年翻一番。\n",
        "总量与增速对不上写明的起点　规划写明起点为 75 亿元，按增长目标（翻一番）到期应为 150 亿元，而总量目标为 200 亿元，相差 33.3%。　990100-",
    ),
    "stated base not published": (
        "到2028年，全市跨境电商出口额由2022年的70亿元提高到200亿元，较2022年翻一番。\n",
        "总量与增速对不上写明的起点　规划写明起点为 70 亿元，按增长目标（翻一番）到期应为 140 亿元",
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


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (None, 2, "没有这个文件，请核对路径"),
        ("folder", 2, "这是文件夹，请写明其中的文件"),
        (b"", 1, "没有文字"),
        (b"\0" * 500 + "到2027年建成100家".encode(), 1, "大量空字节"),
        (b"\xff\xe9\xe8 100", 1, "既不是 UTF-8 也不是 GB18030"),
        (b"<html>" + "<p>到2027年建成100家。</p>".encode() * 400_000, 1, "超过 10 MB 的上限"),
        (docx("<w:p/>" * 12_000_000), 1, "解压后过大"),
        (pdf([""]), 1, "应为扫描件"),
    ],
    ids=("missing", "folder", "empty", "nul bytes", "encoding", "too big", "zip bomb", "scanned"),
)
def test_a_file_that_cannot_be_read_is_said_to_be_so(run, tmp_path, content, code, said):
    file = tmp_path / "plan"
    if content == "folder":
        file.mkdir()
    elif content is not None:
        file.write_bytes(content)
    found, out, err = run("extract", file)
    assert (found, out) == (code, "") and said in err and "请" in err
    if code == 1:
        candidates = tmp_path / "candidates.json"
        candidates.write_text('{"candidates": []}')
        found, out, err = run("targets", "confirm", candidates, "--plan", file, "--account", "张三")
        assert (found, out) == (1, "") and said in err


def test_a_terminal_without_chinese_gets_escapes(workspace, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN_TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "etl", "extract", str(tmp_path / "plan.txt"), "--data", str(workspace.root)]
    done = subprocess.run(command, env=os.environ | {"PYTHONIOENCODING": "ascii"}, capture_output=True)
    assert done.returncode == 0 and b"Traceback" not in done.stderr
    assert "澜江市".encode("ascii", "backslashreplace") in done.stdout


@pytest.fixture(scope="module")
def extracted(workspace):
    """The small plan as it is read, and what extraction prints of it."""
    with at(NOW):
        found = read(workspace, PLAN_TEXT.encode(), "plan.txt")
        source, known = found.source, knowledge_of(workspace, load_registers(workspace))
        plan, candidates = extract(source, known)
    return found, {"file": dict(about(source, plan.text)), "candidates": [as_row(one) for one in candidates]}


@pytest.fixture
def decided(extracted, tmp_path):
    """What the command makes of a file of candidates: choices, or codes of what is wrong with it."""
    found, told = extracted

    def deciding(change=lambda told: None, as_found=False, recorded=()):
        edited = json.loads(json.dumps(told))
        file = tmp_path / "candidates.json"
        replaced = change(edited)
        file.write_text(json.dumps(edited if replaced is None else replaced), encoding="utf-8")
        try:
            read_back = candidate_file.told(file)
            plan = candidate_file.plan(found, read_back, "990100-2026", PLAN_TEXT.encode())
            return candidate_file.choices(plan, found, read_back, as_found, recorded)
        except Refused as refused:
            assert all("请" in one.message("zh") and one.message("en") for one in refused.problems)
            return [one.code.removeprefix("plans.") for one in refused.problems]

    return deciding


def first_goal(told) -> dict:
    return next(one for one in told["candidates"] if one["is_goal"])


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda told: [], ["candidates"]),
        (lambda told: {"x": 1}, ["candidates"]),
        (lambda told: told.update(candidates={}), ["candidates"]),
        (lambda told: told.update(candidates=[1]), ["candidates"]),
        (lambda told: told.update(document="990100-2026"), ["candidates"]),
        (lambda told: told.update(metrics="parks"), ["candidates"]),
        (lambda told: told.update(removed=[7]), ["candidates"]),
        (lambda told: first_goal(told).update(note="\0"), ["unseen"]),
        (lambda told: first_goal(told).update(note="\ud800"), ["unseen"]),
        (lambda told: told["file"].update(sha256="0" * 64), ["other_file"]),
        (lambda told: first_goal(told).update(decision="comfirmed"), ["decision_word"]),
        (lambda told: first_goal(told).update(decision="confirmed", figure="900亿元"), ["row_not_in_text"]),
        (lambda told: first_goal(told).update(decision="edited", source_start=1, source_end=2), ["row_not_in_text"]),
        (lambda told: first_goal(told).update(source_start="x"), ["no_row_place"]),
        (lambda told: first_goal(told).update(source_end=0), ["no_row_place"]),
        (lambda told: first_goal(told).pop("figure") and None, ["no_row_place"]),
        (lambda told: [one.update(decision=7) for one in told["candidates"]] and None, ["decision_word"] * 3),
    ],
)  # fmt: skip
def test_a_file_of_candidates_edited_into_nonsense_is_refused_row_by_row(decided, change, codes):
    assert decided(change)[:3] == codes


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe{", "{\"说明\": 1}".encode("gb18030"), b"[" * 100_000, b"9" * 5_000, b"\xed\xb3\xbf"])
def test_a_file_that_is_no_json(tmp_path, content):
    file = tmp_path / "candidates.json"
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        candidate_file.told(file)
    (problem,) = refused.value.problems
    assert problem.code in ("plans.no_json", "plans.no_utf8", "plans.candidates") and problem.message("zh") and problem.message("en")


def test_what_a_person_changed_is_an_edit_whether_decided_on_or_not(decided):
    changed = decided(lambda told: first_goal(told).update(value="310"), as_found=True)
    assert [one.cells for one in changed if one.cells] == [{"value": "310"}]
    assert decided(lambda told: first_goal(told).update(value="310")) == [], "without a word it is left for later"
    every = decided(as_found=True)
    assert len(every) == len(changed) and not any(one.cells for one in every)
    assert decided(as_found=True, recorded={one.span for one in every[1:]}) == every[:1], "what is on record stays as it is"
    assert decided(as_found=True, recorded={one.span for one in every}) == ["all_decided"]


def test_a_fault_of_the_register_names_the_row_of_the_file(run, tmp_path):
    plan, candidates = tmp_path / "plan.txt", tmp_path / "candidates.json"
    plan.write_text(PLAN_TEXT, encoding="utf-8")
    told = json.loads(run("extract", plan, "--format", "json")[1])
    first_goal(told).update(decision="edited", value="很多", due="2027年底")
    number = told["candidates"].index(first_goal(told)) + 1
    candidates.write_text(json.dumps(told), encoding="utf-8")
    code, out, err = run("targets", "confirm", candidates, "--plan", plan, "--account", "张三", "--document", "990100-bad")
    assert (code, out) == (1, "")
    lines_told = err.splitlines()
    assert [one.split("：")[0] for one in lines_told] == [f"候选文件第 {number} 项“达到300亿元以上”"] * 2
    assert "“很多”不是规范的数字" in err and "“2027年底”不是有效日期" in err
