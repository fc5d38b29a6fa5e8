"""What the ledger keeps, and that it is never changed."""

from datetime import datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest
from sqlalchemy import insert, literal, select, text

from etl.ledger import ActKind, Ledger
from etl.ledger.chain import sha256
from etl.ledger.clock import SHANGHAI
from etl.ledger.connection import address, open_engine
from etl.ledger.errors import (
    AccountInvalid,
    LedgerError,
    ReasonMissing,
    SubmissionNotInForce,
    SubmissionUnknown,
)
from etl.ledger.figure_batches import SCHEMA
from etl.ledger.tables import figure
from etl.problems import Problem, Severity
from etl.vocabulary import Nature
from tests.ledger_engines import entry

ERROR = Problem("upload.unit", "unit", Severity.ERROR, row=2, column="单位", found="家")
UNEXPLAINED = Problem("upload.magnitude", "magnitude", Severity.EXPLAIN, row=2)
REMARK = Problem("upload.note", "header", Severity.INFORM, row=2)
NOON = datetime(2026, 3, 1, 12, tzinfo=SHANGHAI)


def rows(ledger, **choice):
    return [row for batch in ledger.figure_batches(**choice) for row in batch.to_pylist()]


@pytest.fixture
def ledger(ledger_url):
    with Ledger.open(ledger_url) as opened:
        yield opened


def test_an_accepted_file_is_an_original_two_acts_and_its_figures(ledger):
    receipt = ledger.submit(b"bytes", "Q4.csv", [entry(2), entry(3)], [REMARK], "huzhou")

    assert receipt.submission_id == "S000001"
    assert (receipt.sequence, receipt.accepted, receipt.replay) == (2, True, False)
    assert [act.kind for act in ledger.acts()] == [ActKind.SUBMITTED, ActKind.ACCEPTED]
    assert ledger.original(sha256(b"bytes")) == b"bytes"
    assert [row["row"] for row in rows(ledger)] == [2, 3]


def test_a_row_comes_back_as_it_was_submitted(ledger):
    reported = entry(7, "12.50", yoy=Decimal("-3.0"), note="说明：并入")
    ledger.submit(b"x", "a.csv", [reported], [], "huzhou")

    (row,) = rows(ledger)
    assert row["known_from"] == ledger.submissions()[0].at.replace(tzinfo=None)
    del row["known_from"]
    assert row == {
        "sequence": 2,
        "submission_id": "S000001",
        "row": 7,
        "region_code": "990100",
        "metric": "export_value",
        "scope": "commerce",
        "month_no": 24312,
        "counting": "ytd",
        "nature": "final",
        "confidence": "high",
        "value": "12.5",
        "yoy": "-3",
        "published_on": entry().published_on,
        "source": "商务局",
        "note": "说明：并入",
    }


@pytest.mark.parametrize(
    "figure",
    [
        "99999999999999.01",
        "1234567890123456789012345678.0123456789",
        "-0.0000000001",
        "0",
        "100",
    ],
)
def test_a_figure_is_kept_to_the_last_digit(ledger, figure):
    ledger.submit(b"x", "a.csv", [entry(value=figure)], [], "huzhou")
    assert rows(ledger)[0]["value"] == figure


@pytest.mark.parametrize("figure", ["1" * 29, "0.00000000001"])
def test_a_figure_the_warehouse_cannot_hold_is_stored_by_nobody(ledger, figure):
    with pytest.raises((LedgerError, ValueError)):
        ledger.submit(b"x", "a.csv", [entry(value=figure)], [], "huzhou")
    assert ledger.head() == 0


def test_an_empty_figure_and_a_withdrawn_one_are_kept_as_unknown(ledger):
    entries = [entry(2, None), entry(3, None, nature=Nature.WITHDRAWN, published_on=None)]
    ledger.submit(b"x", "a.csv", entries, [], "huzhou")
    found = [(row["value"], row["nature"], row["published_on"]) for row in rows(ledger)]
    assert found == [(None, "final", entry().published_on), (None, "withdrawn", None)]


