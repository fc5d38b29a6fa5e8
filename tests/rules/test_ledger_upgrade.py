"""A ledger of an earlier schema version becomes one of this version, whole or not at all."""

import signal
import sqlite3
import subprocess
import sys
from datetime import date

import pytest
from sqlalchemy import inspect, text

from etl.ledger import ActKind, Decision, Ledger, PlanDecision, schema
from etl.ledger import connection as connections
from etl.ledger.chain import sha256
from etl.ledger.connection import address, open_engine, postgresql_engine, sqlite_engine
from etl.ledger.plan_tables import VERSION_3
from etl.ledger.tables import VERSION_1, VERSION_2
from tests.ledger_engines import entry
from tests.ledger_version_1 import DUMPS, HEAD, HEAD_2, HEAD_HASH, HEAD_HASH_2, restore

DAY = date(2026, 4, 1)


@pytest.fixture
def old_url(ledger_url):
    restore(ledger_url)
    return ledger_url


def found(url):
    """Schema version and tables, looked at past the program that would upgrade."""
    where = address(url)
    engine = sqlite_engine(where.path) if where.path else postgresql_engine(where.url)
    with engine.connect() as connection:
        names = set(inspect(connection).get_table_names())
        number = connection.scalar(text("SELECT max(version) FROM schema_version"))
    engine.dispose()
    return number, names


def test_what_was_recorded_is_untouched(old_url):
    with Ledger.open(old_url) as ledger:
        assert (ledger.head(), ledger.head_hash()) == (HEAD, HEAD_HASH)
        assert ledger.verify() == []
        states = [one.state for one in ledger.submissions()]
        assert states == [ActKind.ACCEPTED, ActKind.REFUSED, ActKind.WITHDRAWN]
        assert ledger.submissions()[0].name == "一季度.csv"
        assert sum(map(len, ledger.figure_batches())) == 4
        assert {version.content for version in ledger.register_versions()} == {b"r1", b"t1"}
    assert found(old_url) == (3, {table.name for table in (*VERSION_1, *VERSION_2, *VERSION_3)})


def test_what_was_accepted_locks_its_quarters(old_url):
    with Ledger.open(old_url) as ledger:
        assert ledger.locked(DAY) == {("990100", "2025Q4"), ("990101", "2025Q4")}
        assert ledger.submission("S000003").signed_by == {"huzhou"}


def test_it_goes_on_as_any_other(old_url):
    with Ledger.open(old_url) as ledger:
        with ledger.transaction("lisi") as tx:
            receipt = tx.submit(b"new", "4.csv", [entry()], [], region_code="990100", quarter="2025Q4")
            tx.accept(receipt.submission_id)
        assert ledger.verify() == []
        assert ledger.submit("一".encode(), "again.csv", [entry(2, "1")], [], "huzhou").replay


def test_the_database_protects_old_and_new_tables(old_url):
    Ledger.open(old_url).close()
    engine = open_engine(address(old_url), create=False)
    for statement in ("UPDATE original SET content = ''", "DELETE FROM filed_period", "UPDATE act SET at = ''"):
        with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()


def test_an_interrupted_upgrade_leaves_version_1(old_url, monkeypatch):
    *earlier, last = schema.MIGRATIONS

    def interrupted(connection):
        last(connection)
        raise KeyboardInterrupt

    with monkeypatch.context() as newer:
        newer.setattr(schema, "MIGRATIONS", (*earlier, interrupted))
        with pytest.raises(KeyboardInterrupt):
            Ledger.open(old_url)
    assert found(old_url) == (1, {table.name for table in VERSION_1})
    with Ledger.open(old_url) as ledger:
        assert ledger.verify() == []


KILLED = """
import os, signal, sys
from etl.ledger import Ledger, schema
whole = schema.let_purge
def die(connection):
    whole(connection)
    os.kill(os.getpid(), signal.SIGKILL)
schema.let_purge = die
Ledger.open(sys.argv[1])
"""


def test_a_kill_in_the_middle_of_the_upgrade_leaves_version_1(old_url):
    killed = subprocess.run([sys.executable, "-c", KILLED, old_url], capture_output=True)
    assert killed.returncode == -signal.SIGKILL
    assert found(old_url) == (1, {table.name for table in VERSION_1})
    with Ledger.open(old_url) as ledger:
        assert (ledger.head_hash(), ledger.verify()) == (HEAD_HASH, [])
    assert found(old_url)[0] == 3


def test_a_ledger_of_version_2_goes_on(ledger_url):
    restore(ledger_url, 2)
    with Ledger.open(ledger_url) as ledger:
        assert (ledger.head(), ledger.head_hash(), ledger.verify()) == (HEAD_2, HEAD_HASH_2, [])
        assert ledger.purged_count() == 1
        assert [one.intake for one in ledger.register_versions()] == [0, 0, 0]
        with ledger.transaction("editor") as tx:
            one = PlanDecision(Decision.NON_GOAL, "2024", (0, 4), "date")
            tx.take_in_plan("P", "规划".encode(), "0" * 64, [one], {"targets.csv": b"t3"})
        with ledger.transaction("admin") as tx:
            request = tx.ask_plan_purge(sha256("规划".encode()), "误传")
        with ledger.transaction("auditor") as tx:
            tx.agree_purge(request)
        assert ledger.verify() == []
    assert found(ledger_url)[0] == 3


@pytest.mark.parametrize("version", [1, 2])
def test_earlier_migrations_are_frozen(sqlite_url, monkeypatch, version):
    """They make what they always made: the dump says what that is."""
    monkeypatch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
    monkeypatch.setattr(connections, "MIGRATIONS", schema.MIGRATIONS)
    Ledger.open(sqlite_url).close()
    made = _definitions(sqlite3.connect(sqlite_url.removeprefix("sqlite:///")))
    dumped = sqlite3.connect(":memory:")
    dumped.executescript((DUMPS / f"version_{version}_sqlite.sql").read_text(encoding="utf-8"))
    assert made == _definitions(dumped)


def _definitions(connection):
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: sql.strip() for name, sql in rows}


@pytest.mark.parametrize("version", [1, 2])
def test_an_upgraded_ledger_is_like_a_new_one(sqlite_url, tmp_path, version):
    new_url = f"sqlite:///{tmp_path / 'new.db'}"
    restore(sqlite_url, version)
    for url in (sqlite_url, new_url):
        Ledger.open(url).close()
    upgraded, new = (_definitions(sqlite3.connect(url.removeprefix("sqlite:///"))) for url in (sqlite_url, new_url))
    assert upgraded == new
