"""The access store: sessions end, passwords are guessed only a few times, strangers cannot fill it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.event import listen

from etl.access import AccessError, AccessStore, AccessUnavailable, EventKind, attempts, events, passwords, session_key, sessions
from etl.access.connection import open_engine
from etl.access.tables import attempt, credential, event, session
from etl.ledger import Ledger
from etl.ledger.clock import SHANGHAI
from etl.rights import Account, Role
from etl.workspace import Workspace


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = datetime(2026, 1, 5, 9, 0, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: int) -> None:
        self.now += timedelta(**time)


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch):
    """The same algorithm with the least work, except where the parameters are tested."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def time():
    return Clock()


@pytest.fixture
def store(ledger_url, time):
    """On SQLite and on PostgreSQL."""
    store = AccessStore(*open_engine(ledger_url), time)
    yield store
    store.close()


def _rows(store, table):
    with store._reading() as connection:
        return connection.execute(select(table)).all()


def test_a_session_is_found_by_its_token_and_the_token_is_not_kept(store):
    token = store.begin_session("li", "10.0.0.1")
    found = store.session(session_key(token), 30)
    assert (found.account, found.source) == ("li", "10.0.0.1")
    assert token not in str(_rows(store, session))


def test_every_sign_in_has_a_new_token(store):
    assert store.begin_session("li") != store.begin_session("li")


def test_an_idle_session_ends_and_one_in_use_does_not(store, time):
    key = session_key(store.begin_session("li"))
    for _ in range(3):
        time.pass_(minutes=29)
        assert store.session(key, 30)
    time.pass_(minutes=31)
    assert store.session(key, 30) is None


def test_no_session_outlives_a_working_day(store, time):
    key = session_key(store.begin_session("li"))
    for _ in range(25):
        time.pass_(minutes=29)
        store.session(key, 30)
    assert store.session(key, 1440) is None


def test_an_ended_session_stays_ended(store):
    one, other = (session_key(store.begin_session("li")) for _ in range(2))
    store.end_session(one)
    assert store.session(one, 30) is None and store.session(other, 30)
    store.end_sessions("li")
    assert store.session(other, 30) is None


def test_a_key_that_was_ended_opens_nothing_again(store, time):
    until = time.now + timedelta(hours=1)
    store.adopt_session("k", "li", "", until)
    store.adopt_session("k", "zhang", "", until)
    assert store.session("k", 30).account == "li"
    store.end_session("k")
    store.adopt_session("k", "li", "", until)
    assert store.session("k", 30) is None


def test_a_first_password_works_has_to_be_changed_and_is_kept_only_as_a_hash(store):
    password = store.set_one_time_password("li")
    store.check_password("li", password, "10.0.0.1")
    assert store.must_change_password("li")
    kept = _rows(store, credential)[0].password_hash
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


def test_events_are_counted_by_minute_source_and_account(store, time):
    for _ in range(1000):
        store.count(EventKind.REFUSED, "10.0.0.1")
    store.count(EventKind.SIGNED_IN, "10.0.0.1", "li")
    store.write_counts()
    time.pass_(minutes=1)
    store.count(EventKind.REFUSED, "10.0.0.1")
    store.write_counts()
    listed = store.events(time.now - timedelta(days=1))
    assert sorted((one.minute[11:16], one.kind, one.account, one.count) for one in listed) == [
        ("09:00", "refused", "", 1000),
        ("09:00", "signed_in", "li", 1),
        ("09:01", "refused", "", 1),
    ]


def test_what_an_event_was_about_is_counted_apart(store, time):
    for subject in ("S000001", "S000001", "S000002", "一行\n假冒的另一行" + "x" * 400):
        store.count(EventKind.ORIGINAL, "10.0.0.1", "li", subject)
    store.write_counts()
    found = sorted((one.subject, one.count) for one in store.events(time.now - timedelta(days=1)))
    assert found[:2] == [("S000001", 2), ("S000002", 1)]
    long, _ = found[2]
    assert long.isprintable() and len(long) == events.MAX_SUBJECT_CHARS


@pytest.mark.parametrize("kind", sorted(events.BY_STRANGERS))
def test_what_strangers_do_has_no_subject(store, time, kind):
    for number in range(300):
        store.count(kind, "10.0.0.1", "", f"{number}")
    store.write_counts()
    assert [(one.subject, one.count) for one in store.events(time.now - timedelta(days=1))] == [("", 300)]


def test_acts_are_found_by_their_number(store):
    store.count(EventKind.ACTED, "10.0.0.1", "li", "7")
    store.count(EventKind.ACTED, "10.0.0.2", "wang", "8")
    store.count(EventKind.ORIGINAL, "10.0.0.3", "wang", "9")
    store.write_counts()
    assert store.sources_of_acts([7, 8, 9, 10]) == {7: "10.0.0.1", 8: "10.0.0.2"}


def test_a_flood_from_many_sources_is_counted_in_few_rows(store, monkeypatch):
    monkeypatch.setattr(events, "MAX_ROWS_PER_DAY", 50)
    for batch in range(3):
        for number in range(200):
            store.count(EventKind.REFUSED, f"10.{batch}.0.{number}")
        store.write_counts()
    counts = [row.count for row in _rows(store, event)]
    assert len(counts) <= 52 and sum(counts) == 600


