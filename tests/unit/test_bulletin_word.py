"""The bulletin as a Word document."""

from dataclasses import replace

import pytest

from dashboard.report.bulletin import Bulletin, Part
from dashboard.report.word import word_bytes
from etl.office_file import archive, parts_of
from tests import bulletin_example as example
from tests.bulletin_files import W, part_names, schema_faults, texts, word_paragraphs, xml

STORIES = ("word/header1.xml", "word/header2.xml", "word/footer1.xml", "word/footer2.xml")
HOSTILE = ("=cmd|'/c calc'!A1", "</w:t></w:r><w:p/>", "#set page(width: 1pt)", "&lt;b&gt; & \"x\"", "_x000D_ $1 \\1")


@pytest.fixture(scope="module", params=["zh", "en"])
def bulletin(request) -> Bulletin:
    return example.bulletin() if request.param == "zh" else example.english()


@pytest.fixture(scope="module")
def written(bulletin) -> bytes:
    return word_bytes(bulletin)


def test_every_text_stands_in_the_document(bulletin, written):
    said = "\n".join([*word_paragraphs(written), *(one for part in STORIES for one in word_paragraphs(written, part))])
    assert [text for text in texts(bulletin) if text not in said] == []


def test_addressee_and_issuer_stand_where_they_belong():
    bulletin = example.bulletin(rows=0)
    styles = [(one.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(one.itertext())) for one in _body(word_bytes(bulletin))]
    title, date = (place for place, (style, _) in enumerate(styles) if style in ("Title", "Date"))
    assert styles[title + 1] == ("Addressee", bulletin.addressee) and styles[date - 1] == ("Issuer", bulletin.issuer)
    bare = _body(word_bytes(replace(bulletin, addressee="", issuer="")))
    assert not {one.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for one in bare} & {"Addressee", "Issuer"}


def _body(written: bytes) -> list:
    return xml(written, "word/document.xml").findall(f"{W}body/{W}p")


def test_it_is_valid_by_the_schema(written, tmp_path):
    assert schema_faults(written, tmp_path / "bulletin.docx") == []


def test_what_the_schema_forbids_would_be_found(written, tmp_path):
    """The order of elements is what goes wrong; a test that cannot fail would not say so."""
    right, wrong = b'<w:tblLayout w:type="fixed"/><w:tblLook', b'<w:tblCaption w:val="x"/><w:tblLayout w:type="fixed"/><w:tblLook'
    swapped = archive((name, part.replace(right, wrong)) for name, part in parts_of(written))
    assert schema_faults(swapped, tmp_path / "swapped.docx")


def test_equal_bulletins_are_equal_bytes(bulletin, written):
    assert word_bytes(replace(bulletin)) == written


def test_charts_of_the_same_caption_are_all_drawn():
    part = Part("一", (), charts=(example.chart(3), example.chart(4)))
    document = xml(word_bytes(replace(example.bulletin(rows=0), parts=(part,))), "word/document.xml")
    described = [one.get("descr") for one in document.iter("{*}docPr")]
    assert len(described) == 2 and described[0] != described[1]


def test_its_time_is_that_of_the_data_and_nothing_tells_who_made_it(written, bulletin):
    said = {one.tag.rpartition("}")[2]: one.text for one in xml(written, "docProps/core.xml")}
    assert said["title"] == bulletin.title
    assert said["language"] == {"zh": "zh-CN", "en": "en-US"}[bulletin.lang]
    assert said["created"] == said["modified"] == "2026-10-31T00:30:00Z"
    assert not any(said.get(name) for name in ("creator", "lastModifiedBy", "description"))
    assert not {"docProps/app.xml", "docProps/thumbnail.jpeg"} & set(part_names(written))


def test_pages_are_those_of_the_standard(written):
    upright, turned = xml(written, "word/document.xml").iter(f"{W}sectPr")
    margins = {name: round(int(upright.find(f"{W}pgMar").get(f"{W}{name}")) / 20 / 72 * 25.4) for name in ("top", "bottom", "left", "right")}
    assert margins == {"top": 37, "bottom": 35, "left": 28, "right": 26}
    assert turned.find(f"{W}pgSz").get(f"{W}orient") == "landscape"


@pytest.mark.parametrize(("style", "face", "half_points"), [
    ("Title", "方正小标宋简体", "44"), ("BodyText", "仿宋_GB2312", "32"), ("Heading1", "黑体", "32"), ("Heading2", "楷体_GB2312", "32"),
    ("Footer", "宋体", "28"),
])  # fmt: skip
def test_faces_and_sizes_are_those_of_the_standard(style, face, half_points):
    styles = {one.get(f"{W}styleId"): one for one in xml(word_bytes(example.bulletin(rows=1)), "word/styles.xml").iter(f"{W}style")}
    assert styles[style].find(f".//{W}rFonts").get(f"{W}eastAsia") == face
    assert styles[style].find(f".//{W}sz").get(f"{W}val") == half_points