@pytest.mark.parametrize("problem", [ERROR, UNEXPLAINED])
def test_a_refused_file_is_kept_without_its_figures(ledger, problem):
    receipt = ledger.submit(b"bad", "a.csv", [entry()], [REMARK, problem], "huzhou")

    assert not receipt.accepted
    (act,) = ledger.acts()
    assert (act.kind, act.subject, act.sequence) == ("refused", receipt.submission_id, 1)
    assert problem.code in act.detail and REMARK.code in act.detail
    assert ledger.original(sha256(b"bad")) == b"bad"
    assert rows(ledger) == []
    assert ledger.submissions()[0].state == ActKind.REFUSED


def test_a_refused_file_may_be_sent_again_and_is_judged_again(ledger):
    ledger.submit(b"x", "a.csv", [], [ERROR], "huzhou")
    again = ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
    assert again.accepted and not again.replay
    assert again.submission_id == "S000002"


def test_the_same_bytes_again_are_a_replay_and_change_nothing(ledger):
    first = ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
    again = ledger.submit(b"x", "renamed.csv", [entry()], [], "huzhou")
    assert again.replay and again.accepted
    assert (again.submission_id, again.sequence) == (first.submission_id, first.sequence)
    assert ledger.head() == 2


def test_an_old_file_sent_again_does_not_take_figures_back(ledger):
    ledger.submit(b"old", "a.csv", [entry(value="1")], [], "huzhou")
    ledger.submit(b"new", "b.csv", [entry(value="2")], [], "huzhou")
    assert ledger.submit(b"old", "a.csv", [entry(value="1")], [], "huzhou").replay
    assert [row["value"] for row in rows(ledger)] == ["1", "2"]


def test_the_same_bytes_of_another_account_are_a_submission_of_their_own(ledger):
    ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
    other = ledger.submit(b"x", "a.csv", [entry()], [], "province")
    assert not other.replay
    assert len(rows(ledger)) == 2


def test_withdrawing_is_an_act_and_the_figures_stay_on_record(ledger):
    receipt = ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
    sequence = ledger.withdraw(receipt.submission_id, "huzhou", "口径有误")

    assert sequence == 3
    (withdrawal,) = ledger.withdrawals()
    assert (withdrawal.submission_id, withdrawal.sequence) == (receipt.submission_id, 3)
    assert "口径有误" in ledger.acts()[-1].detail
    assert len(rows(ledger)) == 1
    assert ledger.submissions()[0].state == ActKind.WITHDRAWN


def test_withdrawn_bytes_may_be_submitted_anew(ledger):
    first = ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
    ledger.withdraw(first.submission_id, "huzhou", "误报")
    again = ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
    assert again.accepted and not again.replay


def test_only_an_accepted_submission_can_be_withdrawn(ledger):
    refused = ledger.submit(b"x", "a.csv", [], [ERROR], "huzhou")
    accepted = ledger.submit(b"y", "a.csv", [entry()], [], "huzhou")
    ledger.withdraw(accepted.submission_id, "huzhou", "误报")
    head = ledger.head()

    for submission_id, refusal in (
        (refused.submission_id, SubmissionNotInForce),
        (accepted.submission_id, SubmissionNotInForce),
        ("S999999", SubmissionUnknown),
    ):
        with pytest.raises(refusal):
            ledger.withdraw(submission_id, "huzhou", "误报")
    assert ledger.head() == head


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_withdrawal_states_its_reason(ledger, reason):
    receipt = ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
    with pytest.raises(ReasonMissing):
        ledger.withdraw(receipt.submission_id, "huzhou", reason)
    assert ledger.withdrawals() == []


