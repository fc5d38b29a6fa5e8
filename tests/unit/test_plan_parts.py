"""One file, one or several plans: what is known of each, and which quantities are its own."""

from datetime import date

import pytest

from etl.extract import knowledge_of
from etl.extract.source import SourceText
from etl.plans.parts import read_parts
from etl.registers import load_registers
from etl.workspace import Workspace
from tests.page_workspace import write_page_workspace

TODAY = date(2026, 7, 20)
NOTICE = "云岭省人民政府关于印发两市实施方案的通知\n云政发〔2026〕12号\n\n云岭省人民政府\n2026年6月30日\n"
FIRST = "澜江市跨境电商实施方案（2026—2028年）\n一、目标\n到2028年，跨境电商出口额达到300亿元以上，产业园达到12个。\n二、附则\n本方案自2026年8月1日起施行。\n"
SECOND = "望海市跨境电商实施方案（2026—2027年）\n一、目标\n到2027年，跨境电商出口额达到90亿元。\n"


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    workspace = Workspace(write_page_workspace(tmp_path_factory.mktemp("parts") / "work"))
    return knowledge_of(workspace, load_registers(workspace))


def read(known, text, today=TODAY):
    return read_parts(SourceText("a.txt", "txt", "utf-8", "0" * 64, text), known, today)


def goals(part):
    return [one.figure for one in part.candidates if one.is_goal]


def test_what_the_file_says_of_its_plan_is_filled_in(known):
    (part,) = read(known, NOTICE + FIRST).parts
    assert part.region_code == "990100" and not part.is_known
    assert part.document == {
        "document_id": "990100-2026",
        "title": "澜江市跨境电商实施方案(2026—2028年)",
        "number": "云政发〔2026〕12号",
        "issuer": "云岭省人民政府",
        "issued": "2026-06-30",
        "effective": "2026-08-01",
        "expires": "2028-12-31",
        "status": "in_force",
    }
    assert goals(part) == ["达到300亿元以上", "达到12个"]


def test_a_year_that_only_the_number_tells_is_no_day_of_issue(known):
    (part,) = read(known, "澜江市跨境电商实施方案\n澜政发〔2026〕12号\n一、目标\n到2028年,产业园达到12个。\n").parts
    assert "issued" not in part.document and part.document["document_id"] == "990100-2026"
    assert [one.cells["start"] for one in part.candidates if one.is_goal] == ["2026-01-01"]


@pytest.mark.parametrize(
    "title, issuer",
    [
        ("澜江市人民政府办公室关于印发澜江市跨境电商实施方案的通知", "澜江市人民政府办公室"),
        ("云岭省商务厅等8部门关于印发《云岭省跨境电商实施方案》的通知", "云岭省商务厅"),
        ("澜江市关于跨境电商的实施方案", ""),
    ],
)
def test_who_issued_a_plan_without_a_signature_stands_in_the_title_of_its_notice(known, title, issuer):
    found = read(known, f"{title}\n澜江市跨境电商实施方案(2026—2028年)\n一、目标\n到2028年,产业园达到12个。\n").parts[-1]
    assert found.document.get("issuer", "") == issuer


def test_several_plans_of_one_file_have_each_its_own_quantities_and_none_is_lost(known):
    found = read(known, NOTICE + FIRST + SECOND)
    first, second = found.parts
    assert [part.region_code for part in found.parts] == ["990100", "990200"]
    assert (first.document["document_id"], second.document["document_id"]) == ("990100-2026", "990200-2026")
    assert goals(second) == ["达到90亿元"]
    assert "〔2026〕12号" in [one.figure for one in first.candidates], "the notice belongs to the plan behind it"
    spans = [one.span for part in found.parts for one in part.candidates]
    assert len(spans) == len(set(spans)) == len(read(known, NOTICE + FIRST).parts[0].candidates) + len(second.candidates)
    assert all(found.source.text[slice(*span)] for span in spans)


def test_a_plan_of_the_register_comes_with_its_row(known):
    text = "云岭省跨境电商行动方案\n一、目标\n到2027年，跨境电商产业园达到110个。\n"
    (part,) = read(known, text).parts
    assert part.is_known and part.document["document_id"] == "P"
    assert part.document["number"] == "云政发〔2024〕1号"


def test_an_id_that_is_taken_gets_a_number_and_a_plan_that_ran_out_has_ended(known):
    text = SECOND + SECOND.replace("实施方案", "行动方案")
    first, second = read(known, text, date(2029, 1, 1)).parts
    assert (first.document["document_id"], second.document["document_id"]) == ("990200-2029", "990200-2029-2")
    assert first.document["status"] == "ended"
    draft = read(known, SECOND.replace("（2026—2027年）", "（征求意见稿）")).parts[0]
    assert draft.document["status"] == "draft"


@pytest.mark.parametrize("text", ["1", "没有数字", "2026年3月40日\n自2026年13月1日起施行\n达到5个"])
def test_a_text_that_is_no_plan_is_one_part_without_a_name(known, text):
    (part,) = read(known, text).parts
    assert "document_id" not in part.document and part.region_code == ""
    assert "effective" not in part.document
