"""Ledgers as the programs of earlier schema versions left them, one of each kind of act they had.

The texts in `tests/ledger_dumps/` are dumps of ledgers which those programs wrote, on each
engine. Version 1: registers (acts 1–2), an accepted file (3–4), a refused one (5), an accepted
one (6–7) and its withdrawal (8). Version 2: registers (1–2), an account (3), a stand-in (4), a
submission with an explained doubt, signed twice (5–7), its scan (8), a reopening (9), a release
and its end (10–11), a file that was returned (12–13) and purged (14–15), a register (16).
"""

import sqlite3
from pathlib import Path

from sqlalchemy import create_engine

from etl.ledger.connection import address

HEAD = 8
HEAD_HASH = "a8f6a88dec9c4c0c8ac6f393c4b67e91f8813202c5960eb630132b9e457b390e"
HEAD_2 = 16
HEAD_HASH_2 = "ac0dac4d2449a34a0debece32df0f2ac29fb5f395164c8312855bc089bc9419f"
DUMPS = Path(__file__).parent / "ledger_dumps"


def restore(url: str, version: int = 1) -> None:
    """Put the ledger of a version at `url`, where nothing is yet."""
    where = address(url)
    if where.path is None:
        _restore_postgresql(where.url, version)
        return
    where.path.parent.mkdir(parents=True)
    with sqlite3.connect(where.path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript((DUMPS / f"version_{version}_sqlite.sql").read_text(encoding="utf-8"))
    connection.close()


def _restore_postgresql(url, version: int) -> None:
    dump = (DUMPS / f"version_{version}_postgresql.sql").read_text(encoding="utf-8")
    lines = [line for line in dump.splitlines() if not line.startswith("SELECT pg_catalog")]
    engine = create_engine(url)
    with engine.begin() as connection:
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar()
        statements = "\n".join(lines).replace("public.", f"{schema}.")
        connection.connection.driver_connection.execute(statements)
    engine.dispose()