def test_events_are_kept_for_half_a_year_at_least(store, time):
    store.count(EventKind.SIGNED_OUT, "", "li")
    store.write_counts()
    for days, left in ((184, 2), (30, 2)):
        time.pass_(days=days)
        store.count(EventKind.SIGNED_IN, "", "li")
        store.write_counts()
        assert len(_rows(store, event)) == left


def test_a_store_that_is_locked_says_so_soon_and_keeps_counting(sqlite_url, monkeypatch):
    monkeypatch.setattr("etl.access.connection.LOCK_TIMEOUT_SECONDS", 0.05)
    store = AccessStore(*open_engine(sqlite_url))
    key = session_key(store.begin_session("li"))
    other = create_engine(sqlite_url)
    with other.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(AccessUnavailable):
            store.begin_session("li")
        store.count(EventKind.REFUSED, "10.0.0.1")
        with pytest.raises(AccessUnavailable):
            store.write_counts()
        assert store.session(key, 30)
    other.dispose()
    store.write_counts()
    assert [row.count for row in _rows(store, event)] == [1]


def test_ledger_and_store_never_wait_for_each_other(ledger_url, tmp_path, monkeypatch):
    monkeypatch.setenv("GAP_TRACKER_LEDGER", ledger_url)
    monkeypatch.setattr("etl.access.connection.LOCK_TIMEOUT_SECONDS", 1)
    monkeypatch.setattr("etl.ledger.connection.LOCK_TIMEOUT_SECONDS", 1)
    workspace = Workspace(tmp_path)
    with Ledger.open(workspace.ledger_url) as ledger, AccessStore.open(workspace) as store:
        with ledger.transaction("operator") as tx:
            tx.put_account(Account("li", Role.EDITOR))
            key = session_key(store.begin_session("li"))
        with store._writing() as connection:
            sessions.end_all(connection, "li", store._now())
            with ledger.transaction("operator") as tx:
                tx.put_account(Account("han", Role.EDITOR))
        assert store.session(key, 30) is None and set(ledger.people().accounts) == {"li", "han"}


def test_a_full_store_says_so_and_keeps_who_is_signed_in(sqlite_url):
    engine, place = open_engine(sqlite_url)
    store = AccessStore(engine, place)
    key = session_key(store.begin_session("li"))
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    listen(engine, "connect", lambda raw, _: raw.execute(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(AccessUnavailable):
        for _ in range(200):
            store.begin_session("li" * 500)
    assert store.session(key, 30).account == "li"


def test_a_damaged_store_is_refused_and_left_as_it_is(tmp_path):
    file = tmp_path / "access.db"
    file.write_bytes(b"no database at all, but some text that is long enough to look at")
    with pytest.raises(AccessUnavailable):
        open_engine(f"sqlite:///{file}")
    assert file.read_bytes().startswith(b"no database")


#: The table of events as version 1 had it.
EVENTS_1 = """CREATE TABLE access_event (minute TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
account TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (minute, kind, source, account))"""


def test_a_store_of_version_1_is_brought_up_to_date(ledger_url, time):
    with AccessStore(*open_engine(ledger_url), time) as store:
        key = session_key(store.begin_session("li"))
        with store._writing() as connection:
            for statement in ("DROP TABLE access_event", EVENTS_1, "UPDATE access_version SET version = 1"):
                connection.execute(text(statement))
            row = "('2026-01-05T08:59+08:00', 'signed_in', '10.0.0.1', 'li', 3)"
            connection.execute(text(f"INSERT INTO access_event VALUES {row}"))
    for _ in range(2):  # the second finds it done
        with AccessStore(*open_engine(ledger_url), time) as store:
            assert store.session(key, 30).account == "li"
            assert [(one.kind, one.subject, one.count) for one in store.events(time.now - timedelta(days=1))] == [("signed_in", "", 3)]
    with AccessStore(*open_engine(ledger_url), time) as store:
        store.count(EventKind.ORIGINAL, "", "li", "S000001")
        store.write_counts()
        assert len(_rows(store, event)) == 2


def test_an_upgrade_that_was_interrupted_is_done_again(sqlite_url, time, monkeypatch):
    with AccessStore(*open_engine(sqlite_url), time) as store, store._writing() as connection:
        for statement in ("DROP TABLE access_event", EVENTS_1, "UPDATE access_version SET version = 1"):
            connection.execute(text(statement))

    class Killed(BaseException):
        pass

    def killed(*_arguments, **_options):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr("etl.access.connection.update", killed)
        with pytest.raises(Killed):
            open_engine(sqlite_url)
    with AccessStore(*open_engine(sqlite_url), time) as store:
        assert _rows(store, event) == []


def test_another_version_of_the_tables_is_refused(sqlite_url):
    engine, _ = open_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE access_version SET version = 99"))
    engine.dispose()
    with pytest.raises(AccessError) as refused:
        open_engine(sqlite_url)
    assert refused.value.problems[0].code == "access.version"


def test_hashes_take_the_work_that_rfc_9106_asks_for(monkeypatch):
    monkeypatch.undo()
    assert passwords.hashed("a long new sentence").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
