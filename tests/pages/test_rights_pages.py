"""Every page visited in every role: by its address, by navigation and with forged state."""

from dataclasses import replace

import pytest

from dashboard import who
from dashboard.components.gate import ROOMS
from dashboard.filing_state import Outcome
from dashboard.wording import Words
from etl.collection import review
from etl.ledger import ActKind, Ledger, Receipt
from etl.rights import Role
from tests import collection_world as world
from tests.collection_world import NOW, QUARTER, at, copy_world, one_figure, submitted
from tests.pages.page_text import said

WORDS = Words("zh")
WHO = {
    Role.PUBLIC: world.PUBLIC,
    Role.REPORTER: world.REPORTER,
    Role.REVIEWER: world.REVIEWER,
    Role.APPROVER: world.APPROVER,
    Role.OFFICER: world.OFFICER,
    Role.EDITOR: world.EDITOR,
    Role.ADMINISTRATOR: world.ADMINISTRATOR,
    Role.AUDITOR: world.AUDITOR,
}
SEEN_BY_ALL = ("overview", "city", "metric", "target", "compare", "levels", "units", "documents", "data", "bulletin")
#: What each role may open beside what everybody may see; written out, not derived.
MORE = {
    Role.PUBLIC: (),
    Role.REPORTER: ("submission", "progress"),
    Role.REVIEWER: ("review", "progress"),
    Role.APPROVER: ("review", "progress"),
    Role.OFFICER: ("progress", "release"),
    Role.EDITOR: ("intake",),
    Role.ADMINISTRATOR: ("accounts",),
    Role.AUDITOR: ("progress", "audit"),
}
#: What only the page itself says.
CONTENT = {
    "overview": "份文件共作出",
    "city": "项数字承诺",
    "metric": "不宜直接比较的目标（",
    "target": "这个数从哪里来",
    "compare": "变化最大的目标（",
    "levels": "下级以地区登记表为准",
    "units": "没有写明责任单位的目标",
    "documents": "份规划",
    "data": "点击后才生成",
    "bulletin": "目标进展情况通报如下",
    "submission": "怎样报送",
    "review": "已采纳的报送：打印盖章与扫描件",
    "progress": "末行是已报数与应报数",
    "release": "没有可以发布的内容",
    "intake": "确认之前不改动任何登记表",
    "accounts": "全部账号（",
    "audit": "办理记录",
}
LOCKED = (":material/lock:", "请先登录", "本账号不能打开")
#: Whatever a browser might send or keep to be taken for somebody else.
FORGED_CHOICES = {"account": "officer", "user": "officer", "role": "administrator", "session": "officer"}
FORGED_STATE = {
    "account": "administrator", "account_name": "administrator", "user": "administrator", "role": "administrator",
    "session": "administrator", "visitor": "administrator", "is_logged_in": True, "audience": "signed_in",
}  # fmt: skip


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """A workspace with one submission waiting, for tests that change nothing."""
    workspace = copy_world(tmp_path_factory.mktemp("rights") / "world")
    with at(NOW):
        submitted(workspace, one_figure("45"))
    return workspace


def open_to(role: Role) -> tuple[str, ...]:
    return (*SEEN_BY_ALL, *MORE[role])


CASES = [(page, role) for page in ROOMS for role in Role]


@pytest.mark.parametrize(("page", "role"), CASES, ids=[f"{page}-{role}" for page, role in CASES])
def test_a_page_opens_for_those_who_may_and_for_nobody_else(open_page, shared, page, role):
    app = open_page(
        page, data=shared.root, visitor=WHO[role], state=FORGED_STATE, **{**FORGED_CHOICES, "quarter": QUARTER}
    )
    text = said(app)
    assert not app.exception and "编号" not in text.partition("打不开")[2]
    if page in open_to(role):
        assert CONTENT[page] in text
        assert not [words for words in LOCKED if words in text]
    else:
        assert CONTENT[page] not in text
        assert ("请先登录" if role is Role.PUBLIC else f"本账号不能打开「{WORDS(f'nav.{page}')}」") in text
        assert not app.main.get("button") and not app.main.get("dataframe") and not app.main.get("file_uploader")


