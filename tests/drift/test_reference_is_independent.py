"""Two implementations prove something only while neither leans on the other."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Words, periods, canonical decimals and register records: shared, and no computation.
SHARED = {"etl.vocabulary", "etl.period", "etl.decimals", "etl.registers"}


def imports(folder: str) -> set[str]:
    """Names of all modules that the modules below `folder` import."""
    found = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add(node.module or "")
    return found


def test_the_reference_uses_nothing_of_the_engine():
    of_the_product = {name for name in imports("tests/reference") if name.split(".")[0] == "etl"}
    assert of_the_product
    assert of_the_product <= SHARED


def test_the_product_uses_nothing_of_the_tests():
    imported = imports("etl") | imports("dashboard")
    assert not {name for name in imported if name.split(".")[0] == "tests"}
