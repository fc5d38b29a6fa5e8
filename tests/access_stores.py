"""An access store on both engines, with a clock that stands until it is moved.

    from tests.access_stores import quick_hashes, rows_of, store, time  # noqa: F401
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Table, select

from etl.access import AccessStore, passwords
from etl.access.connection import open_engine
from etl.ledger.clock import SHANGHAI


MORNING = datetime(2026, 1, 5, 9, 0, tzinfo=SHANGHAI)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: int) -> None:
        self.now += timedelta(**time)


@pytest.fixture
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


def rows_of(store: AccessStore, table: Table) -> list:
    """Everything a table of the store holds."""
    with store._reading() as connection:
        return connection.execute(select(table)).all()
