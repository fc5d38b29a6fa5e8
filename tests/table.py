"""Readable tables in tests: targets and reported figures in, expected gaps out.

A target is one line of a table. A reported figure is one line of text::

    2024 = 100                            本年累计 of the whole year
    ytd 2025-08 = 1788.8, yoy 32.6        本年累计 up to August, with its 同比
    quarter 2025Q2 = 300                  当季
    a: 2025Q4 = 1, scope other            期末 of county a, in another scope

Expected results stand one column name a line, one result row a column. `≈125.9921`
is compared to the decimals printed, any other number exactly; an empty cell is unknown.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from etl.period import Period
from etl.registers import DEFAULT_CUTS, Metric, Region, Registers, Target
from etl.vocabulary import (
    Basis,
    Comparator,
    Confidence,
    Counting,
    Direction,
    Kind,
    Level,
    Nature,
    Obligation,
    Scope,
)
from tests.reference.rows import Actual

CITY = "330500"
COUNTIES = {"a": "330502", "b": "330503", "c": "330521"}

#: Metric, kind, direction, yoy_of. The default scope of all of them is `customs_all`.
METRICS = (
    ("exports", Kind.FLOW, Direction.HIGHER, ""),
    ("events", Kind.FLOW, Direction.HIGHER, ""),
    ("complaints", Kind.FLOW, Direction.LOWER, ""),
    ("parks", Kind.STOCK, Direction.HIGHER, ""),
    ("clearance_hours", Kind.STOCK, Direction.LOWER, ""),
    ("exports_growth", Kind.RATE, Direction.HIGHER, "exports"),
    ("share", Kind.RATE, Direction.HIGHER, ""),
)
_FIGURE = re.compile(
    r"((?P<region>\w+):)?\s*(?P<counting>ytd|quarter|point)?\s*(?P<period>[\dQ-]+)\s*="
    r"\s*(?P<value>-?[\d.]*)(?P<options>(,.*)?)"
)
_TARGET_DEFAULTS = {
    "target_id": f"{CITY}-01",
    "metric": "exports",
    "scope": "customs_all",
    "basis": "level",
    "comparator": "ge",
    "start": "2024-01-01",
    "due": "2027-12-31",
}


def check(engine, *, targets: str, actuals: str, as_of: str, gives: str, known_at: str = ""):
    """Compute the gaps and compare every row, in the columns that `gives` names."""
    rows = computed(engine, targets=targets, actuals=actuals, as_of=as_of, known_at=known_at)
    expected = _columns(gives)
    assert len(rows) == len(next(iter(expected.values()))), f"result rows: {rows}"
    wrong = [
        f"{name}: expected {cell or 'unknown'}, computed {row[name]}"
        for name, cells in expected.items()
        for row, cell in zip(rows, cells, strict=True)
        if not _agrees(row[name], cell)
    ]
    assert not wrong, "\n".join([*wrong, *map(str, rows)])


def computed(engine, *, targets: str, actuals: str, as_of: str, known_at: str = "") -> list[dict]:
    """The gaps of targets and figures written as text; `known_at` is a day or empty."""
    parsed = read_targets(targets)
    figures = read_actuals(actuals, parsed[0].metric)
    moment = datetime.combine(date.fromisoformat(known_at), time.max) if known_at else None
    return engine(registers(parsed), figures, Period.parse(as_of), moment)


def registers(targets: Sequence[Target]) -> Registers:
    """One city with three counties, the metrics above, and these targets."""
    return Registers(
        regions=tuple(_regions()), metrics=tuple(_metrics()), documents=(),
        targets=tuple(targets), cuts=DEFAULT_CUTS,
    )


def read_actuals(text: str, metric: str) -> list[Actual]:
    """Reported figures, later lines superseding earlier ones."""
    return [_actual(line, metric, order) for order, line in enumerate(_lines(text))]


def _regions():
    yield Region(CITY, "湖州市", "Huzhou", Level.CITY, "", "")
    for name, code in COUNTIES.items():
        yield Region(code, name, name, Level.COUNTY, CITY, "")


def _metrics():
    for name, kind, direction, yoy_of in METRICS:
        yield Metric(
            metric=name, name_zh=name, name_en=name, kind=kind, unit="个", direction=direction,
            scope=Scope.CUSTOMS_ALL, part_of="", yoy_of=yoy_of, decimals=None,
            min_value=Decimal(0), max_value=None, definition_zh="", definition_en="",
        )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _columns(text: str) -> dict[str, list[str]]:
    return {name: cells for name, *cells in map(_cells, _lines(text))}


def read_targets(text: str) -> list[Target]:
    """Targets, one a line below the names of the columns that differ from the defaults."""
    header, *lines = map(_cells, _lines(text))
    return [_target(dict(zip(header, cells, strict=True)), no + 1) for no, cells in enumerate(lines)]


def _target(given: dict[str, str], number: int) -> Target:
    cell = _TARGET_DEFAULTS | {"target_id": f"{CITY}-{number:02d}"} | given
    children = cell.get("children", "").split()
    return Target(
        target_id=cell["target_id"], region_code=CITY, metric=cell["metric"],
        scope=Scope(cell["scope"]), document_id="plan", clause="一",
        basis=Basis(cell["basis"]), comparator=Comparator(cell["comparator"]),
        value=Decimal(cell["value"]), value_high=_decimal(cell.get("value_high", "")), unit="个",
        baseline_year=int(cell["baseline_year"]) if cell.get("baseline_year") else None,
        start=date.fromisoformat(cell["start"]), due=date.fromisoformat(cell["due"]),
        parent_id=cell.get("parent_id", ""),
        children=tuple(COUNTIES[name] for name in children),
        obligation=Obligation.FIRM, responsible=(), figure=cell["value"], note="",
    )


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _actual(line: str, metric: str, order: int) -> Actual:
    found = _FIGURE.fullmatch(line)
    assert found, f"{line!r} is not a figure such as `ytd 2025Q2 = 230`"
    options = dict(option.split() for option in found["options"].split(",")[1:])
    year_only = found["period"].isdigit()
    period = Period.parse(found["period"] + "Q4" if year_only else found["period"])
    published = options.pop("published", "")
    row = Actual(
        region_code=COUNTIES[found["region"]] if found["region"] else CITY,
        metric=options.pop("metric", metric),
        scope=Scope(options.pop("scope")) if "scope" in options else None,
        period=period,
        counting=Counting(found["counting"] or ("ytd" if year_only else "point")),
        nature=Nature(options.pop("nature", "final")),
        confidence=Confidence(options.pop("confidence", "high")),
        value=_decimal(found["value"]),
        yoy=_decimal(options.pop("yoy", "")),
        published_on=date.fromisoformat(published) if published else None,
        order=order,
    )
    assert not options, f"{line!r} has an unknown option: {options}"
    return row


def _agrees(value: object, cell: str) -> bool:
    """Whether a computed value is what the cell says."""
    if value is None or cell == "":
        return value is None and cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, str):
        return value == cell
    percent = cell.endswith("%")
    printed = cell.strip("≈ %")
    scaled = value * 100 if percent else value
    if cell.startswith("≈"):
        places = len(printed.partition(".")[2])
        return abs(Decimal(scaled) - Decimal(printed)) <= Decimal(10) ** -places / 2
    if isinstance(scaled, Decimal):
        return scaled == Decimal(printed)
    return abs(scaled - float(printed)) <= 1e-9 * max(1.0, abs(scaled))
