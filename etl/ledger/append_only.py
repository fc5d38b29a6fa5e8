"""Have the database refuse to change or delete what was recorded.

The chain shows a change afterwards; these triggers stop the accidental one, from this
program or from an administrator's client, before it happens. One change is let through:
where a purge was recorded, bytes and free text may become empty, and nothing else.
"""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Table, text

from etl.ledger.tables import explained, figure, original, submission

_SQLITE = """
CREATE TRIGGER {table}_{verb}_refused BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
"""

_POSTGRESQL_FUNCTION = """
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$
"""

_POSTGRESQL = """
CREATE TRIGGER {table}_change_refused BEFORE {verbs} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()
"""

_SQLITE_UNLESS_PURGED = """
CREATE TRIGGER {table}_UPDATE_refused BEFORE UPDATE ON {table} WHEN NOT ({allowed})
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
"""

_POSTGRESQL_UNLESS_PURGED = """
CREATE FUNCTION {table}_may_be_purged() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN IF {allowed} THEN RETURN NEW; END IF;
RAISE EXCEPTION 'the ledger is append-only'; END $$
"""

_POSTGRESQL_ROW = """
CREATE TRIGGER {table}_update_refused BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_may_be_purged()
"""

#: Columns a purge empties, by table: everything that a person wrote freely.
PURGED_TEXTS: Mapping[Table, tuple[str, ...]] = {
    submission: ("name",),
    figure: ("source", "note", "found_value", "found_unit"),
    explained: ("column_name", "found", "needed", "reason"),
}


def create_refusal(connection: Connection) -> None:
    """Make what PostgreSQL's triggers call; SQLite's need nothing."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_POSTGRESQL_FUNCTION))


def protect(connection: Connection, tables: Iterable[Table]) -> None:
    """Add the triggers for `tables`, in the transaction that creates them."""
    for table in tables:
        _refuse(connection, table, ("UPDATE", "DELETE"))


def let_purge(connection: Connection) -> None:
    """Let the update through by which a purge empties bytes and texts.

    Replaces the triggers of these tables that refuse every update.
    """
    contents = {original: ("content",), **PURGED_TEXTS}
    for table, emptied in contents.items():
        _allow(connection, table, _condition(connection, table, emptied))


def let_plans_purge(connection: Connection) -> None:
    """The same for the bytes of a plan: what may be emptied beside a purge of an upload may be
    so beside that of a plan."""
    of_plan = "EXISTS (SELECT 1 FROM plan_purged WHERE plan_purged.plan_sha256 = OLD.sha256)"
    _replace_condition(connection, original, _condition(connection, original, ("content",), of_plan))


def _refuse(connection: Connection, table: Table, verbs: Iterable[str]) -> None:
    if connection.dialect.name == "postgresql":
        listed = " OR ".join([*verbs, "TRUNCATE"])
        connection.execute(text(_POSTGRESQL.format(table=table.name, verbs=listed)))
        return
    for verb in verbs:
        connection.execute(text(_SQLITE.format(table=table.name, verb=verb)))


def _allow(connection: Connection, table: Table, allowed: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"DROP TRIGGER {table.name}_change_refused ON {table.name}"))
        _refuse(connection, table, ["DELETE"])
        statements = (_POSTGRESQL_UNLESS_PURGED, _POSTGRESQL_ROW)
    else:
        connection.execute(text(f"DROP TRIGGER {table.name}_UPDATE_refused"))
        statements = (_SQLITE_UNLESS_PURGED,)
    for statement in statements:
        connection.execute(text(statement.format(table=table.name, allowed=allowed)))


def _replace_condition(connection: Connection, table: Table, allowed: str) -> None:
    """Put another condition into the trigger that `_allow` made."""
    if connection.dialect.name == "postgresql":
        statements = (_POSTGRESQL_UNLESS_PURGED.replace("CREATE", "CREATE OR REPLACE", 1),)
    else:
        connection.execute(text(f"DROP TRIGGER {table.name}_UPDATE_refused"))
        statements = (_SQLITE_UNLESS_PURGED,)
    for statement in statements:
        connection.execute(text(statement.format(table=table.name, allowed=allowed)))


def _condition(connection: Connection, table: Table, emptied: tuple[str, ...], or_else: str = "") -> str:
    """When a row may change: a purge of it stands, what changes becomes empty, the rest stays."""
    on_postgresql = connection.dialect.name == "postgresql"
    same = "IS NOT DISTINCT FROM" if on_postgresql else "IS"
    key = "submission_no" if "submission_no" in table.c else "original_sha256"
    own = "sha256" if table is original else key
    purge = f"EXISTS (SELECT 1 FROM purged WHERE purged.{key} = OLD.{own})"
    if or_else:
        purge = f"({purge} OR {or_else})"
    kept = [f"NEW.{name} {same} OLD.{name}" for name in table.c.keys() if name not in emptied]
    empty = [f"length(NEW.{name}) = 0" for name in emptied]
    return " AND ".join([purge, *kept, *empty])