@pytest.mark.parametrize("role", list(Role))
def test_navigation_shows_what_may_be_opened_and_nothing_else(open_page, shared, role):
    app = open_page("overview", data=shared.root, visitor=WHO[role], state=FORGED_STATE, **FORGED_CHOICES)
    shown = [link.proto.label for link in app.sidebar.get("page_link")]
    assert shown == [WORDS(f"nav.{page}") for page in ROOMS if page in open_to(role)]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_the_frame_says_who_is_signed_in_and_how_to_leave(open_page, shared, role):
    app = open_page("overview", data=shared.root, visitor=WHO[role])
    side = "\n".join(element.value for kind in ("markdown", "caption") for element in app.sidebar.get(kind))
    assert WORDS(f"role.{role}") in side
    assert "/account/sign-out" in "\n".join(element.proto.body for element in app.sidebar.get("html"))


def test_the_public_is_told_that_the_data_are_public_and_where_to_sign_in(open_page, shared):
    app = open_page("overview", data=shared.root)
    side = "\n".join(element.value for kind in ("markdown", "caption") for element in app.sidebar.get(kind))
    assert "未登录" in side and "公开数据" in side
    assert "/account/sign-in" in "\n".join(element.proto.body for element in app.sidebar.get("html"))


@pytest.mark.parametrize("page", list(ROOMS))
def test_where_public_viewing_is_closed_the_public_is_asked_to_sign_in(open_page, tmp_path, page):
    workspace = copy_world(tmp_path / "world", is_public=False)
    text = said(open_page(page, data=workspace.root))
    assert "请先登录" in text and CONTENT[page] not in text


def test_a_disabled_account_is_the_public(open_page, shared):
    text = said(open_page("submission", data=shared.root, visitor=world.DISABLED))
    assert "请先登录" in text and CONTENT["submission"] not in text


def test_an_account_disabled_between_two_reruns_is_the_public_at_the_next(open_page, tmp_path):
    workspace = copy_world(tmp_path / "world")
    app = open_page("submission", data=workspace.root, visitor=world.REPORTER)
    assert CONTENT["submission"] in said(app)
    with Ledger.open(workspace.ledger_url) as ledger, ledger.transaction("administrator") as tx:
        tx.put_account(replace(ledger.people().accounts[world.REPORTER], is_disabled=True))
    assert CONTENT["submission"] not in said(app.run())


def test_who_is_looking_is_read_once_in_a_rerun(open_page, shared, monkeypatch):
    asked, signed_in = [], who.signed_in
    monkeypatch.setattr(who, "signed_in", lambda: asked.append("") or signed_in())
    app = open_page("city", data=shared.root, visitor=world.OFFICER)
    asked.clear()
    app.run()
    assert len(asked) == 1


def test_a_stand_in_opens_what_the_one_stood_in_for_may_open(open_page, shared):
    assert CONTENT["submission"] in said(open_page("submission", data=shared.root, visitor=world.STAND_IN))


def test_a_stand_in_whose_time_is_over_does_not(open_page, shared):
    assert CONTENT["submission"] not in said(open_page("submission", data=shared.root, visitor=world.EXPIRED_STAND_IN))


def test_another_region_in_the_address_is_not_taken(open_page, shared):
    app = open_page("submission", data=shared.root, visitor=world.REPORTER, city=world.OTHER_CITY, quarter=QUARTER)
    picker = app.selectbox(key="pick-city")
    assert picker.value == world.CITY and "望海市" not in picker.options


def test_a_submission_of_another_city_in_the_address_is_not_shown(open_page, shared):
    app = open_page(
        "review", data=shared.root, visitor=world.OTHER_REVIEWER, quarter=QUARTER, submission=number_of(shared)
    )
    text = said(app)
    assert "没有待办理的报送" in text and number_of(shared) not in text


def test_what_a_session_keeps_of_one_account_is_not_shown_to_another(open_page, shared):
    receipt = Receipt(number_of(shared), 999, accepted=False, replay=False, state=ActKind.SUBMITTED)
    told = WORDS("submission.waits", number=receipt.submission_id)
    state = {"filing-outcome": Outcome(world.OTHER_REPORTER, receipt, QUARTER, world.OTHER_CITY, ())}
    app = open_page("submission", data=shared.root, visitor=world.REPORTER, state=state, quarter=QUARTER)
    assert CONTENT["submission"] in said(app) and told not in said(app)
    own = {"filing-outcome": Outcome(world.REPORTER, receipt, QUARTER, world.CITY, ())}
    assert told in said(open_page("submission", data=shared.root, visitor=world.REPORTER, state=own, quarter=QUARTER))


def number_of(workspace) -> str:
    return review.waiting(workspace, world.REVIEWER).to_sign[0].submission_id