def test_punctuation_may_hang_over_the_end_of_a_line(written):
    """Where it may not, or nothing is said, LibreOffice leaves some of it out."""
    normal = next(one for one in xml(written, "word/styles.xml").iter(f"{W}style") if one.get(f"{W}styleId") == "Normal")
    assert normal.find(f"{W}pPr/{W}overflowPunct").attrib == {}


def test_a_missing_face_names_what_stands_in_for_it(written):
    others = {one.get(f"{W}name"): one.find(f"{W}altName").get(f"{W}val") for one in xml(written, "word/fontTable.xml")}
    assert "仿宋" in others["仿宋_GB2312"].split(",")
    assert "楷体" in others["楷体_GB2312"].split(",")


def test_every_cell_stands_in_its_place(bulletin, written):
    tables = {}
    for table in xml(written, "word/document.xml").iter(f"{W}tbl"):
        rows = [["".join(cell.itertext(f"{W}t")) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]
        tables[table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")] = rows
    for grid in (grid for part in bulletin.parts for grid in part.grids):
        assert tables[grid.caption] == [[heading.name for heading in grid.headings], *map(list, grid.rows)]


def test_tables_repeat_their_head_and_split_no_row(bulletin, written):
    tables = list(xml(written, "word/document.xml").iter(f"{W}tbl"))
    assert len(tables) == sum(len(part.grids) for part in bulletin.parts)
    for table in tables:
        rows = table.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_no_table_is_wider_than_its_page(written):
    widths = [sum(int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")) for table in xml(written, "word/document.xml").iter(f"{W}tbl")]
    upright, turned = 156 / 25.4 * 1440, 225 / 25.4 * 1440
    assert all(width <= turned + 1 for width in widths)
    assert sum(width > upright + 1 for width in widths) == 1


def test_numbers_stand_at_the_right(written):
    document = xml(written, "word/document.xml")
    styles = {"".join(one.itertext(f"{W}t")): one.find(f".//{W}pStyle").get(f"{W}val") for one in document.iter(f"{W}tc")}
    assert styles["−12.3%"] == "WideCellNumber"
    number = next(one for one in xml(written, "word/styles.xml").iter(f"{W}style") if one.get(f"{W}styleId") == "WideCellNumber")
    assert number.find(f".//{W}jc").get(f"{W}val") == "right"


def test_page_numbers_stand_at_the_outer_edge(written):
    assert xml(written, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    sides = {}
    for reference in xml(written, "word/document.xml").iter(f"{W}footerReference"):
        kind = reference.get(f"{W}type")
        name = reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
        target = next(one.get("Target") for one in xml(written, "word/_rels/document.xml.rels") if one.get("Id") == name)
        footer = xml(written, f"word/{target}")
        assert footer.find(f".//{W}fldSimple").get(f"{W}instr").strip() == "PAGE"
        assert "".join(footer.itertext(f"{W}t")) == "— 1 —"
        sides[kind] = footer.find(f".//{W}jc").get(f"{W}val")
    assert sides == {"default": "right", "even": "left"}


def test_headings_are_headings(bulletin, written):
    document = xml(written, "word/document.xml")
    found = ["".join(one.itertext(f"{W}t")) for one in document.iter(f"{W}p") if one.find(f".//{W}pStyle").get(f"{W}val") == "Heading1"]
    assert found == [part.heading for part in bulletin.parts]


def test_a_draft_says_so_on_every_page_and_a_release_does_not():
    draft, released = (word_bytes(example.bulletin(rows=1, draft=text, mark=text)) for text in ("草稿", ""))
    assert [word_paragraphs(draft, part) for part in STORIES[:2]] == [["草稿　草稿"]] * 2
    assert "草稿" not in "".join(one for part in (*STORIES, "word/document.xml") for one in word_paragraphs(released, part))


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text, tmp_path):
    written = word_bytes(replace(example.bulletin(rows=0), title=text, notes=(text,), mark=text))
    said = word_paragraphs(written)
    assert said.count(text) == 2
    assert schema_faults(written, tmp_path / "hostile.docx") == []


@pytest.mark.parametrize(("text", "shown"), [
    ("a\x00b\x1bc", "a\ufffdb\ufffdc"), ("半\ud800个", "半\ufffd个"), ("表\u202excod", "表xcod"), ("一\r\n二\u2028三", "一 二 三"),
    ("a\x85b\x9fc", "a b\ufffdc"), ("\ufffe", "\ufffd"),
])  # fmt: skip
def test_what_cannot_be_printed_is_marked_or_goes(text, shown):
    written = word_bytes(replace(example.bulletin(rows=0), title=text))
    assert word_paragraphs(written)[1] == shown
