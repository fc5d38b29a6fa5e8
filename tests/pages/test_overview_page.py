"""总览: the answer, the map, the list of what to press for, the matrix, and what changed."""

import json
import re
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

import pytest

from etl.access import AccessStore
from etl.ledger import clock
from etl.ledger.clock import SHANGHAI
from tests import collection_world as world
from tests.collection_world import copy_world
from tests.page_identity import as_account
from tests.page_workspace import write_page_workspace
from tests.pages.page_text import said

TILES = {"990100": ("2", "1"), "990200": ("3", "1")}


def with_tiles(data, tiles=TILES):
    """The same workspace with places on the tile map."""
    file = data / "regions.csv"
    head, *lines = file.read_text(encoding="utf-8").splitlines()
    cells = [f"{line},{','.join(tiles.get(line[:6], ('', '')))}" for line in lines]
    file.write_text("\n".join([f"{head},tile_column,tile_row", *cells]) + "\n", encoding="utf-8")
    return data


@pytest.fixture
def mapped(tmp_path):
    return with_tiles(write_page_workspace(tmp_path / "work"))


def tiles(app):
    return {link.proto.label: link for link in app.main.get("page_link")}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_class_says_of_how_many_and_how_it_moved(open_page, lang):
    text = said(open_page("overview", lang=lang))
    assert {"zh": "**1** :gray[:small[/ 7 项，占 14%]]", "en": "of 7, 14%"}[lang] in text
    assert {"zh": "与上季度持平", "en": "as last quarter"}[lang] in text
    assert re.search({"zh": r"▲ 比上季度多 \d 项", "en": r"▲ \d more than last quarter"}[lang], text)


def test_where_few_have_figures_the_page_leads_with_what_was_promised(open_page, tmp_path):
    data = write_page_workspace(tmp_path / "work")
    (data / "actuals" / "2025.csv").unlink()
    text = said(open_page("overview", data=data))
    assert "现行规划作出 7 项数字承诺，0 项在未来四个季度内到期，最晚一项在2027年底；目前 0 项已有可比的公布数据。" in text
    assert ":red-badge" not in text and "目前没有落后或未完成的目标。" in text


def test_the_list_says_the_share_the_amount_and_the_units(open_page):
    text = said(open_page("overview"))
    assert "**20%** :gray[:small[距应达进度差 30 亿元]] | 云岭省人民政府（发文机关）" in text


def test_whom_to_call_is_told_to_the_signed_in_only(open_page, tmp_path):
    workspace = copy_world(tmp_path / "world")
    contacts = "unit,region_code,name,phone,note\n云岭省人民政府,990000,督查室 甲某,0000-5550,\n"
    (workspace.root / "contacts.csv").write_text(contacts, encoding="utf-8")
    assert "督查室 甲某 0000-5550" in said(open_page("overview", data=workspace.root, visitor=world.OFFICER))
    assert "甲某" not in said(open_page("overview", data=workspace.root))


def test_a_tile_is_a_link_with_name_symbol_and_word_of_its_class(open_page, mapped):
    app = open_page("overview", data=mapped, tile="worst")
    found = tiles(app)
    label = "**澜江** :gray[:small[3\xa0项]] :small[▼ 明显滞后]"
    assert label in found and "**望海** :gray[:small[1\xa0项]] :small[○ 未公布]" in found
    assert "city=990100" in found[label].proto.query_string


COUNTY = {
    "regions.csv": "990101,澜东县,Landong,county,990100,,,\n",
    "targets.csv": "990101-01,990101,parks,,P,附,level,ge,2,,个,,2024-01-01,2027-12-31,,,firm,,2个以上,\n",
}


def test_own_targets_and_those_below_are_told_apart_wherever_they_are_counted(open_page, mapped):
    for name, line in COUNTY.items():
        with open(mapped / name, "a", encoding="utf-8") as file:
            file.write(line)
    app = open_page("overview", data=mapped, tile="worst")
    labels, text = " ".join(tiles(app)), said(app)
    assert "**澜江** :gray[:small[3\\+1\xa0项]]" in labels and "**望海** :gray[:small[1\xa0项]]" in labels
    assert "[澜江市](<city?quarter=2025Q4&lang=zh&tile=worst&city=990100>) :gray[:small[3+1 项]]" in text
    assert text.count("城市页只数本级") == 2, "at the map and at the table"
    city = said(open_page("city", data=mapped, city="990100"))
    assert "澜江市：3 项数字承诺" in city and "以上只数本级。下级地区另有 1 项，在总览中与本级合计 4 项。" in city
    assert "以上只数本级" not in said(open_page("city", data=mapped, city="990200")), "nothing is below it"
    assert "下级地区另有 1 项，在总览中与本级合计 2 项" in said(open_page("city", data=mapped, city="990100", field="carriers"))


