"""Parameters of a question. One declaration reads them, refuses them and describes them.

`schema` is JSON Schema of the text or number; exactly that is checked, so that the description
cannot promise what is refused.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dashboard.findings import standing
from dashboard.wording import LANGUAGES
from etl import vocabulary
from etl.ledger.records import STATES

#: Rows of one answer at most, which is also what comes unasked: no table is cut short unnoticed.
MAX_ROWS = 5_000
#: How often one parameter may be given, where several values are allowed.
MAX_VALUES = 50
_MAX_SKIPPED = 10_000_000
_MAX_TEXT = 80


class Unfit(ValueError):
    """A value that does not fit its parameter."""


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """One parameter of the query. `is_many`: it may be given several times, and any of the values
    will do. `words`: under which key of `api.parameter` it is explained, else its name."""

    name: str
    schema: Mapping[str, object]
    is_many: bool = False
    default: object = None
    example: object = None
    words: str = ""

    def read(self, text: str) -> str | int:
        """The value a text means; Unfit where the schema does not allow it."""
        return _number(text, self.schema) if self.schema["type"] == "integer" else _text(text, self.schema)


def _text(text: str, schema: Mapping[str, object]) -> str:
    is_listed = text in schema["enum"] if "enum" in schema else True
    is_shaped = re.fullmatch(schema["pattern"], text) if "pattern" in schema else True
    is_long_enough = schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text))
    if not (is_listed and is_shaped and is_long_enough):
        raise Unfit
    return text


def _number(text: str, schema: Mapping[str, object]) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not schema["minimum"] <= int(text) <= schema["maximum"]:
        raise Unfit
    return int(text)


def _one_of(name: str, codes: Iterable[str], default: str | None = None) -> Parameter:
    return Parameter(name, {"type": "string", "enum": [str(code) for code in codes]}, default=default)


def _any_of(name: str, codes: Iterable[str]) -> Parameter:
    return Parameter(name, {"type": "string", "enum": [str(code) for code in codes]}, is_many=True)


def _codes(name: str, example: str, **schema: object) -> Parameter:
    return Parameter(name, {"type": "string", "minLength": 1, "maxLength": _MAX_TEXT} | schema, is_many=True, example=example)


class Format(StrEnum):
    """In which form a table is given."""

    JSON = "json"
    CSV = "csv"


_QUARTER = {"type": "string", "pattern": "^[0-9]{4}Q[1-4]$"}
_REGION_CODE = "^[0-9]{6}(-[A-Z]{2})?$"

AS_OF = Parameter("as_of", _QUARTER, example="2025Q4")
KNOWN_AT = Parameter("known_at", {"type": "string", "minLength": 8, "maxLength": 40}, example="2025-10-31T18:00")
REGION = _codes("region", "330500", pattern=_REGION_CODE)
PROVINCE = Parameter("province", {"type": "string", "pattern": _REGION_CODE}, example="330000")
METRIC = _codes("metric", "export_value")
DOCUMENT = _codes("document", "330000-2024")
TARGET = _codes("target", "330500-01")
FAMILY = _any_of("family", [*vocabulary.Family, "other"])
#: Of figures, which are narrowed where they are stored.
ONE_METRIC, ONE_FAMILY = (replace(one, is_many=False, words=f"one_{one.name}") for one in (METRIC, FAMILY))
PERFORMANCE = _any_of("performance", vocabulary.Performance)
#: As the pages have it: the class shown, and whether a row stands in their totals.
DISPLAY_CLASS = _any_of("display_class", standing.CLASSES)
COUNTED = _one_of("counted", ("true", "false"))
DATA_STATE = _any_of("data_state", vocabulary.DataState)
#: Of a plan the state in its register; of a target 征求意见稿 also where only its obligation says so.
DOCUMENT_STATUS = _any_of("document_status", vocabulary.DocumentStatus)
PLAN_STATE = replace(DOCUMENT_STATUS, words="plan_state")
LEVEL = _any_of("level", vocabulary.Level)
KIND = _any_of("kind", vocabulary.Kind)
#: Of uploads, which may hold figures of several.
FILED_REGION = replace(REGION, words="filed_region")
FILED_QUARTER = Parameter("quarter", _QUARTER, is_many=True, example="2026Q3")
STATE = _any_of("state", STATES)

FORMAT = _one_of("format", Format)
LANG = _one_of("lang", LANGUAGES)
LIMIT = Parameter("limit", {"type": "integer", "minimum": 1, "maximum": MAX_ROWS}, default=MAX_ROWS)
OFFSET = Parameter("offset", {"type": "integer", "minimum": 0, "maximum": _MAX_SKIPPED}, default=0)
VERSION = Parameter("version", {"type": "string", "pattern": "^[0-9a-f]{16}$"}, example="0123456789abcdef")

#: What every table takes.
COMMON = (KNOWN_AT, FORMAT, LANG, LIMIT, OFFSET, VERSION)
