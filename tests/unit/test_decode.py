"""Bytes → Sheet: encodings, the strict reader, limits."""

import gzip
import hashlib

import pytest

from etl.decode import PUBLISHED, Limits, decode
from etl.intake.delimited import records
from etl.problems import Refused

TEXT = "地区,指标,数值\n湖州市,跨境电商出口额,386.75\n"


#: How old Office files begin.
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def marked(content: str, encoding: str) -> bytes:
    """Text in an encoding, with a byte-order mark where that is what tells it."""
    return ("\ufeff" + content if encoding.startswith("utf-16") else content).encode(encoding)


def rows(content: bytes | str) -> list[tuple[int, tuple[str, ...]]]:
    data = content if isinstance(content, bytes) else content.encode()
    return [(row.number, row.cells) for row in decode(data).rows]


def refusal(data: bytes, **options) -> list[tuple[int | None, str]]:
    with pytest.raises(Refused) as refused:
        decode(data, **options)
    return [(problem.row, problem.code.removeprefix("upload.")) for problem in refused.value.problems]


def row_faults(content: str) -> list[tuple[int | None, str]]:
    problems = decode(content.encode()).problems
    return [(problem.row, problem.code.removeprefix("upload.")) for problem in problems]


@pytest.mark.parametrize(
    ("encoding", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gbk", "gb18030"), ("gb18030", "gb18030"),
     ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")],
)  # fmt: skip
def test_every_encoding_gives_the_same_cells(encoding, found):
    sheet = decode(marked(TEXT, encoding), "湖州.csv")
    assert (sheet.encoding, sheet.format) == (found, "csv")
    assert [row.cells for row in sheet.rows] == [row.cells for row in decode(TEXT.encode()).rows]


def test_four_byte_characters_of_gb18030():
    assert decode("地区\n㐂𠮷村\n".encode("gb18030")).rows[1].cells == ("㐂𠮷村",)


def test_the_digest_is_that_of_the_bytes():
    data = TEXT.encode("gb18030")
    assert decode(data).sha256 == hashlib.sha256(data).hexdigest()


def test_one_short_gbk_row_is_not_guessed_from_statistics():
    assert decode("地区,指标\n泰安市,1\n".encode("gbk")).rows[1].cells == ("泰安市", "1")


def test_two_encodings_in_one_file_are_refused_at_the_first_line_of_the_other():
    utf8, gbk = "湖州市,出口额\n".encode(), "嘉兴市,出口额\n".encode("gbk")
    assert refusal(utf8 + utf8 + gbk) == [(3, "encoding_mixed")]
    assert refusal(gbk + utf8) == [(2, "encoding_mixed")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_cut_inside_a_character_names_its_last_row(encoding):
    assert refusal("地区\n湖州市\n嘉兴市".encode(encoding)[:-1]) == [(3, "encoding_cut")]


def test_bytes_of_no_encoding_are_refused_at_their_row():
    assert refusal(b"a,b\n1,2\n\xff\xff,3\n") == [(3, "encoding_unknown")]


def test_unicode_text_of_spreadsheets_is_utf16_with_tabs():
    content = TEXT.replace(",", "\t").replace("\n", "\r\n").replace("386.75", '"1,386.75"')
    assert rows(marked(content, "utf-16-le"))[1] == (2, ("湖州市", "跨境电商出口额", "1,386.75"))


def test_utf16_holds_line_feeds_and_null_bytes_inside_its_characters():
    assert rows(marked("地区,备注\n上上,ab\n", "utf-16-le"))[1] == (2, ("上上", "ab"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_cut_or_broken_names_its_row(encoding):
    assert refusal(marked("地区\n湖州市\n嘉兴市", encoding)[:-1]) == [(3, "encoding_cut")]
    low_half = "\udc00".encode(encoding, "surrogatepass")
    assert refusal(marked("地区\n", encoding) + low_half + "湖州".encode(encoding)) == [(2, "encoding_unknown")]


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_utf32_is_refused_clearly(encoding):
    assert refusal("\ufeff地区,指标\n".encode(encoding)) == [(None, "encoding_utf32")]


def test_utf16_without_its_mark_is_binary():
    assert refusal((TEXT * 20).encode("utf-16-le"))[0][1] == "file_binary"


def test_replacement_characters_and_their_second_life_are_garbled_rows():
    assert row_faults("地区,指标\n锟斤拷,1\n湖州市,2\n\ufffd市,3\n") == [
        (2, "encoding_garbled"),
        (4, "encoding_garbled"),
    ]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (COMPOUND + b"rest", "OLE"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "doc"),
        (COMPOUND + "Workbook".encode("utf-16-le"), "BIFF8"),
        (COMPOUND + "Book".encode("utf-16-le"), "BIFF5"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "BIFF"),
        (gzip.compress(TEXT.encode(), mtime=0), "gzip"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<html><table>", "HTML"),
        ("\ufeff<html><table>".encode("utf-16-le"), "HTML"),
        (b"MIME-Version: 1.0\r\n", "MHTML"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><a/>', "XML"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "XML 2003"),
    ],
)
def test_other_files_are_told_by_their_content_whatever_their_name(data, found):
    with pytest.raises(Refused) as refused:
        decode(data, "数据.csv")
    (problem,) = refused.value.problems
    assert (problem.topic, problem.found) == ("file_type", found)


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n \r\n\t\n", b",,,\n,,,\n"])
def test_nothing_in_it(data):
    assert refusal(data) == [(None, "file_empty")]


def test_control_characters_are_named_at_their_row_and_never_shown_raw():
    sheet = decode("地区,备注\n湖州市,\x1b[31m红\n嘉兴市,好\n衢州市,\x00\n".encode())
    assert [(problem.row, problem.found) for problem in sheet.problems] == [(2, "U+001B"), (4, "U+0000")]
    assert [row.number for row in sheet.rows] == [1, 3]


@pytest.mark.parametrize("form", [".xls", "HTML", "XML 2003"])
def test_old_and_disguised_spreadsheets_are_told_to_save_as_xlsx(form):
    data = {
        ".xls": COMPOUND + "Workbook".encode("utf-16-le"),
        "HTML": b"<table><tr><td>1</td></tr></table>",
        "XML 2003": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    }[form]
    with pytest.raises(Refused) as refused:
        decode(data, "数据.xlsx")
    (problem,) = refused.value.problems
    assert problem.topic == "file_type"
    assert "另存为 .xlsx" in problem.message("zh") and "save it as .xlsx" in problem.message("en")
    assert form in problem.message("zh") or problem.found == form


def test_a_workbook_with_a_password_is_no_old_spreadsheet():
    assert refusal(COMPOUND + "EncryptedPackage".encode("utf-16-le")) == [(None, "file_encrypted")]


def test_a_file_full_of_null_bytes_is_binary():
    assert refusal(b"a,b\n" + bytes(5000)) == [(None, "file_binary")]


# ------------------------------------------------------------------ the strict reader


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_and_a_missing_last_one(ending):
    assert rows(ending.join(["a,b", "1,2", "3,4"])) == [(1, ("a", "b")), (2, ("1", "2")), (3, ("3", "4"))]


def test_mixed_line_endings():
    assert [cells for _, cells in rows("a,b\r\n1,2\n3,4\r5,6")] == [("a", "b"), ("1", "2"), ("3", "4"), ("5", "6")]


def test_quoted_cells_with_comma_quote_and_line_break():
    assert rows('a,"b"\n"1,386.75","他说""好""\n第二行"\nx,y\n') == [
        (1, ("a", "b")),
        (2, ("1,386.75", '他说"好"\n第二行')),
        (3, ("x", "y")),
    ]


def test_other_line_breaks_of_unicode_are_text():
    assert rows("a,b\n1\u2028\u20292,3\n")[1] == (2, ("1\u2028\u20292", "3"))


def test_blank_rows_are_left_out_but_counted():
    assert rows("a,b\n\n,\n1,2\n , \n") == [(1, ("a", "b")), (4, ("1", "2"))]


def test_a_bare_quote_refuses_its_row_and_the_rest_is_still_read():
    content = 'a,b\n1"5,2\n3,4\n"5"x,6\n7,8\n'
    assert row_faults(content) == [(2, "quote_bare"), (4, "quote_trailing")]
    assert [number for number, _ in rows(content)] == [1, 3, 5]


def test_a_quote_that_never_closes_is_reported_where_it_opened():
    assert row_faults('a,b\n1,2\n3,"4\n5,6\n7,8\n') == [(3, "quote_open")]


def test_a_quote_that_closes_in_a_later_row_is_reported_where_it_opened():
    # what follows can no longer be numbered as the person sees it
    content = 'a,b\n1,"2\n3,"4"\n5"6,7\n'
    assert row_faults(content) == [(2, "quote_trailing")]


def test_a_blank_before_a_quote_is_no_quoted_cell():
    assert row_faults('a,b\n1, "2"\n') == [(2, "quote_bare")]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_tab_and_semicolon_are_read_exactly(delimiter):
    assert rows(f"a{delimiter}b{delimiter}c\n1,5{delimiter}2{delimiter}3\n")[1] == (2, ("1,5", "2", "3"))


@pytest.mark.parametrize("delimiter", ["，", "|"])
def test_other_separators_are_refused_not_read_as_one_column(delimiter):
    assert refusal(f"地区{delimiter}指标{delimiter}数值\n湖州市{delimiter}x{delimiter}1\n".encode()) == [
        (None, "delimiter")
    ]


def test_a_declared_separator_is_obeyed_and_is_no_row_a_person_sees():
    assert rows("sep=;\na;b\n1,5;2\n") == [(1, ("a", "b")), (2, ("1,5", "2"))]
    assert refusal(b"sep=|\na|b\n") == [(None, "delimiter")]


# -------------------------------------------------------------------------- limits


def test_size_rows_columns_and_cells_are_limited():
    small = Limits(bytes=60, rows=3, lines=10, cells=4, cell_chars=5)
    assert refusal(b"a" * 61, limits=small) == [(None, "file_size")]
    assert refusal(b"a\n" * 5, limits=small) == [(5, "too_long")]
    assert refusal(b"a,b\n1,2,3,4,5\n", limits=small) == [(2, "too_wide")]
    assert refusal(b'a,b\n"1",2,3,4,5\n', limits=small) == [(2, "too_wide")]
    assert [problem.row for problem in decode(b"a,b\n123456,2\n1,2\n", limits=small).problems] == [2]


def test_twenty_thousand_rows_pass_and_one_more_does_not():
    line = b"a,b\n"
    assert len(decode(line * 20_001).rows) == 20_001  # with the header line
    assert refusal(line * 20_002) == [(20_002, "too_long")]
    assert len(decode(line * 20_002, limits=PUBLISHED).rows) == 20_002


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a," * 1_000_000, "too_wide"),
        (b'"a",' * 1_000_000, "too_wide"),
        (b'"' * 1_999_999, "quote_open"),
        (b'"\n' * 2_000_000, "too_long"),
        (b"\xff\xff\n" * 2_000_000, "too_long"),
        (b"x" * 9_000_000, "cell_too_long"),
    ],
)
def test_hostile_shapes_are_refused(data, code):
    try:
        problems = decode(data).problems
    except Refused as refused:
        problems = refused.problems
    assert [problem.code for problem in problems] == [f"upload.{code}"]


class CountedText(str):
    """Text that counts how many characters searches through it were allowed to cover."""

    looked_at = 0

    def find(self, sub, start=0, end=None):
        end = len(self) if end is None else end
        found = super().find(sub, start, end)
        CountedText.looked_at += (end if found < 0 else found) - start
        return found


@pytest.mark.parametrize("line", ["a,b\n", '"a",b\n', '"a\n""b",c\n', 'a"b,c\n'])
def test_reading_looks_at_each_character_a_bounded_number_of_times(line):
    looked_at = []
    for repeats in (500, 1000):
        CountedText.looked_at = 0
        list(records(CountedText(line * repeats), ",", 200))
        looked_at.append(CountedText.looked_at)
    assert looked_at[1] <= 2 * looked_at[0] + len(line)
