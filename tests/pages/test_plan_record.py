"""规划文件 for whoever is signed in: the text of a plan with what was decided on it, its batches, its editions."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.wording import Words
from etl.access.accounts import shared_store
from etl.collection import plan_reading, purging
from etl.collection.plan_intake import confirm, preview
from etl.ledger import Decision
from etl.ledger.chain import sha256
from etl.plans.choices import Choice, Plan
from etl.rights import Account, Role
from tests import plan_pages
from tests.collection_world import ADMINISTRATOR, AUDITOR, COUNTY, EDITOR, NOW, QUARTER, at, copy_world
from tests.page_identity import put_account
from tests.pages.page_text import rows, said

PLAN_ID, COUNTY_REPORTER = "990100-2026", "county-reporter"
FIRST, SECOND = plan_pages.HOSTILE, plan_pages.HOSTILE.replace("300亿元", "280亿元").replace("12个", "15个")
#: What the first batch says of a figure instead of what was found; the rank is left to be decided later.
REJECTED = {"突破160亿元": "阶段性要求，不单列"}
CHINESE = re.compile(r"[\u3400-\u9fff]+")


def take_in(workspace, text: str, replaced: dict[str, str] | None = None) -> dict:
    """Two goals as targets, one rejected, what is no goal left aside; the rest stays open. `replaced`
    says which target a figure takes the place of."""
    data = text.encode()
    file = plan_reading.examine(workspace, EDITOR, data, "方案.txt")
    part = file.parts[0]
    plan = Plan(part.document, data, file.text_sha256, part.candidates, ())
    choices = []
    for one in part.candidates:
        if not one.is_goal:
            choices.append(Choice(Decision.NON_GOAL, one.span))
        elif one.figure in REJECTED:
            choices.append(Choice(Decision.REJECTED, one.span, reason=REJECTED[one.figure]))
        elif one.figure.startswith("达到"):
            choices.append(Choice(Decision.CONFIRMED, one.span, target_id=(replaced or {}).get(one.figure, "")))
    receipt = confirm(workspace, EDITOR, plan, choices, preview(workspace, EDITOR, plan, choices).basis)
    return {text[slice(*span)]: target_id for span, target_id in receipt.target_ids.items()}


def reject_all(workspace) -> None:
    """A plan of whose quantities nothing becomes a target."""
    data = plan_pages.TWO[plan_pages.TWO.index("望海市") :].encode()
    file = plan_reading.examine(workspace, EDITOR, data, "方案.txt")
    part = file.parts[0]
    plan = Plan(part.document, data, file.text_sha256, part.candidates, ())
    choices = [Choice(Decision.REJECTED if one.is_goal else Decision.NON_GOAL, one.span, reason="已停办") for one in part.candidates]
    confirm(workspace, EDITOR, plan, choices, preview(workspace, EDITOR, plan, choices).basis)


@pytest.fixture(scope="module")
def taken(tmp_path_factory):
    """A plan in two editions: one goal lowered, one raised."""
    workspace = copy_world(tmp_path_factory.mktemp("record") / "world")
    with at(NOW):
        put_account(workspace.root, Account(COUNTY_REPORTER, Role.REPORTER, (COUNTY,), "澜东填报人"))
        made = take_in(workspace, FIRST)
        take_in(workspace, SECOND, {"达到280亿元以上": made["达到300亿元以上"], "达到15个": made["达到12个"]})
        reject_all(workspace)
    return workspace


@pytest.fixture
def show(open_page, taken):
    """Opens the plan as an account."""

    def opened(visitor: str, page: str = "documents", lang: str = "zh", data=taken, **choices: str):
        with at(NOW):
            return open_page(page, data=data.root, visitor=visitor, lang=lang, **{"quarter": QUARTER, "document": PLAN_ID, **choices})

    return opened


def html_of(app) -> str:
    return "\n".join(one.proto.body for one in app.main.get("html"))


def text_of(app) -> str:
    return next(one.proto.body for one in app.main.get("html") if 'class="plan-text"' in one.proto.body)


def sections(app) -> list[str]:
    return [label for one in app.main.get("button_group") for label in one.options]


@pytest.mark.parametrize("section", ["", "text", "batches", "editions"])
def test_the_public_sees_not_even_that_there_is_a_text(show, section):
    for visitor in ("", ADMINISTRATOR):
        app = show(visitor, record=section)
        assert not app.exception and "逐条目标" in said(app), "the plan itself is public"
        assert "规划原文" not in said(app) + "".join(sections(app)) and "plan-text" not in html_of(app)
        assert sha256(SECOND.encode())[:12] not in said(app) and not app.main.get("download_button")
    assert "规划原文" not in said(show("", "target", target="990100-04", city="990100"))


def test_a_county_account_reads_the_text_with_what_was_decided(show):
    app = show(COUNTY_REPORTER, record="text", text="all", made="all")
    assert not app.exception and not app.error
    body = text_of(app)
    assert "■ 目标 2 处" in said(app) and "✕ 不作目标 1 处" in said(app) and "？ 未认定" in said(app)
    linked = re.findall(r'<a href="(documents\?[^"]+)"[^>]*><mark class="plan-decided[^>]*title="([^"]+)"><sup>▸?■\d+</sup>([^<]+)', body)
    start = SECOND.index("达到280亿元以上")
    assert [(title, figure) for _, title, figure in linked] == [
        ("按抽取结果确认，目标 990100-04", "达到280亿元以上"),
        ("按抽取结果确认，目标 990100-05", "达到15个"),
    ]
    asked = parse_qs(urlsplit(linked[0][0].replace("&amp;", "&")).query)
    assert (asked["at"], asked["record"], asked["made"]) == ([f"{start}-{start + 9}"], ["text"], ["all"]), "each figure leads to its card"
    assert 'title="不作目标：阶段性要求，不单列"' in body and 'title="认可不是目标：文号"' in body


def test_every_character_of_the_text_is_shown_and_none_is_markup(show):
    app = show(COUNTY_REPORTER, record="text", text="all", made="all")
    body = text_of(app)
    assert "&lt;img src=x onerror=alert(" in body and "<img" not in body and "<script" not in body and body.count("</div>") == 1
    assert "<script>" not in "\n".join(element.value for element in app.main.markdown)


def test_the_quantities_are_listed_by_what_became_of_them(show):
    app = show(COUNTY_REPORTER, record="text", made="rejected")
    (one,) = rows(app, "认定")
    assert "突破160亿元" in one["数字"] and one["认定"] == "不作目标：阶段性要求，不单列" and one["目标编号"] == ""
    assert "plan-chosen" in text_of(app) and re.search(r"editor 2026-07-20 10:00 认定，台账第 \d+ 条", said(app))


def test_the_english_part_is_english(show):
    for section in ("text", "batches", "editions"):
        app = show(COUNTY_REPORTER, lang="en", record=section)
        assert not app.exception
        own = [*sections(app), *(one.label for one in app.main.get("download_button")), *(one.value for one in app.main.caption if "行动" not in one.value)]
        assert [one for one in own if CHINESE.search(one.replace("附", "").replace("有关", ""))] == []


def test_the_file_is_offered_under_the_id_of_the_plan_and_that_is_noted(show, files, taken):
    show(COUNTY_REPORTER, record="text")
    before = notes(taken)
    assert files["990100-2026.txt"]() == SECOND.encode()
    assert notes(taken) - before == {(COUNTY_REPORTER, sha256(SECOND.encode()))}


def notes(workspace) -> set[tuple[str, str]]:
    store = shared_store(workspace)
    store.write_counts()
    return {(one.account, one.subject) for one in store.events(NOW - timedelta(days=1)) if one.kind == "original"}


def test_targets_are_listed_first_and_lead_to_their_page(show):
    found = rows(show(COUNTY_REPORTER, record="text"), "认定")
    assert [one["认定"] for one in found] == ["按抽取结果确认"] * 2
    assert found[0]["目标编号"].startswith("[990100-04](<target?") and "at=" not in found[0]["目标编号"]
    assert "▸" in found[0]["数字"] and "第 " in said(show(COUNTY_REPORTER, record="text"))


def test_an_earlier_edition_can_be_read_too(show):
    app = show(COUNTY_REPORTER, record="text", edition=sha256(FIRST.encode())[:16], text="all", made="all")
    assert "达到300亿元以上" in text_of(app) and "达到280亿元以上" not in text_of(app)
    assert "达到280亿元以上" in text_of(show(COUNTY_REPORTER, record="text", edition="nonsense", text="all", made="all"))


def test_batches_tell_who_when_and_how_many(show):
    found = rows(show(COUNTY_REPORTER, record="batches"), "录入人")
    assert [(one["录入人"], one["时间"], one["原件"]) for one in found] == [
        ("editor", "2026-07-20 10:00", sha256(text.encode())[:12]) for text in (SECOND, FIRST)
    ]
    assert "按抽取结果确认 2 处" in found[0]["认定"] and "按抽取结果确认 2 处" in found[1]["认定"] and "不作目标 1 处" in found[1]["认定"]


def test_editions_are_compared_the_latest_first(show):
    app = show(COUNTY_REPORTER, record="editions")
    assert said(app).index("第 2 版") < said(app).index("第 1 版") and "调低 1 项、调高 1 项" in said(app) and "新增 2 项" in said(app)
    lowered, raised = rows(app, "原目标")
    assert (lowered["变化"], raised["变化"]) == ("调低", "调高")
    assert "300 亿元" in lowered["原目标"] and "280 亿元" in lowered["新目标"] and "990100-04" in lowered["目标编号"]
    assert "12 个" in raised["原目标"] and "15 个" in raised["新目标"]


def test_a_plan_registered_by_hand_has_no_text(show):
    assert "规划原文" not in sections(show(COUNTY_REPORTER, document="P"))


def test_the_target_leads_to_its_figure_in_the_text(show):
    app = show(COUNTY_REPORTER, "target", target="990100-04", city="990100")
    start = SECOND.index("达到280亿元以上")
    (link,) = [one.proto for one in app.main.get("page_link") if one.proto.label == "在规划原文中查看这个数字"]
    asked = parse_qs(link.query_string)
    assert asked["at"] == [f"{start}-{start + 9}"] and asked["edition"] == [sha256(SECOND.encode())[:16]]
    app = show(COUNTY_REPORTER, **{name: asked[name][0] for name in ("record", "edition", "at", "document")})
    assert re.search(r'id="plan-here"[^>]*><mark[^>]*><sup>▸■\d+</sup>达到280亿元以上', text_of(app))
    by_hand = show(COUNTY_REPORTER, "target", target="990100-01", city="990100")
    assert not [one for one in by_hand.main.get("page_link") if one.proto.label == "在规划原文中查看这个数字"]


def test_a_plan_without_targets_is_listed_for_who_may_see_what_was_decided(show):
    listed = {one["文件"]: one for one in rows(show(COUNTY_REPORTER, document=""), "发文机关")}
    (none,) = [one for title, one in listed.items() if "望海市跨境电商实施方案" in title]
    assert "无目标" in none.values()
    app = show(COUNTY_REPORTER, document="990200-2026")
    assert not app.exception and "没有一处认定为目标" in said(app) and "规划原文" in sections(app)
    assert "✕ 不作目标 1 处" in said(show(COUNTY_REPORTER, document="990200-2026", record="text"))
    public = show("", document="")
    assert "望海市跨境电商实施方案" not in said(public) and "没有一处认定为目标" not in said(show("", document="990200-2026"))


def test_a_rerun_reads_no_file_again(show, monkeypatch):
    show(COUNTY_REPORTER, record="text")
    monkeypatch.setattr(plan_reading, "read", lambda *_: pytest.fail("read again"))
    assert "正文数字" in said(show(EDITOR, record="text", text="all"))


def test_a_purged_file_is_told_calmly_and_its_text_is_gone(show, tmp_path):
    workspace = copy_world(tmp_path / "world")
    with at(NOW):
        take_in(workspace, FIRST)
        assert "达到300亿元以上" in text_of(show(EDITOR, data=workspace, record="text", text="all", made="all"))
        number = sha256(FIRST.encode())
        purging.ask(workspace, ADMINISTRATOR, number, "误录内部稿")
        purging.agree(workspace, AUDITOR, number)
    app = show(EDITOR, data=workspace, record="text", text="all", made="all")
    assert not app.exception and not app.error and "plan-text" not in html_of(app) and not app.main.get("download_button")
    assert "这一版的原文现在看不到，目标和录入记录不受影响。" in said(app) and "已按规定清除" in said(app)
    (batch,) = rows(show(EDITOR, data=workspace, record="batches"), "录入人")
    assert batch["原件"] == f"{number[:12]}…（原件已不在）"
    assert "在规划原文中" not in str([one.proto for one in show(EDITOR, "target", data=workspace, target="990100-04", city="990100").main.get("page_link")])
    assert Words("en")("plan_record.gone") in said(show(EDITOR, data=workspace, lang="en", record="text"))
