"""Tables and macros of the warehouse, from the files of `etl/sql`.

The computation is a chain of relations, one file each, in `etl/sql/gap`: file `NN_name.sql`
is the relation `name` and may read those before it. Any of them can be asked alone, as a table
macro `name_as_of(as_of, known_at)`; the last is `gap_as_of`. The relations of `etl/sql/outlook`
go on from there; their last is `outlook_as_of`.
"""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import duckdb


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables."""
    for _, sql in _folder("tables"):
        connection.execute(sql)


#: Relations the product asks; making a macro of each of them would take most of a small build.
ASKED = ("moment", "ytd", "measure", "child_figure", "gap", "outlook")


def create_macros(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the scalar macros and the table macros of the relations in ASKED."""
    for _, sql in _folder("macros"):
        connection.execute(sql)
    for name in ASKED:
        create_stage(connection, name)


def create_stage(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Make the relation `name` askable as `name_as_of(as_of, known_at)`."""
    steps = _chain()
    last = stages().index(name)
    earlier = ",\n".join(f"{step} as (\n{sql}\n)" for step, sql in steps[:last])
    chain = f"with recursive {earlier}\n" if earlier else ""
    connection.execute(
        f"create or replace macro {name}_as_of(as_of, known_at) as table\n{chain}from (\n{steps[last][1]}\n)"
    )


def stages() -> tuple[str, ...]:
    """The relations of the computation, in order."""
    return tuple(name for name, _ in _chain())


def _chain() -> tuple[tuple[str, str], ...]:
    return _folder("gap") + _folder("outlook")


def statement(folder: str, name: str) -> str:
    """The text of `etl/sql/FOLDER/NN_NAME.sql`."""
    return dict(_folder(folder))[name]


def statements(folder: str) -> tuple[str, ...]:
    """The texts of all files of `etl/sql/FOLDER`, in file-name order."""
    return tuple(sql for _, sql in _folder(folder))


def relations(folder: str) -> tuple[tuple[str, str], ...]:
    """Name and text of every file of `etl/sql/FOLDER`, in file-name order."""
    return _folder(folder)


@cache
def fingerprint() -> str:
    """SHA-256 of the program's SQL and Python: a warehouse made by another state is rebuilt."""
    folder = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted([*folder.rglob("*.sql"), *folder.rglob("*.py")]):
        digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


@cache
def _folder(folder: str) -> tuple[tuple[str, str], ...]:
    """Name without number and text of each file of a folder, in file-name order."""
    found: list[Traversable] = [
        path for path in files("etl").joinpath("sql", folder).iterdir() if path.name.endswith(".sql")
    ]
    ordered = sorted(found, key=lambda path: path.name)
    return tuple((path.name[3:-4], path.read_text(encoding="utf-8").strip()) for path in ordered)
