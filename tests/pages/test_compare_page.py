"""对比: why a gap changed between two dates, for the public and the signed-in, in both languages."""

import json
import re

import pytest

from etl.rights import Account, Role
from dashboard.wording import Words
from tests.page_identity import put_account
from tests.page_workspace import write_page_workspace
from tests.pages.page_text import rows, said

#: From 60 parks to 100 in 16 quarters: 2.5 a quarter. The figure of 2025Q3 was corrected later.
PARKS = """地区,指标,年份,季度,计数方式,数值,单位,发布日期,数据来源
云岭省,跨境电商产业园数,2023,4,期末,60,个,2024-01-20,云岭省商务厅
云岭省,跨境电商产业园数,2025,3,期末,70,个,2025-10-20,云岭省商务厅
云岭省,跨境电商产业园数,2025,4,期末,76,个,2026-01-20,云岭省商务厅
云岭省,跨境电商产业园数,2025,3,期末,71,个,2026-01-25,云岭省商务厅
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    root = write_page_workspace(tmp_path_factory.mktemp("compare") / "work")
    (root / "actuals" / "parks.csv").write_text(PARKS, encoding="utf-8")
    put_account(root, Account("li", Role.OFFICER, ("990000",)))
    return root


@pytest.fixture
def compare(open_page, data):
    """Opens the page on the parks of the province, 2025Q3 beside 2025Q4."""

    def opened(target="990000-04", **choices):
        return open_page("compare", data=data, **{"from": "2025Q3", "target": target} | choices)

    return opened


def effects(app) -> list[str]:
    return [line["影响"] for line in rows(app, "影响")]


def test_the_change_in_words_and_cause_by_cause(compare):
    app = compare()
    assert not app.exception
    text = said(app)
    assert "2025年第三季度落后应达进度 6.5 个，2025年第四季度落后应达进度 4 个，相对应达进度前进 2.5 个。" in text
    assert "其中：时间推移后退 2.5 个，新增数据前进 5 个。" in text
    assert effects(app) == ["落后应达进度 6.5 个", "后退 2.5 个", "无影响", "前进 5 个", "无影响", "无影响", "落后应达进度 4 个"]
    assert len(app.main.get("plotly_chart")) == 1


def test_the_public_sees_no_times_to_choose_and_no_restatement(compare):
    app = compare(known_then="2025-12-31", known_at="2026-01-22")
    assert not app.sidebar.get("date_time_input")
    assert effects(app)[2] == "无影响"


def test_the_signed_in_choose_what_was_known_then(compare):
    app = compare(visitor="li", known_then="2025-12-31")
    assert effects(app) == ["落后应达进度 7.5 个", "后退 2.5 个", "前进 1 个", "前进 5 个", "无影响", "无影响", "落后应达进度 4 个"]


def test_the_earlier_date_never_knows_more_than_the_later(compare):
    app = compare(visitor="li", known_then="2026-02-01", known_at="2026-01-22")
    assert not app.exception
    assert effects(app)[0] == "落后应达进度 7.5 个"


def test_without_a_gap_at_one_date_it_says_at_which_and_why(compare):
    text = said(compare("990200-01"))
    assert "变化无从分解" in text
    assert "2025年第三季度：未公布" in text and "2025年第四季度：未公布" in text


def test_a_year_that_had_not_begun(compare):
    app = compare("990000-02", **{"from": "2023Q4", "quarter": "2025Q2"})
    assert not app.exception
    assert "2023年第四季度" in said(app)


def test_what_moved_most_with_its_largest_cause(compare):
    app = compare()
    [line] = [line for line in rows(app, "最大原因") if "产业园数" in line["目标"]]
    assert (line["变化"], line["变化比重"], line["最大原因"]) == ("前进 2.5 个", "2.5%", "新增数据前进 5 个")
    assert "没有应达进度" in said(app)


def test_only_the_region_chosen(compare):
    app = compare("", city="990100")
    assert not app.exception
    assert all("澜江市" in line["目标"] for line in rows(app, "最大原因"))


def test_the_same_quarter_twice_moves_nothing(compare):
    app = compare(**{"from": "2025Q4"})
    assert "没有变化" in said(app)
    assert "两个时点用的都是2025年第四季度的数据" in said(app)


def test_english(compare):
    text = said(compare(lang="en"))
    assert "Q3 2025: 6.5 behind its path. Q4 2025: 4 behind its path. It gained 2.5 on its path." in text
    assert "Of this: Elapsed time: 2.5 back; New data: 5 forward." in text


def test_an_empty_register(open_page, tmp_path):
    root = write_page_workspace(tmp_path / "work")
    head = (root / "targets.csv").read_text(encoding="utf-8").splitlines()[0]
    (root / "targets.csv").write_text(head + "\n", encoding="utf-8")
    app = open_page("compare", data=root)
    assert not app.exception
    assert Words("zh")("state.empty_title") in said(app)


def test_within_one_quarter_the_two_ends_have_names_of_their_own(compare):
    app = compare(visitor="li", known_then="2025-12-31", **{"from": "2025Q4"})
    assert re.search("此前落后应达进度 [^，]+，目前落后应达进度 4 个", said(app))
    names = json.loads(app.main.get("plotly_chart")[0].proto.spec)["data"][0]["x"]
    assert len(names) == len(set(names)) >= 3, "bars of one name are drawn as one"


@pytest.mark.parametrize(("lang", "ends"), [("zh", ("起始差距", "目前差距")), ("en", ("Gap at first", "Gap now"))])
def test_within_one_quarter_the_chart_names_its_ends_as_the_table_does(compare, lang, ends):
    app = compare(visitor="li", known_then="2025-12-31", lang=lang, **{"from": "2025Q4"})
    names = json.loads(app.main.get("plotly_chart")[0].proto.spec)["data"][0]["x"]
    told = [line[0] for line in map(list, map(dict.values, rows(app, {"zh": "影响", "en": "Effect"}[lang])))]
    assert (told[0], told[-1]) == ends
    assert tuple(name.replace("<br>", " ") for name in (names[0], names[-1])) == ends
