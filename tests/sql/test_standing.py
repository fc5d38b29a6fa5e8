"""Which version stands: SQL over precomputed intervals against "the latest known version".

Published rows become known on their day in any order; submissions one after the other, and
each may be withdrawn later, upon which the versions before it stand again.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.ledger.figure_batches import SCHEMA
from etl.period import Period
from etl.vocabulary import Confidence, Counting, Nature
from etl.warehouse import fill
from etl.warehouse.load import ledger_version, load_accepted, load_withdrawn, stand
from etl.warehouse.schema import create_stage
from tests.engines import entries_of
from tests.reference.rows import Actual
from tests.table import CITY, read_targets, registers

MONTHS = (2024 * 12 + 12, 2025 * 12 + 12)
FIRST = datetime(2026, 1, 1)
ALWAYS = datetime.min


@dataclass(frozen=True)
class Version:
    """One version of the figure of a month, known in [known_from, known_until)."""

    month_no: int
    value: Decimal | None
    nature: Nature
    known_from: datetime
    known_until: datetime | None = None


figures = st.tuples(
    st.sampled_from(MONTHS),
    st.sampled_from([Decimal(1), Decimal(2), Decimal("2.5"), None]),
    st.sampled_from([Nature.FINAL] * 3 + [Nature.PRELIMINARY, Nature.FORECAST, Nature.WITHDRAWN]),
)
days = st.integers(0, 6).map(lambda day: FIRST + timedelta(days=day))
published = st.lists(st.tuples(figures, st.one_of(st.just(ALWAYS), days)), max_size=5)
submissions = st.lists(
    st.tuples(figures, st.integers(0, 2), st.none() | st.integers(0, 4)), min_size=1, max_size=5
)  # figure, half days since the last acceptance, half days until withdrawn


def versions_of(published, submissions) -> tuple[list[Version], list[Version]]:
    """Published and submitted versions, lowest first."""
    now, taken = FIRST, []
    for figure, gap, lasts in submissions:
        now += timedelta(hours=12 * gap)
        until = None if lasts is None else now + timedelta(hours=12 * lasts)
        taken.append(Version(*figure, now, until))
    return [Version(*figure, since) for figure, since in published], taken


def latest_known(versions: list[Version], moment: datetime | None) -> dict[int, Decimal]:
    """The plain reading: of what was known then, the last one counts."""
    standing: dict[int, Version] = {}
    for one in versions:
        says = one.nature is not Nature.FORECAST and (one.value is not None or one.nature is Nature.WITHDRAWN)
        at = moment or datetime.max
        if says and one.known_from <= at and (one.known_until is None or at < one.known_until):
            standing[one.month_no] = one
    return {month: one.value for month, one in standing.items() if one.nature is not Nature.WITHDRAWN}


@settings(max_examples=25, derandomize=True, database=None, deadline=None)
@given(published=published, submissions=submissions, at_once=st.booleans())
def test_the_latest_known_version_stands(connection, published, submissions, at_once):
    before, taken = versions_of(published, submissions)
    _publish(connection, before)
    _accept(connection, taken, at_once)
    moments = {FIRST - timedelta(days=1), None}
    moments |= {one.known_from for one in before + taken} - {ALWAYS}
    moments |= {one.known_until for one in taken if one.known_until}
    for moment in moments:
        rows = connection.execute("select month_no, value from figure_as_of('2026Q1', ?)", [moment]).fetchall()
        assert len(rows) == len(dict(rows))
        assert dict(rows) == latest_known(before + taken, moment), moment


def _publish(connection, versions: list[Version]) -> None:
    held = registers(read_targets("value\n500"))
    actuals = [
        Actual(
            CITY, "exports", None, Period(one.month_no), Counting.YTD, one.nature, Confidence.HIGH, one.value, None,
            None if one.known_from == ALWAYS else date(one.known_from.year, one.known_from.month, one.known_from.day),
            order,
        )
        for order, one in enumerate(versions)
    ]  # fmt: skip
    fill(connection, held, entries_of(held, actuals))
    create_stage(connection, "figure")


def _accept(connection, versions: list[Version], at_once: bool) -> None:
    """Load submissions together, as a build does, or one by one, as refreshes do."""
    groups = [list(enumerate(versions, 1))] if at_once else [[one] for one in enumerate(versions, 1)]
    for group in groups:
        load_accepted(connection, [_batch(group)])
        stand(connection, None if at_once else ledger_version(group[0][0]))
    withdrawn = [(f"S{number}", one.known_until, 100 + number) for number, one in enumerate(versions, 1) if one.known_until]
    load_withdrawn(connection, withdrawn)
    stand(connection, None if at_once else ledger_version(len(versions) + 1), [name for name, *_ in withdrawn])


def _batch(group: list[tuple[int, Version]]) -> pa.RecordBatch:
    rows = [
        {
            "sequence": number, "submission_id": f"S{number}", "row": 2, "region_code": CITY, "metric": "exports",
            "scope": "customs_all", "month_no": one.month_no, "counting": "ytd", "nature": str(one.nature),
            "confidence": "high", "value": None if one.value is None else str(one.value), "yoy": None,
            "known_from": one.known_from, "published_on": None, "source": "", "note": "",
        }
        for number, one in group
    ]  # fmt: skip
    return pa.RecordBatch.from_pylist(rows, schema=SCHEMA)
