"""报送 without the page: what is previewed is what counts once signed, and what the pages offer to download."""

import hashlib

import pytest

from dashboard.components.register import csv_bytes
from dashboard.components.template_parts import backfill_table
from etl.collection import filing
from etl.collection.filing import Terms
from etl.ledger import Ledger
from etl.period import Period
from etl.vocabulary import GAP_COLUMNS
from etl.warehouse import gaps, refresh
from tests import collection_world as world
from tests.collection_world import NOW, QUARTER, accepted, at, examined, head, one_figure, signed, submitted
from tests.page_rows import row

GOOD = one_figure("45")
#: Last year's half, so that a trailing year can be worked out.
LAST_YEAR = one_figure("30", quarter="2025Q2")


@pytest.fixture
def workspace(world_copy):
    """The world with the figures of a year ago, and its clock."""
    with at(NOW):
        accepted(world_copy, LAST_YEAR, under=Terms("990100", "", NOW.date()))
        yield world_copy


def gap_of(rows, target_id):
    return next(one for one in rows if one["target_id"] == target_id)


def test_what_is_previewed_is_what_stands_after_the_last_signature(workspace):
    found = examined(workspace, GOOD)
    before = gaps(workspace, Period.parse(QUARTER))
    previewed = filing.gaps_after(workspace, found.entries, QUARTER)
    receipt = filing.submit(workspace, world.REPORTER, found, world.terms())
    refresh(workspace)
    assert gaps(workspace, Period.parse(QUARTER)) == before, "nothing counts before it is signed"
    signed(workspace, receipt.submission_id)
    after = gaps(workspace, Period.parse(QUARTER))
    assert previewed == after != before
    assert gap_of(before, "990100-01")["gap_to_target"] == 75
    assert gap_of(after, "990100-01")["gap_to_target"] == 60


def test_a_preview_writes_nothing(workspace):
    version, last = refresh(workspace), head(workspace)
    found = examined(workspace, GOOD)
    filing.gaps_after(workspace, found.entries, QUARTER)
    assert (refresh(workspace), head(workspace)) == (version, last)


def test_exactly_the_bytes_previewed_are_kept(workspace):
    found = examined(workspace, GOOD)
    filing.submit(workspace, world.REPORTER, found, world.terms())
    with Ledger.open(workspace.ledger_url) as ledger:
        assert found.sha256 == hashlib.sha256(GOOD).hexdigest()
        assert ledger.original(found.sha256) == GOOD


def test_a_second_confirmation_is_no_second_submission(workspace):
    first, last = submitted(workspace, GOOD), head(workspace)
    second = submitted(workspace, GOOD)
    assert second.replay and second.submission_id == first.submission_id
    assert head(workspace) == last


def test_a_file_that_is_no_table_is_refused_in_words(workspace):
    found = examined(workspace, b"PK\x03\x04" + bytes(100))
    assert not found.acceptable and not found.entries
    assert all(problem.message("zh") and problem.message("en") for problem in found.problems)


def test_the_table_for_past_quarters_passes_the_check_once_filled_in(workspace):
    lines = backfill_table([row(region_zh="澜江市", metric_zh="跨境电商出口额")], ["2024Q4", "2024Q3"], "")
    header, first, second = lines.decode("utf-8-sig").splitlines()
    filled = [header]
    for line, value in ((first, "48"), (second, "66")):
        cells = dict(zip(header.split(","), line.split(","), strict=True)) | {"数值": value}
        filled.append(",".join(cells.values()))
    found = examined(workspace, "\n".join(filled).encode(), Terms("990100", "", NOW.date()))
    assert found.acceptable
    assert [str(entry.period) for entry in found.entries] == ["2024Q3", "2024Q4"]


def test_the_downloaded_file_holds_the_columns_of_the_command_line_and_no_formula():
    text = csv_bytes([row(target_id="=1+1"), row(gap_to_target="-5")], "").decode("utf-8-sig")
    header, first, second = text.splitlines()
    assert header.split(",") == list(GAP_COLUMNS)
    assert first.startswith("'=1+1,") and ",-5," in second


def test_a_file_from_a_demonstration_says_so_in_every_row():
    lines = csv_bytes([row(), row()], "演示数据").decode("utf-8-sig").splitlines()
    assert all(line.endswith(",演示数据") for line in lines)
