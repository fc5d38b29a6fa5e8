"""A log that nobody writes into but the program: one record is one line."""

import json
import logging

import pytest

from dashboard.log import JsonLines

FORGED = '330500.csv\n{"at": "2026-01-01T00:00:00.000+08:00", "level": "INFO", "message": "accepted"}'


def written(message: str, *arguments, error: BaseException | None = None) -> str:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("dashboard", logging.ERROR, __file__, 1, message, arguments, exc_info)
    return JsonLines().format(record)


@pytest.mark.parametrize("text", [FORGED, "a\r\nb", "\x1b[2J\x1b[31m", "a\u2028b\u2029c\x85d", "\u202egnp.exe", "\udcff", "\x00", 'a"}\\'])
def test_a_forged_line_stays_within_its_record(text):
    line = written("refused: %s", text)
    assert line.splitlines() == [line] and line.isprintable()
    assert json.loads(line)["message"] == f"refused: {text}"


def test_a_fault_is_one_record_with_its_traceback():
    try:
        raise ValueError(FORGED)
    except ValueError as error:
        line = written("page failed, reference %s", "湖州1234", error=error)
    assert line.splitlines() == [line] and "湖州1234" in line
    record = json.loads(line)
    assert record["level"] == "ERROR" and record["at"].endswith("+08:00")
    assert "Traceback" in record["traceback"] and FORGED in record["traceback"]
