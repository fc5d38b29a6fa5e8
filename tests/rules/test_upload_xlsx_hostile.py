"""Workbooks that are damaged, dressed up or meant to do harm: each is refused in its own words."""

import gzip
import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest

from etl.decode import decode
from etl.intake import package
from etl.problems import Refused
from tests.xlsx_files import GOOD, SHEET, changed, good, parts, with_sheet, xlsx, zipped


def refusal(data: bytes) -> tuple[str, str]:
    """Topic and what was found; both languages have words for it."""
    with pytest.raises(Refused) as refused:
        decode(data, "报送.xlsx")
    (problem,) = refused.value.problems
    assert problem.message("zh") and problem.message("en")
    return problem.topic, problem.found


# --------------------------------------------------------------------- what inflates


def test_a_small_file_that_inflates_to_much_is_refused_from_its_directory():
    bomb = changed(xlsx(GOOD), {"xl/media/image1.bin": bytes(70_000_000)})
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    assert refusal(bomb) == ("zip_bomb", "70 MB")
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def understated(data: bytes, part: str, size: int, checksum: int | None = None) -> bytes:
    """The workbook with another size, and checksum, of one part in both places that tell it."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        local = container.getinfo(part).header_offset
    central = data.rindex(b"PK\x01\x02", 0, data.rindex(part.encode()))
    lying = bytearray(data)
    for header, offset in ((local, 14), (central, 16)):
        if checksum is not None:
            struct.pack_into("<I", lying, header + offset, checksum)
        struct.pack_into("<I", lying, header + offset + 8, size)
    return bytes(lying)


def test_a_directory_that_understates_does_not_let_more_through():
    honest = changed(xlsx(GOOD), {"xl/media/image1.bin": bytes(70_000_000)})
    lying = understated(honest, "xl/media/image1.bin", 1_000)
    tracemalloc.start()
    assert refusal(lying) == ("corrupt", "xl/media/image1.bin")
    decode(understated(honest, "xl/media/image1.bin", 1_000, zlib.crc32(bytes(1_000))))  # reads no more than that
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_what_inflates_is_counted_again_whatever_the_directory_said(monkeypatch):
    monkeypatch.setattr(package.Package, "_look_at_directory", lambda self: None)
    assert refusal(changed(xlsx(GOOD), {"xl/media/image1.bin": bytes(70_000_000)})) == ("zip_bomb", "> 64 MB")


def test_too_many_parts():
    assert refusal(changed(xlsx(GOOD), {f"x/{number}.xml": b"" for number in range(1_000)}))[0] == "zip_bomb"


def test_a_directory_of_many_entries_is_refused_before_it_is_read():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as container:
        for number in range(20_000):
            container.writestr(str(number), b"")
    tracemalloc.start()
    assert refusal(content.getvalue())[0] == "zip_bomb"
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_one_cell_in_the_last_corner_of_a_sheet():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert refusal(with_sheet("</sheetData>", far))[0] == "too_wide"


def test_a_declared_dimension_is_not_believed():
    data = with_sheet('<dimension ref="A1:K2" />', '<dimension ref="A1:XFD1048576" />')
    assert [row.number for row in decode(data).rows] == [1, 2]


def test_more_rows_than_a_sheet_may_have():
    rows = "".join(f'<row r="{number}"><c><v>1</v></c></row>' for number in range(3, 20_010))
    assert refusal(with_sheet("</sheetData>", rows + "</sheetData>"))[0] == "too_long"


def test_a_merge_over_the_whole_sheet_costs_nothing():
    data = with_sheet("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A3:XFD1048576"/></mergeCells>')
    assert decode(data).rows[1].marks == ()


def test_merges_beyond_all_measure_are_refused():
    merges = '<mergeCell ref="A2:K2"/>' * 20_000
    data = with_sheet("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")
    assert refusal(data)[0] == "merged"


# ------------------------------------------------------------------------------- XML

LAUGHS = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">'


@pytest.mark.parametrize("declaration", [LAUGHS, OUTSIDE, "<!DOCTYPE a>"])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/theme/theme1.xml", "[Content_Types].xml", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_document_type_in_any_part_is_refused(declaration, part, encoding):
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    text = declaration + parts(xlsx(GOOD))[part].decode().removeprefix('<?xml version="1.0"?>')
    assert refusal(changed(xlsx(GOOD), {part: mark + text.encode(encoding)}))[0] == "xml"


def test_a_document_type_across_two_pieces_of_a_part_is_found():
    padding = "<a>" + " " * (65_536 - 8)
    assert refusal(changed(xlsx(GOOD), {"xl/x.xml": (padding + LAUGHS).encode()}))[0] == "xml"


def test_an_entity_in_text_is_only_text():
    (row,) = decode(xlsx(good(note="&lt;!DOCTYPE a> &b;"))).rows[1:]
    assert row.cells[-1] == "&lt;!DOCTYPE a> &b;"


@pytest.mark.parametrize("broken", ["<row", '<row r="1">', '<row r="0">', '<row r="x">', '<row r="99999999999999999999999">'])
def test_broken_xml_is_damage(broken):
    assert refusal(with_sheet('<row r="2">', broken)) == ("corrupt", SHEET)


@pytest.mark.parametrize("cell", ['<c r="C3"', '<c r="2C"', '<c r="AAAA2"', '<c r="B2"', '<c r="C02"', '<c r="c2"', '<c s="x"'])
def test_cells_out_of_place_are_damage(cell):
    assert refusal(with_sheet('<c r="C2"', cell)) == ("corrupt", SHEET)


@pytest.mark.parametrize("row", ['<row r="1048577"><c><v>1</v></c></row>', '<row r="3"><c t="s"><v>-1</v></c></row>'])
def test_rows_and_texts_that_cannot_be_are_damage(row):
    assert refusal(with_sheet("</sheetData>", row + "</sheetData>"))[0] == "corrupt"


def test_one_cell_twice_is_damage_not_the_last_one():
    assert refusal(with_sheet('<c r="F2"', '<c r="F2"><v>1</v></c><c r="F2"'))[0] == "corrupt"


# ------------------------------------------------------------------- macros, passwords


def test_a_macro_workbook_under_another_name_is_refused():
    assert refusal(changed(xlsx(GOOD), {"xl/vbaProject.bin": b"x"})) == ("macro", "xl/vbaProject.bin")
    types = parts(xlsx(GOOD))["[Content_Types].xml"]
    enabled = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert refusal(changed(xlsx(GOOD), {"[Content_Types].xml": enabled})) == ("macro", "macroEnabled")


def test_encrypted_entries_need_their_password_removed():
    data = bytearray(xlsx(GOOD))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert refusal(bytes(data))[0] == "encrypted"


# ------------------------------------------------------------------------ damage, disguise


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_a_truncated_workbook_is_damaged(share):
    data = xlsx(GOOD)
    assert refusal(data[: int(len(data) * share)])[0] == "corrupt"


def test_a_flipped_bit_in_the_sheet_is_damage():
    data = xlsx(GOOD)
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        place = container.getinfo(SHEET).header_offset + 30 + len(SHEET) + 40
    assert refusal(data[:place] + bytes([data[place] ^ 4]) + data[place + 1 :])[0] == "corrupt"


def test_a_missing_sheet_or_listing_is_damage():
    assert refusal(changed(xlsx(GOOD), {SHEET: None}))[0] == "corrupt"
    assert refusal(changed(xlsx(GOOD), {"[Content_Types].xml": None}))[0] == "corrupt"
    assert refusal(changed(xlsx(GOOD), {"_rels/.rels": None}))[0] == "corrupt"
    assert refusal(changed(xlsx(GOOD), {"xl/workbook.xml": None}))[0] == "corrupt"


def typed(kind: str) -> bytes:
    types = f'<Types><Override PartName="/x" ContentType="application/vnd.{kind}.main+xml"/></Types>'
    return zipped([("[Content_Types].xml", types.encode())])


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (typed("openxmlformats-officedocument.wordprocessingml.document"), "docx"),
        (typed("openxmlformats-officedocument.presentationml.presentation"), "pptx"),
        (typed("ms-excel.sheet.binary.macroEnabled"), "xlsb"),
        (zipped([("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), "ods"),
        (zipped([("报送.csv", b"a,b")]), "zip"),
        (gzip.compress(b"a,b", mtime=0), "gzip"),
    ],
)
def test_other_files_in_a_container_are_named(data, found):
    assert refusal(data) == ("file_type", found)


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "..\\evil.xml", "C:/evil.xml", "xl/../../evil.xml"])
def test_a_part_that_leads_outside_is_refused(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refusal(changed(xlsx(GOOD), {name: b"<a/>"})) == ("security", name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("again", [SHEET, SHEET.upper()])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(again):
    entries = [*parts(xlsx(GOOD)).items(), (again, parts(xlsx(good(value=999)))[SHEET])]
    assert refusal(zipped(entries)) == ("security", again)


def test_an_unknown_compression_is_damage():
    assert refusal(zipped(parts(xlsx(GOOD)).items(), zipfile.ZIP_BZIP2))[0] == "corrupt"


def test_workbooks_are_opened_with_the_guarded_parser_though_lxml_is_there():
    import lxml  # noqa: F401
    import openpyxl

    assert not openpyxl.LXML and openpyxl.DEFUSEDXML
