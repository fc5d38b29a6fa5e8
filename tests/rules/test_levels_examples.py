"""The worked examples of the levels, run from the pages of the method that print them."""

import re
from typing import NamedTuple

import pytest

from tests import documents
from tests.level_tables import ENGINES, asked

HEADINGS = {"zh": "上下级算例", "en": "Levels example"}


class Example(NamedTuple):
    """Targets and figures in the form of `tests/level_tables.py`, and what a relation gives."""

    relation: str
    as_of: str
    targets: str
    actuals: str
    columns: str
    gives: str


def examples(lang: str) -> list[Example]:
    text = documents.read(f"docs/method.{lang}.md")
    _, *parts = re.split(rf"^### (?={HEADINGS[lang]})", text, flags=re.MULTILINE)
    return [_example(part.partition("\n## ")[0]) for part in parts]


def _example(text: str) -> Example:
    targets, actuals, results = documents.tables(text)
    as_of, relation = re.search(r"^\*\*.*`(\d{4}Q[1-4])`.*`(\w+)`", text, re.MULTILINE).groups()
    named = [row[0] for row in results[1:]]
    ids = results[0][1:-1] if relation != "actual_level" else ()
    columns = [*(["target_id"] if ids else []), *named]
    rows = [[*ids[place : place + 1], *(row[1 + place] for row in results[1:])] for place in range(len(results[0]) - 2)]
    return Example(
        relation,
        as_of,
        "\n".join(map(" | ".join, targets)),
        "\n".join(_figure(dict(zip(actuals[0], row, strict=True))) for row in actuals[1:]),
        ", ".join(columns),
        "\n".join(sorted(" | ".join(row).rstrip(" |") for row in rows)),
    )


def _figure(cell: dict[str, str]) -> str:
    """`a: ytd 2023Q4 = 20, metric exports`, the form that `tests/table.py` reads."""
    region = f"{cell['地区']}: " if cell["地区"] else ""
    counting = {"本年累计": "ytd", "期末": "point"}[cell["计数方式"]]
    metric = f", metric {cell['指标']}" if cell.get("指标") else ""
    return f"{region}{counting} {cell['报告期']} = {cell['数值']}{metric}"


CHINESE = examples("zh")


@pytest.mark.parametrize("engine", list(ENGINES))
@pytest.mark.parametrize("number", range(3))
def test_example(engine, number):
    example = CHINESE[number]
    found = asked(
        ENGINES[engine], example.relation, example.columns,
        targets=example.targets, actuals=example.actuals, as_of=example.as_of,
    )  # fmt: skip
    assert found == example.gives


def test_there_are_three_and_both_languages_print_the_same():
    assert len(CHINESE) == 3
    assert examples("en") == CHINESE
