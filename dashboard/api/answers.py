"""A table → the bytes of an answer, what names its state, and where its next rows are.

Equal questions on equal data have equal bytes. An entity tag is weak because the same answer may
travel compressed or not.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from dashboard.api import parameters as ask
from dashboard.api.parameters import Format
from dashboard.api.resources import Asked, Page, Resource
from dashboard.export import texts
from dashboard.export.columns import AS_OF, DATA_DATE, DEMONSTRATION, KNOWN_AT
from dashboard.export.stamp import Stamp

MEDIA_TYPES: Mapping[Format, str] = {Format.JSON: "application/json", Format.CSV: "text/csv; charset=utf-8"}
#: The pages look for what is new every half minute; what is kept elsewhere is no older than that.
PUBLIC_SECONDS = 30
VARY = "Accept, Accept-Encoding, Accept-Language, Authorization, Cookie"
_PACKAGE = Path(__file__).parents[1]
_STAMP = (AS_OF, DATA_DATE, KNOWN_AT, DEMONSTRATION)


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer before it is compressed or shortened to its head."""

    body: bytes
    media_type: str
    headers: Mapping[str, str]


def version(asked: Asked, page: Page | None = None) -> str:
    """Names the state of the data an answer comes from, without telling anything of it."""
    return digest(page.state if page and page.state else asked.view.data_version)[:16]


def entity_tag(resource: Resource, asked: Asked, form: Format, state: str) -> str:
    """Names an answer: program, state of the data, who sees what, and every part of the question."""
    question, view = asked.question, asked.view
    values = [(one.name, question[one]) for one in resource.parameters if one not in (ask.FORMAT, ask.LANG, ask.VERSION)]
    parts = (program(), state, resource.name, view.audience, view.words.lang, form, asked.as_of, values, asked.stamp)
    return f'W/"{digest(repr(parts))[:32]}"'


def answer(resource: Resource, asked: Asked, page: Page, form: Format, path: str) -> Answer:
    """The rows as JSON or CSV."""
    state = version(asked, page)
    body = texts.csv_bytes(page.table) if form is Format.CSV else _json(resource, asked, page, state, path)
    following = next_path(asked, page, state, path)
    links = ['</api/v1/openapi.json>; rel="service-desc"', '</api/v1/datapackage.json>; rel="describedby"']
    headers = {
        "X-Total-Count": str(page.total),
        "Link": ", ".join(([f'<{following}>; rel="next"'] if following else []) + links),
    }
    if form is Format.CSV:
        headers["Content-Disposition"] = f'attachment; filename="{file_name(resource, asked.stamp)}"'
    return Answer(body, MEDIA_TYPES[form], headers)


def _json(resource: Resource, asked: Asked, page: Page, state: str, path: str) -> bytes:
    """Decimals are strings, so that no reader turns them into floats, and null is unknown."""
    names = [column.name for column in page.table.all_columns]
    content = {
        "metadata": {
            "table": resource.name,
            **stamped(page.table.stamp),
            "version": state,
            "total": page.total,
            "offset": asked.question[ask.OFFSET],
            "limit": asked.question[ask.LIMIT],
            "next": next_path(asked, page, state, path),
        },
        "rows": [dict(zip(names, line, strict=True)) for line in page.table.all_lines],
    }
    return encoded(content)


def stamped(stamp: Stamp) -> dict[str, str | None]:
    """What every answer says of itself: 评价期, latest data, 数据截止时刻, 演示数据; null is none."""
    said = stamp.as_dict
    return {column.name: said.get(column.name) or None for column in _STAMP}


def encoded(content: object) -> bytes:
    """JSON in UTF-8; numbers that JSON has no words for are refused."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=texts.cell, allow_nan=False).encode()


def next_path(asked: Asked, page: Page, state: str, path: str) -> str | None:
    """Where the rows after these are: the same question of the same state of the data."""
    question = asked.question
    first = question[ask.OFFSET] + len(page.table.lines)
    if first >= page.total or not page.table.lines:
        return None
    fixed = {ask.OFFSET.name: str(first), ask.VERSION.name: state}
    if asked.as_of:
        fixed[ask.AS_OF.name] = asked.as_of
    return f"{path}?{urlencode([one for one in question.query if one[0] not in fixed] + [*fixed.items()])}"


def file_name(resource: Resource, stamp: Stamp) -> str:
    """Under which name a browser keeps a table."""
    parts = [resource.name, stamp.as_of or "", "demonstration" if stamp.is_demonstration else ""]
    return "-".join(part for part in parts if part) + ".csv"


def caching(is_signed_in: bool) -> str:
    """How long anybody may keep an answer."""
    return "private, no-store" if is_signed_in else f"public, max-age={PUBLIC_SECONDS}"


def matches(if_none_match: str, tag: str) -> bool:
    """Whether a client has the answer of this tag already (RFC 9110, weak comparison)."""
    known = {one.strip().removeprefix("W/") for one in if_none_match.split(",")}
    return "*" in known or tag.removeprefix("W/") in known


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def program() -> str:
    """Names this state of the program: another column, word or rounding is another answer on the same data."""
    found = sorted(one for one in _PACKAGE.rglob("*") if one.suffix in (".py", ".sql", ".toml"))
    return digest("\0".join(f"{one.relative_to(_PACKAGE)}\0{one.read_text(encoding='utf-8')}" for one in found))
