"""Have the engine give up for good what a purge emptied.

An emptied row is still in the file until its page is written over: SQLite overwrites freed
pages by itself (`secure_delete`) but keeps the old ones in its log; PostgreSQL keeps old rows
until their table is vacuumed.
"""

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from etl.ledger.append_only import PURGED_TEXTS
from etl.ledger.errors import NotErased
from etl.ledger.tables import original


def erase_freed(engine: Engine, place: str) -> None:
    """After the purge was committed; NotErased where the engine could not, as while a long
    read goes on: the purge stands all the same."""
    try:
        if engine.dialect.name == "postgresql":
            _vacuum(engine)
        elif _checkpoint(engine):
            raise NotErased(place, "wal_checkpoint: busy")
    except SQLAlchemyError as error:
        raise NotErased(place, str(error.__cause__ or error)) from error


def _vacuum(engine: Engine) -> None:
    """The table of bytes is written anew; in the others, texts of a few rows, rows move up."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"VACUUM FULL {original.name}"))
        for table in PURGED_TEXTS:
            connection.execute(text(f"VACUUM {table.name}"))


def _checkpoint(engine: Engine) -> bool:
    """Empty the log; true where somebody still reads from it."""
    raw = engine.raw_connection()
    try:
        return bool(raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
    finally:
        raw.close()
