"""Small registers for tests: a sound workspace, and ways to make it unsound."""

import csv
import io

from etl.problems import Problem, Refused
from etl.registers import read_registers
from etl.registers.columns import COLUMNS

REGION = {"region_code": "330500", "name_zh": "湖州", "level": "city", "parent_code": "330000"}
METRIC = {
    "metric": "trade_value",
    "kind": "flow",
    "unit": "亿元",
    "direction": "higher",
    "scope": "commerce",
}
STOCK = METRIC | {"metric": "parks", "kind": "stock", "unit": "个", "decimals": "0"}
RATE = METRIC | {"metric": "trade_growth", "kind": "rate", "unit": "%", "yoy_of": "trade_value"}
COST = METRIC | {"metric": "clearance_time", "kind": "stock", "unit": "小时", "direction": "lower"}
TARGET = {
    "target_id": "330500-01",
    "region_code": "330500",
    "metric": "trade_value",
    "document_id": "plan",
    "basis": "level",
    "comparator": "ge",
    "value": "500",
    "unit": "亿元",
    "start": "2024-01-01",
    "due": "2027-12-31",
    "obligation": "firm",
}
ROWS = {
    "regions.csv": (
        {"region_code": "330000", "name_zh": "浙江", "level": "province"},
        REGION,
        {"region_code": "330502", "name_zh": "吴兴", "level": "county", "parent_code": "330500"},
        {"region_code": "330503", "name_zh": "南浔", "level": "county", "parent_code": "330500"},
        {"region_code": "330500-KQ", "name_zh": "开发区", "level": "zone", "parent_code": "330500"},
        {"region_code": "330400", "name_zh": "嘉兴", "level": "city", "parent_code": "330000"},
    ),
    "metrics.csv": (METRIC, STOCK, RATE, COST),
    "documents.csv": ({"document_id": "plan", "title": "行动计划", "status": "in_force"},),
    "targets.csv": (TARGET,),
}


def register_csv(name: str, rows, columns=None) -> bytes:
    """A register with the contract's columns, and those of the rows beyond them."""
    columns = list(columns or dict.fromkeys([*COLUMNS[name], *(key for row in rows for key in row)]))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def contents(**rows) -> dict[str, bytes]:
    """Files of the sound workspace; `targets=[…]` and the like replace a whole register."""
    replaced = {f"{name}.csv": given for name, given in rows.items()}
    return {name: register_csv(name, given) for name, given in (ROWS | replaced).items()}


def with_target(**cells):
    """Registers whose one target has these cells."""
    return read_registers(contents(targets=[TARGET | cells]))


def problems_of(files: dict[str, bytes]) -> list[Problem]:
    """What is wrong with these files, all of which can be said in both languages."""
    try:
        read_registers(files)
    except Refused as refused:
        for problem in refused.problems:
            assert problem.message("zh") and problem.message("en")
        return refused.problems
    return []


def target_problems(**cells) -> list[Problem]:
    """What is wrong with a target that has these cells."""
    return problems_of(contents(targets=[TARGET | cells]))


def places(problems: list[Problem]) -> list[tuple]:
    """Code, file, row and column of each problem."""
    return [(p.code.removeprefix("register."), p.file, p.row, p.column) for p in problems]
