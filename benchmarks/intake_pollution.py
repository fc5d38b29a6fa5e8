"""Does anything wrong get in silently, and is anything right turned away?

A table of figures whose content is known is written in a few thousand ways: harmlessly, and
with the pollutions of the taxonomy of Pollock (Vitagliano, Hameed, Jiang, Reisener, Wu, Naumann:
"Pollock: A Data Loading Benchmark", PVLDB 2023), to which encodings are added. Every file is read
from its bytes; what comes out is held against the content itself, not against another reading.
The files are made from the rules below, not taken from that benchmark; none is random.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from etl.decode import decode
from etl.parse import Entry, parse
from etl.problems import Refused, Severity
from etl.registers import Registers

HEADER = ("地区", "指标", "年份", "季度", "计数方式", "数值", "单位", "同比", "统计口径", "数据来源", "备注")
HARMLESS = "harmless"

#: One figure: region, metric, year, quarter, value, year-on-year change, source, remark.
Content = tuple[str, str, int, int, Decimal, Decimal, str, str]
Cells = list[list[str]]


@dataclass(frozen=True, slots=True)
class Pollution:
    """One file. `kind` is HARMLESS where it must be read and right."""

    kind: str
    name: str
    data: bytes


@dataclass(slots=True)
class Verdicts:
    """How often files of a kind came out right, refused or silently wrong."""

    counts: dict[str, Counter] = field(default_factory=lambda: defaultdict(Counter))
    worst: list[str] = field(default_factory=list)

    def add(self, file: Pollution, verdict: str) -> None:
        self.counts[file.kind][verdict] += 1
        if verdict == "silently wrong" or (file.kind == HARMLESS and verdict != "right"):
            self.worst.append(f"{file.kind}: {file.name}: {verdict}")


def judge(registers: Registers, every: int = 1) -> Verdicts:
    """The verdicts on all files, or on every so many of them."""
    verdicts = Verdicts()
    for base in bases():
        for file in list(files(base))[::every]:
            verdicts.add(file, _verdict(file.data, base.content, registers))
    return verdicts


def _verdict(data: bytes, content: set[Content], registers: Registers) -> str:
    try:
        filing = parse(decode(data), registers)
    except Refused:
        return "refused"
    if any(problem.severity is Severity.ERROR for problem in filing.problems):
        return "refused"
    return "right" if {_content(entry) for entry in filing.entries} == content else "silently wrong"


def _content(entry: Entry) -> Content:
    period = entry.period
    return (entry.region_code, entry.metric, period.year, period.month // 3, entry.value, entry.yoy,
            entry.source, entry.note)  # fmt: skip


# ------------------------------------------------------------------------------ content


@dataclass(frozen=True, slots=True)
class Base:
    """A table as cells, and what it says."""

    cells: Cells
    content: set[Content]


_ROWS = 20
_WIDE = str.maketrans("0123456789.,-", "０１２３４５６７８９．，－")
_REGION, _REGION_CODE = "湖州市", "330500"
_METRICS = (("跨境电商进出口额", "cbec_trade_value"), ("跨境电商出口额", "cbec_export_value"))


def bases() -> Iterator[Base]:
    """Three tables: plain cells, cells that need quotes, and no remarks at all."""
    yield _base(lambda value: f"{value}", lambda number: f"说明：第{number}次补报")
    yield _base(lambda value: f"{value:,}", lambda number: f'称"增长,放缓"{number}\n第二行' if number % 3 else f"好,{number}")
    yield _base(lambda value: f"{value}", lambda number: "")


def _base(write, remark) -> Base:
    cells, content = [list(HEADER)], set()
    for number in range(_ROWS):
        metric, code = _METRICS[number % 2]
        year, quarter = 2019 + number // 8, number // 2 % 4 + 1
        value, yoy = Decimal(12_345_678 + number * 1_357) / 100, Decimal(number - 7) / 10
        source, note = f"湖州市商务局{number}", remark(number)
        cells.append([_REGION, metric, str(year), str(quarter), "本年累计", write(value), "亿元", str(yoy), "海关全业态", source, note])
        content.add((_REGION_CODE, code, year, quarter, value, yoy, source, note))
    return Base(cells, content)


# -------------------------------------------------------------------------------- writing


def text(cells: Cells, delimiter: str = ",", end: str = "\n", quote_all: bool = False) -> str:
    """A table as a careful program writes it."""
    return "".join(line(row, delimiter, quote_all) + end for row in cells)


def line(row: list[str], delimiter: str = ",", quote_all: bool = False) -> str:
    return delimiter.join(_quoted(cell) if quote_all else _written(cell, delimiter) for cell in row)


@cache
def _written(cell: str, delimiter: str) -> str:
    return _quoted(cell) if re.search(f'[{re.escape(delimiter)}"\r\n]', cell) else cell


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def files(base: Base) -> Iterator[Pollution]:
    """Every file made from one table."""
    yield from _harmless(base.cells)
    yield from _delimiters(base.cells)
    yield from _row_lengths(base.cells)
    yield from _quotes(base.cells)
    yield from _escapes(base.cells)
    yield from _headers(base.cells)
    yield from _tables_and_lines(base.cells)
    yield from _encodings(base.cells)


def _file(kind: str, name: str, content: str | bytes) -> Pollution:
    return Pollution(kind, name, content if isinstance(content, bytes) else content.encode())


def _with_row(cells: Cells, index: int, written: str) -> str:
    """The table with one row written in another way."""
    return "".join(written + "\n" if at == index else line(row) + "\n" for at, row in enumerate(cells))


# ------------------------------------------------------------------------ must be right


def _harmless(cells: Cells) -> Iterator[Pollution]:
    plain = text(cells)
    shapes = {
        "as written": plain,
        "no line end at the end": plain[:-1],
        "two line ends at the end": plain + "\n",
        "all quoted": text(cells, quote_all=True),
        "line ends CRLF": text(cells, end="\r\n"),
        "line ends CR": text(cells, end="\r"),
        "line ends mixed": "".join(line(row) + "\n\r\n\r"[at % 3 : at % 3 + 1 + (at % 3 == 1)] for at, row in enumerate(cells)),
        "separator on every row": text([[*row, ""] for row in cells]),
        "separator on every row of figures": text([cells[0], *([*row, ""] for row in cells[1:])]),
        "empty rows at the end": plain + "," * (len(HEADER) - 1) + "\n" + "\n\n",
        "another order of columns": text([row[::-1] for row in cells]),
        "a title above": "湖州市跨境电商季度报表\n\n" + plain,
        "a title of the table's width": line(["湖州市季度报表", *[""] * 10]) + "\n" + plain,
        "notes and signatures below": plain + "注：按海关口径\n填报人：张三\n",
        "one more column": text([[*row, "0572"] if at else [*row, "联系电话"] for at, row in enumerate(cells)]),
        "blanks around cells": text([[f" {cell} " if place < 9 else cell for place, cell in enumerate(row)] for row in cells]),
        "wide blanks around cells": text([[f"\u3000{cell}\u00a0" if place < 9 else cell for place, cell in enumerate(row)] for row in cells]),
        "full-width digits": text([cells[0], *([cell.translate(_WIDE) if place in (2, 3, 5, 7) else cell for place, cell in enumerate(row)] for row in cells[1:])]),
        "synonyms in the header": text([["地市", "指标名称", "年度", "季", "计数口径", "完成值", "计量单位", "同比(%)", *HEADER[8:]], *cells[1:]]),
    }
    for delimiter, name in (("\t", "tab"), (";", "semicolon")):
        shapes[f"delimiter {name}"] = text(cells, delimiter)
        shapes[f"delimiter {name} declared"] = f"sep={delimiter}\n" + text(cells, delimiter)
    for name, content in shapes.items():
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            yield _file(HARMLESS, f"{name}, {encoding}", content.encode(encoding))
    for at in range(1, len(cells) + 1):
        for blank in ("", "," * (len(HEADER) - 1), " "):
            yield _file(HARMLESS, f"blank row {at}", text(cells[:at]) + blank + "\n" + text(cells[at:]))


# ------------------------------------------------------------------------------ pollutions


def _delimiters(cells: Cells) -> Iterator[Pollution]:
    for delimiter in (" ", ", ", "，", "|", "、", ":", "\t\t"):
        yield _file("delimiters", f"file {delimiter!r}", text(cells, delimiter))
    for declared in ("|", ";", "\t"):
        yield _file("delimiters", f"declared {declared!r}, not used", f"sep={declared}\n" + text(cells))
    for at, row in enumerate(cells):
        for delimiter in (" ", "\t", ";", "，", ", "):
            yield _file("delimiters", f"row {at} {delimiter!r}", _with_row(cells, at, line(row, delimiter)))


def _row_lengths(cells: Cells) -> Iterator[Pollution]:
    for at, row in enumerate(cells):
        written = [line([cell]) for cell in row]
        for place in range(1, len(row)):
            merged = ",".join(written[:place]) + ",".join(written[place:])
            yield _file("row lengths", f"row {at} without separator {place}", _with_row(cells, at, merged))
            yield _file("row lengths", f"row {at} cut after cell {place}", _with_row(cells, at, ",".join(written[:place])))
        for place in range(len(row) + 1):
            more = ",".join([*written[:place], "", *written[place:]])
            yield _file("row lengths", f"row {at} with a separator more at {place}", _with_row(cells, at, more))
        if "," in row[5]:
            shifted = ",".join([*written[:5], row[5], *written[6:]])
            yield _file("row lengths", f"row {at} with its thousands unquoted", _with_row(cells, at, shifted))


def _quotes(cells: Cells) -> Iterator[Pollution]:
    for at, row in enumerate(cells):
        for place, cell in enumerate(row):
            for name, broken in _broken_quotes(cell):
                written = [line([other]) for other in row]
                written[place] = broken
                yield _file("quotes", f"row {at} cell {place} {name}", _with_row(cells, at, ",".join(written)))
    apostrophes = ["'" + cell + "'" for cell in cells[1]]
    yield _file("quotes", "apostrophes in one row", _with_row(cells, 1, ",".join(apostrophes)))
    yield _file("quotes", "apostrophes", "".join(",".join(f"'{cell}'" for cell in row) + "\n" for row in cells))
    yield _file("quotes", "curly quotes", "".join(",".join(f"“{cell}”" for cell in row) + "\n" for row in cells))


def _broken_quotes(cell: str) -> Iterator[tuple[str, str]]:
    middle = len(cell) // 2
    yield "opened", '"' + line([cell])
    yield "closed only", line([cell]) + '"'
    yield "in the middle", cell[:middle] + '"' + cell[middle:] if cell else '"'
    if '"' in line([cell]):
        yield "never closed", line([cell])[:-1]


def _escapes(cells: Cells) -> Iterator[Pollution]:
    quoted = [[cell if '"' not in cell else cell.replace('"', '\\"') for cell in row] for row in cells]
    yield _file("escapes", "backslash", "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in quoted))
    yield _file("escapes", "none", "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in cells))
    for at in range(1, len(cells)):
        for place in (0, 9, 10):
            for name, cell in (("backslash", 'a\\",\\"b'), ("none", 'a","b'), ("none at the end", 'a"'), ("comma", "a\\,b")):
                row = [line([other]) for other in cells[at]]
                row[place] = cell if name == "comma" else f'"{cell}"'
                yield _file("escapes", f"row {at} cell {place} {name}", _with_row(cells, at, ",".join(row)))


def _headers(cells: Cells) -> Iterator[Pollution]:
    header, rows = cells[0], cells[1:]
    yield _file("headers", "none", text(rows))
    yield _file("headers", "alone", text([header]))
    yield _file("headers", "two rows", text([["基本信息", *[""] * 4, "数据", *[""] * 5], header, *rows]) + text([header]))
    yield _file("headers", "two rows below each other", text([header, header, *rows]))
    yield _file("headers", "three rows", text([header, header, header, *rows]))
    yield _file("headers", "units below", text([header, ["", "", "年", "季", "", "亿元", "", "%", "", "", ""], *rows]))
    for at in range(1, len(cells)):
        yield _file("headers", f"again at {at}", text([*cells[: at + 1], header, *cells[at + 1 :]]))
    for place in (0, 1, 2, 3, 5, 6):
        for name in ("", "栏目", header[(place + 1) % 7], header[place] + "（亿元）"):
            changed = [*header[:place], name, *header[place + 1 :]]
            yield _file("headers", f"cell {place} is {name!r}", text([changed, *rows]))
        yield _file("headers", f"without cell {place}", text([header[:place] + header[place + 1 :], *rows]))


def _tables_and_lines(cells: Cells) -> Iterator[Pollution]:
    yield _file("tables and lines", "nothing", b"")
    yield _file("tables and lines", "blank lines only", b"\n\n \n")
    yield _file("tables and lines", "mark only", b"\xef\xbb\xbf")
    for width in (3, len(HEADER), len(HEADER) + 4):
        other = [[f"栏{place}" for place in range(width)], ["甲"] * width, ["1"] * width]
        yield _file("tables and lines", f"another table below, {width} wide", text(cells) + "\n" + text(other))
        yield _file("tables and lines", f"another table above, {width} wide", text(other * 5) + "\n" + text(cells))
    yield _file("tables and lines", "the same table twice with other figures", text(cells) + text([cells[0], *([*row[:5], row[5] + "1", *row[6:]] for row in cells[1:])]))
    for at, row in enumerate(cells[1:], start=1):
        for mark in ("合计", "其中：", "小计"):
            total = [mark, *row[1:]]
            yield _file("tables and lines", f"{mark} at {at}", text([*cells[:at], total, *cells[at:]]))
        merged = [["", *row[1:]] if at == index else other for index, other in enumerate(cells)]
        yield _file("tables and lines", f"region left out at {at}", text(merged))
        broken = line(row).replace(row[9], row[9][:2] + "\n" + row[9][2:])
        yield _file("tables and lines", f"row {at} broken in two", _with_row(cells, at, broken))


def _encodings(cells: Cells) -> Iterator[Pollution]:
    lines = [line(row) + "\n" for row in cells]
    for at in range(1, len(lines)):
        before, after = "".join(lines[:at]), "".join(lines[at:])
        yield _file("encodings", f"UTF-8, GB18030 from row {at}", before.encode() + after.encode("gb18030"))
        yield _file("encodings", f"GB18030, UTF-8 from row {at}", before.encode("gb18030") + after.encode())
        for character in ("\x00", "\x1b", "\ufffd", "锟斤拷"):
            yield _file("encodings", f"row {at} with {character!r}", before + character + after)
    whole = "".join(lines)
    for encoding in ("big5", "shift_jis", "euc-kr", "utf-7", "utf-32", "utf-16-le", "utf-16-be"):
        yield _file("encodings", encoding, whole.encode(encoding, "replace"))
    for encoding, taken_for in (("utf-8", "gb18030"), ("utf-8", "latin-1"), ("gb18030", "latin-1"), ("utf-8", "ascii")):
        yield _file("encodings", f"{encoding} taken for {taken_for}", whole.encode(encoding).decode(taken_for, "replace"))
    for encoding in ("utf-8", "gb18030", "utf-16"):
        for size in (1, 3):
            yield _file("encodings", f"{encoding} cut in a character", (whole + "湖").encode(encoding)[:-size])
