"""A 数据截止时刻 that has not come: the command answers with what is known now and says so; pages take
it for none; the interface refuses it (`tests/rules/test_api_questions.py`)."""

from datetime import date, datetime

import pytest

from etl.__main__ import main
from etl.ledger.clock import SHANGHAI
from etl.warehouse import is_to_come, moment
from tests.page_workspace import AS_OF, write_page_workspace

TODAY = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026-01-31", False), ("2026-01-31T23:59", False), ("2026-02-01T00:00", True), ("2026-01-31T16:00Z", True), ("2026-02-01", True)],
)
def test_a_day_has_come_once_it_has_begun_in_shanghai(text, expected):
    assert is_to_come(moment(text), TODAY) is expected
    assert not is_to_come(datetime(2026, 1, 1, tzinfo=SHANGHAI), TODAY)


def test_the_command_answers_with_what_is_known_now_and_says_so(tmp_path, capsys):
    data = str(write_page_workspace(tmp_path / "work"))

    def asked(*known_at):
        code = main(["gaps", "--as-of", AS_OF, "--format", "csv", "--data", data, *known_at])
        return code, *capsys.readouterr()

    now, later = asked(), asked("--known-at", "2999-12-31")
    assert now[:2] == later[:2] and not now[2]
    assert "2999-12-31 23:59 还没有到" in later[2] and "has not come" in later[2]
    assert not asked("--known-at", "2025-12-31")[2]
