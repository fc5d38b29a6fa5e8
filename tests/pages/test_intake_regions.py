"""规划录入: regions the register lacks, what carries over from an earlier edition, plans without any target."""

import re

from etl.collection import plan_drafts
from etl.ledger import Decision
from tests import plan_pages
from tests.collection_world import EDITOR
from tests.intake_steps import at_once, bring, choose, decided, see_and_confirm
from tests.pages.page_text import press, said
from tests.plan_scene import lines

SEVERAL = """澜江市跨境电商三年行动方案（2026—2028年）
一、目标
到2028年，石桥县、澜东县、柳河市跨境电商产业园分别达到3个、4个、5个。
"""


def field(app, name: str, region: str):
    """A field of the line for one region the text names."""
    kinds = [*app.main.text_input, *app.main.selectbox]
    return next(one for one in kinds if (one.key or "").startswith("intake-named-region") and f"-{name}-" in f"-{one.key}" and one.key.endswith(region))


def draft_of(desk):
    (one,) = plan_drafts.own(desk.workspace, EDITOR)
    return plan_drafts.draft(desk.workspace, EDITOR, one.plan_sha256)


def test_a_region_the_register_lacks_is_registered_where_the_plan_is_described(desk):
    text = plan_pages.NOWHERE.replace("跨境电商行动方案", "澜北新区跨境电商行动方案")
    app = bring(desk, text, step="document")
    assert (field(app, "zh", "澜北新区").value, field(app, "level", "澜北新区").value) == ("澜北新区", "zone")
    field(app, "code", "澜北新区").set_value("990100-BX")
    press(app, "登记填好的地区")
    assert "功能区 990100-BX 的上级应为 990100" in said(app), "what the register would refuse is said at once"
    field(app, "parent", "澜北新区").set_value("990100")
    press(app, "登记填好的地区")
    assert "已对应地区：澜北新区。" in said(app)
    (pick,) = [one for one in app.main.selectbox if one.label.startswith("目标所属地区")]
    assert pick.value == "990100-BX"
    next(one for one in app.main.text_input if one.label == "文件编号").set_value("990100-BX-2026")
    press(app, "保存，开始认定")
    press(app, "确认为目标")
    assert decided(desk, text) == {"达到9个": Decision.CONFIRMED}
    for label in ("undoubted", "agreed"):
        if any(f"intake-now-{label}" in one.key for one in app.main.get("button")):
            at_once(app, label)
    seen = see_and_confirm(app)
    assert "已入账" in said(seen), [one.value for one in seen.main.error]
    assert any(one.startswith("990100-BX,澜北新区") for one in lines(desk.workspace, "regions.csv"))


def test_regions_a_sentence_names_are_filled_in_but_for_the_code(desk):
    app = bring(desk, SEVERAL)
    assert "原文中有 2 个地区不在登记表中（2 个待定）" in said(app), "the register has 澜东县"
    for name in ("石桥县", "柳河市"):
        assert [field(app, cell, name).value for cell in ("zh", "level", "parent", "code")] == [name, "county", "990100", ""]
    press(app, "登记填好的地区")
    assert "请至少填写一个地区代码" in said(app)
    field(app, "code", "石桥县").set_value("990102")
    field(app, "other", "柳河市").set_value("990101")
    press(app, "登记填好的地区")
    draft = draft_of(desk)
    assert draft.regions == ({"region_code": "990102", "name_zh": "石桥县", "level": "county", "parent_code": "990100"},)
    assert draft.placed == {"石桥县": "990102", "柳河市": "990101"} and "均已对应" in said(app)
    at_once(app, "undoubted")
    cells = {figure: choice.cells for figure, choice in zip(("3个", "4个"), draft_of(desk).part("1").choices.values())}
    assert cells["3个"] == {"region_code": "990102"} and decided(desk, SEVERAL)["达到3个"] is Decision.CONFIRMED


