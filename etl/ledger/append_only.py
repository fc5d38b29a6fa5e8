"""Have the database refuse to change or delete what was recorded.

The chain shows a change afterwards; these triggers stop the accidental one, from this
program or from an administrator's client, before it happens.
"""

from sqlalchemy import Connection, Table, text

_SQLITE = """
CREATE TRIGGER {table}_{verb}_refused BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
"""

_POSTGRESQL_FUNCTION = """
CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$
"""

_POSTGRESQL = """
CREATE TRIGGER {table}_change_refused BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()
"""


def protect(connection: Connection, tables: list[Table]) -> None:
    """Add the triggers for `tables`, in the transaction that creates them."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(_POSTGRESQL_FUNCTION))
        statements = [_POSTGRESQL.format(table=table.name) for table in tables]
    else:
        statements = [
            _SQLITE.format(table=table.name, verb=verb)
            for table in tables
            for verb in ("UPDATE", "DELETE")
        ]
    for statement in statements:
        connection.execute(text(statement))
