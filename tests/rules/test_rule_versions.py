"""Which sign-offs, deadline and tiers of checks stood when: recorded, and no figure moves by it."""

from datetime import datetime

import pytest

from etl.checks.tiers import TIERS_FILE
from etl.ledger import ActKind, Ledger
from etl.period import Period
from etl.settings import SETTINGS_FILE
from etl.warehouse import build, gaps, refresh
from etl.workspace import RULE_FILES
from tests.template_workspace import workspace_in

AS_OF = Period.parse("2025Q4")


@pytest.fixture
def workspace(tmp_path):
    return workspace_in(tmp_path)


def put(workspace, name: str, content: str) -> None:
    (workspace.root / name).write_text(content, encoding="utf-8")


def recorded(workspace) -> list[tuple[str, bytes | None]]:
    with Ledger.open(workspace.ledger_url) as ledger:
        return [(version.name, version.content) for version in ledger.rule_versions()]


def test_the_files_are_those_that_decide():
    assert set(RULE_FILES) == {TIERS_FILE, SETTINGS_FILE}


def test_a_workspace_without_rules_records_none(workspace):
    build(workspace)
    assert recorded(workspace) == []


def test_every_change_is_recorded_once_and_a_removal_too(workspace):
    put(workspace, SETTINGS_FILE, "sign_offs = 2\n")
    build(workspace)
    refresh(workspace)
    put(workspace, TIERS_FILE, "check,severity,reason\nquarter_jumps,explain,试行期满\n")
    refresh(workspace)
    refresh(workspace)
    (workspace.root / SETTINGS_FILE).unlink()
    refresh(workspace)
    tiers = (workspace.root / TIERS_FILE).read_bytes()
    assert recorded(workspace) == [(SETTINGS_FILE, b"sign_offs = 2\n"), (TIERS_FILE, tiers), (SETTINGS_FILE, None)]


def test_a_rule_changes_no_figure_and_no_edition_of_the_registers(workspace):
    build(workspace)
    before = gaps(workspace, AS_OF)
    put(workspace, SETTINGS_FILE, "sign_offs = 3\n")
    refreshed = refresh(workspace)
    assert gaps(workspace, AS_OF) == before == gaps(workspace, AS_OF, datetime.fromisoformat("2030-01-01T00:00+08:00"))
    assert build(workspace) == refreshed and gaps(workspace, AS_OF) == before
    with Ledger.open(workspace.ledger_url) as ledger:
        kinds = {(act.kind, act.subject) for act in ledger.acts()}
        assert (ActKind.REGISTER, SETTINGS_FILE) in kinds and ledger.verify() == []
        assert SETTINGS_FILE not in {version.name for version in ledger.register_versions()}


def test_a_register_that_changes_later_leaves_the_rules_as_recorded(workspace):
    put(workspace, SETTINGS_FILE, "sign_offs = 2\n")
    build(workspace)
    targets = (workspace.root / "targets.csv").read_text(encoding="utf-8")
    put(workspace, "targets.csv", targets.rstrip("\n") + "\n\n")
    refresh(workspace)
    assert recorded(workspace) == [(SETTINGS_FILE, b"sign_offs = 2\n")]