def test_a_county_of_another_province_is_registered_with_what_lies_above_it(desk):
    with (desk.workspace.root / "regions.csv").open("a", encoding="utf-8") as file:
        width = (desk.workspace.root / "regions.csv").read_text(encoding="utf-8").splitlines()[0].count(",") - 4
        file.writelines(f"{row}{',' * width}\n" for row in ("340000,安徽省,Anhui,province,", "340200,芜湖市,Wuhu,city,340000"))
    text = SEVERAL.replace("澜江市", "芜湖市").replace("石桥县、澜东县、柳河市", "桐庐县、淳安县、南陵县")
    app = bring(desk, text)
    assert "原文中有 3 个地区不在登记表中（3 个待定）" in said(app) and "杭州市** （桐庐县、淳安县的上级，原文没有写到）" in said(app)
    assert [field(app, "parent", name).value for name in ("桐庐县", "南陵县", "杭州市")] == ["330100", "340200", "330000"]
    press(app, "登记填好的地区")
    assert "已对应地区：桐庐县、淳安县、南陵县。" in said(app), [one.value for one in app.main.error]
    assert {row["region_code"]: row.get("parent_code", "") for row in draft_of(desk).regions} == {
        "330122": "330100", "330127": "330100", "340223": "340200", "330100": "330000", "330000": "",
    }  # fmt: skip
    assert "原文没有写到" not in said(app)


def test_what_was_decided_on_an_earlier_edition_carries_over(desk):
    """The name that was given another metric, the region nobody wrote, the goal that was none."""
    first = plan_pages.NOWHERE + "到2028年，建成数字化示范仓20个以上，建成选品中心6个。\n"
    app = bring(desk, first, step="document")
    next(one for one in app.main.selectbox if one.label.startswith("目标所属地区")).set_value("990200")
    press(app, "保存，开始认定")
    at_once(app, "undoubted")
    app.query_params["at"] = place(first, "20个以上")
    choose(app.run(), "metric", "parks")
    choose(app, "why", "示范仓按园区计")
    press(app, "确认为目标")
    choose(app, "aside-code", "slogan")
    press(app, "不作目标")
    see_and_confirm(app)
    for one in plan_drafts.own(desk.workspace, EDITOR):
        plan_drafts.drop(desk.workspace, EDITOR, one.plan_sha256)
    second = first.replace("20个以上", "25个以上")
    app = bring(desk, second, at=place(second, "25个以上"))
    assert "指标“跨境电商产业园数”、地区“望海市”沿用本规划此前入账时的认定，可以改动。" in said(app)
    own = re.compile("intake-(metric|region_code)-[0-9a-f]{16}")  # the fields of a new metric have longer names
    assert [one.value for one in app.main.selectbox if own.match(one.key or "")] == ["990200", "parks"]
    assert "标“沿用”的 1 个名称" in said(app)
    at_once(app, "put_aside")
    at_once(app, "undoubted")
    assert decided(desk, second) == {"6个": Decision.REJECTED, "达到9个": Decision.MERGED}, "what changed is left to a person"


def place(text: str, figure: str) -> str:
    start = text.index(figure)
    return f"{start}-{start + len(figure)}"


def test_what_every_county_of_a_province_has_to_reach_lists_those_of_its_cities_at_once(desk):
    text = plan_pages.NOWHERE.replace("跨境电商行动方案", "云岭省跨境电商行动方案").replace("跨境电商产业园达到9个", "每个县（市、区）至少建成跨境电商产业园2个")
    app = bring(desk, text, step="document")
    next(one for one in app.main.text_input if one.label == "文件编号").set_value("990000-2026")
    press(app, "保存，开始认定")

    def listed():
        return next(one for one in app.main.multiselect if one.key.startswith("intake-children-"))

    assert (listed().value, listed().proto.placeholder) == ([], "不填即全部直属县级地区")
    press(app, "确认为目标")
    (refused,) = [one.value for one in app.main.error]
    assert "只算直接隶属于云岭省的县级地区" in refused and "填入各市的全部县级地区" in refused
    press(app, "填入各市的全部县级地区")
    assert listed().value == ["990101"]
    listed().set_value([])
    press(app, "填入各市的全部县级地区")
    assert listed().value == ["990101"], "pressed again it fills in again"
    press(app, "确认为目标")
    ((_, choice),) = draft_of(desk).part("1").choices.items()
    assert choice.cells["children"] == "990101"


def test_a_city_has_its_counties_directly_below_it(desk):
    app = bring(desk, plan_pages.PLAN + "（三）每个县（市、区）至少建成跨境电商产业园1个。\n")
    app.query_params["at"] = place(plan_pages.PLAN + "（三）每个县（市、区）至少建成跨境电商产业园1个。\n", "至少建成跨境电商产业园1个"[-2:])
    assert "填入各市的全部县级地区" not in [one.label for one in app.run().main.get("button")]
