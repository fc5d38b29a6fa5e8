"""The plans in one file: each with what is known of its row of `documents.csv` and its quantities."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from etl.extract import Knowledge, SourceText, extract
from etl.extract.documents import PlanDocument
from etl.extract.interpret import Interpreter
from etl.extract.issue import date_parts
from etl.extract.outline import Part, outline
from etl.extract.quantities import find_quantities
from etl.extract.rows import as_row
from etl.plans.candidates import Candidate, Span, candidates_of
from etl.plans.stated_bases import Stated, stated_in
from etl.registers import Document
from etl.vocabulary import DocumentStatus

#: Lines of a file in which number, issuer and dates of a plan are looked for.
_HEAD_LINES = 80
_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}〔20\d{2}〕\d{1,4}号")
_ISSUER = re.compile(r"[\u4e00-\u9fff()（）]{2,40}(?:政府|办公厅|办公室|委员会|委|厅|局)")
_ISSUED_BY = re.compile(rf"({_ISSUER.pattern}?)(?:等\d{{0,2}}(?:部门|单位))?关于(?:印发|下达|公布)")
_SIGNED = re.compile(r"20\d{2}年\d{1,2}月\d{1,2}日")
#: Cells that a new edition may have of its own.
_RENEWED = ("number", "issued", "effective", "expires")
#: A plan as it is described, where it begins, the day its text gives.
_Titled = tuple[PlanDocument, int, date | None]
_EFFECTIVE = re.compile(r"自(20\d{2})年(\d{1,2})月(\d{1,2})日起(?:正式)?(?:施行|实施|执行|生效)")


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One plan of a file. `document` are the cells of its row of `documents.csv` as far as the
    file or the register tells them; `region_name` is what it is about, whether the register has it or not; `is_known` says that the register has the plan; `span` is
    where it stands in the text of the file, with what is issued before it; `renewed` are cells of that
    row that a known plan's file states otherwise than the register; `stated` is what its
    text says its goals start from."""

    document: Mapping[str, str]
    region_code: str
    region_name: str
    is_known: bool
    span: Span
    candidates: tuple[Candidate, ...]
    stated: Stated = Stated()
    renewed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A file as it was read. Places of quantities are counted in `source.text`."""

    source: SourceText
    text_sha256: str
    parts: tuple[PlanPart, ...]


def read_parts(source: SourceText, known: Knowledge, today: date) -> PlanFile:
    """Every plan of a file in the order of the text.

    What stands outside any plan, such as the notice that issues them, belongs to the plan
    behind it, or to the last one. `today` decides whether a plan has ended.
    """
    plan, found = extract(source, known)
    reader = Interpreter(outline(plan), known)  # for what it says of the documents
    rows = [as_row(one) for one in found]
    titles = _titles(reader)
    of = dict(zip((row["row"] for row in rows), candidates_of(rows), strict=True))
    groups: dict[str, list[Candidate]] = {title: [] for title in titles or {"": None}}
    for row in rows:
        groups[_belongs(row["title"] or "", row["source_start"], titles)].append(of[row["row"]])
    register = {one.document_id: one for one in known.registers.documents}
    stated = stated_in(plan, find_quantities(reader.outline), known.layout)
    parts: list[PlanPart] = []
    spans = _spans([begin for _, begin, _ in titles.values()], len(source.text))
    for (title, candidates), span in zip(groups.items(), spans, strict=True):
        described = titles[title][0] if titles else reader.documents[0]
        taken = {*register, *(one.document.get("document_id", "") for one in parts)}
        known_as = register.get(described.document_id)
        own = replace(described, issued=titles[title][2]) if titles else described
        told = _told(own, source.text, taken, today)
        cells = _registered(known_as) if known_as else told
        renewed = {name: told[name] for name in _RENEWED if known_as and len(groups) == 1 and told.get(name, cells.get(name)) != cells.get(name)}
        place = described.place
        parts.append(PlanPart(cells, place.region_code, place.name, known_as is not None, span, tuple(candidates), stated.within(span), renewed))
    return PlanFile(source, hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest(), tuple(parts))


def _titles(reader: Interpreter) -> dict[str, _Titled]:
    """Every title of a plan with its description, where it begins in the source and the day the text
    says it was issued (the description has that of the register), in order."""
    found: dict[str, _Titled] = {}
    days = date_parts(reader.outline)
    for number, (part, described) in enumerate(zip(reader.outline.parts, reader.documents, strict=True)):
        if described.title and described.title not in found:
            found[described.title] = described, _begin(reader, part), days[number]
    return found


def _begin(reader: Interpreter, part: Part) -> int:
    plan = reader.outline.plan
    at = part.paragraphs[0].start if part.paragraphs else 0
    return plan.origin[at] if plan.origin else 0


def _belongs(title: str, start: object, titles: Mapping[str, _Titled]) -> str:
    if title in titles or not titles:
        return title if title in titles else ""
    behind = [one for one, (_, begin, _) in titles.items() if begin >= int(str(start))]
    return behind[0] if behind else list(titles)[-1]


def _spans(begins: Sequence[int], end: int) -> list[Span]:
    """From each title to the next; the first from the beginning of the file."""
    firsts = [0, *begins[1:]]
    return list(zip(firsts, [*firsts[1:], end], strict=True))


def _registered(document: Document) -> dict[str, str]:
    cells = {
        "document_id": document.document_id,
        "title": document.title,
        "number": document.number,
        "issuer": document.issuer,
        "issued": _day(document.issued),
        "effective": _day(document.effective),
        "expires": _day(document.expires),
        "status": str(document.status),
    }
    return {name: cell for name, cell in cells.items() if cell}


def _told(described: PlanDocument, text: str, taken: Collection[str], today: date) -> dict[str, str]:
    """What the file says of a plan the register does not have."""
    head = [line.strip() for line in text.splitlines() if line.strip()][:_HEAD_LINES]
    cells = {
        "document_id": new_id(described.place.region_code, (described.issued or today).year, taken),
        "title": described.title,
        "number": next((found[0] for line in head if (found := _NUMBER.search(line)) and len(line) <= 40), ""),
        "issuer": _issuer(head),
        "issued": _day(_known_day(described.issued)),
        "effective": _effective(text),
        "expires": _day(described.span.end),
        "status": str(_status(described, today)),
    }
    return {name: cell for name, cell in cells.items() if cell}


def new_id(region_code: str, year: int | str, taken: Collection[str]) -> str:
    """Region and year of issue; a second plan of the year gets a number. Empty without a region."""
    if not region_code:
        return ""
    first = f"{region_code}-{year}"
    others = (f"{first}-{number}" for number in range(2, len(taken) + 3))
    return next(one for one in (first, *others) if one not in taken)


def _issuer(head: Sequence[str]) -> str:
    """Who signed: the line before a date that stands alone; else who issued: the beginning of the title of the notice."""
    for line, following in zip(head, head[1:]):
        if _SIGNED.fullmatch(following) and _ISSUER.fullmatch(line):
            return line
    titles = (found[1] for line in head if (found := _ISSUED_BY.match(line)))
    return next(titles, "")


def _effective(text: str) -> str:
    found = _EFFECTIVE.search(text)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _status(described: PlanDocument, today: date) -> DocumentStatus:
    if described.is_draft:
        return DocumentStatus.DRAFT
    has_ended = described.span.end is not None and described.span.end < today
    return DocumentStatus.ENDED if has_ended else DocumentStatus.IN_FORCE


def _known_day(issued: date | None) -> date | None:
    """None for 1 January, which stands for a year that only the number of the document tells; nobody issues on that day."""
    return None if issued and (issued.month, issued.day) == (1, 1) else issued


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
