"""Read millions of rows as the driver's own tuples, a batch at a time."""

import gc
from collections.abc import Iterator

from sqlalchemy import Connection, Select
from sqlalchemy.exc import DBAPIError

_CURSOR_NAME = "ledger_sweep"


def sweep(connection: Connection, statement: Select, size: int) -> Iterator[list[tuple]]:
    """The rows of a statement as stored (figures as text), at most `size` at a time.

    SQLAlchemy's own results cost a Python object per row and read ahead on the cursor,
    so the statement is compiled here and run on the driver's cursor; on PostgreSQL a
    server-side one, since the client would otherwise take in all rows at once.
    """
    compiled = statement.compile(connection.engine, compile_kwargs={"literal_binds": True})
    driver = connection.connection.dbapi_connection
    on_server = connection.dialect.name == "postgresql"
    cursor = driver.cursor(name=_CURSOR_NAME) if on_server else driver.cursor()
    try:
        cursor.execute(str(compiled))
        while rows := _fetch(cursor, size):
            yield rows
    except connection.dialect.dbapi.Error as error:
        raise DBAPIError(str(compiled), None, error) from error
    finally:
        cursor.close()


def _fetch(cursor, size: int) -> list[tuple]:
    """A batch of rows, without the garbage collector: it would walk every new tuple again
    and again, though none can be part of a cycle, and take a third of the time."""
    gc.disable()
    try:
        return cursor.fetchmany(size)
    finally:
        gc.enable()
