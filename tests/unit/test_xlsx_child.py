"""The process that reads uploads may die in any way; the one that asked lives and says so."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from etl.decode import decode
from etl.intake import child
from etl.intake.child import command, environment, read_sheet
from etl.intake.sheet import UPLOAD, Limits, Mark, Row, Sheet
from etl.intake.upload_problems import upload_problem
from etl.intake.wire import Garbled, answer_of, refusal_of, sheet_of
from etl.problems import Refused
from tests.intake_registers import row, table
from tests.xlsx_files import GOOD, with_sheet, xlsx

TEXT = table(row())


def refusal(data: bytes = TEXT.encode(), **options) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        read_sheet(data, **options)
    (problem,) = refused.value.problems
    assert problem.message("zh") and problem.message("en")
    return problem.code.removeprefix("upload."), problem.found


@pytest.fixture
def reader(monkeypatch):
    """Puts another program in the place of the reading process."""

    def put(code: str) -> None:
        monkeypatch.setattr(child, "command", lambda limits: [sys.executable, "-c", code])

    return put


@pytest.mark.parametrize("data", [TEXT.encode("gb18030"), ("\ufeff" + TEXT).encode("utf-16-le"), xlsx(GOOD)])
def test_the_answer_is_the_sheet_that_decoding_gives(data):
    assert read_sheet(data, "湖州.csv") == decode(data, "湖州.csv")


def test_a_refusal_is_the_one_that_decoding_gives():
    assert refusal("地区|指标|数值\n".encode()) == ("delimiter", "|")
    assert refusal(b"x" * 100, limits=Limits(bytes=99)) == ("file_size", "")


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os; os.abort()", "SIGABRT"),
        ("import sys; sys.exit(7)", "exit 7"),
        ("raise BaseException('panic')", "exit 1"),
        ("print('garbage')", "JSONDecodeError"),
        ("print('{}')", "KeyError"),
        ("print('[1]')", "TypeError"),
        ("print('[' * 100000)", "RecursionError"),
        ("import os; os.write(1, b'\\xff')", "UnicodeDecodeError"),
        ("pass", "JSONDecodeError"),
    ],
)
def test_a_reader_that_dies_or_talks_nonsense_is_one_clear_problem(reader, code, found):
    reader(code)
    assert refusal() == ("file_unreadable", found)


def test_a_reader_that_never_ends_is_ended(reader, monkeypatch):
    monkeypatch.setattr(child, "WALL_SECONDS", 0.3)
    reader("import time; time.sleep(600)")
    before = time.monotonic()
    assert refusal() == ("file_too_heavy", "")
    assert time.monotonic() - before < 60


def test_a_reader_that_never_stops_talking_is_ended(reader, monkeypatch):
    monkeypatch.setattr(child, "_MAX_ANSWER_BYTES", 100_000)
    reader("while True: print('x' * 1000)")
    assert refusal() == ("file_too_heavy", "")


def test_a_reader_that_does_not_listen_is_no_obstacle(reader):
    reader("import sys; sys.exit(3)")
    assert refusal(b"a,b\n" * 2_000_000) == ("file_too_heavy", "")


def confined(code: str) -> subprocess.CompletedProcess:
    """What a program may do within the limits of the reading process."""
    begin = "from etl.intake.worker import confine; confine(256, 1);"
    return subprocess.run([sys.executable, "-c", begin + code], env=environment(), capture_output=True, text=True)


def test_memory_is_limited():
    assert "MemoryError" in confined("bytearray(300_000_000)").stderr
    assert confined("bytearray(100_000_000)").returncode == 0


def test_processor_time_is_limited():
    assert -confined("\nwhile True: pass").returncode in (signal.SIGXCPU, signal.SIGKILL)


def test_no_file_can_be_written(tmp_path):
    ended = confined(f"open({str(tmp_path / 'x')!r}, 'wb', 0).write(b'x')")
    assert "OSError" in ended.stderr
    assert (tmp_path / "x").stat().st_size == 0


def test_a_file_that_needs_too_much_memory_is_refused(monkeypatch):
    monkeypatch.setattr(child, "MEMORY_MB", 60)
    rows = "".join(f'<row r="{number}"><c t="inlineStr"><is><t>{"湖" * 3000}</t></is></c></row>' for number in range(3, 6000))
    assert refusal(with_sheet("</sheetData>", rows + "</sheetData>")) == ("file_too_heavy", "")


def test_the_reading_process_gets_no_secrets_and_no_name(monkeypatch):
    monkeypatch.setenv("SECRET", "x")
    assert "SECRET" not in environment()
    assert "湖州" not in " ".join(command(UPLOAD))


def test_the_reading_process_starts_light():
    heavy = ("duckdb", "pyarrow", "sqlalchemy", "streamlit", "pandas", "openpyxl", "etl.registers")
    code = f"import sys, etl.intake.worker, etl.intake.xlsx; print([m for m in {heavy} if m in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


def test_the_reading_process_refuses_to_start_without_its_guard():
    code = "import defusedxml.expatreader as e; e.DefusedExpatParser.defused_start_doctype_decl = lambda *a: None\n"
    code += "from etl.intake.worker import _assert_document_types_are_refused as guard; guard()"
    ended = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True)
    assert "document types are not refused" in ended.stderr


# ------------------------------------------------------------------------- the answer


def test_a_sheet_survives_the_way():
    rows = (Row(1, ("地区", "\ud800")), Row(3, ("", "x"), (Mark(1, "cell_merged", "A1"), Mark(-1, "row_hidden", "x"))))
    problem = upload_problem("encoding_mixed", row=2, found="UTF-8", first="GB18030")
    sheet = Sheet("x", "utf-8", "xlsx", "abc", rows, (problem,), (4,))
    assert sheet_of(answer_of(sheet), "x", "abc") == sheet


def test_a_refusal_survives_the_way():
    problem = upload_problem("file_size", limit=10)
    with pytest.raises(Refused) as refused:
        sheet_of(refusal_of([problem]), "", "")
    assert refused.value.problems == [problem]


@pytest.mark.parametrize(
    "change",
    [
        {"rows": [[1, ["a"], [[0, "no_such_code", "", ""]]]]},
        {"rows": [["x", ["a"]]]},
        {"rows": 5},
        {"problems": [["no_such_code", 1, "", "", {}]]},
        {"problems": [["number", 1, "", "", {"a": [1]}]]},
        {"hidden_columns": ["x"]},
    ],
)
def test_an_answer_no_reader_gives_is_not_believed(change):
    told = {"encoding": "utf-8", "format": "csv", "rows": [], "problems": [], "hidden_columns": []} | change
    with pytest.raises(Garbled):
        sheet_of(json.dumps(told).encode(), "", "")


def test_nothing_is_left_running():
    before = set(os.listdir("/proc"))
    read_sheet(TEXT.encode())
    left = [pid for pid in set(os.listdir("/proc")) - before if pid.isdigit() and _is_child(pid)]
    assert left == []


def _is_child(pid: str) -> bool:
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rsplit(")", 1)[1].split()[1] == str(os.getpid())
    except OSError:
        return False
