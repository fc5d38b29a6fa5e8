"""What the program never does, read from its source: guessing readers, unpickling, caches that
forget whose data they hold, statements put together from what others wrote."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("etl", "dashboard")
    for path in sorted((ROOT / folder).rglob("*.py"))
}
SQL = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted((ROOT / "etl").rglob("*.sql"))}

#: Where a statement is put together at all, and from what: names of tables and columns the
#: program itself has, its own SQL files, numbers of its own, the name of a file it just made.
PUT_TOGETHER = {
    ("dashboard/queries.py", "asked"),
    ("etl/access/connection.py", "LOCK_TIMEOUT_SECONDS"),
    ("etl/ledger/append_only.py", "table.name"),
    ("etl/ledger/append_only.py", "_POSTGRESQL.format(table=table.name, verbs=listed)"),
    ("etl/ledger/append_only.py", "_SQLITE.format(table=table.name, verb=verb)"),
    ("etl/ledger/append_only.py", "statement.format(table=table.name, allowed=allowed)"),
    ("etl/ledger/erasure.py", "original.name"),
    ("etl/ledger/erasure.py", "table.name"),
    ("etl/ledger/connection.py", "LOCK_TIMEOUT_SECONDS"),
    ("etl/warehouse/files.py", "quoted"),
    ("etl/warehouse/files.py", "name"),
    ("etl/warehouse/internal.py", "table"),
    ("etl/warehouse/load.py", "table"),
    ("etl/warehouse/query.py", "table"),
    ("etl/warehouse/bridge.py", "name"),
    ("etl/warehouse/levels.py", "name"),
    ("etl/warehouse/levels.py", "table"),
    ("etl/warehouse/query.py", "', '.join(columns)"),
    ("etl/warehouse/query.py", "relation"),
    ("etl/warehouse/schema.py", "kind"),
    ("etl/warehouse/schema.py", "name"),
    ("etl/warehouse/schema.py", "parameters"),
    ("etl/warehouse/schema.py", "chain"),
    ("etl/warehouse/schema.py", "steps[last][1]"),
}
_EXECUTES = {"execute", "executemany", "exec_driver_sql", "executescript", "text", "sql", "query", "scalar", "scalars"}
_GUESSING = ("read_csv", "read_excel", "read_json", "read_parquet", "sniff", "calamine", "chardet", "charset_normalizer", "pandas")
_UNPICKLING = {"pickle", "cPickle", "dill", "shelve", "marshal", "joblib", "yaml"}


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", getattr(node.func, "id", "")), node


def put_in(statement: ast.AST) -> Iterator[str]:
    """What is written into the text of a statement."""
    for node in ast.walk(statement):
        if isinstance(node, ast.FormattedValue):
            yield ast.unparse(node.value)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
            if is_text(node.left) or is_text(node.right):
                yield ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr == "format" or (node.func.attr == "join" and is_text(node.func.value)):
                yield ast.unparse(node)


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def test_no_statement_is_put_together_from_what_others_wrote():
    found = {
        (name, written)
        for name, tree in SOURCES.items()
        for called, node in calls(tree)
        if called in _EXECUTES and node.args
        for written in put_in(node.args[0])
    }
    assert found == PUT_TOGETHER


def test_no_reader_that_guesses_is_used():
    """Neither the database engine's nor another: what others sent is read by `etl/intake` alone."""
    assert [name for name, sql in SQL.items() if any(word in sql.lower() for word in _GUESSING)] == []
    for name, tree in SOURCES.items():
        texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        attributes = [node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
        names = [*imported(tree), *attributes, *(one for one in texts if "select" in one.lower())]
        assert [one for one in names for word in _GUESSING if word in one.lower()] == [], name
        if name != "etl/checks/dress.py":  # dresses a file that was read already, in a child process of its own
            assert "load_workbook" not in {called for called, _ in calls(tree)}, name


def test_nothing_is_unpickled_or_evaluated():
    for name, tree in SOURCES.items():
        assert not {one.partition(".")[0] for one in imported(tree)} & _UNPICKLING, name
        bare = {node.func.id for _, node in calls(tree) if isinstance(node.func, ast.Name)}
        assert not bare & {"eval", "exec", "compile", "__import__"}, name


def test_every_cached_function_is_keyed_by_its_data():
    """The first argument names the state of the data of one audience, or a plan by its content; no
    account, no upload is one."""
    cached = {
        f"{name}:{node.name}": [one.arg for one in node.args.args]
        for name, tree in SOURCES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any("st.cache" in ast.unparse(one) for one in node.decorator_list)
    }
    refreshed = cached.pop("dashboard/source.py:_kept_fresh")
    assert refreshed == ["file", "audience"]
    assert cached.pop("dashboard/intake_reading.py:_read")[:2] == ["plan_sha256", "knowledge"]
    assert cached and {arguments[0] for arguments in cached.values()} == {"data_version"}
    everything = {argument for arguments in cached.values() for argument in arguments}
    assert not everything & {"account", "user", "visitor", "data", "upload", "examined"}


@pytest.mark.parametrize("path", [".streamlit/secrets.toml", "data/var/ledger.db", "data/var/access.db"])
def test_secrets_stay_out_of_the_repository(path):
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout")
    asked = subprocess.run(["git", "check-ignore", "-q", "--no-index", path], cwd=ROOT, check=False)
    assert asked.returncode == 0
