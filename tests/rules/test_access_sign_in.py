"""Signing in over HTTP: what is answered, what the cookie is, when it ends."""

import re
from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest
from argon2 import PasswordHasher
from sqlalchemy import delete, update

from dashboard.server.cookie import COOKIE
from dashboard.server.forms import FORM_COOKIE
from etl.access import AccessStore, passwords
from etl.access.tables import attempt, session
from etl.rights import Account, Role
from etl.workspace import Workspace
from tests.browser.dashboard_server import dashboard
from tests.page_identity import Visitor, put_account
from tests.page_workspace import write_page_workspace

WANG = Account("wang.li", Role.REVIEWER, ("990100",), display_name="王莉")
PASSWORD = "four unrelated words here"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    data = write_page_workspace(tmp_path_factory.mktemp("sign-in") / "work")
    (data / "settings.toml").write_text("is_public = false\n", encoding="utf-8")
    put_account(data, WANG)
    return data


@pytest.fixture(scope="module")
def address(data):
    with dashboard(data) as address:
        yield address


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """Hashes made here cost little; the server compares with the parameters they carry."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def store(data):
    with AccessStore.open(Workspace(data)) as store:
        yield store


@pytest.fixture
def visitor(address, data, store):
    """Somebody new; nothing is locked, and the password is known and changed already."""
    first = store.set_one_time_password(WANG.name)
    store.change_password(WANG.name, first, PASSWORD, "")
    with store._writing() as connection:
        connection.execute(delete(attempt))
    return Visitor(address, data)


def _send(visitor, path="/account/sign-in", **fields):
    """Open a page and send its form, as a browser does."""
    page = visitor.get(path)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    return _post(visitor, path, **hidden | fields)


def _post(visitor, path, origin="", **fields):
    headers = {"Content_Type": "application/x-www-form-urlencoded", "Origin": origin or visitor.address}
    return visitor.request("POST", path, urlencode(fields), **headers)


def _sign_in(visitor, password=PASSWORD, account=WANG.name, **fields):
    return _send(visitor, account=account, password=password, **fields)


def _is_in(visitor):
    return visitor.get("/").status == 200


def _cookie_line(address, **headers):
    """The whole line that sets the session's cookie at a sign-in."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    value = "v" * 43
    body = urlencode({"form": value, "account": WANG.name, "password": PASSWORD})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"{FORM_COOKIE}={value}"}
    connection.request("POST", "/account/sign-in", body, kind | headers)
    lines = connection.getresponse().headers.get_all("Set-Cookie")
    connection.close()
    return next(line for line in lines if line.startswith(COOKIE))


def test_the_page_is_plain_html_in_both_languages(visitor):
    chinese, english = visitor.get("/account/sign-in"), visitor.get("/account/sign-in?lang=en")
    for page in (chinese, english):
        assert page.status == 200 and "<script" not in page.text
        assert "script-src" not in page.headers["content-security-policy"]
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert page.headers["cache-control"] == "no-store"
    assert "密码" in chinese.text and "密码" not in english.text and "Password" in english.text


def test_the_right_password_lets_in_and_leads_where_one_wanted_to_go(visitor):
    assert not _is_in(visitor)
    wanted = visitor.get("/city?quarter=2025Q4").headers["location"]
    answer = _send(visitor, wanted, account=WANG.name, password=PASSWORD)
    assert (answer.status, answer.headers["location"]) == (303, "/city?quarter=2025Q4")
    assert _is_in(visitor)


@pytest.mark.parametrize("goes_to", ["//evil.example", "https://evil.example", "/\\evil.example", "/account/sign-out", "javascript:x"])
def test_nobody_is_led_to_another_site(visitor, goes_to):
    assert _sign_in(visitor, next=goes_to).headers["location"] == "/"


def _attributes(line):
    return {part.strip().lower() for part in line.split(";")[1:]}


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(visitor, address):
    assert _attributes(_cookie_line(address)) == {"httponly", "path=/", "samesite=lax"}


def test_over_https_the_cookie_stays_on_https(visitor, data, monkeypatch):
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "127.0.0.1")  # a proxy that ends the encryption
    with dashboard(data) as address:
        line = _cookie_line(address, **{"X-Forwarded-Proto": "https"})
        answer = Visitor(address, data).get("/account/sign-in", X_Forwarded_Proto="https")
    assert "secure" in _attributes(line)
    assert answer.headers["strict-transport-security"].startswith("max-age=")


def test_wrong_passwords_and_unknown_names_are_answered_alike(visitor):
    wrong, unknown = _sign_in(visitor, "wrong"), _sign_in(visitor, "wrong", "nobody-at-all")
    assert wrong.status == unknown.status == 403
    strip = re.compile(r'value="[^"]*"')
    assert strip.sub("", wrong.text) == strip.sub("", unknown.text)
    assert "账号或密码不正确" in wrong.text and COOKIE not in wrong.cookies


def test_a_disabled_account_is_answered_like_a_wrong_password(visitor, data):
    put_account(data, replace(WANG, is_disabled=True))
    try:
        assert "账号或密码不正确" in _sign_in(visitor).text
    finally:
        put_account(data, WANG)
    assert _sign_in(visitor).status == 303


def test_after_five_failures_even_the_right_password_waits(visitor):
    for _ in range(5):
        assert _sign_in(visitor, "wrong").status == 403
    assert "暂停登录 15 分钟" in _sign_in(visitor).text
    assert "暂停登录 15 分钟" in _sign_in(visitor, account="nobody-at-all").text


def test_what_was_typed_is_shown_as_text(visitor):
    text = _sign_in(visitor, "wrong", '"><script>alert(1)</script>').text
    assert "<script" not in text and "&lt;script&gt;" in text


