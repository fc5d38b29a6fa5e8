"""What one quarter brought, series by series: for the columns 本期, 累计 and 同比 of a bulletin.

`etl/sql/bulletin` goes on from the relations of the outlook. One document asks it, so the
warehouse holds no macro of it: whoever asks makes a temporary one.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import duckdb

from etl.period import Period
from etl.warehouse.query import shanghai
from etl.warehouse.schema import create_relation

_QUESTION = """
select s.region_code, s.metric, s.scope, q.* exclude (series_id)
from quarter_figure_as_of($as_of, $known_at) q
join series s using (series_id)
"""


@dataclass(frozen=True, slots=True)
class QuarterFigure:
    """The figures of one series (region code, metric and scope) at a quarter, in the unit of the
    metric; each None where unknown.

    `amount` is what the quarter brought of a flow, `rise` by how much the figure a level is
    judged by rose in it. `total` is the latest 本年累计 of the year, at `total_month`
    (month_no), `yoy` the 同比 published with it, in per cent. `level` is the latest figure a
    level is judged by, at `level_month`.
    """

    region_code: str
    metric: str
    scope: str
    amount: Decimal | None
    rise: Decimal | None
    total_month: int | None
    total: Decimal | None
    yoy: Decimal | None
    level_month: int | None
    level: Decimal | None

    @property
    def key(self) -> tuple[str, str, str]:
        return self.region_code, self.metric, self.scope


def quarter_figures(
    connection: duckdb.DuckDBPyConnection, as_of: Period, known_at: datetime | None = None
) -> list[QuarterFigure]:
    """Every series a target needs, at the quarter `as_of`, as known at `known_at` (None: all)."""
    asked = {"as_of": str(as_of), "known_at": shanghai(known_at)}
    with connection.cursor() as cursor:
        create_relation(cursor, "quarter_figure", ("gap", "outlook", "bulletin"), is_temporary=True)
        result = cursor.execute(_QUESTION, asked)
        names = [column[0] for column in result.description]
        return [QuarterFigure(**dict(zip(names, row, strict=True))) for row in result.fetchall()]
