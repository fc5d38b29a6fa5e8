"""通报: the text on the page is that of the files, and files are of what is shown."""

import io
import zipfile
from datetime import timedelta

from dashboard.report.files import WRITERS
from etl.access import EventKind
from etl.access.accounts import access_events, shared_store
from etl.ledger import clock
from tests import collection_world as world
from tests.pages.page_text import press, said

#: What a file is offered as, without its ending.
NAME = "通报-云岭省-2025年第四季度-草稿"


def test_the_files_say_what_the_page_says(open_page, files):
    app = press(open_page("bulletin"), "生成文件")
    assert set(files) == {f"{NAME}{ending}" for ending in WRITERS}
    text = said(app)
    with zipfile.ZipFile(io.BytesIO(files[f"{NAME}.docx"]())) as word:
        document = word.read("word/document.xml").decode("utf-8")
    for sentence in ("现行规划共有", "附件：附表1", "数据与方法说明"):
        assert sentence in text and sentence in document
    assert files[f"{NAME}.pdf"]().startswith(b"%PDF-")


def test_files_of_another_quarter_are_not_offered(open_page):
    app = press(open_page("bulletin"), "生成文件")
    assert app.get("download_button")
    app.selectbox(key="pick-quarter").set_value("2025Q3").run()
    assert not app.exception and not app.get("download_button")


def test_it_is_a_draft_until_the_quarter_is_released(open_page):
    assert "草稿：" in said(open_page("bulletin"))


def test_a_city_has_its_own(open_page):
    text = said(open_page("bulletin", place="990100"))
    assert "澜江市" in text and "各市" not in text


def test_who_reported_is_told_to_whoever_may_see_it_of_the_whole_place(desk):
    told = "应报数据的地区"
    assert told in said(desk("bulletin", world.OFFICER))
    assert told not in said(desk("bulletin", world.PUBLIC))
    assert told not in said(desk("bulletin", world.REPORTER, place="990000"))
    assert "澜江市2026年第二季度数据的报送截止日期为" in said(desk("bulletin", world.REPORTER, place="990100"))


def test_addressee_and_issuer_are_those_of_the_settings(open_page, desk):
    assert "省直有关部门" not in said(open_page("bulletin"))
    (desk.workspace.root / "settings.toml").write_text('issuer = "云岭省商务厅"\naddressee = "省直有关部门"\n', encoding="utf-8")
    text = said(desk("bulletin", world.OFFICER))
    assert "省直有关部门：" in text and text.index("省直有关部门：") < text.index("云岭省商务厅") < text.index("数据与方法说明")


def test_a_city_has_the_names_set_for_it_and_never_those_of_its_province(desk):
    settings = desk.workspace.root / "settings.toml"
    settings.write_text('issuer = "云岭省商务厅"\naddressee = "各市人民政府"\n[bulletin.990100]\nissuer = "澜江市商务局"\n', encoding="utf-8")
    text = said(desk("bulletin", world.OFFICER, place="990100"))
    assert "澜江市商务局" in text and "云岭省商务厅" not in text and "各市人民政府" not in text


def test_what_is_not_set_is_told_to_whoever_is_signed_in(open_page, desk):
    unset = "由系统管理员在工作区的 settings.toml 中设置"
    assert unset not in said(open_page("bulletin"))
    text = said(desk("bulletin", world.OFFICER))
    assert f"通报的主送机关、通报的发文机关署名没有设置，文件中没有相应的行。{unset}" in text
    assert "没有为本地区设置通报的主送机关、通报的发文机关署名" in said(desk("bulletin", world.OFFICER, place="990100"))
    (desk.workspace.root / "settings.toml").write_text('issuer = "云岭省商务厅"\naddressee = "各市人民政府"\n', encoding="utf-8")
    assert unset not in said(desk("bulletin", world.OFFICER))


def test_names_for_a_region_nobody_registered_are_refused(desk):
    (desk.workspace.root / "settings.toml").write_text('[bulletin.999999]\nissuer = "无"\n', encoding="utf-8")
    app = desk("bulletin", world.OFFICER)
    assert any("[bulletin.999999] 的地区不在登记表 regions.csv 中" in str(shown.value.to_dict()) for shown in app.dataframe)


def test_charts_are_named_where_they_stand_in_the_files(open_page, desk):
    assert "图1　" in said(open_page("bulletin"))


def test_in_english_it_is_english(open_page):
    text = said(open_page("bulletin", lang="en"))
    assert "draft" in text.lower() and "Bulletin on the progress" in text


def test_a_file_taken_along_is_noted(desk, files):
    press(desk("bulletin", world.OFFICER), "生成文件")
    next(make for name, make in files.items() if name.endswith(".pdf"))()
    shared_store(desk.workspace).write_counts()
    found = access_events(desk.workspace, world.AUDITOR, clock.now() - timedelta(days=1))
    exports = [one for one in found if one.kind == EventKind.EXPORT]
    assert [(one.account, one.subject) for one in exports] == [(world.OFFICER, f"bulletin 990000-{world.QUARTER} pdf")]
