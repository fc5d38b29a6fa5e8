"""Fill the tables of the warehouse from registers, published figures and the ledger."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from decimal import Decimal, localcontext
from functools import cache

import duckdb
import pyarrow as pa

from etl.decimals import canonical
from etl.period import Period
from etl.registers import Registers, Target
from etl.vocabulary import Basis
from etl.warehouse.schema import statement

#: Published figures get versions from here upwards, all below those of the ledger.
FIRST_PUBLISHED_VERSION = -(2**62)
#: Rows of one submission get consecutive versions; no file has more rows than this.
_VERSIONS_PER_ACT = 2**20

_SERIES = pa.schema([(name, pa.string()) for name in ("region_code", "metric", "scope")])
_PUBLISHED = pa.schema(
    [
        *_SERIES,
        ("month_no", pa.int32()),
        ("counting", pa.string()),
        ("value", pa.string()),
        ("yoy", pa.string()),
        ("nature", pa.string()),
        ("confidence", pa.string()),
        ("version", pa.int64()),
        ("file", pa.string()),
        ("row_no", pa.int32()),
        ("published_on", pa.date32()),
        ("source", pa.string()),
        ("note", pa.string()),
    ]
)


def load_edition(
    connection: duckdb.DuckDBPyConnection,
    edition_id: int,
    registers: Registers,
    valid_from: datetime | None,
    valid_until: datetime | None,
) -> None:
    """Add one state of all registers, in force in [valid_from, valid_until), None = no end."""
    connection.execute(
        "insert into edition values (?, coalesce(?::timestamp, '-infinity'::timestamp), ?)",
        [edition_id, valid_from, valid_until],
    )
    for table, records in (
        ("region", registers.regions),
        ("metric", registers.metrics),
        ("document", registers.documents),
    ):
        columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
        _insert(connection, table, [_record(edition_id, one, columns) for one in records])
    cuts = [{"edition_id": edition_id, "cut": cut, "value": value} for cut, value in registers.cuts.items()]
    _insert(connection, "cut", cuts)
    _load_targets(connection, edition_id, registers.targets)


def load_published(
    connection: duckdb.DuckDBPyConnection, published: Iterable[tuple[str, Sequence]]
) -> None:
    """Add published figures: (file name, entries) in the order in which they are read."""
    rows = []
    for file, entries in published:
        for entry in entries:
            rows.append(_published_row(FIRST_PUBLISHED_VERSION + len(rows), file, entry))
    _load(connection, "published", pa.Table.from_pylist(rows, schema=_PUBLISHED))


def load_accepted(
    connection: duckdb.DuckDBPyConnection, batches: Iterable[pa.RecordBatch]
) -> None:
    """Add rows of accepted submissions as the ledger hands them out."""
    for batch in batches:
        _load(connection, "accepted", pa.Table.from_batches([batch]))


def load_withdrawn(connection: duckdb.DuckDBPyConnection, withdrawn: Sequence[tuple[str, datetime, int]]) -> None:
    """Mark submissions as withdrawn: (submission_id, naive Shanghai time, sequence of the act)."""
    if not withdrawn:
        return
    names, times, sequences = zip(*withdrawn, strict=True)
    table = pa.table(
        {
            "submission_id": pa.array(names),
            "known_until": pa.array(times, pa.timestamp("us")),
            "withdrawn_by": pa.array(sequences, pa.int64()),
        }
    )
    _with_incoming(connection, table, ["withdrawn"])


def stand(connection: duckdb.DuckDBPyConnection, first_new: int | None, withdrawn: Sequence[str] = ()) -> None:
    """Work out which versions stand when.

    `first_new` is the lowest version just added and `withdrawn` the submissions just
    withdrawn: only their figures are worked out again; None means all figures.
    """
    if first_new is None:
        connection.execute("delete from standing")
        connection.execute("create temp view concerned as from actual_row")
    else:
        connection.execute(statement("load", "touched"), [first_new, list(withdrawn)])
        connection.execute(statement("load", "concerned"))
        connection.execute(statement("load", "unstanding"))
    connection.execute(statement("load", "interrupted"))
    connection.execute(statement("load", "standing"))
    connection.execute(statement("load", "standing_interrupted"))
    connection.execute("drop view concerned; drop table interrupted; drop table if exists touched")


def ledger_version(sequence: int) -> int:
    """The lowest version a row of the submission accepted as act `sequence` can have."""
    return sequence * _VERSIONS_PER_ACT


@cache
def first_month(day) -> int:
    """Month number of the first month of the quarter in which `day` lies."""
    return Period.quarter_of(day).month_no - 2


@cache
def last_month(day) -> int:
    """Month number of the last month of the quarter in which `day` lies."""
    return Period.quarter_of(day).month_no


def base_month(target: Target) -> int | None:
    """Month number at which the path of level, multiple or cagr starts: the December of
    `baseline_year`, for a level without one of the year before its start."""
    if target.basis not in (Basis.LEVEL, Basis.MULTIPLE, Basis.CAGR):
        return None
    return (target.baseline_year or target.start.year - 1) * 12 + 12


def factor(target: Target, value: Decimal | None) -> Decimal | None:
    """What `value` of a multiple or cagr makes of its base: target value ÷ base, to 18
    decimals. None for other bases, without a value, and beyond what can be held.

    A cagr over N months is (1 + value/100)^(N/12); over whole years the power is exact
    before it is cut to 18 decimals, so that a target met exactly is met.
    """
    if value is None or target.basis not in (Basis.MULTIPLE, Basis.CAGR):
        return None
    with localcontext(prec=60):
        grown = value
        if target.basis is Basis.CAGR:
            months = last_month(target.due) - base_month(target)
            years = months // 12 if months % 12 == 0 else Decimal(months) / 12
            grown = (1 + value / 100) ** years
        return grown.quantize(Decimal("1e-18")) if grown < 10**19 else None


def _load_targets(connection, edition_id: int, targets: Sequence[Target]) -> None:
    """Column by column: of very many targets a record each would take longer than all the rest."""
    columns = {
        "edition_id": [edition_id] * len(targets),
        **{name: [getattr(one, name) for one in targets] for name in _TARGET_COLUMNS},
        "start_date": [one.start for one in targets],
        "due_date": [one.due for one in targets],
        "responsible": [one.responsible for one in targets],
        "start_month": [first_month(one.start) for one in targets],
        "due_month": [last_month(one.due) for one in targets],
        "base_month": [base_month(one) for one in targets],
        "factor": [factor(one, one.value) for one in targets],
        "factor_high": [factor(one, one.value_high) for one in targets],
    }
    children = [
        {
            "edition_id": edition_id,
            "target_id": one.target_id,
            "region_code": child,
            "metric": one.metric,
            "scope": one.scope,
        }
        for one in targets
        for child in one.children
    ]
    if targets:
        _load(connection, "target", pa.table(columns, _schema(connection, "target", columns)))
    if children:
        _load(connection, "target_child", pa.Table.from_pylist(children))


#: Fields that go into the table under their own name, as they are.
_TARGET_COLUMNS = tuple(
    one.name for one in fields(Target) if one.name not in ("start", "due", "children", "responsible")
)


def _published_row(version: int, file: str, entry) -> dict:
    return {
        "region_code": entry.region_code,
        "metric": entry.metric,
        "scope": entry.scope,
        "month_no": entry.period.month_no,
        "counting": entry.counting,
        "value": None if entry.value is None else canonical(entry.value),
        "yoy": None if entry.yoy is None else canonical(entry.yoy),
        "nature": entry.nature,
        "confidence": entry.confidence,
        "version": version,
        "file": file,
        "row_no": entry.row,
        "published_on": entry.published_on,
        "source": entry.source,
        "note": entry.note,
    }


def _record(edition_id: int, record, columns: Sequence[str]) -> dict:
    return {"edition_id": edition_id} | {
        name: getattr(record, name) for name in columns if name != "edition_id"
    }


def _insert(connection, table: str, rows: list[dict]) -> None:
    if rows:
        connection.register("incoming", _typed(connection, table, rows))
        connection.execute(f"insert into {table} by name from incoming")
        connection.unregister("incoming")


def _typed(connection, table: str, rows: list[dict]) -> pa.Table:
    """Rows as an Arrow table in the types of the columns they go to."""
    return pa.Table.from_pylist(rows, schema=_schema(connection, table, rows[0]))


def _schema(connection, table: str, columns: Iterable[str]) -> pa.Schema:
    """The types of those columns of a table that are named, in the order of the table."""
    empty = connection.sql(f"from {table} limit 0").to_arrow_table().schema
    return pa.schema([field for field in empty if field.name in columns])


def _load(connection, name: str, table: pa.Table) -> None:
    _with_incoming(connection, table, ["new_series", name])


def _with_incoming(connection, table: pa.Table, statements: Sequence[str]) -> None:
    connection.register("incoming", table)
    for name in statements:
        connection.execute(statement("load", name))
    connection.unregister("incoming")