@pytest.mark.parametrize("account", ["", "  ", "hu\nzhou", "\x00"])
def test_an_account_has_a_printable_name(ledger, account):
    with pytest.raises(AccountInvalid):
        ledger.submit(b"x", "a.csv", [entry()], [], account)
    assert ledger.head() == 0


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../../etc/cron.d/x.csv", "x.csv"),
        ("C:\\报送\\湖州.csv", "湖州.csv"),
        ("a\n\x00\u202eb.csv", "ab.csv"),
        ("\udcff.csv", "\\udcff.csv"),
        ("长" * 300, "长" * 255),
    ],
)
def test_a_file_name_is_a_label_and_no_path(ledger, name, label):
    ledger.submit(b"x", name, [entry()], [], "huzhou")
    assert ledger.submissions()[0].name == label


def test_batches_have_the_agreed_columns_and_order(ledger):
    for number in range(3):
        ledger.submit(bytes([number]), "a.csv", [entry(row) for row in (2, 3, 4, 5)], [], "huzhou")
    batches = list(ledger.figure_batches(batch_size=5))

    assert all(batch.schema == SCHEMA for batch in batches)
    assert [len(batch) for batch in batches] == [5, 5, 2]
    table = pa.Table.from_batches(batches)
    order = list(zip(table["sequence"].to_pylist(), table["row"].to_pylist(), strict=True))
    assert order == [(sequence, row) for sequence in (2, 4, 6) for row in (2, 3, 4, 5)]


def test_batches_between_two_acts(ledger):
    for number in range(3):
        ledger.submit(bytes([number]), "a.csv", [entry()], [], "huzhou")
    ledger.submit(b"bad", "a.csv", [entry()], [ERROR], "huzhou")

    assert [row["sequence"] for row in rows(ledger, after=2)] == [4, 6]
    assert [row["sequence"] for row in rows(ledger, after=2, until=5)] == [4]
    assert rows(ledger, after=ledger.head()) == []


def test_a_new_ledger_is_empty(ledger):
    assert (ledger.head(), ledger.head_hash()) == (0, "")
    assert rows(ledger) == ledger.acts() == ledger.withdrawals() == ledger.submissions() == []


@pytest.mark.parametrize(
    "statement", ["UPDATE figure SET value = '2'", "DELETE FROM figure", "DELETE FROM act"]
)
def test_the_database_itself_refuses_to_change_what_was_recorded(ledger, ledger_url, statement):
    ledger.submit(b"x", "a.csv", [entry()], [], "huzhou")
    engine = open_engine(address(ledger_url), create=False)
    with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()
    assert rows(ledger)[0]["value"] == "1"


def test_times_never_run_backwards(ledger_url):
    ticks = iter([NOON, NOON - timedelta(hours=3), NOON + timedelta(seconds=1)])
    with Ledger.open(ledger_url, read_clock=lambda: next(ticks)) as ledger:
        for number in range(3):
            ledger.submit(bytes([number]), "a.csv", [entry()], [], "huzhou")
        times = [submission.at for submission in ledger.submissions()]
        assert times == [NOON, NOON, NOON + timedelta(seconds=1)]
        assert ledger.acts()[0].at == "2026-03-01T12:00:00.000000+08:00"
        assert ledger.verify() == []


def test_submissions_name_account_and_operating_system_user(ledger):
    ledger.submit(b"x", "a.csv", [entry()], [], " 湖州市商务局 ", encoding="GB18030")
    (submission,) = ledger.submissions()
    assert (submission.account, submission.encoding) == ("湖州市商务局", "GB18030")
    assert all(act.os_user for act in ledger.acts())


def test_whoever_reads_figures_through_sqlalchemy_meets_exact_decimals(ledger, ledger_url):
    ledger.submit(b"x", "a.csv", [entry(2, "99999999999999.01"), entry(3, None)], [], "huzhou")
    engine = open_engine(address(ledger_url), create=False)
    with engine.begin() as connection:
        connection.execute(
            insert(figure).from_select(
                [column.name for column in figure.c],
                select(figure.c.submission_no, literal(4), *list(figure.c)[2:]).where(
                    figure.c.value == Decimal("99999999999999.0100")
                ),
            )
        )
        values = connection.scalars(select(figure.c.value).order_by(figure.c.row_no)).all()
    engine.dispose()
    assert values == [Decimal("99999999999999.01"), None, Decimal("99999999999999.01")]
