"""The access store: sessions end; locked, full, damaged or of another version, it says so and loses nothing."""

import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.event import listen

from etl.access import AccessError, AccessStore, AccessUnavailable, EventKind, session_key, sessions
from etl.access.connection import open_engine
from etl.access.tables import event, session
from etl.ledger import Ledger
from etl.rights import Account, Role
from etl.workspace import Workspace
from tests.access_stores import rows_of, store, time  # noqa: F401


_BEGIN_AT_ONCE = """
import os, sys
from etl.access.connection import open_engine

read, write = os.pipe()
children = []
for _ in range(6):
    child = os.fork()
    if child == 0:
        os.close(write)
        os.read(read, 1)  # ends when the parent closes its side
        open_engine(sys.argv[1])
        os._exit(0)
    children.append(child)
os.close(write)
sys.exit(any(os.waitpid(child, 0)[1] for child in children))
"""


def test_processes_that_begin_at_the_same_moment_are_all_let_in(tmp_path):
    for turn in range(6):
        folder = tmp_path / str(turn)
        begun = subprocess.run([sys.executable, "-c", _BEGIN_AT_ONCE, f"sqlite:///{folder / 'access.db'}"], capture_output=True, text=True)
        assert begun.returncode == 0, begun.stderr
        assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_a_session_is_found_by_its_token_and_the_token_is_not_kept(store):
    token = store.begin_session("li", "10.0.0.1")
    found = store.session(session_key(token), 30)
    assert (found.account, found.source) == ("li", "10.0.0.1")
    assert token not in str(rows_of(store, session))


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
    assert [row.count for row in rows_of(store, event)] == [1]


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
        assert len(rows_of(store, event)) == 2


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
        assert rows_of(store, event) == []


def test_another_version_of_the_tables_is_refused(sqlite_url):
    engine, _ = open_engine(sqlite_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE access_version SET version = 99"))
    engine.dispose()
    with pytest.raises(AccessError) as refused:
        open_engine(sqlite_url)
    assert refused.value.problems[0].code == "access.version"
