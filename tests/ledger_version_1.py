"""A ledger as the program of schema version 1 left it: eight acts, one of each kind it had.

The texts in `tests/ledger_dumps/` are dumps of ledgers which that program wrote, on each
engine: registers (acts 1–2), an accepted file (3–4), a refused one (5), an accepted one (6–7)
and its withdrawal (8).
"""

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine

from etl.ledger.connection import address

HEAD = 8
HEAD_HASH = "a8f6a88dec9c4c0c8ac6f393c4b67e91f8813202c5960eb630132b9e457b390e"
DUMPS = Path(__file__).parent / "ledger_dumps"


def restore(url: str) -> None:
    """Put that ledger at `url`, where nothing is yet."""
    where = address(url)
    if where.path is None:
        _restore_postgresql(where.url)
        return
    where.path.parent.mkdir(parents=True)
    with sqlite3.connect(where.path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript((DUMPS / "version_1_sqlite.sql").read_text(encoding="utf-8"))
    connection.close()


def _restore_postgresql(url) -> None:
    dump = (DUMPS / "version_1_postgresql.sql").read_text(encoding="utf-8")
    lines = [line for line in dump.splitlines() if not line.startswith("SELECT pg_catalog")]
    engine = create_engine(url)
    with engine.begin() as connection:
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar()
        statements = "\n".join(lines).replace("public.", f"{schema}.")
        connection.connection.driver_connection.execute(statements)
    engine.dispose()
