"""Tables and macros of the warehouse, from the files of `etl/sql`.

The computation is a chain of relations, one file each, in `etl/sql/gap`: file `NN_name.sql`
is the relation `name` and may read those before it. Every relation becomes a table macro
`name_as_of(as_of, known_at)`, so each stage can be asked alone; the last is `gap_as_of`.
"""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import duckdb


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables."""
    for _, sql in _folder("tables"):
        connection.execute(sql)


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the scalar macros and one table macro per stage of the computation."""
    for _, sql in _folder("macros"):
        connection.execute(sql)
    steps = _folder("gap")
    for count, (name, sql) in enumerate(steps):
        earlier = ",\n".join(f"{step} as (\n{body}\n)" for step, body in steps[:count])
        chain = f"with recursive {earlier}\nfrom (\n{sql}\n)" if earlier else sql
        connection.execute(f"create macro {name}_as_of(as_of, known_at) as table\n{chain}")


def statement(folder: str, name: str) -> str:
    """The text of `etl/sql/FOLDER/NN_NAME.sql`."""
    return dict(_folder(folder))[name]


@cache
def fingerprint() -> str:
    """SHA-256 of all SQL: a warehouse built by other SQL is rebuilt."""
    digest = hashlib.sha256()
    for folder in ("tables", "macros", "gap", "load"):
        for name, sql in _folder(folder):
            digest.update(f"{folder}/{name}\0{sql}\0".encode())
    return digest.hexdigest()


@cache
def _folder(folder: str) -> tuple[tuple[str, str], ...]:
    """Name without number and text of each file of a folder, in file-name order."""
    found: list[Traversable] = [
        path for path in files("etl").joinpath("sql", folder).iterdir() if path.name.endswith(".sql")
    ]
    ordered = sorted(found, key=lambda path: path.name)
    return tuple((path.name[3:-4], path.read_text(encoding="utf-8").strip()) for path in ordered)
