"""What can go wrong with the access store, in words for people."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from etl.problems import Problem, Refused


class AccessError(Refused):
    """Something about accounts, passwords or signing in was refused."""

    def __init__(self, code: str, found: str = "", **needed: object):
        super().__init__([Problem(f"access.{code}", "permission", found=found, needed=needed)])


class AccessUnavailable(AccessError):
    """The store cannot be read or written now. Nobody signs in; the ledger is not touched."""

    def __init__(self, place: str, found: str):
        super().__init__("unavailable", found, place=place)


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn database exceptions raised inside into AccessUnavailable."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        cause = getattr(error, "orig", None) or error
        raise AccessUnavailable(place, str(cause).strip().splitlines()[0]) from error
