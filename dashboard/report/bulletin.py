"""What a bulletin (通报) holds, in words: every writer lays out the same one.

All text is ready to be printed; nothing here is computed or rounded again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from dashboard.export.tables import Line, Table


class Align(StrEnum):
    """How a column of a table stands."""

    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its name and how it stands; `width` is its share of the table, in characters."""

    name: str
    width: int
    align: Align = Align.TEXT


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its caption; each row has one text per heading. `sheet` names the `Sheet` that
    holds the same rows as figures, where there is one; `has_sums` says that rows are sums of
    others, so that no other order makes sense. `key` is what the text refers to it by."""

    caption: str
    headings: Sequence[Heading]
    rows: Sequence[Sequence[str]]
    sheet: str = ""
    has_sums: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a chart: what is done and what was due by now, each as a share of the target
    (1 is all of it); None is unknown. `verdict` is the word of its class, `performance` its code."""

    label: str
    done: float | None
    due: float | None
    done_text: str
    due_text: str
    verdict: str
    performance: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of what is done against marks of what was due; `note` says how to read it."""

    caption: str
    bars: Sequence[Bar]
    note: str


class Series(NamedTuple):
    """One colour of a chart: its name, and a value for each of the names; None draws nothing."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class SheetChart:
    """Bars of a workbook, one group for each of `names`: counts in a stack, or shares side by side."""

    caption: str
    names: Sequence[str]
    series: Sequence[Series]
    is_stacked: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Figures that a workbook computes with, under a caption; `table.name` is the sheet's own.
    `total` is the sum of the lines, where they have one: it stands apart from what can be sorted."""

    caption: str
    table: Table
    charts: Sequence[SheetChart] = ()
    total: Line = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered section: its heading, paragraphs, and what stands below them."""

    heading: str
    paragraphs: Sequence[str]
    grids: Sequence[Grid] = ()
    charts: Sequence[Chart] = ()


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin of a province or a city for one quarter.

    `draft` is the mark 草稿 with its reason, empty once the quarter is released; `mark` is
    演示数据 in a demonstration. `opening` stands between title and first section. The open
    fields, all others are filled: `number_field` (文号), `signer_field` (签发人),
    `date_field` and `seal_field`. `notes` say data, method and sources; `lang` is zh or en.
    `sheets` are for the workbook. `addressee` (主送机关) stands below the title with its colon,
    `issuer` (发文机关署名) above the date; empty, the line is left out. `annexes` (附件说明) name
    the tables behind the notes, a line each, before the signature.
    `title_pieces` are what the title is made of and no line should break within; none where any
    place between words will do. `made_at` is when the data became what they are, with its
    time zone; bulletins that say the same are equal whenever that was.
    """

    title: str
    draft: str
    mark: str
    number_field: str
    signer_field: str
    date_field: str
    seal_field: str
    opening: Sequence[str]
    parts: Sequence[Part]
    notes_heading: str
    notes: Sequence[str]
    lang: str
    made_at: datetime = field(compare=False)
    sheets: Sequence[Sheet] = ()
    addressee: str = ""
    issuer: str = ""
    title_pieces: Sequence[str] = ()
    annexes: Sequence[str] = ()
