"""Tables and macros of the warehouse, from the files of `etl/sql`.

The computation is a chain of relations, one file each, in `etl/sql/gap`: file `NN_name.sql`
is the relation `name` and may read those before it. Any of them can be asked alone, as a table
macro `name_as_of(as_of, known_at)`; the last is `gap_as_of`. The relations of `etl/sql/outlook`
go on from there; their last is `outlook_as_of`. Other folders go on likewise, or put a
relation of their own in place of one.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import duckdb


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the empty tables."""
    for _, sql in _folder("tables"):
        connection.execute(sql)


_STAGES = ("gap", "outlook")
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
    create_relation(connection, name, _STAGES)


def create_relation(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    folders: Sequence[str],
    parameters: str = "as_of, known_at",
    *,
    is_temporary: bool = False,
) -> None:
    """Make the relation `name` of the chain of these folders askable as `name_as_of(parameters)`;
    a temporary one on this cursor only."""
    steps = _chain(*folders)
    last = [step for step, _ in steps].index(name)
    earlier = ",\n".join(f"{step} as (\n{sql}\n)" for step, sql in steps[:last])
    chain = f"with recursive {earlier}\n" if earlier else ""
    kind = "temp macro" if is_temporary else "macro"
    connection.execute(
        f"create or replace {kind} {name}_as_of({parameters}) as table\n{chain}from (\n{steps[last][1]}\n)"
    )


def stages() -> tuple[str, ...]:
    """The relations of the computation, in order."""
    return tuple(name for name, _ in _chain(*_STAGES))


def _chain(*folders: str) -> tuple[tuple[str, str], ...]:
    """Name and text of every relation, folder after folder. One with the name of a relation
    before takes its place."""
    found: dict[str, str] = {}
    for folder in folders:
        found.update(_folder(folder))  # a name that is there keeps its place
    return tuple(found.items())


def statement(folder: str, name: str) -> str:
    """The text of `etl/sql/FOLDER/NN_NAME.sql`."""
    return dict(_folder(folder))[name]


def statements(folder: str) -> tuple[str, ...]:
    """The texts of all files of `etl/sql/FOLDER`, in file-name order."""
    return tuple(sql for _, sql in _folder(folder))


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
