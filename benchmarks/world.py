"""The world the benchmarks run in: the project's own metrics and target types, in many regions.

Sixty metrics, forty quarters and as many regions as the wanted number of rows needs (3,170
for ten million), with one target per region and metric. Kinds and types stand in the
proportions of `data/metrics.csv` and `data/targets.csv`, because they are copied from there.
"""

import csv
import io
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

import duckdb

ROOT = Path(__file__).resolve().parent.parent
METRIC_COUNT = 60
_ROWS_PER_REGION = 10_000_000 / 3_170
_SQL = Path(__file__).parent / "sql"

Row = dict[str, str]


class World:
    """Registers of one size and mix; `only_flows` is the worst case for the computation."""

    def __init__(self, row_count: int, *, only_flows: bool = False):
        self.row_count = row_count
        self.regions = _regions(max(4, round(row_count / _ROWS_PER_REGION)))
        self.metrics = _metrics("flow" if only_flows else "")
        self.targets = _targets(self.regions, self.metrics)

    def register_contents(self) -> dict[str, bytes]:
        """The registers as files, by name."""
        return {
            "regions.csv": _written(self.regions),
            "metrics.csv": _written(self.metrics),
            "documents.csv": (ROOT / "data" / "documents.csv").read_bytes(),
            "targets.csv": _written(self.targets),
        }

    def write_reports(self, path: Path) -> None:
        """Write the rows reported into the table `report` of a DuckDB file. They are at least
        what every region reports once, so a very small size gives more rows than it asks for."""
        with duckdb.connect(str(path)) as connection:
            connection.execute("create table region (region_no integer, region_code varchar)")
            connection.executemany(
                "insert into region values (?, ?)",
                [(number, one["region_code"]) for number, one in enumerate(self.regions)],
            )
            connection.execute(
                "create table metric (metric varchar, kind varchar, scope varchar, unit varchar,"
                " yoy_of varchar, places integer, watched boolean)"
            )
            connection.executemany(
                "insert into metric values (?, ?, ?, ?, ?, ?, ?)", [*_watched(self.metrics)]
            )
            connection.execute("set memory_limit = '4GB'")
            connection.execute("set variable row_count = ?", [self.row_count])
            connection.execute((_SQL / "report.sql").read_text(encoding="utf-8"))


def own_registers() -> dict[str, bytes]:
    """The project's own registers, by file name."""
    names = ("regions.csv", "metrics.csv", "documents.csv", "targets.csv")
    return {name: (ROOT / "data" / name).read_bytes() for name in names}


def _read(name: str) -> list[Row]:
    with (ROOT / "data" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _written(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _regions(count: int) -> list[Row]:
    """The project's regions first, then provinces of ten cities with nine counties each."""
    real = _read("regions.csv")
    return [*real, *(_region(number) for number in range(max(0, count - len(real))))][:count]


def _region(number: int) -> Row:
    province, place = divmod(number, 101)
    city, county = divmod(place - 1, 10)
    code = f"{50 + province}0000" if place == 0 else f"{50 + province}{city + 1:02d}{county:02d}"
    if place == 0:
        level, parent_code = "province", ""
    elif county == 0:
        level, parent_code = "city", f"{code[:2]}0000"
    else:
        level, parent_code = "county", f"{code[:4]}00"
    return {
        "region_code": code,
        "name_zh": f"地区{code}",
        "name_en": f"Region {code}",
        "level": level,
        "parent_code": parent_code,
        "note": "",
    }


def _metrics(kind: str) -> list[Row]:
    """The project's metrics (of one kind), repeated under other names up to METRIC_COUNT."""
    real = [one for one in _read("metrics.csv") if kind in ("", one["kind"])]
    again = sorted(real, key=lambda one: one["kind"] != "stock")  # most targets are of stocks
    copies = (
        one | {"metric": f"{one['metric']}_{2 + number // len(real)}", "part_of": "", "yoy_of": ""}
        for number, one in enumerate(islice(cycle(again), METRIC_COUNT - len(real)))
    )
    return [*real, *copies]


def _watched(metrics: Sequence[Row]):
    """Metrics as the report generator wants them; watched: another metric is its 同比."""
    flows = {one["yoy_of"] for one in metrics}
    for one in metrics:
        places = 0 if one["decimals"] == "0" else 2
        yield (
            one["metric"], one["kind"], one["scope"], one["unit"], one["yoy_of"], places,
            one["metric"] in flows,
        )  # fmt: skip


def _targets(regions: Sequence[Row], metrics: Sequence[Row]) -> list[Row]:
    """One target per region and metric: the project's targets of that kind, dealt in turn."""
    parents = {one["parent_code"] for one in regions if one["level"] == "county"}
    kinds = {one["metric"]: one["kind"] for one in _read("metrics.csv")}
    decks: dict[str, list[Row]] = {}
    for target in _read("targets.csv"):
        decks.setdefault(kinds[target["metric"]], []).append(target)
    dealt = {kind: cycle(deck) for kind, deck in decks.items()}
    return [
        _target(region["region_code"], number, metric, dealt[metric["kind"]], parents)
        for region in regions
        for number, metric in enumerate(metrics, 1)
    ]


def _target(region_code: str, number: int, metric: Row, deck, parents: set[str]) -> Row:
    pattern = next(deck)
    while pattern["basis"] == "each_subregion" and region_code not in parents:
        pattern = next(deck)
    relative = pattern["basis"] in ("multiple", "cagr")
    whole = metric["decimals"] == "0" and not relative
    return pattern | {
        "target_id": f"{region_code}-{number:02d}",
        "region_code": region_code,
        "metric": metric["metric"],
        "scope": "",
        "value": str(round(float(pattern["value"]))) if whole else pattern["value"],
        "unit": pattern["unit"] if relative else metric["unit"],
        "parent_id": "",
        "children": "",
        "responsible": "",
        "note": "",
    }
