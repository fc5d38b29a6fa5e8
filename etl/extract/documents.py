"""Each document of a file: its title, region, span of years, and whether it is a draft."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from etl.extract.horizon import Span, span_of
from etl.extract.issue import date_parts
from etl.extract.normalise import GENRE
from etl.extract.outline import Outline, Part
from etl.extract.places import NOWHERE, Place, Places
from etl.registers.model import Document

_DRAFT = re.compile(r"征求意见稿|公开征求意见|草案|送审稿|讨论稿")
_NAMED = rf"[^《》]{{4,80}}?{GENRE}(?:\([^()《》]*\)){{0,2}}"
#: 印发《…》, 《…》已经…同意; what a plan follows (根据《…》) is not its own title.
_QUOTED_TITLE = re.compile(rf"(?:现将|印发|发布|制定|编制)《({_NAMED})》|(?<!根据)(?<!按照)(?<!落实)(?<!依据)《({_NAMED})》[^《。;]{{0,40}}(?:印发|通过|同意|审议|全文如下)")
_ISSUED_TITLE = re.compile(rf"(?:关于)?印发([^《》]{{4,80}}?{GENRE}(?:\([^()]*\))?)的通知")
_NOTICE_TITLE_MAX = 80


_ISSUER = re.compile(r"(?:人民政府|委员会|办公厅|办公室|局|厅)(?:文件|印发)?(?:\d{4}年\d{1,2}月\d{1,2}日)?$", re.ASCII)
_HEAD_LINES = 8
#: Where a text without a title is looked through for its province.
_TEXT_CHARS = 3_000


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """What holds for all goals of one document of the file. `is_spoken_of`: no title says whose plan it is, only
    what the text speaks of."""

    title: str
    document_id: str
    place: Place
    issued: date | None
    span: Span
    is_draft: bool
    is_spoken_of: bool = False


def describe_parts(outline: Outline, places: Places, documents: Mapping[str, Document], region: str = "") -> list[PlanDocument]:
    """One description per part of the outline, in its order. An annex is part of the plan before it; `region`
    is the place a person names for a text whose titles name none."""
    by_title = {_compared(document.title): document for document in documents.values()}
    issued = date_parts(outline)
    described: list[PlanDocument] = []
    somewhere = places.called(region) if region else places.of_text(outline.plan.text[:_TEXT_CHARS])
    for place_no, part in enumerate(outline.parts):
        title = _title(outline, part)
        known = by_title.get(_compared(title)) if title else None
        day = known.issued if known and known.issued else issued[place_no]
        span = span_of(outline, part, title, day)
        part.issued_year = day.year if day else (span.start.year if span.start else None)
        described.append(
            PlanDocument(
                title,
                known.document_id if known else "",
                _place(outline, part, title, places),
                day,
                span,
                bool(_DRAFT.search(part.title_text(outline.plan.text) or title)),
            )
        )
    return _with_inherited(outline, described, somewhere, bool(region))


def _with_inherited(outline: Outline, described: list[PlanDocument], somewhere: Place, is_said: bool) -> list[PlanDocument]:
    """An annex, or a part without a place of its own, belongs to the plan before it; a covering
    notice to the plan behind it; what no title places to `somewhere`, which the text speaks of."""
    told: list[PlanDocument] = []
    for part, own in zip(outline.parts, described, strict=True):
        before = told[-1] if told else None
        if before and part.is_annex:
            own = before
        elif own.place == NOWHERE:
            named = next((other for other in (*told[::-1], *described) if other.place != NOWHERE), None)
            is_spoken_of = named.is_spoken_of if named else not is_said and somewhere != NOWHERE
            own = replace(own, place=named.place if named else somewhere, is_spoken_of=is_spoken_of)
        told.append(own)
    return told


def _title(outline: Outline, part: Part) -> str:
    """The title; in a text without one the title its notice names, or that of the notice."""
    text = outline.plan.text
    if part.title != (0, 0):
        return _with_years(text, part.title_text(text))
    if any(other.title != (0, 0) for other in outline.parts):
        return ""
    lines = [text[start:end] for start, end in part.head[:_HEAD_LINES]]
    quoted = (hit[1] or hit[2] for line in lines if (hit := _QUOTED_TITLE.search(line)))
    issued = (hit[1] for line in lines if (hit := _ISSUED_TITLE.search(line)))
    notices = (line for line in lines if len(line) <= _NOTICE_TITLE_MAX and line.endswith("通知"))
    return next((title for titles in (quoted, issued, notices) for title in titles), "")


def _with_years(text: str, title: str) -> str:
    """A title with the years that another place of the text writes behind it."""
    written = re.search(re.escape(title) + r"(\((?:19|20)\d\d[^()]{1,14}\))", text) if not re.search(r"\d{4}", title) else None
    return title + written[1] if written else title


def _place(outline: Outline, part: Part, title: str, places: Places) -> Place:
    """From the title; a part without one is a notice, which is about what it issues or whoever issued it."""
    if title and (named := places.of_title(title, outline.plan.text[:_TEXT_CHARS])) != NOWHERE:
        return named
    for start, end in part.head[:_HEAD_LINES]:
        line = outline.plan.text[start:end]
        place = places.of_title(line) if len(line) <= 80 else NOWHERE
        if place.region_code or (place != NOWHERE and ("关于" in line or _ISSUER.search(line))):
            return place
    return NOWHERE


def _compared(title: str) -> str:
    """A title without what differs between prints."""
    plain = title.translate(str.maketrans("（）—–－~～", "()-----"))
    return re.sub(r"\s|-|\(征求意见稿\)", "", plain)