def test_a_map_of_regions_with_nothing_below_them_says_nothing_of_levels(open_page, mapped):
    assert said(open_page("overview", data=mapped)).count("城市页只数本级") == 1


def test_a_tile_can_show_the_median_class(open_page, mapped):
    data = mapped / "targets.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("突破150亿元", "突破75亿元").replace("gt,150,", "gt,70,"), encoding="utf-8")
    labels = " ".join(tiles(open_page("overview", data=mapped, tile="middle")))
    assert "◆ 阶段达标" in labels


def test_a_region_without_a_place_stands_beside_the_map(open_page, tmp_path):
    data = with_tiles(write_page_workspace(tmp_path / "work"), {"990100": ("2", "1")})
    text = said(open_page("overview", data=data))
    assert "不在图上的地区" in text and "望海市 ○ 未公布" in text


def own_map(data, code="990100", **more):
    """Puts a map with one region into a workspace."""
    ring = [[119.0, 30.0], [120.0, 30.0], [120.0, 31.0], [119.0, 30.0]]
    area = {"type": "Feature", "properties": {"region_code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    content = json.dumps({"type": "FeatureCollection", "features": [area], **more})
    (data / "map.geojson").write_text(content, encoding="utf-8")


def charts(app):
    return [json.loads(chart.proto.spec) for chart in app.main.get("plotly_chart")]


def test_an_own_map_is_drawn_in_place_of_the_tiles_with_links_beside_it(open_page, mapped):
    own_map(mapped, approval="GS(2024)0001号")
    app = open_page("overview", data=mapped, tile="worst")
    [chart] = charts(app)
    assert chart["layout"]["title"]["subtitle"]["text"] == "审图号：GS(2024)0001号"
    assert chart["data"][0]["text"] == "澜江市　▼ 明显滞后" and chart["data"][0]["fillcolor"] == "#fce6e2"
    assert not [label for label in tiles(app) if "澜江" in label]
    assert re.search(r"澜江市 ▼ 明显滞后\]\]\(<city\?[^>]*city=990100", said(app))


def test_a_faulty_own_map_is_told_to_the_signed_in_and_the_tiles_stay(open_page, tmp_path):
    workspace = copy_world(tmp_path / "world")
    own_map(workspace.root, code="<script>")
    text = said(open_page("overview", data=workspace.root, visitor=world.OFFICER))
    assert "map.geojson 有 1 处问题，没有采用" in text and "regions.csv 里没有这个地区" in text
    app = open_page("overview", data=workspace.root)
    assert not app.exception and "没有采用" not in said(app) and charts(app) == []


def test_a_map_of_other_places_only_is_not_drawn(open_page, tmp_path):
    data = write_page_workspace(tmp_path / "work")
    own_map(data, code="990000")
    assert len(charts(open_page("overview", data=data))) == 1
    file = data / "targets.csv"
    file.write_text(file.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert charts(open_page("overview", data=data)) == []


def test_without_places_there_is_no_map(open_page):
    assert "各地进展" not in said(open_page("overview"))


def test_the_matrix_opens_and_closes_regions_and_the_url_says_which(open_page):
    app = open_page("overview")
    assert "[本级]" in said(app) and "▾ [云岭省]" in said(app)
    app = open_page("overview", open="-")
    text = said(app)
    assert "▸ [云岭省]" in text and "[本级]" not in text
    app.main.get("button_group")[-1].set_value(["990000"]).run()
    assert app.query_params["open"] == "990000" and "▾ [云岭省]" in said(app)


def test_regions_with_only_drafts_or_ended_plans_are_named(open_page, tmp_path):
    data = write_page_workspace(tmp_path / "work")
    file = data / "targets.csv"
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("990200-01")]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    assert "仅有已结束规划或征求意见稿的地区：[望海市]" in said(open_page("overview", data=data))


def test_the_public_sees_changes_since_the_quarter_before_and_no_other_choice(open_page):
    app = open_page("overview")
    assert "与上一季度相比" in said(app) and "上次登录" not in said(app)
    assert "since" not in app.query_params


def test_at_a_first_visit_the_signed_in_see_changes_since_the_quarter_before(open_page, tmp_path):
    workspace = copy_world(tmp_path / "world")
    text = said(open_page("overview", data=workspace.root, visitor=world.OFFICER))
    assert "与上一季度相比" in text and "上次登录以来" not in text


def test_what_became_known_since_the_last_visit_is_told_with_its_cause(open_page, tmp_path):
    workspace = copy_world(tmp_path / "world")
    with AccessStore.open(workspace, lambda: datetime(2026, 1, 10, 9, tzinfo=SHANGHAI)) as store:
        store.begin_session(world.OFFICER)
    choices = {"data": workspace.root, "visitor": world.OFFICER}
    text = said(open_page("overview", **choices))
    assert "上次登录以来，3 项有变化" in text
    lines = [line for line in text.splitlines() if "| [新报数据](<compare?" in line]
    assert len(lines) == 3 and any("云岭省 · 跨境电商出口额" in line and "| 100 亿元 → 126 亿元 |" in line for line in lines)
    assert all("from=2025Q4&known_then=2026-01-10T09" in line for line in lines), "the same quarter as known then"
    assert "上次登录以来" not in said(open_page("overview", since="quarter", **choices))


def test_a_class_leads_to_the_list_of_what_it_counts(open_page):
    link = re.search(r"\(<data\?([^>]*class=on_track[^>]*)>\)\n\n\*\*(\d+)\*\*", said(open_page("overview")))
    listed = said(open_page("data", **dict(parse_qsl(link[1]))))
    assert f"，{link[2]} 项目标" in listed


def test_the_last_visit_is_kept_by_the_server_and_not_by_the_browser(open_page, tmp_path):
    workspace = copy_world(tmp_path / "world")
    forged = {"last_visit": clock.now(), "visit": "2020-01-01", "pick-since": "visit"}
    text = said(open_page("overview", data=workspace.root, visitor=world.OFFICER, state=forged, since="visit"))
    assert "上次登录以来" not in text


def test_a_chosen_known_at_leaves_out_the_last_visit(open_page, tmp_path):
    workspace = copy_world(tmp_path / "world")
    with AccessStore.open(workspace, lambda: clock.now() - timedelta(days=1)) as store:
        store.begin_session(world.OFFICER)
    choices = {"data": workspace.root, "visitor": world.OFFICER}
    assert "上次登录以来" in said(open_page("overview", **choices))
    assert "上次登录以来" not in said(open_page("overview", known_at="2026-07-01", **choices))


def test_in_a_demonstration_the_last_visit_was_the_day_before(open_page, tmp_path):
    """Everything that is done there is done on its one day, so all of it is told as new."""
    workspace = copy_world(tmp_path / "world")
    (workspace.root / "DEMONSTRATION").write_text("day: 2026-04-15\n", encoding="utf-8")
    with AccessStore.open(workspace, lambda: datetime(2026, 10, 2, 17, 30, tzinfo=SHANGHAI)) as store:
        store.begin_session(world.OFFICER)
    app = open_page("overview", data=workspace.root, visitor=world.OFFICER)
    assert "今天以前上次登录（2026年4月14日 17:30）" in app.button_group(key="pick-since").options


def test_who_was_here_is_asked_of_the_account_signed_in(open_page, tmp_path):
    workspace = copy_world(tmp_path / "world")
    with AccessStore.open(workspace, lambda: clock.now() - timedelta(days=1)) as store:
        store.begin_session(world.OFFICER)
    app = open_page("overview", data=workspace.root, visitor=world.AUDITOR)
    assert "上次登录以来" not in said(app)
    assert "上次登录以来" in said(as_account(app, workspace.root, world.OFFICER).run())


@pytest.mark.parametrize(("palette", "color"), [("safe", ":red-badge[▼"), ("red_best", ":green-badge[▼"), ("blue_best", ":red-badge[▼")])
def test_the_palette_of_the_workspace_colours_the_classes(open_page, tmp_path, palette, color):
    data = write_page_workspace(tmp_path / "work")
    (data / "settings.toml").write_text(f'palette = "{palette}"\n', encoding="utf-8")
    assert color in said(open_page("overview", data=data))


def test_a_cell_leads_to_the_region_narrowed_to_its_field(open_page):
    text = said(open_page("city", city="990000", field="services"))
    assert "云岭省：1 项数字承诺" in text and "对接活动数" in text and "退货率" not in text
    assert "不在可选范围内" not in said(open_page("city", city="990200", field="services"))


@pytest.mark.parametrize(
    ("visitor", "said_of_figures", "badge"),
    [("", "已有可比的公布数据", "公开数据（已发布）"), (world.OFFICER, "已有可比的数据（含已采纳、尚未发布的）", "内部数据（含未发布）")],
)
def test_counts_say_whether_unreleased_figures_are_among_them(open_page, tmp_path, visitor, said_of_figures, badge):
    workspace = copy_world(tmp_path / "world")
    app = open_page("overview", data=workspace.root, visitor=visitor)
    assert re.search(f"其中 \\d+ 项{said_of_figures}。", said(app))
    assert badge in "".join(one.value for one in app.sidebar.markdown)
    assert badge in "".join(one.proto.body for one in app.main.get("html")), "on paper too"
