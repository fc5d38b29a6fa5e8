"""Plan files: every format gives the same text, and hostile ones are refused in words."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from etl.extract.plan_problems import CATALOGUE
from etl.extract.reading import read_plan
from etl.extract.source import MAX_BYTES, MAX_CHARS
from etl.extract.worker import answer_to, read_bytes
from etl.problems import Refused, wording
from tests.plan_files import NUMBERING, archive, docx, paragraph, pdf, table

TITLE, GOAL = "云川市文旅行动方案(2026—2028年)", "到2028年，建成度假区12家以上。"
LINES = (TITLE, "一、目标", GOAL)
HTML = f"<html><head><title>x</title><script>var n = 99;</script></head><body><h1>{TITLE}</h1><p>一、目标</p><p>{GOAL}</p></body></html>"
FILES = {
    "utf-8": "\n".join(LINES).encode(),
    "gb18030": "\r\n".join(LINES).encode("gb18030"),
    "utf-16": "\n".join(LINES).encode("utf-16"),
    "html": HTML.encode(),
    "html in gb18030": HTML.encode("gb18030"),
    "docx": docx(*map(paragraph, LINES)),
    "docx numbered by Word": docx(
        paragraph(TITLE), paragraph("目标", 7), paragraph(GOAL), parts={"word/numbering.xml": NUMBERING}
    ),
    "pdf": pdf(LINES[:2], LINES[2:]),
}  # fmt: skip


def refused(data: bytes) -> str:
    """The name of the refusal, as the child hands it over."""
    return answer_to(data)["refused"][0]


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_every_format_gives_the_same_lines(data):
    text = read_bytes(data)[2]
    assert [line.strip() for line in text.splitlines() if line.strip()] == list(LINES)


def test_cells_of_tables_stay_apart_also_in_tables_of_tables():
    inner = table(["甲", "5家"])
    word = read_bytes(docx(table(["指标", "2027年目标"], [inner, "300张"])))[2]
    page = read_bytes(b"<table><tr><th>a</th><th>b</th></tr><tr><td><table><tr><td>c</td><td>5</td></tr></table></td><td>d</td></tr></table>")[2]
    assert word.splitlines() == ["指标\t2027年目标", "甲 5家\t300张"]
    assert page.splitlines() == ["a\tb", "c 5\td"]


def test_numbering_of_word_counts_by_levels():
    body = [paragraph("甲", 7), paragraph("乙", 7, 1), paragraph("丙", 7, 1), paragraph("丁", 7), paragraph("戊", 7, 1), paragraph("己")]
    lines = read_bytes(docx(*body, parts={"word/numbering.xml": NUMBERING}))[2].splitlines()
    assert lines == ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "己"]


def _locked_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(LINES))))
    writer.encrypt("secret", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "cccc">]>'
HOSTILE = {
    "nothing": (b"", "empty"),
    "blanks": (" \n\t".encode(), "empty"),
    "a page without words": (b"<html><body><script>1</script></body></html>", "empty"),
    "a picture": (b"\x89PNG\r\n", "type"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old_word"),
    "Word with a password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "a workbook": (archive({"xl/workbook.xml": "<a/>"}), "type"),
    "half an archive": (docx(paragraph(GOAL))[:80], "corrupt"),
    "a bomb": (docx(paragraph("1" * 120_000_000)), "inflated"),
    "a document type": (docx(paragraph(GOAL), prolog=DOCTYPE), "doctype"),
    "broken XML": (archive({"word/document.xml": "<w:document><w:p>"}), "corrupt"),
    "a name that leads outside": (archive({"word/document.xml": "<a/>", "../x": "1"}), "entry"),
    "a scanned PDF": (pdf([], []), "scanned"),
    "a PDF with a password": (_locked_pdf(), "encrypted"),
    "half a PDF": (pdf(LINES)[:200], "corrupt"),
    "bytes of no text": (b"\x00" * 500 + b"1", "binary"),
    "another encoding": (b"abc \xff\xff\xff def", "encoding"),
}  # fmt: skip


@pytest.mark.parametrize("data, code", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_read_is_refused_by_its_name(data, code):
    assert refused(data) == code


def test_the_child_hands_over_text_and_refusals():
    source = read_plan(FILES["docx"], "a.docx")
    assert (source.format, source.text.splitlines()) == ("docx", list(LINES))
    with pytest.raises(Refused) as caught:
        read_plan(HOSTILE["a scanned PDF"][0])
    assert caught.value.problems[0].found == "2"
    with pytest.raises(Refused) as caught:
        read_plan(("一" * (MAX_CHARS + 1)).encode())
    assert caught.value.problems[0].code == "plan.too_long"


def test_a_file_above_the_limit_starts_no_reading():
    with pytest.raises(Refused) as caught:
        read_plan(b"1" * (MAX_BYTES + 1))
    assert caught.value.problems[0].code == "plan.size"


def test_nesting_without_end_is_read():
    assert read_bytes(b"<table><tr><td>" * 20_000 + b"12")[0] == "html"
    assert read_bytes(docx("<w:tbl><w:tr><w:tc>" * 500 + paragraph("12") + "</w:tc></w:tr></w:tbl>" * 500))[2].strip() == "12"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_refusal_has_its_words(lang):
    assert {f"plan.{name}" for name in CATALOGUE} <= set(wording(lang))
