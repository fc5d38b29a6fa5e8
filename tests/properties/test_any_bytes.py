"""Whatever bytes arrive, the answer is a Filing or a refusal, and it is the same twice."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from etl.checks.report import as_json, as_text
from etl.checks.upload import check
from etl.decimals import canonical
from etl.decode import decode
from etl.parse import Filing, parse
from etl.period import Period
from etl.problems import Refused
from tests.intake_registers import HEADER, REGISTERS, row, table
from tests.xlsx_files import GOOD, SHEET, changed, good, parts, xlsx

WORDS = st.sampled_from(
    ["湖州市", "330500", "跨境电商出口额", "海外仓数", "2025", "4", "Q4", "386.75", '"1,386.75"', "约5", "亿元", "万元",
     "当季", "期末", "撤回", "零报送", "说明：补报三家企业", "", "—", '"', "\n", "\r\n", ",", "\t", "=", "１", "\x00", "\u200b"]
)  # fmt: skip
CELLS = st.one_of(WORDS, st.text(max_size=12), st.decimals(allow_nan=True, allow_infinity=True).map(str))
LINES = st.lists(CELLS, min_size=1, max_size=13).map(",".join)
TEXTS = st.lists(LINES, max_size=8).map(lambda lines: "\n".join([HEADER, *lines]))
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
ENCODED = st.builds(lambda text, encoding: text.encode(encoding, "ignore"), TEXTS, ENCODINGS)


def answer(data: bytes) -> Filing | list[str]:
    try:
        filing = parse(decode(data), REGISTERS)
    except Refused as refused:
        assert refused.problems
        return [problem.message(lang) for problem in refused.problems for lang in ("zh", "en")]
    problems = check(filing, REGISTERS, region="330500", period=Period.parse("2025Q4"), today=date(2026, 1, 15))
    as_json(filing, "", problems, REGISTERS, "zh")
    as_text("x", filing, problems, "en").encode()
    return filing


@settings(max_examples=150, deadline=None)
@given(st.one_of(ENCODED, st.binary(max_size=300)))
@example(b"\xef\xbb\xbf\xff")
@example(HEADER.encode() + b"\n" + "湖州市".encode("gbk"))
@example(b"sep=,\n")
def test_any_bytes_are_read_or_refused(data):
    assert answer(data) == answer(data)


@settings(max_examples=150, deadline=None)
@given(ENCODED, st.integers(0, 400), st.binary(max_size=3))
def test_damage_anywhere_is_read_or_refused(data, place, damage):
    answer(data[:place] + damage + data[place + 1 :])


WORKBOOK = xlsx(GOOD, good(quarter=3, value=0.125), formats={"F3": "0.0%"})
PIECES = st.sampled_from(
    [b'<row r="2">', b'<c r="F2">', b'<c r="A9" t="s"><v>5</v></c>', b"<v>1E9</v>", b"<f>A1</f>", b'<mergeCell ref="A1:Z9"/>', b't="e"',
     b't="d"', b's="3"', b"<!DOCTYPE a>", b"</sheetData>", b"<is><t>_xD800_</t></is>", b'hidden="1"', b"&#0;", b"\xff", b"]]>"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(parts(WORKBOOK)[SHEET])), st.integers(0, 12), st.one_of(PIECES, st.binary(max_size=3)))
def test_any_sheet_of_a_workbook_is_read_or_refused(place, left_out, piece):
    xml = parts(WORKBOOK)[SHEET]
    data = changed(WORKBOOK, {SHEET: xml[:place] + piece + xml[place + left_out :]})
    assert answer(data) == answer(data)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(WORKBOOK)), st.integers(0, 12), st.binary(max_size=3))
def test_any_damage_of_a_workbook_is_read_or_refused(place, left_out, piece):
    answer(WORKBOOK[:place] + piece + WORKBOOK[place + left_out :])


FIGURES = st.decimals(
    min_value=0, max_value=10**28 - 1, allow_nan=False, allow_infinity=False, places=10
)


@settings(max_examples=100, deadline=None)
@given(FIGURES, st.sampled_from(["utf-8", "gb18030", "utf-16"]), st.booleans())
def test_figures_survive_reading_digit_by_digit(value, encoding, has_separators):
    written = format(value, "f")
    if has_separators:
        written = f'"{value:,f}"'
    (entry,) = parse(decode(table(row(value=written)).encode(encoding)), REGISTERS).entries
    assert canonical(entry.value) == canonical(value)
