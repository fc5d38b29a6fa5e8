"""Reading back: versions of a figure, acts by filter, and that an old file stays old."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from etl.ledger import ActKind, FigureId, Ledger
from etl.ledger.chain import sha256
from etl.ledger.clock import SHANGHAI
from etl.ledger.errors import OldFile, SubmissionUnknown
from etl.problems import Problem, Severity
from etl.vocabulary import Nature
from tests.ledger_engines import entry

CITY = "990100"
KEY = FigureId(CITY, "export_value", "commerce", "ytd", 24312)


@pytest.fixture
def ledger(ledger_url):
    with Ledger.open(ledger_url, read_clock=lambda: datetime(2026, 1, 15, 9, tzinfo=SHANGHAI)) as opened:
        yield opened


def file(ledger, data, *figures, accept=True, **names):
    with ledger.transaction("zhang") as tx:
        one = tx.submit(data, "a.csv", figures, [], region_code=CITY, quarter="2025Q4", **names)
    if accept:
        decide(ledger, "accept", one.submission_id)
    return one.submission_id


def decide(ledger, verb, *arguments):
    with ledger.transaction("li") as tx:
        getattr(tx, verb)(*arguments)


def test_every_version_of_a_figure_with_its_cell_and_fate(ledger):
    first = file(ledger, b"1", entry(2, "1.50", note="初报", found_unit="万元"), entry(3, metric="import_value"))
    returned = file(ledger, b"2", entry(7, "2"), accept=False)
    decide(ledger, "send_back", returned, "理由")
    taken_back = file(ledger, b"3", entry(2, None, nature=Nature.WITHDRAWN, published_on=None))
    waiting = file(ledger, b"4", entry(4, "0.0000000001"), accept=False)
    file(ledger, b"5", entry(2, region_code="990101"))

    versions = ledger.figure_versions(KEY)
    assert [(one.submission_id, one.state, one.row, one.value) for one in versions] == [
        (first, ActKind.ACCEPTED, 2, "1.5"),
        (returned, ActKind.RETURNED, 7, "2"),
        (taken_back, ActKind.ACCEPTED, 2, None),
        (waiting, ActKind.SUBMITTED, 4, "0.0000000001"),
    ]
    assert [one.accepted_sequence for one in versions] == [2, None, 6, None]
    assert (versions[0].note, versions[0].found_value, versions[0].found_unit) == ("初报", "1.50", "万元")
    assert (versions[0].published_on, versions[2].published_on) == (date(2026, 1, 20), None)
    assert ledger.figure_versions(KEY._replace(month_no=24309)) == []


def test_figures_come_back_as_they_were_handed_over(ledger):
    figures = [
        entry(2, "99999999999999.01", yoy=Decimal("-1.5"), note="备注"),
        entry(3, None, nature=Nature.WITHDRAWN, published_on=None),
    ]
    assert ledger.entries(file(ledger, b"1", *figures)) == figures
    with pytest.raises(SubmissionUnknown):
        ledger.entries("S999999")
    with pytest.raises(SubmissionUnknown):
        ledger.submission("S999999")


def test_acts_by_kind_account_subject_and_number(ledger):
    one, two = file(ledger, b"1", entry()), file(ledger, b"2", entry(value="2"))

    def numbers(*arguments, **filters):
        return [act.sequence for act in ledger.acts(*arguments, **filters)]

    assert numbers() == [1, 2, 3, 4]
    assert numbers(1, until=3) == [2, 3]
    assert numbers(kinds=[ActKind.ACCEPTED]) == [2, 4]
    assert numbers(kinds=[]) == []
    assert numbers(account="zhang") == [1, 3]
    assert numbers(subject=two) == [3, 4]
    assert numbers(newest=3) == [2, 3, 4]
    assert numbers(newest=1, account="zhang", subject=one) == [1]


def test_submissions_by_state_region_and_quarter(ledger):
    one = file(ledger, b"1", entry())
    waiting = file(ledger, b"2", entry(value="2"), accept=False)
    ledger.submit(b"3", "c.csv", [entry()], [], "operator")

    def found(**filters):
        return [submission.submission_id for submission in ledger.submissions(**filters)]

    assert len(found()) == 3
    assert found(region_codes=[CITY]) == found(quarter="2025Q4") == [one, waiting]
    assert found(kinds=[ActKind.SUBMITTED]) == [waiting]
    assert found(region_codes=[CITY], kinds=[ActKind.ACCEPTED]) == [one]
    assert found(account="zhang") == [one, waiting]
    assert found(original_sha256=sha256(b"2")) == [waiting]
    assert found(quarter="2025Q3") == found(region_codes=[]) == []


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.EXPLAIN])
def test_a_file_that_must_be_refused_cannot_be_submitted(ledger, severity):
    problem = Problem("upload.unit", "unit", severity)
    with pytest.raises(ValueError, match="refused"), ledger.transaction("zhang") as tx:
        tx.submit(b"1", "a.csv", [entry()], [problem])
    assert ledger.head() == 0


def test_an_old_file_stays_old_after_it_was_returned(ledger):
    """A reason is needed each time, not once."""
    file(ledger, b"old", entry())
    file(ledger, b"new", entry(value="2"))
    returned = file(ledger, b"old", entry(), accept=False, reason="新文件有误")
    assert ledger.submissions(kinds=[ActKind.SUBMITTED])[0].submission_id == returned
    with ledger.transaction("zhang") as tx:
        waits = tx.submit(b"old", "a.csv", [entry()], [], region_code=CITY, quarter="2025Q4")
    assert waits.replay and waits.submission_id == returned
    decide(ledger, "send_back", returned, "请核实")
    with pytest.raises(OldFile):
        file(ledger, b"old", entry())


def test_a_file_never_accepted_is_old_once_another_was(ledger):
    returned = file(ledger, b"old", entry(), accept=False)
    decide(ledger, "send_back", returned, "请核实")
    file(ledger, b"new", entry(value="2"))
    with pytest.raises(OldFile):
        file(ledger, b"old", entry())
