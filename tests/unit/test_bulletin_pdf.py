"""The bulletin as a PDF, and the charts in it and in the Word document."""

import io
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from PIL import Image
from lxml import etree
from pypdf import PageObject, PdfReader

from dashboard import theme
from dashboard.report import charts, layout, typesetting
from dashboard.report.bulletin import Bar, Bulletin, Chart
from dashboard.report.pdf import pdf_bytes
from dashboard.report.word import word_bytes
from etl.problems import Refused
from tests import bulletin_example as example
from tests.bulletin_files import chart_texts, closed_up, part_names, schema_faults, texts, xml

MM = 72 / 25.4


@pytest.fixture(scope="module", params=["zh", "en"])
def bulletin(request) -> Bulletin:
    return example.bulletin() if request.param == "zh" else example.english()


@pytest.fixture(scope="module")
def written(bulletin) -> bytes:
    return pdf_bytes(bulletin)


@pytest.fixture(scope="module")
def reader(written) -> PdfReader:
    return PdfReader(io.BytesIO(written))


def said(reader: PdfReader, mark: str) -> str:
    """All text without what every page repeats, closed up over the ends of lines and pages."""
    pages = (closed_up(page.extract_text()) for page in reader.pages)
    return "".join(re.sub(r"—\d+—", "", page.replace(closed_up(mark), "")) for page in pages)


def beginnings(page: PageObject) -> list[tuple[str, float]]:
    """Each piece of text with where it begins, in points from the left edge."""
    found = []
    page.extract_text(visitor_text=lambda text, user, own, *_: found.append((text, user[4] + user[0] * own[4])))
    return found


def test_every_text_can_be_read(bulletin, reader):
    mark = layout.mark_line(bulletin)
    found = said(reader, mark)
    wanted = [text for text in (*texts(bulletin), *chart_texts(bulletin)) if text not in (bulletin.draft, bulletin.mark)]
    assert [text for text in wanted if closed_up(text) not in found] == []
    assert all(closed_up(mark) in closed_up(page.extract_text()) for page in reader.pages)


def test_addressee_and_issuer_stand_where_they_belong():
    bulletin = example.bulletin(rows=0)
    found = said(PdfReader(io.BytesIO(pdf_bytes(bulletin))), layout.mark_line(bulletin))
    assert closed_up(bulletin.title + bulletin.addressee + bulletin.opening[0]) in found
    assert closed_up(bulletin.issuer + bulletin.date_field) in found


def test_pages_are_a4_and_wide_tables_lie_on_turned_ones(reader):
    sizes = [(round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM)) for page in reader.pages]
    assert set(sizes) == {(210, 297), (297, 210)}
    assert sizes == sorted(sizes)


