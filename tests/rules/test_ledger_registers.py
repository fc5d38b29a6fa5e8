"""Registers are recorded as versions, so that any earlier state can be read back."""

import pytest

from etl.ledger import ActKind, Ledger
from tests.ledger_engines import entry, tampering

TWO = {"regions.csv": b"r1", "targets.csv": b"t1"}


@pytest.fixture
def ledger(ledger_url):
    with Ledger.open(ledger_url) as opened:
        yield opened


def history(ledger):
    return [(version.sequence, version.name, version.content) for version in ledger.register_versions()]


def test_the_first_time_every_register_gets_a_version(ledger):
    versions = ledger.record_registers(TWO)
    assert versions == ledger.register_versions()
    assert history(ledger) == [(1, "regions.csv", b"r1"), (2, "targets.csv", b"t1")]
    assert versions[0].recorded_at == versions[1].recorded_at
    assert versions[0].recorded_at.utcoffset().total_seconds() == 8 * 3600


def test_unchanged_registers_record_nothing(ledger):
    ledger.record_registers(TWO)
    assert ledger.record_registers(TWO) == []
    assert ledger.head() == 2


def test_only_what_changed_is_recorded(ledger):
    ledger.record_registers(TWO)
    ledger.record_registers(TWO | {"targets.csv": b"t2"})
    assert history(ledger)[2:] == [(3, "targets.csv", b"t2")]


def test_a_removed_register_and_its_return_are_versions(ledger):
    ledger.record_registers(TWO)
    ledger.record_registers({"regions.csv": b"r1"})
    assert ledger.record_registers({"regions.csv": b"r1"}) == []
    ledger.record_registers(TWO)
    assert history(ledger)[2:] == [(3, "targets.csv", None), (4, "targets.csv", b"t1")]


def test_an_empty_file_is_not_a_removed_one(ledger):
    ledger.record_registers({"cuts.csv": b""})
    assert history(ledger) == [(1, "cuts.csv", b"")]
    assert ledger.record_registers({"cuts.csv": b""}) == []


def test_a_submission_records_the_registers_it_was_checked_against_first(ledger):
    receipt = ledger.submit(b"x", "a.csv", [entry()], [], "huzhou", registers=TWO)
    assert receipt.submission_id == "S000003"
    assert [act.kind for act in ledger.acts()] == [
        ActKind.REGISTER,
        ActKind.REGISTER,
        ActKind.SUBMITTED,
        ActKind.ACCEPTED,
    ]
    assert len({act.at for act in ledger.acts()}) == 1


RULES = {"settings.toml": b"sign_offs = 2\n", "checks.csv": b"check,severity,reason\n"}


def test_rules_are_recorded_apart_from_registers(ledger):
    ledger.record_registers(TWO)
    assert [version.name for version in ledger.record_rules(RULES)] == ["checks.csv", "settings.toml"]
    assert ledger.record_registers(TWO) == [] and ledger.record_rules(RULES) == []
    assert [version.name for version in ledger.register_versions()] == ["regions.csv", "targets.csv"]
    assert ledger.record_rules({"settings.toml": b"sign_offs = 3\n"}) != []
    assert [(version.sequence, version.name, version.content) for version in ledger.rule_versions()] == [
        (3, "checks.csv", RULES["checks.csv"]),
        (4, "settings.toml", RULES["settings.toml"]),
        (5, "checks.csv", None),
        (6, "settings.toml", b"sign_offs = 3\n"),
    ]
    assert ledger.verify() == []


def test_the_audit_trail_says_what_a_rule_was(ledger):
    ledger.record_rules({"settings.toml": b"sign_offs = 3\n"})
    (told,) = ledger.acts()
    assert (told.kind, told.subject, told.detail) == (ActKind.REGISTER, "settings.toml", '{"content":"sign_offs = 3\\n"}')


def test_a_rule_that_was_tampered_with_is_told(ledger, ledger_url):
    ledger.record_rules(RULES)
    with tampering(ledger_url) as sql:
        sql("UPDATE register_version SET content = NULL WHERE name = 'settings.toml'")
    assert [(problem.code, problem.found) for problem in ledger.verify()] == [("ledger.register_changed", "settings.toml")]
