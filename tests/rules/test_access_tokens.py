"""Tokens of programs: shown once, kept as a hash, over when they should be, and not to be guessed."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from etl.access import AccessError, AccessStore, EventKind, tokens
from etl.access.attempts import LOCK_MINUTES, MAX_FAILURES, subject_of_source
from etl.access.connection import open_engine
from etl.access.tables import attempt, token
from tests.access_stores import quick_hashes, rows_of, store, time  # noqa: F401

HERE = "10.0.0.1"


def made(store, account="li", name="季度表", days=30):  # noqa: F811
    return store.make_token(account, name, days, HERE)[0]


def code_of(refused) -> str:
    return refused.value.problems[0].code


def test_a_token_is_found_and_not_kept(store, time):  # noqa: F811
    secret, known = store.make_token("li", "  外贸处   季度表 ", 30, HERE)
    assert secret.startswith("gap_") and tokens.is_shaped(secret) and known.name == "外贸处 季度表"
    assert store.check_token(secret, HERE).account == "li"
    assert secret not in str(rows_of(store, token)) and secret[4:] not in str(rows_of(store, token))
    assert known.until == time.now + timedelta(days=30)


def test_no_two_are_alike(store):  # noqa: F811
    assert len({made(store) for _ in range(tokens.MOST_IN_FORCE)}) == tokens.MOST_IN_FORCE


def test_it_ends_on_its_day(store, time):  # noqa: F811
    secret = made(store, days=1)
    time.pass_(hours=23)
    assert store.check_token(secret, HERE)
    time.pass_(hours=1)
    with pytest.raises(AccessError) as refused:
        store.check_token(secret, HERE)
    assert code_of(refused) == "access.token"


def test_it_ends_when_it_is_revoked_and_only_once(store):  # noqa: F811
    one, other = made(store), made(store)
    [found] = [one for one in store.tokens("li") if tokens.token_key(other) == _key_of(store, one)]
    store.revoke_token(found.token_id, "account admin")
    assert store.check_token(one, HERE)
    with pytest.raises(AccessError):
        store.check_token(other, HERE)
    with pytest.raises(AccessError) as refused:
        store.revoke_token(found.token_id, "account admin")
    assert code_of(refused) == "access.token_unknown"
    assert [(one.revoked_by, one.revoked_at is None) for one in store.tokens()].count(("account admin", False)) == 1


def _key_of(store, one) -> str:  # noqa: F811
    return next(row.token_key for row in rows_of(store, token) if row.token_id == one.token_id)


def test_nobody_revokes_another_ones(store):  # noqa: F811
    made(store, "li")
    with pytest.raises(AccessError):
        store.revoke_token(store.tokens("li")[0].token_id, HERE, "zhang")
    assert store.tokens("zhang") == [] and store.tokens("li")[0].revoked_at is None


def test_a_new_one_time_password_ends_them_all(store, quick_hashes):  # noqa: F811
    secret, other = made(store), made(store, "zhang")
    store.set_one_time_password("li", "account admin")
    with pytest.raises(AccessError):
        store.check_token(secret, HERE)
    assert store.check_token(other, HERE)


def test_after_a_restore_none_is_good(store):  # noqa: F811
    secret = made(store)
    store.revoke_every_token("operator root")
    with pytest.raises(AccessError):
        store.check_token(secret, HERE)


@pytest.mark.parametrize(
    ("name", "days", "code"),
    [("", 30, "token_name"), ("x" * 61, 30, "token_name"), ("a\x00b", 30, "token_name"), ("表", 0, "token_days"), ("表", 367, "token_days")],
)
def test_what_does_not_fit_is_refused(store, name, days, code):  # noqa: F811
    with pytest.raises(AccessError) as refused:
        store.make_token("li", name, days, HERE)
    assert code_of(refused) == f"access.{code}" and store.tokens() == []


def test_an_account_has_so_many_and_ended_ones_make_room(store, time):  # noqa: F811
    for _ in range(tokens.MOST_IN_FORCE):
        made(store, days=1)
    with pytest.raises(AccessError) as refused:
        made(store)
    assert code_of(refused) == "access.token_many"
    made(store, "zhang")
    time.pass_(days=2)
    made(store)


def test_one_that_is_long_over_is_forgotten(store, time):  # noqa: F811
    made(store, days=1)
    time.pass_(days=tokens.KEPT.days + 2)
    made(store, "zhang")
    assert [one.account for one in store.tokens()] == ["zhang"]


def test_the_last_use_is_noted_now_and_then(store, time):  # noqa: F811
    secret = made(store)
    assert store.tokens("li")[0].used_at is None
    first = time.now
    store.check_token(secret, HERE)
    time.pass_(minutes=4)
    store.check_token(secret, HERE)
    assert store.tokens("li")[0].used_at == first
    time.pass_(minutes=2)
    store.check_token(secret, HERE)
    assert store.tokens("li")[0].used_at == first + timedelta(minutes=6)


def guess(number: int) -> str:
    return f"gap_{number:043d}"


def test_guesses_close_their_source_for_tokens_alone(store, time, quick_hashes):  # noqa: F811
    secret, password = made(store), store.set_one_time_password("han")
    for number in range(MAX_FAILURES):
        with pytest.raises(AccessError):
            store.check_token(guess(number), HERE)
    with pytest.raises(AccessError) as refused:
        store.check_token(guess(MAX_FAILURES), HERE)
    assert code_of(refused) == "access.locked"
    store.check_password("han", password, HERE)  # people still sign in
    assert store.check_token(secret, HERE)  # and a good token is no guess: an office shares an address
    with pytest.raises(AccessError) as refused:
        store.check_token(guess(MAX_FAILURES), HERE)
    assert code_of(refused) == "access.locked", "a good one beside them opens nothing to guesses"
    time.pass_(minutes=LOCK_MINUTES + 1)
    with pytest.raises(AccessError) as refused:
        store.check_token(guess(MAX_FAILURES), HERE)
    assert code_of(refused) == "access.token"


def test_the_same_wrong_token_again_is_no_new_guess(store, time):  # noqa: F811
    """A workbook with a mistyped token asks every minute: it closes nobody out."""
    secret = made(store)
    for _ in range(3 * MAX_FAILURES):
        with pytest.raises(AccessError) as refused:
            store.check_token(guess(1), HERE)
        assert code_of(refused) == "access.token"
    assert store.check_token(secret, HERE)


@pytest.mark.parametrize("ended", ["revoked", "expired"])
def test_one_that_was_good_once_is_no_guess(store, time, ended):  # noqa: F811
    secrets = [made(store, days=1) for _ in range(MAX_FAILURES + 1)]
    if ended == "revoked":
        store.revoke_every_token("x")
    else:
        time.pass_(days=1)
    for secret in secrets:
        with pytest.raises(AccessError) as refused:
            store.check_token(secret, HERE)
        assert code_of(refused) == "access.token"
    assert rows_of(store, attempt) == []


@pytest.mark.parametrize("text_", ["", "gap_", "li", "gap_" + "a" * 42, "gap_" + "a" * 44, "gap_" + "ä" * 43, "x" * 100_000, "\udcff"])
def test_what_is_no_token_is_a_guess_like_any_other(store, text_):  # noqa: F811
    with pytest.raises(AccessError) as refused:
        store.check_token(text_, HERE)
    assert code_of(refused) == "access.token"
    assert [row.subject for row in rows_of(store, attempt)] == [f"tokens from {subject_of_source(HERE)}"]


def test_what_is_done_with_tokens_is_counted(store, time):  # noqa: F811
    secret = made(store)
    store.revoke_token(store.tokens()[0].token_id, "account admin")
    for shown in (secret, guess(1)):
        with pytest.raises(AccessError):
            store.check_token(shown, HERE)
    store.write_counts()
    found = {(one.kind, one.source, one.account, bool(one.subject)) for one in store.events(time.now - timedelta(days=1))}
    assert found == {
        (EventKind.TOKEN_MADE, HERE, "li", True),
        (EventKind.TOKEN_REVOKED, "account admin", "li", True),
        (EventKind.TOKEN_FAILED, HERE, "li", False),
        (EventKind.TOKEN_FAILED, HERE, "", False),
    }


def test_a_store_without_the_table_gets_it(ledger_url, time):  # noqa: F811
    with AccessStore(*open_engine(ledger_url), time) as store, store._writing() as connection:
        connection.execute(text("DROP TABLE access_token"))
    for _ in range(2):
        with AccessStore(*open_engine(ledger_url), time) as store:
            assert store.check_token(made(store), HERE).account == "li"