def test_it_is_tagged_and_names_its_title_and_language(bulletin, reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == {"zh": "zh-CN", "en": "en-US"}[bulletin.lang]
    assert reader.metadata.title == bulletin.title
    assert reader.metadata.author is None


def test_sections_can_be_gone_to(bulletin, reader):
    assert [one.title for one in reader.outline] == [*(part.heading for part in bulletin.parts), bulletin.notes_heading]


def test_charts_are_vectors(reader):
    assert [image.name for page in reader.pages for image in page.images] == []


def test_equal_bulletins_are_equal_bytes_and_carry_no_time(bulletin, written, reader):
    assert pdf_bytes(replace(bulletin)) == written
    assert reader.metadata.creation_date is None


def test_page_numbers_stand_at_the_outer_edge(reader):
    middle = 210 / 2 * MM
    for number, page in enumerate(reader.pages[:2], start=1):
        place = next(x for text, x in reversed(beginnings(page)) if str(number) in text)
        assert (place > middle) == (number % 2 == 1)


def test_nothing_runs_over_the_edge_of_its_page():
    address = "https://example.org/" + "plan" * 60
    long = replace(example.bulletin(rows=2), notes=(address,), title="Aa" * 80, opening=("字" * 300,))
    reader = PdfReader(io.BytesIO(pdf_bytes(long)))
    found = said(reader, layout.mark_line(long)).replace("\u200b", "")
    lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    for whole, most in ((address, 90), (long.title, 45)):
        assert closed_up(whole) in found
        assert max(len(line.replace("\u200b", "")) for line in lines if line[:4] in whole) < most
    for page in reader.pages:
        right = float(page.mediabox.width) - (26 if page.mediabox.width < page.mediabox.height else 37) * MM
        assert all(x <= right for text, x in beginnings(page) if text.strip())


@pytest.mark.parametrize("text", [
    "#set page(width: 1pt)", "*粗* _斜_ $x$ `码`", "#read(\"/etc/passwd\")", "#import \"@preview/x:1.0.0\": *", "= 标题", "\\u{41} // 注", "=cmd|'/c calc'!A1",
])  # fmt: skip
def test_text_is_never_read_as_markup(text):
    hostile = replace(example.bulletin(rows=0), title=text, notes=(text,), mark=text, opening=(text,))
    reader = PdfReader(io.BytesIO(pdf_bytes(hostile)))
    assert closed_up("".join(page.extract_text() for page in reader.pages)).count(closed_up(text)) >= 3 + len(reader.pages)


def test_text_that_cannot_be_printed_does_not_break_it():
    hostile = replace(example.bulletin(rows=0), title="半\ud800个\x00\u202e字")
    assert PdfReader(io.BytesIO(pdf_bytes(hostile))).metadata.title == "半\ufffd个\ufffd字"


def test_the_typesetter_sees_neither_files_nor_network():
    for source in ('#read("/etc/passwd")', '#read("../../../etc/passwd")', '#import "/etc/hosts": x'):
        with pytest.raises(RuntimeError):
            typesetting.typeset(source, "{}", format="pdf")


@pytest.mark.parametrize("name", ["bulletin.typ", "chart.typ"])
def test_templates_bring_nothing_in(name):
    source = files("dashboard.report").joinpath(name).read_text(encoding="utf-8")
    assert not re.search(r"\b(import|include|read|image|plugin|eval)\b\s*[\"(]", source)


def test_a_machine_without_chinese_typefaces_is_refused_in_words(monkeypatch):
    class Latin:
        def families(self):
            return ["Liberation Serif", "DejaVu Sans"]

    monkeypatch.setattr(typesetting, "_machine_fonts", Latin)
    for write in (pdf_bytes, word_bytes):
        with pytest.raises(Refused) as refused:
            write(example.bulletin(rows=1))
        assert [problem.code for problem in refused.value.problems] == ["report.font.missing"]
    assert "fonts-noto-cjk" in refused.value.problems[0].message("zh")


def test_any_chinese_typeface_is_better_than_boxes(monkeypatch):
    class Other:
        def families(self):
            return ["Liberation Serif", "Noto Serif CJK TC"]

    monkeypatch.setattr(typesetting, "_machine_fonts", Other)
    assert typesetting.fonts(layout.STYLES["zh"]["heading"].face) == ["Noto Serif CJK TC"]


def test_the_official_face_comes_first_where_the_machine_has_it(monkeypatch):
    class Office:
        def families(self):
            return ["Noto Serif CJK SC", "FangSong_GB2312", "SimHei"]

    monkeypatch.setattr(typesetting, "_machine_fonts", Office)
    assert typesetting.fonts(layout.STYLES["zh"]["body"].face) == ["FangSong_GB2312", "Noto Serif CJK SC"]


def _chart(*bars: Bar) -> Chart:
    return Chart("图", bars, "注")


def _bar(done: float | None, due: float | None = 0.5) -> Bar:
    return Bar("甲市", done, due, "完成", "应达", "已达标", "achieved")


@pytest.mark.parametrize(("done", "end"), [(0.4, 1.0), (1.0, 1.0), (None, 1.0), (-3.0, 1.0), (1.01, 1.25), (9.0, 1.25)])
def test_a_scale_goes_beyond_all_only_where_a_bar_does(done, end):
    assert charts.scale_end([_bar(done)]) == end


@pytest.mark.parametrize(("done", "place"), [
    (0.4, {"at": 0.4, "outside": ""}), (0.0, {"at": 0.0, "outside": ""}), (-0.2, {"at": 0.0, "outside": "below"}),
    (1.25, {"at": 1.0, "outside": ""}), (1.3, {"at": 1.0, "outside": "beyond"}), (None, None),
])  # fmt: skip
def test_a_bar_ends_on_the_scale_or_says_that_it_does_not(done, place):
    assert charts.drawing(_chart(_bar(done)), "safe")["bars"][0]["done"] == place


def test_colors_are_those_of_the_palette_and_never_alone():
    for palette in ("safe", "red_best"):
        bar = charts.drawing(_chart(_bar(0.4)), palette)["bars"][0]
        look = theme.looks(palette)["achieved"]
        assert (bar["color"], bar["background"]) == (look.color, look.background)
        assert "已达标" in bar["words"]


def test_a_chart_is_a_sharp_picture_with_words_in_a_word_document(bulletin, tmp_path):
    written = word_bytes(bulletin)
    pictures = [etree.tostring(one, encoding="unicode") for one in xml(written, "word/document.xml").iter("{*}inline")]
    drawn = [chart for part in bulletin.parts for chart in part.charts]
    assert len(pictures) >= len(drawn) and len([name for name in part_names(written) if "media" in name]) == len(pictures)
    described = [one.get("descr") for one in xml(written, "word/document.xml").iter("{*}docPr")]
    assert all(text in "\n".join(described) for text in chart_texts(bulletin))
    assert len({one.get("id") for one in xml(written, "word/document.xml").iter("{*}docPr")}) == len(pictures)
    assert schema_faults(written, tmp_path / "bulletin.docx") == []


def test_long_charts_become_several_pictures_none_higher_than_a_page():
    drawn = [Image.open(io.BytesIO(one)) for one in charts.pictures(example.chart(45), "zh", "safe")]
    assert len(drawn) > 3
    for picture in drawn:
        assert picture.width / (156 / 25.4) >= 200
        assert picture.height / picture.width * 156 < 225


def test_each_bar_has_its_room_whatever_the_label():
    """A label of many lines makes its row higher; no row is cut at the edge of a picture."""
    def height(label: str) -> int:
        bar = replace(_bar(0.5), label=label)
        return sum(Image.open(io.BytesIO(one)).height for one in charts.pictures(_chart(bar), "zh", "safe"))

    assert height("很长的指标名称" * 12) > 2 * height("短")
