"""The lists beside the register: what metrics are called, and how words are spelt otherwise."""

import pytest

from etl.extract.metric_words import FORMS_FILE, WORDS_FILE, read_metric_words
from etl.extract.places import Places
from etl.problems import Refused
from etl.registers import read_registers
from tests.register_files import METRIC, STOCK, contents

PARKS = STOCK | {"name_zh": "产业园数"}
STATE_PARKS = STOCK | {"metric": "state_parks", "name_zh": "国家级产业园数", "part_of": "parks"}
REGISTERS = read_registers(contents(metrics=[METRIC | {"name_zh": "跨境电商进出口额"}, PARKS, STATE_PARKS]))


def words(folder, listed="", forms=""):
    (folder / WORDS_FILE).write_text("metric,words,context,without,topic\n" + listed, encoding="utf-8")
    (folder / FORMS_FILE).write_text("written,word\n" + forms, encoding="utf-8")
    return read_metric_words(folder, REGISTERS.metrics)


def matched(known, named, sentence="", topic=""):
    found = known.match(named, sentence or named, topic, set(known.metrics))
    return found.metric.metric if found else None


def test_a_metric_goes_by_its_own_name_without_its_ending(tmp_path):
    assert matched(words(tmp_path), "建成产业园#") == "parks"


def test_the_part_is_taken_where_the_whole_fits_as_well(tmp_path):
    assert matched(words(tmp_path, "state_parks,国家级 园,,,\n"), "建成国家级综合产业园#") == "state_parks"


def test_terms_stand_in_order_with_context_and_without_others(tmp_path):
    known = words(tmp_path, "trade_value,进口|进出口 额,外贸,服务,电商\n")
    assert matched(known, "进出口总额", "外贸进出口总额", "电商方案") == "trade_value"
    assert matched(known, "额度与进口", "外贸", "电商") is None
    assert matched(known, "进出口总额", "进出口总额", "电商") is None
    assert matched(known, "服务进出口总额", "外贸", "电商") is None
    assert matched(known, "进出口总额", "外贸进出口总额", "养老") is None


def test_another_spelling_is_the_same_word(tmp_path):
    assert matched(words(tmp_path, forms="园区,产业园\n"), "建成园区#") == "parks"


def test_two_metrics_that_fit_alike_are_said_to_be_close(tmp_path):
    known = words(tmp_path, "trade_value,场馆,,,\nparks,场馆,,,\n")
    assert known.match("场馆", "场馆", "", set(known.metrics)).is_close


def test_words_of_metrics_that_the_register_lacks_do_no_harm(tmp_path):
    assert matched(words(tmp_path, "unheard_of,场馆,,,\n"), "场馆") is None


def test_an_incomplete_row_is_refused_by_its_place(tmp_path):
    with pytest.raises(Refused) as caught:
        words(tmp_path, "parks,产业园\n")
    problem = caught.value.problems[0]
    assert (problem.code, problem.file, problem.row) == ("plan.list_row", WORDS_FILE, 2)
    assert "产业园" in problem.message("zh") and "incomplete" in problem.message("en")


@pytest.mark.parametrize(
    "title, code, name",
    [
        ("湖州关于跨境电商的若干措施", "330500", "湖州"),
        ("中国(嘉兴)跨境电子商务综合试验区实施方案", "330400", "嘉兴"),
        ("中国(云川)跨境电子商务综合试验区实施方案", "", "云川"),
        ("云川市养老方案", "", "云川市"),
        ("湖州市吴兴区养老方案", "330502", "吴兴"),
        ("湖州市山前区养老方案", "", "山前区"),
        ("湖州市综试区建设方案", "330500", "湖州"),
        ("中共云川市委云川市人民政府关于养老的意见", "", "云川市"),
        ("北岭维吾尔自治区养老方案", "", "北岭维吾尔自治区"),
        ("云川市北岭新区养老方案", "", "北岭新区"),
        ("关于加快发展的意见", "", ""),
    ],
)
def test_a_title_names_its_place(title, code, name):
    place = Places(REGISTERS.regions).of_title(title)
    assert (place.region_code, place.name) == (code, name)


def test_a_region_below_is_a_subject_only_where_the_phrase_begins_with_it():
    places = Places(REGISTERS.regions)
    assert places.subject("其中吴兴建成", "330500").region_code == "330502"
    assert places.subject("打造吴兴等地的", "330500") is None
    assert places.subject("嘉兴建成", "330500") is None
