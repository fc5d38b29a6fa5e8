"""`docs/faults.md` names every case once, and every test it names exists."""

import ast
import re
from functools import cache

import pytest

from tests.documents import ROOT, read, tables

CASES = 118
_NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
_EXCEPTION = "例外："


def rows() -> list[tuple[str, ...]]:
    found = [table for table in tables(read("docs/faults.md")) if table[0][0] == "编号"]
    return [row for table in found for row in table[1:]]


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"))


def test_every_case_stands_once_and_in_order():
    assert [row[0] for row in rows()] == [str(number) for number in range(1, CASES + 1)]
    assert {len(row) for row in rows()} == {4}


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_every_case_has_a_test_or_a_reason(row):
    _, case, handled, held = row
    assert case and handled
    reason = held.partition(_EXCEPTION)[2]
    assert _NAMED.search(held) or _EXCEPTION in held
    assert _EXCEPTION not in held or len(reason) >= 20, "an exception says why"
    for path, name in _NAMED.findall(held):
        assert (ROOT / "tests" / path).is_file(), path
        assert name in names_in(path), f"{path}::{name}"
    quoted = [one for one in re.findall(r"`[^`]*`", held) if "::" in one or ".py" in one]
    assert [one for one in quoted if not _NAMED.fullmatch(one)] == []
