"""Passwords: kept as hashes only, guessed only a few times, by account and by source."""

import pytest
from sqlalchemy import func, select

from etl.access import AccessError, attempts, passwords, session_key
from etl.access.tables import attempt, credential
from tests.access_stores import quick_hashes, rows_of, store, time  # noqa: F401

pytestmark = pytest.mark.usefixtures("quick_hashes")


def test_a_first_password_works_has_to_be_changed_and_is_kept_only_as_a_hash(store):
    password = store.set_one_time_password("li")
    store.check_password("li", password, "10.0.0.1")
    assert store.must_change_password("li")
    kept = rows_of(store, credential)[0].password_hash
    assert kept.startswith("$argon2id$") and password not in kept
    store.change_password("li", password, "a long new sentence", "10.0.0.1")
    assert not store.must_change_password("li")
    store.check_password("li", "a long new sentence", "10.0.0.1")
    with pytest.raises(AccessError):
        store.check_password("li", password, "10.0.0.1")


def test_a_changed_password_ends_every_other_session(store):
    password = store.set_one_time_password("li")
    before = session_key(store.begin_session("li"))
    after = session_key(store.change_password("li", password, "a long new sentence", ""))
    assert store.session(before, 30) is None and store.session(after, 30)


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("short", "password_short"),
        ("x" * 129, "password_long"),
        ("abababababab", "password_easy"),
        ("Wang.Li-2026-01", "password_easy"),
    ],
)
def test_a_new_password_is_long_and_not_easy(store, new, code):
    password = store.set_one_time_password("wang.li")
    with pytest.raises(AccessError) as refused:
        store.change_password("wang.li", password, new, "")
    assert refused.value.problems[0].code == f"access.{code}"


def _code(store, account, password, source="10.0.0.1", **options):
    with pytest.raises(AccessError) as refused:
        store.check_password(account, password, source, **options)
    return refused.value.problems[0]


def test_wrong_unknown_and_closed_are_answered_alike(store):
    password = store.set_one_time_password("li")
    answers = [
        _code(store, "li", "wrong", "a"),
        _code(store, "nobody", "wrong", "b"),
        _code(store, "li", password, "c", is_open=False),
    ]
    assert answers[0] == answers[1] == answers[2]
    assert answers[0].code == "access.sign_in"


@pytest.mark.parametrize("account", ["li", "nobody"])
def test_five_failures_close_the_account_for_a_quarter_of_an_hour(store, time, account):
    password = store.set_one_time_password("li")
    for number in range(5):
        assert _code(store, account, "wrong", f"10.0.0.{number}").code == "access.sign_in"
    assert _code(store, account, password, "10.0.1.1").code == "access.locked"
    time.pass_(minutes=14)
    assert _code(store, account, password, "10.0.1.1").code == "access.locked"
    time.pass_(minutes=2)
    if account == "li":
        store.check_password("li", password, "10.0.1.1")


def test_five_failures_close_the_source_for_every_account(store, time):
    password = store.set_one_time_password("li")
    for number in range(5):
        _code(store, f"guess {number}", "wrong", "10.0.0.1")
    assert _code(store, "li", password, "10.0.0.1").code == "access.locked"
    store.check_password("li", password, "10.0.0.2")
    time.pass_(minutes=16)
    store.check_password("li", password, "10.0.0.1")


def test_an_own_password_does_not_buy_more_guesses_at_others(store):
    own = store.set_one_time_password("mallory")
    store.set_one_time_password("li")
    for _ in range(4):
        _code(store, "li", "wrong", "10.0.0.1")
        store.check_password("mallory", own, "10.0.0.1")
    _code(store, "zhang", "wrong", "10.0.0.1")
    assert _code(store, "mallory", own, "10.0.0.1").code == "access.locked"


def test_the_right_password_clears_the_account(store):
    password = store.set_one_time_password("li")
    for round_ in range(3):
        for number in range(4):
            _code(store, "li", "wrong", f"10.{round_}.{number}.1")
        store.check_password("li", password, f"10.{round_}.9.1")


def test_an_ipv6_network_is_one_source(store):
    password = store.set_one_time_password("li")
    for number in range(5):
        _code(store, f"guess {number}", "wrong", f"2001:db8::{number}")
    assert _code(store, "li", password, "2001:db8::ffff").code == "access.locked"
    store.check_password("li", password, "2001:db8:0:1::1")


def test_resetting_a_password_opens_the_account(store):
    store.set_one_time_password("li")
    for number in range(5):
        _code(store, "li", "wrong", f"10.0.0.{number}")
    store.check_password("li", store.set_one_time_password("li"), "10.0.1.1")


def test_invented_names_fill_a_fixed_number_of_drawers():
    drawers = {attempts.subject_of_account(f"name {number}", False) for number in range(50_000)}
    assert len(drawers) <= attempts._DRAWERS


def test_sources_are_kept_up_to_a_number(store, monkeypatch):
    monkeypatch.setattr(attempts, "MAX_ROWS", 40)
    with store._writing() as connection:
        for number in range(200):
            one = (attempts.subject_of_source(f"10.0.{number}.1"),)
            attempts.failed(connection, one, store._now())
        assert connection.scalar(select(func.count()).select_from(attempt)) <= 40


def test_hashes_take_the_work_that_rfc_9106_asks_for(monkeypatch):
    monkeypatch.undo()
    assert passwords.hashed("a long new sentence").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