def test_a_form_of_another_site_is_refused(visitor):
    fields = {"account": WANG.name, "password": PASSWORD}
    assert _post(visitor, "/account/sign-in", **fields).status == 403  # without cookie and field
    visitor.get("/account/sign-in")
    assert _post(visitor, "/account/sign-in", form="guess", **fields).status == 403
    value = visitor.cookies[FORM_COOKIE]
    assert _post(visitor, "/account/sign-in", "https://evil.example", form=value, **fields).status == 403
    assert not _is_in(visitor)
    assert _post(visitor, "/account/sign-in", form=value, **fields).status == 303


def test_a_form_has_a_size(visitor):
    assert _sign_in(visitor, "x" * 20_000).status == 413


def test_each_sign_in_has_a_new_token_and_ends_the_one_before(visitor):
    _sign_in(visitor)
    first = visitor.cookies[COOKIE]
    _sign_in(visitor)
    second = visitor.cookies[COOKIE]
    assert first != second and _is_in(visitor)
    visitor.cookies[COOKIE] = first
    assert not _is_in(visitor)


def test_a_token_somebody_chose_beforehand_means_nothing(visitor):
    visitor.cookies[COOKIE] = "chosen-by-somebody-else"
    _sign_in(visitor)
    assert visitor.cookies[COOKIE] != "chosen-by-somebody-else"
    visitor.cookies[COOKIE] = "chosen-by-somebody-else"
    assert not _is_in(visitor)


def test_signing_out_ends_the_session_not_only_the_cookie(visitor):
    _sign_in(visitor)
    kept = visitor.cookies[COOKIE]
    answer = _send(visitor, "/account/sign-out")
    assert answer.status == 303
    shown = visitor.get(answer.headers["location"]).text
    assert "已退出登录" in shown and 'href="/account/sign-in?lang=zh&amp;next=/"' in shown
    assert "查看公开数据" not in shown, "this workspace shows nothing to the public"
    visitor.cookies[COOKIE] = kept
    assert not _is_in(visitor)


def test_signing_out_takes_a_form_of_ours(visitor):
    _sign_in(visitor)
    assert visitor.get("/account/sign-out").status == 200
    _post(visitor, "/account/sign-out")
    assert _is_in(visitor)


def test_the_first_password_opens_nothing_but_its_change(visitor, store):
    first = store.set_one_time_password(WANG.name)
    assert _sign_in(visitor, first).status == 303
    assert visitor.get("/city").headers["location"].startswith("/account/password")
    page = visitor.get("/account/password")
    assert "首次登录" in page.text
    short = _send(visitor, "/account/password", old=first, new="short", again="short")
    assert short.status == 403 and "至少需要 12 个字符" in short.text
    differs = _send(visitor, "/account/password", old=first, new=PASSWORD, again="another long one")
    assert "不一致" in differs.text and not _is_in(visitor)
    changed = _send(visitor, "/account/password", old=first, new=PASSWORD, again=PASSWORD)
    assert changed.status == 303 and _is_in(visitor)


def test_changing_the_password_takes_the_old_one_and_signs_out_elsewhere(visitor, address, data):
    elsewhere = Visitor(address, data)
    _sign_in(visitor), _sign_in(elsewhere)
    new = "quite another long sentence"
    assert _send(visitor, "/account/password", old="wrong", new=new, again=new).status == 403
    assert _send(visitor, "/account/password", old=PASSWORD, new=new, again=new).status == 303
    assert _is_in(visitor) and not _is_in(elsewhere)


def test_an_idle_session_is_over(visitor, store):
    _sign_in(visitor)
    with store._writing() as connection:
        connection.execute(update(session).values(seen_at="2020-01-01T00:00:00.000000+08:00"))
    assert not _is_in(visitor)


def test_there_is_no_way_in_without_a_password_outside_a_demonstration(visitor):
    visitor.get("/account/sign-in")
    answer = _post(visitor, "/account/demonstration", form=visitor.cookies[FORM_COOKIE], account=WANG.name)
    assert answer.status == 404 and not _is_in(visitor)
    assert "演示" not in visitor.get("/account/sign-in").text


def test_in_a_demonstration_one_click_is_enough_and_marked(tmp_path):
    data = write_page_workspace(tmp_path / "work", demonstration=True)
    put_account(data, WANG)
    put_account(data, Account("gone", Role.EDITOR, is_disabled=True))
    with dashboard(data) as address:
        visitor = Visitor(address, data)
        page = visitor.get("/account/sign-in").text
        assert "演示" in page and "王莉" in page and "审核人 · 澜江市" in page and "gone" not in page
        fields = {"form": visitor.cookies[FORM_COOKIE]}
        assert _post(visitor, "/account/demonstration", account="gone", **fields).status == 403
        assert _post(visitor, "/account/demonstration", account=WANG.name, **fields).status == 303
        leaving = visitor.get("/account/sign-out").text
        assert "王莉" in leaving and '<a href="/?lang=zh">返回总览</a>' in leaving
        assert "查看公开数据" in page and "查看公开数据" in visitor.get("/account/signed-out").text


def test_both_outcomes_and_signing_out_are_counted(visitor, data, address):
    with dashboard(data) as other:
        here = Visitor(other, data)
        _sign_in(here, "wrong")
        _sign_in(here)
        _send(here, "/account/sign-out")
    with AccessStore.open(Workspace(data)) as store:
        found = {(one.kind, one.account) for one in store.events(store._now().replace(year=2000))}
    assert {("sign_in_failed", WANG.name), ("signed_in", WANG.name), ("signed_out", WANG.name)} <= found
