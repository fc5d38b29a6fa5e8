"""报送 from bytes to ledger: what is previewed is what is written, once."""

import hashlib
from datetime import date

import pytest

from dashboard.components.filing_parts import template
from dashboard.components.register import csv_bytes
from etl.collection import filing
from etl.ledger import ActKind, Ledger
from etl.period import Period
from etl.vocabulary import GAP_COLUMNS
from etl.warehouse import gaps, refresh
from etl.workspace import Workspace
from tests.page_rows import row
from tests.page_workspace import write_page_workspace

TERMS = filing.Terms("990100", "2026Q2", date(2026, 7, 20))
HEADER = "地区,指标,年份,季度,计数方式,数值,单位\n"
GOOD = (HEADER + "澜江市,跨境电商出口额,2026,2,本年累计,45,亿元\n").encode()
#: Last year's half, so that a trailing year can be worked out.
LAST_YEAR = (HEADER + "澜江市,跨境电商出口额,2025,2,本年累计,30,亿元\n").encode()


@pytest.fixture
def workspace(tmp_path):
    """A workspace of its own, built."""
    workspace = Workspace(write_page_workspace(tmp_path / "work"))
    refresh(workspace)
    before = filing.Terms("990100", "", date(2026, 7, 20))
    filing.record(workspace, filing.examine(workspace, LAST_YEAR, "a.csv", before), "市局", before)
    return workspace


def gap_of(rows, target_id):
    return next(one for one in rows if one["target_id"] == target_id)


def test_what_is_previewed_is_what_stands_after_writing(workspace):
    examined = filing.examine(workspace, GOOD, "good.csv", TERMS)
    assert examined.acceptable
    before = gaps(workspace, Period.parse("2026Q2"))
    previewed = filing.gaps_after(workspace, examined.entries, "2026Q2")
    filing.record(workspace, examined, "市局", TERMS)
    after = gaps(workspace, Period.parse("2026Q2"))
    assert previewed == after != before
    assert gap_of(before, "990100-01")["gap_to_target"] == 75
    assert gap_of(after, "990100-01")["gap_to_target"] == 60


def test_a_preview_writes_nothing(workspace):
    version, head = refresh(workspace), ledger_head(workspace)
    examined = filing.examine(workspace, GOOD, "good.csv", TERMS)
    filing.gaps_after(workspace, examined.entries, "2026Q2")
    assert (refresh(workspace), ledger_head(workspace)) == (version, head)


def test_exactly_the_bytes_previewed_are_kept(workspace):
    examined = filing.examine(workspace, GOOD, "good.csv", TERMS)
    filing.record(workspace, examined, "市局", TERMS)
    with Ledger.open(workspace.ledger_url) as ledger:
        assert examined.sha256 == hashlib.sha256(GOOD).hexdigest()
        assert ledger.original(examined.sha256) == GOOD


def test_a_second_confirmation_is_no_second_version(workspace):
    examined = filing.examine(workspace, GOOD, "good.csv", TERMS)
    first, _ = filing.record(workspace, examined, "市局", TERMS)
    head = ledger_head(workspace)
    second, _ = filing.record(workspace, examined, "市局", TERMS)
    assert second.replay and second.submission_id == first.submission_id
    assert ledger_head(workspace) == head


def test_writing_checks_again_whatever_was_shown(workspace):
    examined = filing.examine(workspace, GOOD, "good.csv", TERMS)
    other_city = filing.Terms("990200", "2026Q2", TERMS.today)
    receipt, now = filing.record(workspace, examined, "市局", other_city)
    assert not receipt.accepted and not now.acceptable
    assert "permission" in {problem.topic for problem in now.problems}


def test_a_refused_file_is_kept_without_figures(workspace):
    bad = GOOD.replace(b"45", "约45".encode())
    examined = filing.examine(workspace, bad, "bad.csv", TERMS)
    before = gaps(workspace, Period.parse("2026Q2"))
    receipt, _ = filing.record(workspace, examined, "市局", TERMS)
    assert not receipt.accepted
    assert gaps(workspace, Period.parse("2026Q2")) == before
    with Ledger.open(workspace.ledger_url) as ledger:
        assert ledger.original(examined.sha256) == bad
        assert ledger.submissions()[-1].state == ActKind.REFUSED


def test_a_file_that_is_no_table_is_refused_in_words(workspace):
    examined = filing.examine(workspace, b"PK\x03\x04" + bytes(100), "x.csv", TERMS)
    assert not examined.acceptable and examined.entries == ()
    assert all(problem.message("zh") and problem.message("en") for problem in examined.problems)


def test_the_empty_file_offered_passes_the_check_once_filled_in(workspace):
    lines = template([row(region_zh="澜江市", metric_zh="跨境电商出口额")], "2026Q2", "").decode("utf-8-sig")
    header, line = lines.splitlines()
    cells = dict(zip(header.split(","), line.split(","), strict=True)) | {"数值": "45"}
    filled = f"{header}\n{','.join(cells.values())}\n".encode()
    assert filing.examine(workspace, filled, "filled.csv", TERMS).acceptable


def test_the_downloaded_file_holds_the_columns_of_the_command_line_and_no_formula():
    text = csv_bytes([row(target_id="=1+1"), row(gap_to_target="-5")], "").decode("utf-8-sig")
    header, first, second = text.splitlines()
    assert header.split(",") == list(GAP_COLUMNS)
    assert first.startswith("'=1+1,") and ",-5," in second


def test_a_file_from_a_demonstration_says_so_in_every_row():
    lines = csv_bytes([row(), row()], "演示数据").decode("utf-8-sig").splitlines()
    assert all(line.endswith(",演示数据") for line in lines)


def ledger_head(workspace) -> int:
    with Ledger.open(workspace.ledger_url) as ledger:
        return ledger.head()
