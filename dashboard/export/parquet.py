"""An exported table as Parquet: typed columns, the dictionary and the stamp as metadata."""

import io
import json
from collections.abc import Sequence
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.export.columns import Kind
from dashboard.export.dictionary import Entry
from dashboard.export.tables import Table
from etl.decimals import MAX_DECIMALS

_DOUBLE, _TEXT = pa.float64(), pa.string()
_TYPES = {
    Kind.FIGURE: pa.decimal128(38, MAX_DECIMALS),
    Kind.DOUBLE: _DOUBLE,
    Kind.SHARE: _DOUBLE,
    Kind.RATIO: _DOUBLE,
    Kind.COUNT: pa.int32(),
    Kind.FLAG: pa.bool_(),
    Kind.DAY: pa.date32(),
    Kind.MOMENT: pa.timestamp("us"),
}


def parquet_bytes(table: Table, entries: Sequence[Entry]) -> bytes:
    """The table in the types of the warehouse: figures are exact decimals, times Shanghai time."""
    fields = [
        pa.field(column.name, _TYPES.get(column.kind, _TEXT), metadata={"name": entry.name, "meaning": entry.meaning})
        for column, entry in zip(table.all_columns, entries, strict=True)
    ]
    about = {
        "metadata": {"table": table.name, **table.stamp.as_dict},
        "dictionary": [entry._asdict() for entry in entries],
    }
    schema = pa.schema(fields, {"gap_tracker": json.dumps(about, ensure_ascii=False)})
    lines = table.all_lines
    arrays = [
        pa.array([_typed(line[place], field.type) for line in lines], field.type) for place, field in enumerate(schema)
    ]
    written = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), written, compression="zstd")
    return written.getvalue()


def _typed(value: object, kind: pa.DataType) -> object:
    if value is None:
        return None
    return Decimal(value).quantize(Decimal(1).scaleb(-MAX_DECIMALS)) if pa.types.is_decimal(kind) else value
